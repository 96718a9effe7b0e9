import assert from 'node:assert/strict';
import test from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { directoryOf, namesIn, sniff } from './sniff.ts';

const head = (text: string) => Buffer.from(text, 'latin1');

for (const [bytes, expected] of [
  ['%PDF-1.7\n', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n\0\0', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', null],
  ['II*\0\x08\0', 'image/tiff'],
  ['MM\0*\0\0', 'image/tiff'],
  ['MZ\x90\0', null],
  ['<html><script>', null],
  ['GIF89a', null],
  ['\xd0\xcf\x11\xe0', null],
  ['', null],
] as const) {
  test(`bytes that begin ${JSON.stringify(bytes)} are ${expected ?? 'not allowed'}`, () => {
    assert.equal(sniff(head(bytes), null), expected);
  });
}

function zipped(...names: string[]): string | null {
  const bytes = zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])), { comment: 'Một Cửa' } as never);
  const directory = directoryOf(bytes);
  return sniff(bytes.subarray(0, 16), directory && namesIn(bytes.subarray(directory.offset, directory.offset + directory.size)));
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

for (const [names, expected, why] of [
  [['[Content_Types].xml', 'word/document.xml'], DOCX, 'a Word document'],
  [['xl/workbook.xml', '[Content_Types].xml'], XLSX, 'an Excel workbook'],
  [['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'], null, 'a document with macros'],
  [['[Content_Types].xml', 'word/document.xml', 'word/embeddings/a.bin'], null, 'a document with another file inside'],
  [['word/document.xml'], null, 'an archive that only looks like a document'],
  [['a.exe'], null, 'some archive'],
] as const) {
  test(`${why} is ${expected ?? 'not allowed'}`, () => {
    assert.equal(zipped(...names), expected);
  });
}

test('a broken archive is not allowed, and nothing is read beyond its end', () => {
  const bytes = zipSync({ '[Content_Types].xml': strToU8('x'), 'word/document.xml': strToU8('x') });
  assert.equal(directoryOf(bytes.subarray(0, bytes.length - 22)), null);
  const directory = directoryOf(bytes);
  assert.ok(directory);
  assert.equal(namesIn(bytes.subarray(directory.offset, directory.offset + directory.size - 3)), null);
  assert.equal(namesIn(Buffer.alloc(60, 1)), null);
  assert.equal(sniff(bytes, null), null);
});
