// “100 điểm, trong đó 90 điểm thuộc cấp tỉnh đánh giá, 10 điểm thuộc UBND huyện tự đánh giá” over a district's own score “65,7/90 điểm”: the points that
// one scores oneself are those out of which one has scored. R20.
import type { Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { add, equal } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { wordsOf } from './words.ts';

const OWN = /tự (?:đánh giá|chấm)/iu;
const NEAR = 4;
const SAYS_NOTHING = new Set(
  'điểm và trong đó là có do các của cho được thuộc qua đạt kết quả tối đa tổng số đến nay đã ước cụ thể'.split(' '),
);

type Split = { passage: Passage; own: Figure; other: Figure; other_words: string[] };

/** A whole in points and two parts that make it, one of them scored by oneself. */
function splitIn(passage: Passage): Split | null {
  if (!OWN.test(passage.text) || !/điểm/iu.test(passage.text)) return null;
  const { figures, text } = passage;
  for (let i = 0; i + 2 < figures.length; i += 1) {
    const [whole, a, b] = figures.slice(i, i + 3) as [Figure, Figure, Figure];
    // “số điểm tối đa là 100 điểm” is a bound by its words.
    if (
      [whole, a, b].some((f) => f.kind !== 'count' || (f.bound !== 'exact' && f !== whole)) ||
      a.unit !== 'điểm' ||
      b.unit !== 'điểm'
    )
      continue;
    if (!equal(add(exactOf(a), exactOf(b)), exactOf(whole)) || equal(exactOf(a), exactOf(b))) continue;
    const next = figures[i + 3]?.start ?? text.length;
    const words = [text.slice(a.tail, b.start), (/^[^.;]*/u.exec(text.slice(b.tail, next)) ?? [''])[0]];
    const mine = words.map((w) => OWN.test(w));
    if (mine[0] === mine[1]) continue;
    const [own, other, said] = mine[0] ? [a, b, words[1]] : [b, a, words[0]];
    return { passage, own, other, other_words: wordsOf(said ?? '').filter((word) => !SAYS_NOTHING.has(word)) };
  }
  return null;
}

/** The first score told behind the split is out of the points of others, and none in the report is out of one's own. */
export function* ownScale(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of passages) {
    if (passage.figures.length < 3 || passage.is_footnote) continue;
    const split = splitIn(passage);
    if (!split) continue;
    const scores = passages
      .slice(passage.index, passage.index + NEAR)
      .flatMap((p) => p.fractions.filter((f) => f.unit === 'điểm').map((score) => ({ p, score })));
    const [first] = scores;
    decided(context);
    if (!first || !equal(exactOf(first.score.b), exactOf(split.other))) continue;
    const is_out_of_own = (f: Fraction): boolean => equal(exactOf(f.b), exactOf(split.own));
    if (passages.some((p) => p.fractions.some((f) => f.unit === 'điểm' && is_out_of_own(f)))) continue;
    // “Kết quả điều tra xã hội học đạt 30,5/35 điểm”: the score of the others, called as the split calls it.
    const from = first.p.text.lastIndexOf('. ', first.score.start) + 1;
    const said = new Set(wordsOf(first.p.text.slice(from, first.score.start)));
    if (!OWN.test(first.p.text.slice(from, first.score.start)) && split.other_words.some((word) => said.has(word))) continue;
    yield {
      message: 'own_scale',
      at: spotOf(passage, split.own),
      figures: [split.own, first.score.b],
      data: { own: split.own.raw, maximum: first.score.b.raw, score: first.score.a.raw },
      related: [spotOf(passage, split.other), spotOf(first.p, first.score.b)],
      shares: [split.own, split.other].map((f) => passage.offset + f.start),
    };
  }
}
