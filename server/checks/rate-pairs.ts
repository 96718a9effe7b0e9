import { difference, type Figure } from './figure.ts';
import { absolute, compare, powerOfTen } from './rational.ts';
import { sortedDigits } from './words.ts';

// Two prints of what may be one rate.

/** 89,4 and 89 agree: the coarser print decides. */
export function agreeCoarsely(a: Figure, b: Figure): boolean {
  const [coarse, fine] = a.decimals <= b.decimals ? [a, b] : [b, a];
  const half = { n: 1n, d: 2n * powerOfTen(coarse.decimals) };
  return a.decimals !== b.decimals && compare(absolute(difference(coarse, fine)), half) <= 0;
}

/** Both with decimals, and of one thing beyond doubt, or with the same digits in another order: 89,4 and 84,9. */
export function areSurelyOne(a: Figure, b: Figure, is_of_one: boolean): boolean {
  if (a.decimals === 0 || b.decimals === 0) return false;
  return is_of_one || (a.decimals === b.decimals && a.raw.length === b.raw.length && sortedDigits(a.raw) === sortedDigits(b.raw));
}
