// What came in on average in a year, a quarter or a month, against the figure before it and the time that the sentence or the title says: “96 tin, bài …; bình quân mỗi
// tháng (tính 12 tháng) 08 tin, bài”, “7.840 tin, bài …, bình quân 1.568 tin, bài/năm của giai đoạn”. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, compare, divide, printScaled, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';

const MEAN_CUE = cueOf('bình quân', 'trung bình');
const MEAN = /(?:bình quân|trung bình)(?!\s(?:chung|cộng|đầu người))[^.;]{0,60}$/iu;
const BEHIND = /^[^.;()\d/]{0,24}?\s?(?:\/\s?|mỗi\s|một\s|hằng\s|hàng\s)(?:01\s|1\s)?(năm|tháng|quý)(?!\p{L}|\s\d)/iu;
const BEFORE = /(?:bình quân|trung bình)[^.;]{0,20}?(?:mỗi|một|hằng|hàng)\s(năm|tháng|quý)(?!\p{L})/iu;
const APART = /thu nhập|lương|so với|cùng kỳ|tăng|giảm|cao hơn|thấp hơn|tốc độ|điểm|hài lòng|xấp xỉ|khoảng|trên|dưới|gần|hơn/iu;
const CHANGE = /(?:tăng|giảm|hơn|vượt|thêm|kém)(?: thêm| đi)?\s$/iu;

type Time = 'năm' | 'tháng' | 'quý';

/** The one count of its unit before the mean, over a time that is told. */
export function* meansPerTime(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, MEAN_CUE))
    for (const { start, end } of segmentsOf(passage.text, '.?!'))
      for (const mean of passage.figures) {
        if (mean.start < start || mean.end > end || mean.kind !== 'count' || mean.bound !== 'exact') continue;
        const lead = passage.text.slice(Math.max(start, mean.start - 70), mean.start);
        const said = MEAN.exec(lead)?.[0];
        if (said === undefined || APART.test(said)) continue;
        const per = (BEHIND.exec(passage.text.slice(mean.end, end)) ?? BEFORE.exec(said))?.[1]?.toLowerCase() as Time | undefined;
        const total = per && totalOf(passage, start, mean);
        const time = total && timeOf(context, passage.text.slice(start, end), per);
        if (!total || !time) continue;
        decided(context);
        const fault = judge(passage, mean, total, time, per);
        if (fault) yield fault;
      }
}

/** Outside brackets, no change, of the printed unit, greater than its mean. */
function totalOf(passage: Passage, from: number, mean: Figure): Figure | null {
  const { text } = passage;
  const word = wordOf(text, mean);
  const found = passage.figures.filter((f) => {
    if (f.kind !== 'count' || f.start < from || f.end > mean.start || f.scale !== mean.scale || f.bound !== 'exact') return false;
    if (passage.fractions.some(({ a, b }) => a.start === f.start || b.start === f.start)) return false;
    const lead = text.slice(from, f.start);
    if (lead.split('(').length > lead.split(')').length || CHANGE.test(lead.slice(-12))) return false;
    return compare(exactOf(f), exactOf(mean)) > 0 && word !== '' && wordOf(text, f) === word;
  });
  const [total, more] = found;
  return total && !more ? total : null;
}

const wordOf = (text: string, { end }: Figure): string =>
  /^\s?(\p{Ll}+(?:, \p{Ll}+)?)/u.exec(text.slice(end, end + 40))?.[1]?.toLowerCase() ?? '';

type Span = { count: number; is_told: boolean };

const COUNTED: Record<Time, RegExp> = {
  năm: /(?:tính|trong|qua|sau|cả|của|trên)\s(?:cho\s|trên\s|đủ\s)?(\d{1,2})\snăm(?!\s\d{4})/iu,
  quý: /(?:tính|trong|qua|sau|cả|của|trên)\s(?:cho\s|trên\s|đủ\s)?(\d)\squý/iu,
  tháng: /(?:tính|trong|qua|sau|cả|của|trên)\s(?:cho\s|trên\s|đủ\s)?(\d{1,2})\stháng(?!\s\d)/iu,
};

/** What the sentence counts, else the period of the title; the time for which figures are closed may be a month shorter. */
function timeOf(context: Context, sentence: string, per: Time): Span | null {
  const told = Number(COUNTED[per].exec(sentence)?.[1] ?? 0);
  if (told > 1 && told <= 24) return { count: told, is_told: true };
  const { head, passages } = context.document;
  const title = head.title.map((i) => passages[i]?.text ?? '').join(' ');
  if (per === 'năm') {
    const phase = /(?:giai đoạn|nhiệm kỳ)\s((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)/iu.exec(title);
    const years = phase ? Number(phase[2]) - Number(phase[1]) + 1 : 0;
    return years > 1 && /giai đoạn/iu.test(phase?.[0] ?? '') ? { count: years, is_told: /giai đoạn/iu.test(sentence) } : null;
  }
  const { period } = head;
  if (!period || period.kind === 'last_months' || period.kind === 'half') return null;
  const months = period.to_month - period.from_month + 1;
  return per === 'tháng' && months > 2 ? { count: months, is_told: false } : null;
}

function judge(passage: Passage, mean: Figure, total: Figure, { count, is_told }: Span, per: Time): Fault | null {
  const over = (n: number): Rational => divide(exactOf(total), { n: BigInt(n), d: 1n });
  const right = over(count);
  const isRight = (n: number): boolean => n > 0 && isNear(over(n), mean);
  if (isRight(count) || (!is_told && (isRight(count - 1) || isRight(count + 1)))) return null;
  const expected = mean.scale === 1n ? printVi(right, mean.decimals) : printScaled(right, mean.scale);
  const digits = (text: string): string => text.replace(/\D/gu, '').replace(/^0+(?=\d)/u, '');
  const is_slip = areOneSlip(digits(expected), digits(mean.raw));
  if (!is_slip && !(is_told && (isRight(count - 1) || isRight(count + 1)))) return null;
  return {
    message: 'told_mean',
    at: spotOf(passage, mean),
    figures: [mean, total],
    data: { mean: mean.raw, of: `${total.raw} trong ${count} ${per}`, expected },
    expected,
    related: [spotOf(passage, total)],
    shares: [mean, total].map((f) => passage.offset + f.start),
  };
}

/** Less than one of its last digit: means are rounded up, down or off; what comes out even is not rounded. */
const isNear = (value: Rational, mean: Figure): boolean => {
  const unit = { n: mean.scale, d: 10n ** BigInt(mean.decimals) };
  const off = absolute(subtract(value, exactOf(mean)));
  if (mean.scale === 1n && (value.n * unit.d) % value.d === 0n) return off.n === 0n;
  return compare(off, unit) < 0;
};
