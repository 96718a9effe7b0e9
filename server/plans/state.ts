// What a task's state is on a day. Pure: it follows from the days of the task and from what was told of it, and is never stored.
import { addDays, type Day, lastDayOfMonth, makeDay } from '#lib/day';
import type { NoteStatus, Recurrence } from './words.ts';

export const STATES = [
  'not_due',
  'in_progress',
  'recurring',
  'completed',
  'completed_late',
  'below_plan',
  'not_done',
  'overdue',
  'will_not_do',
] as const;
export type State = (typeof STATES)[number];

/** Under way or finished, whatever the result: what reports call "đã triển khai". What is overdue is not among them. */
const IMPLEMENTED: readonly State[] = ['in_progress', 'completed', 'completed_late', 'below_plan'];
export const isImplemented = (state: State): boolean => IMPLEMENTED.includes(state);
export const isCompleted = (state: State): boolean => state === 'completed' || state === 'completed_late';
/** Nothing more is told of it: it was finished, or it will not be done. */
export const isClosed = (state: State): boolean => isCompleted(state) || state === 'will_not_do';

/** How assigned tasks are counted: done on time, done late, overdue and not done, still in time. */
export const OUTCOMES = ['on_time', 'late', 'overdue', 'in_time', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export function outcomeOf(state: State): Outcome {
  switch (state) {
    case 'completed':
      return 'on_time';
    case 'completed_late':
      return 'late';
    case 'overdue':
      return 'overdue';
    case 'will_not_do':
      return 'dropped';
    default:
      return 'in_time';
  }
}

export type Occurrence = { label: string; starts_on: Day; due_on: Day };

const MONTHS: Partial<Record<Recurrence, number>> = { month: 1, quarter: 3, half_year: 6 };
const LABELS: Partial<Record<Recurrence, (n: number) => string>> = {
  month: (n) => String(n).padStart(2, '0'),
  quarter: (n) => `Q${n}`,
  half_year: (n) => `H${n}`,
};

/** The months, quarters or halves of a year in which a recurring task is to be done once each; none for other tasks. */
export function occurrencesOf(task: { recurrence: Recurrence; starts_on: Day; due_on: Day; year: number }): Occurrence[] {
  const months = MONTHS[task.recurrence];
  const label = LABELS[task.recurrence];
  if (!months || !label) return [];
  const found: Occurrence[] = [];
  for (let first = 1; first <= 12; first += months) {
    const starts_on = makeDay(task.year, first, 1);
    const due_on = lastDayOfMonth(makeDay(task.year, first + months - 1, 1));
    if (due_on < task.starts_on || starts_on > task.due_on) continue;
    const n = (first - 1) / months + 1;
    found.push({ label: `${task.year}-${label(n)}`, starts_on, due_on: due_on > task.due_on ? task.due_on : due_on });
  }
  return found;
}

export type TaskFacts = {
  year: number;
  starts_on: Day;
  due_on: Day;
  recurrence: Recurrence;
  /** What was last told of the whole task until the day, comments aside; null: nothing. */
  last_status: NoteStatus | null;
  last_on: Day | null;
  /** Months, quarters, halves told of as done until the day, with the day of each. */
  done: readonly { label: string; on: Day }[];
};

/**
 * The state on a day. What was told decides before the calendar does; a task that is under way and whose day is over is overdue.
 *
 * - `not_due`: nothing told, its day has not come; - `not_done`: told as not done, with a reason, and still in time;
 * - `recurring`: goes on all year and is told of at its end; nothing told yet; - `below_plan`: done, its result falls short of what was planned.
 */
export function stateOf(task: TaskFacts, day: Day): State {
  const { last_status: last, last_on } = task;
  if (last === 'will_not_do') return 'will_not_do';
  if (last === 'done') return (last_on as Day) <= task.due_on ? 'completed' : 'completed_late';
  if (last === 'below_plan') return 'below_plan';
  const each = occurrencesOf(task);
  if (each.length > 0) {
    const done_on = new Map(task.done.map(({ label, on }) => [label, on]));
    if (each.every(({ label }) => done_on.has(label)))
      return each.every(({ label, due_on }) => (done_on.get(label) as Day) <= due_on) ? 'completed' : 'completed_late';
    if (each.some(({ label, due_on }) => due_on < day && !done_on.has(label))) return 'overdue';
    if (task.done.length > 0) return 'in_progress';
  }
  if (day > task.due_on) return 'overdue';
  if (last === 'not_done') return 'not_done';
  if (last === 'started' || last === 'reopened') return 'in_progress';
  return task.recurrence === 'year_end' ? 'recurring' : 'not_due';
}

/** Whole days past the day it was due; null when it is not overdue. Of a recurring task: past the first one missed. */
export function daysLate(task: TaskFacts, day: Day, daysBetween: (from: Day, to: Day) => number): number | null {
  if (stateOf(task, day) !== 'overdue') return null;
  const done = new Set(task.done.map(({ label }) => label));
  const missed = occurrencesOf(task).find(({ label, due_on }) => due_on < day && !done.has(label));
  return daysBetween(missed?.due_on ?? task.due_on, day);
}

/** What is due next: the first month, quarter or half not done yet, or the task's own day; null when it is closed. */
export function nextDue(task: TaskFacts, day: Day): Day | null {
  if (isClosed(stateOf(task, day))) return null;
  const done = new Set(task.done.map(({ label }) => label));
  return occurrencesOf(task).find(({ label }) => !done.has(label))?.due_on ?? task.due_on;
}

/** 31 December of the year, on which a task without a day of its own is due. */
export const yearEnd = (year: number): Day => addDays(makeDay(year + 1, 1, 1), -1);
export const yearStart = (year: number): Day => makeDay(year, 1, 1);
