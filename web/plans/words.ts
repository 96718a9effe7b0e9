import type { Input, Output } from '../api.ts';

export type Task = Output<'plans.tasks'>['rows'][number];
export type State = Task['state'];
export type Counts = Output<'plans.counts'>['total'];
export type Target = Output<'plans.targets'>['rows'][number];
export type Part = Target['assessed'];
export type Verdict = Target['verdict'];
export type TasksAsk = Input<'plans.tasks'>;

export const STATES = [
  'completed',
  'completed_late',
  'in_progress',
  'below_plan',
  'recurring',
  'not_due',
  'not_done',
  'overdue',
  'will_not_do',
] as const satisfies readonly State[];
export const AREAS = [
  'steering',
  'institutions',
  'procedures',
  'organisation',
  'civil_service',
  'public_finance',
  'e_government',
  'other',
] as const;
export const PLAN_KINDS = ['reform', 'remediation', 'procedure_control', 'communication', 'inspection', 'other'] as const;
export const TASK_KINDS = ['plan', 'assigned', 'remediation'] as const;
export const ASSIGNERS = ['province', 'province_chairman', 'committee', 'chairman', 'meeting', 'superior', 'other'] as const;
export const RECURRENCES = ['none', 'month', 'quarter', 'half_year', 'year_end'] as const;
export const OUTCOMES = ['on_time', 'late', 'overdue', 'in_time', 'dropped'] as const;
export const VERDICTS = ['met', 'missed', 'unknown'] as const;
export const PROPOSALS = ['remind', 'criticise', 'review_responsibility', 'extend', 'other'] as const;

type Tone = 'red' | 'green' | 'amber' | 'blue' | 'plain';
export const STATE_TONE: Record<State, Tone> = {
  completed: 'green',
  completed_late: 'amber',
  in_progress: 'blue',
  below_plan: 'amber',
  recurring: 'plain',
  not_due: 'plain',
  not_done: 'amber',
  overdue: 'red',
  will_not_do: 'plain',
};
export const VERDICT_TONE: Record<Verdict, Tone> = { met: 'green', missed: 'red', unknown: 'amber' };
export const PLAN_TONE = { draft: 'amber', approved: 'green', amending: 'blue' } as const;
export const PROPOSAL_TONE = { open: 'amber', accepted: 'blue', rejected: 'plain', done: 'green' } as const;

/** What may be told of a task in a state, in the order people ask for it. */
export function toldNext(state: State): readonly ReportStatus[] {
  if (state === 'completed' || state === 'completed_late' || state === 'will_not_do') return ['comment', 'reopened'];
  return ['started', 'done', 'below_plan', 'not_done', 'will_not_do', 'comment'];
}
export type ReportStatus = Input<'plans.report'>['status'];

/** Statuses that are told with their reason. */
export const REASONED: readonly ReportStatus[] = ['below_plan', 'not_done', 'will_not_do', 'reopened'];

const SIGN: Record<string, string> = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' };

/** `≥ 30 %` as it is read. */
export function thresholdText(part: Part, number: (value: string) => string): string {
  if (part.op === null || part.threshold === null) return '';
  const amount = part.threshold.includes('/') ? part.threshold : number(part.threshold);
  return `${SIGN[part.op]} ${amount}${part.unit === '%' ? '%' : part.unit ? ` ${part.unit}` : ''}`;
}

/** Parts that stand below, each with how deep. */
export function partsBelow(part: Part, depth = 0): { part: Part; depth: number }[] {
  return part.parts.flatMap((one) => [{ part: one, depth }, ...partsBelow(one, depth + 1)]);
}

/** Where a bar stands in a year, in per cent of its width; what lies outside is cut. */
export function spanIn(year: number, from: string, to: string): { left: number; width: number } | null {
  const [first, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const start = Math.max(Date.parse(from), first);
  const stop = Math.min(Date.parse(to) + 86_400_000, end);
  if (stop <= start) return null;
  return { left: ((start - first) / (end - first)) * 100, width: ((stop - start) / (end - first)) * 100 };
}
