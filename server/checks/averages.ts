import { exactOf, type Figure, halfOf } from './figure.ts';
import { absolute, compare, divide, multiply, printVi, type Rational, subtract } from './rational.ts';
import { type Context, type Fault, spotIn, spotOf } from './rule.ts';
import { isMisprint, passagesBefore, plainUnit, prints, type Sentence, storyOf, type Told } from './story.ts';
import { storyTold } from './told-in.ts';
import { unitAt } from './unit.ts';

const AVERAGE = /(?:bình quân|trung bình)(?! (?:chung|cộng|đầu người))[^.;\d]{0,45}$/iu;
const LARGEST = 300;

/** “896 thành viên, 128 tổ, bình quân 07 thành viên/tổ”: an average is its total over its number. */
export function* averages(context: Context): Generator<Fault> {
  const story = storyOf(context.document);
  for (const sentences of storyTold(context.document, 1)) {
    for (const [k, sentence] of sentences.entries()) {
      const { passage } = sentence;
      if (!/bình quân|trung bình/iu.test(sentence.text)) continue;
      for (const figure of passage.figures) {
        if (figure.kind !== 'count' || figure.start < sentence.start || figure.start >= sentence.end) continue;
        const lead = passage.text.slice(Math.max(sentence.start, figure.start - 60), figure.start);
        if (!AVERAGE.test(lead) || /so với|cùng kỳ|tăng|giảm|năm trước/iu.test(lead)) continue;
        const per = perOf(passage.text, figure, lead);
        if (!per) continue;
        context.count('seen');
        const fault = judge(context, sentences, k, sentence, figure, per, story);
        if (fault) yield fault;
      }
    }
  }
}

/** Unit that the average is of: after “/”, after “mỗi”, else ''. */
function perOf(text: string, figure: Figure, lead: string): string | null {
  const slash = /^[^.;,()\d]{0,22}\/\s?(?:01\s)?(?=\p{L})/u.exec(text.slice(figure.end));
  const unit = slash ? unitAt(text, figure.end + slash[0].length) : null;
  if (unit) return unit.key;
  // “trung bình 63 lượt người mỗi cuộc”.
  const behind = /^[^.;,()\d]{0,22}\s(?:mỗi|một)\s(?:một\s|01\s)?(?=\p{L})/u.exec(text.slice(figure.end));
  const named = behind ? unitAt(text, figure.end + behind[0].length) : null;
  if (named) return named.key;
  const each = /mỗi\s(?:một\s)?/iu.exec(lead);
  const found = each ? unitAt(lead, each.index + each[0].length) : null;
  return found ? found.key : null;
}

function judge(
  context: Context,
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  figure: Figure,
  per: string,
  story: readonly Sentence[][],
): Fault | null {
  const { passage } = sentence;
  const pool: Told[] = [
    ...sentence.told.filter((t) => t.figure.start < figure.start),
    ...sentence.bases.filter((t, i) => t.figure.start < figure.start && isAll(sentence.parts[i], t)),
    ...[...sentence.parts, ...sentence.bases, ...sentence.told].filter((t) => t.figure.start > figure.tail && t.depth > 0),
  ];
  for (let i = k - 1; i >= 0; i -= 1) pool.push(...(sentences[i] as Sentence).told);
  for (const before of passagesBefore(context.document, passage, 2))
    for (const s of story[before.index] ?? []) pool.push(...s.told);
  const counts = pool.slice(0, 24);
  const slash = /^[^.;,()\d]{0,22}\//u.exec(passage.text.slice(figure.end));
  const printed = slash && figure.unit !== 'đồng' ? (unitAt(slash[0].slice(0, -1), 0)?.key ?? '') : figure.unit;
  const pairs = counts.flatMap((b) => counts.filter((a) => a !== b).map((a) => ({ a, b })));
  const alike = ({ figure: f }: Told, unit: string): boolean =>
    f.unit === unit || (f.unit === 'lượt' && unit === 'người') || plainUnit(f) === '' || plainUnit({ ...f, unit }) === '';
  if (pairs.some(({ a, b }) => alike(a, printed) && alike(b, per) && fits(a.figure, b.figure, figure))) {
    context.count('bound');
    context.count('checked');
    return null;
  }
  const own = figure.unit === 'đồng' ? 'đồng' : printed.startsWith('~') ? '' : printed;
  const divisors = counts.filter((b) => b.figure.unit === per || (per === 'cuộc' && b.figure.unit === 'cuộc'));
  const totals = counts.filter(
    (a) =>
      (own === ''
        ? a.figure.unit !== '' && a.figure.unit === printed
        : plainUnit(a.figure) === own || (own === 'người' && a.figure.unit === 'lượt')) &&
      !divisors.includes(a) &&
      !isEarlierMean(passage.text, figure, a),
  );
  const bound = divisors.flatMap((b) => totals.map((a) => ({ a, b }))).filter(({ b }) => exactOf(b.figure).n > 0n);
  const near = bound.filter(({ a, b }) => isNear(divide(exactOf(a.figure), exactOf(b.figure)), exactOf(figure)));
  const chosen =
    bound.find(({ a, b }) => misprints(a.figure, b.figure, figure)) ??
    (bound.length === 1 || near.length === 1 ? (near[0] ?? bound[0]) : undefined);
  if (!chosen) return null;
  context.count('bound');
  context.count('checked');
  const q = quotient(chosen.a.figure, chosen.b.figure, figure);
  const expected = printVi(q, figure.decimals);
  return {
    message: 'average',
    at: spotIn(passage, figure.start, figure.tail),
    figures: [chosen.a.figure, chosen.b.figure, figure],
    data: { average: figure.raw, a: chosen.a.figure.raw, b: chosen.b.figure.raw, expected },
    expected,
    related: [spotOf(chosen.a.passage, chosen.a.figure), spotOf(chosen.b.passage, chosen.b.figure)],
    shares: [passage.offset + figure.start, chosen.a.at, chosen.b.at],
  };
}

