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

const Found = TabCounts.extend({
  as_is_until: z.date().nullable(),
  keys: z.array(z.tuple([z.number(), z.number(), z.number()])),
});

const soon = new Remembered<Day>(['calendar'], 100);
const under = new Remembered<number[]>(['org'], 5000);

async function found(
  db: Db,
  { tab, unit, mine, sort, page, page_size }: QueueInput,
  { scope, now, account_id, stamps }: Reader,
): Promise<{ tabs: TabCounts; keys: Key[]; total: number; as_is_until: Date | null }> {
  const today = vietnamDay(now);
  const soonOn = async () => nextWorkingDay(await calendarOn(db), today);
  const { keys, as_is_until, ...tabs } = await one(
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
  return { tabs, keys: keys.map(([tenant, id, last_seq]) => ({ tenant, id, last_seq })), total: tabs[tab], as_is_until };
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

type Page = { json: Buffer; from: Date; until: Date | null };

/** {@link queue} as JSON, from one statement when every line is in memory; no transaction is needed. */
export async function queueWritten(db: Db, input: QueueInput, reader: Reader): Promise<Page> {
  const { page, page_size } = input;
  for (let tries = 1; ; tries += 1) {
    const { tabs, keys, total, as_is_until } = await found(db, input, reader);
    const { json, is_as_found } = await rowsWritten(db, keys, reader);
    if (!is_as_found && tries < TRIES) continue;
    const rest = JSON.stringify({ tabs, total, page, page_size });
    const parts = [Buffer.from('{"rows":'), json, Buffer.from(`,${rest.slice(1)}`)];
    return { json: Buffer.concat(parts), from: reader.now, until: as_is_until };
  }
}

// Some tens of KB each. Every change of a dossier is on record, so under the same stamps the page is the same until the clock changes it.
const pages = new Remembered<Promise<Page>>(['accounts', 'calendar', 'changes', 'org', 'procedures'], 400);

/** {@link queueWritten}, from memory as long as nothing changed: fifty people at nineteen desks ask for the same all day. */
export async function queueKept(db: Db, input: QueueInput, reader: Reader): Promise<Buffer> {
  const { stamps, scope, personal, account_id, now } = reader;
  if (!stamps) return (await queueWritten(db, input, reader)).json;
  const { tab, unit = '', mine, sort = '', page, page_size } = input;
  const whose = mine ? account_id : '';
  const key = [tab, mine, whose, sort, page, page_size, vietnamDay(now), numberOf(scope), numberOf(personal), unit].join('/');
  // Who asks under the same stamps waits for the same answer; an error is nobody else's.
  const kept = await pages.peek(stamps, key)?.catch(() => null);
  if (kept && kept.from <= now && (kept.until === null || now <= kept.until)) return kept.json;
  const asked = queueWritten(db, input, reader);
  pages.put(stamps, key, asked);
  try {
    return (await asked).json;
  } catch (error) {
    pages.remove(stamps, key);
    throw error;
  }
}

const numbers = new WeakMap<Scope, number>();
let last_number = 0;

/** A number of its own for each scope: as long as rights are what they were, an account's scope is the same object, and afterwards never again. */
function numberOf(scope: Scope): number {
  let number = numbers.get(scope);
  if (number === undefined) {
    last_number += 1;
    number = last_number;
    numbers.set(scope, number);
  }
  return number;
}
