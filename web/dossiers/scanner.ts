// Tells the typing of a scanner from that of a person: by its pace, and by the bars a card's code has between its parts. Pure.

/** Keys of a scanner come within this, also through a radio or into a busy page; nobody types a number and a bar at that pace for long. */
const GAP_MS = 200;
/** Once it is known to be a scanner, it may stall. */
export const STALL_MS = 500;
const LEAST = 8;

export type Typing = {
  /** What came without a pause. */
  text: string;
  at: number;
  /** Where it went; null: to no text field. */
  field: object | null;
  /** It is a scanner: the keys are kept away from the field they go to. */
  is_scan: boolean;
};

export const NO_TYPING: Typing = { text: '', at: 0, field: null, is_scan: false };

/**
 * The typing after `text` came at the moment `at` (ms) into `field`. What a person typed into another field a moment ago is no part of it;
 * a scan goes on even where the focus moves while it comes.
 */
export function typed(before: Typing, text: string, at: number, field: object | null = null): Typing {
  const goes_on =
    before.text !== '' && (before.is_scan ? at - before.at <= STALL_MS : at - before.at <= GAP_MS && before.field === field);
  const whole = goes_on ? before.text + text : text;
  return {
    text: whole,
    at,
    field,
    is_scan: (goes_on && before.is_scan) || (whole.length >= LEAST && /\d{8}[^|~]*[|~]|[|~].*[|~]/.test(whole)),
  };
}
