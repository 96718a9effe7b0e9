import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { OfficialDocument } from '#lib/document';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { throughOffice } from '../../../test/office.ts';
import { without } from '../../../test/programs.ts';
import type { Report } from '../report.ts';
import { docxOf, numbered, p, r, tbl, tc, tr } from './make-files.ts';
import { readReport } from './read.ts';
import { UnreadableError } from './unreadable.ts';

const long = (n: number) =>
  `Đoạn ${n}: Ủy ban nhân dân xã đã chỉ đạo các bộ phận chuyên môn triển khai thực hiện nhiệm vụ cải cách hành chính; trong kỳ đã hoàn thành ${n} nhiệm vụ, còn ${100 - n} nhiệm vụ đang thực hiện theo kế hoạch đã đề ra từ đầu năm.`;
const rows = Array.from({ length: 70 }, (_, i) => [
  String(i + 1),
  `Thôn ${i + 1}`,
  String(10 + i),
  String(20 + i),
  String(30 + 2 * i),
]);
const cells = (texts: string[]) => texts.map((text) => ({ text }));

const DOCUMENT: OfficialDocument = {
  title: 'Báo cáo thử',
  superior: [],
  issuer: ['ỦY BAN NHÂN DÂN', 'XÃ BÌNH AN'],
  number: 'Số: 12/BC-UBND',
  place_and_date: 'Bình An, ngày 20 tháng 9 năm 2023',
  type: 'BÁO CÁO',
  subject: ['Công tác cải cách hành chính 9 tháng đầu năm 2023'],
  body: [
    { kind: 'heading', level: 1, text: 'I. KẾT QUẢ' },
    ...Array.from({ length: 24 }, (_, i) => ({
      kind: 'paragraph' as const,
      style: 'body' as const,
      runs: [{ text: long(i + 1) }],
    })),
    { kind: 'caption', text: 'Bảng 1. Kết quả theo thôn' },
    {
      kind: 'table',
      table: {
        widths: [1, 3, 2, 2, 2],
        size_pt: 12,
        header: [
          [
            { text: 'STT', row_span: 2 },
            { text: 'Thôn', row_span: 2 },
            { text: 'Tiếp nhận', col_span: 2 },
            { text: 'Tổng', row_span: 2 },
          ],
          [{ text: 'Trực tuyến' }, { text: 'Trực tiếp' }],
        ],
        rows: rows.map(cells),
      },
    },
    { kind: 'heading', level: 1, text: 'II. PHƯƠNG HƯỚNG' },
    { kind: 'paragraph', style: 'body', runs: [{ text: 'Tiếp tục thực hiện.' }] },
  ],
  recipients: ['Ủy ban nhân dân huyện;', 'Lưu: VT.'],
  signature: { authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Nguyễn Văn An' },
  annexes: [],
  made_at: new Date('2023-09-20T02:00:00Z'),
};

const tableOf = (report: Report) => report.blocks.filter((block) => block.kind === 'table').at(-1);
const paragraphs = (report: Report) => report.blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]));

test('a PDF of the product says what its Word file says: paragraphs whole, a table over pages as one', async () => {
  const { report: pdf } = await readReport('a.pdf', await documentPdf(DOCUMENT));
  const { report: word } = await readReport('a.docx', await documentDocx(DOCUMENT));
  for (let n = 1; n <= 24; n += 1) {
    assert.ok(paragraphs(pdf).includes(long(n)), `paragraph ${n} of the PDF`);
    assert.ok(paragraphs(word).includes(long(n)), `paragraph ${n} of the Word file`);
  }
  for (const text of ['BÁO CÁO', 'I. KẾT QUẢ', 'II. PHƯƠNG HƯỚNG', 'Tiếp tục thực hiện.', 'Số: 12/BC-UBND'])
    assert.ok(paragraphs(pdf).includes(text), text);
  const table = tableOf(pdf);
  assert.ok(table?.kind === 'table');
  assert.deepEqual([table.row_count, table.column_count, table.header_rows], [72, 5, 2]);
  assert.equal(table.text, tableOf(word)?.text);
  assert.equal(table.text.split('\n').at(-1), '70\tThôn 70\t79\t89\t168');
  // Page numbers are not text.
  assert.deepEqual(
    paragraphs(pdf).filter((text) => /^\d+$/.test(text)),
    [],
  );
});

test('pages are told, also of cells', async () => {
  const { report } = await readReport('a.pdf', await documentPdf(DOCUMENT));
  const pages = report.blocks.map(({ place }) => place.page ?? 0);
  assert.deepEqual(
    pages,
    [...pages].sort((a, b) => a - b),
  );
  const table = tableOf(report);
  assert.ok(table?.kind === 'table');
  const of_cells = new Set(table.cells.map(({ place }) => place?.page));
  assert.ok(of_cells.size >= 2, [...of_cells].join());
});

test('a PDF without text is refused with its reason', async () => {
  const blank =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>';
  await assert.rejects(
    readReport('a.pdf', Buffer.from(blank)),
    (error) => error instanceof UnreadableError && error.reason === 'no_pdf_text',
  );
});

test('reading stops when it is asked to', async () => {
  const signal = AbortSignal.abort();
  await assert.rejects(
    readReport('a.pdf', await documentPdf(DOCUMENT), { signal }),
    (error) => error instanceof UnreadableError && error.reason === 'stopped',
  );
});

test('a PDF that LibreOffice made of a Word file', {
  skip: without('writer'),
}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-pdf-'));
  try {
    const level = (ilvl: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const borders = `<w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4"/>`).join('')}</w:tblBorders></w:tblPr>`;
    const bytes = docxOf({
      body: [
        p('BÁO CÁO', '<w:jc w:val="center"/>'),
        p('Kết quả', numbered(1)),
        p(`${r(long(7))}<w:r><w:footnoteReference w:id="1"/></w:r>`, '<w:jc w:val="both"/>'),
        p(long(8), '<w:jc w:val="both"/>'),
        tbl(tr(['STT', 'Xã', 'Số'].map((text) => tc(text))), tr(['1', 'Bình An', '1.234']), tr(['2', 'Tân Lập', '567'])).replace(
          '<w:tblPr/>',
          borders,
        ),
        p('Hết.'),
      ].join(''),
      numbering: `<w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', '%1.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`,
      footnotes: `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1">${p(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>${r(' Kế hoạch số 31/KH-UBND')}`)}</w:footnote>`,
    });
    const file = path.join(folder, 'a.docx');
    fs.writeFileSync(file, bytes);
    const [written = ''] = await throughOffice(folder, 'pdf', [file]);
    const { report } = await readReport('a.pdf', fs.readFileSync(written));
    assert.deepEqual(
      report.blocks.map((block) => `${block.kind} ${block.text}`),
      [
        'paragraph BÁO CÁO',
        'paragraph I. Kết quả',
        `paragraph ${long(7)}`,
        `paragraph ${long(8)}`,
        'table STT\tXã\tSố\n1\tBình An\t1.234\n2\tTân Lập\t567',
        'paragraph Hết.',
        'footnote Kế hoạch số 31/KH-UBND',
      ],
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
