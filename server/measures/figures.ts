// Figures of a unit and a period: one pass over the dossiers, then sums up the tree. Ratios are made from sums, never from ratios.
import pg, { type CustomTypesConfig, type QueryArrayConfig } from 'pg';
import { z } from 'zod';
import { periodsIn } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { ratio } from '#lib/decimal';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Bounds, compileCells, type GroupColumn, type Where } from './compile.ts';
import type { Count } from './definition.ts';
import { type Definitions, definitionsOn, OF_DOSSIERS } from './definitions.ts';
import { apart, digestOf, joined, NOTHING } from './digest.ts';
import { type GroupKey, type Keyed, labelled } from './groups.ts';
import { eachNumber, INT_ARRAY, longNumbers, TEXT_ARRAY } from './numbers.ts';
import { type Asked, asked, asOf, type Question, type UnitRows } from './question.ts';
import { tallied } from './tally.ts';

/** Number and, when asked for, digest of each count, in the order of the counts. */
export type Tally = { counts: number[]; digests: string[] | null };

const Value = z.object({
  /** A count: a whole number. A ratio: a decimal as text, `89.41`; null when there is nothing in the denominator. */
  value: z.union([z.number(), z.string(), z.null()]),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  digest: z.string().optional(),
});
export const MeasureValues = z.record(z.string(), Value);
export type MeasureValues = z.infer<typeof MeasureValues>;

export type GroupBy = GroupColumn | 'month';

export type FiguresAsk = Question & {
  /** Names of measures; all of them unless told. */
  measures?: readonly string[] | undefined;
  group_by?: readonly GroupBy[] | undefined;
  unit_rows?: UnitRows | undefined;
  /** Months from the 15th to the 14th (ND09) or of the calendar (CAL), for `group_by` month. */
  regime?: 'ND09' | 'CAL' | undefined;
  digest?: boolean | undefined;
};

export type Figures = Pick<Asked, 'from' | 'to' | 'scope' | 'tree_day' | 'notes'> & {
  unit: { code: string; slug: string | null; name: string; kind: string };
  measures: MeasureValues;
  /** Only when groups were asked for. */
  groups?: { key: GroupKey; measures: MeasureValues }[];
};

/**
 * Figures of the unit over `from` to `to`, both included, and of each group asked for.
 * Groups without dossiers are left out, except units when only they are asked for.
 * @param access units whose records the asker may see; `unit_ids` null = the product itself
 * @throws org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates, measures.unknown_filter,
 * measures.unknown_measure
 */
export async function figures(db: Db, ask: FiguresAsk, access: Scope): Promise<Figures> {
  const question = await asked(db, ask, access);
  const definitions = await definitionsOn(db, ask.to, null, OF_DOSSIERS);
  const names = ask.measures ?? definitions.names('count', 'ratio');
  const counts = definitions.countsFor(names);
  const print = (tally: Tally) => valuesOf(definitions, names, counts, tally);
  const { unit, from, to, scope, tree_day, notes } = question;
  const said = {
    unit: { code: unit.code, slug: unit.slug, name: unit.name, kind: unit.kind },
    from,
    to,
    scope,
    tree_day,
    notes,
  };
  if (!ask.group_by?.length) {
    const [row] = await pass(db, question, { counts, periods: [question.bounds], group_by: [], digest: ask.digest });
    return { ...said, measures: print(row ? row.tally : emptyTally(counts, ask.digest)) };
  }
  const { total, groups } = await grouped(db, question, ask, ask.group_by, counts);
  return { ...said, measures: print(total), groups: groups.map(({ key, tally }) => ({ key, measures: print(tally) })) };
}

async function grouped(db: Db, question: Asked, ask: FiguresAsk, group_by: readonly GroupBy[], counts: readonly Count[]) {
  const columns = group_by.filter((one) => one !== 'month');
  const by_month = group_by.includes('month');
  const months = by_month ? monthsOf(ask.regime ?? 'CAL', question, ask.today) : [];
  const periods = [question.bounds, ...months.map((month) => month.bounds)];
  const rows = await pass(db, question, { counts, periods, group_by: columns, digest: ask.digest });
  const total = summed(
    rows.filter((row) => row.position === 0).map((row) => row.tally),
    counts,
    ask.digest,
  );
  const leaves = by_month ? rows.filter((row) => row.position > 0) : rows;
  const groups = await labelled(db, question, leaves, {
    columns,
    months: by_month ? months : null,
    unit_rows: ask.unit_rows ?? 'children',
    sum: (tallies) => summed(tallies, counts, ask.digest),
  });
  return { total, groups };
}

export type Month = { from: Day; to: Day; label_vi: string; label_en: string; bounds: Bounds };

/** The months that share a day with the period, cut to it. */
function monthsOf(regime: 'ND09' | 'CAL', { from, to, bounds }: Asked, today: Day | undefined): Month[] {
  return periodsIn(regime, 'month', from, to).map(({ s, e, label_vi, label_en }) => {
    const [first, end] = [s < bounds.s ? bounds.s : s, e < bounds.e ? e : bounds.e];
    return {
      from: first,
      to: addDays(end, -1),
      label_vi,
      label_en,
      bounds: { s: first, e: end, as_of: asOf(first, end, today) },
    };
  });
}

