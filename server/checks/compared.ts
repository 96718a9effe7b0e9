import type { Passage } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isPartOfThen } from './other-shares.ts';
import { isFromTo, isYearly } from './ranges-told.ts';
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
import type { Sentence } from './story.ts';
import { storyTold } from './told-in.ts';

const CHANGE =
  /(?<!\p{L})(tăng(?: thêm)?|giảm(?: đi)?|cao hơn|thấp hơn|nhiều hơn|ít hơn|rút ngắn(?: được)?|chênh lệch|cách nhau)\s(?:(?:được|khoảng|là|tới|đến)\s)?$/iu;
const TIMES = /(?<!\p{L})(gấp)\s(?:(?:hơn|gần|khoảng)\s)?$/iu;
/** The same change told again as a rate. */
const AGAIN =
  /(?:[(,;]|\s)\s?(?:tương (?:ứng|đương)(?: với)?|tức(?: là)?|hay|ứng với)\s(?:(?:tăng|giảm|mức tăng|mức giảm|(?:tỷ|tỉ) lệ(?: tăng| giảm)?)\s)?$/iu;
const THEN =
  /cùng kỳ|(?:năm|quý|tháng|kỳ|tuần|năm học)(?: báo cáo)? (?:trước|ngoái)|(?:năm|quý|tháng)\s?(?:[IVX]+|\d{1,2})?\s?(?:\/|năm|\s)\s?(?:19|20)\d\d|so với|trước đây|đầu (?:năm|kỳ)/iu;
const NOW = /(?:năm|quý|tháng|kỳ) (?:nay|này)|hiện (?:nay|có|tại)|đến nay/iu;
const APART = /chỉ tiêu|kế hoạch giao|mục tiêu|dự toán|trong đó|gồm|bình quân|trung bình|quy định|trên tổng|riêng/iu;
const LOWEST = /thấp nhất|ít nhất|đứng cuối/iu;
const HIGHEST = /cao nhất|nhiều nhất|dẫn đầu|đứng đầu/iu;

type Change = { figure: Figure; word: string; from: number };
type Pair = { now: Figure; base: Figure; is_sure: boolean };

/**
 * A sentence that compares two figures of a kind and tells the change, in any order: “65,84 % …; quý I/2024 là 52,30 %, tăng 11,53 điểm phần trăm”, “năm
 * 2022 là 78,46 điểm; năm 2023 là 82,13 điểm; như vậy tăng 4,33 điểm”. Two figures and no other of that kind before the change, one of them of an earlier
 * period; or the one before it and the one in the bracket after “so với”. R11.
 */
export function* compared(context: Context, told: Set<number>): Generator<Fault> {
  for (const sentences of storyTold(context.document, 1))
    for (const [i, sentence] of sentences.entries()) {
      if (!/tăng|giảm|hơn|gấp|rút|chênh|cách/iu.test(sentence.text)) continue;
      if (isInPlan(sentence.text)) continue;
      for (const fault of judged(context, sentence, sentences.slice(Math.max(0, i - 2), i), told)) {
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
    }
}

function* judged(context: Context, sentence: Sentence, earlier: readonly Sentence[], told: Set<number>): Generator<Fault> {
  const { passage } = sentence;
  const figures = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
  if (figures.length > 14) return;
  const changes = figures.flatMap((figure) => changeOf(sentence, figure));
  const starts = new Set(changes.map(({ figure }) => figure.start));
  for (const change of changes) {
    if (told.has(passage.offset + change.figure.start)) continue;
    const pair = pairOf(sentence, earlier, change, starts);
    if (!pair || [pair.now, pair.base].some((f) => f.bound !== 'exact')) continue;
    decided(context);
    const fault = wrongOf(passage, pair, change);
    if (!fault) continue;
    yield pair.is_sure ? fault : { ...fault, severity: 'warning' };
    return;
  }
}

function changeOf(sentence: Sentence, figure: Figure): Change[] {
  const { text } = sentence.passage;
  const lead = text.slice(sentence.start, figure.start);
  // “mục tiêu là giảm 10 %”: what is to be.
  if (/(?:mục tiêu|chỉ tiêu|yêu cầu|kế hoạch|định hướng)[^.;,()]{0,50}$/iu.test(lead)) return [];
  const m = CHANGE.exec(lead) ?? (/^\slần(?!\p{L})/u.test(text.slice(figure.end)) ? TIMES.exec(lead) : null);
  if (m && isYearly(text, sentence.start + m.index)) return [];
  if (m) return [{ figure: { ...figure, bound: 'exact' }, word: (m[1] ?? '').toLowerCase(), from: sentence.start + m.index }];
  if (figure.kind !== 'percent') return [];
  const again = AGAIN.exec(lead) ?? /(?:tăng|giảm|hơn)\s\d[\d.,]*(?:\s\p{L}{1,8}){0,3}\s\($/iu.exec(lead);
  const word = /(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?!\p{L})(?!.*(?:tăng|giảm|hơn))/iu.exec(lead)?.[1];
  const is_next = word !== undefined && lead.length - lead.lastIndexOf(word) < 60;
  return again && is_next ? [{ figure, word: word.toLowerCase(), from: figure.start }] : [];
}

const isOneUnit = (a: Figure, b: Figure): boolean => a.unit === b.unit || a.unit === '' || b.unit === '';

/** Figures that may be compared: no part of a fraction or a place, no change. */
function valuesIn(passage: Passage, from: number, to: number, change: Change, starts: ReadonlySet<number>): Figure[] {
  const kind = change.figure.kind === 'percent_points' ? 'percent' : 'count';
  const of = new Set(passage.fractions.flatMap(({ a, b }) => [a.start, b.start]));
  return passage.figures.filter(
    (f) =>
      f.start >= from &&
      f.end <= to &&
      f.kind === kind &&
      !starts.has(f.start) &&
      !of.has(f.start) &&
      !/thang(?: điểm)?\s$/iu.test(passage.text.slice(0, f.start).slice(-12)) &&
      !isPartOfThen(passage.text.slice(from, f.start)) &&
      (change.figure.kind !== 'count' || change.word === 'gấp' || isOneUnit(f, change.figure)),
  );
}

function pairOf(sentence: Sentence, earlier: readonly Sentence[], change: Change, starts: ReadonlySet<number>): Pair | null {
  const { passage } = sentence;
  // “gấp 1,5 lần kế hoạch (30 tỷ đồng)”: times-told.ts.
  if (change.word === 'gấp' && /^\slần[^.;()]{0,60}\(/u.test(passage.text.slice(change.figure.end))) return null;
  const before = valuesIn(passage, sentence.start, change.from, change, starts);
  const after = baseAfter(sentence, change, starts);
  if (after) {
    const now = before.findLast((f) => isOneUnit(f, after));
    const is_alone = before.length === 1;
    return now && is_alone ? { now, base: after, is_sure: true } : null;
  }
  const [one, two] = before;
  if (one && two && before.length === 2) {
    if (!isOneUnit(one, two)) return null;
    if (isFromTo(passage.text, one, two)) return { now: two, base: one, is_sure: true };
    const [x, y] = [leadOf(passage, sentence.start, one), leadOf(passage, one.tail, two)];
    if (/chênh|cách/u.test(change.word)) return isRange(x, y) ? { now: two, base: one, is_sure: true } : null;
    return sided(x, y, one, two, true);
  }
  const [from] = earlier;
  if (before.length > 0 || !from || change.figure.kind !== 'percent_points') return null;
  const far = valuesIn(passage, from.start, sentence.start, change, starts);
  const [old, recent] = far;
  if (!old || !recent || far.length !== 2) return null;
  return sided(leadOf(passage, from.start, old), leadOf(passage, old.tail, recent), old, recent, false);
}

/** “so với quy định (15 ngày)”; “giảm 0,56 điểm so với năm 2022; năm 2022 đạt 83,71 %”. */
function baseAfter(sentence: Sentence, change: Change, starts: ReadonlySet<number>): Figure | null {
  const { passage } = sentence;
  const [next] = valuesIn(passage, change.figure.tail, sentence.end, change, starts);
  if (!next) return null;
  const gap = passage.text.slice(change.figure.tail, next.start);
  if (/^\sso với[^().;\d]{0,40}\((?:là\s|đạt\s|có\s)?$/iu.test(gap)) return next;
  const m = /^\sso với\s(?:cùng kỳ\s)?((?:năm|quý|tháng)\s[IVX\d]{1,4}(?:\/\d{4})?)[;,]\s(.{4,40})$/iu.exec(gap);
  return m && (m[2] ?? '').toLowerCase().startsWith((m[1] ?? '').toLowerCase()) ? next : null;
}

/** Words of a figure: after the last semicolon or full stop before it. */
function leadOf({ text }: Passage, from: number, figure: Figure): string {
  const lead = text.slice(from, figure.start);
  return lead.slice(Math.max(lead.lastIndexOf(';'), lead.lastIndexOf('. ')) + 1);
}

const isRange = (x: string, y: string): boolean =>
  (LOWEST.test(x) && HIGHEST.test(y) && !HIGHEST.test(x)) || (HIGHEST.test(x) && LOWEST.test(y) && !LOWEST.test(x));

/** Which of two is of the earlier period: its own words say so, and the other's do not; or the years of both. */
function sided(x: string, y: string, one: Figure, two: Figure, is_sure: boolean): Pair | null {
  if (APART.test(x) || APART.test(y)) return null;
  const [a, b] = [isThen(x), isThen(y)];
  if (a !== b) return a ? { now: two, base: one, is_sure } : { now: one, base: two, is_sure };
  const last = (words: string): number => Number(matchesIn(words, /(?:19|20)\d\d/gu).at(-1)?.[0] ?? 0);
  const [p, q] = [last(x), last(y)];
  if (!a || p === 0 || q === 0 || p === q) return null;
  return p < q ? { now: two, base: one, is_sure } : { now: one, base: two, is_sure };
}

const isThen = (words: string): boolean => THEN.test(words) && !NOW.test(words);

function wrongOf(passage: Passage, { now, base }: Pair, change: Change): Fault | null {
  const { figure, word } = change;
  // “từ 310 lên 365 nghìn đồng”: the first bears the unit of the second.
  if (now.scale !== base.scale && (now.unit === '' || base.unit === '')) return null;
  const gap = subtract(exactOf(now), exactOf(base));
  const actual = gap.n > 0n ? 'tăng' : 'giảm';
  const shares = [now, base, figure].map((f) => passage.offset + f.start);
  const at = spotIn(passage, change.from, figure.tail);
  const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
  const data = { word, now: print(now), before: print(base), actual, amount: figure.raw, rate: figure.raw };
  const common = { at, figures: [now, base, figure], related: [spotOf(passage, now), spotOf(passage, base)], shares };
  if (word === 'gấp') return timesOf(common, now, base, figure);
  if (gap.n === 0n) return null;
  const is_symmetric = /chênh|cách/u.test(word);
  if (!is_symmetric && gap.n > 0n !== /tăng|cao|nhiều/u.test(word))
    return {
      message: 'direction',
      ...common,
      data,
      expected: actual,
      severity: figure.kind === 'percent_points' ? 'error' : 'warning',
    };
  if (figure.kind === 'percent' && now.kind === 'count') {
    if (exactOf(base).n === 0n) return null;
    const rate = absolute(multiply(divide(gap, exactOf(base)), HUNDRED));
    if (isNear(rate, figure)) return null;
    const expected = printVi(rate, figure.decimals);
    return { message: 'rate', ...common, data: { ...data, expected }, expected: `${expected}%` };
  }
  if (figure.kind === 'percent' || (figure.kind === 'count' && !isOneUnit(figure, now))) return null;
  const size = absolute(gap);
  const is_exact = figure.scale === now.scale && figure.decimals >= Math.max(now.decimals, base.decimals);
  if (equal(size, exactOf(figure)) || (!is_exact && isNear(size, figure))) return null;
  const expected = figure.kind === 'count' ? printScaled(size, figure.scale) : printVi(size, figure.decimals);
  // Points of two rates that one sentence tells need no witness.
  return { message: figure.kind === 'count' ? 'amount' : 'points', ...common, data: { ...data, expected }, expected };
}

function timesOf(common: Omit<Fault, 'message'>, now: Figure, base: Figure, times: Figure): Fault | null {
  if (exactOf(base).n === 0n || exactOf(now).n === 0n) return null;
  const value = divide(exactOf(now), exactOf(base));
  if (isNear(value, times)) return null;
  const expected = printVi(value, Math.max(1, times.decimals));
  return { message: 'times', ...common, data: { times: times.raw, now: now.raw, base: base.raw, expected }, expected };
}

/** Rounded or cut off at its last printed digit. */
const isNear = (value: Rational, figure: Figure): boolean =>
  figure.readings.some((reading) => compare(absolute(subtract(value, reading.value)), lastDigit(reading)) <= 0);
