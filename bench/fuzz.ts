// Broken and hostile reports for the checker: nothing but "unreadable" may come out. `node bench/fuzz.ts [--inputs 100000] [--seed 1] [--read-only]`
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import { checkReport } from '../server/checks/check.ts';
import { readDocx } from '../server/checks/read/docx.ts';
import { docxOf, numbered, p, r, row, tbl, tc, tr, xlsxOf, zipOf } from '../server/checks/read/make-files.ts';
import { extractPages } from '../server/checks/read/pdf-extract.ts';
import { layOutPages } from '../server/checks/read/pdf-layout.ts';
import { readReport } from '../server/checks/read/read.ts';
import { UnreadableError } from '../server/checks/read/unreadable.ts';
import { layOut, type Report } from '../server/checks/report.ts';
import { withComments } from '../server/checks/write/docx-comments.ts';
import { asHtml } from '../server/checks/write/html.ts';
import { inFile } from '../server/checks/write/places.ts';

/** Same seed, same numbers: a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

type Random = ReturnType<typeof random>;
type Seed = { name: string; bytes: Uint8Array };

const SENTENCE =
  'Trong 9 tháng đầu năm 2023, tiếp nhận 20.845 hồ sơ, đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, đạt 98,4 %; quá hạn 1.865 hồ sơ (10,6%).';
const TEXT = `UBND HUYỆN A\n\n**BÁO CÁO**\n\nKết quả 9 tháng đầu năm 2023<sup>1</sup>\n\n${SENTENCE}\n\n- Số: 12/BC-UBND ngày 31/9/2023\n+ Giảm 3,86 điểm %\n\n<sup>1</sup> Kế hoạch số 31/KH-UBND\n\nSTT\tXã\tTiếp nhận\tĐã giải quyết\n1\tA\t10\t9\n2\tB\t12\t12\n\tTổng\t22\t20\n\n| Xã | Số |\n|---|---|\n| A | 5 |\n`;

/** One of each kind, small, with what the readers have to understand. */
export function seeds(): Seed[] {
  const level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>';
  const docx = docxOf({
    body: [
      p('BÁO CÁO', '<w:pStyle w:val="H"/>'),
      p(
        `${r('Tiếp nhận ')}${r('20.845', '<w:b/>')}<w:ins w:id="1">${r(' hồ sơ, đúng hạn 15.739 hồ sơ, đạt 98,4%')}</w:ins><w:r><w:footnoteReference w:id="1"/></w:r>`,
        numbered(1),
      ),
      tbl(
        tr(['STT', tc('Số', '<w:gridSpan w:val="2"/>')]),
        tr(['1', tc('5', '<w:vMerge w:val="restart"/>'), '7']),
        tr(['2', tc('', '<w:vMerge/>'), '8']),
      ),
      p(SENTENCE),
    ].join(''),
    styles: '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>',
    numbering: `<w:abstractNum w:abstractNumId="1">${level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`,
    footnotes: `<w:footnote w:id="1">${p('Kế hoạch số 31')}</w:footnote>`,
    comments: `<w:comment w:id="3" w:author="x">${p('cũ')}</w:comment>`,
  });
  const xlsx = xlsxOf(
    [
      {
        name: 'Biểu 1',
        rows:
          row(1, { A: 'BIỂU TỔNG HỢP' }) +
          row(3, { A: 'STT', B: 'Xã', C: 'Tỷ lệ' }) +
          row(4, { A: ['1', 0], B: 'A', C: ['0.984', 1] }) +
          row(5, { A: ['2', 0], B: 'B', C: ['45231', 2] }),
        merges: ['A1:C1'],
      },
    ],
    { formats: ['0.0%', 'dd/mm/yyyy', '#,##0.00;(#,##0.00)'] },
  );
  return [
    { name: 'a.docx', bytes: docx },
    { name: 'a.xlsx', bytes: xlsx },
    { name: 'a.txt', bytes: Buffer.from(TEXT) },
    { name: 'a.md', bytes: Buffer.from(`${TEXT}\n<table><tr><td rowspan="2">x</td><td>1</td></tr></table>\n`) },
    { name: 'a.pdf', bytes: Buffer.from(smallPdf()) },
  ];
}

