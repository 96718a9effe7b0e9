// Changes whose base stands in a bracket beside them: “tăng 284 trạm so với thời điểm 31/12/2025 (3.842 trạm), tương ứng mức tăng 7,4 %”, “cao hơn giá khởi
// điểm (3.240 triệu đồng) là 630 triệu đồng, vượt 19,4 %”; the same change told twice in opposite words; ranges against their own word. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { isOtherShare } from './other-shares.ts';
import { isFromTo } from './ranges-told.ts';
import {
  absolute,
  add,
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

const CHANGES_BESIDE_CUE = cueOf('tăng', 'giảm', 'hơn', 'vượt', 'kém', 'hụt', 'từ');

const UP = 'tăng|cao hơn|nhiều hơn|lớn hơn|vượt';
const DOWN = 'giảm|thấp hơn|ít hơn|nhỏ hơn|hụt|kém';
/** “tăng 284 trạm so với … (”, “tăng 564 hồ sơ, tương ứng tăng 9,26 % so với … (”: the words between the amount and its base. */
const AGAINST = new RegExp(
  `^(?:,?\\s(?:(?:tương (?:ứng|đương)|tức|hay|bằng|ứng với)\\s(?:là\\s|với\\s)?)?(?:(?:mức|(?:tỷ|tỉ) lệ|tốc độ)\\s)?(?:(?:${UP}|${DOWN})\\s)?\\d[\\d.,]*\\s?%)?\\s?(?:\\([^()]{1,20}\\)\\s?)?,?\\s?so với\\s(?:(?!\\.\\s|%)[^();]){2,60}?\\s?\\((?:là\\s|đạt\\s|có\\s|với\\s|\\p{L}+\\s\\p{L}+\\s(?:mới\\s)?)?$`,
  'iu',
);
/** “cao hơn giá khởi điểm của 11 lô (”. */
const OVER = /^\s(?:so với\s)?[^.;:()]{3,60}?\s?\((?:là\s|đạt\s|có\s)?$/iu;
const AGAIN =
  /^\s(?:so với\s)?(?:cùng kỳ|(?:năm|quý|tháng|kỳ)\s|bình quân|trung bình|mức|chỉ tiêu|mục tiêu|kế hoạch)[^.;,()]{0,34}?\s(?:là\s)?$/iu;
/** “) là ”. */
const BY = /^\s?\),?\s(?:là\s|tới\s|đến\s|số tiền\s)?$/iu;
/** “, tương ứng mức tăng ”, “, vượt ”, “, bằng ”. */
const RATE = new RegExp(
  `^\\s?\\)?[\\s,;]*\\(?(?:(?:tương (?:ứng|đương)|tức|hay|bằng|ứng với)\\s(?:là\\s|với\\s)?(?:(?:mức|(?:tỷ|tỉ) lệ|tốc độ)\\s)?(?:(${UP}|${DOWN})\\s)?|(?:(?:mức|(?:tỷ|tỉ) lệ|tốc độ)\\s)?(${UP}|${DOWN})\\s)$`,
  'iu',
);
const CHANGE = new RegExp(`(?<!\\p{L})(${UP}|${DOWN})(?: thêm| đi)?(?!\\p{L})`, 'giu');
const NEVER = /giảm nghèo|tinh giản|cắt giảm|tăng cường|tăng trưởng|giảm trừ|tăng giờ/iu;

type Move = { word: string; from: number; amount: Figure; base: Figure };

/** Every change whose base is in a bracket beside it. `told`: figures that are spoken of already. */
export function* changesBeside(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, CHANGES_BESIDE_CUE)) {
    if (!/tăng|giảm|hơn|vượt|kém|hụt|từ\s/iu.test(passage.text)) continue;
    const has_range = /từ\s/iu.test(passage.text);
    for (const fault of [
      ...besides(context, passage),
      ...opposites(context, passage),
      ...(has_range ? ranges(context, passage) : []),
    ]) {
      if (fault.shares?.some((at) => told.has(at))) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

function* besides(context: Context, passage: Passage): Generator<Fault> {
  const { text } = passage;
  if (!text.includes('(')) return;
  for (const m of text.matchAll(CHANGE)) {
    if (NEVER.test(text.slice(Math.max(0, m.index - 4), m.index + 16))) continue;
    const move = moveAt(passage, m.index, m.index + m[0].length, (m[1] ?? '').toLowerCase());
    if (!move) continue;
    decided(context);
    const fault = wrongAmount(passage, move) ?? wrongRate(passage, move) ?? wrongWay(passage, move);
    if (fault) yield fault;
  }
}

const isLike = (a: Figure, b: Figure): boolean =>
  b.bound === 'exact' &&
  (a.kind === 'count'
    ? b.kind === 'count' && a.scale === b.scale && a.unit === b.unit && a.unit !== ''
    : a.kind === 'percent_points' && b.kind === 'percent');

function moveAt(passage: Passage, from: number, end: number, word: string): Move | null {
  const { text, figures } = passage;
  const i = figures.findIndex((f) => f.start >= end);
  const first = figures[i];
  if (!first) return null;
  const exact: Figure = { ...first, bound: 'exact' };
  if (/^\s(?:thêm\s|được\s)?$/iu.test(text.slice(end, first.start)) && first.bound !== 'about') {
    const base = figures.slice(i + 1, i + 4).find((f) => AGAINST.test(text.slice(first.tail, f.start)));
    return base && isLike(exact, base) && /^\s?\)/u.test(text.slice(base.tail)) ? { word, from, amount: exact, base } : null;
  }
  // “nhiều hơn cùng kỳ 06 vụ (cùng kỳ 54 vụ)”: named before the amount, and again in the bracket.
  const next = figures[i + 1];
  if (
    next &&
    AGAIN.test(text.slice(end, first.start)) &&
    /^\s?\([^()\d]{3,40}(?:\d{4}[^()\d]{1,20})?\s$/u.test(text.slice(first.tail, next.start))
  )
    return isLike(exact, next) && /^\s?\)/u.test(text.slice(next.tail)) ? { word, from, amount: exact, base: next } : null;
  const base = figures.slice(i, i + 3).find((f) => OVER.test(text.slice(end, f.start)));
  const amount = base && figures[figures.indexOf(base) + 1];
  return base && amount && isLike(amount, base) && BY.test(text.slice(base.tail, amount.start))
    ? { word, from, amount, base }
    : null;
}

const isUp = (word: string): boolean => new RegExp(`^(?:${UP})`, 'u').test(word);

/** The figure of now: of the unit of the base, right before the word. */
function nowOf(passage: Passage, { from, base }: Move): Figure | null {
  const segment = segmentAt(segmentsOf(passage.text), from);
  const of = new Map(passage.fractions.map(({ a, b, unit }) => [b.start, { ...a, unit, tail: b.tail }]));
  const over = new Set(passage.fractions.map(({ a }) => a.start));
  const own = passage.figures
    .filter((f) => f.tail <= from && f.start >= (segment?.start ?? 0) && !over.has(f.start))
    .map((f) => of.get(f.start) ?? f)
    .filter(
      (f) =>
        !/thang(?: điểm)?\s$/iu.test(passage.text.slice(0, f.start).slice(-12)) &&
        (base.kind === 'percent' ? f.kind === 'percent' && f.bound === 'exact' : isLike(base, f)),
    );
  const last = own.at(-1);
  return last && own.length === 1 && from - last.tail < 60 && !/[;()]/u.test(passage.text.slice(last.tail, from)) ? last : null;
}

function wrongAmount(passage: Passage, move: Move): Fault | null {
  const { word, from, amount, base } = move;
  const now = nowOf(passage, move);
  if (!now) return null;
  const gap = subtract(exactOf(now), exactOf(base));
  const is_up = isUp(word);
  const size = absolute(gap);
  const [start, end] = [from, Math.max(amount.tail, base.tail)];
  const is_rate = amount.kind !== 'count';
  const expected = is_rate ? printVi(size, amount.decimals) : printScaled(size, amount.scale);
  const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
  const data = { word, amount: amount.raw, now: print(now), before: print(base), actual: gap.n > 0n ? 'tăng' : 'giảm', expected };
  const common = {
    at: spotIn(passage, start, end),
    figures: [now, base, amount],
    data,
    related: [spotOf(passage, now), spotOf(passage, base)],
    shares: [now, base, amount].map((f) => passage.offset + f.start),
  };
  const unit = {
    n: is_rate && amount.decimals < Math.max(now.decimals, base.decimals) ? 1n : 0n,
    d: 10n ** BigInt(amount.decimals),
  };
  if (compare(absolute(subtract(size, exactOf(amount))), unit) <= 0)
    return gap.n !== 0n && gap.n > 0n !== is_up ? { message: 'direction', ...common, expected: data.actual } : null;
  return { message: is_rate ? 'points' : 'amount', ...common, expected };
}

function wrongRate(passage: Passage, { word, from, amount, base }: Move): Fault | null {
  const inner = passage.figures.find((f) => f.kind === 'percent' && f.start >= amount.tail && f.tail <= base.start);
  const end = inner ? amount.tail : Math.max(amount.tail, base.tail);
  const rate = inner ?? passage.figures.find((f) => f.start >= end);
  const m = rate?.kind === 'percent' ? RATE.exec(passage.text.slice(end, rate.start)) : null;
  if (!rate || !m || exactOf(base).n <= 0n || amount.kind !== 'count') return null;
  if (isOtherShare(passage.text, rate)) return null;
  const value = multiply(divide(exactOf(amount), exactOf(base)), HUNDRED);
  const level = isUp(word) ? add(HUNDRED, value) : subtract(HUNDRED, value);
  const unit = rate.readings[0] ? lastDigit(rate.readings[0]) : { n: 1n, d: 1n };
  const isNear = (one: Rational): boolean => compare(absolute(subtract(one, exactOf(rate))), unit) < 0;
  if (isNear(value) || isNear(level)) return null;
  const expected = printVi(value, rate.decimals);
  const now = isUp(word) ? add(exactOf(base), exactOf(amount)) : subtract(exactOf(base), exactOf(amount));
  const is_of_now = now.n > 0n && rate.decimals > 0 && isNear(multiply(divide(exactOf(amount), now), HUNDRED));
  return {
    message: is_of_now ? 'of_now' : 'of_then',
    at: spotIn(passage, from, Math.max(rate.tail, base.tail)),
    figures: [amount, base, { ...rate, bound: 'exact' }],
    data: { word, amount: amount.raw, rate: rate.raw, before: base.raw, expected },
    expected: `${expected}%`,
    related: [spotOf(passage, base)],
    shares: [amount, base, rate].map((f) => passage.offset + f.start),
  };
}

/** “176 sự cố …; tăng 24 trường hợp so với … (200 trường hợp)”: base less the amount is told before, base and the amount nowhere. */
function wrongWay(passage: Passage, { word, from, amount, base }: Move): Fault | null {
  const up = isUp(word);
  const [said, other] = up
    ? [add(exactOf(base), exactOf(amount)), subtract(exactOf(base), exactOf(amount))]
    : [subtract(exactOf(base), exactOf(amount)), add(exactOf(base), exactOf(amount))];
  const is_rate = amount.kind !== 'count';
  if (is_rate ? amount.decimals === 0 : compare(exactOf(base), { n: 20n, d: 1n }) < 0 || other.n <= 0n) return null;
  // The rate of now may stand in the sentence before: with its decimals it is no chance.
  const sentence = is_rate ? { start: 0 } : segmentAt(segmentsOf(passage.text, '.?!'), from);
  const counts = passage.figures.filter((f) => f.kind === base.kind && f.bound === 'exact');
  if (counts.some((f) => equal(exactOf(f), said))) return null;
  const now = counts.find((f) => f.start >= (sentence?.start ?? 0) && f.tail <= from && equal(exactOf(f), other));
  if (!now) return null;
  return {
    message: 'direction',
    at: spotIn(passage, from, Math.max(amount.tail, base.tail)),
    figures: [now, base, amount],
    data: { word, now: now.raw, before: base.raw, actual: up ? 'giảm' : 'tăng', amount: amount.raw, rate: '' },
    expected: up ? 'giảm' : 'tăng',
    related: [spotOf(passage, now), spotOf(passage, base)],
    shares: [now, base, amount].map((f) => passage.offset + f.start),
  };
}

const TWICE =
  /(?<!\p{L})(tăng|giảm)(?: thêm| đi)?\s\d(?:[^.;%]|\.(?=\d)){0,110}?(?:tương (?:ứng|đương)|tức|hay|bằng|ứng với)\s(?:là\s|với\s)?(?:(?:mức|(?:tỷ|tỉ) lệ|tốc độ)\s)?(tăng|giảm)\s(?=[\d.,]+\s?%)/giu;

/** “tăng 120 văn bản so với năm 2023 (1.500 văn bản), tương ứng giảm 8 %”: one change, two words. */
function* opposites(context: Context, passage: Passage): Generator<Fault> {
  for (const m of passage.text.matchAll(TWICE)) {
    const [first, again] = [(m[1] ?? '').toLowerCase(), (m[2] ?? '').toLowerCase()];
    // A word of change between the two tells of another change.
    if (/tăng|giảm|còn|trong đó/iu.test(m[0].slice(first.length, m[0].length - again.length - 1))) continue;
    const figures = passage.figures.filter((f) => f.start > m.index && f.start < m.index + m[0].length);
    const rate = passage.figures.find((f) => f.start >= m.index + m[0].length);
    if (!rate || figures.length === 0) continue;
    decided(context);
    if (first === again) continue;
    yield {
      message: 'opposite',
      at: spotIn(passage, m.index, rate.tail),
      figures: [...figures, rate],
      data: { word: first, other: again },
      related: [],
      shares: [...figures, rate].map((f) => passage.offset + f.start),
    };
  }
}

const WAY =
  /(?<!\p{L})(tăng|giảm|nâng|hạ|rút ngắn|kéo giảm)(?!\p{L})(?:(?!(?<!\p{L})(?:tăng|giảm|nâng|hạ)(?!\p{L}))[^.;:()\d]){0,30}(?<!\p{L})từ\s(?:mức\s)?$/iu;

/** “giảm từ 5,2 % năm 2023 lên 6,9 % năm 2024”: the word against the two figures. */
function* ranges(context: Context, passage: Passage): Generator<Fault> {
  for (const [i, one] of passage.figures.entries()) {
    const two = passage.figures[i + 1];
    if (!two || one.kind !== two.kind || one.scale !== two.scale || !isFromTo(passage.text, one, two)) continue;
    if (one.bound !== 'exact' || two.bound !== 'exact' || (one.unit !== two.unit && one.unit !== '')) continue;
    const lead = passage.text.slice(Math.max(0, one.start - 70), one.start);
    const said = WAY.exec(lead)?.[1]?.toLowerCase();
    const to = /(?<!\p{L})(lên|xuống)(?:\s(?:còn|mức|đạt|thành|là|tới|khoảng|chỉ))*\s$/iu.exec(
      passage.text.slice(one.tail, two.start),
    )?.[1];
    // A place in a ranking is the better the lower.
    if ((!said && !to) || /hạng|thứ|vị trí|bậc|xếp|nhóm|mức độ|cấp độ|dự kiến|phấn đấu|ngày\s*$/iu.test(lead)) continue;
    // “cắt giảm từ 03 đến 05 ngày”, “giảm từ 30 % đến 50 %”: by how much, not from what to what.
    if (!to && /^\sđến\s$/iu.test(passage.text.slice(one.tail, two.start))) continue;
    const order = compare(exactOf(two), exactOf(one));
    decided(context);
    const is_up = said ? /tăng|nâng/u.test(said) : to?.toLowerCase() === 'lên';
    if (order === 0 || order > 0 === is_up) continue;
    // Both words the other way: the two figures changed places, or are of other things.
    const word = said ?? (to ?? '').toLowerCase();
    const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
    yield {
      message: 'direction',
      at: spotIn(passage, one.start, two.tail),
      figures: [two, one],
      data: { word, now: print(two), before: print(one), actual: order > 0 ? 'tăng' : 'giảm', amount: '', rate: '' },
      expected: order > 0 ? 'tăng' : 'giảm',
      related: [spotOf(passage, one), spotOf(passage, two)],
      shares: [one, two].map((f) => passage.offset + f.start),
    };
  }
}
