// The one definition of early, on time, overdue; of in time and paused for what is still open. Pure.
// Figures, queues, lists and the demonstration all ask here.
import { addDays, type Day, daysBetween, vietnamDay, vietnamMoment } from '#lib/day';

/** `day`: any moment of the due day is on time. `hour`: the due moment counts. */
export type Precision = 'day' | 'hour';

export type DueDate = { due_on: Day | null; due_at: Date | null; precision: Precision | null };

/** Codes as stored in dossiers.version.timeliness; 0 = not resolved. */
export const TIMELINESS = { none: 0, early: 1, on_time: 2, overdue: 3, undated: 4 } as const;

export type Timeliness = 'early' | 'on_time' | 'overdue' | 'undated';

/**
 * How a resolved dossier stands to its due date. Time of supplements and payments is not subtracted here: it already moved the due date.
 *
 * Early: finished on a day before the due day. On time: on the due day, and by the due hour when the limit is in hours.
 * Overdue: after it. No due date is a class of its own and never "on time".
 * Source: national vocabulary trước hạn / đúng hạn / quá hạn, closed dossiers counted before, on or after the due date.
 */
export function timeliness(due: DueDate, decided_at: Date): Timeliness {
  if (due.due_on === null) return 'undated';
  const decided_on = vietnamDay(decided_at);
  if (decided_on < due.due_on) return 'early';
  if (decided_on > due.due_on) return 'overdue';
  return due.precision === 'hour' && due.due_at !== null && decided_at > due.due_at ? 'overdue' : 'on_time';
}

export type Standing = 'in_time' | 'overdue' | 'paused' | 'undated';

/**
 * How an open dossier stands at a moment.
 *
 * Paused wins over in time, but a dossier whose due day had passed before the clock stopped stays overdue.
 * @param paused_on the day the clock stopped, null while it runs
 */
export function standing(due: DueDate, paused_on: Day | null, at: Date): Standing {
  if (due.due_on === null) return paused_on === null ? 'undated' : 'paused';
  if (paused_on !== null && paused_on <= due.due_on) return 'paused';
  const today = vietnamDay(at);
  if (today > due.due_on) return 'overdue';
  return due.precision === 'hour' && today === due.due_on && due.due_at !== null && at > due.due_at ? 'overdue' : 'in_time';
}

/** How a dossier stands that is still open when `day` ends: due that day and not finished is overdue. The reading of figures "at the end of the period". */
export function standingAtEndOf(due: DueDate, paused_on: Day | null, day: Day): Standing {
  return standing(due, paused_on, vietnamMoment(addDays(day, 1)));
}

/** Days a dossier is late: civil days from the due day to `on`, 0 when it is not late or has no due date. */
export function lateDays(due_on: Day | null, on: Day): number {
  if (due_on === null || on <= due_on) return 0;
  return daysBetween(due_on, on);
}
