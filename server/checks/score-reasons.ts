import type { Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import type { Section } from './outline.ts';
import { add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';

// What a score lacks of its maximum against the reasons that are told for it, in its sentence or in the paragraphs of its section. R20.

/** Scores as printed: `9,5/11 điểm`, and at the end of a heading `9.5/17`. */
export const scoresIn = (passage: Passage): Fraction[] =>
  passage.fractions.filter(
    (f) =>
      f.unit === 'điểm' || (passage.section.opens === passage.index && passage.text.slice(f.tail).trim() === '' && f.unit === ''),
  );

/** What a score lacks of its maximum. */
export const gapOf = ({ a, b }: Fraction): Rational => subtract(exactOf(b), exactOf(a));

const STATED = /(?:số )?điểm (?:(?:chưa|không) đạt|bị trừ|trừ|bị mất|mất|còn thiếu)(?: được)?(?: là| còn)?\s*:?\s*$/iu;
const STATED_NUMBER = /số điểm (?:chưa|không) đạt(?: được)?(?: là| còn)?\s*:?\s*$/iu;

const leadOf = (passage: Passage, figure: Figure): string => passage.text.slice(Math.max(0, figure.start - 40), figure.start);

/** “số điểm chưa đạt là 02”. */
const isStated = (passage: Passage, figure: Figure): boolean => STATED_NUMBER.test(leadOf(passage, figure));

/** What a paragraph says is missing in all. */
export const missingIn = (passage: Passage): Figure | undefined =>
  /điểm/iu.test(passage.text) ? passage.figures.find((f) => f.kind === 'count' && STATED.test(leadOf(passage, f))) : undefined;

/** The score that stands before what is missing, in one sentence or told as maximum and result. */
export const scoreBefore = (passage: Passage, missing: Figure): Fraction | null =>
  scoresIn(passage).find((score) => score.start < missing.start) ?? pairOf(passage, missing);

/** “Tổng số điểm tối đa 14 điểm, đến nay đã đạt 12 điểm, số điểm chưa đạt là 02”. */
function pairOf(passage: Passage, stated: Figure): Fraction | null {
  const lead = (f: Figure): string => passage.text.slice(Math.max(0, f.start - 24), f.start);
  const before = passage.figures.filter(
    (f) =>
      f.end <= stated.start && f.kind === 'count' && (f.unit === 'điểm' || (f.unit === '' && /điểm[^.;,\d]*$/iu.test(lead(f)))),
  );
  const maximum = before.find((f) => /(?:tối đa|điểm chuẩn)(?: là)?\s*:?\s*$/iu.test(lead(f)));
  const score = before.findLast(
    (f) => f !== maximum && /(?:đạt(?: được)?|tự chấm|điểm chấm|thẩm định|đánh giá)(?: là)?\s*:?\s*$/iu.test(lead(f)),
  );
  return maximum && score ? { a: score, b: maximum, start: maximum.start, end: score.end, tail: score.tail, unit: 'điểm' } : null;
}

type Loss = { figure: Figure; passage: Passage };

const LOST_BEFORE = /(?:chưa đạt|không đạt|bị trừ|trừ|mất|giảm)\s*(?:được\s*)?(?:là\s*)?$/iu;
const LOST_AFTER = /^\s*(?:chưa|không) đạt/iu;

/** Points said to be lost: `(không đạt 02 điểm)`, `01 điểm không đạt`, and a bare `(0.5 điểm)`. */
export function lossesIn(passage: Passage, from: number): Loss[] {
  return passage.figures.flatMap((figure) => {
    if (figure.start < from || figure.unit !== 'điểm' || figure.kind !== 'count') return [];
    if (passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) return [];
    const before = passage.text.slice(Math.max(0, figure.start - 24), figure.start);
    if (isStated(passage, figure)) return [];
    const lost = LOST_BEFORE.test(before) || LOST_AFTER.test(passage.text.slice(figure.tail));
    const bare =
      /\(\s*$/.test(before) &&
      !/so với|năm \d{4}|cùng kỳ|tối đa/iu.test(passage.text.slice(Math.max(0, figure.start - 40), figure.start)) &&
      /^\s*\)/.test(passage.text.slice(figure.tail));
    return lost || bare ? [{ figure, passage }] : [];
  });
}

const isBrokenDown = ({ figure, passage }: Loss): boolean =>
  /^\s*:|^[\s,:;(]*(?:gồm|bao gồm|trong đó|cụ thể|do|vì|nguyên nhân|lý do)(?!\p{L})/iu.test(passage.text.slice(figure.tail));

const total = (losses: readonly Loss[]): Rational => losses.reduce((so_far, { figure }) => add(so_far, exactOf(figure)), ZERO);

/** What the reasons in `passages`, in that of the score between `from` and `to`, lose together against what the score lacks. */
export function* reasonsIn(
  context: Context,
  passage: Passage,
  score: Fraction,
  passages: readonly Passage[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): Generator<Fault> {
  const losses = passages
    .flatMap((p) => lossesIn(p, p === passage ? from : 0))
    .filter(({ figure, passage: p }) => (p !== passage || figure.end <= to) && compare(exactOf(figure), exactOf(score.b)) <= 0);
  if (losses.length === 0) return;
  const gap = gapOf(score);
  // “Trừ 1,5 điểm, gồm: … (0,5 điểm), …”: the loss first, then its reasons.
  const [whole, ...own] = losses;
  if (whole && own.length > 0 && equal(exactOf(whole.figure), gap) && isBrokenDown(whole) && equal(total(own), gap)) return;
  // “(8,75/10 điểm, chưa đạt 1,25 điểm): …”, “8,25/9 điểm” and under it “Bị trừ 0,75 điểm, gồm: …”: the first loss is the whole.
  const is_whole =
    whole !== undefined &&
    equal(exactOf(whole.figure), gap) &&
    !hasSisters(whole, own) &&
    ((whole.passage === passage && whole.figure.start - score.tail < 30) ||
      !/\([^()]*$/u.test(whole.passage.text.slice(0, whole.figure.start)));
  const reasons = is_whole ? own : losses;
  if (reasons.length === 0) return;
  decided(context);
  const sum = total(reasons);
  const order = compare(sum, gap);
  if (order === 0 || gap.n < 0n) return;
  // Fewer is a fault only when every reason has its number.
  const items = is_whole && whole.passage === passage ? passage.text.slice(whole.figure.tail).split(/;\s/u) : [];
  const all_told =
    passages.length === 1 && items.length === reasons.length && /^[^:;]{0,4}:/u.test(items[0] ?? '') && items.length >= 2;
  const is_complete = all_told || (reasons.length >= 2 && passages.every((p) => !isPartly(p, p === passage ? from : 0)));
  if (order < 0 && !is_complete)
    return context.unchecked(spotIn(passage, score.start, score.tail), 'Có lý do mất điểm không ghi số điểm.');
  yield {
    message: order > 0 ? 'reasons_over' : 'reasons_under',
    severity: order > 0 || all_told || isWitnessed(passages, reasons, gap) ? 'error' : 'warning',
    at: spotIn(passage, score.start, score.tail),
    figures: [score.a, score.b, ...reasons.map(({ figure }) => figure)],
    data: {
      score: score.a.raw,
      maximum: score.b.raw,
      expected: printExact(gap),
      sum: printExact(sum),
      parts: reasons.map(({ figure }) => figure.raw).join(' + '),
    },
    expected: printExact(gap),
    related: reasons.map((loss) => spotOf(loss.passage, loss.figure)),
  };
}

/** A bulleted reason beside others is one of them, even when alone it is as much as all is to be. */
const hasSisters = (whole: Loss, own: readonly Loss[]): boolean =>
  whole.passage.label?.style === 'bullet' &&
  own.some(({ passage }) => passage !== whole.passage && passage.label?.style === 'bullet');

/** “chỉ đạt 02 điểm: …”, “đạt 5/7 điểm”: what is lost there is told by what is left. “(chưa đạt 0,5 điểm)” is a loss, “đạt 5,5/7,5 điểm” of the whole is none. */
function isPartly({ text, fractions }: Passage, from: number): boolean {
  for (const m of text.slice(from).matchAll(/chỉ đạt|(?<!chưa |không )đạt (?=\d)/giu))
    if (m[0] !== 'đạt ' || !fractions.some((f) => f.unit === 'điểm' && f.start === from + m.index + m[0].length)) return true;
  return false;
}

/** What is missing is told in a number that the score bears out, and one reason, written otherwise by one slip, would make it. */
function isWitnessed(passages: readonly Passage[], reasons: readonly Loss[], gap: Rational): boolean {
  const stated = passages.flatMap((p) => missingIn(p) ?? []);
  const [whole] = stated;
  return (
    whole !== undefined &&
    stated.length === 1 &&
    equal(exactOf(whole), gap) &&
    isSlip('sum', [whole, ...reasons.map(({ figure }) => figure)])
  );
}

/** The score of a section against all reasons under it, when they stand in more passages than one. */
export function* reasonsOfSection(context: Context, section: Section): Generator<Fault> {
  const opener = context.document.passages[section.opens];
  if (!opener || section.children.some((child) => child.label?.style === 'arabic' || child.label?.style === 'roman')) return;
  const [score] = scoresIn(opener);
  if (!score) return;
  const body = context.document.passages.slice(section.opens, section.ends).filter((p) => !p.is_footnote);
  const inner = body.filter((p) => p !== opener && scoresIn(p).some((s) => !equal(exactOf(s.b), exactOf(score.b))));
  // Parts with scores of their own lose what they lose.
  if (inner.length > 0) {
    const parts = inner.flatMap((p) => scoresIn(p).filter((s) => !equal(exactOf(s.b), exactOf(score.b))));
    const losses = body.flatMap((p) => (inner.includes(p) ? [] : lossesIn(p, p === opener ? score.tail : 0)));
    const all = body.flatMap((p) => lossesIn(p, p === opener ? score.tail : 0));
    const sum = add(
      total(losses),
      parts.reduce((so_far, part) => add(so_far, gapOf(part)), ZERO),
    );
    decided(context);
    if (compare(sum, gapOf(score)) > 0 && compare(total(all), gapOf(score)) !== 0)
      yield* reasonsIn(context, opener, score, [opener], score.tail);
    return;
  }
  yield* reasonsIn(context, opener, score, body, score.tail);
}
