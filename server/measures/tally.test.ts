import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, type Day } from '#lib/day';
import { transaction } from '#lib/db';
import * as measures from '#measures';
import { testDb } from '../../test/db.ts';
import { codeOfUnit, dice, keepVersions, madeVersions, makeGround, UNITS } from '../../test/versions.ts';
import { compileCells } from './compile.ts';
import { type Condition, type Count, TIMES } from './definition.ts';
import { BOUNDS, DAYS } from './facts.ts';
import { tallied } from './tally.ts';
import { columnsFor, holdsFor, keyOf, partsOf } from './tally-columns.ts';
import { allCounts, buildTallies, foldTallies } from './tally-keep.ts';

// What the tallies answer is what the pass over the dossiers answers, whatever was written since they were made.

const { pool, owner } = await testDb();
const { units } = await makeGround(owner);
const versions = madeVersions(1200, 411);
await transaction(owner, 'write', async (db) => {
  await measures.loadPack(db);
  await keepVersions(db, versions);
});
const SHIPPED = await allCounts(pool);
await drawn(60);
const COUNTS = await allCounts(pool);
const NOW = new Date('2026-01-05T02:00:00Z');
await buildTallies(pool, NOW);

type Bounds = { s: Day; e: Day; as_of: Day };

/** The measures' own answer: by unit, period and count. */
async function counted(counts: readonly Count[], periods: readonly Bounds[], unit_ids: readonly number[] | null) {
  const { text, values } = compileCells({ counts, periods, group_by: ['unit'], where: { unit_ids } });
  const { rows } = await pool.query({ text, values, rowMode: 'array' });
  const found = new Map<number, number[][]>();
  for (const [position, unit, n] of rows as [number, number, number[]][]) {
    const own = found.get(unit) ?? periods.map(() => counts.map(() => 0));
    own[position] = n;
    found.set(unit, own);
  }
  return found;
}

/** Definitions drawn by lot, of all a definition may say, as far as they are sums over days. */
async function drawn(wanted: number): Promise<void> {
  const roll_here = dice(5150);
  const one = <T>(of: readonly T[]): T => of[Math.floor(roll_here() * of.length)] as T;
  const condition = (depth: number): Condition => {
    const kind =
      depth === 0 ? one(['is', 'compare', 'compare'] as const) : one(['all', 'any', 'not', 'is', 'compare', 'compare'] as const);
    if (kind === 'not') return { op: 'not', of: condition(depth - 1) };
    if (kind === 'is') return { op: 'is', field: 'channel', value: one(['direct', 'online', 'post']) };
    if (kind === 'compare')
      return {
        op: 'compare',
        left: one(DAYS),
        than: one(['<', '<=', '>', '>='] as const),
        right: one([...DAYS, ...BOUNDS, ...BOUNDS]),
      };
    return { op: kind, of: [condition(depth - 1), condition(depth - 1)] };
  };
  let kept = 0;
  while (kept < wanted) {
    const count = { time: one(TIMES), where: condition(2) };
    if (!partsOf(count)) continue;
    kept += 1;
    const said = { label_vi: 'x', label_en: 'x', definition_vi: 'x', definition_en: 'x', source: 'test', status: 'approved' };
    const definition = { name: `drawn_${kept}`, kind: 'count', unit: 'dossier', ...said, ...count, position: 1000 + kept };
    await owner.query(
      `insert into measures.definition (name, version, valid, definition, def_hash, source, status) values ($1, 1, '(,)', $2, $1, 'test', 'approved')`,
      [definition.name, JSON.stringify(definition)],
    );
  }
}

const isSome = (all: readonly number[][]) => all.some((of_period) => of_period.some((n) => n !== 0));
const shown = (found: ReadonlyMap<number, number[][]>) => [...found].filter(([, all]) => isSome(all)).sort(([a], [b]) => a - b);

