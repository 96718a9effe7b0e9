import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { fuzz } from '../../../bench/fuzz.ts';
import { docxOf, p, xlsxOf, zipOf } from './make-files.ts';
import { readReport } from './read.ts';
import { UNREADABLE, UnreadableError, type UnreadableReason } from './unreadable.ts';

async function reasonOf(file: string, bytes: Uint8Array): Promise<UnreadableReason | 'read'> {
  try {
    await readReport(file, bytes);
    return 'read';
  } catch (error) {
    assert.ok(error instanceof UnreadableError);
    assert.equal(error.is_unforeseen, false, String((error.cause as Error)?.stack));
    assert.equal(error.message, UNREADABLE[error.reason]);
    return error.reason;
  }
}

const word = (xml: string) => zipOf({ 'word/document.xml': xml });
const body = (xml: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${xml}</w:body></w:document>`;
const paragraph = p('Đạt 98%');
const sheet = (rows: string, merges: string[] = []) => xlsxOf([{ name: 'S', rows, merges }]);

/** An archive whose one part unpacks to `megabytes` of blanks, whatever its directory says. */
function bomb(megabytes: number, claimed: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, 32));
  const name = Buffer.from('word/document.xml');
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  name.copy(local, 30);
  const central = Buffer.alloc(46 + name.length);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(name.length, 28);
  name.copy(central, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i > 300 && i < 380 ? byte ^ 255 : byte));

for (const [why, file, bytes, expected] of [
  ['nothing', 'a.docx', Buffer.alloc(0), 'empty'],
  ['only blanks', 'a.txt', Buffer.from(' \n\n '), 'empty'],
  ['an old Word file', 'a.doc', Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), 'old_word'],
  ['a picture', 'a.png', Buffer.from('\x89PNG', 'latin1'), 'unknown_kind'],
  ['a program called text', 'a.txt', Buffer.from('MZ\x00\x00\x01'), 'not_text'],
  ['an archive that is none', 'a.docx', Buffer.from('PK and nothing more'), 'broken_archive'],
  ['damaged bytes', 'a.docx', flipped(docxOf({ body: paragraph })), 'broken_archive'],
  ['an archive cut off', 'a.docx', docxOf({ body: paragraph }).subarray(0, 500), 'broken_archive'],
  ['a part that unpacks beyond all bounds', 'a.docx', bomb(200, 200 * 1024 * 1024), 'bomb'],
  ['a part that lies about its size', 'a.docx', bomb(200, 100), 'bomb'],
  ['no document inside', 'a.docx', zipOf({ 'a.txt': 'x' }), 'no_document'],
  ['no workbook inside', 'a.xlsx', zipOf({ 'a.txt': 'x' }), 'no_document'],
  ['entities that grow', 'a.docx', word(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${body(paragraph)}`), 'dtd'],
  ['an element that is not closed', 'a.docx', word(body('<w:p><w:r>')), 'broken_xml'],
  ['a tag that does not end', 'a.docx', word('<w:document a="'), 'broken_xml'],
  ['elements in elements in elements', 'a.docx', word(body(`${'<w:sdt>'.repeat(5000)}${'</w:sdt>'.repeat(5000)}`)), 'too_deep'],
  ['not UTF-8', 'a.docx', zipOf({ 'word/document.xml': Buffer.from([0x3c, 0xff, 0xfe, 0xfd]) }), 'broken_xml'],
  ['no text in it', 'a.docx', docxOf({ body: '<w:p/>' }), 'empty'],
  ['more text than anybody checks', 'a.txt', Buffer.alloc(5_000_001, 'a'), 'too_long'],
  [
    'a Word file with more text than that',
    'a.docx',
    docxOf({ body: `<w:p><w:r><w:t>${'a'.repeat(5_000_001)}</w:t></w:r></w:p>` }),
    'too_long',
  ],
  ['a file larger than it may be', 'a.txt', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), 'too_large'],
  ['a PDF that is none', 'a.pdf', Buffer.from('%PDF-1.4 và không có gì'), 'broken_pdf'],
  ['a PDF by name only', 'a.pdf', Buffer.from('x'), 'broken_pdf'],
] as const) {
  test(`refused: ${why}`, async () => assert.equal(await reasonOf(file, bytes), expected));
}

for (const [why, file, bytes] of [
  [
    'a cell over a million rows and all columns',
    'a.xlsx',
    sheet(
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>',
      ['A1:XFD1048576'],
    ),
  ],
  [
    'two cells a million rows apart',
    'a.xlsx',
    sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'),
  ],
  [
    'a cell over more columns than there are',
    'a.docx',
    docxOf({
      body: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${paragraph}</w:tc></w:tr><w:tr><w:tc>${paragraph}</w:tc></w:tr></w:tbl>`,
    }),
  ],
  ['a hundred thousand empty elements', 'a.docx', docxOf({ body: `${'<w:p/>'.repeat(100_000)}${paragraph}` })],
  ['a million marks on one letter', 'a.txt', Buffer.from(`a${'\u0301\u0316'.repeat(500_000)} 98%`)],
  ['a million stars', 'a.txt', Buffer.from(`${'*a '.repeat(500_000)}98%`)],
  ['a million open brackets', 'a.md', Buffer.from(`${'[('.repeat(500_000)}98%`)],
  ['a million open tags', 'a.md', Buffer.from(`${'<sup '.repeat(200_000)}98%`)],
  ['a million lines that go on', 'a.md', Buffer.from('dòng chữ tiếp theo\n'.repeat(200_000))],
  ['a hundred thousand tables with the same header', 'a.txt', Buffer.from('A\tB\tC\n1\t2\t3\n\n'.repeat(50_000))],
  ['a million digits', 'a.txt', Buffer.from('9'.repeat(1_000_000))],
] as const) {
  test(`read, however hostile: ${why}`, async () => assert.equal(await reasonOf(file, bytes), 'read'));
}

test('two thousand broken reports: read or refused, nothing else', async () => {
  const { read } = await fuzz(2000, 20_261_121);
  assert.ok(read > 500 && read < 2000, String(read));
});
