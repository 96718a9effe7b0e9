// Until when a report is in time, and when its period is closed: pure.
import { z } from 'zod';
import { addWorkingDays, type WorkCalendar, workingDayFrom } from '#calendar';
import { addDays, type Day, lastDayOfMonth, makeDay, monthOf, yearOf } from '#lib/day';

/**
 * Last day in time. `days_after`: so many days after the last day of the period (1: the day after it), counted in calendar or working days.
 * `day_of_month`: that day of the month the period ends in, or of one of the months after it; a month that is shorter ends on its own last day.
 * `moves`: a day off moves to the next working day.
 */
export const DueRule = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('days_after'),
    days: z.int().min(0).max(120),
    counted: z.enum(['calendar', 'working']).default('calendar'),
    moves: z.boolean().default(false),
  }),
  z.strictObject({
    rule: z.literal('day_of_month'),
    day: z.int().min(1).max(31),
    months_after: z.int().min(0).max(3).default(0),
    moves: z.boolean().default(false),
  }),
]);
export type DueRule = z.infer<typeof DueRule>;

/** Days after the last day in time on which a report may still be written; then its period is closed. */
export const LockRule = z.strictObject({
  days: z.int().min(0).max(366),
  counted: z.enum(['calendar', 'working']).default('calendar'),
});
export type LockRule = z.infer<typeof LockRule>;

/**
 * Last day whose records count, where figures are closed before the period ends. `days_before`: so many days before its last day; `day_of_month`: that
 * day of the month the period ends in.
 */
export const CutOffRule = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('days_before'), days: z.int().min(1).max(60) }),
  z.strictObject({ rule: z.literal('day_of_month'), day: z.int().min(1).max(31) }),
]);
export type CutOffRule = z.infer<typeof CutOffRule>;

/** Null: the period's own last day, also where the rule would reach past its ends. `e`: the day after the last. */
export function cutOffDay(rule: CutOffRule, { s, e }: { s: Day; e: Day }): Day | null {
  const last = addDays(e, -1);
  const day =
    rule.rule === 'days_before' ? addDays(last, -rule.days) : addDays(makeDay(yearOf(last), monthOf(last), 1), rule.day - 1);
  return day >= s && day < last ? day : null;
}

/** @param last last day of the period */
export function dueDay(rule: DueRule, last: Day, calendar: WorkCalendar): Day {
  const day = unmoved(rule, last, calendar);
  return rule.moves ? workingDayFrom(calendar, day) : day;
}

function unmoved(rule: DueRule, last: Day, calendar: WorkCalendar): Day {
  if (rule.rule === 'days_after')
    return rule.counted === 'working' ? addWorkingDays(calendar, last, rule.days) : addDays(last, rule.days);
  const first = makeDay(yearOf(last), monthOf(last) + rule.months_after, 1);
  const end = lastDayOfMonth(first);
  const wanted = addDays(first, rule.day - 1);
  return wanted < end ? wanted : end;
}

/** Last day on which a report that was due on `due_on` may be written; null: it is locked by hand only. */
export function lockDay(rule: LockRule | null, due_on: Day, calendar: WorkCalendar): Day | null {
  if (rule === null) return null;
  return rule.counted === 'working' ? addWorkingDays(calendar, due_on, rule.days) : addDays(due_on, rule.days);
}