const roll = dice(2027);
const below = (n: number) => Math.floor(roll() * n);
function somePeriods(): Bounds[] {
  return Array.from({ length: 1 + below(5) }, () => {
    const s = addDays('2022-09-15', below(1300));
    const e = roll() < 0.3 ? `${addDays(s, 40 * below(12) + 32).slice(0, 8)}01` : addDays(s, 1 + below(roll() < 0.5 ? 40 : 500));
    return { s, e, as_of: e };
  });
}

async function assertEqual(what: string, turns: number): Promise<void> {
  let hit = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const periods = somePeriods();
    const unit_ids = roll() < 0.3 ? null : Object.values(units).filter(() => roll() < 0.5);
    const got = await tallied(pool, { counts: COUNTS, periods, unit_ids });
    const expected = shown(await counted(COUNTS, periods, unit_ids));
    assert.ok(got, `${what}: the tallies answer`);
    assert.deepEqual(shown(got), expected, `${what} ${JSON.stringify(periods)}`);
    hit += expected.length;
  }
  assert.ok(hit > turns, `${what}: too few units had anything`);
}

/** Writes a version that replaces what was known of a dossier, as an act does. */
async function correct(dossier_id: number, change: string): Promise<void> {
  await transaction(owner, 'write', async (db) => {
    await db.query("update dossiers.version v set known_to = '2026-02-01' where v.known_to = 'infinity' and v.dossier_id = $1", [
      dossier_id,
    ]);
    await db.query(
      `insert into dossiers.version (tenant, sector_id, competent_unit_id, received_on, channel, outcome, timeliness, online_level, papers_state, result_state,
         level, is_no_writing, is_interlinked, due_on, paused_on, procedure_id, dossier_id, receiving_unit_id, known_from, known_to, closed_on, marks)
       select v.tenant, v.sector_id, v.competent_unit_id, v.received_on, v.channel, v.outcome, v.timeliness, v.online_level, v.papers_state, v.result_state,
         v.level, v.is_no_writing, v.is_interlinked, v.due_on, v.paused_on, v.procedure_id, v.dossier_id, v.receiving_unit_id, '2026-02-01', 'infinity',
         v.closed_on, v.marks
       from dossiers.version v where v.known_to = '2026-02-01' and v.dossier_id = $1`,
      [dossier_id],
    );
    await db.query(`update dossiers.version v set ${change} where v.known_to = 'infinity' and v.dossier_id = $1`, [dossier_id]);
  });
}

test('every count of the packs is a sum over days', () => {
  assert.equal(SHIPPED.length, 49);
  for (const count of SHIPPED) assert.ok(partsOf(count), count.name);
  assert.equal(columnsFor(SHIPPED).length, 49);
});

test('units and periods drawn by lot, right after counting anew', () => assertEqual('built', 30));

test('corrections, new dossiers, dossiers that are gone: before and after they are added up', async () => {
  const { rows } = await owner.query('select count(*)::int as n from measures.tally_change');
  assert.equal(rows[0].n, 0);
  const CHANGES = [
    'closed_on = v.received_on + 3, outcome = 1, timeliness = 1, paused_on = null',
    'closed_on = null, outcome = 0, timeliness = 0',
    'due_on = v.received_on + 5, paused_on = v.received_on + 4',
    'received_on = v.received_on - 40',
    'channel = 2, online_level = 2, papers_state = 2',
    `competent_unit_id = ${units['xa-c']}`,
    'due_on = null',
  ];
  for (let turn = 0; turn < 6; turn += 1) {
    for (let n = 0; n < 8; n += 1) {
      const { rowCount } = await owner.query('select from dossiers.version_now v where v.dossier_id = $1', [
        turn * 100 + n * 3 + 1,
      ]);
      if (rowCount) await correct(turn * 100 + n * 3 + 1, CHANGES[(turn + n) % CHANGES.length] as string);
    }
    const more = madeVersions(1300 + turn * 20, 411).filter((one) => one.dossier_id > 1280 + turn * 20);
    await transaction(owner, 'write', (db) => keepVersions(db, more));
    await owner.query('delete from dossiers.version v where v.dossier_id = $1', [900 + turn]);
    await assertEqual(`turn ${turn}, not added`, 5);
    if (turn % 2 === 1) {
      assert.equal(await foldTallies(pool), 'added');
      await assertEqual(`turn ${turn}, added`, 5);
    }
  }
  assert.equal((await owner.query('select count(*)::int as n from measures.tally_change')).rows[0].n, 0);
});

