// A list form filled: every row computed for a unit and a period, with where it came from.
import { z } from 'zod';
import { yearFrom } from '#calendar';
import type { Day } from '#lib/day';
import { add, compare, divide, HUNDRED, multiply, printRational, type Rational, rationalOf, reduced, ZERO } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Definitions, type Value, valuesOverSpans } from '#measures';
import type { FormUnit } from './filled.ts';
import type { ListCheck, ListLayout, ListRow } from './list-layout.ts';
import { toldRows } from './list-told.ts';

const Filter = z.object({
  unit: z.string(),
  from: z.string(),
  to: z.string(),
  scope: z.enum(['own', 'below', 'all']),
  /** Of tasks of a plan: which of their counts. */
  told: z.string().optional(),
});

export const FilledListRow = z.object({
  key: z.string(),
  code: z.string().nullable(),
  label_vi: z.string(),
  label_en: z.string(),
  level: z.number(),
  is_heading: z.boolean(),
  unit_vi: z.string(),
  basis: z.enum(['period', 'cumulative']),
  /** Printed to its decimals; null: blank, which is not zero. */
  value: z.string().nullable(),
  /** What a row of words says instead of a number. */
  words: z.string().nullable(),
  note: z.string().nullable(),
  /** The last day the figure knows of, when that is before the period's last. */
  as_of: z.string().nullable(),
  reason_null: z.string().nullable(),
  source: z.string().nullable(),
  /** Leads to the records, declarations or rows behind it. */
  measure: z.string().nullable(),
  filter: Filter.nullable(),
  ratio_of: z.tuple([z.string(), z.string()]).nullable(),
  sum_of: z.array(z.string()).nullable(),
});
export type FilledListRow = z.infer<typeof FilledListRow>;

export const FilledListCheck = z.object({
  code: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  /** Null: a part is blank, so it cannot be said. */
  is_met: z.boolean().nullable(),
  left: z.string().nullable(),
  right: z.string().nullable(),
});

export const ListFailure = z.object({
  rule: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  importance: z.enum(['high', 'medium', 'low']),
  left: z.string().nullable(),
  right: z.string().nullable(),
  /** Pairs compare no numbers. */
  is_pair: z.boolean(),
  explained: z.string().nullable(),
  explained_by: z.string().nullable(),
});
export type ListFailure = z.infer<typeof ListFailure>;

export type FilledList = {
  form: string;
  official_code: string;
  version: number;
  title_vi: string;
  title_en: string;
  source: string;
  unit: FormUnit;
  parent: FormUnit | null;
  period: { from: Day; to: Day; text_vi: string; name_vi: string | null };
  rows: FilledListRow[];
  checks: z.infer<typeof FilledListCheck>[];
  /** Rules that fail, besides the checks of the form itself. */
  failures: ListFailure[];
};

/** First day of what a row is asked for. */
function firstDay(row: ListRow, { from, to, year_from }: Pick<Asked, 'from' | 'to' | 'year_from'>): Day {
  return row.basis === 'cumulative' ? yearFrom(from, to, year_from) : from;
}

type Asked = {
  unit: string;
  from: Day;
  to: Day;
  today?: Day | undefined;
  /** First day of what is told since the year began, where figures follow on from those of the year before. */
  year_from?: Day | undefined;
  definitions?: Definitions | undefined;
  /** Rows that plans say, where they are known already. */
  told?: ReadonlyMap<string, Value> | undefined;
};

/** Values of the rows that are measures, by row key: a span for each first day and scope, six at most. */
async function valuesFor(db: Db, layout: ListLayout, ask: Asked, access: Scope): Promise<Map<string, Value>> {
  const rows = layout.rows.filter((row) => row.measure !== undefined);
  const groups = [...Map.groupBy(rows, (row) => `${row.basis} ${row.scope}`).values()];
  const spans = groups.map((group) => {
    const [first] = group as [ListRow];
    const measures = [...new Set(group.map((row) => row.measure as string))];
    return { from: firstDay(first, ask), scope: first.scope, measures };
  });
  const { unit, to, today, definitions } = ask;
  const values = await valuesOverSpans(db, { unit, to, today, spans, definitions }, access);
  return new Map(
    groups.flatMap((group, at) => group.map((row): [string, Value] => [row.key, values[at]?.[row.measure as string] as Value])),
  );
}

type Computed = { exact: Rational | null; decimals: number };

