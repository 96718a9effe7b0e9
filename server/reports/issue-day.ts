// The day and the number of an issued report: after it was written and handed in, and never before what stands in the book.
import { z } from 'zod';
import { type Day, vietnamDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, maybeOne, one } from '#lib/sql';
import { type By, eventsOf, type Held, type Version } from './stored.ts';

const sql = loadSql(import.meta.url, ['next_number', 'last_in_book']);

/** `is_kept_back`: a paper of years ago that is entered with its own day, whatever stands in the book since; only the product itself does so. */
export type DayAsk = { issued_on: Day; is_kept_back?: boolean };

/** When its figures were known and it was approved. */
async function readyOn(db: Db, report: Held, version: Version): Promise<Day> {
  const approved = (await eventsOf(db, report)).findLast(({ kind }) => kind === 'approved')?.at ?? version.known_at;
  return vietnamDay(approved > version.known_at ? approved : version.known_at);
}

/** @throws reports.issue_day_wrong, reports.issue_day_early */
export async function refuseDay(db: Db, report: Held, version: Version, ask: DayAsk, by: By): Promise<void> {
  const { issued_on } = ask;
  const [from, to] = [version.content.to, vietnamDay(by.now)];
  if (issued_on < from || issued_on > to) throw new DomainError('reports.issue_day_wrong', 422, { issued_on, from, to });
  if (ask.is_kept_back) return;
  const first = await readyOn(db, report, version);
  if (issued_on < first) throw new DomainError('reports.issue_day_early', 422, { issued_on, from: first });
}

type Book = { tenant: number; unit_id: number; year: number };
const Entry = z.object({ number: z.number(), issued_on: z.string() });

/**
 * The next number of the book. Numbers follow the days: what is issued later is not dated before what stands there.
 * @throws reports.issue_day_before_book
 */
export async function numberFor(db: Db, book: Book, ask: DayAsk): Promise<number> {
  // Taking the number holds the book: whoever issues at the same moment waits here.
  const { last: number } = await one(db, sql.next_number, book, z.object({ last: z.number() }));
  if (ask.is_kept_back) return number;
  const before = await maybeOne(db, sql.last_in_book, book, Entry);
  if (before && ask.issued_on < before.issued_on)
    throw new DomainError('reports.issue_day_before_book', 422, {
      issued_on: ask.issued_on,
      number: before.number,
      from: before.issued_on,
    });
  return number;
}

/** The first day the newest version of a report may bear when it is issued in the year of `today`. */
export async function firstDay(db: Db, report: Held, version: Version, today: Day): Promise<Day> {
  const last = await maybeOne(db, sql.last_in_book, { ...report, year: yearOf(today) }, Entry);
  const days = [version.content.to, await readyOn(db, report, version), ...(last ? [last.issued_on] : [])];
  return days.reduce((a, b) => (a > b ? a : b));
}
