import type { Passage } from './document.ts';
import { dayNumber } from './head.ts';
import type { Mask } from './mask.ts';
import { type Fault, spotIn } from './rule.ts';

/** Last day on which a report can have been signed, with the words that say so; `is_sure`: its month is printed, the day is not reckoned from its period. */
export type Limit = { day: number; text: string; is_sure: boolean };

/** Day of a date that is printed whole, in days since 1970; null of “15/12”, “tháng 9/2023” and of what is no date. */
export const dayOf = (mask: Mask): number | null => (mask.date ? dayNumber(mask.date) : null);

/** A day behind the signing that is told as past: something done on it, or figures closed on it. */
export const laterFault = (passage: Passage, mask: Mask, limit: Limit, message: 'after_period' | 'cut_off'): Fault => ({
  message,
  at: spotIn(passage, mask.start, mask.end),
  data: { date: mask.text.trim(), signed: limit.text },
});
