// Every action there is, from the groups of act-*.ts. A new group needs its line here and nothing else.
import { DESK } from './act-desk.ts';
import { ENDS } from './act-ends.ts';
import { FEES } from './act-fees.ts';
import { NOTES } from './act-notes.ts';
import { PAUSES } from './act-pauses.ts';
import { TIME } from './act-time.ts';
import type { ActionDefinition, Seen } from './action.ts';
import { STEPS, type Status } from './status.ts';
import { STEP_ACTIONS } from './steps.ts';

/** What an officer may do to a dossier: the event it makes, the permission it needs, what it asks. */
export const ACTIONS = {
  ...DESK,
  ...PAUSES,
  ...ENDS,
  ...NOTES,
  ...TIME,
  ...FEES,
  ...STEP_ACTIONS,
} satisfies Record<string, ActionDefinition>;

export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]];

export function actionOf(name: Action): ActionDefinition {
  return ACTIONS[name];
}

/**
 * Only the unit that holds the dossier may do these; the desk that received it may still take what the applicant brings (papers, money, a
 * withdrawal) and give the result back.
 */
export const BY_HOLDER: readonly Action[] = ACTION_NAMES.filter((name) => actionOf(name).by_holder === true);

/** Actions whose event may follow this status; rights are asked elsewhere. */
export function possibleActions(status: Status): Action[] {
  const known = possible.get(status);
  if (known) return [...known];
  const found = ACTION_NAMES.filter((name) => STEPS[ACTIONS[name].event].from.includes(status));
  possible.set(status, found);
  return [...found];
}

const possible = new Map<Status, readonly Action[]>();

/** Those of them that make sense for this dossier now. */
export function offeredActions(seen: Seen): Action[] {
  return possibleActions(seen.dossier.status).filter((name) => actionOf(name).when?.(seen) ?? true);
}
