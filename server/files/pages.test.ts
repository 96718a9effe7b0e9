import assert from 'node:assert/strict';
import test from 'node:test';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { PdfFile } from '#lib/pdf-file';
import { typeset } from '#lib/typst';
import { pdfOfPages, unpackPages } from './pages.ts';

const NOW = new Date('2026-11-20T03:00:00Z');

/** A picture of one grey. */
function png(width: number, height: number, grey: number): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const bytes = Buffer.alloc(body.length + 12);
    bytes.writeUInt32BE(body.length, 0);
    bytes.write(kind, 4, 'latin1');
    body.copy(bytes, 8);
    bytes.writeUInt32BE(crc(bytes.subarray(4, body.length + 8)), body.length + 8);
    return bytes;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc(height * (width + 1), grey);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Width and height of every page, rounded, as the file states them. */
function sizes(pdf: Uint8Array): string[] {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g),
  ].map((found) => `${Math.round(Number(found[1]))}x${Math.round(Number(found[2]))}`);
}

const picture = (bytes: Uint8Array, kind = 'image/png') => ({ bytes, kind });

test('pictures become pages in their order: upright ones standing, wide ones lying', async () => {
  const pdf = await pdfOfPages([picture(png(200, 300, 10)), picture(png(300, 200, 250)), picture(png(10, 10, 90))], NOW);
  assert.deepEqual(sizes(pdf), ['595x842', '842x595', '595x842']);
  assert.ok(Buffer.from(pdf).includes('pdfaid'), 'PDF/A');
});

test('every page of a PDF among them is taken', async () => {
  const two = await typeset({ template: '#set page(paper: "a4")\nmot #pagebreak() hai', data: {}, made_at: NOW });
  const pdf = await pdfOfPages([{ bytes: two, kind: 'application/pdf' }, picture(png(20, 30, 10))], NOW);
  assert.deepEqual(new PdfFile(Buffer.from(pdf)).pages().length, 3);
  assert.deepEqual(sizes(pdf).length, 3);
  await assert.rejects(pdfOfPages([picture(Buffer.from('%PDF-1.7 hong'), 'application/pdf')], NOW), {
    code: 'files.pages_unreadable',
  });
});

test('a broken picture, no page, too many pages', async () => {
  const unreadable = { code: 'files.pages_unreadable', status: 422 };
  await assert.rejects(pdfOfPages([picture(Buffer.from('\x89PNG\r\n\x1a\nhong', 'latin1'))], NOW), unreadable);
  await assert.rejects(pdfOfPages([], NOW), { code: 'files.too_many_pages' });
  const many = Array.from({ length: 201 }, () => picture(png(1, 1, 1)));
  await assert.rejects(pdfOfPages(many, NOW), { code: 'files.too_many_pages', data: { most: 200, pages: 201 } });
  // What came before leaves nothing behind: the next one is well.
  assert.equal(sizes(await pdfOfPages([picture(png(2, 3, 1))], NOW)).length, 1);
});

test('an archive of pages is taken in the order of its names, and nothing else is', () => {
  const [a, b] = [png(1, 1, 1), png(2, 2, 2)];
  const pages = unpackPages(zipSync({ '002.png': b, '001.png': a }), 10_000);
  assert.deepEqual(
    pages.map((page) => [Buffer.from(page.bytes).equals(a), page.kind]),
    [
      [true, 'image/png'],
      [false, 'image/png'],
    ],
  );
  const unreadable = { code: 'files.pages_unreadable', status: 422 };
  assert.throws(() => unpackPages(Buffer.from('not an archive'), 10_000), unreadable);
  assert.throws(() => unpackPages(zipSync({ 'a.html': Buffer.from('<script>') }), 10_000), unreadable);
  assert.throws(() => unpackPages(zipSync({}), 10_000), unreadable);
  assert.throws(() => unpackPages(zipSync({ '1.png': Buffer.alloc(20_000) }), 10_000), { code: 'files.too_large', status: 413 });
});
