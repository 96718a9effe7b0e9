// The due date a procedure version promises, and the promises that follow a pause. Pure: the calendar is handed in.
import { type Calendar, type DeadlineRule, deadline, type Extension, type Pause } from '#calendar';
import type { Procedure } from '#procedures';
import type { DossierEvent, Due } from './event.ts';

/** What a procedure version says about time. */
export type TimeLimit = {
  version_id: number;
  code: string;
  limit_unit: 'hour' | 'day' | 'working_day' | 'month' | null;
  limit_amount: number | null;
  /** 'HH:MM' or 'HH:MM:SS'. */
  cut_off: string | null;
  supplement_policy: 'pause' | 'restart';
  decision_no: string | null;
  legal_basis: string | null;
};

/**
 * The rule of the deadline engine for a procedure version; null when the catalogue states no limit.
 * A same-day procedure is 0 working days with a cut-off hour.
 */
export function ruleOf(limit: TimeLimit): DeadlineRule | null {
  if (limit.limit_unit === null || limit.limit_amount === null) return null;
  return {
    id: `${limit.code}#${limit.version_id}`,
    unit: limit.limit_unit,
    amount: limit.limit_amount,
    cut_off: limit.cut_off?.slice(0, 5) ?? null,
    restart_on_supplement: limit.supplement_policy === 'restart',
    source: limit.decision_no ?? limit.legal_basis ?? '',
  };
}

/**
 * The due date to promise.
 * @param pauses times the clock stood, all ended
 * @param options.extensions working days added by decision
 * @param options.with_trace false for records made in bulk, which explain themselves by asking again
 */
export function dueOf(
  limit: TimeLimit,
  received_at: Date,
  pauses: readonly Pause[],
  calendar: Calendar,
  options: { with_trace?: boolean; extensions?: readonly Extension[] } = {},
): Due {
  const rule = ruleOf(limit);
  if (rule === null) return { rule_id: null, due_on: null, due_at: null, precision: null };
  const { due_on, due_at, precision, warnings, trace } = deadline({
    received_at,
    rule,
    calendar,
    pauses,
    extensions: options.extensions ?? [],
  });
  const due: Due = { rule_id: rule.id, due_on, due_at: due_at?.toISOString() ?? null, precision };
  if (options.with_trace === false) return due;
  return { ...due, warnings, trace };
}

/**
 * Times the clock stood, from the events of a dossier, oldest first: while papers or money were waited for, and while a dossier that was
 * opened again was closed. A stop that still lasts ends at `until` when that is given, else its `to_at` is null.
 */
export function pausesOf(events: readonly DossierEvent[], until: Date | null = null): Pause[] {
  const pauses: Pause[] = [];
  let open: Omit<Pause, 'to_at'> | null = null;
  let closed_at: Date | null = null;
  for (const event of events) {
    if (event.kind === 'supplement_requested') open = { from_at: event.at, reason: 'supplement' };
    else if (event.kind === 'payment_requested') open = { from_at: event.at, reason: 'payment' };
    else if (open && (event.kind === 'supplement_given' || event.kind === 'payment_made')) {
      pauses.push({ ...open, to_at: event.at });
      open = null;
    } else if (event.kind === 'withdrawn' || event.kind === 'stopped' || event.kind === 'decided') closed_at = event.at;
    else if (event.kind === 'reopened' && closed_at !== null) {
      pauses.push({ from_at: open?.from_at ?? closed_at, to_at: event.at, reason: 'other' });
      open = null;
      closed_at = null;
    }
  }
  if (open) pauses.push({ ...open, to_at: until });
  return pauses;
}

/** Working days added to the limit by decision, in the order of the decisions. */
export function extensionsOf(events: readonly DossierEvent[]): Extension[] {
  return events.flatMap(({ kind, at, data }) =>
    kind === 'extended' ? [{ at, working_days: data.days, source: data.decision_no ?? data.approved_by_name }] : [],
  );
}

/** What the deadline engine needs of a procedure version. */
export function limitOf({
  id,
  ...version
}: Pick<
  Procedure,
  'id' | 'code' | 'limit_unit' | 'limit_amount' | 'cut_off' | 'supplement_policy' | 'decision_no' | 'legal_basis'
>) {
  return { ...version, version_id: id };
}
