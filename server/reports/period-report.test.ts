import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { extractText } from 'unpdf';
import { recordLinks } from '#forms';
import { transaction } from '#lib/db';
import type { OfficialDocument } from '#lib/document';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { testDb } from '../../test/db.ts';
import { basesOn } from './outline.ts';
import { periodReport } from './period-report.ts';
import { comparison } from './sections.ts';

const { pool } = await testDb({ template: 'demo', read_only: true });
const MADE = { at: new Date('2024-08-14T02:00:00Z'), on: '2024-08-14' };
const linkTo = recordLinks('http://motcua.example');
const report = (unit: string, from: string, to: string) =>
  transaction(pool, 'read', (db) => periodReport(db, { unit, from, to, scope: 'all' }, { unit_ids: null }, linkTo, MADE));

/** What the document says, in order, table rows with ` | ` between cells. */
function words(document: OfficialDocument): string {
  return document.body
    .flatMap((block) => {
      if (block.kind === 'paragraph') return [block.runs.map((run) => run.text).join('')];
      if (block.kind === 'table')
        return [...block.table.header, ...block.table.rows].map((row) => row.map((cell) => cell.text).join(' | '));
      return [block.text];
    })
    .join('\n');
}

test('the report of Pờ Y says the published figures', async () => {
  const document = await report('po-y', '2024-01-01', '2024-08-13');
  const text = words(document);
  assert.deepEqual(document.issuer, ['ỦY BAN NHÂN DÂN', 'XÃ PỜ Y']);
  assert.equal(document.place_and_date, 'Pờ Y, ngày 14 tháng 8 năm 2024');
  assert.match(text, /Tổng số hồ sơ phải giải quyết trong kỳ là 1\.185 hồ sơ/);
  assert.match(text, /109 hồ sơ nộp trực tuyến/);
  assert.match(text, /tỷ lệ hồ sơ nộp trực tuyến: 9,2%/);
  assert.match(text, /số hóa thành phần khi tiếp nhận: 78,87%; tỷ lệ kết quả giải quyết được số hóa: 62,26%/);
  assert.match(text, /\n\d+ \| Chứng thực \| 958 \|/);
  assert.equal(document.annexes.length, 1, 'a commune has nobody below it');
});

test('the report of Đắk Song says where the late dossiers are, and has annexes by sector and by unit', async () => {
  const document = await report('dak-song', '2023-01-01', '2023-09-20');
  const text = words(document);
  assert.match(text, /trước hạn .* quá hạn 1\.865 hồ sơ\. Tỷ lệ giải quyết trước hạn và đúng hạn: 89,41%/);
  assert.match(text, /Hồ sơ giải quyết quá hạn tập trung ở lĩnh vực Đất đai \(1\.668 hồ sơ\)/);
  assert.deepEqual(
    document.annexes.map((annex) => annex.label),
    ['PHỤ LỤC I', 'PHỤ LỤC II'],
  );
  assert.ok(document.annexes[1]?.table.rows.some((row) => row[1]?.text === 'Ủy ban nhân dân cấp xã'));
});

test('what a reader must know of the days is said once, not again under every form', async () => {
  const document = await report('H36', '2024-12-15', '2025-12-14');
  const said = [
    ...words(document).split('\n'),
    ...document.annexes.flatMap(({ notes }) => notes.map((runs) => runs.map(({ text }) => text).join(''))),
  ];
  for (const note of [/^Kỳ báo cáo đi qua ngày 01\/07\/2025/, /^Không so sánh được hoàn toàn/])
    assert.equal(said.filter((text) => note.test(text)).length, 1, String(note));
  assert.equal(document.annexes.length, 2);
  assert.doesNotMatch(said.find((text) => text.startsWith('Không so sánh')) ?? '', /HĐND và UBND|Phòng /);
});

test('without records a year before, the report says so instead of printing zeros', async () => {
  const text = words(await report('ngan-son', '2022-06-15', '2022-09-14'));
  assert.match(text, /thủ tục hành chính quý III\/2022 \(từ ngày 15\/06\/2022 đến ngày 14\/09\/2022\) như sau:/);
  assert.match(text, /Cùng kỳ năm trước \(từ ngày 15\/06\/2021 đến ngày 14\/09\/2021\) chưa có số liệu/);
  assert.ok(!text.includes('Bảng 2'));
});

