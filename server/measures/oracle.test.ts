import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, type Day } from '#lib/day';
import { transaction } from '#lib/db';
import * as measures from '#measures';
import { unitsFor } from '#org';
import { testDb } from '../../test/db.ts';
import { codeOfUnit, dice, keepVersions, madeVersions, makeGround, SECTORS, UNITS, type Version } from '../../test/versions.ts';
import { compileRecords } from './compile.ts';

// Measures against a second reading of their meaning: plain predicates over the same made-up versions, written without the compiler.

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };

const versions = madeVersions(4000);
const { units } = await makeGround(owner);
await transaction(owner, 'write', async (db) => {
  await measures.loadPack(db);
  await keepVersions(db, versions);
});

type Read = (v: Version, s: Day, e: Day) => boolean;
const isNew: Read = (v, s, e) => v.received_on >= s && v.received_on < e;
const closedIn: Read = (v, s, e) => v.closed_on !== null && v.closed_on >= s && v.closed_on < e;
const carried: Read = (v, s) => v.received_on < s && (v.closed_on === null || v.closed_on >= s);
const open: Read = (v, _, e) => v.received_on < e && (v.closed_on === null || v.closed_on >= e);
const late: Read = (v, _, e) => v.due_on !== null && v.due_on < e && !(v.paused_on !== null && v.paused_on <= v.due_on);

const resolved: Read = (v, s, e) => closedIn(v, s, e) && v.outcome === 1;
// Marks by division, not by the bits of the definition: places are those of the table's comment.
const extended = (v: Version) => v.marks % 2 === 1;
const apology = (v: Version) => Math.floor(v.marks / 2) % 4;
const explanation = (v: Version) => Math.floor(v.marks / 8) % 4;
const byClick = (v: Version) => Math.floor(v.marks / 64) % 2 === 1;
const cause = (v: Version) => Math.floor(v.marks / 128) % 4;
const fee = (v: Version) => Math.floor(v.marks / 4096) % 8;

const MEANING: Record<string, Read> = {
  carried_over: carried,
  new: isNew,
  new_counter: (v, s, e) => isNew(v, s, e) && v.channel === 1,
  new_online: (v, s, e) => isNew(v, s, e) && v.channel === 2,
  new_post: (v, s, e) => isNew(v, s, e) && v.channel === 3,
  new_direct: (v, s, e) => isNew(v, s, e) && v.channel !== 2,
  received: (v, s, e) => carried(v, s, e) || isNew(v, s, e),
  resolved: (v, s, e) => closedIn(v, s, e) && v.outcome === 1,
  resolved_early: (v, s, e) => closedIn(v, s, e) && v.timeliness === 1,
  resolved_on_time: (v, s, e) => closedIn(v, s, e) && v.timeliness === 2,
  resolved_in_time: (v, s, e) => closedIn(v, s, e) && (v.timeliness === 1 || v.timeliness === 2),
  resolved_overdue: (v, s, e) => closedIn(v, s, e) && v.timeliness === 3,
  resolved_province: (v, s, e) => resolved(v, s, e) && v.level === 1,
  resolved_in_time_province: (v, s, e) => closedIn(v, s, e) && (v.timeliness === 1 || v.timeliness === 2) && v.level === 1,
  resolved_district: (v, s, e) => resolved(v, s, e) && v.level === 2,
  resolved_in_time_district: (v, s, e) => closedIn(v, s, e) && (v.timeliness === 1 || v.timeliness === 2) && v.level === 2,
  resolved_commune: (v, s, e) => resolved(v, s, e) && v.level === 3,
  resolved_in_time_commune: (v, s, e) => closedIn(v, s, e) && (v.timeliness === 1 || v.timeliness === 2) && v.level === 3,
  resolved_undated: (v, s, e) => closedIn(v, s, e) && v.timeliness === 4,
  pending: open,
  pending_in_time: (v, s, e) => open(v, s, e) && !late(v, s, e),
  pending_overdue: (v, s, e) => open(v, s, e) && late(v, s, e),
  withdrawn_refused: (v, s, e) => closedIn(v, s, e) && (v.outcome === 2 || v.outcome === 3),
  online_full: (v, s, e) => isNew(v, s, e) && v.channel === 2 && v.online_level === 2,
  online_partial: (v, s, e) => isNew(v, s, e) && v.channel === 2 && v.online_level === 1,
  papers_required: (v, s, e) => isNew(v, s, e) && v.papers_state !== 0,
  papers_digitised: (v, s, e) => isNew(v, s, e) && v.papers_state === 2,
  results_issued: (v, s, e) => closedIn(v, s, e) && v.outcome === 1 && v.result_state !== 0,
  results_digitised: (v, s, e) => closedIn(v, s, e) && v.outcome === 1 && v.result_state === 2,
  no_writing: (v, s, e) => isNew(v, s, e) && v.is_no_writing,
  extended: (v, s, e) => (carried(v, s, e) || isNew(v, s, e)) && extended(v),
  resolved_in_first_promise: (v, s, e) =>
    resolved(v, s, e) && (v.timeliness === 1 || v.timeliness === 2) && Math.floor(v.marks / 32) % 2 === 0,
  apologised: (v, s, e) => resolved(v, s, e) && apology(v) > 0,
  apologised_overdue: (v, s, e) => resolved(v, s, e) && v.timeliness === 3 && apology(v) > 0,
  explained_overdue: (v, s, e) => resolved(v, s, e) && v.timeliness === 3 && explanation(v) > 0,
  explanation_accepted: (v, s, e) => resolved(v, s, e) && v.timeliness === 3 && explanation(v) === 2,
  late_by_click_only: (v, s, e) => resolved(v, s, e) && byClick(v),
  late_by_system: (v, s, e) => resolved(v, s, e) && (v.timeliness === 3 || byClick(v)),
  late_by_click_network_fault: (v, s, e) => closedIn(v, s, e) && byClick(v) && cause(v) === 1,
  late_by_click_habit: (v, s, e) => closedIn(v, s, e) && byClick(v) && cause(v) === 2,
  late_by_click_other: (v, s, e) => closedIn(v, s, e) && byClick(v) && cause(v) === 3,
  reopened: (v, s, e) => (carried(v, s, e) || isNew(v, s, e)) && Math.floor(v.marks / 512) % 2 === 1,
  corrected_by_agency: (v, s, e) => closedIn(v, s, e) && Math.floor(v.marks / 1024) % 2 === 1,
  fee_bearing: (v, s, e) => isNew(v, s, e) && fee(v) !== 0,
  payments: (v, s, e) => isNew(v, s, e) && [2, 3, 4].includes(fee(v)),
  payments_online: (v, s, e) => isNew(v, s, e) && fee(v) === 3,
  payments_on_behalf: (v, s, e) => isNew(v, s, e) && fee(v) === 4,
  payments_online_all: (v, s, e) => isNew(v, s, e) && [3, 4].includes(fee(v)),
  reused: (v, s, e) => isNew(v, s, e) && Math.floor(v.marks / 32_768) % 2 === 1,
};
const COUNTS = Object.keys(MEANING);
const now = versions.filter((v) => v.known_to === null);

