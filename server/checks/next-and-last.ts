// “quý III nhận 3.118, quý IV nhận 2.964; quý sau nhiều hơn quý trước 154 hồ sơ”: two periods told one after the other, then called by their order. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { romanValue } from './outline.ts';
import { absolute, compare, equal, printScaled, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const NEXT_CUE = cueOf('sau', 'liền trước', 'liền kề');
const SAID =
  /(?<!\p{L})(quý|tháng|năm|kỳ|đợt|học kỳ)\s(?:sau|kế tiếp|tiếp theo)\s(?:đã\s|lại\s|vẫn\s)?(tăng|giảm|(?:nhiều|ít|cao|thấp|lớn|nhỏ) hơn)\s(?:so với\s|hơn\s)?\1\s(?:trước|liền trước|liền kề)(?!\p{L})/giu;

/** What is said of the later of two periods. `told`: figures that are spoken of already. */
export function* nextAndLast(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, NEXT_CUE)) {
    for (const m of matchesIn(passage.text, SAID)) {
      const pair = pairOf(passage, (m[1] ?? '').toLowerCase(), m.index);
      if (!pair) continue;
      decided(context);
      const fault = judged(passage, pair, (m[2] ?? '').toLowerCase(), m.index, m.index + m[0].length);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

/** The only two counts before the words in their sentence that are of two such periods, the earlier first. */
function pairOf(passage: Passage, period: string, at: number): [Figure, Figure] | null {
  const { text, figures } = passage;
  const sentence = segmentAt(segmentsOf(text, '.?!'), at);
  const own = figures.filter(
    (f) => f.kind === 'count' && f.bound === 'exact' && f.end <= at && f.start >= (sentence?.start ?? 0),
  );
  const named = own.flatMap((figure, i) => {
    const lead = text.slice(own[i - 1]?.tail ?? sentence?.start ?? 0, figure.start);
    const said = new RegExp(`(?<!\\p{L})${period}\\s(IV|I{1,3}|\\d{1,4})(?!\\p{L})[^.;]{0,60}$`, 'iu').exec(lead);
    return said ? [{ figure, order: orderOf(said[1] ?? '') }] : [];
  });
  const [first, second, more] = named;
  if (!first || !second || more || own.length !== 2 || first.order >= second.order) return null;
  const [a, b] = [first.figure, second.figure];
  return a.scale === b.scale && (a.unit === b.unit || a.unit === '' || b.unit === '') ? [a, b] : null;
}

const orderOf = (said: string): number => (/\d/.test(said) ? Number(said) : (romanValue(said.toUpperCase()) ?? 0));

function judged(passage: Passage, [then, now]: [Figure, Figure], word: string, from: number, end: number): Fault | null {
  const { text, figures } = passage;
  const gap = subtract(exactOf(now), exactOf(then));
  const is_up = /tăng|nhiều|cao|lớn/u.test(word);
  const next = figures.find((f) => f.start >= end);
  const amount =
    next?.kind === 'count' && /^\s(?:là\s|tới\s|khoảng\s)?$/iu.test(text.slice(end, next.start)) && next.bound === 'exact'
      ? next
      : null;
  const is_way = gap.n !== 0n && gap.n > 0n === is_up;
  if (is_way && (!amount || equal(absolute(gap), exactOf(amount)))) return null;
  if (is_way && amount && compare(exactOf(amount), exactOf(now)) > 0) return null;
  const expected = printScaled(absolute(gap), now.scale);
  const actual = gap.n > 0n ? 'tăng' : gap.n < 0n ? 'giảm' : 'không đổi';
  return {
    message: is_way ? 'amount' : 'direction',
    at: spotIn(passage, from, amount?.tail ?? end),
    figures: amount ? [now, then, amount] : [now, then],
    data: { word, now: now.raw, before: then.raw, actual, amount: amount?.raw ?? '', expected },
    expected: is_way ? expected : actual,
    related: [spotOf(passage, now), spotOf(passage, then)],
    shares: [now, then, ...(amount ? [amount] : [])].map((f) => passage.offset + f.start),
  };
}
