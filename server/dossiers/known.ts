// What every dossier names and what changes seldom: units and their names in time, officers, versions of procedures, calendars. In memory under
// its stamps, so that opening a dossier asks only for the dossier.
import { z } from 'zod';
import { type Calendar, calendarOn } from '#calendar';
import type { Day } from '#lib/day';
import { Remembered, type Stamps } from '#lib/revision';
import { type Db, loadSql, many } from '#lib/sql';
import { type Paper, papersOf, type Version, versionById } from '#procedures';

const sql = loadSql(import.meta.url, ['unit_names', 'account_names']);

const MOST = 20_000;
const units = new Remembered<NamedUnit>(['org'], MOST);
const accounts = new Remembered<string>(['accounts'], MOST);
const versions = new Remembered<Version & { papers: Paper[] }>(['procedures'], MOST);
const calendars = new Remembered<Calendar>(['calendar'], MOST);

const NamedUnit = z.object({
  id: z.number(),
  code: z.string(),
  /** Name, first day, first day after; the newest first. */
  names: z.array(z.tuple([z.string(), z.string().nullable(), z.string().nullable()])),
});
export type NamedUnit = z.infer<typeof NamedUnit>;

/** Units by id; those that do not exist are left out. */
export async function unitsKept(db: Db, ids: readonly number[], stamps: Stamps): Promise<Map<number, NamedUnit>> {
  const found = new Map<number, NamedUnit>();
  const wanted: number[] = [];
  for (const id of new Set(ids)) {
    const kept = units.peek(stamps, String(id));
    if (kept) found.set(id, kept);
    else wanted.push(id);
  }
  if (wanted.length === 0) return found;
  for (const unit of await many(db, sql.unit_names, { ids: wanted }, NamedUnit)) {
    units.put(stamps, String(unit.id), unit);
    found.set(unit.id, unit);
  }
  return found;
}

/** What a unit was called on a day; outside its life, its newest name. */
export function nameOn({ names }: NamedUnit, day: Day): string {
  const on_day = names.find(([, from, until]) => (from === null || from <= day) && (until === null || day < until));
  return (on_day ?? names[0])?.[0] ?? '';
}

/** Names of accounts by id. */
export async function accountsKept(db: Db, ids: readonly (number | null)[], stamps: Stamps): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const wanted: number[] = [];
  for (const id of new Set(ids)) {
    if (id === null) continue;
    const kept = accounts.peek(stamps, String(id));
    if (kept === undefined) wanted.push(id);
    else found.set(id, kept);
  }
  if (wanted.length === 0) return found;
  const Account = z.object({ id: z.number(), display_name: z.string() });
  for (const { id, display_name } of await many(db, sql.account_names, { ids: wanted }, Account)) {
    accounts.put(stamps, String(id), display_name);
    found.set(id, display_name);
  }
  return found;
}

/** A version of a procedure with the papers it wants. */
export function versionKept(db: Db, id: number, stamps: Stamps): Promise<Version & { papers: Paper[] }> {
  return versions.get(stamps, String(id), async () => ({ ...(await versionById(db, id)), papers: await papersOf(db, id) }));
}

/** The calendar a unit works by. */
export function calendarKept(db: Db, unit_code: string, stamps: Stamps): Promise<Calendar> {
  return calendars.get(stamps, unit_code, () => calendarOn(db, unit_code));
}
