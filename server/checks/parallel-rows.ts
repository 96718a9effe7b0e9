import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const LEAST_GROUPS = 3;

/** “A: 18,42 km², 7.856 người, 09 thôn; B: …; C: …. Cộng 56,25 km², 19.460 người, 23 thôn”: groups of the same units; one of them is the sum of the others. */
export function* parallelRows(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2 * LEAST_GROUPS)) {
    // Who takes part in two groups is counted in both.
    if (/(?:tham gia|dự|thuộc) (?:cả hai|nhiều)|trùng/iu.test(passage.text)) continue;
    const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== '' && f.unit !== 'năm');
    if (counts.length < 2 * LEAST_GROUPS || counts.length > 60) continue;
    for (const width of [4, 3, 2]) {
      const groups = groupsOf(counts, width);
      if (groups.length < LEAST_GROUPS) continue;
      yield* judged(context, passage, groups);
      break;
    }
  }
}

/** The longest run of groups whose units are the same, in the same order, and different from each other. */
function groupsOf(counts: readonly Figure[], width: number): Figure[][] {
  let best: Figure[][] = [];
  for (let from = 0; from + width * LEAST_GROUPS <= counts.length; from += 1) {
    const units = counts.slice(from, from + width).map(({ unit, scale }) => `${unit} ${scale}`);
    if (new Set(units).size < width) continue;
    const groups: Figure[][] = [];
    for (let at = from; at + width <= counts.length; at += width) {
      const group = counts.slice(at, at + width);
      if (group.some(({ unit, scale }, i) => `${unit} ${scale}` !== units[i])) break;
      groups.push(group);
    }
    if (groups.length > best.length) best = groups;
  }
  return best;
}

function* judged(context: Context, passage: Passage, groups: readonly Figure[][]): Generator<Fault> {
  const last = groups.length - 1;
  for (const at of [last, 0]) {
    const total = groups[at] as Figure[];
    const parts = groups.filter((_, i) => i !== at);
    const sums = total.map((_, column) =>
      parts.reduce((so_far: Rational, group) => add(so_far, exactOf(group[column] as Figure)), ZERO),
    );
    const held = total.filter((figure, column) => equal(exactOf(figure), sums[column] as Rational));
    if (held.length === 0 || held.length * 2 < total.length) continue;
    decided(context, total.length);
    for (const [column, figure] of total.entries()) {
      const sum = sums[column] as Rational;
      const gap = absolute(subtract(exactOf(figure), sum));
      if (gap.n === 0n || compare({ n: gap.n * 4n, d: gap.d }, sum) > 0) continue;
      const own = parts.map((group) => group[column] as Figure);
      yield {
        message: 'differs',
        at: spotOf(passage, figure),
        figures: [figure, ...own],
        data: { total: figure.raw, parts: own.map(({ raw }) => raw).join(' + '), sum: printExact(sum), gap: printExact(gap) },
        expected: printExact(sum),
        related: own.map((f) => spotIn(passage, f.start, f.tail)),
        shares: [passage.offset + figure.start],
      };
    }
    return;
  }
}
