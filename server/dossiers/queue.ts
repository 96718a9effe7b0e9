// What lies on the desks: tabs with their counts, most urgent first.
import { z } from 'zod';
import { calendarOn, nextWorkingDay } from '#calendar';
import { vietnamDay } from '#lib/day';
import { type Db, loadSql, many, one } from '#lib/sql';
import { type DossierListed, type Reader, rowsOf } from './find.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, ['queue_counts', 'queue_keys']);
const Key = z.object({ tenant: z.number(), id: z.number() });

export const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue'] as const;
export type Tab = (typeof TABS)[number];
export const TabCounts = z.object(Object.fromEntries(TABS.map((tab) => [tab, z.number()])) as Record<Tab, z.ZodNumber>);

export type QueueInput = { tab: Tab; unit?: string | undefined; mine: boolean; page: number; page_size: number };

/**
 * What lies on the desks of a unit (and below), or on mine: the count of each tab and a page of one of them, most urgent first.
 * `due_soon`: due today or on the next working day.
 */
export async function queue(
  db: Db,
  { tab, unit, mine, page, page_size }: QueueInput,
  account_id: number | null,
  reader: Reader,
): Promise<{ tabs: z.infer<typeof TabCounts>; rows: DossierListed[]; total: number }> {
  const today = vietnamDay(reader.now);
  const params = {
    scope: reader.scope.unit_ids,
    units: unit ? await unitsUnder(db, unit, today) : null,
    holder_id: mine ? (account_id ?? -1) : null,
    at: reader.now,
    soon_on: nextWorkingDay(await calendarOn(db), today),
  };
  const tabs = await one(db, sql.queue_counts, params, TabCounts);
  const found = await many(db, sql.queue_keys, { ...params, tab, limit: page_size, offset: (page - 1) * page_size }, Key);
  return { tabs, rows: await rowsOf(db, found, reader), total: tabs[tab] };
}