/** Rows and checks of a filled list. Rates and sums are computed from the rows of the form, so that they agree with what it prints. */
export async function fillRows(
  db: Db,
  layout: ListLayout,
  ask: Asked,
  access: Scope,
): Promise<Pick<FilledList, 'rows' | 'checks'>> {
  const values = await valuesFor(db, layout, ask, access);
  const told = ask.told ?? (await toldRows(db, layout, ask, access));
  for (const [key, value] of told) values.set(key, value);
  const by_key = new Map(layout.rows.map((row) => [row.key, row]));
  const known = new Map<string, Computed>();
  const compute = (key: string): Computed => {
    const done = known.get(key);
    if (done) return done;
    const made = computed(by_key.get(key) as ListRow, values.get(key), compute);
    known.set(key, made);
    return made;
  };
  const rows = layout.rows.map((row) => {
    const made = filled(row, row.is_heading ? null : compute(row.key), values.get(row.key), ask);
    return told.has(row.key) ? { ...made, ...toldBy(row, ask) } : made;
  });
  return { rows, checks: layout.checks.map((check) => checked(check, compute)) };
}

function computed(row: ListRow, value: Value | undefined, of: (key: string) => Computed): Computed {
  if (row.ratio_of) {
    const [top, bottom] = [of(row.ratio_of[0]).exact, of(row.ratio_of[1]).exact];
    const exact = top && bottom && bottom.n !== 0n ? divide(multiply(top, HUNDRED), bottom) : null;
    return { exact, decimals: row.decimals };
  }
  if (row.sum_of) {
    const parts = row.sum_of.map(of);
    const decimals = Math.max(...parts.map((part) => part.decimals));
    const exact = parts.some((part) => part.exact === null)
      ? null
      : parts.reduce((sum, part) => add(sum, part.exact as Rational), ZERO);
    return { exact, decimals };
  }
  // As it is printed: what is computed from it is what a reader computes from the form.
  return { exact: value?.value == null ? null : rationalOf(value.value), decimals: value?.decimals ?? 0 };
}

/** What of a row is told by tasks, instead of by its measure. */
function toldBy({ tasks }: ListRow, { unit, from, to }: Asked): Pick<FilledListRow, 'measure' | 'filter' | 'source'> {
  const filter = { unit, from, to, scope: 'own' as const, told: `all.${tasks?.count}` };
  return { source: 'plans', measure: tasks?.kind === 'plan' ? 'plans.tasks' : 'plans.assigned', filter };
}

function filled(row: ListRow, made: Computed | null, value: Value | undefined, ask: Asked): FilledListRow {
  const { unit, to } = ask;
  const { key, code, label_vi, label_en, level, is_heading, unit_vi, basis, measure, scope } = row;
  const exact = made?.exact ?? null;
  const is_words = value?.unit === 'words';
  const yes_no = value?.unit === 'yes_no' && exact !== null ? (exact.n === 0n ? 'Không' : 'Có') : null;
  return {
    key,
    code,
    label_vi,
    label_en,
    level,
    is_heading,
    unit_vi,
    basis,
    value: exact && made && printRational(reduced(exact), made.decimals),
    words: is_words ? (value?.note ?? null) : yes_no,
    note: is_words ? null : (value?.note ?? null),
    as_of: value?.as_of !== undefined && value.as_of < to ? value.as_of : null,
    reason_null: is_heading || exact ? null : whyNot(row, value),
    source: value?.source ?? null,
    measure: measure ?? null,
    filter: measure ? { unit, from: firstDay(row, ask), to, scope } : null,
    ratio_of: row.ratio_of ?? null,
    sum_of: row.sum_of ?? null,
  };
}

function whyNot(row: ListRow, value: Value | undefined): string {
  if (value?.reason_null) return value.reason_null;
  return row.ratio_of || row.sum_of ? 'part_missing' : 'no_records';
}

function checked(check: ListCheck, of: (key: string) => Computed): FilledList['checks'][number] {
  const sum = (keys: readonly string[]) => {
    const parts = keys.map((key) => of(key).exact).filter((part) => part !== null);
    return parts.length === 0 ? null : parts.reduce(add);
  };
  // A blank part of a sum is not known to be zero: only a sum that is too large already can be judged.
  const is_whole = [...check.left, ...check.right].every((key) => of(key).exact !== null);
  const [left, right] = [sum(check.left), sum(check.right)];
  const { code, label_vi, label_en, op } = check;
  const order = left && right ? compare(left, right) : null;
  const is_met = order === null || (!is_whole && !(op === '<=' && order > 0)) ? null : op === '=' ? order === 0 : order <= 0;
  const print = (one: Rational | null) => one && printRational(reduced(one), one.d === 1n ? 0 : 3);
  return { code, label_vi, label_en, is_met, left: print(left), right: print(right) };
}