test('a change that is rolled back changes nothing', async () => {
  const periods = [{ s: '2023-01-01', e: '2024-01-01', as_of: '2024-01-01' }];
  const before = shown((await tallied(pool, { counts: COUNTS, periods, unit_ids: null })) as Map<number, number[][]>);
  await assert.rejects(
    transaction(owner, 'write', async (db) => {
      await db.query("delete from dossiers.version v where v.received_on < '2023-06-01' and v.dossier_id % 9 = 0");
      throw new Error('given up');
    }),
    /given up/,
  );
  assert.deepEqual(shown((await tallied(pool, { counts: COUNTS, periods, unit_ids: null })) as Map<number, number[][]>), before);
});

test('what is written while everything is counted anew is neither lost nor counted twice', async () => {
  let is_written = false;
  await buildTallies(pool, NOW, async (done) => {
    if (done !== 2) return;
    is_written = true;
    await correct(502, `competent_unit_id = ${units['xa-d']}`);
    await owner.query('delete from dossiers.version v where v.dossier_id = 505');
    assert.equal(await foldTallies(pool), 'busy');
  });
  assert.ok(is_written);
  await assertEqual('written meanwhile', 6);
  assert.equal(await foldTallies(pool), 'added');
  await assertEqual('and added', 6);
});

test('a large load, a truncation, another set of measures: not believed until counted anew', async () => {
  const periods = [{ s: '2023-01-01', e: '2023-02-01', as_of: '2023-02-01' }];
  const ask = { counts: COUNTS, periods, unit_ids: null };
  const doubted = async (what: string) => {
    assert.equal(await tallied(pool, ask), null, what);
    assert.equal(await foldTallies(pool), 'missing', what);
    await buildTallies(pool, NOW);
    await assertEqual(what, 4);
  };
  const many = madeVersions(5000, 5).map((one) => ({ ...one, dossier_id: one.dossier_id + 10_000 }));
  await transaction(owner, 'write', (db) => keepVersions(db, many));
  await doubted('a load of thousands');
  await owner.query("update dossiers.version v set is_interlinked = true where v.known_to = 'infinity'");
  await doubted('thousands changed by one statement');
  await owner.query(
    'update measures.definition set definition = jsonb_set(definition, \'{where}\', \'{"op":"is","field":"channel","value":"post"}\') where name = \'new_direct\'',
  );
  assert.equal(await foldTallies(pool), 'missing');
  await transaction(owner, 'write', (db) => measures.loadPack(db));
  assert.equal(await foldTallies(pool), 'added');
  await owner.query('delete from measures.tally_state');
  await doubted('the tallies are deleted');
  await transaction(owner, 'write', async (db) => {
    await db.query('truncate dossiers.version');
    await keepVersions(db, madeVersions(300, 9));
  });
  await doubted('everything is gone');
});

