// The organisation on any day: which units there were, what they were called, who they answered to, what became of them.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';

const sql = loadSql(import.meta.url, [
  'unit_of_code',
  'units_of_ids',
  'units_found',
  'units_below',
  'tree_on',
  'first_tree',
  'trees',
  'descendants',
  'units_for',
  'coverage',
  'inexact_for',
  'names_of',
  'parents_of',
  'successions_of',
  'origin_of',
  'successors',
  'predecessors',
]);

export const UNIT_KINDS = ['nation', 'province', 'department', 'district', 'division', 'commune', 'vertical'] as const;

/** A unit as it was on some day: its name and parent are those of that day. `tenant` is the number of its province, 0 the nation. */
export const Unit = z.object({
  id: z.int(),
  code: z.string(),
  slug: z.string().nullable(),
  kind: z.enum(UNIT_KINDS),
  tenant: z.int(),
  name: z.string(),
  short_name: z.string(),
  born: z.string(),
  died: z.string().nullable(),
  parent_id: z.int().nullable(),
});
export type Unit = z.infer<typeof Unit>;

export const Tree = z.object({ tree_id: z.int(), valid_from: z.string(), valid_to: z.string().nullable() });
export const TreeCount = Tree.extend({ provinces: z.int(), districts: z.int(), communes: z.int() });
export const TreeUnit = Unit.extend({ depth: z.int(), children: z.int() });

const UnitThen = Unit.extend({ is_alive: z.boolean() });
const UnitId = z.object({ unit_id: z.int() });

