// A list form of 200 cells as a grid to fill, over the dossiers of a province. `node bench/forms.ts [--dossiers 3000000] [--entries 200000] [--state DIR] [--runs 41]`; with --state the data is kept and used again.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPack as loadForms } from '#forms';
import { addMonths } from '#lib/day';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import { rebuild } from '#org';
import { loadPack as loadRegisters } from '#registers';
import { grid } from '../server/forms/grid.ts';
import { cellOf } from '../server/forms/grid-cell.ts';
import { byPeriod, byUnit } from '../server/forms/grid-matrix.ts';
import { saveCells } from '../server/forms/grid-save.ts';
import { buildTallies } from '../server/measures/tally-keep.ts';
import { dossiersOf, entriesOf, groundSql } from './ground.ts';
import { machine, Page } from './timing.ts';

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '3000000' },
    entries: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '41' },
    state: { type: 'string' },
  },
});
const BUDGET_MS = 200;
const CELLS = 200;
const PERIOD = { from: '2024-09-01', to: '2024-09-30' };
const TODAY = '2024-12-14';
const ALL = { unit_ids: null };
const BY = { actor: { user_id: null, name: 'bench' }, now: new Date(`${TODAY}T02:00:00Z`), scope: ALL };

async function make(owner: Pool): Promise<void> {
  await owner.query(groundSql('ground.sql'));
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await loadRegisters(db);
    await measures.loadPack(db);
    await loadForms(db);
    await wideForm(db);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  await dossiersOf(client, Number(values.dossiers));
  await entriesOf(client, { tenant: 99, count: Number(values.entries), days: 349, leaf_only: false });
  await declarations(client);
  client.release(true);
  await owner.query('vacuum analyze');
  await buildTallies(owner, BY.now);
}

/** The appendix, its rows repeated until there are 200 cells with a figure. */
async function wideForm(db: Db): Promise<void> {
  const { rows: found } = await db.query("select f.layout from forms.form f where f.code = 'CCHC-TK'");
  const { layout } = found[0] as {
    layout: { rows: { key: string; is_heading: boolean; ratio_of?: unknown; sum_of?: unknown }[] };
  };
  const plain = layout.rows.filter((row) => !row.is_heading && !row.ratio_of && !row.sum_of);
  const missing = CELLS - layout.rows.filter((row) => !row.is_heading).length;
  const more = Array.from({ length: missing }, (_, at) => {
    const row = plain[at % plain.length] as (typeof plain)[number];
    return { ...row, key: `${row.key} (${Math.floor(at / plain.length) + 2})` };
  });
  await db.query(
    `insert into forms.form (code, version, valid, name_vi, name_en, layout, source, status)
     values ('RONG', 1, '[2021-01-01,)', 'Biểu rộng', 'Wide form', $1, 'bench', 'to_be_verified')`,
    [JSON.stringify({ ...layout, rows: [...layout.rows, ...more] })],
  );
  await db.query(
    `insert into forms.rule (tenant, form, code, version, valid_from, is_on, body)
     select r.tenant, 'RONG', r.code, r.version, r.valid_from, r.is_on, r.body from forms.rule r where r.form = 'CCHC-TK'`,
  );
}

/** Every declared measure of the form by every unit, over the period and the twelve months before it. */
async function declarations(db: Db): Promise<void> {
  const ends = Array.from({ length: 13 }, (_, at) => addMonths('2024-10-01', -at));
  await db.query(
    `insert into measures.declaration (tenant, measure, unit_id, s, e, version, value, decimals, reason, declared_by_name, declared_at)
     select 99, d.name, u.id, case d.definition ->> 'time' when 'at_end' then p.e - 1 when 'since_year_start' then date_trunc('year', p.e - 1)::date
       else (p.e - interval '1 month')::date end, p.e, 1, 20 + (u.id + extract(month from p.e)::int) % 7, 0, 'bench', 'bench', now()
     from measures.definition d cross join org.unit u cross join unnest($1::date[]) as p (e)
     where d.definition ->> 'kind' = 'declared' and d.definition ->> 'unit' <> 'words' and u.tenant = 99`,
    [ends],
  );
}

type Taken = { p50: number; p95: number; processor: number };