test('values of units read from the tallies are those counted from the dossiers, for each reader', async () => {
  const NAMES = (await measures.definitionsOn(pool, '2024-06-01', null, ['count', 'ratio'])).names('count', 'ratio');
  const refusal = (error: { code?: string }) => (error.code?.startsWith('org.') ? error.code : Promise.reject(error));
  const answers = async () => {
    const roll_here = dice(88);
    const all = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const to = addDays('2023-01-01', Math.floor(roll_here() * 1000));
      const from = addDays(to, -Math.floor(roll_here() * 370));
      const alive = UNITS.filter((unit) => (unit.born ?? '2000-01-01') <= to && (unit.died === undefined || unit.died > to));
      const unit = codeOfUnit((alive[Math.floor(roll_here() * alive.length)] as (typeof UNITS)[number]).code);
      const access = { unit_ids: roll_here() < 0.4 ? null : Object.values(units).filter(() => roll_here() < 0.8) };
      const ask = { unit, from, to, measures: NAMES, digest: false };
      const one = await measures.valuesByUnit(pool, { ...ask, units: 'tree' }, access).catch(refusal);
      const periods = [
        { s: addDays(from, -30), e: from },
        { s: from, e: addDays(to, 1) },
      ];
      const two = await measures.seriesByUnit(pool, { unit, measures: NAMES, periods }, access).catch(refusal);
      all.push([unit, from, to, one, two]);
    }
    return all;
  };
  await buildTallies(pool, NOW);
  const from_tallies = await answers();
  assert.ok(
    from_tallies.some((row) => row[3] === 'org.unit_unknown'),
    'some reader may not see',
  );
  await owner.query('delete from measures.tally_state');
  assert.deepEqual(await answers(), from_tallies);
});

test('the nightly comparison finds what was tampered with, by unit, period and measure', async () => {
  await buildTallies(pool, NOW);
  const sound = await measures.compareTallies(pool, '2026-01-05');
  assert.deepEqual(sound.differences, []);
  assert.ok(sound.periods > 60 && sound.figures > 10_000, `${sound.periods} ${sound.figures}`);
  const unit_id = units['xa-d'] as number;
  const of_may = { s: '2023-05-01', e: '2023-06-01', as_of: '2023-06-01' };
  const places = columnsFor(COUNTS).map(keyOf);
  const received = places.indexOf(keyOf({ kind: 'received', where: null })) + 1;
  await owner.query(
    `update measures.tally set n[${received}] = n[${received}] + 3 where unit_id = $1 and day = '2023-05-01' and is_month`,
    [unit_id],
  );
  const { differences } = await measures.compareTallies(pool, '2026-01-05');
  const found = differences.filter((one) => one.measure === 'new' && one.s === of_may.s && one.e === of_may.e);
  const counted_then = (await counted([COUNTS.find((one) => one.name === 'new') as Count], [of_may], [unit_id])).get(
    unit_id,
  )?.[0]?.[0] as number;
  assert.deepEqual(found, [
    { unit_id, s: of_may.s, e: of_may.e, measure: 'new', tallied: counted_then + 3, counted: counted_then },
  ]);
  await transaction(pool, 'write', (db) => measures.keepComparison(db, NOW, { periods: 1, figures: 1, differences }));
  const { rows } = await owner.query('select s.differences from measures.tally_state s');
  assert.equal(rows[0].differences, differences.length);
});

test('a running period is judged by today and counted from the dossiers', () => {
  const overdue = COUNTS.find((one) => one.name === 'pending_overdue') as Count;
  const parts = partsOf(overdue);
  assert.ok(parts);
  assert.equal(holdsFor(parts, { s: '2024-05-01', e: '2024-06-01', as_of: '2024-05-12' }), false);
  assert.equal(holdsFor(parts, { s: '2024-05-01', e: '2024-06-01', as_of: '2024-06-01' }), true);
});

test('what looks at both ends of a period is no sum over days', () => {
  const within = { op: 'compare', left: 'closed_on', than: '<', right: 'period_end' } as const;
  assert.equal(partsOf({ time: 'received_in', where: within }), null);
  const since = { op: 'compare', left: 'due_on', than: '>=', right: 'period_start' } as const;
  assert.equal(partsOf({ time: 'open_at_end', where: since }), null);
  assert.deepEqual(partsOf({ time: 'open_at_start', where: since })?.parts.length, 1);
});
