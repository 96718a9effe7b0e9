import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, type Day } from '#lib/day';
import { transaction } from '#lib/db';
import * as measures from '#measures';
import { tree } from '#org';
import { testDb } from '../../test/db.ts';
import { dice, keepVersions, madeVersions, makeGround, TREE_DAYS } from '../../test/versions.ts';
import { compileCells } from './compile.ts';

// What must hold between figures, whatever the dossiers are.

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
await makeGround(owner);
await transaction(owner, 'write', async (db) => {
  await measures.loadPack(db);
  await keepVersions(db, madeVersions(3000, 77));
});

type Values = measures.Figures['measures'];
type Ask = Omit<measures.FiguresAsk, 'unit' | 'from' | 'to'>;
const figures = (unit: string, from: Day, to: Day, more: Ask = {}) =>
  measures.figures(pool, { unit, from, to, ...more }, EVERYTHING);
const n = (values: Values, name: string) => values[name]?.value as number;
const definitions = await measures.definitionsOn(pool, '2024-06-01');
const COUNTS = definitions.all.filter((one) => one.definition.kind === 'count').map((one) => one.definition.name);

/** Every count of the rows added up equals that of the whole, digest included. */
function assertParts(rows: readonly Values[], whole: Values, what: string): void {
  for (const name of COUNTS) {
    const sum = rows.reduce((so_far, row) => so_far + n(row, name), 0);
    const digest = rows.reduce((so_far, row) => measures.joinDigests(so_far, row[name]?.digest as string), measures.EMPTY_DIGEST);
    assert.equal(sum, whole[name]?.value, `${name} ${what}`);
    assert.equal(digest, whole[name]?.digest, `digest of ${name} ${what}`);
  }
}

test('what is pending when a period ends is carried over into the next, digest included', async () => {
  const roll = dice(3);
  for (let turn = 0; turn < 60; turn += 1) {
    const from = addDays('2023-01-01', Math.floor(roll() * 900));
    const to = addDays(from, Math.floor(roll() * 40));
    const next = addDays(to, 1);
    const before = await figures('TINH', from, to, { group_by: ['sector'], digest: true });
    const after = await figures('TINH', next, addDays(next, Math.floor(roll() * 40)), { group_by: ['sector'], digest: true });
    const pending = before.groups
      ?.filter((g) => n(g.measures, 'pending') > 0)
      .map((g) => [g.key.sector?.code, g.measures.pending]);
    const carried = after.groups
      ?.filter((g) => n(g.measures, 'carried_over') > 0)
      .map((g) => [g.key.sector?.code, g.measures.carried_over]);
    assert.deepEqual(carried, pending, `${from} ${to}`);
    assert.equal(after.measures.carried_over?.digest, before.measures.pending?.digest);
  }
});

test('what was received is resolved, pending, or withdrawn and stopped; each total is the sum of its kinds', async () => {
  const roll = dice(4);
  for (let turn = 0; turn < 60; turn += 1) {
    const from = addDays('2023-01-01', Math.floor(roll() * 900));
    const { groups = [] } = await figures('TINH', from, addDays(from, Math.floor(roll() * 370)), {
      group_by: ['unit', 'channel'],
      unit_rows: 'each',
    });
    assert.ok(groups.length > 3);
    for (const { measures: m } of groups) {
      assert.equal(n(m, 'received'), n(m, 'resolved') + n(m, 'pending') + n(m, 'withdrawn_refused'));
      assert.equal(n(m, 'received'), n(m, 'carried_over') + n(m, 'new'));
      assert.equal(n(m, 'new'), n(m, 'new_counter') + n(m, 'new_online') + n(m, 'new_post'));
      assert.equal(n(m, 'new_direct'), n(m, 'new_counter') + n(m, 'new_post'));
      const kinds = n(m, 'resolved_early') + n(m, 'resolved_on_time') + n(m, 'resolved_overdue') + n(m, 'resolved_undated');
      assert.equal(n(m, 'resolved'), kinds);
      assert.equal(n(m, 'resolved_in_time'), n(m, 'resolved_early') + n(m, 'resolved_on_time'));
      assert.equal(n(m, 'pending'), n(m, 'pending_in_time') + n(m, 'pending_overdue'));
    }
  }
});

