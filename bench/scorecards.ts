// Scorecard of 200 units × 120 criteria from the dossiers and the registers of a province.
// `node bench/scorecards.ts [--dossiers 3000000] [--entries 200000] [--state DIR]`; with --state the data is kept and used again.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { addDays } from '#lib/day';
import { openPool, type Pool, transaction } from '#lib/db';
import { startEmbedded } from '#lib/embedded';
import { migrate } from '#lib/migrate';
import type { Db } from '#lib/sql';
import * as measures from '#measures';
import { rebuild } from '#org';
import { type BulkEntry, bulkEntries, loadPack as loadRegisters, registerOn } from '#registers';
import { CriteriaSet, prefills } from '#scorecards';
import { bandOf, sums } from '../server/scorecards/ledger.ts';
import { ranked } from '../server/scorecards/ranking.ts';
import { faultsOf, leaves } from '../server/scorecards/tree.ts';
import { HEAD, line, machine, Page, timed, watchingMemory } from './timing.ts';

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '3000000' },
    entries: { type: 'string', default: '200000' },
    state: { type: 'string' },
  },
});
const DOSSIERS = Number(values.dossiers);
const ENTRIES = Number(values.entries);
const UNITS = 200;
const CRITERIA = 120;
const BUDGET_MS = 5_000;
const YEAR = { from: '2023-12-15', to: '2024-12-14' } as const;
const TODAY = '2024-12-15';
const NOW = new Date('2024-12-15T02:00:00Z');

/** 212 units instead of 141: the province, ten districts and two hundred communes. */
const read = (file: string) =>
  fs
    .readFileSync(path.join(import.meta.dirname, file), 'utf8')
    .replace('generate_series(0, 140)', 'generate_series(0, 211)')
    .replace('3 + floor(139 *', '3 + floor(209 *');

async function make(owner: Pool): Promise<void> {
  await owner.query(read('ground.sql'));
  await transaction(owner, 'write', async (db) => {
    await rebuild(db);
    await loadRegisters(db);
    await measures.loadPack(db);
  });
  const client = await owner.connect();
  // Rows come from one statement over rows that exist, so references are not checked one by one.
  await client.query('set session_replication_role = replica; select setseed(0.42)');
  for (const statement of read('dossiers.sql')
    .split(/;\n/)
    // Figures are counted from versions; the rows that a desk works on are left out.
    .filter((text) => text.trim() && !text.includes('insert into dossiers.dossier ')))
    await client.query(statement.replaceAll('$1', String(DOSSIERS)));
  client.release(true);
  await entries(owner);
  await owner.query('vacuum analyze');
}

async function entries(owner: Pool): Promise<void> {
  const units = (await owner.query("select id, tenant from org.unit where kind = 'commune' order by id")).rows as {
    id: number;
    tenant: number;
  }[];
  const outreach = await registerOn(owner, 'outreach', YEAR.from, 99);
  const directive = await registerOn(owner, 'directive', YEAR.from, 99);
  const channels = ['website', 'zalo', 'facebook', 'loudspeaker', 'meeting'];
  const list = Array.from({ length: ENTRIES }, (_, n): BulkEntry => {
    const unit = units[n % units.length] as { id: number; tenant: number };
    const on = addDays(YEAR.from, (n * 7) % 360);
    if (n % 4 === 0)
      return {
        definition: directive,
        unit,
        values: { kind: 'official_letter', number: `${n}/UBND`, issued_on: on, subject: `Văn bản ${n}` },
      };
    return {
      definition: outreach,
      unit,
      values: {
        done_on: on,
        channel: channels[n % 5],
        items: String(1 + (n % 7)),
        listeners: String(n % 300),
        subject: `Nội dung ${n}`,
      },
    };
  });
  const by = { actor: { user_id: null, name: 'bench' }, now: NOW };
  await transaction(owner, 'write', (db) => bulkEntries(db as pg.ClientBase, list, by));
}

