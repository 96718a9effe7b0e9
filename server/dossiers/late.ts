// Dossiers that must be explained to the head of the unit: late when they ended in the period, or open and late now.
import { z } from 'zod';
import { inOrder } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { LATE_CAUSES, LATE_ENTRY_CAUSES } from './event.ts';
import { DossierListed, type Reader, rowsOf } from './find.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, ['late_counts', 'late_keys']);

export const LateFilter = z.object({
  /** Deciding unit, with everything below it. */
  unit: z.string().max(60).optional(),
  officer: z.coerce.number().int().positive().optional(),
  /** Of the end of processing; open ones are late whenever they came. Left out: this month. */
  from: z.iso.date().optional(),
  /** Included. */
  to: z.iso.date().optional(),
  state: z.enum(['all', 'open', 'closed']).default('all'),
  explanation: z.enum(['all', 'missing', 'explained', 'accepted']).default('all'),
});
export type LateFilter = z.output<typeof LateFilter>;

export const LateCounts = z.object({
  missing: z.number(),
  explained: z.number(),
  accepted: z.number(),
  apologised: z.number(),
  total: z.number(),
});

export const LateRow = DossierListed.extend({
  officer_name: z.string().nullable(),
  officer_title: z.string().nullable(),
  /** Finished in time, closed in the system too late. */
  is_late_by_click: z.boolean(),
  late_entry_cause: z.enum(LATE_ENTRY_CAUSES).nullable(),
  first_due_on: z.string().nullable(),
  times_extended: z.number(),
  reappointed_on: z.string().nullable(),
  apologised_at: z.date().nullable(),
  explained_at: z.date().nullable(),
  explanation_accepted_at: z.date().nullable(),
  cause: z.enum(LATE_CAUSES).nullable(),
  explanation: z.string().nullable(),
});
export type LateRow = z.output<typeof LateRow>;

const Found = z.object({
  tenant: z.number(),
  id: z.number(),
  explained_at: z.date().nullable(),
  explanation_accepted_at: z.date().nullable(),
  apologised_at: z.date().nullable(),
  reappointed_on: z.string().nullable(),
  times_extended: z.number(),
  first_due_on: z.string().nullable(),
  is_late_by_click: z.boolean(),
  late_entry: z.number(),
  officer_name: z.string().nullable(),
  officer_title: z.string().nullable(),
  explanation: z.object({ cause: z.enum(LATE_CAUSES), text: z.string() }).nullable(),
});

const NEVER: Day = '9999-12-31';

/**
 * Late dossiers of a unit, oldest due date first, with counts by state of their explanation over all pages.
 * @throws calendar.reversed_dates when both days are given
 */
export async function lateDossiers(
  db: Db,
  filter: LateFilter,
  page: { page: number; page_size: number },
  reader: Reader,
): Promise<{ rows: LateRow[]; counts: z.output<typeof LateCounts>; total: number; from: Day; to: Day }> {
  const today = vietnamDay(reader.now);
  inOrder(filter.from, filter.to);
  const from = filter.from ?? `${today.slice(0, 8)}01`;
  const to = filter.to ?? today;
  const params = {
    scope: reader.scope.unit_ids,
    units: filter.unit ? await unitsUnder(db, filter.unit, today) : null,
    officer_id: filter.officer ?? null,
    state: filter.state,
    from_day: from,
    to_day: to < NEVER ? addDays(to, 1) : to,
    today_and_one: addDays(today, 1),
    at: reader.now,
  };
  const counts = await one(db, sql.late_counts, params, LateCounts);
  const window = { limit: page.page_size, offset: (page.page - 1) * page.page_size };
  const found = await many(db, sql.late_keys, { ...params, explanation: filter.explanation, ...window }, Found);
  const rows = await rowsOf(db, found, reader);
  const by_id = new Map(found.map((one) => [one.id, one]));
  const total = filter.explanation === 'all' ? counts.total : counts[filter.explanation];
  return { rows: rows.map((row) => lateRow(row, by_id.get(row.id) as z.output<typeof Found>)), counts, total, from, to };
}

function lateRow(row: DossierListed, { tenant: _, late_entry, explanation, ...life }: z.output<typeof Found>): LateRow {
  return {
    ...row,
    ...life,
    late_entry_cause: LATE_ENTRY_CAUSES[late_entry - 1] ?? null,
    cause: explanation?.cause ?? null,
    explanation: explanation?.text ?? null,
  };
}
