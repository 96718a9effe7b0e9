import { exactOf, type Figure, halfOf } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import {
  absolute,
  add,
  compare,
  divide,
  equal,
  HUNDRED,
  multiply,
  powerOfTen,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts';

/** What a rule's message says of its figures, so that one figure can be asked what it would have to be. */
export type Relation = 'sum' | 'rest' | 'account' | 'ratio' | 'amount' | 'rate' | 'of_then' | 'same';

/**
 * Whether one figure, written otherwise by one slip of the pen, mends the relation: a digit changed, dropped or added, two neighbours swapped, zeros lost, a
 * few too many or too few. A relation that was put together wrongly misses by any amount, so this is a second witness that the figures belong together.
 */
export function isSlip(relation: Relation, figures: readonly Figure[]): boolean {
  if (relation === 'ratio') return isSlippedRatio(figures);
  const decimals = relation === 'sum' ? Math.max(0, ...figures.map((figure) => figure.decimals)) : 0;
  return wantedOf(relation, figures).some(
    ({ figure, value }) =>
      value !== null &&
      (isNear(decimals > figure.decimals && figure.scale === 1n ? { ...figure, decimals } : figure, value) ||
        (RATES.has(relation) && figure.kind === 'percent' && isStale(figure, value))),
  );
}

const RATES = new Set<Relation>(['rate', 'of_then']);
const STALE = { n: 3n, d: 1n };

/** A rate with decimals that is a little off was reckoned of figures that changed since, or over the other period; targets are whole. */
const isStale = (percent: Figure, value: Rational): boolean =>
  percent.decimals > 0 && compare(absolute(subtract(exactOf(percent), value)), STALE) <= 0;

type Wanted = { figure: Figure; value: Rational | null };

/** What each figure would have to be, the others standing. */
function wantedOf(relation: Relation, figures: readonly Figure[]): Wanted[] {
  const values = figures.map(exactOf);
  const [x, y, z, w] = values;
  const [a, b, c, d] = figures;
  if (!a || !b || !x || !y) return [];
  if (relation === 'sum') {
    const gap = subtract(values.slice(1).reduce(add, ZERO), x);
    return figures.map((figure, i) => ({ figure, value: i === 0 ? add(x, gap) : subtract(values[i] as Rational, gap) }));
  }
  // Two counts of one or two digits are alike by chance.
  if (relation === 'same' && a.kind === 'count' && a.decimals === 0 && compare(x, HUNDRED) < 0 && compare(y, HUNDRED) < 0)
    return [];
  if (relation === 'same')
    return [
      { figure: a, value: y },
      { figure: b, value: x },
    ];
  if (!c || !z) return [];
  if (relation === 'rest')
    return [
      { figure: a, value: subtract(y, z) },
      { figure: b, value: add(x, z) },
      { figure: c, value: subtract(y, x) },
    ];
  if (relation === 'account') {
    if (!d || !w) return [];
    const gap = subtract(add(x, y), add(z, w));
    return figures.map((figure, i) => ({
      figure,
      value: i < 2 ? subtract(values[i] as Rational, gap) : add(values[i] as Rational, gap),
    }));
  }
  if (relation === 'amount')
    return [
      { figure: c, value: absolute(subtract(x, y)) },
      ...[add(y, z), subtract(y, z)].map((value) => ({ figure: a, value })),
      ...[add(x, z), subtract(x, z)].map((value) => ({ figure: b, value })),
    ];
  if (y.n === 0n) return [];
  // Whole, it may be a target.
  if (relation === 'of_then' && c.decimals === 0) return [];
  const of_base = (part: Rational): Rational => multiply(divide(part, y), HUNDRED);
  if (relation === 'rate')
    return [
      { figure: c, value: absolute(of_base(subtract(x, y))) },
      // A rate that is the whole, and points that are no percent.
      { figure: c, value: of_base(x) },
      { figure: c, value: absolute(subtract(x, y)) },
      ...[100n, -100n].map((sign) => ({
        figure: a,
        value: multiply(y, { n: z.d * 100n + (z.n * sign) / 100n, d: z.d * 100n }),
      })),
    ];
  return [
    { figure: c, value: of_base(x) },
    { figure: a, value: divide(multiply(z, y), HUNDRED) },
    ...(z.n === 0n ? [] : [{ figure: b, value: divide(multiply(x, HUNDRED), z) }]),
    ...countsOfRate(a, b, c),
  ];
}

/** “giảm 04 cơ quan, tương ứng 26,32 %” of 19, “tăng 826, bằng 112,36 %” of 5.872: the whole count, of either, whose rate prints so. */
function countsOfRate(a: Figure, b: Figure, c: Figure): Wanted[] {
  const [x, y, z] = [exactOf(a), exactOf(b), exactOf(c)];
  if (a.kind !== 'count' || b.kind !== 'count' || [a, b].some((f) => f.decimals > 0 || f.scale !== 1n) || x.n === 0n) return [];
  const printed = z.n * powerOfTen(c.decimals);
  const prints = (part: bigint, base: bigint): boolean => {
    if (base <= 0n) return false;
    const rest = 2n * part * 100n * powerOfTen(c.decimals) * z.d - 2n * printed * base;
    return (rest < 0n ? -rest : rest) <= z.d * base;
  };
  const found: Wanted[] = [];
  for (const rate of [z, absolute(subtract(z, HUNDRED))]) {
    if (rate.n === 0n) continue;
    const is_level = rate !== z;
    const part = rounded(divide(multiply(rate, y), HUNDRED));
    const base = rounded(divide(multiply(x, HUNDRED), rate));
    const moved = (p: bigint, of: bigint): bigint => (is_level ? (compare(z, HUNDRED) > 0 ? of + p : of - p) : p);
    if (prints(moved(part, y.n / y.d), y.n / y.d)) found.push({ figure: a, value: { n: part, d: 1n } });
    if (prints(moved(x.n / x.d, base), base)) found.push({ figure: b, value: { n: base, d: 1n } });
  }
  return found;
}

const rounded = ({ n, d }: Rational): bigint => (2n * n + d) / (2n * d);

/** A percentage with a part and a base: what each would have to be, within what its rounding allows. */
function isSlippedRatio([a, b, p]: readonly Figure[]): boolean {
  // A limit or a target is no rate.
  if (!a || !b || !p || exactOf(b).n === 0n || p.bound !== 'exact') return false;
  const rate = multiply(divide(exactOf(a), exactOf(b)), HUNDRED);
  if (isNear(p, rate) || isStale(p, rate)) return true;
  return (
    slipsOf(a).some((figure) => ratioVerdict(figure, b, p) === 'match') ||
    slipsOf(b).some((figure) => ratioVerdict(a, figure, p) === 'match')
  );
}

/** Digits of a value at the decimals that a figure prints; null when it is below 0 or has more decimals than rounding explains. */
function digitsAt(figure: Figure, value: Rational, is_rounded: boolean): string[] {
  if (value.n < 0n) return [];
  const n = value.n * powerOfTen(figure.decimals);
  const d = value.d * figure.scale;
  if (n % d === 0n) return [(n / d).toString()];
  return is_rounded ? [(n / d).toString(), (n / d + 1n).toString()] : [];
}

function isNear(figure: Figure, value: Rational): boolean {
  const reading = figure.readings[0];
  const own = digitsAt(figure, exactOf(figure), false)[0];
  if (!reading || own === undefined) return false;
  const is_rounded = figure.kind !== 'count' || figure.scale > 1n || halfOf(figure, reading).n !== 0n;
  return digitsAt(figure, value, is_rounded || figure.kind === 'percent').some((digits) => areOneSlip(own, digits, figure));
}

/** Two runs of digits of one slip. Of one or two digits nearly all are: there only a few too many or too few count. */
export function areOneSlip(a: string, b: string, { kind }: Pick<Figure, 'kind'> = { kind: 'count' }): boolean {
  if (a === b) return true;
  const gap = BigInt(a) - BigInt(b);
  const few = gap < 0n ? -gap : gap;
  if (few <= (a.length === 1 || b.length === 1 ? 2n : 3n)) return true;
  if (a.length === 1 || b.length === 1) return false;
  if (/^0*$/.test(a.startsWith(b) ? a.slice(b.length) : b.startsWith(a) ? b.slice(a.length) : 'x')) return true;
  if (a.length === b.length) {
    const [i, k, ...more] = [...a].flatMap((digit, at) => (digit === b[at] ? [] : [at]));
    if (i === undefined || k === undefined) return true;
    return more.length === 0 && (k === i + 1 || a.length > 3) && a[i] === b[k] && a[k] === b[i];
  }
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  if (long.length - short.length !== 1 || long.length < (kind === 'count' ? 4 : 3)) return false;
  return [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
}

/** A count as one slip would have written it. */
function slipsOf(figure: Figure): Figure[] {
  const reading = figure.readings[0];
  const own = digitsAt(figure, exactOf(figure), false)[0];
  if (!reading || own === undefined || own.length > 12) return [];
  const found = new Set<string>();
  for (const by of [-3n, -2n, -1n, 1n, 2n, 3n]) if (BigInt(own) + by > 0n) found.add((BigInt(own) + by).toString());
  if (own.length > 1)
    for (let i = 0; i < own.length; i += 1) {
      for (const digit of '0123456789') found.add(own.slice(0, i) + digit + own.slice(i + 1));
      if (i + 1 < own.length) found.add(own.slice(0, i) + own[i + 1] + own[i] + own.slice(i + 2));
      if (own.length > 3) {
        found.add(own.slice(0, i) + own.slice(i + 1));
        for (const digit of '0123456789') found.add(own.slice(0, i) + digit + own.slice(i));
      }
    }
  found.delete(own);
  return [...found].map((digits) => ({
    ...figure,
    readings: [{ ...reading, value: { n: BigInt(digits) * figure.scale, d: powerOfTen(figure.decimals) } }],
  }));
}

const SMALL = { n: 1000n, d: 1n };

/** Whether some part is larger than the total, which is no misprint of thousands: what is read as parts is then something else. */
export const exceedsItsTotal = ([total, ...parts]: readonly Figure[]): boolean =>
  total !== undefined &&
  compare(exactOf(total), SMALL) < 0 &&
  parts.some((part) => compare(exactOf(part), exactOf(total)) > 0 && !equal(exactOf(total), ZERO));

/** Whether a total misses its parts by less than a tenth: in a table whose other rows or columns add up, no misreading is that near. */
export function isNearly([total, ...parts]: readonly Figure[]): boolean {
  if (!total) return false;
  const gap = absolute(subtract(parts.map(exactOf).reduce(add, ZERO), exactOf(total)));
  return compare({ n: gap.n * 10n, d: gap.d }, exactOf(total)) < 0;
}
