import { addDays } from '../ui/format.ts';

export type Month = { month: number; weeks: (string | null)[][] };

/** Twelve months as rows of seven days, Monday first; null where the week belongs to another month. */
export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_none, index) => ({ month: index + 1, weeks: weeksOf(year, index + 1) }));
}

function weeksOf(year: number, month: number): (string | null)[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const days: (string | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null);
  for (let day = first; Number(day.slice(5, 7)) === month; day = addDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_none, week) => days.slice(week * 7, week * 7 + 7));
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
