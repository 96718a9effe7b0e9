import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDb } from '../test/db.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-cli-'));
// The account of the embedded database passes through it.
fs.chmodSync(folder, 0o711);
after(() => fs.rmSync(folder, { recursive: true, force: true }));
const { url } = await testDb({ template: 'demo', read_only: true });

// What this run's other processes made of the modules is read again: loading them is most of what a command costs.
const BASE = {
  PATH: process.env.PATH ?? '',
  HOME: folder,
  MOTCUA_STATE_DIR: path.join(folder, 'state'),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
};

type Ran = { code: number | null; out: string; err: string };

/** Runs the command as a person would, in a process of its own, from a folder that is not the checkout. */
function motcua(argv: readonly string[], env: Record<string, string> = { DATABASE_URL: url }): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...argv], { cwd: folder, env: { ...BASE, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const PO_Y = ['--unit', 'po-y', '--from', '2024-01-01', '--to', '2024-08-13'];

test('figures --json gives the measures as numbers, nothing else on stdout', async () => {
  const { code, out, err } = await motcua(['figures', ...PO_Y, '--json']);
  assert.equal(code, 0, err);
  const { unit, from, to, scope, measures } = JSON.parse(out);
  assert.deepEqual({ unit, from, to, scope }, { unit: 'H34.35.07', from: '2024-01-01', to: '2024-08-13', scope: 'all' });
  assert.equal(measures.received.value, 1185);
  assert.equal(measures.online_partial.value, 21);
  assert.deepEqual(measures.papers_digitised, { value: 933, numerator: 933, denominator: 1183 });
  assert.deepEqual(measures.results_digitised, { value: 734, numerator: 734, denominator: 1179 });
  assert.equal(measures.papers_digitised_rate.value, 78.87);
  const names =
    'carried_over new new_counter new_online new_post received resolved resolved_early resolved_on_time resolved_in_time resolved_overdue pending pending_in_time pending_overdue withdrawn_refused on_time_rate online_rate online_partial papers_digitised results_digitised';
  for (const name of names.split(' ')) assert.ok(name in measures, name);
});

test('a ratio with nothing in the denominator is null, and said in words', async () => {
  const never = ['--unit', 'po-y', '--from', '2022-01-01', '--to', '2022-01-31'];
  const { measures } = JSON.parse((await motcua(['figures', ...never, '--json'])).out);
  assert.equal(measures.on_time_rate.value, null);
  assert.equal(measures.received.value, 0);
  const { out } = await motcua(['figures', ...never]);
  assert.match(out, /Tỷ lệ giải quyết trước và đúng hạn +chưa có số liệu/);
});

test('figures without --json is a table in Vietnamese', async () => {
  const { code, out } = await motcua(['figures', ...PO_Y]);
  assert.equal(code, 0);
  assert.match(out, /^Xã Pờ Y \(H34\.35\.07\), 01\/01\/2024 - 13\/08\/2024, đơn vị và cấp dưới\n/);
  assert.match(out, /\nTổng số tiếp nhận +1\.185 +received\n/);
});

test('one sector, by its code or its name', async () => {
  for (const sector of ['chung-thuc', 'Chứng thực', 'chung thuc']) {
    const { out } = await motcua(['figures', ...PO_Y, '--sector', sector, '--json']);
    assert.equal(JSON.parse(out).measures.received.value, 958, sector);
  }
});

test('a unit asked for before it existed: the day it began, not an empty list of successors', async () => {
  const { code, err } = await motcua(['figures', '--unit', 'bo-y', '--from', '2023-01-01', '--to', '2023-01-31']);
  assert.equal(code, 1);
  assert.equal(
    err,
    'motcua: Xã Bờ Y chỉ hoạt động từ ngày 2025-07-01; hãy chọn kỳ báo cáo kết thúc từ ngày đó. [org.unit_not_on_day]\n',
  );
});

test('records: as many as the figure says, each with its code', async () => {
  const { code, out } = await motcua(['records', ...PO_Y, '--measure', 'new_online', '--json']);
  assert.equal(code, 0);
  const { count, digest, records } = JSON.parse(out);
  assert.equal(count, 109);
  assert.equal(records.length, 109);
  assert.equal(new Set(records.map((record: { code: string }) => record.code)).size, 109);
  assert.match(digest, /^109:-?\d+:-?\d+$/);
});

test('report writes Word, Excel and PDF', async () => {
  for (const [ending, magic] of [
    ['docx', 'PK'],
    ['xlsx', 'PK'],
    ['pdf', '%PDF'],
  ] as const) {
    const file = path.join(folder, `report.${ending}`);
    const { code, out, err } = await motcua(['report', '--form', 'II.06a', ...PO_Y, '--out', file]);
    assert.equal(code, 0, err);
    assert.equal(out, '');
    assert.equal(fs.readFileSync(file).toString('latin1', 0, magic.length), magic);
  }
  assert.deepEqual(
    fs.readdirSync(folder).filter((name) => name.includes('partial')),
    [],
  );
});

for (const [argv, code, says] of [
  [['figures', '--unit', 'nowhere', '--from', '2024-01-01', '--to', '2024-01-31'], 1, 'org.unit_unknown'],
  [['figures', '--unit', 'kon-ray', '--from', '2025-08-01', '--to', '2025-08-31'], 1, 'org.unit_not_on_day'],
  [['figures', '--unit', 'po-y', '--from', '2024-02-30', '--to', '2024-03-31'], 1, 'calendar.impossible_date'],
  [['figures', '--unit', 'po-y', '--from', '2024-03-31', '--to', '2024-03-01'], 1, 'calendar.reversed_dates'],
  [['records', ...PO_Y, '--measure', 'nothing'], 1, 'measures.unknown_measure'],
  [['report', '--form', 'II.99', ...PO_Y, '--out', 'x.pdf'], 1, 'forms.unknown'],
  [['report', '--form', 'II.06a', ...PO_Y, '--out', 'x.txt'], 2, '--out'],
  [['report', '--form', 'II.06a', ...PO_Y, '--out', 'no/such/folder/x.pdf'], 1, 'Không có thư mục'],
  [['figures', ...PO_Y, '--scope', 'some'], 2, '--scope'],
  [['seed', '--dossiers', 'many'], 2, '--dossiers'],
] as const) {
  test(`refused in one sentence: motcua ${argv.slice(0, 7).join(' ')}`, async () => {
    const ran = await motcua(argv);
    assert.equal(ran.code, code, ran.err);
    assert.equal(ran.out, '');
    assert.equal(ran.err.trim().split('\n').length, 1, ran.err);
    assert.match(ran.err, /^motcua: \p{L}/u);
    assert.ok(ran.err.includes(says), ran.err);
  });
}

test('a database that cannot be reached is told in one sentence', async () => {
  const ran = await motcua(['figures', ...PO_Y], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  assert.equal(ran.code, 1);
  assert.equal(ran.err.trim().split('\n').length, 1, ran.err);
});

test('doctor finds the demonstration sound', async () => {
  const { code, out } = await motcua(['doctor', '--json']);
  const { is_sound, checks } = JSON.parse(out);
  assert.deepEqual(
    checks.map((check: { name: string }) => check.name),
    ['node', 'disk', 'database', 'migrations', 'grants', 'packs', 'calendar', 'audit', 'projections'],
  );
  assert.deepEqual(
    checks.filter((check: { is_met: boolean; name: string }) => !check.is_met && check.name !== 'packs'),
    [],
  );
  assert.equal(code, is_sound ? 0 : 1);
});

test('recount counts dossiers by unit and day, and finds where what is kept is not what they say', async () => {
  const own = await testDb({ template: 'demo' });
  const env = { DATABASE_URL: own.url };
  const first = await motcua(['recount', '--check', '--lang', 'en'], env);
  assert.deepEqual([first.code, first.out], [1, 'Nothing is counted yet; run: motcua recount\n']);
  assert.match((await motcua(['recount'], env)).out, /^Đã đếm lại: [\d.]+ dòng, trong [\d.]+ giây\.\n$/);
  const sound = await motcua(['recount', '--check', '--lang', 'en'], env);
  assert.equal(sound.code, 0, sound.err);
  assert.match(sound.out, /^Compared \d+ figures of \d+ periods in [\d.]+ s: 0 differ\.\n$/);
  await own.owner.query("update measures.tally t set n[1] = t.n[1] + 1 where t.is_month and t.day = '2023-03-01'");
  const broken = await motcua(['recount', '--check', '--lang', 'en'], env);
  assert.equal(broken.code, 1);
  assert.match(broken.out, /2023-03-01 +2023-04-01/);
});

test('doctor finds a tampered audit trail and a dossier that its events do not give', async () => {
  const broken = await testDb({ template: 'demo' });
  await broken.owner.query("update audit.entry set actor_name = 'someone else' where seq = 2");
  await broken.owner.query('update dossiers.dossier set due_on = due_on + 1');
  const { code, out } = await motcua(['doctor', '--json'], { DATABASE_URL: broken.url });
  const failed = JSON.parse(out).checks.filter((check: { is_met: boolean }) => !check.is_met);
  assert.deepEqual(
    failed.map((check: { name: string }) => check.name),
    ['audit', 'projections'],
  );
  assert.equal(code, 1);
});

test('a database newer than the program is refused before anything is read', async () => {
  const newer = await testDb({ template: 'demo' });
  await newer.owner.query("insert into lib.migration (name, sha256) values ('9999_later', 'x')");
  for (const command of [['figures', ...PO_Y], ['migrate']]) {
    const ran = await motcua(command, { DATABASE_URL: newer.url });
    assert.equal(ran.code, 1);
    assert.match(ran.err, /mới hơn phần mềm này \(đã có 9999_later\)/);
  }
});

test('seed adds dossiers that the figures count', async () => {
  const own = await testDb({ template: 'demo' });
  const count = async () =>
    JSON.parse(
      (
        await motcua(['figures', '--unit', 'H34', '--from', '2022-07-01', '--to', '2025-06-30', '--json'], {
          DATABASE_URL: own.url,
        })
      ).out,
    ).measures.new.value as number;
  const before = await count();
  const { code, out, err } = await motcua(['seed', '--dossiers', '300'], { DATABASE_URL: own.url });
  assert.equal(code, 0, err);
  assert.match(out, /^Đã tạo 300 hồ sơ, /);
  assert.ok((await count()) > before);
  const refused = await motcua(['seed'], { DATABASE_URL: own.url, NODE_ENV: 'production' });
  assert.equal(refused.code, 1);
  assert.match(refused.err, /NODE_ENV=production/);
});

test('without a running product the command brings its own database up, sets it up once and stops it', async () => {
  const env = { MOTCUA_DEMO: '0' };
  const first = await motcua(['figures', '--unit', 'H34', '--from', '2024-01-01', '--to', '2024-12-31', '--json'], env);
  assert.equal(first.code, 0, first.err);
  assert.equal(JSON.parse(first.out).measures.received.value, 0);
  assert.match(first.err, /Đã nạp các gói quy định/);
  const second = await motcua(['migrate'], env);
  assert.equal(second.out, 'Cơ sở dữ liệu đã ở phiên bản mới nhất.\n');
  assert.equal(second.err, '');
  assert.equal(fs.existsSync(path.join(folder, 'state/data/postmaster.pid')), false, 'nothing is left running');
});

test('two commands at once share the database that the first one started', async () => {
  const env = { MOTCUA_DEMO: '0' };
  const asked = ['figures', '--unit', 'H34', '--from', '2024-01-01', '--to', '2024-12-31', '--json'];
  const both = await Promise.all([motcua(asked, env), motcua(asked, env), motcua(['doctor', '--json'], env)]);
  assert.deepEqual(
    both.map(({ code, err }) => [code, err]),
    both.map(() => [0, '']),
  );
});

test('a command ended by a signal takes the database that it started with it', async () => {
  const pid_file = path.join(folder, 'state/data/postmaster.pid');
  const child = spawn(process.execPath, [MAIN, 'doctor'], { env: { ...BASE, MOTCUA_DEMO: '0' }, stdio: 'ignore' });
  const closed = new Promise((resolve) => child.on('close', resolve));
  while (!fs.existsSync(path.join(folder, 'state/owner.json'))) await sleep(5);
  assert.ok(fs.existsSync(pid_file));
  child.kill('SIGTERM');
  assert.equal(await closed, 143);
  for (const began = performance.now(); fs.existsSync(pid_file) && performance.now() - began < 120_000; ) await sleep(50);
  assert.equal(fs.existsSync(pid_file), false);
});
