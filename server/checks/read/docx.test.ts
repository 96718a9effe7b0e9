import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../report.ts';
import { readDocx } from './docx.ts';
import { docxOf, numbered, p, r, tbl, tc, tr, zipOf } from './make-files.ts';

type Word = Parameters<typeof docxOf>[0];
const read = (word: Word): Report => readDocx('a.docx', docxOf(word)).report;
const texts = (word: Word): string[] =>
  read(word).blocks.map((block) => `${block.numbering ? `${block.numbering.label} ` : ''}${block.text}`);

const level = (ilvl: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const OUTLINE = `<w:abstractNum w:abstractNumId="7">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}${level(3, 'decimal', '%1.%2.%4', '<w:isLgl/>')}</w:abstractNum>`;
const NUMS = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>';

test('numbers that Word writes: levels, restarts under a higher number, letters, legal numbering', () => {
  const body = [
    p('Tình hình', numbered(1)),
    p('Chỉ đạo', numbered(1, 1)),
    p('Ban hành', numbered(1, 2)),
    p('Tuyên truyền', numbered(1, 2)),
    p('Kiểm tra', numbered(1, 1)),
    p('Đợt một', numbered(1, 3)),
    p('Kết quả', numbered(1)),
    p('Thể chế', numbered(1, 1)),
  ].join('');
  assert.deepEqual(texts({ body, numbering: OUTLINE + NUMS }), [
    'I. Tình hình',
    '1. Chỉ đạo',
    'a) Ban hành',
    'b) Tuyên truyền',
    '2. Kiểm tra',
    '1.2.1 Đợt một',
    'II. Kết quả',
    '1. Thể chế',
  ]);
});

test('a list that starts anew, one that goes on from another, one that a style brings', () => {
  const numbering = `${OUTLINE}<w:abstractNum w:abstractNumId="9">${level(0, 'decimal', 'Điều %1.', '<w:pStyle w:val="Dieu"/>')}</w:abstractNum>${NUMS}
    <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>`;
  const styles = `<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="DieuCon"><w:name w:val="Điều con"/><w:basedOn w:val="Dieu"/></w:style>`;
  const body = [
    p('một', numbered(1)),
    p('hai', numbered(1)),
    p('lại một', numbered(2)),
    p('đếm tiếp', numbered(3)),
    p('điều', '<w:pStyle w:val="Dieu"/>'),
    p('điều sau', '<w:pStyle w:val="DieuCon"/>'),
    p('không số', '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
  ].join('');
  assert.deepEqual(texts({ body, numbering, styles }), [
    'I. một',
    'II. hai',
    'I. lại một',
    'II. đếm tiếp',
    'Điều 1. điều',
    'Điều 2. điều sau',
    'không số',
  ]);
});

test('headings by style in any language, by outline level; a bullet of a symbol font', () => {
  const styles =
    '<w:style w:type="paragraph" w:styleId="Dau1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="X"><w:name w:val="Mục"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>';
  const numbering = `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uf0b7')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`;
  const body =
    p('Phần một', '<w:pStyle w:val="Dau1"/>') + p('Mục hai', '<w:pStyle w:val="X"/>') + p('gạch đầu dòng', numbered(1));
  const { blocks } = read({ body, styles, numbering });
  assert.deepEqual(
    blocks.map((block) => [block.kind, 'level' in block ? block.level : null, block.numbering?.label ?? null]),
    [
      ['heading', 1, null],
      ['heading', 2, null],
      ['list_item', 0, '•'],
    ],
  );
});

test('an item whose mark is typed is an item too', () => {
  const { blocks } = read({ body: p('- Một') + p('–hai không phải') });
  assert.deepEqual(
    blocks.map((block) => [block.kind, block.text]),
    [
      ['list_item', '- Một'],
      ['paragraph', '–hai không phải'],
    ],
  );
});

test('tracked changes are read as accepted: inserted in, deleted and moved away out, a deleted paragraph mark joins', () => {
  const del = (text: string) => `<w:del w:id="1" w:author="x"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
  const body = [
    p(`${r('Tiếp nhận ')}${del('1.000')}<w:ins w:id="2" w:author="x">${r('1.200')}</w:ins>${r(' hồ sơ')}`),
    p(`<w:moveFrom w:id="3" w:author="x">${r('đã chuyển đi')}</w:moveFrom>${r('còn lại')}`),
    p('Đạt', '<w:rPr><w:del w:id="4" w:author="x"/></w:rPr>'),
    p(' 98 %'),
    p('tên', '<w:pStyle w:val="A"/><w:pPrChange w:id="5" w:author="x"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'),
    tbl(tr(['Xã', 'Số']), tr(['A', '5']), tr(['B', '6'], '<w:del w:id="6" w:author="x"/>')),
  ].join('');
  const report = read({ body });
  assert.deepEqual(
    report.blocks.map((block) => [block.kind, block.text]),
    [
      ['paragraph', 'Tiếp nhận 1.200 hồ sơ'],
      ['paragraph', 'còn lại'],
      ['paragraph', 'Đạt 98 %'],
      ['paragraph', 'tên'],
      ['table', 'Xã\tSố\nA\t5'],
    ],
  );
});

test('fields give their result, hidden text and codes nothing; breaks split, other marks are characters', () => {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>125</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  const body = [
    p(`${r('Tổng ')}${field}${r(' hồ sơ')}`),
    p(`${r('thấy')}${r('ẩn', '<w:vanish/>')}${r(' được', '<w:vanish w:val="0"/>')}`),
    p('<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng hai</w:t></w:r>'),
    p('<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:tab/><w:t>A &amp; B</w:t></w:r>'),
    p(`<w:hyperlink r:id="x">${r('liên kết')}</w:hyperlink><w:sdt><w:sdtContent>${r(' ô nhập')}</w:sdtContent></w:sdt>`),
    p(`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${r('Nhập số liệu tại đây')}</w:sdtContent></w:sdt>`),
  ].join('');
  assert.deepEqual(texts({ body }), [
    'Tổng 125 hồ sơ',
    'thấy được',
    'dòng một',
    'dòng hai',
    '2021-2025\tA & B',
    'liên kết ô nhập',
  ]);
});

test('footnotes have their printed number, stand at the end and leave no mark in the text', () => {
  const ref = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
  const footnotes = `<w:footnote w:type="separator" w:id="-1">${p('---')}</w:footnote><w:footnote w:id="5">${p('Kế hoạch số 31')}</w:footnote><w:footnote w:id="2">${p('Công văn')}${p('số 7')}</w:footnote>`;
  const { blocks } = read({ body: p(`${r('các văn bản')}${ref(2)}${r(' và kế hoạch')}${ref(5)}`), footnotes });
  assert.deepEqual(
    blocks.map((block) => [block.kind, 'label' in block ? block.label : null, block.text]),
    [
      ['paragraph', null, 'các văn bản và kế hoạch'],
      ['footnote', '2', 'Kế hoạch số 31'],
      ['footnote', '1', 'Công văn số 7'],
    ],
  );
});

test('a table with cells over several rows and columns, header rows told by Word', () => {
  const header = '<w:tblHeader/>';
  const over = (span: number) => `<w:gridSpan w:val="${span}"/>`;
  const [begins, goes_on] = ['<w:vMerge w:val="restart"/>', '<w:vMerge/>'];
  const body = tbl(
    tr([tc('STT', begins), tc('Tiếp nhận', over(2)), tc('Tổng', begins)], header),
    tr([tc('', goes_on), 'Trực tuyến', 'Trực tiếp', tc('', goes_on)], header),
    tr(['1', '5', '7', '12']),
  );
  const [table] = read({ body }).blocks;
  assert.ok(table?.kind === 'table');
  assert.deepEqual([table.row_count, table.column_count, table.header_rows], [3, 4, 2]);
  assert.deepEqual(
    table.cells.map(({ row, column, row_span, column_span, text, is_header }) => [
      row,
      column,
      row_span,
      column_span,
      text,
      is_header,
    ]),
    [
      [0, 0, 2, 1, 'STT', true],
      [0, 1, 1, 2, 'Tiếp nhận', true],
      [0, 3, 2, 1, 'Tổng', true],
      [1, 1, 1, 1, 'Trực tuyến', true],
      [1, 2, 1, 1, 'Trực tiếp', true],
      [2, 0, 1, 1, '1', false],
      [2, 1, 1, 1, '5', false],
      [2, 2, 1, 1, '7', false],
      [2, 3, 1, 1, '12', false],
    ],
  );
});

test('a table cut in two with its header repeated is one; another table after a line of text is another', () => {
  const part = (...rows: string[][]) => tbl(tr(['Xã', 'Hồ sơ']), ...rows.map((cells) => tr(cells)));
  const body = part(['A', '1']) + part(['B', '2']) + p('Biểu khác') + part(['C', '3']);
  assert.deepEqual(texts({ body }), ['Xã\tHồ sơ\nA\t1\nB\t2', 'Biểu khác', 'Xã\tHồ sơ\nC\t3']);
});

test('the head of an official document is text, not a table', () => {
  const body = tbl(tr([tc(p('UBND HUYỆN A') + p('Số: 12/BC-UBND')), tc(p('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))]));
  assert.deepEqual(texts({ body }), ['UBND HUYỆN A', 'Số: 12/BC-UBND', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']);
});

test('a text box stands after its paragraph, once, though Word keeps two copies', () => {
  const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
  const shape = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('trong khung')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('trong khung')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  assert.deepEqual(texts({ body: p(`${r('ngoài')}${shape}`) + p('sau') }), ['ngoài', 'trong khung', 'sau']);
});

test('decomposed letters are composed, and every letter knows its place in the XML', () => {
  const { report, origins } = readDocx('a.docx', docxOf({ body: p('Đạt tỷ lệ'.normalize('NFD')) }));
  assert.equal(report.text, 'Đạt tỷ lệ\n');
  const [span] = origins.spans;
  const at = (span?.source as Uint32Array)[4] as number;
  assert.equal(origins.document_xml.slice(at, at + 1), 't');
  assert.equal(report.text[4], 't');
});

test('pages are told when Word recorded them; a row cut by a page counts once', () => {
  const broken = '<w:r><w:lastRenderedPageBreak/><w:t>sang trang</w:t></w:r>';
  const body = p('trang đầu') + tbl(tr(['x', 'y']), tr([tc(p(broken)), tc(p(broken))])) + p('vẫn trang hai') + p(broken);
  assert.deepEqual(
    read({ body }).blocks.map(({ place }) => place.page),
    [1, 1, 2, 3],
  );
  assert.deepEqual(
    read({ body: p('không ghi trang') }).blocks.map(({ place }) => place),
    [{ paragraph: 1 }],
  );
});

test('another prefix and the strict namespaces are the same language', () => {
  const report = readDocx('a.docx', renamed(p('Chữ trong tệp')));
  assert.equal(report.report.text, 'Chữ trong tệp\n');
});

function renamed(body: string): Uint8Array {
  const xml = `<ns0:document xmlns:ns0="http://purl.oclc.org/ooxml/wordprocessingml/main"><ns0:body>${body.replaceAll('<w:', '<ns0:').replaceAll('</w:', '</ns0:')}</ns0:body></ns0:document>`;
  return zipOf({ 'word/document.xml': xml });
}
