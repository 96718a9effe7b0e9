// Measures of dossiers over many periods, for a unit and each unit just below it: one statement for all.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { whole } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { cells } from './cells.ts';
import type { Count, Ratio } from './definition.ts';
import { definitionsOn, OF_DOSSIERS } from './definitions.ts';
import { frameOf } from './frame.ts';
import { shownValue } from './value.ts';
import { shareCell } from './values.ts';

export const Point = z.object({
  /** Null: not available. */
  value: z.string().nullable(),
  numerator: z.string().optional(),
  denominator: z.string().optional(),
});
export type Point = z.infer<typeof Point>;

export type SeriesAsk = {
  unit: string;
  /** Counts and ratios of dossiers. */
  measures: readonly string[];
  /** `[s, e)`, oldest first. Units lie in the tree of the last day of the last one. */
  periods: readonly { s: Day; e: Day }[];
  today?: Day | undefined;
};

/** Points of each measure in the order of the periods. */
export type Series = Record<string, Point[]>;

/**
 * Series of a unit and, by code, of those just below it; each with all it holds.
 * @throws what `valuesOf` throws; measures.not_of_dossiers
 */
export async function seriesByUnit(
  db: Db,
  ask: SeriesAsk,
  access: Scope,
): Promise<{ whole: Series; units: Map<string, Series> }> {
  const [first, last] = [ask.periods[0], ask.periods.at(-1)];
  if (!first || !last) throw new RangeError('no period');
  const to = addDays(last.e, -1);
  const frame = await frameOf(db, { unit: ask.unit, from: first.s, to, today: ask.today }, 'children', access);
  const table = await cells(db, { ...ask, scope: 'all', group_by: ['unit'] }, access);
  const definitions = await definitionsOn(db, to, null, OF_DOSSIERS);
  const nothing = () => ask.periods.map(() => table.counts.map(() => 0));
  const of_whole = nothing();
  const of_row = new Map(frame.rows.map((row) => [row.id, nothing()]));
  for (let at = 0; at < table.length; at += 1) {
    const sums = [of_whole, ...(frame.leaves.get(table.id(at, 0)) ?? []).map((leaf) => of_row.get(leaf.row_unit))];
    for (const sum of sums) {
      const counts = sum?.[table.period(at)];
      if (counts)
        for (let count = 0; count < counts.length; count += 1) counts[count] = (counts[count] ?? 0) + table.value(at, count);
    }
  }
  const asked = ask.measures.map((name) => definitions.get(name) as Count | Ratio);
  const seriesOf = (sums: readonly number[][]): Series =>
    Object.fromEntries(asked.map((one) => [one.name, sums.map((counts) => pointOf(one, table.counts, counts))]));
  return { whole: seriesOf(of_whole), units: new Map(frame.rows.map((row) => [row.code, seriesOf(of_row.get(row.id) ?? [])])) };
}

function pointOf(one: Count | Ratio, names: readonly string[], counts: readonly number[]): Point {
  const n = (name: string) => whole(counts[names.indexOf(name)] ?? 0);
  const cell =
    one.kind === 'ratio'
      ? shareCell(n(one.numerator), n(one.denominator), one.factor)
      : { exact: n(one.name), n: null, digest: null };
  const { value, numerator, denominator } = shownValue(one, cell);
  return { value, ...(numerator !== undefined && { numerator }), ...(denominator !== undefined && { denominator }) };
}
