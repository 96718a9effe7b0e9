// `motcua check` as it is run: start, reading, checking, writing. `node bench/check-files.ts [--pages 100] [--runs 5]`
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { OfficialDocument } from '#lib/document';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
// @ts-expect-error Plain JavaScript: it runs before anything is installed.
import { flagsOf } from '../bin/run.mjs';
import { row, xlsxOf } from '../server/checks/read/make-files.ts';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '100' }, runs: { type: 'string', default: '5' } } });
const PAGES = Number(values.pages);
const ROOT = path.join(import.meta.dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-bench-'));

const sentence = (n: number) =>
  `Trong kỳ, đơn vị số ${n} tiếp nhận ${1000 + n} hồ sơ, đã giải quyết ${900 + n} hồ sơ, trong đó đúng hạn ${900 + n} hồ sơ, đạt 100%; ban hành Kế hoạch số ${n}/KH-UBND ngày 15/02/2023 và chỉ đạo các bộ phận chuyên môn triển khai nhiệm vụ cải cách hành chính theo kế hoạch đã đề ra từ đầu năm.`;

/** About 14 paragraphs of three lines, or 35 rows of a table, fill a page. */
function document(): OfficialDocument {
  const body: OfficialDocument['body'] = Array.from({ length: PAGES }, (_, page) => {
    if (page % 10 === 9) {
      const rows = Array.from({ length: 35 }, (_, i) =>
        [String(i + 1), `Thôn ${i + 1}`, String(10 + i), String(20 + i), String(30 + 2 * i)].map((text) => ({ text })),
      );
      const header = [['STT', 'Thôn', 'Trực tuyến', 'Trực tiếp', 'Tổng số'].map((text) => ({ text }))];
      return [{ kind: 'table' as const, table: { widths: [1, 3, 2, 2, 2], size_pt: 12, header, rows } }];
    }
    return [
      { kind: 'heading' as const, level: 2 as const, text: `${page + 1}. Kết quả của cụm ${page + 1}` },
      ...Array.from({ length: 13 }, (_, i) => ({
        kind: 'paragraph' as const,
        style: 'body' as const,
        runs: [{ text: sentence(page * 13 + i) }],
      })),
    ];
  }).flat();
  return {
    title: 'Báo cáo đo',
    superior: [],
    issuer: ['ỦY BAN NHÂN DÂN', 'XÃ BÌNH AN'],
    number: 'Số: 12/BC-UBND',
    place_and_date: 'Bình An, ngày 20 tháng 9 năm 2023',
    type: 'BÁO CÁO',
    subject: ['Công tác cải cách hành chính 9 tháng đầu năm 2023'],
    body,
    recipients: ['Lưu: VT.'],
    signature: { authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Nguyễn Văn An' },
    annexes: [],
    made_at: new Date('2023-09-20T02:00:00Z'),
  };
}

const doc = document();
const text = doc.body
  .map((block) =>
    block.kind === 'paragraph' ? block.runs.map((run) => run.text).join('') : block.kind === 'heading' ? block.text : '',
  )
  .join('\n\n');
const rows = Array.from({ length: PAGES * 35 }, (_, i) =>
  row(i + 2, {
    A: [String(i + 1), 0],
    B: `Thôn ${i + 1}`,
    C: [String(10 + i), 1],
    D: [String(20 + i), 1],
    E: [String(30 + 2 * i), 1],
  }),
);
const files: Record<string, Uint8Array> = {
  'một dòng.txt': Buffer.from(sentence(1)),
  'a.txt': Buffer.from(text),
  'a.docx': await documentDocx(doc),
  'a.xlsx': xlsxOf(
    [{ name: 'Biểu', rows: row(1, { A: 'STT', B: 'Thôn', C: 'Trực tuyến', D: 'Trực tiếp', E: 'Tổng số' }) + rows.join('') }],
    { formats: ['#,##0'] },
  ),
  'a.pdf': await documentPdf(doc),
};

const RSS = "data:text/javascript,process.on('exit',()=>process.stderr.write('RSS '+process.resourceUsage().maxRSS))";

/** As `motcua` starts it (bin/run.mjs), with what Node kept of the sources by a run before. */
const NODE = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compile') };

function run(name: string, format: string): { ms: number; mb: number } {
  const args = [
    ...flagsOf('motcua', ['check']),
    '--import',
    RSS,
    path.join(ROOT, 'cli/main.ts'),
    'check',
    name,
    '--format',
    format,
    '--out',
    path.join(folder, 'out'),
    '--fail-on',
    'never',
  ];
  const began = performance.now();
  const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: NODE });
  const ms = performance.now() - began;
  if (ran.status !== 0) throw new Error(`${name}: ${ran.status} ${ran.stderr}`);
  return { ms, mb: Number(/RSS (\d+)/.exec(ran.stderr)?.[1] ?? 0) / 1024 };
}

const page = new Page('check-files');
page.say(`motcua check, ${PAGES} pages, median of ${values.runs} runs, whole command from start to exit`, ...machine(), '');
page.say('file            format   seconds   peak MB    size kB');
for (const [name, bytes] of Object.entries(files)) {
  fs.writeFileSync(path.join(folder, name), bytes);
  for (const format of name === 'a.docx' ? ['json', 'docx', 'html'] : ['json']) {
    run(name, format);
    const all = Array.from({ length: Number(values.runs) }, () => run(name, format)).sort((a, b) => a.ms - b.ms);
    const middle = all[Math.floor(all.length / 2)] as { ms: number; mb: number };
    const most = Math.max(...all.map(({ mb }) => mb));
    page.say(
      `${name.padEnd(15)} ${format.padEnd(8)} ${(middle.ms / 1000).toFixed(2).padStart(7)} ${most.toFixed(0).padStart(9)} ${(bytes.length / 1024).toFixed(0).padStart(10)}`,
    );
  }
}
fs.rmSync(folder, { recursive: true, force: true });
page.keep();
