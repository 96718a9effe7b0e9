import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import jsQR from 'jsqr';
import { extractText, getDocumentProxy } from 'unpdf';
import { officePid, stopOffice } from '#lib/office';
import { without } from '../../test/programs.ts';
import { codeSvg } from './codes.ts';
import { ownTemplate } from './draw.ts';
import { slipPdf } from './draw-pdf.ts';
import { sampleOf } from './fields.ts';
import { filledDocx } from './fill-docx.ts';
import { formOf, KINDS, type Kind, kindOf, type Paper } from './kinds.ts';
import { drawn } from './layout.ts';
import { docxToPdf } from './office.ts';

// The package is CommonJS whose types say ES module.
const scan = jsQR as unknown as typeof jsQR.default;
const run = promisify(execFile);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'slips-draw-'));
after(() => fs.rmSync(dir, { recursive: true, force: true }));

const AT = new Date('2026-11-20T02:00:00Z');
const ADDRESS = 'https://motcua.vidu.gov.vn/verify/hZ3kQ0pWc1m7xYt2Rb9u8A';
const CODE = 'H48.108-261120-0007';
const LONG = {
  applicant_name: 'Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất, Thương mại và Dịch vụ Xuất nhập khẩu Tây Nguyên Xanh',
  applicant_address: 'Số nhà 123/45/6 đường Nguyễn Thị Minh Khai, tổ dân phố Ngọc Hồi số 7, xã Bờ Y, tỉnh Quảng Ngãi',
  reason: 'Giấy đề nghị chưa có chữ ký của người đại diện theo pháp luật; '.repeat(12),
};

const pdfOf = (kind: Kind, set: string, paper: Paper, more: object = {}) =>
  slipPdf(
    drawn(formOf(kind, set, paper).form, { ...sampleOf(kind), ...more }, paper, { qr: ADDRESS, barcode: CODE, is_draft: false }),
    AT,
  );

async function read(pdf: Uint8Array): Promise<{ text: string; pages: number; sizes: string[] }> {
  const document = await getDocumentProxy(pdf);
  const sizes: string[] = [];
  for (let no = 1; no <= document.numPages; no += 1) {
    const [, , width = 0, height = 0] = (await document.getPage(no)).view;
    sizes.push(`${Math.round((width / 72) * 25.4)}x${Math.round((height / 72) * 25.4)}`);
  }
  const { text } = await extractText(document, { mergePages: true });
  return { text: text.replace(/\s+/g, ' '), pages: document.numPages, sizes };
}

test('every kind in every set says in PDF and in Word what the golden text has', async () => {
  const told: string[] = [];
  for (const kind of KINDS)
    for (const set of Object.keys(kindOf(kind).sets)) {
      const { paper } = formOf(kind, set);
      const { text } = await read(await pdfOf(kind, set, paper));
      told.push(`== ${kind} ${set}\n${text.trim()}\n`);
      const docx = await filledDocx(await ownTemplate(kind, set, paper), sampleOf(kind), { qr: ADDRESS, barcode: CODE });
      const xml = strFromU8(unzipSync(docx)['word/document.xml'] as Uint8Array);
      assert.ok(!/[{}]/.test(xml.replace(/<[^>]*>/g, '')), `${kind} ${set}: a tag is left in the Word file`);
      const words = xml
        .replace(/<w:(br|tab)\/>/g, ' ')
        .replace(/<\/w:p>/g, ' ')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ');
      const title = (kindOf(kind).sets[set]?.title ?? []).join(' ');
      assert.ok(words.includes(title), `${kind} ${set}: ${title}`);
    }
  const golden = path.join(import.meta.dirname, '../../test/golden/documents/slips.txt');
  if (process.env.UPDATE) fs.writeFileSync(golden, told.join('\n'));
  assert.equal(told.join('\n'), fs.readFileSync(golden, 'utf8'));
});

