import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, type Day } from '#lib/day';
import {
  CycleError,
  closureOf,
  type Edge,
  factsOf,
  type Life,
  livesOn,
  placesIn,
  type Succession,
  type Tree,
  treeVersions,
} from './tree.ts';

const ROOT: Life = { id: 1, born: '2000-01-01', died: null };

function unit(id: number, born: Day = '2000-01-01', died: Day | null = null): Life {
  return { id, born, died };
}

function under(parent: number, child: number, from: Day = '2000-01-01', to: Day | null = null): Edge {
  return { child, parent, from, to };
}

/** Weight that counts at or below `at` in the tree. */
function total(tree: Tree, places: ReturnType<typeof placesIn>, weights: ReadonlyMap<number, number>, at: number): number {
  const below = new Set(
    closureOf(tree)
      .filter((row) => row.ancestor === at)
      .map((row) => row.descendant),
  );
  let sum = 0;
  for (const [id, weight] of weights) {
    const place = places.get(id);
    if (place && below.has(place.to_unit)) sum += weight;
  }
  return sum;
}

test('a tree lasts until a unit or a parent changes', () => {
  const trees = treeVersions(
    [ROOT, unit(2), unit(3, '2010-05-01'), unit(4)],
    [under(1, 2), under(1, 3, '2010-05-01'), under(2, 4, '2000-01-01', '2015-01-01'), under(3, 4, '2015-01-01')],
  );
  assert.deepEqual(
    trees.map(({ id, from, to, parent_of }) => ({ id, from, to, parents: [...parent_of] })),
    [
      {
        id: 20000101,
        from: '2000-01-01',
        to: '2010-05-01',
        parents: [
          [1, null],
          [2, 1],
          [4, 2],
        ],
      },
      {
        id: 20100501,
        from: '2010-05-01',
        to: '2015-01-01',
        parents: [
          [1, null],
          [2, 1],
          [3, 1],
          [4, 2],
        ],
      },
      {
        id: 20150101,
        from: '2015-01-01',
        to: null,
        parents: [
          [1, null],
          [2, 1],
          [3, 1],
          [4, 3],
        ],
      },
    ],
  );
});

test('an edge written down in two pieces makes no new tree', () => {
  const trees = treeVersions([ROOT, unit(2)], [under(1, 2, '2000-01-01', '2010-01-01'), under(1, 2, '2010-01-01')]);
  assert.deepEqual(
    trees.map((tree) => tree.id),
    [20000101],
  );
});

test('a unit below itself is refused, with the units of the circle', () => {
  assert.throws(
    () => treeVersions([unit(1), unit(2), unit(3)], [under(1, 2), under(2, 3), under(3, 1)]),
    (error) => error instanceof CycleError && error.units.length === 3,
  );
});

test('the closure holds every unit with all below it, itself at depth 0', () => {
  const [tree] = treeVersions([ROOT, unit(2), unit(3)], [under(1, 2), under(2, 3)]);
  assert.deepEqual(
    closureOf(tree as Tree).sort((a, b) => a.ancestor - b.ancestor || a.depth - b.depth),
    [
      { ancestor: 1, descendant: 1, depth: 0 },
      { ancestor: 1, descendant: 2, depth: 1 },
      { ancestor: 1, descendant: 3, depth: 2 },
      { ancestor: 2, descendant: 2, depth: 0 },
      { ancestor: 2, descendant: 3, depth: 1 },
      { ancestor: 3, descendant: 3, depth: 0 },
    ],
  );
});

