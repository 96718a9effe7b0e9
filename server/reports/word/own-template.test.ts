import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { openZip } from '#checks';
import { throughOffice } from '../../../test/office.ts';
import { without } from '../../../test/programs.ts';
import { checkReportTemplate } from './check.ts';
import { exampleContent, RECEIVED } from './example-content.ts';
import { filled } from './fill.ts';
import { withControls } from './marks.ts';
import { openWord } from './package.ts';
import { figureNamed, sectionNamed, sectionNumbers } from './places.ts';
import { readBack } from './read-back.ts';
import { readTree, textOf } from './tree.ts';

// Templates an office makes itself: named by number and by words, with marks instead of controls, in a file of LibreOffice.

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

function wordFile(body: string, header = ''): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/>${header && `<Override PartName="/word/header1.xml" ContentType="${TYPES}.header+xml"/>`}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${R}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${R}">${header && `<Relationship Id="rId7" Type="${OFFICE}/header" Target="header1.xml"/>`}</Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${OFFICE}"><w:body>${body}<w:sectPr>${header && '<w:headerReference w:type="default" r:id="rId7"/>'}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/theme.bin.xml': '<theme>nguyên vẹn</theme>',
  };
  if (header) parts['word/header1.xml'] = `${HEAD}<w:hdr xmlns:w="${W}">${header}</w:hdr>`;
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
const line = (text: string) => `<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const control = (tag: string) =>
  `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${line('chỗ điền')}</w:sdtContent></w:sdt>`;
const inWords = (bytes: Uint8Array) => {
  const tree = readTree(openWord(bytes).xml);
  return textOf(tree, tree.root);
};
const filledOf = (template: Uint8Array) => filled(template, exampleContent(), { linkOf: () => null });
const codes = (template: Uint8Array) =>
  checkReportTemplate(template, exampleContent()).faults.map(({ code, name }) => `${code} ${name}`);

test('sections are named by key, number and words; under others by both numbers', () => {
  const heading = (level: 1 | 2 | 3, text: string, key: string) => ({ key, level, heading: text, blocks: [] });
  const sections = [
    heading(1, 'I. CHỈ ĐẠO, ĐIỀU HÀNH', 's1'),
    heading(1, 'II. KẾT QUẢ', 's2'),
    heading(2, '1. Cải cách thể chế', 's3'),
    heading(2, '2. Cải cách thủ tục hành chính', 's4'),
    heading(3, '2.1. Rà soát', 's5'),
    heading(3, 'b) Giải quyết', 's6'),
    heading(1, 'III. KIẾN NGHỊ', 's7'),
  ];
  assert.deepEqual(sectionNumbers(sections), ['I', 'II', 'II.1', 'II.2', 'II.2.1', 'II.2.b', 'III']);
  const named = (name: string) => sectionNamed({ sections }, name)?.key ?? null;
  assert.deepEqual(
    [
      's4',
      'II',
      'ii.1',
      'II.2.1',
      'cai-cach-the-che',
      'kien-nghi',
      'cai-cach-thu-tuc',
      'cai-cach',
      'IV',
      'chi-dao-dieu-hanh',
    ].map(named),
    ['s4', 's2', 's3', 's5', 's3', 's7', 's4', null, null, 's1'],
  );
});

test('a figure is named by its measure only over the very days of the report', () => {
  const content = exampleContent();
  assert.equal(figureNamed(content, 'received')?.anchor, RECEIVED);
  // Days that begin on a 15th belong to a year that begins on 15 December; others to one that begins on 1 January.
  const from = (day: string) =>
    ({ ...content, figures: { [RECEIVED]: { ...content.figures[RECEIVED], from: day } } }) as typeof content;
  assert.equal(figureNamed(from('2025-12-15'), 'received'), null);
  assert.equal(figureNamed(from('2025-12-15'), 'received@year')?.anchor, RECEIVED);
  assert.equal(figureNamed(from('2026-01-01'), 'received@year'), null);
  const of_months = { ...from('2026-01-01'), from: '2026-06-01' };
  assert.equal(figureNamed(of_months, 'received@year')?.anchor, RECEIVED);
});

test('own headings, blocks, tables, figures in a sentence; every byte around the controls stays, and all other parts', () => {
  const before = `${line('CƠ QUAN RIÊNG &amp; dấu')}<w:p><w:r><w:t>Số: </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="h:number"/></w:sdtPr><w:sdtContent><w:r><w:t>…</w:t></w:r></w:sdtContent></w:sdt></w:p>${line('Phần riêng I')}`;
  const between = line('Bảng của đơn vị:');
  const sentence = `<w:p><w:r><w:t xml:space="preserve">Đã nhận </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="n:received"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>0</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> hồ sơ.</w:t></w:r></w:p>`;
  const template = wordFile(
    `${before}${control('t:II')}${between}${control('b:II')}${sentence}${control('s:*')}${line('Lời cuối')}${control('a:PL1')}`,
  );
  const bytes = filledOf(template);
  const { xml, archive } = openWord(bytes);
  const cut = before.slice(0, before.indexOf('<w:sdt>'));
  for (const kept of [cut, between, sentence.slice(0, sentence.indexOf('<w:sdt>')), line('Lời cuối')])
    assert.ok(xml.includes(kept), kept.slice(0, 60));
  assert.equal(archive.text('word/theme.bin.xml'), '<theme>nguyên vẹn</theme>');
  const text = inWords(bytes);
  const order = [
    'Phần riêng I',
    'Tiếp nhận 1.234',
    'Bảng của đơn vị',
    'Bảng 1. Kết quả',
    'Đã nhận 1.234 hồ sơ',
    'I. CÔNG TÁC',
    'Lời cuối',
    'PHỤ LỤC I',
  ];
  assert.deepEqual(
    [...order].sort((a, b) => text.indexOf(a) - text.indexOf(b)),
    order,
  );
  assert.ok(
    order.every((words) => text.includes(words)),
    text,
  );
  assert.ok(!text.includes('II. KẾT QUẢ'), 'its parts stand elsewhere: the heading stands over nothing');
  const back = readBack(bytes, exampleContent(), bytes);
  assert.deepEqual([back.lost, back.removed, back.changed], [[], [], []]);
});

test('without a place for the rest nothing is lost: it follows the last part, annexes stand at the end', () => {
  const bytes = filledOf(wordFile(`${control('s:I')}${line('Nơi nhận:')}`));
  const text = inWords(bytes);
  const order = ['cuộc họp chuyên đề', 'II. KẾT QUẢ', 'Nơi nhận:', 'PHỤ LỤC I'];
  assert.ok(
    order.every((words) => text.includes(words)),
    text,
  );
  assert.deepEqual(
    [...order].sort((a, b) => text.indexOf(a) - text.indexOf(b)),
    order,
  );
});

test('marks become controls, also cut into runs and inside a line; the rest of the text keeps its bytes', () => {
  const cut =
    '<w:p><w:r><w:t>Số </w:t></w:r><w:r><w:t>⟦</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>h:num</w:t></w:r><w:r><w:t>ber⟧ ngày</w:t></w:r></w:p>';
  const xml = `<w:document xmlns:w="${W}">${line('x')}${cut}</w:document>`;
  const made = withControls(xml, 50);
  assert.ok(made.includes(line('x')));
  assert.match(made, /<w:tag w:val="h:number"\/><w:id w:val="51"\/>/);
  const tree = readTree(made);
  assert.equal(textOf(tree, tree.root), 'xSố ⟦h:number⟧ ngày');
  const bytes = filledOf(wordFile(cut + control('s:*'), line('Trang của ⟦h:unit⟧')));
  assert.match(inWords(bytes), /Số Số: {7}\/BC-UBND ngày/);
  assert.match(openWord(bytes).archive.text('word/header1.xml') ?? '', /Ủy ban nhân dân xã Bờ Y/);
});

test('the check says what is unknown and what is missing, and refuses what would be lost', () => {
  assert.deepEqual(codes(wordFile(line('không có gì'))), [
    'no_controls ',
    ...['number', 'place_and_date', 'subject', 'recipients', 'signer'].map((name) => `missing_field h:${name}`),
    'missing_section s:I',
    'missing_section s:II',
    'missing_annex a:PL1',
  ]);
  const heads = line('⟦h:number⟧ ⟦h:place_and_date⟧ ⟦h:subject⟧ ⟦h:recipients⟧ ⟦h:signer⟧');
  assert.deepEqual(codes(wordFile(heads + control('s:*') + control('a:*'))), []);
  const whole = heads + control('s:*') + control('a:*');
  assert.deepEqual(
    codes(
      wordFile(whole + line('Có ⟦n:khong_co⟧ và ⟦h:la⟧') + control('s:IX') + control('x:gi') + control('b:7') + control('a:9')),
    ),
    [
      'unknown_control x:gi',
      'unknown_figure n:khong_co',
      'unknown_field h:la',
      'unknown_section s:IX',
      'unknown_table b:7',
      'unknown_annex a:9',
    ],
  );
  assert.deepEqual(codes(wordFile(whole + line('cạnh chữ ⟦s:II⟧') + control('s:*'))), ['not_alone s:II', 'twice s:*']);
  assert.deepEqual(codes(wordFile(heads + control('t:I') + control('t:II') + control('a:*'))), ['missing_table b:II.table']);
  assert.deepEqual(codes(new Uint8Array([1, 2, 3])).length, 1);
});

test('a template made in LibreOffice is filled', { skip: without('writer') }, async () => {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-template-'));
  try {
    const page = (...lines: string[]) =>
      `<html><head><meta charset="utf-8"></head><body>${lines.map((one) => `<p>${one}</p>`).join('')}</body></html>`;
    const html = page(
      '<b>SỞ NỘI VỤ</b>',
      '⟦h:number⟧',
      '⟦h:place_and_date⟧',
      '⟦h:subject⟧',
      'Phần của Sở',
      '⟦t:II⟧',
      '⟦s:*⟧',
      'Nhận ⟦n:received⟧ hồ sơ',
      '⟦h:recipients⟧',
      '⟦h:signer⟧',
      '⟦a:*⟧',
    );
    await fs.writeFile(path.join(dir, 'mau.html'), html);
    const odt = await throughOffice(dir, 'odt:writer8', [path.join(dir, 'mau.html')], ['--infilter=HTML (StarWriter)']);
    const [docx = ''] = await throughOffice(dir, 'docx:MS Word 2007 XML', odt);
    const template = await fs.readFile(docx);
    assert.deepEqual(codes(template), []);
    const bytes = filledOf(template);
    const text = inWords(bytes);
    assert.ok(!text.includes('⟦'), text);
    const order = [
      'SỞ NỘI VỤ',
      '/BC-UBND',
      'Bờ Y, ngày',
      'Phần của Sở',
      'Tiếp nhận 1.234',
      'I. CÔNG TÁC',
      'Nhận 1.234 hồ sơ',
      '- UBND tỉnh',
      'A Văn Mẫu',
      'PHỤ LỤC I',
    ];
    assert.ok(
      order.every((words) => text.includes(words)),
      text,
    );
    assert.deepEqual(
      [...order].sort((a, b) => text.indexOf(a) - text.indexOf(b)),
      order,
    );
    const before = openZip(template);
    const after = openZip(bytes);
    for (const { name } of before.entries)
      if (!/document\.xml|Content_Types|styles\.xml/.test(name)) assert.equal(after.text(name), before.text(name), name);
  } finally {
    await fs.rm(dir, { recursive: true });
  }
});
