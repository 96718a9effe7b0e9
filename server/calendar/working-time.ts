// Steps over working days and working time. Every date of the product is counted with these.
import { addDays, type Day, daysBetween, vietnamDay, vietnamMoment } from '#lib/day';
import type { Session, WorkCalendar } from './work-calendar.ts';

const MS_PER_MINUTE = 60_000;
// Ten years without a working day is a broken calendar, not a deadline.
const FARTHEST_DAYS = 3660;

/** The day itself when it is a working day, else the next one that is. */
export function workingDayFrom(calendar: WorkCalendar, day: Day): Day {
  for (let n = 0, at = day; n < FARTHEST_DAYS; n += 1, at = addDays(at, 1)) if (calendar.isWorkingDay(at)) return at;
  throw new RangeError(`no working day within ${FARTHEST_DAYS} days of ${day}`);
}

/** The first working day after `day`. */
export function nextWorkingDay(calendar: WorkCalendar, day: Day): Day {
  return workingDayFrom(calendar, addDays(day, 1));
}

/** The n-th working day after `day`; `day` itself when n is 0. */
export function addWorkingDays(calendar: WorkCalendar, day: Day, n: number): Day {
  let at = day;
  for (let left = n; left > 0; left -= 1) at = nextWorkingDay(calendar, at);
  return at;
}

/** Working days in (from, to]; 0 when `to` is not later. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  let count = 0;
  for (let n = daysBetween(from, to), at = from; n > 0; n -= 1) {
    at = addDays(at, 1);
    if (calendar.isWorkingDay(at)) count += 1;
  }
  return count;
}

/** Working time of the day for counting: none on a day that is not worked, even when the desk opens (Saturday). */
function countedSessions(calendar: WorkCalendar, day: Day): readonly Session[] {
  return calendar.isWorkingDay(day) ? calendar.hours(day) : [];
}

/** Opening and closing moments of each stretch, in milliseconds. */
function stretches(calendar: WorkCalendar, day: Day): { open: number; close: number }[] {
  const midnight = vietnamMoment(day).getTime();
  return countedSessions(calendar, day).map((s) => ({
    open: midnight + s.from * MS_PER_MINUTE,
    close: midnight + s.to * MS_PER_MINUTE,
  }));
}

/** When the working time of a working day ends: the due moment of a limit counted in days. */
export function closingMoment(calendar: WorkCalendar, day: Day): Date {
  const last = calendar.hours(day).at(-1);
  if (!last) throw new RangeError(`${day} has no working time`);
  return new Date(vietnamMoment(day).getTime() + last.to * MS_PER_MINUTE);
}

/** The moment itself when it lies in working time, else the next opening. The closing minute is no longer working time. */
export function openMomentFrom(calendar: WorkCalendar, at: Date): Date {
  const ms = at.getTime();
  for (let n = 0, day = vietnamDay(at); n < FARTHEST_DAYS; n += 1, day = addDays(day, 1)) {
    for (const { open, close } of stretches(calendar, day)) if (ms < close) return new Date(Math.max(ms, open));
  }
  throw new RangeError(`no working time within ${FARTHEST_DAYS} days`);
}

/** The moment when `amount_ms` of working time have passed since `at`; ends at a closing time rather than at the next opening. */
export function addWorkingMs(calendar: WorkCalendar, at: Date, amount_ms: number): Date {
  if (amount_ms === 0) return at;
  let left = amount_ms;
  const from = at.getTime();
  for (let n = 0, day = vietnamDay(at); n < FARTHEST_DAYS; n += 1, day = addDays(day, 1)) {
    for (const { open, close } of stretches(calendar, day)) {
      const begin = Math.max(open, from);
      if (begin >= close) continue;
      if (left <= close - begin) return new Date(begin + left);
      left -= close - begin;
    }
  }
  throw new RangeError(`not enough working time within ${FARTHEST_DAYS} days`);
}

/** Working time in [from, to), in milliseconds; 0 when `to` is not later. */
export function workingMsBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  let sum = 0;
  const [a, b] = [from.getTime(), to.getTime()];
  if (b <= a) return 0;
  for (let day = vietnamDay(from), last = vietnamDay(to); day <= last; day = addDays(day, 1)) {
    for (const { open, close } of stretches(calendar, day)) sum += Math.max(0, Math.min(close, b) - Math.max(open, a));
  }
  return sum;
}
