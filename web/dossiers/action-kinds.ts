import type { Dossier } from './dossier-page.tsx';

export type Action = Dossier['actions'][number];

// The step an officer most often takes next comes first.
const ORDER: Action[] = [
  'accept',
  'take_up',
  'deliver',
  'give_supplement',
  'record_payment',
  'decide',
  'hand_over',
  'request_supplement',
  'note',
  'request_payment',
  'reject',
  'withdraw',
  'stop',
];
const DANGEROUS: Action[] = ['reject', 'withdraw', 'stop'];
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

/** Actions as buttons, and the rest in a menu; whatever ends the dossier is always in the menu. */
export function arranged(actions: readonly Action[]): { first: Action[]; others: Action[] } {
  const sorted = ORDER.filter((action) => actions.includes(action));
  const plain = sorted.filter((action) => !isDangerous(action));
  return { first: plain.slice(0, SHOWN), others: [...plain.slice(SHOWN), ...sorted.filter(isDangerous)] };
}
