// Parts of the overview of a province, nothing remembered from one question to the next, and the tallies they are read from. `node bench/overview.ts [--dossiers 3000000] [--state DIR] [--runs 21]`; with --state the data is kept and used again.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import { rebuild } from '#org';
import { late, months, moved, pointsMissing, type Reader, standings } from '#overview';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '3000000' },
    state: { type: 'string' },
    runs: { type: 'string', default: '21' },
  },
});
const BUDGET_MS = 300;
const TODAY = '2024-12-14';
const ALL = { unit_ids: null };
const READER: Reader = {
  overview: ALL,
  dossiers: ALL,
  measures: ALL,
  plans: ALL,
  reports: ALL,
  scorecards: { read: ALL, score: ALL, appraise: ALL },
  now: new Date(`${TODAY}T02:00:00Z`),
  today: TODAY,
};

async function make(owner: Pool): Promise<void> {
  const read = (file: string) => fs.readFileSync(path.join(import.meta.dirname, file), 'utf8');
  await owner.query(read('ground.sql'));
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await measures.loadPack(db);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  for (const statement of read('dossiers.sql')
    .split(/;\n/)
    .filter((text) => text.trim()))
    await client.query(statement.replaceAll('$1', values.dossiers));
  client.release(true);
  await owner.query('vacuum analyze');
}

async function percentiles(work: () => Promise<unknown>): Promise<[p50: number, p95: number]> {
  const times: number[] = [];
  for (let turn = -2; turn < Number(values.runs); turn += 1) {
    const began = performance.now();
    await work();
    if (turn >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return [times[Math.floor(times.length / 2)] as number, times[Math.ceil(times.length * 0.95) - 1] as number];
}

type Work = (db: Db) => Promise<unknown>;

const partsOf = (unit: string): [name: string, work: Work][] => {
  const ask = { unit, day: TODAY };
  return [
    [`${unit} late`, (db) => late(db, ask, READER)],
    [`${unit} points`, (db) => pointsMissing(db, ask, READER)],
    [`${unit} moved, month`, (db) => moved(db, { ...ask, kind: 'month' }, READER)],
    [`${unit} moved, year`, (db) => moved(db, { ...ask, kind: 'year' }, READER)],
    [`${unit} units, month`, (db) => standings(db, { ...ask, kind: 'month' }, READER)],
    [`${unit} units, year`, (db) => standings(db, { ...ask, kind: 'year' }, READER)],
    [`${unit} twelve months, every unit below`, (db) => months(db, ask, READER)],
  ];
};
/** What the page asks when it is opened, all at once. */
const OPENED = ['late', 'points', 'moved, month', 'units, month', 'twelve months, every unit below'];

async function measured(pool: Pool, page: Page, what: string): Promise<void> {
  const alive = `select count(*) from dossiers.version_now v where v.received_on < '2024-12-15' and v.open_until >= '2024-12-01'`;
  const [floor] = await percentiles(() => pool.query(alive));
  page.say('', `${what}; floor ${floor.toFixed(0)} ms: count(*) over the dossiers alive in the month, same connection`);
  page.say(`${'milliseconds'.padEnd(46)}     p50      p95   budget`);
  const line = async (name: string, work: () => Promise<unknown>) => {
    const [p50, p95] = await percentiles(work);
    const verdict = p95 <= BUDGET_MS ? 'met' : 'NOT MET';
    page.say(`${name.padEnd(46)}${p50.toFixed(0).padStart(8)} ${p95.toFixed(0).padStart(8)} ${BUDGET_MS}  ${verdict}`);
  };
  for (const unit of ['H99', 'H99.D2']) {
    const parts = partsOf(unit);
    for (const [name, work] of parts) await line(name, () => transaction(pool, 'read', work));
    const opened = parts.filter(([name]) => OPENED.includes(name.slice(unit.length + 1)));
    await line(`${unit} the page: its five parts at once`, () =>
      Promise.all(opened.map(([, work]) => transaction(pool, 'read', work))),
    );
  }
}

async function timed(page: Page, what: string, work: () => Promise<string>): Promise<void> {
  const began = performance.now();
  const said = await work();
  page.say(`${what.padEnd(46)}${((performance.now() - began) / 1000).toFixed(2).padStart(8)} s  ${said}`);
}

/** Changes as acts make them, fewer in a statement than are counted anew. */
async function change(owner: Pool, rounds: number): Promise<string> {
  for (let round = 0; round < rounds; round += 1) {
    await owner.query(
      'update dossiers.version_now v set papers_state = (v.papers_state + 1) % 3 where v.dossier_id = any ($1::bigint[])',
      [Array.from({ length: 1000 }, (_, n) => round * 1000 + n * 997 + 1)],
    );
  }
  const { rows } = await owner.query('select count(*) as n from measures.tally_change');
  return `${Number(rows[0].n).toLocaleString('en')} notes waiting`;
}

const page = new Page('overview');
page.say(...machine());
const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-');
fs.chmodSync(state, 0o711);
const cluster = await startEmbedded({ state_dir: state });
try {
  const is_new = (await migrate(cluster.url())).length > 0;
  const owner = openPool(cluster.url(), { owner: true, max: 2 });
  const pool = openPool(cluster.url(), { max: 2 });
  const { rows: there } = await owner.query("select 1 from org.unit where code = 'H99'");
  if (is_new && there.length === 0) await make(owner);
  const { rows } = await owner.query(
    `select (select count(*) from dossiers.version_now) as versions, (select count(*) from dossiers.dossier) as dossiers,
       (select count(*) from org.unit) as units`,
  );
  page.say(
    `data      ${Number(rows[0].versions).toLocaleString('en')} dossiers in versions, ${rows[0].dossiers} on desks, ${rows[0].units} units`,
  );
  // Before anything reads it: the table is found by whole scans, and its keys by the dossier.
  await owner.query('create index if not exists bench_dossier on dossiers.version_now (dossier_id)');
  await timed(
    page,
    'tallies counted anew',
    async () => `${(await measures.buildTallies(pool, new Date())).toLocaleString('en')} rows`,
  );
  await owner.query('vacuum analyze measures.tally, measures.tally_change');
  await measured(pool, page, 'tallies up to date');
  await timed(page, '5,000 changes of dossiers, noted', () => change(owner, 5));
  await measured(pool, page, '10,000 notes not yet added');
  await timed(page, 'notes added', () => measures.foldTallies(pool));
  await timed(page, 'comparison with the dossiers', async () => {
    const { periods, figures, differences } = await measures.compareTallies(pool, TODAY);
    return `${periods} periods, ${figures.toLocaleString('en')} figures, ${differences.length} differences`;
  });
  await owner.query('drop index dossiers.bench_dossier');
  await Promise.all([pool.end(), owner.end()]);
} finally {
  await cluster.stop();
  if (!values.state) fs.rmSync(state, { recursive: true, force: true });
}
page.keep();