type Pass = {
  counts: readonly Count[];
  periods: readonly Bounds[];
  group_by: readonly GroupColumn[];
  digest?: boolean | undefined;
};

/** One statement; each row with the position of its period, its ids and its tally. */
async function pass(db: Db, question: Pick<Asked, 'where'>, ask: Pass): Promise<Keyed<Tally>[]> {
  const { text, values } = compileCells({ ...ask, where: question.where });
  // Not a named statement: a plan for these very units and days is worth far more than the millisecond it takes.
  const { rows } = await db.query<unknown[]>({
    text,
    values,
    rowMode: 'array',
    types: TYPES,
  } as QueryArrayConfig);
  const first = 1 + ask.group_by.length;
  return rows.map((row) => {
    const counts = row[first] as number[];
    const [xors, sums] = row.slice(first + 1) as (string | null)[][];
    const digests = xors && sums ? counts.map((n, at) => digestOf(n, xors[at] ?? null, sums[at] ?? null)) : null;
    return { position: row[0] as number, ids: row.slice(1, first) as number[], tally: { counts, digests } };
  });
}

/** Counts of every unit that has any, in one statement: from the tallies where nothing but units narrows the question, else from the dossiers. */
export async function countsByUnit(
  db: Db,
  ask: { counts: readonly Count[]; bounds: Bounds; where: Where; digest: boolean },
): Promise<Map<number, Tally>> {
  const { counts, bounds, where, digest } = ask;
  const { unit_ids, is_wide: _, ...more } = where;
  if (!digest && Object.values(more).every((one) => one === undefined)) {
    const found = await tallied(db, { counts, periods: [bounds], unit_ids });
    if (found) return new Map([...found].map(([unit, [of_period]]) => [unit, { counts: of_period as number[], digests: null }]));
  }
  const rows = await pass(db, { where }, { counts, periods: [bounds], group_by: ['unit'], digest });
  return new Map(rows.map((row) => [row.ids[0] as number, row.tally]));
}

/** Counts of every unit over each period, counted from the dossiers: what the tallies are held against. */
export async function countsInPeriods(
  db: Db,
  counts: readonly Count[],
  periods: readonly Bounds[],
): Promise<Map<number, (number[] | undefined)[]>> {
  const rows = await pass(db, { where: { unit_ids: null, is_wide: true } }, { counts, periods, group_by: ['unit'] });
  const by_unit = new Map<number, (number[] | undefined)[]>();
  for (const { position, ids, tally } of rows) {
    const own = by_unit.get(ids[0] as number) ?? [];
    own[position] = tally.counts;
    by_unit.set(ids[0] as number, own);
  }
  return by_unit;
}

const PARSERS: Record<number, (text: string) => unknown> = { [INT_ARRAY]: wholeNumbers, [TEXT_ARRAY]: longNumbers };
const TYPES = { getTypeParser: (oid: number) => PARSERS[oid] ?? pg.types.getTypeParser(oid) } as CustomTypesConfig;

function wholeNumbers(text: string): number[] {
  const numbers: number[] = [];
  eachNumber(text, (n) => numbers.push(n));
  return numbers;
}

function emptyTally(counts: readonly Count[], digest: boolean | undefined): Tally {
  return { counts: counts.map(() => 0), digests: digest ? counts.map(() => NOTHING) : null };
}

/** Sum of tallies over records that are in one of them only. */
export function summed(tallies: readonly Tally[], counts: readonly Count[], digest: boolean | undefined): Tally {
  const sum = emptyTally(counts, digest);
  for (const tally of tallies) {
    for (let at = 0; at < counts.length; at += 1) sum.counts[at] = (sum.counts[at] as number) + (tally.counts[at] as number);
    if (sum.digests) sum.digests = sum.digests.map((one, at) => joined(one, tally.digests?.[at] ?? NOTHING));
  }
  return sum;
}

/** A tally less one of some of its records. */
export function without(all: Tally, some: Tally): Tally {
  return {
    counts: all.counts.map((n, at) => n - (some.counts[at] as number)),
    digests: all.digests?.map((one, at) => apart(one, some.digests?.[at] ?? NOTHING)) ?? null,
  };
}

/** Measures as they are shown, from the counts they are made of. */
export function valuesOf(
  definitions: Definitions,
  names: readonly string[],
  counts: readonly Count[],
  tally: Tally,
): MeasureValues {
  const at = new Map(counts.map((count, position) => [count.name, position]));
  const count = (name: string) => tally.counts[at.get(name) as number] as number;
  const digest = (name: string) => (tally.digests ? { digest: tally.digests[at.get(name) as number] as string } : {});
  return Object.fromEntries(
    names.map((name) => {
      const definition = definitions.get(name);
      if (definition.kind === 'ratio') {
        const [numerator, denominator] = [count(definition.numerator), count(definition.denominator)];
        const value = ratio(numerator, denominator, definition.factor, definition.decimals);
        return [name, { value, numerator, denominator, ...digest(definition.numerator) }];
      }
      const value = count(name);
      const part =
        definition.kind === 'count' && definition.part_of ? { numerator: value, denominator: count(definition.part_of) } : {};
      return [name, { value, ...part, ...digest(name) }];
    }),
  );
}