/** Half of the criteria from dossiers, a third from registers, the rest expressions over both. */
async function setOf(db: Pool): Promise<CriteriaSet> {
  const { all } = await measures.definitionsOn(db, YEAR.to);
  const names = (...kinds: string[]) =>
    all
      .map((one) => one.definition)
      .filter((one) => kinds.includes(one.kind))
      .map((one) => one.name);
  const [dossiers, registers] = [names('count', 'ratio'), names('entries')];
  const at = (list: readonly string[], n: number) => list[n % list.length] as string;
  const ruleOf = (n: number): object => {
    if (n % 6 < 3) return { type: 'ratio', measure: at(dossiers, n), full: '80', floor: '10' };
    if (n % 6 < 5) return { type: 'count', measure: at(registers, n), points_each: '0.05' };
    return { type: 'expression', expression: `min(1, [${at(dossiers, n)}] / max(1, [${at(registers, n)}]))` };
  };
  const areas = Array.from({ length: 8 }, (_, a) => ({
    code: `${a + 1}`,
    name_vi: `Lĩnh vực ${a + 1}`,
    max_points: '15',
    children: Array.from({ length: CRITERIA / 8 }, (_, c) => ({
      code: `${a + 1}.${c + 1}`,
      name_vi: `Tiêu chí ${a + 1}.${c + 1}`,
      max_points: '1',
      rule: ruleOf(a * 15 + c),
    })),
  }));
  const set = CriteriaSet.parse({
    code: 'do-thu',
    version: 1,
    kind: 'reform_index',
    level: 'commune',
    name_vi: 'Bộ đo thử',
    name_en: 'Bench set',
    valid_from: '2023-01-01',
    is_official: false,
    max_points: '120',
    bands: [{ key: 'A', label_vi: 'A', label_en: 'A', at_least: '50' }],
    tie_rule: ['1', '2'],
    source: 'bench',
    areas,
  });
  const faults = faultsOf(set, new Set([...dossiers, ...registers]));
  if (faults.length > 0 || leaves(set).length !== CRITERIA) throw new Error(JSON.stringify(faults.slice(0, 3)));
  return set;
}

/** The whole table of a round: points of every criterion of every unit, sums, bands, ranks. */
async function scorecard(db: Db, set: CriteriaSet, units: { id: number; code: string }[]) {
  const filled = await prefills(db, { set, unit: 'H99', units, ...YEAR, today: TODAY });
  const rows = units.map((unit) => {
    const given = new Map(
      [...(filled.get(unit.code) ?? [])].map(([code, one]) => [code, { value: one.value, is_estimate: false }]),
    );
    const made = sums(set, given);
    const parts = new Map([...made.parts].map(([code, sum]) => [code, sum.achieved]));
    return {
      unit_id: unit.id,
      counted: made.total.counted,
      percent: made.total.percent,
      parts,
      band: bandOf(set.bands, made.total.percent),
      scored: made.total.scored,
    };
  });
  return ranked(rows, set.tie_rule);
}

async function main(): Promise<void> {
  const page = new Page('scorecards');
  page.say(...machine());
  const state = values.state ?? fs.mkdtempSync('/tmp/motcua-bench-');
  fs.chmodSync(state, 0o711);
  const cluster = await startEmbedded({ state_dir: state });
  try {
    const is_new = (await migrate(cluster.url())).length > 0;
    const owner = openPool(cluster.url(), { owner: true, max: 2 });
    const pool = openPool(cluster.url(), { max: 2 });
    if (is_new) await make(owner);
    const { rows } = await owner.query("select id, code from org.unit where kind = 'commune' order by id");
    const units = rows as { id: number; code: string }[];
    const counted = await owner.query(
      'select (select count(*)::int from dossiers.version_now) as dossiers, (select count(*)::int from registers.entry_version) as entries',
    );
    const held = counted.rows[0] as { dossiers: number; entries: number };
    page.say(
      `data      ${held.dossiers.toLocaleString('en')} dossiers, ${held.entries.toLocaleString('en')} register entries, ${units.length} communes`,
    );
    if (units.length !== UNITS) throw new Error(`${units.length} communes`);
    const set = await setOf(pool);
    const floor = await timed('floor', () =>
      pool.query('select (select count(*) from dossiers.version_now) + (select count(*) from registers.entry_version)'),
    );
    const { result, rss_mb } = await watchingMemory(async () => [
      await timed(
        `scorecard of ${UNITS} units × ${CRITERIA} criteria`,
        () => transaction(pool, 'read', (db) => scorecard(db, set, units)),
        { runs: 5, budget_ms: BUDGET_MS, floor_ms: floor.p50 },
      ),
    ]);
    const places = await transaction(pool, 'read', (db) => scorecard(db, set, units));
    const scored = places.reduce((sum, one) => sum + one.scored, 0);
    page.say('', HEAD, ...result.map(line));
    page.say('', 'floor: count(*) over the same dossiers and entries, same connection, same run');
    page.say(
      `computed: ${scored} of ${UNITS * CRITERIA} points; first ${places[0]?.percent}, last ${places.at(-1)?.percent} hundredths of a per cent; at most ${rss_mb} MB`,
    );
    await Promise.all([pool.end(), owner.end()]);
  } finally {
    await cluster.stop();
    if (!values.state) fs.rmSync(state, { recursive: true, force: true });
  }
  page.keep();
}

await main();
