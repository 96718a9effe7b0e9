/** Exact numbers: a bigint over a bigint. No float ever decides. */
import { divideRounded, parseDecimal, printDecimal } from './decimal.ts';

/** `n / d`, d > 0; not necessarily in lowest terms. */
export type Rational = { n: bigint; d: bigint };

export const ZERO: Rational = { n: 0n, d: 1n };
export const HUNDRED: Rational = { n: 100n, d: 1n };

export const whole = (n: bigint | number): Rational => ({ n: BigInt(n), d: 1n });
export const add = (a: Rational, b: Rational): Rational =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });

/** @throws RangeError when `b` is 0 */
export function divide(a: Rational, b: Rational): Rational {
  if (b.n === 0n) throw new RangeError('division by zero');
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n };
}

/** Negative, 0 or positive, as in sorting. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const equal = (a: Rational, b: Rational): boolean => compare(a, b) === 0;
export const absolute = (a: Rational): Rational => (a.n < 0n ? negate(a) : a);
export const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
export const larger = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** In lowest terms: what is kept and compared as text. */
export function reduced({ n, d }: Rational): Rational {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a };
}

/** Reads `-12.50`. @throws RangeError when the text is not a plain decimal number */
export function rationalOf(text: string): Rational {
  const { value, scale } = parseDecimal(text);
  return { n: value, d: 10n ** BigInt(scale) };
}

/** `-12.50`: half away from zero at `decimals` places, a plain decimal point. */
export function printRational({ n, d }: Rational, decimals: number): string {
  return printDecimal({ value: divideRounded(n * 10n ** BigInt(decimals), d), scale: decimals });
}