/** “14 phút/lượt, rút ngắn 3 phút so với tháng 9 (17 phút)”: what stands behind the comparison is the mean of then. */
const isEarlierMean = (text: string, figure: Figure, { figure: a }: Told): boolean =>
  a.start > figure.tail && /so với|cùng kỳ|(?:năm|tháng|quý|kỳ) trước/iu.test(text.slice(figure.tail, a.start));

/** “11/11 Tổ”: all of them, so their number. */
const isAll = (part: Told | undefined, base: Told): boolean =>
  part !== undefined && compare(exactOf(part.figure), exactOf(base.figure)) === 0;

const quotient = (a: Figure, b: Figure, like: Figure): Rational => {
  const q = divide(exactOf(a), exactOf(b));
  return { n: q.n, d: q.d * like.scale };
};

function fits(a: Figure, b: Figure, figure: Figure): boolean {
  const reading = figure.readings[0];
  if (!reading || exactOf(b).n <= 0n) return false;
  const q = divide(exactOf(a), exactOf(b));
  // What comes out even is not rounded.
  if (figure.bound === 'exact' && figure.decimals === 0 && q.n % q.d === 0n) return compare(q, reading.value) === 0;
  const half = halfOf({ ...figure, scale: figure.scale === 1n && figure.decimals === 0 ? 2n : figure.scale }, reading);
  const unit = multiply(half, { n: 2n, d: 1n });
  const gap = subtract(q, reading.value);
  // “bình quân hơn 300.000 đồng một lượt” of 300.144, “gần 2,9 triệu đồng”: within a twentieth on the side that the word says.
  if (figure.bound === 'over' || figure.bound === 'under')
    return gap.n >= 0n === (figure.bound === 'over') && compare(multiply(absolute(gap), { n: 20n, d: 1n }), q) <= 0;
  // “khoảng 60 người/cuộc” of 63.
  if (figure.bound === 'about')
    return compare(absolute(gap), unit) <= 0 || compare(multiply(absolute(gap), { n: 10n, d: 1n }), q) <= 0;
  return compare(absolute(gap), half) <= 0 || (gap.n >= 0n && compare(gap, unit) < 0);
}

const misprints = (a: Figure, b: Figure, figure: Figure): boolean =>
  prints(quotient(a, b, figure), figure.decimals).some((text) => isMisprint(text.padStart(figure.raw.length, '0'), figure.raw));

/** Within a third: the total and the number that the average is of, not two figures by chance. */
const isNear = (q: Rational, value: Rational): boolean => {
  const gap = absolute(subtract(q, value));
  return value.n > 0n && value.n / value.d < BigInt(LARGEST) * 10n ** 12n && compare({ n: gap.n * 3n, d: gap.d }, value) < 0;
};
