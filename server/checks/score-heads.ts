import type { Passage } from './document.ts';
import { exactOf, type Fraction } from './figure.ts';
import { type Section, sectionsUnder } from './outline.ts';
import { add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { gapOf, lossesIn, missingIn, scoreBefore, scoresIn } from './score-reasons.ts';
import { isSlip } from './slip.ts';

// The score of an area told twice: in its heading and in the sentence under it that says what is missing. And the scores of its items against what is missing. R20.

/** “1. Chỉ đạo điều hành: 12/14 điểm” over “tối đa 14 điểm, đã đạt 12 điểm, số điểm chưa đạt là 02”. */
export function* scoreHeads(context: Context): Generator<Fault> {
  for (const section of sectionsUnder(context.document.root)) {
    const opener = context.document.passages[section.opens];
    if (!opener) continue;
    for (const passage of context.document.passages.slice(section.opens, Math.min(section.ends, section.opens + 3))) {
      const missing = missingIn(passage);
      const own = missing && scoreBefore(passage, missing);
      if (!own) continue;
      const [head] = passage === opener ? [] : scoresIn(opener);
      if (head) yield* retold(context, opener, head, passage, own);
      yield* lostByItems(context, section, passage, own);
      break;
    }
  }
}

function* retold(context: Context, opener: Passage, head: Fraction, passage: Passage, own: Fraction): Generator<Fault> {
  const same = (['a', 'b'] as const).filter((of) => equal(exactOf(head[of]), exactOf(own[of])));
  decided(context);
  // Neither number is that of the heading: a score of something else, such as one criterion.
  if (same.length !== 1) return;
  const of = same[0] === 'a' ? 'b' : 'a';
  yield {
    message: 'retold',
    at: spotIn(opener, head.start, head.tail),
    figures: [head[of], own[of]],
    data: { head: `${head.a.raw}/${head.b.raw}`, own: `${own.a.raw}/${own.b.raw}` },
    expected: `${own.a.raw}/${own.b.raw}`,
    related: [spotIn(passage, own.start, own.tail)],
    shares: [opener.offset + head[of].start, passage.offset + own[of].start],
    root: `head ${opener.index}`,
  };
}

/** “đạt 2,5/3 điểm, số điểm không đạt là 0,5 điểm, cụ thể:” over “… đạt 0,25/0,5 điểm.” for every item that lost points. */
function* lostByItems(context: Context, section: Section, passage: Passage, own: Fraction): Generator<Fault> {
  const missing = missingIn(passage);
  if (!missing || !/(?:cụ thể|như sau|lý do|gồm|trong đó)[^.;\d]{0,30}:\s*$/iu.test(passage.text)) return;
  if (!equal(exactOf(missing), gapOf(own))) return;
  const items = context.document.passages.slice(passage.index + 1, section.ends).filter((one) => !one.is_footnote);
  const scores = items.flatMap((one) => scoresIn(one).map((score) => ({ one, score })));
  // Every paragraph tells one score, and no loss beside it.
  if (items.length < 2 || scores.length !== items.length || items.some((one) => scoresIn(one).length !== 1)) return;
  if (items.some((one) => lossesIn(one, 0).length > 0 || missingIn(one) !== undefined)) return;
  const sum = scores.reduce((so_far: Rational, { score }) => add(so_far, gapOf(score)), ZERO);
  decided(context);
  if (equal(sum, exactOf(missing))) return;
  const is_over = compare(sum, exactOf(missing)) > 0;
  const [reading] = missing.readings;
  if (!reading) return;
  // What the items would have to score together, were the loss right: a slip in one of them would bring it there.
  const left = subtract(
    scores.reduce((so_far: Rational, { score }) => add(so_far, exactOf(score.b)), ZERO),
    exactOf(missing),
  );
  const is_slip = isSlip('sum', [{ ...missing, readings: [{ ...reading, value: left }] }, ...scores.map(({ score }) => score.a)]);
  if (!is_over && !is_slip) return;
  yield {
    message: is_over ? 'reasons_over' : 'reasons_under',
    severity: is_slip ? 'error' : 'warning',
    at: spotIn(passage, own.start, own.tail),
    figures: [own.a, own.b, ...scores.flatMap(({ score }) => [score.a, score.b])],
    data: {
      score: own.a.raw,
      maximum: own.b.raw,
      expected: printExact(gapOf(own)),
      sum: printExact(sum),
      parts: scores.map(({ score }) => printExact(gapOf(score))).join(' + '),
    },
    expected: printExact(gapOf(own)),
    related: scores.map(({ one, score }) => spotIn(one, score.start, score.tail)),
  };
}