test('100 + 200 + 300 merged is 600, before and after', () => {
  // District 2 with communes 3, 4, 5; from 2025-07-01 they are commune 6, and the district is gone.
  const day = '2025-07-01';
  const units = [
    ROOT,
    unit(2, '2000-01-01', day),
    unit(3, '2000-01-01', day),
    unit(4, '2000-01-01', day),
    unit(5, '2000-01-01', day),
    unit(6, day),
  ];
  const edges = [under(1, 2, '2000-01-01', day), ...[3, 4, 5].map((id) => under(2, id, '2000-01-01', day)), under(1, 6, day)];
  const successions: Succession[] = [
    ...[3, 4, 5].map((pred) => ({ effective: day, pred, succ: 6, is_exact: true })),
    { effective: day, pred: 2, succ: 1, is_exact: false },
  ];
  const [before, after] = treeVersions(units, edges) as [Tree, Tree];
  const facts = factsOf(units, edges, successions);
  const old = new Map([
    [3, 100],
    [4, 200],
    [5, 300],
  ]);
  assert.equal(total(after, placesIn(after, facts), old, 6), 600);
  assert.equal(total(after, placesIn(after, facts), old, 1), 600);
  assert.equal(total(before, placesIn(before, facts), old, 2), 600);
  assert.deepEqual(placesIn(after, facts).get(4), { to_unit: 6, is_exact: true });
  assert.deepEqual(
    placesIn(after, facts).get(2),
    { to_unit: 1, is_exact: false },
    'the district itself counts at the province, labelled',
  );
  // What the new commune does later stood, in the old tree, somewhere in the district.
  assert.deepEqual(placesIn(before, facts).get(6), { to_unit: 2, is_exact: false });
  assert.equal(total(before, placesIn(before, facts), new Map([[6, 600]]), 2), 600);
});

test('a chain of successions is followed to its end: merged, renamed, merged again', () => {
  const [a, b, c] = ['2010-01-01', '2015-01-01', '2020-01-01'];
  const units = [
    ROOT,
    unit(2, '2000-01-01', a),
    unit(3, '2000-01-01', a),
    unit(4, a, b),
    unit(5, b, c),
    unit(6, '2000-01-01', c),
    unit(7, c),
  ];
  const edges = units.slice(1).map((one) => under(1, one.id, one.born, one.died));
  const successions = [
    { effective: a, pred: 2, succ: 4, is_exact: true },
    { effective: a, pred: 3, succ: 4, is_exact: true },
    { effective: b, pred: 4, succ: 5, is_exact: true },
    { effective: c, pred: 5, succ: 7, is_exact: true },
    { effective: c, pred: 6, succ: 7, is_exact: true },
  ];
  const facts = factsOf(units, edges, successions);
  const placed = treeVersions(units, edges).map((tree) => placesIn(tree, facts).get(2));
  assert.deepEqual(placed, [
    { to_unit: 2, is_exact: true },
    { to_unit: 4, is_exact: true },
    { to_unit: 5, is_exact: true },
    { to_unit: 7, is_exact: true },
  ]);
  const first = treeVersions(units, edges)[0] as Tree;
  assert.deepEqual(placesIn(first, facts).get(7), { to_unit: 1, is_exact: false });
});

test('a unit that was split counts at the nearest superior of the parts, and the parts at it', () => {
  const day = '2012-01-01';
  const units = [ROOT, unit(2), unit(3, '2000-01-01', day), unit(4, day), unit(5, day)];
  const edges = [under(1, 2), under(2, 3, '2000-01-01', day), under(2, 4, day), under(2, 5, day)];
  const successions = [4, 5].map((succ) => ({ effective: day, pred: 3, succ, is_exact: false }));
  const facts = factsOf(units, edges, successions);
  const [before, after] = treeVersions(units, edges) as [Tree, Tree];
  assert.deepEqual(placesIn(after, facts).get(3), { to_unit: 2, is_exact: false });
  assert.deepEqual(placesIn(before, facts).get(4), { to_unit: 3, is_exact: true });
});

test('a unit without successor counts where its last parent went, not exactly', () => {
  const day = '2025-07-01';
  const units = [ROOT, unit(2, '2000-01-01', day), unit(3, '2000-01-01', day)];
  const edges = [under(1, 2, '2000-01-01', day), under(2, 3, '2000-01-01', day)];
  const facts = factsOf(units, edges, [{ effective: day, pred: 2, succ: 1, is_exact: true }]);
  const after = treeVersions(units, edges).at(-1) as Tree;
  assert.deepEqual(placesIn(after, facts).get(3), { to_unit: 1, is_exact: false });
});

test('a part split off while the unit lives on does not move the unit', () => {
  const units = [ROOT, unit(2, '2000-01-01', '2020-01-01'), unit(3, '2010-01-01'), unit(4, '2020-01-01')];
  const edges = units.slice(1).map((one) => under(1, one.id, one.born, one.died));
  const facts = factsOf(units, edges, [
    { effective: '2010-01-01', pred: 2, succ: 3, is_exact: false },
    { effective: '2020-01-01', pred: 2, succ: 4, is_exact: true },
  ]);
  const last = treeVersions(units, edges).at(-1) as Tree;
  assert.deepEqual(placesIn(last, facts).get(2), { to_unit: 4, is_exact: true });
});

