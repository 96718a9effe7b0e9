// Rows of a table: leaf figures summed up the tree and given their names.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import type { Db } from '#lib/sql';
import { viOrder } from '#lib/text';
import { treeOn, unitsByIds } from '#org';
import type { GroupColumn } from './compile.ts';
import { nameOf } from './facts.ts';
import { type Asked, proceduresByIds, sectorsByIds, type UnitRows, unitRows } from './question.ts';

/** A leaf: position of its period, ids in the order of the group columns, its tally. */
export type Keyed<T> = { position: number; ids: number[]; tally: T };

const Named = z.object({ code: z.string(), name: z.string() });

/** What a row of a table is about: only what was asked for is there. */
export const GroupKey = z.object({
  unit: Named.extend({ kind: z.string(), depth: z.number() }).optional(),
  sector: Named.optional(),
  channel: z.string().optional(),
  level: z.string().optional(),
  procedure: Named.optional(),
  month: z.object({ from: z.string(), to: z.string(), label_vi: z.string(), label_en: z.string() }).optional(),
});
export type GroupKey = z.infer<typeof GroupKey>;

type Period = { from: Day; to: Day; label_vi: string; label_en: string };

type Layout<T> = {
  columns: readonly GroupColumn[];
  /** Periods at position 1 and on; null: figures of the whole period at position 0. */
  months: readonly Period[] | null;
  unit_rows: UnitRows;
  sum: (tallies: readonly T[]) => T;
};

/** Leaves as named rows, each dossier counted once in every row it belongs to, in a fixed order. */
export async function labelled<T>(db: Db, question: Asked, leaves: readonly Keyed<T>[], layout: Layout<T>) {
  const unit_at = layout.columns.indexOf('unit');
  const rows = unit_at < 0 ? leaves : await rolledUp(db, question, leaves, layout, unit_at);
  const names = await namesFor(db, question, rows, layout);
  const groups = rows.map(({ position, ids, tally }) => {
    const key: GroupKey = Object.fromEntries(layout.columns.map((column, at) => [column, names.of(column, ids[at] as number)]));
    const month = layout.months?.[position - 1];
    if (month) key.month = { from: month.from, to: month.to, label_vi: month.label_vi, label_en: month.label_en };
    const order = layout.columns.map((column, at) => names.order(column, ids[at] as number));
    return { key, tally, order: [...order, position] };
  });
  groups.sort((a, b) => compareOrders(a.order, b.order));
  return groups.map(({ key, tally }) => ({ key, tally }));
}

function compareOrders(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  return 0;
}

/** Leaves of units of any time become rows of units of the tree. */
async function rolledUp<T>(db: Db, question: Asked, leaves: readonly Keyed<T>[], layout: Layout<T>, unit_at: number) {
  const tree_id = await treeOn(db, question.tree_day);
  const rows_of = await unitRows(db, { root: question.unit.id, tree_id, rows: layout.unit_rows });
  const sums = new Map<string, { position: number; ids: number[]; parts: T[] }>();
  const put = (position: number, ids: number[], part: T[]) => {
    const key = `${position}/${ids.join('/')}`;
    const known = sums.get(key);
    if (known) known.parts.push(...part);
    else sums.set(key, { position, ids, parts: [...part] });
  };
  // Alone, units without dossiers have their row of zeros: a commune that received nothing is told, not left out.
  if (layout.columns.length === 1 && !layout.months) {
    for (const row_unit of wantedUnits(question, rows_of)) put(0, [row_unit], []);
  }
  for (const { position, ids, tally } of leaves) {
    for (const { row_unit } of rows_of.get(ids[unit_at] as number) ?? []) put(position, ids.with(unit_at, row_unit), [tally]);
  }
  return [...sums.values()].map(({ position, ids, parts }) => ({ position, ids, tally: layout.sum(parts) }));
}

function wantedUnits(question: Asked, rows_of: ReadonlyMap<number, { row_unit: number }[]>): Set<number> {
  const counted = question.where.unit_ids ?? [...rows_of.keys()];
  return new Set(counted.flatMap((id) => (rows_of.get(id) ?? []).map((row) => row.row_unit)));
}

type Names = {
  of: (column: GroupColumn, id: number) => GroupKey[GroupColumn];
  order: (column: GroupColumn, id: number) => number;
};

async function namesFor<T>(db: Db, question: Asked, rows: readonly Keyed<T>[], layout: Layout<T>): Promise<Names> {
  const of: Partial<Record<GroupColumn, Map<number, GroupKey[GroupColumn]>>> = {};
  const order: Partial<Record<GroupColumn, Map<number, number>>> = {};
  for (const [at, column] of layout.columns.entries()) {
    const ids = [...new Set(rows.map((row) => row.ids[at] as number))];
    const named = await namesOf(db, question, column, ids);
    of[column] = new Map(named);
    order[column] = new Map(named.map(([id], place) => [id, place]));
  }
  return {
    of: (column, id) => of[column]?.get(id),
    order: (column, id) => order[column]?.get(id) ?? Number.MAX_SAFE_INTEGER,
  };
}

/** Ids with what is shown for them, in the order they are shown. */
async function namesOf(
  db: Db,
  question: Asked,
  column: GroupColumn,
  ids: readonly number[],
): Promise<[number, GroupKey[GroupColumn]][]> {
  switch (column) {
    case 'unit':
      return unitNames(db, question, ids);
    case 'sector': {
      const sectors = [...(await sectorsByIds(db, ids)).values()].sort((a, b) => viOrder(a.name, b.name) || a.id - b.id);
      return sectors.map(({ id, code, name }) => [id, { code, name }]);
    }
    case 'procedure': {
      const procedures = [...(await proceduresByIds(db, ids, addDays(question.bounds.e, -1))).values()];
      return procedures.map(({ id, code, name }) => [id, { code, name }]);
    }
    case 'channel':
    case 'level':
      return [...ids].sort((a, b) => a - b).map((id) => [id, nameOf(column, id)]);
  }
}

/** The unit itself first, then each unit after its parent, by code. */
async function unitNames(db: Db, question: Asked, ids: readonly number[]): Promise<[number, GroupKey['unit']][]> {
  const tree_id = await treeOn(db, question.tree_day);
  const tree = await unitRows(db, { root: question.unit.id, tree_id, rows: 'tree' });
  const depth = new Map([...tree.values()].flat().map((row) => [row.row_unit, row.depth]));
  const units = new Map(
    (await unitsByIds(db, [...new Set([...ids, ...depth.keys()])], question.tree_day)).map((unit) => [unit.id, unit]),
  );
  const path = (id: number): string => {
    const unit = units.get(id);
    if (!unit) return '';
    return id === question.unit.id || unit.parent_id === null ? unit.code : `${path(unit.parent_id)}/${unit.code}`;
  };
  const placed = ids.map((id) => ({ id, unit: units.get(id), at: path(id) }));
  placed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
  return placed.flatMap(({ id, unit }) =>
    unit ? [[id, { code: unit.code, name: unit.name, kind: unit.kind, depth: depth.get(id) ?? 0 }]] : [],
  );
}
