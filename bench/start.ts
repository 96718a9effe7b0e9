// From `npm start` to the first page, on an installed product with its demonstration. `node bench/start.ts [--runs 5]`
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const BUDGET_S = 5;
const BUDGET_MB = 300;
const ROOT = path.join(import.meta.dirname, '..');
const BUILDING = 'Đang dựng giao diện';

/** Seconds since `npm start` was called. */
type Start = {
  /** PostgreSQL answers; the program had to be loaded before. */
  database: number;
  /** The address was printed. */
  listening: number;
  /** /api/app/health answered 200. */
  healthy: number;
  /** The page, the scripts and styles it names, and what it asks first, all 200. */
  page: number;
  rss_mb: number;
  has_built: boolean;
};

async function start(state: string): Promise<Start> {
  const env = {
    ...process.env,
    MOTCUA_STATE_DIR: state,
    MOTCUA_DEMO: '1',
    NODE_ENV: 'development',
    DATABASE_URL: '',
    PORT: '0',
    HOST: '127.0.0.1',
  };
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  // A group of its own: npm, its shell and the product are stopped together.
  const child = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    const seen = { database: 0, listening: 0 };
    let said = '';
    const address = await new Promise<string>((resolve, reject) => {
      const listen = (data: Buffer) => {
        said += data;
        if (!seen.database && /PostgreSQL .* \d+ ms/.test(said)) seen.database = since();
        const found = /đang chạy tại (http\S+)/.exec(said)?.[1];
        if (!found || seen.listening) return;
        seen.listening = since();
        resolve(found);
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
      child.once('close', () => reject(new Error(`npm start ended: ${said}`)));
    });
    await answers(`${address}/api/app/health`);
    const healthy = since();
    await firstPage(address);
    return { ...seen, healthy, page: since(), rss_mb: memoryOf(child), has_built: said.includes(BUILDING) };
  } finally {
    process.kill(-(child.pid as number), 'SIGTERM');
    await closed;
  }
}

async function answers(url: string): Promise<string> {
  const reply = await fetch(url);
  if (reply.status !== 200) throw new Error(`${url}: ${reply.status}`);
  return reply.text();
}

async function firstPage(address: string): Promise<void> {
  const html = await answers(`${address}/`);
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] as string);
  if (!named.some((name) => name.endsWith('.js'))) throw new Error('the first page names no script');
  await Promise.all([...named, '/api/app/info'].map((name) => answers(address + name)));
}

/** Most memory the product's own process held so far. */
function memoryOf(child: ChildProcess): number {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const group = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2];
      if (Number(group) !== child.pid || !fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/main.ts')) continue;
      return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('the process of the product was not found');
}

const parts = (run: Start) =>
  [run.database, run.listening, run.healthy, run.page].map((seconds) => seconds.toFixed(2).padStart(9)).join(' ') +
  `${run.rss_mb} MB`.padStart(10);
const verdict = (is_met: boolean) => (is_met ? 'met' : 'NOT MET');

async function main(): Promise<void> {
  const page = new Page('start');
  page.say(...machine());
  const state = fs.mkdtempSync('/tmp/motcua-bench-start-');
  fs.chmodSync(state, 0o711);
  try {
    const built = spawnSync(process.execPath, [path.join(ROOT, 'bin/run.mjs'), 'build'], { cwd: ROOT, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
    page.say('', 'seconds since `npm start`         database listening   healthy      page    memory');
    page.say(`first start, demonstration made  ${parts(await start(state))}  (no budget)`);
    const runs: Start[] = [];
    while (runs.length < Number(values.runs)) {
      await sleep(500);
      const run = await start(state);
      // Somebody changed the interface's sources meanwhile: not the start of an installed product.
      if (run.has_built) continue;
      runs.push(run);
      page.say(`start ${runs.length} of an installed product  ${parts(run)}`);
    }
    const slowest = Math.max(...runs.map((run) => run.page));
    const rss_mb = Math.max(...runs.map((run) => run.rss_mb));
    page.say(
      '',
      `slowest to the first page ${slowest.toFixed(2)} s; budget ${BUDGET_S} s: ${verdict(slowest <= BUDGET_S)}`,
      `most memory of the product ${rss_mb} MB; budget ${BUDGET_MB} MB: ${verdict(rss_mb < BUDGET_MB)}`,
    );
  } finally {
    fs.rmSync(state, { recursive: true, force: true });
  }
  page.keep();
}

await main();
