// Sums of a card and its missing points, always made anew from the scores of single criteria. Pure.
import { type Points, points, printPoints } from './points.ts';
import { type Band, type CriteriaSet, flat, isLeaf, type Leaf } from './tree.ts';

/** What a criterion has at some stage. `value` null: it does not apply. */
export type Given = { value: Points | null; is_estimate: boolean };

export type Sum = {
  code: string;
  /** Of the criteria that apply. */
  max: Points;
  achieved: Points;
  /** max − achieved; criteria nobody has scored yet miss all of theirs. */
  missing: Points;
  /** Of `missing`: the maxima of criteria nobody has scored yet. */
  not_scored: Points;
  bonus: Points;
  not_applicable: Points;
  scored: number;
  criteria: number;
  estimates: number;
};

export type Total = Sum & {
  /** Of the set: what the card would have when everything applied. */
  whole: Points;
  /** Points told and ranked: rescaled when the set says so, with the points on top. Thousandths, half away from zero. */
  counted: Points;
  /** What `percent` is of: the whole when rescaled, else the maximum of what applies. */
  out_of: Points;
  /** Percentage of the maximum in hundredths of a per cent; null when nothing applies. */
  percent: bigint | null;
};

const empty = (code: string): Sum => ({
  code,
  max: 0n,
  achieved: 0n,
  missing: 0n,
  not_scored: 0n,
  bonus: 0n,
  not_applicable: 0n,
  scored: 0,
  criteria: 0,
  estimates: 0,
});

/** Adds one criterion into a sum. */
function put(sum: Sum, leaf: Leaf, given: Given | undefined, not_applicable: CriteriaSet['not_applicable']): void {
  const max = points(leaf.max_points);
  sum.criteria += 1;
  if (given) sum.scored += 1;
  if (given?.is_estimate) sum.estimates += 1;
  if (leaf.is_bonus) {
    sum.bonus += given?.value ?? 0n;
    return;
  }
  if (given && given.value === null) {
    sum.not_applicable += max;
    if (not_applicable !== 'full') return;
    sum.max += max;
    sum.achieved += max;
    return;
  }
  sum.max += max;
  sum.achieved += given?.value ?? 0n;
  sum.missing += max - (given?.value ?? 0n);
  if (!given) sum.not_scored += max;
}

const half = (numerator: bigint, denominator: bigint): bigint => {
  const sign = numerator < 0n ? -1n : 1n;
  return (sign * (2n * sign * numerator + denominator)) / (2n * denominator);
};

/**
 * Sums of every node, and of the whole card. Whatever a report states, the sums are these.
 * @param given by code of the criterion; one that is left out is not scored yet
 */
export function sums(set: CriteriaSet, given: ReadonlyMap<string, Given>): { parts: Map<string, Sum>; total: Total } {
  const rows = flat(set);
  const parents = new Map(rows.map((row) => [row.node.code, row.parent_code]));
  const parts = new Map(rows.map((row) => [row.node.code, empty(row.node.code)]));
  const all = empty('');
  for (const { node } of rows) {
    if (!isLeaf(node)) continue;
    const one = given.get(node.code);
    put(all, node, one, set.not_applicable);
    for (let code: string | null | undefined = node.code; code; code = parents.get(code))
      put(parts.get(code) as Sum, node, one, set.not_applicable);
  }
  const whole = points(set.max_points);
  const rescaled = set.not_applicable === 'rescale' && all.max > 0n ? half(all.achieved * whole, all.max) : all.achieved;
  const out_of = set.not_applicable === 'rescale' ? whole : all.max;
  const counted = rescaled + all.bonus;
  const percent = all.max > 0n && out_of > 0n ? half(counted * 10_000n, out_of) : null;
  return { parts, total: { ...all, whole, counted, out_of, percent } };
}

/** The band of a percentage in hundredths; null when nothing applies or it is below all bands. */
export function bandOf(bands: readonly Band[], percent: bigint | null): Band | null {
  if (percent === null) return null;
  return bands.find((band) => percent * 10n >= points(band.at_least)) ?? null;
}

export type Stated = { part: string; points: Points };
export type Difference = { part: string; stated: string; computed: string; difference: string };

/** Where sums that a report states are not those of its own points; `part` empty: the whole card. */
export function differences(stated: readonly Stated[], made: ReturnType<typeof sums>): Difference[] {
  return stated.flatMap(({ part, points: said }) => {
    const ours = part === '' ? made.total.achieved : made.parts.get(part)?.achieved;
    if (ours === undefined || ours === said) return [];
    return [{ part, stated: printPoints(said), computed: printPoints(ours), difference: printPoints(said - ours) }];
  });
}

export type GapItem = { points: Points };

/** Whether items say exactly what a score misses. */
export function addsUp(leaf: Leaf, value: Points | null, items: readonly GapItem[]): boolean {
  const missing = leaf.is_bonus || value === null ? 0n : points(leaf.max_points) - value;
  let sum = 0n;
  for (const item of items) sum += item.points;
  return sum === missing;
}
