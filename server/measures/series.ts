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
import { asked, asOf } from './question.ts';
import { type Tallied, tallied } from './tally.ts';
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
  const definitions = await definitionsOn(db, to, null, OF_DOSSIERS);
  const counts = definitions.countsFor(ask.measures);
  const nothing = () => ask.periods.map(() => counts.map(() => 0));
  const of_whole = nothing();
  const of_row = new Map(frame.rows.map((row) => [row.id, nothing()]));
  for (const [unit, of_unit] of await countedByUnit(db, ask, counts, access)) {
    const sums = [of_whole, ...(frame.leaves.get(unit) ?? []).map((leaf) => of_row.get(leaf.row_unit))];
    for (const sum of sums) if (sum) addTo(sum, of_unit);
  }
  const asked_measures = ask.measures.map((name) => definitions.get(name) as Count | Ratio);
  const names = counts.map((count) => count.name);
  const seriesOf = (sums: readonly number[][]): Series =>
    Object.fromEntries(asked_measures.map((one) => [one.name, sums.map((of_period) => pointOf(one, names, of_period))]));
  return { whole: seriesOf(of_whole), units: new Map(frame.rows.map((row) => [row.code, seriesOf(of_row.get(row.id) ?? [])])) };
}

function addTo(sums: number[][], more: readonly number[][]): void {
  for (const [period, counts] of more.entries()) {
    const sum = sums[period] as number[];
    for (const [at, n] of counts.entries()) sum[at] = (sum[at] ?? 0) + n;
  }
}

/** Counts of each period by the unit of the record, of all the unit holds as far as it may be seen: from the tallies, or from the dossiers. */
async function countedByUnit(db: Db, ask: SeriesAsk, counts: readonly Count[], access: Scope): Promise<Tallied> {
  const [first, last] = [ask.periods[0], ask.periods.at(-1)] as [SeriesAsk['periods'][number], SeriesAsk['periods'][number]];
  const question = await asked(db, { unit: ask.unit, from: first.s, to: addDays(last.e, -1), today: ask.today }, access);
  const periods = ask.periods.map(({ s, e }) => ({ s, e, as_of: asOf(s, e, ask.today) }));
  const found = await tallied(db, { counts, periods, unit_ids: question.where.unit_ids });
  if (found) return found;
  const table = await cells(db, { ...ask, scope: 'all', group_by: ['unit'] }, access);
  const by_unit: Tallied = new Map();
  for (let at = 0; at < table.length; at += 1) {
    const unit = table.id(at, 0);
    const own = by_unit.get(unit) ?? periods.map(() => counts.map(() => 0));
    own[table.period(at)] = counts.map((_, count) => table.value(at, count));
    by_unit.set(unit, own);
  }
  return by_unit;
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