/** Processor time of this process and of the one connection, in ms: what it takes however busy the machine is. Linux counts it by 10 ms. */
async function spent(pool: Pool): Promise<number> {
  const { rows } = await pool.query('select pg_backend_pid() as pid');
  const stat = fs.readFileSync(`/proc/${rows[0].pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const { user, system } = process.cpuUsage();
  return (Number(stat[11]) + Number(stat[12])) * 10 + (user + system) / 1000;
}

async function taken(pool: Pool, work: () => Promise<unknown>): Promise<Taken> {
  for (let turn = 0; turn < 3; turn += 1) await work();
  const times: number[] = [];
  const before = await spent(pool);
  for (let turn = 0; turn < Number(values.runs); turn += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  const processor = ((await spent(pool)) - before) / times.length;
  times.sort((a, b) => a - b);
  return {
    p50: times[Math.floor(times.length / 2)] as number,
    p95: times[Math.ceil(times.length * 0.95) - 1] as number,
    processor,
  };
}

async function measured(pool: Pool, page: Page): Promise<void> {
  page.say('', `${'milliseconds'.padEnd(58)}     p50      p95   budget  processor`);
  const line = async (name: string, work: () => Promise<unknown>) => {
    const { p50, p95, processor } = await taken(pool, work);
    const verdict = p95 <= BUDGET_MS ? 'met' : 'NOT MET';
    page.say(
      `${name.padEnd(58)}${p50.toFixed(0).padStart(8)} ${p95.toFixed(0).padStart(8)} ${BUDGET_MS}  ${verdict.padEnd(7)} ${processor.toFixed(0).padStart(6)}`,
    );
  };
  const reading = (work: (db: Db) => Promise<unknown>) => () => transaction(pool, 'read', work);
  for (const [name, unit] of [
    ['the province', 'H99'],
    ['a district', 'H99.D2'],
    ['a commune', 'H99.X60'],
  ] as const) {
    const ask = { form: 'RONG', unit, ...PERIOD, today: TODAY };
    const { rows, findings, counts } = await transaction(pool, 'read', (db) => grid(db, ask, ALL));
    const cells = rows.filter((row) => row.state !== 'heading').length;
    if (cells !== CELLS || counts.declared < 15 || findings.length < 15) throw new Error(JSON.stringify({ cells, counts }));
    await line(
      `${name}: ${cells} cells with states, ${findings.length} rules, usual ranges`,
      reading((db) => grid(db, ask, ALL)),
    );
    await line(
      `${name}: a declared cell with its twelve periods`,
      reading((db) => cellOf(db, { ...ask, key: '3.2.1' }, ALL)),
    );
    await line(
      `${name}: declared cells × 12 months`,
      reading((db) => byPeriod(db, { ...ask, year: 2024, kind: 'month', regime: 'CAL' }, ALL)),
    );
    await line(
      `${name}: declared cells × units below`,
      reading((db) => byUnit(db, ask, ALL)),
    );
    let version = rows.find((row) => row.key === '3.2.3')?.input?.version ?? 0;
    await line(`${name}: a cell saved`, async () => {
      const cell = { key: '3.2.3', unit, ...PERIOD, value: String(version + 10), version, reason: 'bench' };
      const { versions } = await transaction(pool, 'write', (db) => saveCells(db, 'RONG', [cell], BY));
      version = versions[0] ?? version;
    });
  }
}

const page = new Page('forms');
page.say(...machine());
const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-');
fs.mkdirSync(state, { recursive: true });
fs.chmodSync(state, 0o711);
const is_new = !fs.existsSync(`${state}/data`);
const cluster = await startEmbedded({ state_dir: state });
try {
  await migrate(cluster.url());
  const owner = openPool(cluster.url(), { owner: true, max: 2 });
  const pool = openPool(cluster.url(), { max: 1 });
  if (is_new) await make(owner);
  const { rows } = await owner.query(
    `select (select count(*) from dossiers.version_now) as dossiers, (select count(*) from registers.entry) as entries,
       (select count(*) from measures.declaration) as declarations, (select count(*) from org.unit) as units`,
  );
  const { dossiers, entries, declarations: said, units } = rows[0];
  page.say(`data      ${dossiers} dossiers, ${entries} entries of registers, ${said} declared values, ${units} units`);
  await measured(pool, page);
  await Promise.all([pool.end(), owner.end()]);
} finally {
  await cluster.stop();
  if (!values.state) fs.rmSync(state, { recursive: true, force: true });
}
page.keep();
