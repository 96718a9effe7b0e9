// What every part of the overview is asked with, and the days it compares.
import { z } from 'zod';
import { may } from '#access';
import { type NamedKind, periodOf } from '#calendar';
import { addDays, type Day, daysBetween } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { periodEarlier } from '#measures';
import { type Unit, unitOn } from '#org';

export const KINDS = ['month', 'quarter', 'year'] as const;
export type Kind = (typeof KINDS)[number];

/** What one person may see of each kind of record. */
export type Reader = {
  overview: Scope;
  dossiers: Scope;
  measures: Scope;
  plans: Scope;
  reports: Scope;
  scorecards: { read: Scope; score: Scope; appraise: Scope };
  now: Date;
  today: Day;
};

export type Ask = { unit: string; day: Day };

export const UnitOut = z.object({ code: z.string(), name: z.string(), kind: z.string() });
/** Both days included. */
export const Span = z.object({ from: z.string(), to: z.string() });
export type Span = z.infer<typeof Span>;

/** @throws org.unit_unknown also when it is out of reach, org.unit_not_on_day */
export async function unitAsked(db: Db, ask: Ask, reader: Reader): Promise<Unit> {
  const unit = await unitOn(db, ask.unit, ask.day);
  if (!may(reader.overview, unit.id)) throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  return unit;
}

export const unitOut = ({ code, name, kind }: Unit) => ({ code, name, kind });

/**
 * The month, quarter or year of a day, up to that day; as many days of the one before it; and the same days a year earlier. A period that is over
 * is held against the whole one before it, however long that was.
 */
export function spans(kind: Kind, day: Day): { now: Span; previous: Span; year_earlier: Span } {
  const period = named(kind, day);
  const before = named(kind, addDays(period.s, -1));
  const days = daysBetween(period.s, day);
  const last_before = addDays(before.e, -1);
  const same_length = addDays(before.s, days);
  const is_over = addDays(day, 1) === period.e;
  const previous = { from: before.s, to: is_over || same_length > last_before ? last_before : same_length };
  return { now: { from: period.s, to: day }, previous, year_earlier: periodEarlier(period.s, day) };
}

/** The twelve calendar months up to that of a day, the last one up to that day. `[s, e)`. */
export function twelveMonths(day: Day): { s: Day; e: Day }[] {
  const months: { s: Day; e: Day }[] = [];
  for (let at = named('month', day); months.length < 12; at = named('month', addDays(at.s, -1)))
    months.unshift({ s: at.s, e: at.e });
  const last = months[11] as { s: Day; e: Day };
  return [...months.slice(0, 11), { s: last.s, e: addDays(day, 1) }];
}

function named(kind: NamedKind, day: Day) {
  const period = periodOf('CAL', kind, day);
  if (!period) throw new Error(`no ${kind} on ${day}`);
  return period;
}