async function unitThen(db: Db, code: string, day: Day): Promise<z.infer<typeof UnitThen>> {
  const unit = await maybeOne(db, sql.unit_of_code, { code, day }, UnitThen);
  if (!unit) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

async function notOnDay(db: Db, unit: Unit, day: Day): Promise<DomainError> {
  const ids = (await many(db, sql.successors, { unit_id: unit.id }, UnitId)).map((row) => row.unit_id);
  const next = await unitsByIds(db, ids, unit.died ?? day);
  const { code, name, born, died } = unit;
  return new DomainError('org.unit_not_on_day', 422, {
    code,
    name,
    day,
    born,
    died,
    successors: next.map((one) => ({ code: one.code, name: one.name })),
  });
}

function seen({ is_alive: _, ...unit }: z.infer<typeof UnitThen>): Unit {
  return unit;
}

/**
 * The unit with this identifier (`H34.38`) or short name (`kon-ray`), as on `day`.
 * @throws org.unit_unknown, org.unit_not_on_day with what became of it
 */
export async function unitOn(db: Db, code: string, day: Day): Promise<Unit> {
  const unit = await unitThen(db, code, day);
  if (!unit.is_alive) throw await notOnDay(db, unit, day);
  return seen(unit);
}

/**
 * The unit for figures of the days from `from` to `to`, both included, and the day whose tree they use: the last one on which the unit
 * lives. `day` before `to` means that it ended inside the period.
 * @throws org.unit_unknown, org.unit_not_on_day when it lives on none of these days
 */
export async function unitForPeriod(db: Db, code: string, from: Day, to: Day): Promise<{ unit: Unit; day: Day }> {
  const unit = await unitThen(db, code, to);
  const day = unit.is_alive || unit.died === null ? to : addDays(unit.died, -1);
  if (unit.born > to || day < from) throw await notOnDay(db, unit, to);
  return { unit: seen(unit), day };
}

/** The unit as on `day`, or as on the nearest day of its life: for showing it. @throws org.unit_unknown */
export async function unitById(db: Db, id: number, day: Day): Promise<Unit> {
  const [unit] = await unitsByIds(db, [id], day);
  if (!unit) throw new DomainError('org.unit_unknown', 404, { code: String(id) });
  return unit;
}

/** Units as on `day`, or as on the nearest day of each one's life, by identifier; ids that do not exist are left out. */
export async function unitsByIds(db: Db, ids: readonly number[], day: Day): Promise<Unit[]> {
  return many(db, sql.units_of_ids, { ids, day }, Unit);
}

/**
 * Units of `day` whose name, identifier or short name has every word of `q`, with or without diacritics.
 * @param search.within only at and below this unit
 * @param search.most rows at most; 50 unless told
 */
export async function findUnits(
  db: Db,
  search: { q?: string | undefined; kind?: string | undefined; day: Day; within?: number | undefined; most?: number },
): Promise<Unit[]> {
  const words = plain(search.q ?? '')
    .split(' ')
    .filter(Boolean);
  return many(
    db,
    sql.units_found,
    { words, kind: search.kind, day: search.day, within: search.within, most: search.most ?? 50 },
    Unit,
  );
}

/** The tree of `day`. @throws org.no_tree_on_day before the first one */
export async function treeVersionOn(db: Db, day: Day): Promise<z.infer<typeof Tree>> {
  const tree = await maybeOne(db, sql.tree_on, { day }, Tree);
  if (tree) return tree;
  const first = await maybeOne(db, sql.first_tree, {}, Tree);
  throw new DomainError('org.no_tree_on_day', 422, { day, first_on: first?.valid_from ?? null });
}

/** Id of the tree of `day`: its first day as a number, 20250701. @throws org.no_tree_on_day */
export async function treeOn(db: Db, day: Day): Promise<number> {
  return (await treeVersionOn(db, day)).tree_id;
}

/** Every tree there was, oldest first, with how many provinces, districts and communes it starts with. */
export async function trees(db: Db): Promise<z.infer<typeof TreeCount>[]> {
  return many(db, sql.trees, {}, TreeCount);
}

/**
 * The tree of `day` from `root` (an id) down, or whole: each unit after its parent, with its depth and number of children.
 * @throws org.no_tree_on_day, org.unit_unknown, org.unit_not_on_day
 */
export async function tree(db: Db, day: Day, root?: number | null): Promise<z.infer<typeof TreeUnit>[]> {
  const { tree_id } = await treeVersionOn(db, day);
  if (root != null) await unitOnById(db, root, day);
  const units = await many(db, sql.units_below, { day, root: root ?? null, tree_id }, Unit);
  const children = Map.groupBy(units, (unit) => (unit.id === root ? null : unit.parent_id));
  const rows: z.infer<typeof TreeUnit>[] = [];
  const visit = (unit: Unit, depth: number) => {
    const below = children.get(unit.id) ?? [];
    rows.push({ ...unit, depth, children: below.length });
    for (const child of below) visit(child, depth + 1);
  };
  for (const unit of children.get(null) ?? []) visit(unit, 0);
  return rows;
}

async function unitOnById(db: Db, id: number, day: Day): Promise<Unit> {
  const unit = await unitById(db, id, day);
  if (day < unit.born || (unit.died !== null && day >= unit.died)) throw await notOnDay(db, unit, day);
  return unit;
}

/** Units that answer to this one on `day`. @throws org.no_tree_on_day, org.unit_unknown, org.unit_not_on_day */
export async function children(db: Db, id: number, day: Day): Promise<Unit[]> {
  return (await tree(db, day, id)).filter((unit) => unit.depth === 1).map(({ depth: _, children: __, ...unit }) => unit);
}

/** Ids of the unit and everything below it on `day`. @throws org.no_tree_on_day */
export async function descendants(db: Db, id: number, day: Day): Promise<number[]> {
  const tree_id = await treeOn(db, day);
  return (await many(db, sql.descendants, { tree_id, unit_id: id }, UnitId)).map((row) => row.unit_id);
}

export type Part = 'own' | 'below' | 'all';

/**
 * Ids of the units, of any time, whose records count under the unit in the tree of `day`: the units of that tree and what went
 * into them. `own`: what counts at the unit itself (its own records and those of units merged into it); `below`: the rest; `all`: both.
 * @throws org.no_tree_on_day, org.unit_unknown, org.unit_not_on_day
 */
export async function unitsFor(db: Db, ask: { unit_id: number; day: Day; scope: Part }): Promise<number[]> {
  const { tree_id } = await treeVersionOn(db, ask.day);
  await unitOnById(db, ask.unit_id, ask.day);
  const [min_depth, max_depth] = ask.scope === 'own' ? [0, 0] : ask.scope === 'below' ? [1, null] : [0, null];
  return (await many(db, sql.units_for, { tree_id, unit_id: ask.unit_id, min_depth, max_depth }, UnitId)).map(
    (row) => row.unit_id,
  );
}

/**
 * Of `unitsFor(… all)`, the units there were until `day` that do not belong there alone (a split, a dissolved tier): figures that hold
 * their records are not comparable.
 */
export async function inexactFor(db: Db, ask: { unit_id: number; day: Day }): Promise<number[]> {
  const tree_id = await treeOn(db, ask.day);
  return (await many(db, sql.inexact_for, { tree_id, unit_id: ask.unit_id, day: ask.day }, UnitId)).map((row) => row.unit_id);
}

/**
 * Ids of what a right on `unit_ids` reaches on `day`: the units, all below them, and whatever went into these before. A unit that
 * is gone by `day` still reaches what it reached on its last day, but never its successor.
 */
export async function coverage(db: Db, unit_ids: readonly number[], day: Day): Promise<number[]> {
  return (await many(db, sql.coverage, { unit_ids, day }, UnitId)).map((row) => row.unit_id);
}

/** Ids of what became of the unit. */
export async function successors(db: Db, id: number): Promise<number[]> {
  return (await many(db, sql.successors, { unit_id: id }, UnitId)).map((row) => row.unit_id);
}

/** Ids of what the unit came from or took in. */
export async function predecessors(db: Db, id: number): Promise<number[]> {
  return (await many(db, sql.predecessors, { unit_id: id }, UnitId)).map((row) => row.unit_id);
}

const Validity = { valid_from: z.string(), valid_to: z.string().nullable() };

export const Succession = z.object({
  effective: z.string(),
  kind: z.enum(['rename', 'merge', 'split', 'absorb', 'dissolve']),
  is_exact: z.boolean(),
  document_no: z.string().nullable(),
  source: z.string(),
  status: z.string(),
  pred_id: z.int(),
  pred_code: z.string(),
  pred_name: z.string(),
  succ_id: z.int(),
  succ_code: z.string(),
  succ_name: z.string(),
});

export const History = z.object({
  area_code: z.string().nullable(),
  source: z.string(),
  status: z.string(),
  names: z.array(z.object({ name: z.string(), short_name: z.string(), ...Validity })),
  parents: z.array(
    z.object({ rel: z.string(), parent_id: z.int(), parent_code: z.string(), parent_name: z.string(), ...Validity }),
  ),
  came_from: z.array(Succession),
  went_to: z.array(Succession),
});

/** All that is known of the unit over time, with its sources. */
export async function history(db: Db, id: number): Promise<z.infer<typeof History>> {
  const unit = { unit_id: id };
  const origin = await one(db, sql.origin_of, unit, History.pick({ area_code: true, source: true, status: true }));
  const names = await many(db, sql.names_of, unit, History.shape.names.element);
  const parents = await many(db, sql.parents_of, unit, History.shape.parents.element);
  const successions = await many(db, sql.successions_of, unit, Succession);
  return {
    ...origin,
    names,
    parents,
    came_from: successions.filter((row) => row.succ_id === id),
    went_to: successions.filter((row) => row.pred_id === id),
  };
}

/** The unit as on `day` or on the nearest day of its life. @throws org.unit_unknown */
export async function unitNear(db: Db, code: string, day: Day): Promise<Unit> {
  return seen(await unitThen(db, code, day));
}
