import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as after_ms } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { docxOf, p } from '../server/checks/read/make-files.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-check-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const WRONG = 'Đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, đạt 98,4%.';
const RIGHT = WRONG.replace('98,4', '89,4');
const file = (name: string, content: string | Uint8Array) => {
  fs.writeFileSync(path.join(folder, name), content);
  return name;
};
file('sai.txt', `BÁO CÁO\n\n${WRONG}\n`);
file('đúng.md', RIGHT);
file('sai.docx', docxOf({ body: p(WRONG) }));
file('hỏng.docx', 'PK không phải gói nén');

// No environment, but for what this run's other processes made of the modules: loading them is most of what a check costs.
const ENV = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '' };

/** From another folder, without a database and without an environment: as somebody who only has the file. */
function check(...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [MAIN, 'check', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: ENV,
    timeout: 60_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

test('text by default: the finding with its place; exit code 1', () => {
  const { code, out, err } = check('sai.txt');
  assert.deepEqual([code, err], [1, '']);
  assert.match(out, /LỖI R01 .*dòng 3\n.*“15\.739 hồ sơ, đạt 98,4%”/);
});

for (const [args, expected, why] of [
  [['đúng.md'], 0, 'nothing found'],
  [['sai.txt', '--fail-on', 'never'], 0, 'findings do not matter'],
  [['sai.txt', '--fail-on', 'warning'], 1, 'from warnings on'],
  [['sai.txt', '--rules', 'R14'], 0, 'only another rule'],
  [['sai.txt', '--rules', 'r01, R14'], 1, 'rules in small letters'],
  [['hỏng.docx'], 2, 'a broken file'],
  [['không-có.txt'], 2, 'no such file'],
  [['sai.txt', 'hỏng.docx'], 2, 'one of several is broken'],
  [['sai.txt', '--rules', 'R99'], 2, 'no such rule'],
  [['sai.txt', '--rules', ' , '], 2, 'rules that name none'],
  [['.'], 2, 'a folder'],
  [['sai.docx', '--format', 'docx', '--out', 'sai.docx'], 2, 'its own input written over'],
  [['sai.txt', '--format', 'json', '--out', './sai.txt'], 2, 'its own input by another name'],
  [['sai.txt', '--format', 'pdf'], 2, 'no such format'],
  [[], 2, 'no file'],
] as const) {
  test(`exit code ${expected}: ${why}`, () => assert.equal(check(...args).code, expected));
}

test('JSON: places of the file; several files are an array, the broken one among them', () => {
  const one = JSON.parse(check('sai.txt', '--format', 'json').out);
  const [finding] = one.findings;
  assert.deepEqual(
    [one.file, finding.rule, finding.severity, finding.location.line, finding.file],
    ['sai.txt', 'R01', 'error', 3, 'sai.txt'],
  );
  const raw = fs.readFileSync(path.join(folder, 'sai.txt'), 'utf8');
  assert.equal(raw.slice(finding.location.offset, finding.location.offset + finding.location.length), finding.quote);
  const all = JSON.parse(check('sai.txt', 'hỏng.docx', 'đúng.md', '--format', 'json').out);
  assert.deepEqual(
    all.map((one: { file: string; error?: { reason: string }; findings: unknown[] }) => [
      one.file,
      one.error?.reason ?? null,
      one.findings.length,
    ]),
    [
      ['sai.txt', null, 1],
      ['hỏng.docx', 'broken_archive', 0],
      ['đúng.md', null, 0],
    ],
  );
});

test('Word with comments, beside the file or where --out says; other kinds are told', () => {
  const { code, err } = check('sai.docx', '--format', 'docx');
  assert.equal(code, 1);
  assert.match(err, /sai\.docx: 1 nhận xét → sai\.nhan-xet\.docx/);
  const parts = unzipSync(fs.readFileSync(path.join(folder, 'sai.nhan-xet.docx')));
  assert.match(Buffer.from(parts['word/comments.xml'] as Uint8Array).toString(), /R01/);
  check('sai.docx', '--format', 'docx', '--out', 'ra/khác.docx');
  assert.ok(fs.existsSync(path.join(folder, 'ra/khác.docx')));
  assert.match(check('sai.txt', '--format', 'docx').err, /chỉ tệp \.docx/);
});

test('--out writes whole files; SARIF and HTML too', () => {
  const { code, out } = check('sai.txt', '--format', 'sarif', '--out', 'kết quả.sarif', '--fail-on', 'never');
  assert.deepEqual([code, out], [0, '']);
  const log = JSON.parse(fs.readFileSync(path.join(folder, 'kết quả.sarif'), 'utf8'));
  assert.equal(log.runs[0].results[0].ruleId, 'R01');
  assert.match(check('sai.docx', '--format', 'html').out, /^<!doctype html>[\s\S]*<mark class="error/);
  assert.deepEqual(
    fs.readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('what cannot be asked is told in a sentence of its own', () => {
  assert.match(check('.').out, /Đây là thư mục/);
  assert.match(check('sai.txt', '--rules', ',').err, /chưa nêu quy tắc nào/);
  assert.match(check('sai.docx', '--format', 'docx', '--out', 'sai.docx').err, /trùng với tệp cần rà soát/);
  assert.match(fs.readFileSync(path.join(folder, 'sai.docx'), 'latin1'), /^PK/);
});

test('Word into a folder: of two reports of one name none is lost; one alone goes into a folder that is there', () => {
  for (const office of ['xã A', 'xã B']) {
    fs.mkdirSync(path.join(folder, office));
    fs.copyFileSync(path.join(folder, 'sai.docx'), path.join(folder, office, 'quý III.docx'));
  }
  check('xã A/quý III.docx', 'xã B/quý III.docx', '--format', 'docx', '--out', 'nhận xét');
  assert.deepEqual(fs.readdirSync(path.join(folder, 'nhận xét')).sort(), ['quý III (2).nhan-xet.docx', 'quý III.nhan-xet.docx']);
  check('sai.docx', '--format', 'docx', '--out', 'xã A');
  assert.ok(fs.existsSync(path.join(folder, 'xã A/sai.nhan-xet.docx')));
});

test('--out where no folder can be made: refused, not tried for ever', { skip: !fs.existsSync('/proc/self') }, () => {
  const { code, err } = check('sai.txt', '--out', '/proc/không-có/ra.txt');
  assert.equal(code, 2);
  assert.match(err, /Không ghi được ra/);
});

test('a long check ends at once when told to', async () => {
  file('dài.txt', `${WRONG}\n`.repeat(60_000));
  const child = spawn(process.execPath, [MAIN, 'check', 'dài.txt'], { cwd: folder, env: ENV, stdio: 'ignore' });
  const ended = once(child, 'exit');
  // Long enough for the check to have begun; it takes many times as long.
  await after_ms(1_500);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [null, 'SIGTERM']);
});

test('a text made to hurt: what no list takes is counted and told, and counts for the exit code', () => {
  const lines = Array.from({ length: 2_300 }, (_, i) => `Đã kiểm tra ${1_001 + i}/9.973 cơ sở, đạt ${(i % 9) + 91},3%.`);
  file('nhiều.txt', lines.join('\n\n'));
  const { code, out } = check('nhiều.txt', '--format', 'json', '--rules', 'R01');
  const { findings, omitted, unchecked } = JSON.parse(out);
  assert.equal(code, 1);
  assert.deepEqual([findings.length, omitted], [2_000, { error: 300, warning: 0, note: 0, unchecked: 0 }]);
  assert.match(unchecked.at(-1).reason, /^Còn 300 chỗ nữa .* \(300 lỗi, 0 cảnh báo, 0 lưu ý\)/);
  assert.match(check('nhiều.txt', '--rules', 'R01').out, /2000 lỗi\n.*ngoài các chỗ nêu trên còn 300 lỗi/);
  // The same wrong line again and again is one finding, its places counted.
  file('lặp.txt', 'Đạt 1/2 (7%)\n\n'.repeat(150));
  const [one, ...others] = JSON.parse(check('lặp.txt', '--format', 'json', '--rules', 'R01').out).findings;
  assert.deepEqual([one.related.length, one.more_related > 0, others.length], [100, true, 0]);
});

test('a file that needs more memory than is given is refused in a sentence, the others are checked; nothing crashes', () => {
  file('nặng.txt', `${WRONG}\n\n`.repeat(26_000));
  const args = [MAIN, 'check', 'nặng.txt', 'sai.txt', '--format', 'json'];
  const ran = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...ENV, MOTCUA_CHECK_HEAP_MB: '40' },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  assert.deepEqual([ran.status, ran.stderr], [2, '']);
  const [heavy, other] = JSON.parse(ran.stdout);
  assert.equal(heavy.error.reason, 'too_heavy');
  assert.match(heavy.error.message, /nhiều bộ nhớ hơn mức cho phép/);
  assert.equal(other.findings.length, 1);
});

test('a large file is checked in a thread: every output as of a small one', () => {
  const blank = '\n'.repeat(1_100_000);
  file('lớn.txt', `BÁO CÁO\n\n${WRONG}\n${blank}`);
  const [small, large] = ['sai.txt', 'lớn.txt'].map((name) => JSON.parse(check(name, '--format', 'json').out));
  assert.deepEqual(JSON.parse(JSON.stringify(large).replaceAll('lớn.txt', 'sai.txt')), small);
  assert.match(check('lớn.txt', '--format', 'html').out, /<mark class="error/);
  const picture = '<!--'.concat(' '.repeat(9_000_000), '-->');
  file('lớn.docx', docxOf({ body: `${p(WRONG)}${picture}` }));
  assert.match(check('lớn.docx', '--format', 'docx').err, /lớn\.docx: 1 nhận xét → lớn\.nhan-xet\.docx/);
  const parts = unzipSync(fs.readFileSync(path.join(folder, 'lớn.nhan-xet.docx')));
  assert.match(Buffer.from(parts['word/comments.xml'] as Uint8Array).toString(), /R01/);
});

test('it needs neither database nor network nor anything of the product that needs them', () => {
  const ran = spawnSync(
    process.execPath,
    ['--permission', '--allow-fs-read=*', '--allow-worker', MAIN, 'check', 'sai.docx', '--format', 'json'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...ENV, DATABASE_URL: 'postgres://nobody@203.0.113.1/none' },
    },
  );
  assert.equal(JSON.parse(ran.stdout).findings.length, 1, ran.stderr);
});