/** Numbers that look random and are the same on every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Forty years of foundings, merges, splits, moves and dissolutions below one root. */
function randomHistory(seed: number): { units: Life[]; edges: Edge[]; successions: Succession[] } {
  const roll = dice(seed);
  const units: Life[] = [unit(1)];
  const edges: Edge[] = [];
  const successions: Succession[] = [];
  const found = (parent: number, day: Day): number => {
    const id = units.length + 1;
    units.push(unit(id, day));
    edges.push(under(parent, id, day));
    return id;
  };
  const parentOf = (id: number) => edges.findLast((edge) => edge.child === id && edge.to === null) as Edge;
  const end = (id: number, day: Day, heir: number): void => {
    parentOf(id).to = day;
    (units[id - 1] as Life).died = day;
    for (const edge of edges.filter((one) => one.parent === id && one.to === null)) {
      edge.to = day;
      edges.push(under(heir, edge.child, day));
    }
  };
  for (let i = 0; i < 4; i++) {
    const district = found(1, '2000-01-01');
    for (let k = 0; k < 4; k++) found(district, '2000-01-01');
  }
  for (let day = '2001-01-01'; day < '2020-01-01'; day = addDays(day, 100 + roll(200))) {
    const alive = units.filter((one) => one.id !== 1 && one.died === null && one.born < day);
    const one = alive[roll(alive.length)];
    if (!one) {
      found(1, day);
      continue;
    }
    const parent = parentOf(one.id).parent;
    const event = roll(4);
    const mates = alive.filter((other) => other.id !== one.id && parentOf(other.id).parent === parent).slice(0, 1 + roll(2));
    if (event === 0 && mates.length > 0) {
      const heir = found(parent, day);
      for (const pred of [one, ...mates]) {
        end(pred.id, day, heir);
        successions.push({ effective: day, pred: pred.id, succ: heir, is_exact: true });
      }
    } else if (event === 1 && !edges.some((edge) => edge.parent === one.id && edge.to === null)) {
      const parts = [found(parent, day), found(parent, day)];
      end(one.id, day, parent);
      for (const succ of parts) successions.push({ effective: day, pred: one.id, succ, is_exact: false });
    } else if (event === 2) {
      end(one.id, day, parent);
      if (roll(2) === 0) successions.push({ effective: day, pred: one.id, succ: parent, is_exact: false });
    } else found(roll(2) === 0 ? one.id : 1, day);
  }
  return { units, edges, successions };
}

test('60 random histories: one parent a day, every record has one place, a parent is the sum of its children', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { units, edges, successions } = randomHistory(seed);
    const trees = treeVersions(units, edges);
    const facts = factsOf(units, edges, successions);
    const roll = dice(seed * 7919);
    const weights = new Map(units.map((one) => [one.id, roll(1000)]));
    const everything = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    assert.ok(trees.length > 10, `seed ${seed} has only ${trees.length} trees`);
    trees.forEach((tree, i) => {
      assert.equal(tree.to, trees[i + 1]?.from ?? null, 'no gap and no overlap');
      for (const one of units) {
        const parents = edges.filter(
          (edge) => edge.child === one.id && edge.from <= tree.from && (edge.to === null || tree.from < edge.to),
        );
        assert.ok(parents.length <= 1);
        assert.equal(tree.parent_of.has(one.id), livesOn(one, tree.from));
        if (tree.parent_of.has(one.id)) assert.equal(tree.parent_of.get(one.id), parents[0]?.parent ?? null);
      }
      const places = placesIn(tree, facts);
      assert.equal(places.size, units.length);
      for (const place of places.values()) assert.ok(tree.parent_of.has(place.to_unit));
      assert.equal(total(tree, places, weights, 1), everything);
      const own = new Map<number, number>();
      for (const [id, place] of places) own.set(place.to_unit, (own.get(place.to_unit) ?? 0) + (weights.get(id) as number));
      for (const id of tree.parent_of.keys()) {
        const children = [...tree.parent_of].filter(([, parent]) => parent === id).map(([child]) => child);
        const below = children.reduce((sum, child) => sum + total(tree, places, weights, child), 0);
        assert.equal(total(tree, places, weights, id), (own.get(id) ?? 0) + below);
      }
    });
  }
});
