// The organisation in time, as pure data: which trees there were, who stood below whom, and where a unit of any
// time stands in a given tree. No database and no clock; `org.ts` reads the facts and stores the results.
import type { Day } from '#lib/day';

/** `died` is the first day on which the unit no longer exists; null: it lives. */
export type Life = { id: number; born: Day; died: Day | null };

/** `child` answers to `parent` from `from` until before `to` (null: until further notice). */
export type Edge = { child: number; parent: number; from: Day; to: Day | null };

/** What became of `pred` on the day `effective`. `is_exact` false: only part of what it did went to `succ`. */
export type Succession = { effective: Day; pred: number; succ: number; is_exact: boolean };

/** One tree (a forest where there are several roots), unchanged from `from` until before `to`. */
export type Tree = { id: number; from: Day; to: Day | null; parent_of: ReadonlyMap<number, number | null> };

export type Place = { to_unit: number; is_exact: boolean };

/** A unit that would stand below itself. */
export class CycleError extends Error {
  readonly units: readonly number[];
  constructor(units: readonly number[]) {
    super(`units below themselves: ${units.join(' → ')}`);
    this.units = units;
  }
}

/** Id of a tree: its first day as a number, 20250701. */
export function treeId(from: Day): number {
  return Number(from.replaceAll('-', ''));
}

function isIn(day: Day, from: Day, to: Day | null): boolean {
  return from <= day && (to === null || day < to);
}

/** True when the unit exists on `day`. */
export function livesOn(life: { born: Day; died: Day | null }, day: Day): boolean {
  return isIn(day, life.born, life.died);
}

