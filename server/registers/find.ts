// Entries of a register as a list: by unit, days, any field; of a period, since the first of January, or as they stood on a day; with totals.
import { z } from 'zod';
import { type Day, makeDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, plannedAnew } from '#lib/sql';
import { plain } from '#lib/text';
import { EntryValues } from './entries.ts';
import { type Field, type Layout, numbersOf } from './layout.ts';

const texts = loadSql(import.meta.url, ['page', 'totals', 'counts']);
// Planned for the conditions at hand: what is not asked falls out of the statement, and what is asked needs no search in a list of conditions.
const sql = { ...texts, page: plannedAnew(texts.page), totals: plannedAnew(texts.totals) };
// The same over entries as they stand, without "the last of each line" beside it, which would keep PostgreSQL from the index of days and from reading
// in several processes.
const asStanding = (query: typeof sql.page) => ({
  ...query,
  text: query.text.replace('registers.found(', 'registers.standing('),
});
const standing = { page: asStanding(sql.page), totals: asStanding(sql.totals) };

/** Stands between the values of a condition. */
const BETWEEN = String.fromCharCode(31);
/** Fields that one statement sums. */
const SUMMED_AT_ONCE = 8;

export const OPS = ['is', 'not', 'has', 'at_least', 'at_most', 'from', 'to', 'blank', 'filled'] as const;
/** One condition on one field; `wanted`: the values, of `is` and `not` any of them. */
export const Filter = z.strictObject({
  field: z.string().max(40),
  op: z.enum(OPS),
  wanted: z.array(z.string().max(300)).max(100).default([]),
});
export type Filter = z.output<typeof Filter>;

/** `period`: those of the days asked for; `since_january`: from the first of January of the last day on (luỹ kế); `at_day`: the last of each line by the last day. */
export const VIEWS = ['period', 'since_january', 'at_day'] as const;

export type Wanted = {
  register: string;
  layout: Layout;
  /** Null: every unit of the scope. */
  unit_ids: readonly number[] | null;
  from?: Day | null;
  to?: Day | null;
  view?: (typeof VIEWS)[number];
  filters?: readonly Filter[];
  /** Words anywhere in the entry. */
  q?: string | null;
  /** A field's key, `on_day`; with `-` before it downwards. Newest day first unless told. */
  sort?: string | null;
  page?: number;
  page_size?: number;
};

export const EntryRow = z.object({
  id: z.number(),
  version: z.number(),
  known_from: z.date(),
  definition_id: z.number(),
  unit_id: z.number(),
  on_day: z.string(),
  values: EntryValues,
  changed_by_name: z.string(),
});
export type EntryRow = z.output<typeof EntryRow>;

/** Sum of one field over all entries found; null when none has a value: blank is not zero. */
export const FieldTotal = z.object({ field: z.string(), sum: z.string().nullable(), filled: z.number() });
const TotalRow = FieldTotal.extend({ entries: z.number(), units: z.number() });
export type Totals = { entries: number; units: number; fields: z.output<typeof FieldTotal>[] };

const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/;

/** Conditions that can be asked, refused where a field is unknown or a number is none. @throws registers.bad_filter */
function checked(layout: Layout, filters: readonly Filter[]): Filter[] {
  for (const { field, op, wanted } of filters) {
    const known = layout.fields.find((one) => one.key === field);
    const is_numeric = op === 'at_least' || op === 'at_most';
    const needs = op === 'blank' || op === 'filled' ? 0 : 1;
    const is_number = known?.type === 'number' || known?.type === 'money';
    if (!known || wanted.length < needs || (is_numeric && (!is_number || !NUMBER.test(wanted[0] as string))))
      throw new DomainError('registers.bad_filter', 422, { field, op });
  }
  return filters.map((filter) => (filter.op === 'has' ? { ...filter, wanted: [plain(filter.wanted[0] as string)] } : filter));
}

function filterColumns(filters: readonly Filter[]) {
  // Nothing to look for is everywhere.
  const asked_for = filters.filter(({ op, wanted }) => op !== 'has' || wanted[0] !== '');
  return {
    filter_fields: asked_for.map(({ field }) => field),
    filter_ops: asked_for.map(({ op }) => op),
    filter_wanted: asked_for.map(({ wanted }) => wanted.join(BETWEEN)),
  };
}

function asked(wanted: Wanted, scope: Scope) {
  const { layout, view = 'period', to = null } = wanted;
  const from =
    view === 'since_january' && to !== null ? makeDay(yearOf(to), 1, 1) : view === 'at_day' ? null : (wanted.from ?? null);
  return {
    register: wanted.register,
    scope: scope.unit_ids,
    unit_ids: wanted.unit_ids,
    from,
    to,
    ...filterColumns(checked(layout, wanted.filters ?? [])),
    q: wanted.q?.trim() ? plain(wanted.q) : null,
    is_latest: view === 'at_day',
  };
}

function sorting(layout: Layout, sort: string | null | undefined) {
  const name = (sort ?? '-on_day').replace(/^-/, '');
  const is_down = (sort ?? '-on_day').startsWith('-');
  const field: Field | undefined = layout.fields.find((one) => one.key === name);
  if (name !== 'on_day' && !field) throw new DomainError('registers.bad_filter', 422, { field: name, op: 'sort' });
  const sort_kind = !field ? 'on_day' : field.type === 'number' || field.type === 'money' ? 'number' : 'text';
  return { sort_field: name, sort_kind, is_down };
}

/** A page of entries. @throws registers.bad_filter */
export async function entries(db: Db, wanted: Wanted, scope: Scope): Promise<EntryRow[]> {
  const { page = 1, page_size = 20, layout } = wanted;
  const params = { ...asked(wanted, scope), ...sorting(layout, wanted.sort), page_size, skipped: (page - 1) * page_size };
  return many(db, (params.is_latest ? sql : standing).page, params, EntryRow);
}

/** How many entries there are, and the sums of their numbers. @throws registers.bad_filter */
export async function totals(db: Db, wanted: Wanted, scope: Scope): Promise<Totals> {
  const fields = numbersOf(wanted.layout).map((field) => field.key);
  const params = asked(wanted, scope);
  const statement = (params.is_latest ? sql : standing).totals;
  const rows: z.output<typeof TotalRow>[] = [];
  for (let at = 0; at === 0 || at < fields.length; at += SUMMED_AT_ONCE) {
    rows.push(...(await many(db, statement, { ...params, fields: fields.slice(at, at + SUMMED_AT_ONCE) }, TotalRow)));
  }
  const all = rows.find((row) => row.field === '');
  const told = rows
    .filter((row) => row.field !== '')
    .map(({ field, sum, filled }) => ({ field, sum: sum === null ? null : bare(sum), filled }));
  return { entries: all?.entries ?? 0, units: all?.units ?? 0, fields: told };
}

function bare(sum: string): string {
  return sum.includes('.') ? sum.replace(/0+$/, '').replace(/\.$/, '') : sum;
}

const Count = z.object({ register: z.string(), entries: z.number(), entries_in: z.number(), last_on: z.string().nullable() });

/** How many entries each register has in scope, in all and in the days. */
export async function counts(
  db: Db,
  asked: { unit_ids: readonly number[] | null; from: Day; to: Day },
  scope: Scope,
): Promise<Map<string, z.output<typeof Count>>> {
  const rows = await many(db, sql.counts, { ...asked, scope: scope.unit_ids }, Count);
  return new Map(rows.map((row) => [row.register, row]));
}
