import { type Figure, intervalOf, lastDigit } from './figure.ts';
import type { Reading } from './number.ts';
import {
  compare,
  divide,
  divideIntervals,
  HUNDRED,
  type Interval,
  multiply,
  nearly,
  printVi,
  type Rational,
  scaleInterval,
  subtract,
  whole,
} from './rational.ts';

export type RatioVerdict = 'match' | 'truncated' | 'rounded_to_whole' | 'mismatch' | 'undecided';

const TWO = whole(2);

/** Whether `q` (a percentage) can have been printed as `p` with unit `u`: half a unit either way, or cut off downwards. */
function fits(q: Interval, p: Rational, u: Rational): 'match' | 'truncated' | null {
  const half = divide(u, TWO);
  if (compare(q.low, { n: p.n * half.d + half.n * p.d, d: p.d * half.d }) <= 0 && compare(q.high, subtract(p, half)) >= 0)
    return 'match';
  const over = subtract(q.high, p);
  return over.n >= 0n && compare(subtract(q.low, p), u) < 0 ? 'truncated' : null;
}

/**
 * Whether `a / b` was printed as `p` percent. Every combination of admissible readings is tried; one that fits acquits.
 * Half a unit of the last printed digit covers half-up and half-to-even; cutting off is allowed and told as a note.
 * @param factor 100 for a percentage
 */
export function ratioVerdict(a: Figure, b: Figure, p: Figure): RatioVerdict {
  if (isOneSided(a) || isOneSided(b)) return 'undecided';
  if (isFarOff(a, b, p)) return 'mismatch';
  let was_decided = false;
  for (const x of a.readings)
    for (const y of b.readings) {
      const q = divideIntervals(intervalOf(a, x), intervalOf(b, y));
      if (!q) continue;
      const percent = scaleInterval(q, HUNDRED);
      for (const reading of p.readings) {
        was_decided = true;
        const verdict = verdictOf(percent, p, reading);
        if (verdict) return verdict;
      }
    }
  return was_decided ? 'mismatch' : 'undecided';
}

const isOneSided = ({ bound }: Figure): boolean => bound !== 'exact' && bound !== 'about';

function verdictOf(percent: Interval, p: Figure, reading: Reading): RatioVerdict | null {
  const result = fitsBound(percent, p, reading.value, lastDigit(reading));
  if (result === null) return null;
  const is_whole = reading.value.n === 0n || compare(reading.value, HUNDRED) === 0;
  const exact = compare(percent.low, reading.value) === 0 || compare(percent.high, reading.value) === 0;
  return is_whole && !exact && p.bound === 'exact' && !covers(percent, reading.value) ? 'rounded_to_whole' : result;
}

/** Most pairs that are tried are far from the percentage in every reading, which floats can tell: what is nearer is decided exactly. */
function isFarOff(a: Figure, b: Figure, p: Figure): boolean {
  if (a.bound !== 'exact' || b.bound !== 'exact' || p.bound !== 'exact') return false;
  for (const x of a.readings)
    for (const y of b.readings) {
      const up = nearly(x.value);
      const down = nearly(y.value);
      const half_up = halfNearly(a, x);
      const half_down = halfNearly(b, y);
      if (!(down - half_down > 0)) return false;
      const low = (100 * (up - half_up)) / (down + half_down);
      const high = (100 * (up + half_up)) / (down - half_down);
      for (const z of p.readings) {
        const value = nearly(z.value);
        const unit = 10 ** -z.decimals;
        const slack = 1.01 * unit + 1e-6 * Math.abs(high);
        if (!(high < value - slack || low > value + slack)) return false;
      }
    }
  return a.readings.length > 0 && b.readings.length > 0 && p.readings.length > 0;
}

/** `halfOf` as a float. */
const halfNearly = (figure: Figure, { decimals }: Reading): number =>
  figure.kind === 'count' && figure.scale === 1n && decimals === 0 ? 0 : Number(figure.scale) / (2 * 10 ** decimals);

const covers = (interval: Interval, value: Rational): boolean =>
  compare(interval.low, value) <= 0 && compare(value, interval.high) <= 0;

function fitsBound(q: Interval, p: Figure, value: Rational, u: Rational): 'match' | 'truncated' | null {
  const exact = fits(q, value, u);
  if (exact || p.bound === 'exact') return exact;
  if (p.bound === 'over' || p.bound === 'at_least') {
    // “trên 90 %” of 97 % is true but nobody writes it: five points are allowed.
    return compare(q.high, value) >= 0 && compare(subtract(q.low, value), whole(5)) <= 0 ? 'match' : null;
  }
  if (p.bound === 'under' || p.bound === 'at_most')
    return compare(q.low, value) <= 0 && compare(subtract(value, q.high), whole(5)) <= 0 ? 'match' : null;
  const gap = subtract(q.low, value);
  return compare({ n: gap.n < 0n ? -gap.n : gap.n, d: gap.d }, whole(2)) <= 0 ? 'match' : null;
}

/** `100·a/b` of the most likely readings, with `decimals` places; null when b is 0. */
export function recomputed(a: Figure, b: Figure, decimals: number): string | null {
  const x = a.readings[0]?.value;
  const y = b.readings[0]?.value;
  if (!x || !y || y.n === 0n) return null;
  return printVi(multiply(divide(x, y), HUNDRED), decimals);
}

/** What R01 tells of a percentage that is not `100·a/b`: its message, the three figures, what it would be. */
export function rateDiffers(a: Figure, b: Figure, percent: Figure) {
  return {
    message: 'differs',
    figures: [a, b, percent],
    data: { percent: percent.raw, a: a.raw, b: b.raw, exact: recomputed(a, b, percent.decimals + 2) ?? '', fits: '' },
    expected: `${recomputed(a, b, percent.decimals)}%`,
  };
}

/** Whether `p` and N alone are possible: some whole k has `100·k/N` printed as `p` (GRIM). Only told when N is below 100·10^decimals. */
export function isPossibleShare(n: bigint, p: Figure): boolean {
  return p.readings.some((reading) => {
    const u = lastDigit(reading);
    // The nearest k below and above p·N/100.
    const k = (reading.value.n * n) / (reading.value.d * 100n);
    return [k, k + 1n].some(
      (candidate) => fits({ low: { n: candidate * 100n, d: n }, high: { n: candidate * 100n, d: n } }, reading.value, u) !== null,
    );
  });
}
