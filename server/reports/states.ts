// Where a report is and what may be done with it: pure, one table.

export const STATES = ['draft', 'submitted', 'returned', 'approved', 'issued', 'accepted', 'consolidated', 'recalled'] as const;
export type State = (typeof STATES)[number];

export const EVENTS = [
  'created',
  'saved',
  'submitted',
  'returned',
  'approved',
  'issued',
  'accepted',
  'consolidated',
  'sent_back',
  'recalled',
] as const;
export type EventKind = (typeof EVENTS)[number];

type Step = {
  from: readonly State[];
  to: State;
  permission: string;
  /** Of the unit the report goes to, not of the one that makes it. */
  is_superior: boolean;
  needs_reason: boolean;
  /** Nobody approves what he submitted himself: two pairs of eyes. */
  by_another: boolean;
};

/**
 * Every step. Nobody above edits the figures of those below: they send the report back, with a reason, and the unit issues a new version.
 */
export const STEPS = {
  save: {
    // Of a recalled report the next version begins here: it replaces the recalled one.
    from: ['draft', 'returned', 'recalled'],
    to: 'draft',
    permission: 'reports.write',
    is_superior: false,
    needs_reason: false,
    by_another: false,
  },
  submit: {
    from: ['draft', 'returned'],
    to: 'submitted',
    permission: 'reports.write',
    is_superior: false,
    needs_reason: false,
    by_another: false,
  },
  return: {
    from: ['submitted', 'approved'],
    to: 'returned',
    permission: 'reports.approve',
    is_superior: false,
    needs_reason: true,
    by_another: false,
  },
  approve: {
    from: ['submitted'],
    to: 'approved',
    permission: 'reports.approve',
    is_superior: false,
    needs_reason: false,
    by_another: true,
  },
  issue: {
    from: ['approved'],
    to: 'issued',
    permission: 'reports.issue',
    is_superior: false,
    needs_reason: false,
    by_another: false,
  },
  accept: {
    from: ['issued'],
    to: 'accepted',
    permission: 'reports.accept',
    is_superior: true,
    needs_reason: false,
    by_another: false,
  },
  send_back: {
    from: ['issued', 'accepted', 'consolidated'],
    to: 'returned',
    permission: 'reports.accept',
    is_superior: true,
    needs_reason: true,
    by_another: false,
  },
  recall: {
    from: ['issued', 'accepted', 'consolidated'],
    to: 'recalled',
    permission: 'reports.issue',
    is_superior: false,
    needs_reason: true,
    by_another: false,
  },
} as const satisfies Record<string, Step>;
export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];

const STATE_AFTER: Record<EventKind, State> = {
  created: 'draft',
  saved: 'draft',
  submitted: 'submitted',
  returned: 'returned',
  approved: 'approved',
  issued: 'issued',
  accepted: 'accepted',
  consolidated: 'consolidated',
  sent_back: 'returned',
  recalled: 'recalled',
};

export function stateAfter(last: EventKind): State {
  return STATE_AFTER[last];
}

const EVENT_OF: Record<StepName, EventKind> = {
  save: 'saved',
  submit: 'submitted',
  return: 'returned',
  approve: 'approved',
  issue: 'issued',
  accept: 'accepted',
  send_back: 'sent_back',
  recall: 'recalled',
};

export function eventOf(step: StepName): EventKind {
  return EVENT_OF[step];
}

/** Why a step may not be taken now; null when it may. */
export function hindrance(
  step: StepName,
  now: { state: State; submitted_by: number | null; actor_id: number | null; reason: string | null },
): 'not_in_this_state' | 'needs_reason' | 'own_submission' | null {
  const { from, needs_reason, by_another } = STEPS[step];
  if (!(from as readonly State[]).includes(now.state)) return 'not_in_this_state';
  if (needs_reason && !now.reason) return 'needs_reason';
  if (by_another && now.submitted_by !== null && now.submitted_by === now.actor_id) return 'own_submission';
  return null;
}
