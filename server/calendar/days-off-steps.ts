import { addDays, type Day, daysBetween, daysIn, weekday, yearOf } from '#lib/day';
import { step, type TraceStep, type Warning } from './trace.ts';
import type { DayOff, WorkCalendar } from './work-calendar.ts';

const SATURDAY = 6;

/** Days (from, to]: the first is not part of it, the last is. */
export type DaySpan = { from: Day; to: Day };

/** Days off and worked weekend days in `span`, leaving out what lies in `paused`: weekends in one step, each holiday in its own. */
export function daysOffSteps(calendar: WorkCalendar, span: DaySpan, paused: readonly DaySpan[]): TraceStep[] {
  const weekend: Day[] = [];
  const recorded: { row: DayOff; from: Day; to: Day; days: number }[] = [];
  for (const day of daysIn(addDays(span.from, 1), span.to)) {
    if (paused.some((pause) => pause.from < day && day <= pause.to)) continue;
    const row = calendar.recorded(day);
    if (!row) {
      if (weekday(day) >= SATURDAY) weekend.push(day);
      continue;
    }
    const last = recorded.at(-1);
    if (last && last.row.kind === row.kind && last.row.name_vi === row.name_vi && daysBetween(last.to, day) === 1) {
      last.to = day;
      last.days += 1;
    } else recorded.push({ row, from: day, to: day, days: 1 });
  }
  const [first, last] = [weekend[0], weekend.at(-1)];
  const steps = first && last ? [step('weekend', first, { from: first, to: last, days: weekend.length })] : [];
  for (const { row, from, to, days } of recorded) {
    const names = { name_vi: row.name_vi, name_en: row.name_en };
    steps.push(
      row.kind === 'swap_work'
        ? step('swap_work', from, names)
        : step('holiday', from, { from, to, days, kind: row.kind, ...names }),
    );
  }
  return steps;
}

/** What is not sure about the calendar from `from` to `to`, both included. A year already warned about does not name its days again. */
export function warningsFor(calendar: WorkCalendar, from: Day, to: Day): Warning[] {
  const warnings: Warning[] = [];
  const sure = new Set<number>();
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const covered = calendar.covered(`${String(year).padStart(4, '0')}-01-01`);
    if (covered === 'none') warnings.push({ code: 'year_not_covered', year });
    else if (covered === 'to_be_verified') warnings.push({ code: 'year_to_be_verified', year });
    else sure.add(year);
  }
  if (sure.size === 0) return warnings;
  const days = daysIn(from, to).flatMap((day) => {
    const row = sure.has(yearOf(day)) ? calendar.recorded(day) : null;
    const matters = row?.status === 'to_be_verified' && (row.kind === 'swap_work' || weekday(day) < SATURDAY);
    return row && matters ? [{ on_date: day, name_vi: row.name_vi, name_en: row.name_en }] : [];
  });
  if (days.length > 0) warnings.push({ code: 'days_to_be_verified', days });
  return warnings;
}
