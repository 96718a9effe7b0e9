/** Exact numbers of the checker: those of the whole product, closed intervals of them, and how a Vietnamese reader prints them. */
import { add, compare as compareAny, divide, multiply, type Rational, subtract } from '#lib/rational';

export * from '#lib/rational';

/** As in the product, without products where both have one denominator, as counts have. */
export const compare = (a: Rational, b: Rational): number =>
  a.d === b.d ? (a.n < b.n ? -1 : a.n > b.n ? 1 : 0) : compareAny(a, b);
export const equal = (a: Rational, b: Rational): boolean => (a.d === b.d ? a.n === b.n : compareAny(a, b) === 0);

const POWERS = Array.from({ length: 40 }, (_, i) => 10n ** BigInt(i));
/** 10 to the power of a few: those of printed decimals are made once. */
export const powerOfTen = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

/** Near enough to tell what is far off; no float decides. */
export const nearly = ({ n, d }: Rational): number => Number(n) / Number(d);

/** Closed: `low <= x <= high`. */
export type Interval = { low: Rational; high: Rational };

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
