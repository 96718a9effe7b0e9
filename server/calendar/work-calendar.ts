import { type Day, weekday, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';

/** `swap_work`: a Saturday or Sunday that is worked in exchange for a `swap_off`. The others are days without work. */
export type DayOffKind = 'holiday' | 'substitute' | 'swap_off' | 'swap_work' | 'local_off';

/** `to_be_verified`: recorded, but nobody has compared it with the official text yet. */
export type Status = 'approved' | 'to_be_verified';

export type DayOff = { on_date: Day; region: string; kind: DayOffKind; name_vi: string; name_en: string; status: Status };

/** Working time of one weekday (ISO, 1 Monday to 7 Sunday), for days in [valid_from, valid_to). A half-day that is not worked is null. */
export type HoursRow = {
  unit_code: string;
  weekday: number;
  valid_from: Day | null;
  valid_to: Day | null;
  morning_from: string | null;
  morning_to: string | null;
  afternoon_from: string | null;
  afternoon_to: string | null;
};

/** A stretch of working time within one day, in minutes after midnight, [from, to). */
export type Session = { from: number; to: number };

/** What the deadline engine asks of a calendar. Days are Vietnam days. */
export type WorkCalendar = {
  unit_code: string;
  region: string;
  /** Monday to Friday that is not a day off, or a weekend day that is worked by swap. Desk openings on Saturdays do not make it one. */
  isWorkingDay(day: Day): boolean;
  /** What is recorded for the day (also `swap_work` and holidays that fall on a weekend); null for an ordinary day. */
  recorded(day: Day): DayOff | null;
  /** When the desk is open that day, also on a Saturday opening; empty on a day off. @throws calendar.no_working_hours */
  hours(day: Day): readonly Session[];
  /** How sure the days off of that day's year are; `none`: the year was never entered. */
  covered(day: Day): Status | 'none';
};

export type CalendarData = {
  unit_code: string;
  region: string;
  days_off: readonly DayOff[];
  hours: readonly HoursRow[];
  coverage: readonly { year: number; status: Status }[];
};

/** Default rows, used by every unit that has none of its own for that weekday. */
export const EVERY_UNIT = '*';
/** Days off of the whole country; a row of a narrower region goes before it. */
export const WHOLE_COUNTRY = 'VN';

// Calendars are kept by the thousand, and most days asked for are near.
const MOST_DAYS = 500;
const MONDAY = 1;
const SATURDAY = 6;

/** A calendar from its rows: those of the unit go before {@link EVERY_UNIT}, those of the region before {@link WHOLE_COUNTRY}. */
export function makeCalendar(data: CalendarData): WorkCalendar {
  const off = new Map<Day, DayOff>();
  for (const row of data.days_off) {
    if (row.region === WHOLE_COUNTRY && !off.has(row.on_date)) off.set(row.on_date, row);
    else if (row.region === data.region) off.set(row.on_date, row);
  }
  const coverage = new Map(data.coverage.map((row) => [row.year, row.status]));

  // Each deadline asks for the hours of its days again.
  const opened = new Map<Day, readonly Session[]>();
  const isWorkingDay = (day: Day): boolean => {
    const row = off.get(day);
    return row ? row.kind === 'swap_work' : weekday(day) < SATURDAY;
  };
  return {
    unit_code: data.unit_code,
    region: data.region,
    isWorkingDay,
    recorded: (day) => off.get(day) ?? null,
    covered: (day) => coverage.get(yearOf(day)) ?? 'none',
    hours(day) {
      const known = opened.get(day);
      if (known) return known;
      const row = off.get(day);
      if (row && row.kind !== 'swap_work') return [];
      // A weekend day that is worked by swap is a full working day, not the shorter Saturday opening.
      const found = hoursRow(data, day, row ? MONDAY : weekday(day));
      const sessions = found ? sessionsOf(found) : [];
      if (sessions.length === 0 && isWorkingDay(day))
        throw new DomainError('calendar.no_working_hours', 409, { unit_code: data.unit_code, day });
      if (opened.size >= MOST_DAYS) opened.clear();
      opened.set(day, sessions);
      return sessions;
    },
  };
}

function hoursRow(data: CalendarData, day: Day, on_weekday: number): HoursRow | null {
  const valid = data.hours.filter(
    (row) =>
      row.weekday === on_weekday &&
      (row.valid_from === null || row.valid_from <= day) &&
      (row.valid_to === null || day < row.valid_to),
  );
  return valid.find((row) => row.unit_code === data.unit_code) ?? valid.find((row) => row.unit_code === EVERY_UNIT) ?? null;
}

function sessionsOf(row: HoursRow): Session[] {
  const sessions: Session[] = [];
  if (row.morning_from && row.morning_to) sessions.push({ from: minutesOf(row.morning_from), to: minutesOf(row.morning_to) });
  if (row.afternoon_from && row.afternoon_to)
    sessions.push({ from: minutesOf(row.afternoon_from), to: minutesOf(row.afternoon_to) });
  return sessions;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Minutes after midnight as 'HH:MM'. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