function smallPdf(): string {
  const stream = `BT /F1 12 Tf 72 720 Td (BAO CAO 9 thang 2023) Tj 0 -20 Td (Tiep nhan 20.845 ho so, dung han 15.739, dat 98,4%) Tj ET
72 600 m 300 600 l S 72 580 m 300 580 l S 72 560 m 300 560 l S 72 600 m 72 560 l S 180 600 m 180 560 l S 300 600 m 300 560 l S
BT /F1 10 Tf 80 586 Td (Xa) Tj 110 0 Td (So) Tj -110 -20 Td (A) Tj 110 0 Td (5) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let out = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${out}xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF`;
}

// ---- what is done to them

const NASTY = [
  '9'.repeat(400),
  '1.'.repeat(300),
  '1,234.567,89%',
  '<w:p>'.repeat(300),
  '</w:p>',
  '<w:tbl><w:tr><w:tc>'.repeat(80),
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
  '&b;&#0;&#x110000;&#55296;',
  '\u0000\u202e\ufeff\ufffe',
  '\u0301'.repeat(200),
  'ế'.normalize('NFD').repeat(60),
  '\t'.repeat(50),
  '|'.repeat(200),
  '*'.repeat(200),
  '('.repeat(500),
  '[x]('.repeat(60),
  '<sup>'.repeat(60),
  '"w:gridSpan w:val="999999999"/>',
  '<w:gridSpan w:val="100000"/>',
  '<w:vMerge/>',
  '<mergeCell ref="A1:XFD1048576"/>',
  '-1',
  '1e309',
  '31/02/2023',
  'ngày 32 tháng 13 năm 0000',
  '100%%%',
  '0/0 (đạt 0%)',
  '\n- a;\n- b;\n1. c\n',
  'IIIIIIIIIIII.',
];

function mutateText(text: string, random: Random): string {
  const at = random(text.length + 1);
  const length = random(4) === 0 ? random(text.length - at + 1) : random(12);
  switch (random(7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 2:
      return text.slice(0, at) + (NASTY[random(NASTY.length)] as string) + text.slice(at);
    case 3:
      return text.slice(0, at) + String.fromCharCode(random(65536)) + text.slice(at + 1);
    case 4: {
      const other = random(text.length);
      return text.slice(0, at) + text.slice(other, other + length) + text.slice(at + length);
    }
    case 5:
      return text.replace(/\d+/g, (digits) => (random(4) === 0 ? String(random(100_000)) : digits));
    default:
      return text.slice(0, at) + String(random(100)) + text.slice(at + 1);
  }
}

function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = random(copy.length);
  switch (random(5)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      for (let i = 0; i <= random(8); i += 1) copy[random(copy.length)] = random(256);
      return copy;
    case 2:
      return Buffer.concat([
        copy.subarray(0, at),
        Buffer.from(Array.from({ length: random(40) }, () => random(256))),
        copy.subarray(at),
      ]);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.min(copy.length, at + random(60)))]);
    default:
      if (copy.length > 4)
        copy.writeUInt32LE([0, 1, 0xffffffff, 0x7fffffff, random(1 << 30)][random(5)] as number, random(copy.length - 4));
      return copy;
  }
}

/** An archive with one of its parts changed and packed anew, so that the fault is met by the reader and not by the archive. */
function mutatePart(bytes: Uint8Array, random: Random): Uint8Array {
  const parts: Record<string, Uint8Array> = unzipSync(bytes);
  const names = Object.keys(parts);
  const main = names.filter((name) => /document\.xml$|sheet1\.xml$|numbering|styles|footnotes|shared/.test(name));
  const name = (random(3) > 0 ? main : names)[random(random(3) > 0 ? main.length : names.length)] ?? (names[0] as string);
  let text = Buffer.from(parts[name] as Uint8Array).toString('utf8');
  for (let i = 0; i <= random(4); i += 1) text = mutateText(text, random);
  if (random(30) === 0) delete parts[name];
  else parts[name] = Buffer.from(text);
  return zipOf(parts);
}

export function mutated(seed: Seed, random: Random): Seed {
  const is_zip = /\.(docx|xlsx)$/.test(seed.name);
  if (is_zip)
    return { name: seed.name, bytes: random(3) === 0 ? mutateBytes(seed.bytes, random) : mutatePart(seed.bytes, random) };
  if (random(5) === 0 || seed.name === 'a.pdf') return { name: seed.name, bytes: mutateBytes(seed.bytes, random) };
  let text = Buffer.from(seed.bytes).toString('utf8');
  for (let i = 0; i <= random(6); i += 1) text = mutateText(text, random);
  return { name: seed.name, bytes: Buffer.from(text) };
}

