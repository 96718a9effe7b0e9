import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, printExact, type Rational, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const UPWARD_CUE = cueOf('trở lên');

/** Grades from the highest down: “đại học trở lên” are all from there up. */
const LADDERS: [string, RegExp][][] = [
  [
    ['tiến sĩ', /tiến s[ĩỹ]/iu],
    ['thạc sĩ', /thạc s[ĩỹ]|sau đại học|trên đại học/iu],
    ['đại học', /(?<!sau |trên )đại học/iu],
    ['cao đẳng', /cao đẳng/iu],
    ['trung cấp', /trung cấp(?! (?:lý luận|chính trị))/iu],
    ['sơ cấp', /sơ cấp/iu],
  ],
  [
    ['rất hài lòng', /rất hài lòng/iu],
    ['hài lòng', /(?<!rất |không |chưa )hài lòng/iu],
    ['bình thường', /bình thường/iu],
    ['không hài lòng', /(?:không|chưa) hài lòng/iu],
  ],
  [
    ['xuất sắc', /xuất sắc/iu],
    ['tốt', /(?<!\p{L})tốt(?!\p{L}| nghiệp)/iu],
    ['khá', /(?<!\p{L})khá(?!\p{L})/iu],
    ['trung bình', /trung bình/iu],
  ],
];

/** “thạc sĩ 06 người, đại học 35 người, cao đẳng 02 người; đại học trở lên 39/43 người”: the grades from there up make it. */
export function* upward(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, UPWARD_CUE)) {
    for (const ladder of LADDERS) yield* onLadder(context, passage, ladder);
  }
}

function* onLadder(context: Context, passage: Passage, ladder: [string, RegExp][]): Generator<Fault> {
  const { text, figures } = passage;
  for (const [k, [name, find]] of ladder.entries()) {
    const m = new RegExp(`(?:${find.source})(?: và)? trở lên(?!\\p{L})`, 'iu').exec(text);
    if (!m || k === 0) continue;
    const claim = figures.find(
      (f) =>
        f.kind === 'count' && f.bound === 'exact' && f.start >= m.index + m[0].length && f.start - m.index - m[0].length < 24,
    );
    if (!claim || /[;.]/u.test(text.slice(m.index + m[0].length, claim.start))) continue;
    const rungs = ladder.map(([, rung]) => countOf(passage, rung, m.index));
    const own = rungs.slice(0, k + 1).filter((f) => f !== null);
    // The rung itself and one above it are told, and what is told is one list of several.
    if (rungs[k] === null || own.length < 2 || rungs.filter((f) => f !== null).length < 2) continue;
    const sum = own.reduce((so_far: Rational, f) => add(so_far, exactOf(f)), ZERO);
    decided(context);
    if (equal(sum, exactOf(claim)) || own.some((f) => compare(exactOf(f), exactOf(claim)) > 0)) continue;
    yield {
      message: 'upward',
      at: spotOf(passage, claim),
      figures: [claim, ...own],
      data: { name, claim: claim.raw, parts: own.map(({ raw }) => raw).join(' + '), sum: printExact(sum) },
      expected: printExact(sum),
      related: own.map((f) => spotIn(passage, f.start, f.tail)),
      shares: [claim, ...own].map((f) => passage.offset + f.start),
    };
  }
}

/** “thạc sĩ 06 người”, “06 thạc sĩ”: the one count that the words are right beside, before `until`. */
function countOf({ text, figures }: Passage, name: RegExp, until: number): Figure | null {
  const found = figures.filter((f) => {
    if (f.kind !== 'count' || f.bound !== 'exact' || f.start >= until) return false;
    const before =
      text
        .slice(Math.max(0, f.start - 26), f.start)
        .split(/[,;:(.]/u)
        .at(-1) ?? '';
    const after = text.slice(f.end, f.end + 30).split(/[,;:).\d]/u)[0] ?? '';
    return name.test(before) ? !/trở lên/iu.test(before) : !/\p{L}{2}/u.test(before) && name.test(after);
  });
  return found.length === 1 ? (found[0] as Figure) : null;
}
