// Days of the civil calendar, in Vietnam's time zone.
//
// A day is a 'YYYY-MM-DD' string: it sorts and compares as text, travels through JSON and SQL unchanged and has no
// time zone of its own. Vietnam is UTC+7 all year round with no summer time, so the offset is a constant.

/** A day of the civil calendar in Vietnam, 'YYYY-MM-DD'. */
export type Day = string;

const MS_PER_DAY = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const DAY_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_SHAPE = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** True when the text is a day that exists ('2023-02-29' does not). Years 0001 to 9999. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string') return false;
  const parts = DAY_SHAPE.exec(text);
  if (!parts || parts[1] === '0000') return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

// Counting a deadline asks for hundreds of neighbouring days, so days already met are remembered (1900 to 2199: at most 110,000).
const numbers = new Map<Day, number>();
const days = new Map<number, Day>();

function remember(day: Day, n: number): void {
  if (day < '1900-01-01' || day >= '2200-01-01') return;
  numbers.set(day, n);
  days.set(n, day);
}

/** @throws RangeError when the text is not a day that exists */
function dayNumber(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new RangeError(`not a day: ${String(day)}`);
  const n = Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
  remember(day, n);
  return n;
}

function fromDayNumber(n: number): Day {
  const known = days.get(n);
  if (known !== undefined) return known;
  const date = new Date(n * MS_PER_DAY);
  const day = Number.isNaN(date.getTime()) ? String(n) : date.toISOString().slice(0, 10);
  if (!isDay(day)) throw new RangeError(`day out of range: ${day}`);
  remember(day, n);
  return day;
}

/** The day `n` civil days after `day`; `n` may be negative. */
export function addDays(day: Day, n: number): Day {
  return fromDayNumber(dayNumber(day) + n);
}

/** Civil days from `from` to `to`: 0 when equal, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday: 1 Monday … 6 Saturday, 7 Sunday. */
export function weekday(day: Day): number {
  // 1970-01-01 was a Thursday (4).
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Month of the year, 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** Day of the month, 1 to 31. */
export function dayOfMonth(day: Day): number {
  return Number(day.slice(8, 10));
}

/** The day with these numbers. `month` may lie outside 1..12 and then carries into the year. @throws RangeError when it does not exist */
export function makeDay(year: number, month: number, day: number): Day {
  const months = year * 12 + (month - 1);
  const y = Math.floor(months / 12);
  const m = months - y * 12 + 1;
  const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

/** The last day of the month `day` lies in. */
export function lastDayOfMonth(day: Day): Day {
  return addDays(makeDay(yearOf(day), monthOf(day) + 1, 1), -1);
}

/** The same numbered day `n` months later; the month's last day where that number does not exist (31 Jan + 1 = 28/29 Feb). */
export function addMonths(day: Day, n: number): Day {
  const first = makeDay(yearOf(day), monthOf(day) + n, 1);
  const last = lastDayOfMonth(first);
  return dayOfMonth(day) >= dayOfMonth(last) ? last : makeDay(yearOf(first), monthOf(first), dayOfMonth(day));
}

/** The day it is in Vietnam at this moment. */
export function vietnamDay(moment: Date): Day {
  return fromDayNumber(Math.floor((moment.getTime() + VIETNAM_OFFSET_MS) / MS_PER_DAY));
}

/** The wall-clock time in Vietnam at this moment, 'HH:MM:SS' on a 24-hour clock ('00:00:00' is midnight). */
export function vietnamTime(moment: Date): string {
  const ms = (((moment.getTime() + VIETNAM_OFFSET_MS) % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY;
  const seconds = Math.floor(ms / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** The moment a wall clock in Vietnam shows `time` ('HH:MM' or 'HH:MM:SS', 24-hour; '24:00' is the end of the day). @throws RangeError */
export function vietnamMoment(day: Day, time = '00:00'): Date {
  const parts = TIME_SHAPE.exec(time);
  if (!parts) throw new RangeError(`not a time of day: ${time}`);
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0))
    throw new RangeError(`not a time of day: ${time}`);
  return new Date(dayNumber(day) * MS_PER_DAY - VIETNAM_OFFSET_MS + ((hour * 60 + minute) * 60 + second) * 1000);
}

/** Every day from `from` to `to`, both included; empty when `to` is earlier. */
export function daysIn(from: Day, to: Day): Day[] {
  const found: Day[] = [];
  for (let n = dayNumber(from), last = dayNumber(to); n <= last; n++) found.push(fromDayNumber(n));
  return found;
}

/** 'YYYY-MM-DD' as people here write it, 'DD/MM/YYYY'. */
export function dayVi(day: Day): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}
