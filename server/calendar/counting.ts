// How the two precisions count: whole days, and working time to the moment.
import { addDays, addMonths, type Day, daysBetween, vietnamDay, vietnamTime } from '#lib/day';
import { type DaySpan, daysOffSteps, warningsFor } from './days-off-steps.ts';
import { type CountedUnit, type LimitUnit, step, type TraceStep, type Warning, weekdayName } from './trace.ts';
import { timeOf, type WorkCalendar } from './work-calendar.ts';
import {
  addWorkingDays,
  addWorkingMs,
  closingMoment,
  nextWorkingDay,
  openMomentFrom,
  workingDayFrom,
  workingDaysBetween,
  workingMsBetween,
} from './working-time.ts';

export type CountRule = { unit: LimitUnit; amount: number; cut_off?: string | null; count_first_day?: boolean };
type Amount = { amount: number; unit: CountedUnit };

/** A limit being counted. `start` begins (again); `due_at` is always the due moment of what was counted so far. */
export type Counting = {
  readonly precision: 'day' | 'hour';
  readonly due_at: Date;
  /** Begins at the receipt; the limit counts anew when called again. */
  start(at: Date, trace: TraceStep[]): void;
  /** Takes a pause out. @returns what was taken out, in the unit of the limit */
  extend(from: Date, to: Date): Amount;
  /** Puts the due date so many working days later. @returns the step that says so */
  prolong(working_days: number, at: Date, source: string): TraceStep;
  /** What is left of the limit at that moment. */
  remaining(at: Date): Amount;
  /** Days off that were not counted, up to the due date or to `until`. */
  daysOff(until: Date | null): TraceStep[];
  /** Why the last counted day is not the due day, if it is not. */
  moved(): TraceStep[];
  warnings(): Warning[];
};

const FIRST_DAY_SOURCE = 'Bộ luật Dân sự 2015, Điều 147 khoản 2';
const LAST_DAY_SOURCE = 'Bộ luật Dân sự 2015, Điều 148 khoản 5';
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

function later<T extends Date | Day>(a: T, b: T): T {
  return a > b ? a : b;
}

/** Limits in working days, civil days and months; due when the working time of the last day ends. */
export class DayCounting implements Counting {
  readonly precision = 'day';
  due_at = new Date(0);
  readonly #calendar: WorkCalendar;
  readonly #rule: CountRule;
  /** Day of the receipt, as far as counting goes. */
  #first: Day = '';
  /** The day before the first counted one. */
  #base: Day = '';
  /** The last counted day; may be a day off. */
  #raw: Day = '';
  #due: Day = '';
  #paused: DaySpan[] = [];
  #moved: TraceStep[] = [];

  constructor(calendar: WorkCalendar, rule: CountRule) {
    this.#calendar = calendar;
    this.#rule = rule;
  }

  start(at: Date, trace: TraceStep[]): void {
    const { amount, unit, count_first_day = false } = this.#rule;
    const first = this.#receiptDay(at, trace);
    this.#first = first;
    this.#base = count_first_day && amount > 0 ? addDays(first, -1) : first;
    this.#paused = [];
    if (amount > 0)
      trace.push(
        count_first_day
          ? step('first_day_counted', first, {})
          : step('first_day_not_counted', first, { source: FIRST_DAY_SOURCE }),
      );
    if (unit === 'working_day') this.#raw = addWorkingDays(this.#calendar, this.#base, amount);
    else if (unit === 'day') this.#raw = addDays(this.#base, amount);
    else this.#raw = addDays(addMonths(first, amount), daysBetween(first, this.#base));
    this.#settle(at);
  }