test('paper is the paper asked for: A5, A4, and A4 across for the register', async () => {
  assert.deepEqual((await read(await pdfOf('receipt', '03/2025', 'a5'))).sizes, ['148x210']);
  assert.deepEqual((await read(await pdfOf('receipt', '03/2025', 'a4'))).sizes, ['210x297']);
  assert.deepEqual((await read(await pdfOf('register', '03/2025', 'a4'))).sizes, ['297x210']);
});

test('a receipt with a long name stays on one A5 page; many papers and long reasons go on to the next with a page number', async () => {
  const long = await read(await pdfOf('receipt', '03/2025', 'a5', LONG));
  assert.equal(long.pages, 1);
  const papers = Array.from({ length: 20 }, (_, i) => ({
    no: String(i + 1),
    name: `Giấy tờ chứng minh nguồn gốc thửa đất số ${i + 1} kèm theo sơ đồ vị trí`,
    form: 'bản sao',
    sheets: '02',
  }));
  const many = await read(await pdfOf('receipt', '03/2025', 'a5', { ...LONG, papers }));
  assert.equal(many.pages, 2);
  assert.ok(many.text.includes('Trang 1/2') && many.text.includes('Trang 2/2'), many.text);
  assert.ok(many.text.includes('20. Giấy tờ chứng minh'));
  const reasons = await read(await pdfOf('supplement_request', '03/2025', 'a5', LONG));
  // The signatures take the last line with them.
  assert.equal(reasons.pages, 2);
  assert.match(reasons.text.split('Trang 1/2')[1] as string, /được hướng dẫn\.\/\. NGƯỜI NHẬN PHIẾU/);
});

/** A receipt as a picture of its page. */
async function picture(paper: Paper): Promise<string> {
  const file = path.join(dir, `codes-${paper}`);
  fs.writeFileSync(`${file}.pdf`, await pdfOf('receipt', '03/2025', paper));
  await run('pdftoppm', ['-r', '200', '-singlefile', `${file}.pdf`, file]);
  return `${file}.ppm`;
}

test('the QR code on the printed page leads to the address it was made for', { skip: without('pdftoppm') }, async () => {
  for (const paper of ['a5', 'a4'] as const) {
    const { width, height, rgba } = pixels(fs.readFileSync(await picture(paper)));
    assert.equal(scan(rgba, width, height)?.data, ADDRESS);
  }
});

test('another program reads the bars on the printed page', { skip: without('pdftoppm', 'zbarimg') }, async () => {
  for (const paper of ['a5', 'a4'] as const) {
    const { stdout } = await run('zbarimg', ['-q', '--raw', await picture(paper)]);
    assert.ok(stdout.split('\n').includes(CODE), stdout);
  }
});

/** A binary PPM as jsQR wants it. */
function pixels(ppm: Buffer): { width: number; height: number; rgba: Uint8ClampedArray } {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1')) as RegExpExecArray;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i += 1)
    for (let c = 0; c < 3; c += 1) rgba[i * 4 + c] = ppm[head[0].length + i * 3 + c] as number;
  return { width, height, rgba };
}

test('the bars say the code of the dossier, each character and the check, in Code 128', () => {
  assert.equal(decoded(bars(CODE)), CODE);
  assert.equal(decoded(bars('000.00.12.H34-240115-0007')), '000.00.12.H34-240115-0007');
});

/** Widths of bars and gaps in modules, from the strokes of the drawing. */
function bars(code: string): number[] {
  const svg = codeSvg('barcode', code);
  // One stroke for each bar: its width and its middle.
  const strokes = [...svg.matchAll(/stroke-width="(\d+)" d="([^"]+)"/g)].flatMap(([, width, d]) =>
    [...(d as string).matchAll(/M([\d.]+) /g)].map(([, x]) => ({
      from: Number(x) - Number(width) / 2,
      to: Number(x) + Number(width) / 2,
    })),
  );
  strokes.sort((a, b) => a.from - b.from);
  const edges = strokes.flatMap(({ from, to }) => [from, to]);
  // A bar of the start character is two modules wide.
  const module = ((edges[1] as number) - (edges[0] as number)) / 2;
  return edges.slice(1).map((edge, i) => Math.round((edge - (edges[i] as number)) / module));
}

