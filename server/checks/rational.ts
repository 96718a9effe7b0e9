/** Exact numbers of the checker: a bigint over a bigint, and closed intervals of them. No float ever decides. */

/** `n / d`, d > 0; not necessarily in lowest terms. */
export type Rational = { n: bigint; d: bigint };

/** Closed: `low <= x <= high`. */
export type Interval = { low: Rational; high: Rational };

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

export const point = (a: Rational): Interval => ({ low: a, high: a });
export const around = (a: Rational, half: Rational): Interval => ({ low: subtract(a, half), high: add(a, half) });
export const addIntervals = (a: Interval, b: Interval): Interval => ({ low: add(a.low, b.low), high: add(a.high, b.high) });
export const subtractIntervals = (a: Interval, b: Interval): Interval => ({
  low: subtract(a.low, b.high),
  high: subtract(a.high, b.low),
});
export const meet = (a: Interval, b: Interval): boolean => compare(a.low, b.high) <= 0 && compare(b.low, a.high) <= 0;

/** Quotient of intervals of numbers >= 0; null when the divisor can be 0. */
export function divideIntervals(a: Interval, b: Interval): Interval | null {
  if (b.low.n <= 0n) return null;
  return { low: divide(a.low, b.high), high: divide(a.high, b.low) };
}

export const scaleInterval = (a: Interval, by: Rational): Interval => ({ low: multiply(a.low, by), high: multiply(a.high, by) });

/** Half away from zero at `decimals` places, as a Vietnamese reader prints it: `1.234,50`; trailing zeros stay. */
export function printVi(value: Rational, decimals = 0): string {
  const negative = value.n < 0n;
  const n = (negative ? -value.n : value.n) * 10n ** BigInt(decimals);
  const digits = ((2n * n + value.d) / (2n * value.d)).toString().padStart(decimals + 1, '0');
  const head = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  const tail = decimals > 0 ? `,${digits.slice(digits.length - decimals)}` : '';
  return `${negative ? '-' : ''}${head}${tail}`;
}

/** As exact as four decimals can say it, trailing zeros dropped. */
export function printExact(value: Rational): string {
  const text = printVi(value, 4);
  return text.includes(',') ? text.replace(/0+$/, '').replace(/,$/, '') : text;
}

/** As exact as four decimals can say it, in the unit of a scale word: 512500000000 of `tỷ` is 512,5. */
export const printScaled = (value: Rational, scale: bigint): string => printExact({ n: value.n, d: value.d * scale });
