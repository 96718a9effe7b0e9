import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type { Embedded } from '#lib/embedded';
import { chromiumPath, serveBrowser } from './browser/chromium.ts';
import { startTestCluster } from './cluster.ts';
import { type Counts, runFiles } from './run-files.ts';
import { type SetUp, setUp } from './set-up.ts';

// `npm test [-- part of a file name …]`: types, style, interface, tests, browser stories; the last line counts them all.

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'node_modules/.bin');
const FOLDERS = ['server', 'cli', 'bin', 'web', 'bench', 'test'];

type Stage = { title: string; run: () => Promise<Counts> };

const aborter = new AbortController();
const aborted = new Promise<never>((_, reject) =>
  aborter.signal.addEventListener('abort', () => reject(new Error('interrupted'))),
);
aborted.catch(() => {});

/** One check that a program makes: what it says is shown only when it is not content. */
async function check(command: string, args: string[]): Promise<Counts> {
  const { code, output } = await outputOf(command, args);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n${path.basename(command)} ended with ${code}\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Of the server and of the interface, side by side, each by one checker: by four, as it would be, each works out anew what they share. */
async function types(): Promise<Counts> {
  const checked = ['.', 'web'].map((project) => check(path.join(BIN, 'tsc'), ['-p', project, '--checkers', '1']));
  const [server, web] = await Promise.all(checked);
  return added(server as Counts, web as Counts);
}

function added(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function outputOf(command: string, args: string[]): Promise<{ code: number | string; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], signal: aborter.signal });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: error.message, output: '' }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? signal ?? 'nothing', output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}

function testFiles(filters: readonly string[]): string[] {
  return FOLDERS.filter((folder) => fs.existsSync(path.join(ROOT, folder)))
    .flatMap((folder) =>
      fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
    )
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith('web/dist/'))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .sort();
}

// Files that take longest begin first, so that the end of a run does not wait for one of them alone.
const LONG = [
  'test/browser/pages.test.ts',
  'test/browser/intake.test.ts',
  'test/browser/processes.test.ts',
  'test/browser/catalogue.test.ts',
  'test/browser/life.test.ts',
  'test/browser/desk-to-report.test.ts',
  'test/browser/issued-report.test.ts',
  'test/browser/offline-intake.test.ts',
  'test/browser/scorecards.test.ts',
  'test/access.test.ts',
  'cli/main.test.ts',
  'server/lib/embedded.test.ts',
  'server/dossiers/two-hundred.test.ts',
];

function longestFirst(files: readonly string[]): string[] {
  return [...LONG.filter((file) => files.includes(file)), ...files.filter((file) => !LONG.includes(file))];
}

/** Wait for what is being installed (`programs.ts`). */
const needsPrograms = (file: string) =>
  /from '[./]+\/(?:test\/)?programs\.ts'/.test(fs.readFileSync(path.join(ROOT, file), 'utf8'));

function waitingLast(files: readonly string[], set_up: SetUp): string[] {
  if (set_up.why !== undefined) return [...files];
  return [...files.filter((file) => !needsPrograms(file)), ...files.filter(needsPrograms)];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

// One file more at once than there are processors, for each also waits for its database; of stories two more, for they wait for a quiet page too.
const AT_ONCE = Math.max(2, os.availableParallelism()) + 1;

function tests(files: readonly string[], at_once = AT_ONCE): Promise<Counts> {
  return runFiles(
    files.map((file) => path.join(ROOT, file)),
    at_once,
    aborter.signal,
  );
}

async function browserStories(files: readonly string[], browser: Promise<string>): Promise<Counts> {
  // Fails here with its own sentence, once, instead of in every story.
  process.stdout.write(`${await Promise.race([browser, aborted])}\n`);
  const server = await serveBrowser();
  process.env.MOTCUA_TEST_BROWSER = server.wsEndpoint();
  try {
    return await tests(files, AT_ONCE + 1);
  } finally {
    delete process.env.MOTCUA_TEST_BROWSER;
    await server.close();
  }
}

async function beginSetUp(files: readonly string[], folder: string): Promise<SetUp> {
  const wanted = { chromium: files.some(isStory), programs: files.some(needsPrograms) };
  const set_up = await setUp(wanted, path.join(folder, 'set-up.json'));
  if (set_up.packages.length === 0) return set_up;
  const began = performance.now();
  process.stdout.write(`== Being installed by apt-get: ${set_up.packages.join(', ')}\n`);
  void set_up.installed.then(() =>
    process.stdout.write(`== Installed: ${set_up.why ?? 'ok'}, ${seconds(performance.now() - began)}\n`),
  );
  return set_up;
}

const isStory = (file: string) => file.startsWith('test/browser/');

function stages(filters: readonly string[], files: readonly string[], set_up: SetUp): Stage[] {
  const stories = longestFirst(files.filter(isStory));
  const others = longestFirst(files.filter((file) => !isStory(file)));
  const browser = stories.length > 0 ? chromiumPath(set_up.installed) : null;
  browser?.catch(() => {});
  const needs_web = filters.length === 0 || stories.length > 0 || others.some((file) => file.startsWith('test/flows/'));
  return [
    ...(filters.length === 0
      ? [
          { title: 'Types', run: types },
          { title: 'Style', run: () => check(path.join(BIN, 'biome'), ['check', '--error-on-warnings', '.']) },
        ]
      : []),
    ...(needs_web ? [{ title: 'Interface', run: () => check(process.execPath, [path.join(ROOT, 'bin/run.mjs'), 'build']) }] : []),
    ...(others.length > 0 ? [{ title: 'Tests', run: () => tests(waitingLast(others, set_up)) }] : []),
    ...(browser ? [{ title: 'Browser stories', run: () => browserStories(stories, browser) }] : []),
  ];
}

async function runStage(stage: Stage): Promise<Counts> {
  process.stdout.write(`\n== ${stage.title}\n`);
  const began = performance.now();
  let counts: Counts;
  try {
    counts = await stage.run();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : inspect(error)}\n`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  const verdict = counts.failed > 0 ? `${counts.failed} failed` : 'ok';
  process.stdout.write(`== ${stage.title}: ${verdict}, ${seconds(performance.now() - began)}\n`);
  return counts;
}

async function main(filters: readonly string[]): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  let cluster: Embedded | null = null;
  const modules = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-modules-'));
  try {
    const files = testFiles(filters);
    if (files.length === 0) throw new Error(`No test file matches ${filters.join(', ') || FOLDERS.join(', ')}.`);
    const todo = stages(filters, files, await beginSetUp(files, modules));
    cluster = await startTestCluster();
    // Every file loads the same modules in a process of its own: what the first makes of them, the others read. Nothing is kept for the next run.
    process.env.NODE_COMPILE_CACHE = modules;
    process.env.MOTCUA_TEST_PG = JSON.stringify({ socket_dir: cluster.socket_dir, port: cluster.port });
    for (const stage of todo) {
      if (aborter.signal.aborted) break;
      Object.assign(total, added(total, await runStage(stage)));
    }
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : inspect(error)}\n`);
    total.failed += 1;
  }
  await cluster?.stop();
  fs.rmSync(modules, { recursive: true, force: true });
  if (total.passed + total.failed === 0) total.failed = 1;
  return total;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => aborter.abort());

const total = await main(process.argv.slice(2));
const is_good = total.failed === 0 && !aborter.signal.aborted;
process.stdout.write(
  `\n${total.passed} passed, ${total.failed + (is_good || total.failed > 0 ? 0 : 1)} failed, ${total.skipped} skipped\n`,
);
process.exit(is_good ? 0 : 1);
