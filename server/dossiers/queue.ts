// What lies on the desks: tabs with their counts, most urgent first.
import { z } from 'zod';
import { calendarOn, nextWorkingDay } from '#calendar';
import { type Day, vietnamDay } from '#lib/day';
import { Remembered, type Stamps } from '#lib/revision';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, one } from '#lib/sql';
import { type Key, type Reader, rowsOf, rowsWritten } from './listed.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, ['queue', 'every_unit']);

export const TABS = ['to_accept', 'waiting', 'in_progress', 'paused', 'to_return', 'due_soon', 'overdue', 'others'] as const;
export type Tab = (typeof TABS)[number];
export const TabCounts = z.object(Object.fromEntries(TABS.map((tab) => [tab, z.number()])) as Record<Tab, z.ZodNumber>);
export type TabCounts = z.output<typeof TabCounts>;

/** Left out: most urgent first. */
export const QUEUE_SORTS = ['due_on', 'received_at', 'filed_at', 'changed_at', 'code', 'applicant_name'] as const;

export type QueueInput = {
  tab: Tab;
  unit?: string | undefined;
  mine: boolean;
  sort?: string | undefined;
  page: number;
  page_size: number;
};

const Found = TabCounts.extend({ keys: z.array(z.tuple([z.number(), z.number(), z.number()])) });

const soon = new Remembered<Day>(['calendar'], 100);
const under = new Remembered<number[]>(['org'], 5000);

async function found(
  db: Db,
  { tab, unit, mine, sort, page, page_size }: QueueInput,
  { scope, now, account_id, stamps }: Reader,
): Promise<{ tabs: TabCounts; keys: Key[]; total: number }> {
  const today = vietnamDay(now);
  const soonOn = async () => nextWorkingDay(await calendarOn(db), today);
  const { keys, ...tabs } = await one(
    db,
    sql.queue,
    {
      units: await unitsAsked(db, unit, scope, today, stamps),
      // Nobody's account has number -1: who has none holds nothing.
      holder_id: mine ? (account_id ?? -1) : null,
      at: now,
      soon_on: stamps ? await soon.get(stamps, today, soonOn) : await soonOn(),
      tab,
      sort: sort?.replace(/^-/, '') ?? null,
      is_descending: sort?.startsWith('-') ?? false,
      limit: page_size,
      offset: (page - 1) * page_size,
    },
    Found,
  );
  return { tabs, keys: keys.map(([tenant, id, last_seq]) => ({ tenant, id, last_seq })), total: tabs[tab] };
}

/** The units whose desks are meant, as far as the scope reaches: a list, so that the index of desks serves whoever asks. */
async function unitsAsked(
  db: Db,
  unit: string | undefined,
  scope: Scope,
  today: Day,
  stamps: Stamps | undefined,
): Promise<readonly number[]> {
  if (unit === undefined)
    return scope.unit_ids ?? (await many(db, sql.every_unit, {}, z.object({ id: z.number() }))).map((row) => row.id);
  const below = () => unitsUnder(db, unit, today);
  const units = stamps ? await under.get(stamps, `${unit}/${today}`, below) : await below();
  if (scope.unit_ids === null) return units;
  const reached = new Set(scope.unit_ids);
  return units.filter((id) => reached.has(id));
}

/**
 * What lies on the desks of a unit (and below), or on mine: the count of each tab and a page of one of them, most urgent first.
 * `due_soon`: due today or on the next working day; `others`: an opinion of somebody else is waited for.
 */
export async function queue(db: Db, input: QueueInput, reader: Reader) {
  const { tabs, keys, total } = await found(db, input, reader);
  return { tabs, rows: await rowsOf(db, keys, reader), total };
}

// A dossier that changes between finding its place and reading its line makes the page ask again; one that changes all the time does not stop it.
const TRIES = 3;

/** {@link queue} with its rows as JSON, from one statement when every line is in memory; no transaction is needed. */
export async function queueWritten(
  db: Db,
  input: QueueInput,
  reader: Reader,
): Promise<{ tabs: TabCounts; rows_json: Buffer; total: number }> {
  for (let tries = 1; ; tries += 1) {
    const { tabs, keys, total } = await found(db, input, reader);
    const { json, is_as_found } = await rowsWritten(db, keys, reader);
    if (is_as_found || tries === TRIES) return { tabs, rows_json: json, total };
  }
}
