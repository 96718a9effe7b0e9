import type { Dossier } from './dossier-page.tsx';

// The step an officer most often takes next comes first. Actions on steps and opinions stand with the steps, not here.
const ORDER = [
  'accept',
  'take_up',
  'deliver',
  'give_supplement',
  'record_payment',
  'collect_fee',
  'decide',
  'accept_explanation',
  'explain',
  'hand_over',
  'request_supplement',
  'apologise',
  'extend',
  'note',
  'request_payment',
  'correct',
  'waive_fee',
  'refund_fee',
  'reopen',
  'reject',
  'withdraw',
  'stop',
] as const satisfies readonly Dossier['actions'][number][];

export type Action = (typeof ORDER)[number];

const DANGEROUS: readonly Action[] = ['reject', 'withdraw', 'stop'];
/** Done now and then, and never in a hurry: they wait in the menu. */
const SELDOM: readonly Action[] = ['correct', 'waive_fee', 'refund_fee', 'reopen'];
const SHOWN = 4;

/** Ends the dossier without a result. */
export function isDangerous(action: Action): boolean {
  return DANGEROUS.includes(action);
}

/** Asks nothing and can be followed by something else: done at once. */
export function isImmediate(action: Action): boolean {
  return action === 'take_up' || action === 'accept';
}

/** The clock stands still afterwards. */
export function stopsClock(action: Action): boolean {
  return action === 'request_supplement' || action === 'request_payment';
}

/** What may be entered later than it happened. */
export function mayBeEarlier(action: Action): boolean {
  return !['note', 'explain', 'accept_explanation', 'extend', 'reopen', 'accept', 'take_up'].includes(action);
}

/** Actions as buttons, and the rest in a menu; whatever ends the dossier is always in the menu. */
export function arranged(actions: readonly Dossier['actions'][number][]): { first: Action[]; others: Action[] } {
  const sorted = ORDER.filter((action) => (actions as readonly string[]).includes(action));
  const plain = sorted.filter((action) => !isDangerous(action) && !SELDOM.includes(action));
  const seldom = sorted.filter((action) => SELDOM.includes(action));
  // A closed dossier can only be opened again: a menu with nothing before it hides that.
  const shown = plain.length > 0 ? plain : seldom;
  const hidden = plain.length > 0 ? seldom : [];
  return { first: shown.slice(0, SHOWN), others: [...shown.slice(SHOWN), ...hidden, ...sorted.filter(isDangerous)] };
}
