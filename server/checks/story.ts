import { type Document, type Passage, segmentsOf, wordsAround } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { divide, HUNDRED, multiply, printVi, type Rational } from './rational.ts';
import { isKindOf, unitAt } from './unit.ts';
import { digitsIn, digitsOf } from './words.ts';

/** A count as a sentence tells it. */
export type Told = {
  passage: Passage;
  figure: Figure;
  /** Of the figure in the report: its identity. */
  at: number;
  /** How many brackets of the sentence are open at it. */
  depth: number;
  /** Words on both sides, to the next mark. */
  before: string;
  after: string;
};

/** A figure where it stands. */
export type Place = Pick<Told, 'passage' | 'figure'>;

/** `told`: counts that stand alone; `parts`: those over a slash, whose base follows. */
export type Sentence = { passage: Passage; start: number; end: number; text: string; told: Told[]; parts: Told[]; bases: Told[] };

const made = new WeakMap<Document, Sentence[][]>();

/** Sentences of every passage, with their exact counts. Made once for all rules. */
export function storyOf(document: Document): Sentence[][] {
  const known = made.get(document);
  if (known) return known;
  const story = document.passages.map((passage) =>
    segmentsOf(passage.text, '.?!').map(({ start, end }) => ({
      passage,
      start,
      end,
      text: passage.text.slice(start, end),
      told: [] as Told[],
      parts: [] as Told[],
      bases: [] as Told[],
    })),
  );
  for (const [i, passage] of document.passages.entries()) fillIn(passage, story[i] as Sentence[]);
  made.set(document, story);
  return story;
}

const [OPEN, CLOSE] = [40, 41];

function fillIn(passage: Passage, sentences: Sentence[]): void {
  if (passage.figures.length === 0) return;
  const over = new Map(passage.fractions.map((f) => [f.a.start, f]));
  const under = new Map(passage.fractions.map((f) => [f.b.start, f]));
  let s = 0;
  let depth = 0;
  let at = -1;
  for (const figure of passage.figures) {
    while (s < sentences.length && figure.start >= (sentences[s] as Sentence).end) s += 1;
    const sentence = sentences[s];
    if (!sentence || figure.start < sentence.start) continue;
    if (at < sentence.start) {
      at = sentence.start;
      depth = 0;
    }
    for (; at < figure.start; at += 1) {
      const unit = passage.text.charCodeAt(at);
      if (unit === OPEN) depth += 1;
      else if (unit === CLOSE && depth > 0) depth -= 1;
    }
    if (figure.kind !== 'count' || figure.bound !== 'exact') continue;
    const part = over.get(figure.start);
    const base = under.get(figure.start);
    const list = part ? sentence.parts : base ? sentence.bases : sentence.told;
    const own = part ? { ...part.a, unit: part.a.unit || part.unit } : base ? base.b : figure;
    const { before, after } = wordsAround(passage, figure);
    // “08 phường gửi đúng hạn, 02 phường …”: what stands before the comma is of the figure before.
    const told = {
      passage,
      figure: own,
      at: passage.offset + figure.start,
      depth,
      before: /[,;]\s*$|(?:^|\s)và\s*$/iu.test(before) ? '' : before,
      after,
    };
    list.push(told);
  }
}

const indexed = new WeakMap<Document, Map<string, { passage: Passage; figure: Figure }[]>>();

/** Whether a figure of this value and kind stands anywhere else in the prose. */
export function isToldElsewhere(document: Document, figure: Figure, passage: Passage): boolean {
  let index = indexed.get(document);
  if (!index) {
    index = Map.groupBy(
      document.passages.flatMap((p) => p.figures.map((f) => ({ passage: p, figure: f }))),
      ({ figure: f }) => keyOf(f),
    );
    indexed.set(document, index);
  }
  return index.get(keyOf(figure))?.some((other) => other.passage !== passage || other.figure.start !== figure.start) ?? false;
}

/** Kind and value. */
export const keyOf = (figure: Figure): string => {
  const { n, d } = exactOf(figure);
  return `${figure.kind === 'count' ? '' : '%'}${n}/${d}`;
};

/** A word that is no known unit says little. */
export const plainUnit = (figure: Figure): string => (figure.unit.startsWith('~') ? '' : figure.unit);

/** Whether two figures may count the same things. */
export const mayMatch = (a: Figure, b: Figure): boolean => {
  const x = plainUnit(a);
  const y = plainUnit(b);
  return a.unit === b.unit || x === '' || y === '' || isKindOf(x, y) || isKindOf(y, x);
};

/** Whether both print the same unit. */
export const sameUnit = (a: Figure, b: Figure): boolean => {
  const x = ownUnit(a.unit);
  const y = ownUnit(b.unit);
  return x !== '' && (x === y || isKindOf(x, y) || isKindOf(y, x));
};

/** “2,6 ngày/phản ánh” is measured in days. */
const ownUnit = (unit: string): string => {
  const slash = unit.indexOf('/');
  return slash < 0 ? unit : (unitAt(unit.slice(1, slash), 0)?.key ?? unit);
};

/** Two prints that a hand confuses: one digit differs, or two changed places. */
export function isMisprint(a: string, b: string): boolean {
  if (digitsIn(a) !== digitsIn(b)) return false;
  const [x, y] = [digitsOf(a), digitsOf(b)];
  if (x === y) return false;
  const apart = [...x].flatMap((digit, i) => (digit === y[i] ? [] : [i]));
  if (apart.length === 1) return true;
  const [i, k] = apart as [number, number];
  return apart.length === 2 && x[i] === y[k] && x[k] === y[i];
}

/** Whether a printed percentage is a misprint of the quotient, rounded or cut off. */
export function isMisprintedShare(percent: Figure, a: Figure, b: Figure): boolean {
  const base = exactOf(b);
  if (base.n <= 0n) return false;
  const q = multiply(divide(exactOf(a), base), HUNDRED);
  return prints(q, percent.decimals).some((text) => isMisprint(text, percent.raw));
}

/** Rounded, and cut off. */
export function prints(value: Rational, decimals: number): string[] {
  const rounded = printVi(value, decimals);
  const cut = printVi(
    { n: 2n * value.n * 10n ** BigInt(decimals) - value.d, d: 2n * value.d * 10n ** BigInt(decimals) },
    decimals,
  );
  return rounded === cut ? [rounded] : [rounded, cut];
}

/** Passages that tell of the same thing before this one: of its section and, for an item, the lead above it. Nearest first. */
export function* passagesBefore(document: Document, passage: Passage, most: number): Generator<Passage> {
  let given = 0;
  for (let i = passage.index - 1; i >= 0 && given < most; i -= 1) {
    const other = document.passages[i] as Passage;
    if (other.is_footnote) continue;
    if (
      other.section !== passage.section &&
      other.section !== passage.section.parent &&
      other.section.parent !== passage.section.parent
    )
      return;
    given += 1;
    yield other;
  }
}