function edgesByChild(edges: readonly Edge[]): Map<number, Edge[]> {
  const by_child = new Map<number, Edge[]>();
  for (const edge of [...edges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const list = by_child.get(edge.child);
    if (list) list.push(edge);
    else by_child.set(edge.child, [edge]);
  }
  return by_child;
}

function sameParents(a: ReadonlyMap<number, number | null>, b: ReadonlyMap<number, number | null>): boolean {
  if (a.size !== b.size) return false;
  for (const [unit, parent] of a) if (b.get(unit) !== parent) return false;
  return true;
}

/**
 * Every tree there was, oldest first, without gaps; the last has no end. Two neighbouring days share a tree exactly when the
 * same units live and answer to the same parents. An edge counts while both its ends live.
 * @throws CycleError when on some day a unit stands below itself
 */
export function treeVersions(units: readonly Life[], edges: readonly Edge[]): Tree[] {
  const days = new Set<Day>();
  for (const unit of units) {
    days.add(unit.born);
    if (unit.died !== null) days.add(unit.died);
  }
  for (const edge of edges) {
    days.add(edge.from);
    if (edge.to !== null) days.add(edge.to);
  }
  const by_child = edgesByChild(edges);
  const trees: { id: number; from: Day; to: Day | null; parent_of: Map<number, number | null> }[] = [];
  for (const from of [...days].sort()) {
    const parent_of = new Map<number, number | null>();
    for (const unit of units) if (livesOn(unit, from)) parent_of.set(unit.id, null);
    for (const unit of parent_of.keys()) {
      const edge = by_child.get(unit)?.find((candidate) => isIn(from, candidate.from, candidate.to));
      if (edge && parent_of.has(edge.parent)) parent_of.set(unit, edge.parent);
    }
    const last = trees.at(-1);
    if (last && sameParents(last.parent_of, parent_of)) continue;
    if (last) last.to = from;
    refuseCycles(parent_of);
    trees.push({ id: treeId(from), from, to: null, parent_of });
  }
  return trees;
}

function refuseCycles(parent_of: ReadonlyMap<number, number | null>): void {
  const sound = new Set<number>();
  for (const start of parent_of.keys()) {
    const path = new Set<number>();
    for (let unit: number | null = start; unit !== null && !sound.has(unit); unit = parent_of.get(unit) ?? null) {
      if (path.has(unit)) throw new CycleError([...path]);
      path.add(unit);
    }
    for (const unit of path) sound.add(unit);
  }
}

/** The unit and everything above it, nearest first. */
export function ancestors(tree: Tree, unit: number): number[] {
  const chain: number[] = [];
  for (let at: number | null = unit; at !== null; at = tree.parent_of.get(at) ?? null) chain.push(at);
  return chain;
}

export type Below = { ancestor: number; descendant: number; depth: number };

/** Every unit of the tree with everything below it, itself included at depth 0. */
export function closureOf(tree: Tree): Below[] {
  const rows: Below[] = [];
  for (const descendant of tree.parent_of.keys()) {
    ancestors(tree, descendant).forEach((ancestor, depth) => {
      rows.push({ ancestor, descendant, depth });
    });
  }
  return rows;
}

/** Nearest unit at or above all of `units`; null when they share none. */
function nearestCommon(tree: Tree, units: readonly number[]): number | null {
  const [first, ...others] = units.map((unit) => ancestors(tree, unit));
  if (!first) return null;
  const sets = others.map((chain) => new Set(chain));
  return first.find((unit) => sets.every((set) => set.has(unit))) ?? null;
}

type Facts = {
  units: ReadonlyMap<number, Life>;
  edges: ReadonlyMap<number, readonly Edge[]>;
  by_pred: ReadonlyMap<number, readonly Succession[]>;
  by_succ: ReadonlyMap<number, readonly Succession[]>;
};

function grouped<T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> {
  return Map.groupBy(items, key);
}

/** The facts in the order `placesIn` needs them; made once for all trees. */
export function factsOf(units: readonly Life[], edges: readonly Edge[], successions: readonly Succession[]): Facts {
  return {
    units: new Map(units.map((unit) => [unit.id, unit])),
    edges: edgesByChild(edges),
    by_pred: grouped(successions, (succession) => succession.pred),
    by_succ: grouped(successions, (succession) => succession.succ),
  };
}

/**
 * Where every unit of any time stands in `tree`, so that all records ever made have exactly one place in it:
 * a unit of the tree in its own place; one that was gone before, where its successors stand; one that came later, where its
 * predecessors stand. Several of them: their nearest common superior, not exact. None: where its last (first) parent
 * stands, not exact. Left out: a unit for which even that leads nowhere.
 */
export function placesIn(tree: Tree, facts: Facts): Map<number, Place> {
  const places = new Map<number, Place | null>();

  const placeOf = (id: number): Place | null => {
    const known = places.get(id);
    if (known !== undefined) return known;
    const life = facts.units.get(id);
    const place =
      life === undefined
        ? null
        : tree.parent_of.has(id)
          ? { to_unit: id, is_exact: true }
          : life.born > tree.from
            ? before(life)
            : after(life);
    places.set(id, place);
    return place;
  };

  const all = (ids: readonly number[]): Place | null => {
    const to_unit = nearestCommon(
      tree,
      ids.flatMap((id) => placeOf(id)?.to_unit ?? []),
    );
    return to_unit === null ? null : { to_unit, is_exact: false };
  };

  const inexact = (id: number | undefined): Place | null => {
    const place = id === undefined ? null : placeOf(id);
    return place && { ...place, is_exact: false };
  };

  const after = (life: Life): Place | null => {
    // An earlier succession (a part split off while the unit lived on) does not say where it went in the end.
    const last = (facts.by_pred.get(life.id) ?? []).filter((succession) => succession.effective === life.died);
    const whole = last.filter((succession) => succession.is_exact);
    const [only] = whole;
    if (only && whole.length === 1) return placeOf(only.succ);
    if (last.length > 0) return last.length === 1 ? inexact(last[0]?.succ) : all(last.map((succession) => succession.succ));
    return inexact(facts.edges.get(life.id)?.at(-1)?.parent);
  };

  const before = (life: Life): Place | null => {
    const first = (facts.by_succ.get(life.id) ?? []).filter((succession) => succession.effective === life.born);
    const [only] = first;
    // All that a unit with one predecessor does was that predecessor's, even when it was only a part of it.
    if (only && first.length === 1) return placeOf(only.pred);
    if (only) return all(first.map((succession) => succession.pred));
    return inexact(facts.edges.get(life.id)?.[0]?.parent);
  };

  for (const id of facts.units.keys()) placeOf(id);
  return new Map([...places].filter((entry): entry is [number, Place] => entry[1] !== null));
}
