/** Points: exact decimals with at most three places, kept as whole thousandths. No float ever enters a sum. */
import { divideRounded, parseDecimal, printDecimal } from '#lib/decimal';
import type { Rational } from '#lib/rational';

/** Thousandths of a point. */
export type Points = bigint;

const PLACES = 3;

/** Reads `8.7`, `-0.50`. @throws RangeError when it is no plain decimal, or has more than three places that say something */
export function points(text: string): Points {
  const { value, scale } = parseDecimal(text);
  if (scale <= PLACES) return value * 10n ** BigInt(PLACES - scale);
  const rest = 10n ** BigInt(scale - PLACES);
  if (value % rest !== 0n) throw new RangeError(`more than three places: ${text}`);
  return value / rest;
}

/** `8.7`, `0`, `-0.5`: no zeros that say nothing. */
export function printPoints(value: Points): string {
  const text = printDecimal({ value, scale: PLACES });
  return text.replace(/\.?0+$/, '');
}

/** Half away from zero at `decimals` places. */
export function pointsOf({ n, d }: Rational, decimals: number): Points {
  return divideRounded(n * 10n ** BigInt(decimals), d) * 10n ** BigInt(PLACES - decimals);
}

export const rationalPoints = (value: Points): Rational => ({ n: value, d: 1000n });

export const total = (values: Iterable<Points>): Points => {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
};
