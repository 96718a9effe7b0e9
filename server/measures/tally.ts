// Counts by unit from the tallies: exact at the moment of the reading, or not given at all.
import type { CustomTypesConfig, QueryArrayConfig } from 'pg';
import pg from 'pg';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { type Db, loadSql, maybeOne } from '#lib/sql';
import type { Bounds } from './condition.ts';
import type { Count } from './definition.ts';
import { INT_ARRAY } from './numbers.ts';
import { type Column, holdsFor, keyOf, type Part, partsOf } from './tally-columns.ts';
import { compileSums, type SumsAsk } from './tally-sql.ts';

const sql = loadSql(import.meta.url, ['layout', 'columns']);

export type TallyAsk = {
  counts: readonly Count[];
  /** Any number, in any order, also overlapping. */
  periods: readonly Bounds[];
  /** Null = every unit. */
  unit_ids: readonly number[] | null;
};

/** By unit of the record: the counts of each period, in the order of both. Units that are not there have nothing. */
export type Tallied = Map<number, number[][]>;

const known_layouts = new Map<string, Map<string, number>>();

/** Places of the columns in the tallies that are there, from 1; null: there are none. */
async function placesOf(db: Db): Promise<{ layout: string; places: Map<string, number> } | null> {
  const state = await maybeOne(db, sql.layout, {}, z.object({ layout: z.string() }));
  if (!state) return null;
  const { layout } = state;
  const known = known_layouts.get(layout);
  if (known) return { layout, places: known };
  const found = await maybeOne(db, sql.columns, { layout }, z.object({ columns: z.array(z.custom<Column>()) }));
  if (!found) return null;
  const places = new Map(found.columns.map((column, at) => [keyOf(column), at + 1]));
  known_layouts.set(layout, places);
  return { layout, places };
}

/**
 * Counts of every unit over each period. Tallies of whole months and of the days of months that the periods cut, and what changed since they were
 * last added to, in one statement: it answers what the pass over the dossiers would.
 * @returns null when the tallies cannot answer: there are none, they are doubted, or a count is no sum over days; then the dossiers are to be counted
 */
export async function tallied(db: Db, { counts, periods, unit_ids }: TallyAsk): Promise<Tallied | null> {
  const parts: Part[][] = [];
  for (const count of counts) {
    const found = partsOf(count);
    if (!found || periods.some((period) => !holdsFor(found, period))) return null;
    parts.push(found.parts);
  }
  const kept = await placesOf(db);
  if (!kept) return null;
  const columns = new Map(parts.flat().map(({ column }) => [keyOf(column), column]));
  const places = [...columns.keys()].map((key) => kept.places.get(key));
  if (places.some((place) => place === undefined)) return null;
  const edges = [...new Set(periods.flatMap(({ s, e }) => [s, e]))].sort();
  const sums = await sumsBefore(db, {
    layout: kept.layout,
    columns: [...columns.values()],
    places: places as number[],
    edges,
    unit_ids,
  });
  if (!sums) return null;
  const at = new Map([...columns.keys()].map((key, place) => [key, place]));
  const edge_at = new Map(edges.map((edge, place) => [edge, place]));
  return new Map(
    [...sums].map(([unit, before]) => {
      const until = (edge: Day, column: Column) => before[edge_at.get(edge) as number]?.[at.get(keyOf(column)) as number] ?? 0;
      const value = ({ column, over }: Part, { s, e }: Bounds) =>
        over === 'in' ? until(e, column) - until(s, column) : until(over === 's' ? s : e, column);
      return [unit, periods.map((period) => parts.map((all) => all.reduce((sum, part) => sum + value(part, period), 0)))];
    }),
  );
}

// What is open can have fallen: numbers with a sign.
const PARSERS: Record<number, (text: string) => unknown> = { [INT_ARRAY]: (text) => JSON.parse(`[${text.slice(1, -1)}]`) };
const TYPES = { getTypeParser: (oid: number) => PARSERS[oid] ?? pg.types.getTypeParser(oid) } as CustomTypesConfig;

/** By unit, for each edge: the sum of each column over all days before it. */
async function sumsBefore(db: Db, ask: SumsAsk): Promise<Map<number, number[][]> | null> {
  const { text, values } = compileSums(ask);
  // Not a named statement: a plan for these very units is worth more than the millisecond it takes.
  const { rows } = await db.query<unknown[]>({ text, values, rowMode: 'array', types: TYPES } as QueryArrayConfig);
  const steps = new Map<number, number[][]>();
  for (const [unit, step, n] of rows as [number | null, number, number[]][]) {
    if (unit === null) {
      if (n[0] !== 1) return null;
      continue;
    }
    let own = steps.get(unit);
    if (!own) {
      own = ask.edges.map(() => ask.columns.map(() => 0));
      steps.set(unit, own);
    }
    const sum = own[step] as number[];
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (n[at] as number);
  }
  for (const own of steps.values()) {
    for (let step = 1; step < own.length; step += 1) {
      const [before, sum] = [own[step - 1] as number[], own[step] as number[]];
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (before[at] as number);
    }
  }
  return steps;
}
