import type { Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { type Fault, spotIn, spotOf } from './rule.ts';

/** A verdict that its result and target do not bear out. R13. */
export function verdictFault(
  passage: Passage,
  { result, target }: { result: Figure; target: Figure },
  { said, start, end }: { said: string; start: number; end: number },
  message: 'met' | 'not_met' | 'over_limit',
): Fault {
  return {
    message,
    at: spotIn(passage, start, end),
    figures: [result, target],
    data: { verdict: said, result: `${result.raw}%`, target: `${target.raw}%` },
    expected: message === 'met' ? 'Đạt' : 'Chưa đạt',
    related: [spotOf(passage, result), spotOf(passage, target)],
    shares: [passage.offset + result.start, passage.offset + target.start],
  };
}