function counted(of: readonly Version[], s: Day, e: Day): Record<string, number> {
  return Object.fromEntries(COUNTS.map((name) => [name, of.filter((v) => MEANING[name]?.(v, s, e)).length]));
}

test('the pack defines exactly the counts that have a meaning here', async () => {
  const definitions = await measures.definitionsOn(pool, '2024-01-01');
  const counts = definitions.all.map((one) => one.definition).filter((one) => one.kind === 'count');
  assert.deepEqual(counts.map((one) => one.name).sort(), [...COUNTS].sort());
});

test('300 random questions are answered as the plain reading does', async () => {
  const roll = dice(1);
  const one = <T>(of: readonly T[]): T => of[Math.floor(roll() * of.length)] as T;
  const CHANNELS = { direct: 1, online: 2, post: 3 } as const;
  let asked = 0;
  let found = 0;
  while (asked < 300) {
    const to = addDays('2023-01-01', Math.floor(roll() * 1000));
    const from = addDays(to, -Math.floor(roll() * one([5, 40, 370])));
    const alive = UNITS.filter((unit) => (unit.born ?? '2000-01-01') <= to && (unit.died === undefined || unit.died > to));
    const unit = one(alive).code;
    const scope = one(['own', 'below', 'all'] as const);
    const sector = roll() < 0.3 ? one(SECTORS) : undefined;
    const channel = roll() < 0.3 ? one(['direct', 'online', 'post'] as const) : undefined;
    const known_at = roll() < 0.4 ? new Date(`${addDays(to, Math.floor(roll() * 60) - 10)}T06:00:00Z`) : undefined;
    const members = new Set(await unitsFor(pool, { unit_id: units[unit] as number, day: to, scope }));
    const world = known_at ? versions.filter((v) => isKnown(v, known_at)) : now;
    const mine = world.filter(
      (v) =>
        members.has(units[v.unit] as number) &&
        (sector === undefined || v.sector === sector) &&
        (channel === undefined || v.channel === CHANNELS[channel]),
    );
    const { measures: got } = await measures.figures(
      pool,
      { unit: codeOfUnit(unit), from, to, scope, sector, channel, known_at, measures: COUNTS },
      EVERYTHING,
    );
    const expected = counted(mine, from, addDays(to, 1));
    assert.deepEqual(
      Object.fromEntries(COUNTS.map((name) => [name, got[name]?.value])),
      expected,
      `${unit} ${scope} ${from} ${to}`,
    );
    asked += 1;
    found += expected.received ?? 0;
  }
  assert.ok(found > 20_000, `questions hit too few dossiers: ${found}`);
});