for (const day of TREE_DAYS) {
  test(`in the tree of ${day} every unit is itself and what is below it`, async () => {
    const from = '2022-11-01';
    const to = addDays(day, 40);
    for (const unit of await tree(pool, day)) {
      const all = await figures(unit.code, from, to, { group_by: ['unit'], digest: true });
      const own = await figures(unit.code, from, to, { scope: 'own', digest: true });
      const below = await figures(unit.code, from, to, { scope: 'below', digest: true });
      assertParts([own.measures, below.measures], all.measures, `own and below of ${unit.code}`);
      assertParts(
        (all.groups ?? []).map((group) => group.measures),
        all.measures,
        `children of ${unit.code}`,
      );
      for (const { key, measures: row } of (all.groups ?? []).filter((group) => group.key.unit?.depth === 1)) {
        const child = await figures(key.unit?.code as string, from, to, { digest: true });
        assert.deepEqual(child.measures, row, `${key.unit?.code} below ${unit.code}`);
      }
    }
  });
}

test('sums over sectors, channels, levels, procedures and units are the whole', async () => {
  const ask = ['2023-04-10', '2025-08-20'] as const;
  const whole = await figures('TINH', ...ask, { digest: true });
  assert.ok(n(whole.measures, 'received') > 2000);
  for (const group_by of [['sector'], ['channel'], ['level'], ['procedure'], ['sector', 'channel', 'level']] as const) {
    const { groups = [] } = await figures('TINH', ...ask, { group_by, digest: true });
    assert.ok(groups.length > 2);
    assertParts(
      groups.map((group) => group.measures),
      whole.measures,
      `by ${group_by}`,
    );
  }
  const each = await figures('TINH', ...ask, { group_by: ['unit', 'sector'], unit_rows: 'each', digest: true });
  assertParts(
    (each.groups ?? []).map((group) => group.measures),
    whole.measures,
    'by unit and sector',
  );
});

test('the whole tree with sums: each row equals its unit asked alone', async () => {
  const table = await figures('TINH', '2024-01-01', '2024-12-31', { group_by: ['unit'], unit_rows: 'tree', digest: true });
  assert.deepEqual(
    table.groups?.map((group) => [group.key.unit?.code, group.key.unit?.depth]),
    [
      ['TINH', 0],
      ['HUYEN.1', 1],
      ['XA.M', 2],
      ['HUYEN.2', 1],
      ['XA.C', 2],
      ['XA.D', 2],
    ],
  );
  for (const { key, measures: row } of table.groups ?? []) {
    assert.deepEqual(row, (await figures(key.unit?.code as string, '2024-01-01', '2024-12-31', { digest: true })).measures);
  }
});

test('months in one statement equal each month asked alone, by both regimes', async () => {
  for (const regime of ['CAL', 'ND09'] as const) {
    const table = await figures('TINH', '2023-12-15', '2024-12-14', { group_by: ['month', 'sector'], regime, digest: true });
    const months = [...new Set((table.groups ?? []).map((group) => group.key.month?.from as string))].sort();
    assert.equal(months.length, regime === 'ND09' ? 12 : 13);
    assert.equal(months.at(-1), regime === 'ND09' ? '2024-11-15' : '2024-12-01');
    for (const from of months) {
      const rows = (table.groups ?? []).filter((group) => group.key.month?.from === from);
      const alone = await figures('TINH', from, rows[0]?.key.month?.to as string, { group_by: ['sector'], digest: true });
      const bySector = (groups: typeof rows) =>
        Object.fromEntries(groups.map((group) => [group.key.sector?.code, group.measures]));
      assert.deepEqual(bySector(rows), bySector(alone.groups ?? []));
    }
  }
});

