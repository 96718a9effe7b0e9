import { exactOf, type Figure } from './figure.ts';
import { compare } from './rational.ts';

// Two prints of what may be one rate.

/** 89,4 and 89 agree: the coarser print decides. */
export function agreeCoarsely(a: Figure, b: Figure): boolean {
  const [coarse, fine] = a.decimals <= b.decimals ? [a, b] : [b, a];
  const half = { n: 1n, d: 2n * 10n ** BigInt(coarse.decimals) };
  const x = exactOf(coarse);
  const y = exactOf(fine);
  const gap = { n: x.n * y.d - y.n * x.d, d: x.d * y.d };
  return a.decimals !== b.decimals && compare({ n: gap.n < 0n ? -gap.n : gap.n, d: gap.d }, half) <= 0;
}

/** Both with decimals, and of one thing beyond doubt, or with the same digits in another order: 89,4 and 84,9. */
export function areSurelyOne(a: Figure, b: Figure, is_of_one: boolean): boolean {
  if (a.decimals === 0 || b.decimals === 0) return false;
  const sorted = ({ raw }: Figure): string => [...raw.replace(/\D/g, '')].sort().join('');
  return is_of_one || (a.decimals === b.decimals && a.raw.length === b.raw.length && sorted(a) === sorted(b));
}
