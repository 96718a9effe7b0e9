// Seeding a fresh database with its demonstration: the whole command, as an operator runs it. `node bench/seed.ts [--dossiers 1000000]`
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { rebuild } from '#dossiers';
import { openPool, type Pool } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({ options: { dossiers: { type: 'string', default: '1000000' } } });
const dossiers = Number(values.dossiers);
const BUDGET_S = 180;
const BUDGET_MB = 300;
const CLI = path.join(import.meta.dirname, '../cli/main.ts');

type Run = { seconds: number; processor_s: number; others_s: number; rss_mb: number; said: string; exit: number | null };

function motcua(state: string, ...args: string[]): ChildProcess {
  const env = { ...process.env, MOTCUA_STATE_DIR: state, MOTCUA_DEMO: '1', NODE_ENV: 'development', DATABASE_URL: '' };
  return spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The command to its end, with the most memory its process held and the processor time it took. */
async function whole(child: ChildProcess): Promise<Run> {
  const began = performance.now();
  let said = '';
  child.stdout?.on('data', (data) => {
    said += data;
  });
  child.stderr?.resume();
  let rss_mb = 0;
  const processor_before = childrensSeconds();
  const busy_before = busySeconds();
  const watch = setInterval(() => {
    try {
      const high = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (high) rss_mb = Math.round(Number(high) / 1024);
    } catch {
      // It has ended.
    }
  }, 100);
  const exit = await new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const processor_s = childrensSeconds() - processor_before;
  const others_s = busySeconds() - busy_before - processor_s;
  return {
    seconds,
    processor_s,
    others_s,
    rss_mb,
    said: said.trim(),
    exit,
  };
}

/** Processor time of every process that this one started and that has ended, with those they started: node and PostgreSQL together. */
function childrensSeconds(): number {
  const fields = fs.readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // Linux counts in hundredths of a second.
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Processor time of everything on this machine since it was started. */
function busySeconds(): number {
  const [user, nice, system, , , irq, soft_irq] = (fs.readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return [user, nice, system, irq, soft_irq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) / 100;
}

type Held = { dossiers: number; events: number; papers: number; versions: number; parts: string[]; not_valid: number };

async function held(db: Pool): Promise<Held> {
  const { rows } = await db.query(
    `select (select count(*) from dossiers.dossier) as dossiers, (select count(*) from dossiers.event) as events,
       (select count(*) from dossiers.paper) as papers, (select count(*) from dossiers.version) as versions,
       array(select i.indexdef from pg_indexes i where i.schemaname = 'dossiers'
             union select k.conname || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k where k.connamespace = 'dossiers'::regnamespace
             order by 1) as parts,
       (select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'dossiers'::regnamespace and not i.indisvalid)
         + (select count(*) from pg_constraint k where k.connamespace = 'dossiers'::regnamespace and not k.convalidated) as not_valid`,
  );
  return rows[0];
}

/** Opens the database for a moment while no command uses it. */
async function looking<T>(state: string, work: (db: Pool) => Promise<T>): Promise<T> {
  const cluster = await startEmbedded({ state_dir: state });
  const db = openPool(cluster.url(), { owner: true, max: 2 });
  try {
    return await work(db);
  } finally {
    await db.end();
    await cluster.stop();
  }
}

/** Folds the events of every hundredth dossier anew. @returns values that differ, and dossiers compared */
async function compared(db: Pool): Promise<{ sampled: number; differences: number }> {
  const { rows } = await db.query(
    'select d.tenant, array_agg(d.id) as ids from dossiers.dossier d where d.id % 100 = 0 group by 1 order by 1',
  );
  let [sampled, differences] = [0, 0];
  for (const { tenant, ids } of rows as { tenant: number; ids: (number | string)[] }[]) {
    sampled += ids.length;
    differences += (await rebuild(db as unknown as pg.Client, { tenant, ids: ids.map(Number) })).length;
  }
  return { sampled, differences };
}

const same = (a: Held, b: Held) => JSON.stringify(a) === JSON.stringify(b);
const verdict = (is_met: boolean) => (dossiers < 1_000_000 ? 'not asked of so few' : is_met ? 'met' : 'NOT MET');

async function main(): Promise<void> {
  const page = new Page('seed');
  page.say(...machine());
  const state = fs.mkdtempSync('/tmp/motcua-bench-seed-');
  fs.chmodSync(state, 0o711);
  try {
    const first = await whole(motcua(state, 'seed', '--dossiers', '1'));
    page.say(`new database with its demonstration and one dossier: ${first.seconds.toFixed(1)} s (no budget)`);
    const before = await looking(state, held);

    const killed = motcua(state, 'seed', '--dossiers', '200000');
    killed.stdout?.resume();
    await new Promise((resolve) => killed.stderr?.once('data', resolve));
    killed.kill('SIGKILL');
    await new Promise((resolve) => killed.once('close', resolve));
    const after_kill = await looking(state, held);
    page.say(
      `killed (SIGKILL) after its first 50,000: ${same(before, after_kill) ? 'nothing left behind' : 'SOMETHING LEFT BEHIND'}`,
    );

    const run = await whole(motcua(state, 'seed', '--dossiers', String(dossiers)));
    page.say('', `motcua seed --dossiers ${dossiers}, from start to exit, the database started and stopped in it`);
    page.say(`  said      ${run.said} exit ${run.exit}`);
    page.say(`  time      ${run.seconds.toFixed(1)} s; budget for 1,000,000: ${BUDGET_S} s: ${verdict(run.seconds <= BUDGET_S)}`);
    page.say(`  memory    ${run.rss_mb} MB at most (node); budget ${BUDGET_MB} MB: ${verdict(run.rss_mb < BUDGET_MB)}`);
    page.say(
      `  processor ${run.processor_s.toFixed(1)} s of node and PostgreSQL together; others on this machine took ${run.others_s.toFixed(1)} s meanwhile`,
    );
    await looking(state, async (db) => {
      const after = await held(db);
      const { sampled, differences } = await compared(db);
      const number = (value: number) => value.toLocaleString('en');
      page.say(
        `  rows      ${number(after.dossiers - before.dossiers)} dossiers, ${number(after.events - before.events)} events, ` +
          `${number(after.papers - before.papers)} papers, ${number(after.versions - before.versions)} versions`,
        `  tables    indexes and constraints as before: ${JSON.stringify(after.parts) === JSON.stringify(before.parts)}; not valid: ${after.not_valid}`,
        `  fold      ${number(sampled)} dossiers folded anew from their events: ${differences} differences`,
      );
    });
  } finally {
    fs.rmSync(state, { recursive: true, force: true });
  }
  page.say(`load        ${fs.readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ')} after`);
  page.keep();
}

await main();
