import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, add, compare, equal, type Rational, subtract, ZERO } from './rational.ts';

/** Where the figures of one relation stand in their passage. */
type Relation = readonly number[];

const made = new WeakMap<Passage, Relation[]>();

/**
 * Figures of a passage that some relation of their own sentence holds: a total right before or behind the run of its parts, a part and base of a share with
 * decimals, two figures and their difference behind a word of change. When all figures of a supposed fault are held otherwise, none is wrong: they were put
 * together wrongly.
 * @param supposed where the figures of the supposed fault stand in the passage: a relation of them alone says nothing
 */
export const isHeldOtherwise = (passage: Passage, figure: Figure, supposed: ReadonlySet<number>): boolean =>
  relationsIn(passage).some((relation) => relation.includes(figure.start) && relation.some((at) => !supposed.has(at)));

function relationsIn(passage: Passage): Relation[] {
  const known = made.get(passage);
  if (known) return known;
  const held: Relation[] = [];
  for (const sentence of segmentsOf(passage.text, '.?!')) {
    const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
    if (own.length < 2) continue;
    sums(passage, own, held);
    shares(own, held);
    changes(passage, own, held);
  }
  made.set(passage, held);
  return held;
}

const MOST_PARTS = 9;

/** Runs of one depth of brackets, and the figure before or behind them. */
function sums({ text }: Passage, own: readonly Figure[], held: Relation[]): void {
  const counts = own.filter(({ kind, bound }) => kind === 'count' && bound === 'exact');
  for (const [i, total] of counts.entries()) {
    for (const direction of [1, -1]) {
      let sum = ZERO;
      const parts: Figure[] = [];
      for (let k = i + direction; k >= 0 && k < counts.length && parts.length < MOST_PARTS; k += direction) {
        const part = counts[k] as Figure;
        if (part.scale !== total.scale) break;
        const first = parts[0];
        const [a, b] = first && first.start < part.start ? [first, part] : [part, first ?? part];
        if (first && depthBetween(text, a.end, b.start) !== 0) continue;
        parts.push(part);
        sum = add(sum, exactOf(part));
        if (compare(sum, exactOf(total)) > 0) break;
        if (parts.length < 2 || !equal(sum, exactOf(total)) || !isTelling(text, total, parts)) continue;
        held.push([total, ...parts].map(({ start }) => start));
      }
    }
  }
}

/** Small numbers add up by chance: they are held only where the bracket or the colon is theirs. */
function isTelling(text: string, total: Figure, parts: readonly Figure[]): boolean {
  const [first] = parts.toSorted((a, b) => a.start - b.start);
  const large = compare(exactOf(total), { n: 60n, d: 1n }) > 0;
  return (
    large || (first !== undefined && first.start > total.start && /[(:]|gồm|trong đó/u.test(text.slice(total.tail, first.start)))
  );
}

function depthBetween(text: string, from: number, to: number): number {
  let depth = 0;
  for (let i = from; i < to; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
  }
  return depth;
}

/** “481 hồ sơ … của 496 (97,0 %)”: with a decimal no other pair gives it. */
function shares(own: readonly Figure[], held: Relation[]): void {
  for (const percent of own) {
    if (percent.kind !== 'percent' || percent.decimals === 0 || percent.bound !== 'exact') continue;
    const near = own.filter((f) => f.kind === 'count' && Math.abs(f.start - percent.start) < 260);
    for (const a of near)
      for (const b of near)
        if (a !== b && compare(exactOf(a), exactOf(b)) < 0 && exactOf(b).n > 0n && ratioVerdict(a, b, percent) === 'match')
          held.push([a.start, b.start, percent.start]);
  }
}

/** “1.624 hồ sơ, tăng 112 so với quý trước (1.512)”. */
function changes({ text }: Passage, own: readonly Figure[], held: Relation[]): void {
  for (const gap of own) {
    if (
      gap.kind !== 'count' ||
      !/(?:tăng|giảm|hơn|kém|thêm|bớt)\s(?:\p{L}+\s)?$/iu.test(text.slice(Math.max(0, gap.start - 16), gap.start))
    )
      continue;
    const others = own.filter((f) => f !== gap && f.kind === 'count' && f.scale === gap.scale);
    for (const a of others)
      for (const b of others)
        if (a !== b && isLarge(a) && isLarge(b) && isApart(a, b, exactOf(gap))) held.push([a.start, b.start, gap.start]);
  }
}

const isLarge = (figure: Figure): boolean => compare(exactOf(figure), { n: 20n, d: 1n }) >= 0;
const isApart = (a: Figure, b: Figure, gap: Rational): boolean => equal(absolute(subtract(exactOf(a), exactOf(b))), gap);
