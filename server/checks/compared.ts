import type { Passage } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import {
  absolute,
  compare,
  divide,
  equal,
  HUNDRED,
  multiply,
  printScaled,
  printVi,
  type Rational,
  subtract,
} from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isInPlan } from './sentence-kinds.ts';
import { type Sentence, storyOf } from './story.ts';

const CHANGE = /(?<!\p{L})(tăng(?: thêm)?|giảm(?: đi)?|cao hơn|thấp hơn|nhiều hơn|ít hơn)\s(?:(?:được|khoảng|là|tới|đến)\s)?$/iu;
/** The same change told again as a rate. */
const AGAIN =
  /(?:[(,;]|\s)\s?(?:tương (?:ứng|đương)(?: với)?|tức(?: là)?|hay|ứng với)\s(?:(?:tăng|giảm|mức tăng|mức giảm|(?:tỷ|tỉ) lệ(?: tăng| giảm)?)\s)?$/iu;
const THEN =
  /cùng kỳ|(?:năm|quý|tháng|kỳ|tuần|năm học)(?: báo cáo)? (?:trước|ngoái)|(?:năm|quý|tháng)\s?(?:[IVX]+|\d{1,2})?\s?(?:\/|năm|\s)\s?(?:19|20)\d\d|so với|trước đây|đầu (?:năm|kỳ)/iu;
const NOW = /(?:năm|quý|tháng|kỳ) (?:nay|này)|hiện (?:nay|có|tại)|đến nay/iu;
const MORE = /trong đó|gồm|từ\s[^.;]{0,30}(?:lên|xuống|đến)|bình quân|chỉ tiêu|kế hoạch|mục tiêu|dự toán|tổng điểm|xếp/iu;

type Change = { figure: Figure; word: string; from: number };

/**
 * A sentence that compares two figures of a kind and tells the change, in any order: “65,84 % …; quý I/2024 là 52,30 %, tăng 11,53 điểm phần trăm”, “quý
 * trước 1.204 hồ sơ, quý này 1.318 hồ sơ, tăng 114 hồ sơ (9,47 %)”. Two figures and no other of that kind, one of them of an earlier period. R11.
 */
export function* compared(context: Context, told: Set<number>): Generator<Fault> {
  for (const sentences of storyOf(context.document))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passage.section.is_plan || passage.is_footnote || !/tăng|giảm|hơn/iu.test(sentence.text)) continue;
      if (MORE.test(sentence.text) || isInPlan(sentence.text)) continue;
      const fault = judged(context, sentence, told);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
}

function judged(context: Context, sentence: Sentence, told: Set<number>): Fault | null {
  const { passage } = sentence;
  const figures = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
  if (
    figures.length < 3 ||
    figures.length > 6 ||
    passage.fractions.some((f) => f.start >= sentence.start && f.end <= sentence.end)
  )
    return null;
  const changes = figures.flatMap((figure) => changeOf(sentence, figure));
  const values = figures.filter((figure) => !changes.some((change) => change.figure.start === figure.start));
  const [first] = changes;
  if (!first || values.some((f) => f.bound !== 'exact') || changes.some((c) => told.has(passage.offset + c.figure.start)))
    return null;
  const kind = first.figure.kind === 'percent_points' ? 'percent' : 'count';
  const own = values.filter((f) => f.kind === kind);
  const [one, two] = own;
  if (!one || !two || own.length !== 2 || !isOneUnit(one, two)) return null;
  const pair = sided(sentence, one, two);
  if (!pair) return null;
  // A count of the same things, or a share of what is compared.
  const others = values.filter((f) => f !== one && f !== two);
  if (others.some((f) => f.kind === kind)) return null;
  decided(context);
  for (const change of changes) {
    const fault = wrongOf(passage, pair, change);
    if (fault) return fault;
  }
  return null;
}

