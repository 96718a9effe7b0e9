// What may happen to a number of the queue. Pure.
import { DomainError } from '#lib/errors';

export const STATES = ['waiting', 'called', 'serving', 'done', 'missed', 'left'] as const;
export type State = (typeof STATES)[number];

const STEPS = {
  /** The person did not come yet: called once more. */
  recall: { from: ['called', 'missed'], to: 'called' },
  serve: { from: ['called'], to: 'serving' },
  done: { from: ['called', 'serving'], to: 'done' },
  missed: { from: ['called'], to: 'missed' },
  left: { from: ['waiting', 'called', 'serving'], to: 'left' },
  /** Back among those who wait, at the place its time of arrival gives it. */
  put_back: { from: ['called', 'serving', 'missed'], to: 'waiting' },
  transfer: { from: ['waiting', 'called', 'serving'], to: 'waiting' },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;

export type Action = keyof typeof STEPS;
export const ACTIONS = Object.keys(STEPS) as [Action, ...Action[]];

/** @throws desk.ticket_not_in_this_state */
export function stateAfter(state: State, action: Action): State {
  const { from, to } = STEPS[action];
  if (!(from as readonly State[]).includes(state)) throw new DomainError('desk.ticket_not_in_this_state', 409, { state, action });
  return to;
}