test('cells of many periods hold the same numbers as figures asked one by one', async () => {
  const periods = [
    { s: '2024-01-15', e: '2024-02-15' },
    { s: '2024-02-15', e: '2024-03-15' },
    { s: '2024-03-15', e: '2024-06-15' },
  ];
  const table = await measures.cells(pool, { unit: 'TINH', periods, group_by: ['unit', 'sector'], digest: true }, EVERYTHING);
  const rows = Array.from({ length: table.length }, (_, row) => row);
  assert.ok(rows.length > 30);
  for (const [position, { s, e }] of periods.entries()) {
    const alone = await figures('TINH', s, addDays(e, -1), { digest: true });
    for (const [at, name] of table.counts.entries()) {
      const mine = rows.filter((row) => table.period(row) === position);
      const sum = mine.reduce((so_far, row) => so_far + table.value(row, at), 0);
      const digest = mine.reduce((so_far, row) => measures.joinDigests(so_far, table.digest(row, at)), measures.EMPTY_DIGEST);
      assert.deepEqual([sum, digest], [alone.measures[name]?.value, alone.measures[name]?.digest], `${name} ${s}`);
    }
  }
  const one = await measures.cells(
    pool,
    { unit: 'TINH', periods: periods.slice(0, 1), group_by: ['sector'], measures: ['new'] },
    EVERYTHING,
  );
  assert.equal(one.id(0, 0) > 0 && one.period(0), 0);
  assert.throws(() => one.digest(0, 0), RangeError);
  assert.throws(() => one.value(one.length, 0), RangeError);
});

test('a statement that fails is told to whoever asked, of a pool or of a client', async () => {
  const wrong = { text: 'select 1 / 0', values: [] };
  await assert.rejects(new measures.CellTable([], ['new']).read(pool, wrong), /division by zero/);
  const inside = transaction(pool, 'read', (db) => new measures.CellTable([], ['new']).read(db, wrong));
  await assert.rejects(inside, /division by zero/);
});

test('both ways of counting, straight and folded, give the same cells and digests', async () => {
  const counts = definitions.countsFor(COUNTS);
  const periods = [
    { s: '2023-02-15', e: '2024-02-15', as_of: '2024-02-01' },
    { s: '2024-07-01', e: '2024-07-08', as_of: '2024-07-08' },
  ];
  for (const group_by of [[], ['unit'], ['sector', 'channel', 'level', 'procedure']] as const) {
    const ask = { counts, periods, group_by, where: { unit_ids: null, known_at: new Date('2024-09-01') }, digest: true };
    const rowsOf = async (way: 'straight' | 'folded') => {
      const { rows } = await pool.query({ ...compileCells(ask, way), rowMode: 'array' });
      return rows.map((row) => JSON.stringify(row)).sort();
    };
    const rows = await rowsOf('folded');
    assert.ok(rows.length >= 2);
    assert.deepEqual(rows, await rowsOf('straight'));
  }
});

test('as known at a moment: later corrections do not change what was computed then', async () => {
  const period = ['2024-05-01', '2024-05-31'] as const;
  const moment = new Date('2026-03-01T00:00:00Z');
  const before = await figures('TINH', ...period, { group_by: ['sector', 'channel'], digest: true });
  await transaction(owner, 'write', async (db) => {
    const corrected = await db.query(
      `update dossiers.version v set known_to = '2026-04-01' where v.known_to = 'infinity' and v.dossier_id % 5 = 0 and v.received_on < '2024-06-01'`,
    );
    assert.ok((corrected.rowCount ?? 0) > 100);
    await db.query(
      `insert into dossiers.version (tenant, sector_id, competent_unit_id, received_on, channel, outcome, timeliness, online_level, papers_state, result_state,
         level, is_no_writing, is_interlinked, procedure_id, dossier_id, receiving_unit_id, known_from, known_to, due_on, closed_on, paused_on)
       select v.tenant, v.sector_id, v.competent_unit_id, v.received_on - 1, 3, v.outcome, v.timeliness, v.online_level, 2, v.result_state,
         v.level, v.is_no_writing, v.is_interlinked, v.procedure_id, v.dossier_id, v.receiving_unit_id, '2026-04-01', 'infinity', v.due_on, v.closed_on, v.paused_on
       from dossiers.version v where v.known_to = '2026-04-01'`,
    );
  });
  const then = await figures('TINH', ...period, { group_by: ['sector', 'channel'], digest: true, known_at: moment });
  const now = await figures('TINH', ...period, { group_by: ['sector', 'channel'], digest: true });
  assert.deepEqual(then, before);
  assert.notDeepEqual(now.measures, before.measures);
  const list = await measures.records(
    pool,
    { unit: 'TINH', from: period[0], to: period[1], measure: 'new', known_at: moment },
    EVERYTHING,
  );
  assert.equal(list.digest, before.measures.new?.digest);
});
