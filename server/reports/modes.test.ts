import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Edge, factsOf, type Life, placesIn, type Succession, treeVersions } from '../org/tree.ts';
import { type Ground, MODES, type Origin, rowsOf, summedOf } from './modes.ts';

// Kon Tum (1) with the district Kon Rẫy (10: communes 11, 12) becomes part of Quảng Ngãi (2, commune 21) on 1 July; 11 and 12 become 22; 13 is
// split between 22 and 23; the land office of the district (14) ended before the period.
const origin = (unit_id: number, to_unit: number, parent_then: number | null, more: Partial<Origin> = {}): Origin => ({
  unit_id,
  to_unit,
  is_exact: true,
  parent_then,
  is_of_before: false,
  ...more,
});
const GROUND: Ground = {
  superior: 2,
  parent_of: new Map([
    [2, null],
    [21, 2],
    [22, 2],
    [23, 2],
  ]),
  origins: [
    origin(1, 2, null),
    origin(2, 2, null),
    origin(10, 2, 1, { is_exact: false }),
    origin(11, 22, 10),
    origin(12, 22, 10),
    origin(13, 2, 10, { is_exact: false }),
    origin(14, 2, 10, { is_exact: false, is_of_before: true }),
    origin(21, 21, 2),
    origin(22, 22, 2),
    origin(23, 23, 2),
  ],
  listed: new Set([10, 11, 12, 13, 21, 22, 23]),
  common: new Set([2]),
};
const shown = (ground: Ground, mode: (typeof MODES)[number]) =>
  Object.fromEntries(rowsOf(mode, ground).map(({ key, members }) => [key, members]));

test('as reported: units of before and after are rows of their own', () => {
  assert.deepEqual(shown(GROUND, 'as_reported'), {
    own: [1, 2, 14],
    'unit:10': [10],
    'unit:11': [11],
    'unit:12': [12],
    'unit:13': [13],
    'unit:21': [21],
    'unit:22': [22],
    'unit:23': [23],
  });
});

test('mapped: merged units stand at their successor, what was split or dissolved stays without a place', () => {
  assert.deepEqual(shown(GROUND, 'mapped'), {
    own: [1, 2],
    unallocated: [10, 13, 14],
    'unit:22': [11, 12, 22],
    'unit:21': [21],
    'unit:23': [23],
  });
  const bucket = rowsOf('mapped', GROUND).find(({ key }) => key === 'unallocated');
  assert.equal(bucket?.is_comparable, false);
  assert.equal(rowsOf('mapped', GROUND).find(({ key }) => key === 'unit:22')?.is_comparable, true);
});

test('common level: one row, the province', () => {
  assert.deepEqual(shown(GROUND, 'common_level'), { 'level:2': [1, 2, 10, 11, 12, 13, 14, 21, 22, 23] });
  assert.equal(rowsOf('common_level', GROUND)[0]?.is_comparable, true);
});

test('no record is summed twice: the highest report on each way up, and of before and after the one the mode asks for', () => {
  const district = { unit_id: 10, covers: [10, 11, 12, 13], depth: 3, is_ended: true };
  const old_commune = { unit_id: 11, covers: [11], depth: 4, is_ended: true };
  const successor = { unit_id: 22, covers: [11, 12, 22], depth: 1, is_ended: false };
  const other = { unit_id: 21, covers: [21], depth: 1, is_ended: false };
  const all = [old_commune, district, successor, other];
  assert.deepEqual(
    summedOf('mapped', all),
    new Map([
      [21, null],
      [22, null],
      [10, 22],
      [11, 22],
    ]),
  );
  assert.deepEqual(
    summedOf('as_reported', all),
    new Map([
      [10, null],
      [11, 10],
      [21, null],
      [22, 10],
    ]),
  );
});

