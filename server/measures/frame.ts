// What values are asked about: the units that are its rows, and the units of any time whose records count in each of them.
import { z } from 'zod';
import { freePeriod } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { type Part, treeOn, type Unit, unitForPeriod, unitOn } from '#org';
import type { Bounds } from './compile.ts';
import { asOf, holdsMost } from './question.ts';

const sql = loadSql(import.meta.url, ['rows_below', 'rows_named', 'leaves', 'parents']);

export type FrameAsk = {
  /** Identifier or short name of a unit. */
  unit: string;
  from: Day;
  to: Day;
  scope?: Part | undefined;
  known_at?: Date | undefined;
  today?: Day | undefined;
  /** The organisation of this day instead of the period's last one: an earlier period beside a later one. */
  tree_day?: Day | undefined;
};

/** Rows are the unit itself (`one`), the units just below it, all of its tree with itself, or units by code. */
export type Rows = 'one' | 'children' | 'tree' | readonly string[];

export type Leaf = { row_unit: number; from_unit: number; to_unit: number; depth: number };

export type Frame = {
  unit: Unit;
  tenant: number;
  from: Day;
  to: Day;
  scope: Part;
  tree_day: Day;
  tree_id: number;
  bounds: Bounds;
  known_at: Date | undefined;
  rows: { id: number; code: string }[];
  /** By the unit of the record. */
  leaves: Map<number, Leaf[]>;
  /** Units of any time whose records count in some row and may be seen. */
  unit_ids: number[];
  is_wide: boolean;
  /** Dossiers that count apart from the others of their unit; `from_unit` is what `leaves` knows them by. */
  apart?: readonly { from_unit: number; unit_id: number; dossier_ids: readonly number[] }[];
  /** The unit above each, where it was read already. */
  parents?: ReadonlyMap<number, number>;
};

const Row = z.object({ id: z.int(), code: z.string() });
const LeafRow = z.object({ row_unit: z.int(), from_unit: z.int(), to_unit: z.int(), depth: z.int() });

/**
 * @param access units whose records the asker may see; rows that may not be seen are left out, codes that may not are refused
 * @throws org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates
 */
export async function frameOf(db: Db, ask: FrameAsk, rows: Rows, access: Scope): Promise<Frame> {
  const { s, e } = freePeriod(ask.from, ask.to);
  const { unit, day: tree_day } = ask.tree_day
    ? { unit: await unitOn(db, ask.unit, ask.tree_day), day: ask.tree_day }
    : await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const may_see = access.unit_ids === null ? null : new Set(access.unit_ids);
  if (may_see && !may_see.has(unit.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const tree_id = await treeOn(db, tree_day);
  const found = await rowsOf(db, unit, tree_id, rows);
  const seen_rows = may_see ? found.filter((row) => may_see.has(row.id)) : found;
  if (Array.isArray(rows)) refuseMissing(rows, seen_rows);
  const scope = ask.scope ?? 'all';
  const all = await many(db, sql.leaves, { tree_id, rows: seen_rows.map((row) => row.id), part: scope }, LeafRow);
  const leaves = Map.groupBy(may_see ? all.filter((leaf) => may_see.has(leaf.from_unit)) : all, (leaf) => leaf.from_unit);
  const unit_ids = [...leaves.keys()];
  return {
    unit,
    tenant: unit.tenant,
    from: ask.from,
    to: ask.to,
    scope,
    tree_day,
    tree_id,
    bounds: { s, e, as_of: asOf(s, e, ask.today) },
    known_at: ask.known_at,
    rows: seen_rows.map(({ id, code }) => ({ id, code })),
    leaves,
    unit_ids,
    is_wide: await holdsMost(db, unit_ids),
  };
}

type Asked = { id: number; code: string; asked?: string };

async function rowsOf(db: Db, unit: Unit, tree_id: number, rows: Rows): Promise<Asked[]> {
  if (rows === 'one') return [{ id: unit.id, code: unit.code }];
  if (rows === 'children' || rows === 'tree')
    return many(db, sql.rows_below, { tree_id, root: unit.id, only_children: rows === 'children' }, Row);
  return many(db, sql.rows_named, { tree_id, codes: [...new Set(rows)] }, Row.extend({ asked: z.string() }));
}

function refuseMissing(codes: readonly string[], found: readonly Asked[]): void {
  const known = new Set(found.map((row) => row.asked));
  const missing = codes.find((code) => !known.has(code));
  if (missing !== undefined) throw new DomainError('org.unit_unknown', 404, { code: missing });
}

/** The unit above each of these in the tree. */
export async function parentsOf(db: Db, frame: Frame): Promise<ReadonlyMap<number, number>> {
  if (frame.parents) return frame.parents;
  const places = new Set([...frame.leaves.values()].flat().map((leaf) => leaf.to_unit));
  const found = await many(
    db,
    sql.parents,
    { tree_id: frame.tree_id, units: [...places] },
    z.object({ unit_id: z.int(), parent_id: z.int() }),
  );
  return new Map(found.map((row) => [row.unit_id, row.parent_id]));
}

/** What each row gets from figures by the unit of the record: every record once in every row it belongs to. */
export function perRow<T>(frame: Frame, of_unit: ReadonlyMap<number, T>, only_own: boolean): Map<number, T[]> {
  const rows = new Map<number, T[]>(frame.rows.map((row) => [row.id, []]));
  for (const [unit_id, tally] of of_unit) {
    for (const leaf of frame.leaves.get(unit_id) ?? []) {
      if (only_own && leaf.depth > 0) continue;
      rows.get(leaf.row_unit)?.push(tally);
    }
  }
  return rows;
}

/**
 * Of units that have something to say, those whose word makes a row: a unit speaks for all it holds, so the highest one on each way up counts.
 * Below the row (`scope` below) the row's own word is left out and covers nothing.
 */
export function speaking(
  frame: Frame,
  parents: ReadonlyMap<number, number>,
  row: number,
  has: { has(unit_id: number): boolean; keys(): Iterable<number> },
): number[] {
  const is_covered = (leaf: Leaf): boolean => {
    for (let at: number | undefined = leaf.to_unit; at !== undefined; at = parents.get(at)) {
      if (at === leaf.row_unit && frame.scope === 'below') return false;
      if (at !== leaf.from_unit && has.has(at)) return true;
      if (at === leaf.row_unit) return false;
    }
    return false;
  };
  return [...has.keys()].filter((id) => frame.leaves.get(id)?.some((leaf) => leaf.row_unit === row && !is_covered(leaf)));
}