function isKnown(v: Version, at: Date): boolean {
  return new Date(v.known_from) <= at && (v.known_to === null || new Date(v.known_to) > at);
}

test('a first page over many units has the rows, number and digest of one over few', async () => {
  const definitions = await measures.definitionsOn(pool, '2024-12-31');
  const bounds = { s: '2023-06-01', e: '2024-02-01', as_of: '2024-02-01' };
  const few = Object.values(units);
  assert.ok(few.length <= 32, 'one scan with the sums on every row');
  for (const known_at of [undefined, new Date('2024-01-10T06:00:00Z')]) {
    const world = known_at ? versions.filter((v) => isKnown(v, known_at)) : now;
    const expected = counted(world, bounds.s, bounds.e);
    for (const name of ['received', 'resolved_early', 'pending', 'reused']) {
      for (const by of ['received_on', 'due_on', 'closed_on'] as const) {
        const page = { sort: { by, descending: by === 'due_on' }, limit: 20, offset: 0, with_digest: true };
        const rowsOver = async (unit_ids: number[] | null) =>
          (await pool.query(compileRecords(definitions.count(name), bounds, { unit_ids, known_at }, page))).rows;
        const many = await rowsOver(null);
        assert.deepEqual(many, await rowsOver(few), `${name} ${by} ${known_at}`);
        assert.equal(many.length, 20);
        assert.equal(many[0].n, expected[name], name);
      }
    }
  }
});

test('more than 10,000 cells equal their lists in number and digest', async () => {
  const hashes = new Map<number, [bigint, bigint]>();
  const { rows } = await pool.query(
    'select v.dossier_id as id, hashint8extended(v.dossier_id, 17)::text as x, hashint8extended(v.dossier_id, 23)::text as y from dossiers.version_now v',
  );
  for (const row of rows) hashes.set(row.id, [BigInt(row.x), BigInt(row.y)]);
  const digestOfIds = (ids: readonly number[]) => {
    const [xor, sum] = ids.reduce(
      ([x, y], id) => [x ^ (hashes.get(id)?.[0] as bigint), y + (hashes.get(id)?.[1] as bigint)] as [bigint, bigint],
      [0n, 0n] as [bigint, bigint],
    );
    return `${ids.length}:${xor}:${sum}`;
  };
  const roll = dice(2);
  let compared = 0;
  let not_empty = 0;
  while (compared < 10_000) {
    const from = addDays('2023-01-01', Math.floor(roll() * 1000));
    const ask = { unit: 'TINH', from, to: addDays(from, Math.floor(roll() * 60)) };
    const table = await measures.figures(
      pool,
      { ...ask, measures: COUNTS, group_by: ['unit', 'sector'], unit_rows: 'each', digest: true },
      EVERYTHING,
    );
    const shown = new Map(
      (table.groups ?? []).map((group) => [`${group.key.unit?.code}/${group.key.sector?.code}`, group.measures]),
    );
    const in_tree = [...new Set((table.groups ?? []).map((group) => group.key.unit?.code as string))];
    for (const measure of COUNTS) {
      for (const code of in_tree) {
        const list = await measures.records(pool, { ...ask, unit: code, scope: 'own', measure }, EVERYTHING);
        const by_sector = Map.groupBy(list.records, (record) => record.sector_code);
        for (const sector of SECTORS) {
          const ids = (by_sector.get(sector) ?? []).map((record) => record.id);
          const cell = shown.get(`${code}/${sector}`)?.[measure] ?? { value: 0, digest: '0:0:0' };
          assert.equal(cell.value, ids.length, `${measure} ${code} ${sector} ${ask.from}`);
          assert.equal(cell.digest, digestOfIds(ids), `${measure} ${code} ${sector} ${ask.from}`);
          compared += 1;
          if (ids.length) not_empty += 1;
        }
        assert.equal(list.digest, digestOfIds(list.records.map((record) => record.id)));
        assert.equal(list.count, list.records.length);
      }
    }
  }
  assert.ok(not_empty > 2_500, `${not_empty} of ${compared} cells with dossiers`);
});
