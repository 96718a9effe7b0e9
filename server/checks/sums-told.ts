import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { fractionRuns } from './fraction-sums.ts';
import { parallelRows } from './parallel-rows.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';
import { toldIn } from './told-in.ts';
import { toldSums } from './told-sums.ts';
import { upward } from './upward.ts';
import { workedSums } from './worked-sums.ts';

const LARGE = { n: 50n, d: 1n };

/** Sums that are told by how the text is built, whatever the parts are called; that one slip of the pen would mend them is the second witness. */
export function* sumsTold(context: Context): Generator<Fault> {
  yield* fractionRuns(context);
  yield* toldSums(context);
  yield* parallelRows(context);
  yield* upward(context);
  yield* workedSums(context);
  for (const passage of toldIn(context.document, 3)) {
    const sentences = segmentsOf(passage.text, '.?!');
    for (const [i, sentence] of sentences.entries()) {
      const found = colonRun(passage, sentences[i - 1], sentence) ?? wholeLast(passage, sentence);
      if (!found || !differs(found)) continue;
      decided(context);
      yield faultOf(passage, found);
    }
  }
}

type Sum = { total: Figure; parts: readonly Figure[] };

function differs({ total, parts }: Sum): boolean {
  const sum = parts.map(exactOf).reduce(add, ZERO);
  const gap = absolute(subtract(sum, exactOf(total)));
  return (
    !equal(sum, exactOf(total)) &&
    compare(exactOf(total), LARGE) >= 0 &&
    compare({ n: gap.n * 10n, d: gap.d }, exactOf(total)) < 0 &&
    isSlip('sum', [total, ...parts])
  );
}

const countsIn = ({ figures, fractions }: Passage, { start, end }: Stretch): Figure[] =>
  figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.start >= start &&
      f.end <= end &&
      !fractions.some(({ a, b }) => a.start === f.start || b.start === f.start),
  );

const APART = /so với|cùng kỳ|tăng|giảm|trong đó|lũy kế|luỹ kế|năm trước|kế hoạch|chỉ tiêu/iu;

/** “nhận 486 bộ hồ sơ. Nguồn nhận: qua Cổng 301 bộ, tại quầy 148 bộ, qua bưu chính 37 bộ.”: one count, then a sentence that breaks it down. */
function colonRun(passage: Passage, before: Stretch | undefined, sentence: Stretch): Sum | null {
  const text = passage.text.slice(sentence.start, sentence.end);
  const cue = /^\s*\p{L}[^:;,.()\d]{1,45}:\s/u.exec(text);
  if (!before || !cue || APART.test(text) || /[()%]/u.test(text)) return null;
  const [total, more] = countsIn(passage, before);
  const parts = countsIn(passage, sentence);
  if (!total || more || parts.length < 3 || total.unit === '') return null;
  const stretches = text.slice(cue[0].length).split(/[,;]\s|\svà\s/u);
  const [unit] = parts.map((f) => f.unit);
  const alike = parts.every((f) => f.unit === unit && f.scale === total.scale);
  return alike && stretches.length === parts.length && parts[0] && parts[0].start > sentence.start + cue[0].length - 1
    ? { total, parts }
    : null;
}

/** “Cấp tỉnh giải quyết 2.014 hồ sơ, cấp xã 6.330 hồ sơ, toàn tỉnh 8.344 hồ sơ”: the last is of the whole place. */
function wholeLast(passage: Passage, sentence: Stretch): Sum | null {
  const text = passage.text.slice(sentence.start, sentence.end);
  const counts = countsIn(passage, sentence);
  const total = counts.at(-1);
  if (!total || counts.length < 3 || counts.length > 8 || APART.test(text) || /[()%;]/u.test(text)) return null;
  const [unit] = counts.map((f) => f.unit);
  if (unit === '' || counts.some((f) => f.unit !== unit || f.scale !== total.scale)) return null;
  const lead = passage.text.slice(counts.at(-2)?.tail ?? 0, total.start);
  return /^,?\s(?:và\s)?(?:tính chung\s)?(?:toàn|cả|chung)\s(?:toàn\s)?(?:tỉnh|huyện|xã|phường|thành phố|thị xã|sở|ngành|đơn vị|kỳ|quý|năm)[^,;:\d]{0,40}$/iu.test(
    lead,
  )
    ? { total, parts: counts.slice(0, -1) }
    : null;
}

function faultOf(passage: Passage, { total, parts }: Sum): Fault {
  const sum: Rational = parts.map(exactOf).reduce(add, ZERO);
  return {
    message: 'differs',
    at: spotOf(passage, total),
    figures: [total, ...parts],
    data: {
      total: total.raw,
      parts: parts.map(({ raw }) => raw).join(' + '),
      sum: printExact(sum),
      gap: printExact(absolute(subtract(sum, exactOf(total)))),
    },
    expected: printExact(sum),
    related: parts.map((f) => spotIn(passage, f.start, f.tail)),
    shares: [total, ...parts].map((f) => passage.offset + f.start),
  };
}
