// “So với năm 2023 nhiều hơn 02 đoàn (05 đoàn)”: how much more, and in the bracket right behind it what it is compared with. What there is now was told before.
// Three figures of one unit: now is the base and the change, or the base less the change; when only the other way fits, the way is told wrongly. R11.
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { plainUnit } from './story.ts';
import { withFigures } from './told-in.ts';

const WAY = /(?<!\p{L})(tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn)(?:\s(?:thêm|đi|được))?\s$/iu;
const IS_DOWN = /giảm|ít|thấp/iu;
/** How far back what there is now may have been told, characters. */
const BACK = 320;

/** A way that the base in the bracket behind it belies. */
export function* basesBehind(context: Context): Generator<Fault> {
  for (const passage of withFigures(context.document)) {
    const { figures, text } = passage;
    if (figures.length < 3 || passage.section.is_plan || !text.includes('(')) continue;
    for (let i = 1; i + 1 < figures.length; i += 1) {
      const [amount, base] = [figures[i], figures[i + 1]] as [Figure, Figure];
      // “nhiều hơn 02” reads as a bound: here it is the way.
      const word = amount.kind === 'count' && isCount(base) ? WAY.exec(text.slice(0, amount.start))?.[1] : undefined;
      if (!word || plainUnit(amount) === '' || amount.unit !== base.unit) continue;
      if (
        !/^[^().;,\d]{0,30}\([^().;,\d]{0,30}$/u.test(text.slice(amount.tail, base.start)) ||
        !/^\)/u.test(text.slice(base.tail))
      )
        continue;
      const fault = turned(passage, amount, base, word);
      decided(context);
      if (fault) yield fault;
    }
  }
}

const isCount = (figure: Figure): boolean => figure.kind === 'count' && figure.bound === 'exact';

function turned(passage: Passage, amount: Figure, base: Figure, word: string): Fault | null {
  const is_down = IS_DOWN.test(word);
  const [right, other] = [
    is_down ? less(base, amount) : add(exactOf(base), exactOf(amount)),
    is_down ? add(exactOf(base), exactOf(amount)) : less(base, amount),
  ];
  const before = passage.figures.filter(
    (f) =>
      isCount(f) && f.end < amount.start && amount.start - f.end < BACK && f.unit === amount.unit && f.scale === amount.scale,
  );
  const now = before.findLast((f) => equal(exactOf(f), other));
  if (!now || before.some((f) => equal(exactOf(f), right)) || compare(exactOf(amount), ZERO) === 0) return null;
  const sentence = segmentAt(segmentsOf(passage.text, '.?!'), amount.start);
  const start = passage.text.lastIndexOf(word, amount.start);
  const actual = is_down ? 'tăng' : 'giảm';
  return {
    message: 'direction',
    at: spotIn(passage, Math.max(start, sentence?.start ?? 0), base.tail),
    figures: [now, base, amount],
    data: { word, now: now.raw, before: base.raw, actual },
    expected: actual,
    shares: [now, base, amount].map((f) => passage.offset + f.start),
  };
}

const less = (base: Figure, amount: Figure): Rational => subtract(exactOf(base), exactOf(amount));