// Widths of the characters of Code 128, ISO/IEC 15417, values 0 to 105; a second reading of the standard beside the library's.
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'.match(
    /.{6}/g,
  ) as string[];

function decoded(widths: number[]): string {
  const symbols: number[] = [];
  for (let i = 0; i + 6 <= widths.length - 7; i += 6) symbols.push(WIDTHS.indexOf(widths.slice(i, i + 6).join('')));
  const check = symbols.pop() as number;
  const [start, ...data] = symbols as [number, ...number[]];
  assert.equal(data.reduce((sum, value, i) => sum + value * (i + 1), start) % 103, check, 'check character');
  let set = { 103: 'A', 104: 'B', 105: 'C' }[start];
  let text = '';
  for (const value of data) {
    if (value === 99 && set !== 'C') set = 'C';
    else if (value === 100 && set !== 'B') set = 'B';
    else if (value === 101 && set !== 'A') set = 'A';
    else if (set === 'C') text += String(value).padStart(2, '0');
    else text += String.fromCharCode(value + 32);
  }
  return text;
}

test('an own template becomes a PDF of the same paper through LibreOffice, two at once in turn', {
  skip: without('writer'),
}, async () => {
  const docx = await filledDocx(await ownTemplate('receipt', '03/2025', 'a5'), sampleOf('receipt'), {
    qr: ADDRESS,
    barcode: CODE,
  });
  const [one, two] = await Promise.all([docxToPdf(docx), docxToPdf(docx)]);
  assert.deepEqual((await read(one as Uint8Array)).sizes, ['148x210']);
  assert.ok((await read(two as Uint8Array)).text.includes('Nguyễn Thị Phương Thảo'));
});

test('LibreOffice is kept between files, replaced when it ended, and leaves nothing behind when it is stopped', {
  skip: without('writer'),
  timeout: 600_000,
}, async (t) => {
  const docx = await filledDocx(await ownTemplate('receipt', '03/2025', 'a5'), sampleOf('receipt'), {
    qr: ADDRESS,
    barcode: CODE,
  });
  await stopOffice();
  // A folder of its own: other files of tests, and whoever else works on the computer, have an office of theirs.
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'mc-'));
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = own;
  t.after(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    fs.rmSync(own, { recursive: true, force: true });
  });
  const folders = () => fs.readdirSync(own).filter((name) => name.startsWith('motcua-office-'));
  const before = new Set(folders());
  await docxToPdf(docx);
  const kept = officePid();
  assert.ok((await read(await docxToPdf(docx))).text.includes('Nguyễn Thị Phương Thảo'));
  assert.equal(officePid(), kept);
  assert.equal(folders().filter((name) => !before.has(name)).length, 1);
  // Who failed at a file is not trusted with the next.
  await assert.rejects(docxToPdf(docx.slice(0, docx.length / 2)), { code: 'slips.conversion_failed' });
  assert.equal(officePid(), null);
  await docxToPdf(docx);
  const first = officePid() as number;
  // All of it, as the system does when memory is short.
  process.kill(-first, 'SIGKILL');
  const [one, two] = await Promise.all([docxToPdf(docx), docxToPdf(docx)]);
  for (const pdf of [one, two]) assert.ok((await read(pdf as Uint8Array)).text.includes('Nguyễn Thị Phương Thảo'));
  const second = officePid() as number;
  assert.notEqual(second, first);
  await stopOffice();
  assert.equal(officePid(), null);
  assert.throws(() => process.kill(-second, 0), { code: 'ESRCH' });
  assert.deepEqual(
    folders().filter((name) => !before.has(name)),
    [],
  );
});