// ---- what must hold

/** Reads, checks and writes one input; @returns what it was, @throws whatever is a fault of the product */
export async function tryOne({ name, bytes }: Seed, with_rules = true): Promise<'read' | 'unreadable'> {
  let report: Report;
  try {
    if (name === 'a.pdf') {
      // In this thread: a hundred thousand threads would measure threads.
      const pages = await extractPages(new Uint8Array(bytes), () => {});
      if (typeof pages === 'string') return 'unreadable';
      report = layOut(name, 'pdf', layOutPages(pages));
    } else {
      const read = await readReport(name, bytes);
      report = read.report;
      if (!with_rules) return sound(report);
      const checked = checkReport(report);
      inFile(checked, read);
      if (read.docx && checked.findings.length > 0)
        sameText(report, readDocx(name, withComments(read.docx, checked, null)).report);
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    // Refused, but by an exception that no reader foresaw.
    if (error.is_unforeseen) throw error.cause;
    return 'unreadable';
  }
  sound(report);
  if (!with_rules) return 'read';
  const checked = checkReport(report);
  asHtml([{ report, checked }]);
  for (const { location } of checked.findings)
    if (location.offset < 0 || location.offset + location.length > report.text.length)
      throw new Error('a finding outside the text');
  return 'read';
}

function sound(report: Report): 'read' {
  for (const block of report.blocks) {
    if (report.text.slice(block.offset, block.offset + block.text.length) !== block.text)
      throw new Error('a block is not where it says');
    for (const piece of block.kind === 'table' ? block.cells : [block])
      if (piece.source && piece.source.length !== piece.text.length) throw new Error('places do not fit the text');
  }
  return 'read';
}

function sameText(before: Report, after: Report): void {
  if (before.text !== after.text) throw new Error('comments changed the text');
}

/** @returns how many were read; @throws with the seed that fails */
export async function fuzz(
  inputs: number,
  seed: number,
  options: { with_rules?: boolean; onStep?: (done: number, name: string, ms: number) => void } = {},
): Promise<{ read: number; slowest_ms: number }> {
  const originals = seeds();
  let read = 0;
  let slowest_ms = 0;
  for (let i = 0; i < inputs; i += 1) {
    const dice = random(seed * 1_000_003 + i + 1);
    // PDF takes a hundred times longer to open than the others.
    const kind = dice(50) === 0 ? 4 : dice(4);
    const one = mutated(originals[kind] as Seed, dice);
    const began = performance.now();
    try {
      if ((await tryOne(one, options.with_rules)) === 'read') read += 1;
    } catch (error) {
      const file = path.join(process.env.TMPDIR ?? '/tmp', `fuzz-${seed}-${i}${path.extname(one.name)}`);
      fs.writeFileSync(file, one.bytes);
      throw new Error(`input ${i} of seed ${seed} (${file}): ${(error as Error).message}`, { cause: error });
    }
    const ms = performance.now() - began;
    slowest_ms = Math.max(slowest_ms, ms);
    options.onStep?.(i + 1, one.name, ms);
  }
  return { read, slowest_ms };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      'read-only': { type: 'boolean' },
    },
  });
  const inputs = Number(values.inputs);
  const began = performance.now();
  let most_mb = 0;
  const onStep = (done: number, name: string, ms: number) => {
    if (ms > 1000) process.stdout.write(`input ${done - 1} (${name}) took ${Math.round(ms)} ms\n`);
    if (done % 1000 === 0) most_mb = Math.max(most_mb, process.memoryUsage().rss / 1e6);
    if (done % 10_000 === 0) process.stderr.write(`${done}\n`);
  };
  const found = await fuzz(inputs, Number(values.seed), { onStep, with_rules: values['read-only'] !== true });
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(
    `${inputs} mutated inputs of seed ${values.seed}: ${found.read} read, ${inputs - found.read} refused as unreadable, no other exception; ` +
      `slowest ${Math.round(found.slowest_ms)} ms, at most ${Math.round(most_mb)} MB, ${Math.round(seconds)} s in all\n`,
  );
}