function changeOf(sentence: Sentence, figure: Figure): Change[] {
  const lead = sentence.passage.text.slice(sentence.start, figure.start);
  const m = CHANGE.exec(lead);
  if (m) return [{ figure: { ...figure, bound: 'exact' }, word: (m[1] ?? '').toLowerCase(), from: sentence.start + m.index }];
  if (figure.kind !== 'percent') return [];
  const again = AGAIN.exec(lead) ?? /\d(?:\s\p{L}{1,8}){0,3}\s\($/u.exec(lead);
  const word = /(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?!\p{L})(?!.*(?:tăng|giảm|hơn))/iu.exec(lead)?.[1];
  const is_next = word !== undefined && lead.length - lead.lastIndexOf(word) < 60;
  return again && is_next ? [{ figure, word: word.toLowerCase(), from: figure.start }] : [];
}

const isOneUnit = (a: Figure, b: Figure): boolean => a.scale === b.scale && (a.unit === b.unit || a.unit === '' || b.unit === '');

/** Which of two is of the earlier period: its own words say so, and the other's do not. */
function sided(sentence: Sentence, one: Figure, two: Figure): { now: Figure; base: Figure } | null {
  const { text } = sentence.passage;
  const before = text.slice(sentence.start, one.start);
  const between = text.slice(one.tail, two.start);
  const cut = Math.max(between.lastIndexOf(';'), between.lastIndexOf(','), between.lastIndexOf('('));
  const lead = cut >= 0 ? between.slice(cut) : between;
  const [x, y] = [isThen(before), isThen(lead)];
  if (x === y) return x ? byYear(before, lead, one, two) : null;
  return x ? { now: two, base: one } : { now: one, base: two };
}

const isThen = (words: string): boolean => THEN.test(words) && !NOW.test(words);

function byYear(x: string, y: string, one: Figure, two: Figure): { now: Figure; base: Figure } | null {
  const last = (words: string): number => Number([...words.matchAll(/(?:19|20)\d\d/gu)].at(-1)?.[0] ?? 0);
  const [a, b] = [last(x), last(y)];
  if (a === 0 || b === 0 || a === b) return null;
  return a < b ? { now: two, base: one } : { now: one, base: two };
}

function wrongOf(passage: Passage, { now, base }: { now: Figure; base: Figure }, change: Change): Fault | null {
  const { figure, word } = change;
  const gap = subtract(exactOf(now), exactOf(base));
  const is_up = /tăng|cao|nhiều/u.test(word);
  const actual = gap.n > 0n ? 'tăng' : 'giảm';
  const shares = [now, base, figure].map((f) => passage.offset + f.start);
  const at = spotIn(passage, change.from, figure.tail);
  const related = [spotOf(passage, now), spotOf(passage, base)];
  const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
  const data = { word, now: print(now), before: print(base), actual, amount: figure.raw, rate: figure.raw };
  const figures = [now, base, figure];
  if (gap.n === 0n) return null;
  if (gap.n > 0n !== is_up)
    return { message: 'direction', at, figures, data, expected: actual, related, shares, severity: 'warning' };
  if (figure.kind === 'percent' && now.kind === 'count') {
    if (exactOf(base).n === 0n) return null;
    const rate = absolute(multiply(divide(gap, exactOf(base)), HUNDRED));
    if (isNear(rate, figure)) return null;
    const expected = printVi(rate, figure.decimals);
    return { message: 'rate', at, figures, data: { ...data, expected }, expected: `${expected}%`, related, shares };
  }
  if (figure.kind === 'percent' || (figure.kind === 'count' && !isOneUnit(figure, now))) return null;
  const size = absolute(gap);
  const is_exact = figure.decimals >= Math.max(now.decimals, base.decimals);
  if (equal(size, exactOf(figure)) || (!is_exact && isNear(size, figure))) return null;
  const expected = figure.kind === 'count' ? printScaled(size, now.scale) : printVi(size, figure.decimals);
  // Points of two rates that one sentence tells need no witness.
  return {
    message: figure.kind === 'count' ? 'amount' : 'points',
    at,
    figures,
    data: { ...data, expected },
    expected,
    related,
    shares,
  };
}

/** Rounded or cut off at its last printed digit. */
const isNear = (value: Rational, figure: Figure): boolean =>
  figure.readings.some((reading) => compare(absolute(subtract(value, reading.value)), lastDigit(reading)) <= 0);