  /** A rule with a cut-off takes whatever comes after it, or on a day off, as received on the next working day. */
  #receiptDay(at: Date, trace: TraceStep[]): Day {
    const day = vietnamDay(at);
    const { cut_off } = this.#rule;
    if (!cut_off) return day;
    if (!this.#calendar.isWorkingDay(day)) {
      const moved_to = nextWorkingDay(this.#calendar, day);
      trace.push(step('received_on_day_off', day, { moved_to }));
      return moved_to;
    }
    if (vietnamTime(at) <= `${cut_off}:00`) return day;
    const moved_to = nextWorkingDay(this.#calendar, day);
    trace.push(step('cut_off', day, { cut_off, moved_to }));
    return moved_to;
  }

  extend(from: Date, to: Date): Amount {
    const { unit } = this.#rule;
    const asked = vietnamDay(from);
    // A receipt after the cut-off begins later than the pause may. Not for months: end-of-month clamping would make a later receipt due earlier.
    const began = unit === 'month' ? asked : later(asked, this.#first);
    const ended = vietnamDay(to);
    this.#paused.push({ from: began, to: ended });
    const reached = later(this.#raw, began);
    const is_working = unit === 'working_day';
    const amount = is_working ? workingDaysBetween(this.#calendar, began, ended) : Math.max(0, daysBetween(began, ended));
    this.#raw = is_working ? addWorkingDays(this.#calendar, reached, amount) : addDays(reached, amount);
    this.#settle(to);
    return { amount, unit: is_working ? 'working_day' : 'day' };
  }

  prolong(working_days: number, at: Date, source: string): TraceStep {
    const before = this.#due;
    this.#raw = addWorkingDays(this.#calendar, before, working_days);
    this.#settle(this.due_at);
    return step('extended', before, { at: at.toISOString(), amount: working_days, moved_to: this.#due, source });
  }

  /** The due day from the last counted day: never a day off, its closing never before `not_before`. */
  #settle(not_before: Date): void {
    const raw = this.#raw;
    this.#moved = [];
    this.#due = workingDayFrom(this.#calendar, raw);
    if (this.#due !== raw) {
      const off = this.#calendar.recorded(raw);
      const name_vi = off?.name_vi ?? weekdayName(raw, 'vi');
      const name_en = off?.name_en ?? weekdayName(raw, 'en');
      this.#moved.push(step('last_day_moved', raw, { moved_to: this.#due, name_vi, name_en, source: LAST_DAY_SOURCE }));
    }
    this.due_at = closingMoment(this.#calendar, this.#due);
    if (this.due_at >= not_before) return;
    const day = vietnamDay(not_before);
    this.#due = workingDayFrom(this.#calendar, day);
    if (closingMoment(this.#calendar, this.#due) < not_before) this.#due = nextWorkingDay(this.#calendar, day);
    this.#moved.push(step('too_late_that_day', day, { at: not_before.toISOString(), moved_to: this.#due }));
    this.due_at = closingMoment(this.#calendar, this.#due);
  }

  remaining(at: Date): Amount {
    const day = later(vietnamDay(at), this.#first);
    if (this.#rule.unit === 'working_day')
      return { amount: workingDaysBetween(this.#calendar, day, this.#raw), unit: 'working_day' };
    return { amount: Math.max(0, daysBetween(day, this.#raw)), unit: 'day' };
  }

  daysOff(until: Date | null): TraceStep[] {
    if (this.#rule.unit !== 'working_day' || this.#rule.amount === 0) return [];
    return daysOffSteps(this.#calendar, { from: this.#base, to: until ? vietnamDay(until) : this.#due }, this.#paused);
  }

  moved(): TraceStep[] {
    return this.#moved;
  }

  // Days off inside a limit of civil days or months do not matter, only those at its end do.
  warnings(): Warning[] {
    return warningsFor(this.#calendar, this.#rule.unit === 'working_day' ? this.#first : this.#raw, later(this.#due, this.#raw));
  }
}

/** Limits in hours of working time, to the moment. */
export class HourCounting implements Counting {
  readonly precision = 'hour';
  due_at = new Date(0);
  readonly #calendar: WorkCalendar;
  readonly #rule: CountRule;
  #begin = new Date(0);
  #paused: DaySpan[] = [];

  constructor(calendar: WorkCalendar, rule: CountRule) {
    this.#calendar = calendar;
    this.#rule = rule;
  }

  start(at: Date, trace: TraceStep[]): void {
    this.#begin = openMomentFrom(this.#calendar, at);
    this.#paused = [];
    const day = vietnamDay(this.#begin);
    const hours = this.#calendar.hours(day).map(({ from, to }) => `${timeOf(from)}–${timeOf(to)}`);
    trace.push(step('working_hours', day, { hours: hours.join(', ') }));
    if (this.#begin > at)
      trace.push(step('outside_hours', vietnamDay(at), { at: at.toISOString(), moved_to: this.#begin.toISOString() }));
    this.due_at = addWorkingMs(this.#calendar, this.#begin, this.#rule.amount * MS_PER_HOUR);
  }

  extend(from: Date, to: Date): Amount {
    const ms = workingMsBetween(this.#calendar, later(from, this.#begin), to);
    this.#paused.push({ from: vietnamDay(from), to: vietnamDay(to) });
    this.due_at = addWorkingMs(this.#calendar, this.due_at, ms);
    if (this.due_at < to) this.due_at = openMomentFrom(this.#calendar, to);
    return { amount: Math.floor(ms / MS_PER_MINUTE), unit: 'minute' };
  }

  // The same hour of a later day; a day that closes earlier is due when it closes.
  prolong(working_days: number, at: Date, source: string): TraceStep {
    const before = vietnamDay(this.due_at);
    const moved_to = addWorkingDays(this.#calendar, before, working_days);
    const same_hour = new Date(this.due_at.getTime() + daysBetween(before, moved_to) * 24 * MS_PER_HOUR);
    const closing = closingMoment(this.#calendar, moved_to);
    this.due_at = same_hour > closing ? closing : same_hour;
    return step('extended', before, { at: at.toISOString(), amount: working_days, moved_to, source });
  }

  remaining(at: Date): Amount {
    return {
      amount: Math.floor(workingMsBetween(this.#calendar, later(at, this.#begin), this.due_at) / MS_PER_MINUTE),
      unit: 'minute',
    };
  }

  daysOff(until: Date | null): TraceStep[] {
    return daysOffSteps(this.#calendar, { from: vietnamDay(this.#begin), to: vietnamDay(until ?? this.due_at) }, this.#paused);
  }

  moved(): TraceStep[] {
    return [];
  }

  warnings(): Warning[] {
    return warningsFor(this.#calendar, vietnamDay(this.#begin), vietnamDay(this.due_at));
  }
}