test('the comparison prints both periods, the change, and nothing where a rate is not available', () => {
  const now = {
    headline: {
      new: 120,
      new_online: 60,
      resolved: 100,
      resolved_overdue: 0,
      pending: 20,
      pending_overdue: 0,
      on_time_rate: '100.00',
      online_rate: '50.00',
    },
    filter: { unit: 'H34', from: '2024-01-01', to: '2024-12-31', scope: 'all' as const },
  };
  const before = {
    headline: { ...now.headline, new: 100, new_online: 25, on_time_rate: null, online_rate: '25.00' },
    filter: { ...now.filter, from: '2023-01-01', to: '2023-12-31' },
  };
  const [, block] = comparison(now, before, linkTo);
  assert.equal(block?.kind, 'table');
  const rows = block?.kind === 'table' ? block.table.rows : [];
  assert.deepEqual(
    rows.map((row) => row.map((cell) => cell.text)),
    [
      ['Hồ sơ tiếp nhận mới', '100', '120', '+20 (+20%)'],
      ['Trong đó: nộp trực tuyến', '25', '60', '+35 (+140%)'],
      ['Hồ sơ đã giải quyết', '100', '100', '0'],
      ['Trong đó: quá hạn', '0', '0', '0'],
      ['Hồ sơ đang giải quyết cuối kỳ', '20', '20', '0'],
      ['Trong đó: đã quá hạn', '0', '0', '0'],
      ['Tỷ lệ giải quyết trước hạn và đúng hạn', '-', '100%', '-'],
      ['Tỷ lệ hồ sơ nộp trực tuyến', '25%', '50%', '+25 điểm %'],
    ],
  );
  assert.match(rows[0]?.[1]?.link ?? '', /measure=new&from=2023-01-01&to=2023-12-31/);
});

test('legal bases are those of the last day', () => {
  const has = (day: string, number: string) => basesOn(day).some((basis) => basis.includes(number));
  assert.deepEqual([has('2023-09-20', '107/2021/NĐ-CP'), has('2023-09-20', '118/2025/NĐ-CP')], [true, false]);
  assert.deepEqual(
    [has('2025-07-01', '61/2018/NĐ-CP'), has('2025-07-01', '118/2025/NĐ-CP'), has('2025-07-01', '367/2025/NĐ-CP')],
    [false, true, false],
  );
  assert.equal(has('2026-01-15', '367/2025/NĐ-CP'), true);
});

test('Word and PDF hold the same links', async () => {
  const document = await report('po-y', '2024-01-01', '2024-08-13');
  const rels = strFromU8(unzipSync(await documentDocx(document))['word/_rels/document.xml.rels'] as Uint8Array);
  const word = rels.match(/Target="http:\/\/motcua\.example\/figures\/records/g)?.length ?? 0;
  const pdf = Buffer.from(await documentPdf(document)).toString('latin1');
  // A link on two lines is two areas in the PDF, so it can have more.
  const links = pdf.match(/\/URI \(http:\/\/motcua\.example\/figures\/records/g)?.length ?? 0;
  assert.ok(word > 150, `${word} links`);
  assert.ok(links >= word, `${links} in the PDF, ${word} in the Word file`);
});

test('notes of an annex stand on the page of the last rows of its table', async () => {
  const document = await report('po-y', '2024-01-01', '2024-08-13');
  const [annex] = document.annexes;
  assert.ok(annex);
  const [row] = annex.table.rows;
  assert.ok(row && annex.notes.length > 0);
  const note =
    annex.notes
      .at(-1)
      ?.map(({ text }) => text)
      .join('') ?? '';
  for (let n = 8; n < 30; n += 1) {
    const rows = Array.from({ length: n }, (_, at) =>
      row.map((cell, i) => (i === 1 ? { ...cell, text: `Dòng thứ ${at + 1}` } : cell)),
    );
    const pdf = await documentPdf({ ...document, body: [], annexes: [{ ...annex, table: { ...annex.table, rows } }] });
    const { text } = await extractText(new Uint8Array(pdf), { mergePages: false });
    const page = text.find((one) => one.replace(/\s+/g, ' ').includes(note.slice(0, 40)));
    assert.ok(page?.replace(/\s+/g, ' ').includes(`Dòng thứ ${n}`), `${n} rows: ${page}`);
  }
});