/** The same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CUT = '2025-07-01';

/** Districts with communes until the cut; communes of after, made of those of before by merger, split or unchanged. */
function history(seed: number) {
  const below = numbers(seed);
  const units: Life[] = [{ id: 1, born: '2000-01-01', died: null }];
  const edges: Edge[] = [];
  const successions: Succession[] = [];
  const put = (id: number, parent: number, born: string, died: string | null) => {
    units.push({ id, born, died });
    edges.push({ child: id, parent, from: born, to: died });
  };
  const districts = Array.from({ length: 1 + below(4) }, (_, at) => 10 + at);
  for (const id of districts) {
    put(id, 1, '2000-01-01', CUT);
    successions.push({ effective: CUT, pred: id, succ: 1, is_exact: false });
  }
  const after = Array.from({ length: 1 + below(6) }, (_, at) => 500 + at);
  for (const id of after) put(id, 1, CUT, null);
  Array.from({ length: 2 + below(20) }, (_, at) => 100 + at).forEach((id) => {
    put(id, districts[below(districts.length)] as number, '2000-01-01', CUT);
    const into = [...new Set(Array.from({ length: below(4) === 0 ? 2 : 1 }, () => after[below(after.length)] as number))];
    // Now and then a unit of which nobody knows what became of it.
    if (below(9) > 0) for (const succ of into) successions.push({ effective: CUT, pred: id, succ, is_exact: into.length === 1 });
  });
  return { units, edges, successions, below };
}

test('whatever happened to the units, every mode has every record once and the same total', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const { units, edges, successions, below } = history(seed);
    const tree = treeVersions(units, edges).at(-1);
    assert.ok(tree);
    const places = placesIn(tree, factsOf(units, edges, successions));
    const origins = units.flatMap(({ id, died }): Origin[] => {
      const place = places.get(id);
      const parent_then = edges.find(({ child }) => child === id)?.parent ?? null;
      return place ? [{ unit_id: id, ...place, parent_then, is_of_before: died !== null && below(5) === 0 }] : [];
    });
    const listed = new Set(units.filter(({ id }) => id !== 1 && below(6) > 0).map(({ id }) => id));
    const ground: Ground = { superior: 1, origins, parent_of: tree.parent_of, listed, common: new Set([1]) };
    const counts = new Map(origins.map(({ unit_id }) => [unit_id, below(1000)]));
    const total = [...counts.values()].reduce((a, b) => a + b, 0);
    for (const mode of MODES) {
      const rows = rowsOf(mode, ground);
      const members = rows.flatMap((row) => row.members);
      assert.deepEqual(
        [...members].sort((a, b) => a - b),
        origins.map(({ unit_id }) => unit_id).sort((a, b) => a - b),
        `${mode}, seed ${seed}`,
      );
      const sum = rows.reduce((so_far, row) => so_far + row.members.reduce((a, unit) => a + (counts.get(unit) ?? 0), 0), 0);
      assert.equal(sum, total, `${mode}, seed ${seed}`);
    }
  }
});

test('whichever reports are there, what is summed shares no record and leaves out only what is held', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const below = numbers(seed);
    const all = Array.from({ length: 1 + below(12) }, (_, at) => ({
      unit_id: at + 1,
      covers: [...new Set([at + 1, ...Array.from({ length: below(5) }, () => 1 + below(20))])],
      depth: 1 + below(3),
      is_ended: below(3) === 0,
    }));
    for (const mode of MODES) {
      const held = summedOf(mode, all);
      const summed = all.filter(({ unit_id }) => held.get(unit_id) === null);
      const covered = summed.flatMap(({ covers }) => covers);
      assert.equal(new Set(covered).size, covered.length, `${mode}, seed ${seed}`);
      for (const one of all) {
        const holder = held.get(one.unit_id);
        if (holder === null) continue;
        const by = summed.find(({ unit_id }) => unit_id === holder);
        assert.ok(
          by?.covers.some((unit) => one.covers.includes(unit)),
          `${mode}, seed ${seed}, unit ${one.unit_id}`,
        );
      }
    }
  }
});
