import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure, halfOf, lastDigit } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isPartOfThen } from './other-shares.ts';
import { isYearly } from './ranges-told.ts';
import {
  absolute,
  add,
  compare,
  divide,
  HUNDRED,
  multiply,
  printExact,
  printScaled,
  printVi,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts';
import { type Context, type Fault, spotIn, spotOf } from './rule.ts';
import { isOfOther } from './sides.ts';
import { isToldNow } from './then-told.ts';

const TWO_STATES_CUE = cueOf('tăng', 'giảm', 'hơn', 'vượt', 'hụt', 'rút');

const WORD =
  /(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|lớn hơn|nhỏ hơn|kém hơn|vượt|hụt|cắt giảm|tinh giản|rút ngắn|tiết kiệm)(?!\p{L})(?! (?:cường|nghèo|tốc|trưởng|thiểu|phiền))/giu;
const UP = /tăng|cao|nhiều|lớn|vượt/u;
/** Right before a figure: it is what the other period had. */
const OTHER =
  /(?:so với|cùng kỳ|(?:năm|quý|tháng|kỳ|tuần|vụ|khóa|khoá|lần|nhiệm kỳ) (?:trước|ngoái|liền kề)|đầu (?:năm|kỳ|nhiệm kỳ)|trước (?:đây|sắp xếp|khi))[^.;()]{0,45}\([^()\d;]{0,40}$/iu;
const OTHER_PLAIN =
  /(?:so với|hơn)(?:\s(?:mức|số|con số|tổng số|khoảng|cùng kỳ(?: năm (?:trước|ngoái))?))*\s*$|(?:cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|ngoái))[^.;,()\d]{0,24}(?:là|đạt|có|chỉ|:)\s*$/iu;
/** “cao hơn năm 2023 (84,15 điểm)”: a bracket after a year or quarter that is compared. */
const COMPARED_YEAR =
  /(?:so với|hơn)[^.;()]{0,30}(?:năm \d{4}|quý [IVX]+(?:\/\d{4})?|tháng \d+)[^.;(),]{0,16}\([^()\d;]{0,30}$|hơn[^.;(),\d]{2,40}\([^()\d;]{0,12}$|\((?:trước (?:đó|đây|kia)|ban đầu|cùng kỳ|(?:năm|quý|tháng|kỳ) trước)[^()\d]{0,20}$/iu;
const FROM = /(?<!\p{L})từ(?: mức)?\s*$/iu;
const TO = /(?:xuống|lên|còn|đến|thành)(?: chỉ)?(?: còn| là| mức)?\s*$/iu;
const PLAN = /(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|quy định|yêu cầu|định mức|tối thiểu|tối đa)[^.;,\d]{0,24}$/iu;

type Change = { passage: Passage; word: string; at: number; amount: Figure; base: Figure; nows: Figure[] };

/**
 * Two states of one thing and the change between them, wherever in the sentence each stands. The other period's figure must be named as that (“so với …”,
 * “từ …”, in the bracket of what is compared); one figure of the same unit that fits acquits, and only a single one that does not accuses.
 */
export function* twoStates(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, TWO_STATES_CUE)) {
    for (const change of changesIn(passage)) {
      if ([change.base, change.amount].some((f) => told.has(passage.offset + f.start))) continue;
      if (isOfOther(passage.text, change.base, change.amount)) continue;
      context.count('seen');
      const fault = judge(context, change) ?? rateAfter(context, change, told);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

/** One for each stretch between semicolons; of a whole sentence where none of its stretches holds one, for a comparison may go on after a semicolon. */
function changesIn(passage: Passage): Change[] {
  const found = segmentsOf(passage.text).map((segment) => ({
    segment,
    change: changeIn(passage, segment) ?? inBracket(passage, segment),
  }));
  const own = found.flatMap(({ change }) => change ?? []);
  const whole = segmentsOf(passage.text, '.?!').flatMap((sentence) => {
    const inside = found.filter(({ segment }) => segment.start >= sentence.start && segment.end <= sentence.end);
    return inside.length < 2 || inside.some(({ change }) => change) ? [] : (changeIn(passage, sentence) ?? []);
  });
  return [...own, ...whole];
}

function changeIn(passage: Passage, segment: Stretch): Change | null {
  const { text } = passage;
  const own = passage.figures.filter((f) => f.start >= segment.start && f.end <= segment.end);
  if (own.length < 3) return null;
  const lead = (f: Figure): string => text.slice(segment.start, f.start);
  const words = matchesIn(text.slice(segment.start, segment.end), WORD).map((m) => ({
    word: (m[1] ?? '').toLowerCase(),
    at: segment.start + m.index,
    end: segment.start + m.index + m[0].length,
  }));
  const base = own.filter((f) => isBase(passage, f, lead(f), own));
  const [only] = base;
  // A part over its base: what changed is the share.
  const in_fraction = passage.fractions.some((f) => f.a.start === only?.start || f.b.start === only?.start);
  if (!only || base.length > 1 || only.bound === 'about' || in_fraction) return null;
  for (const { word, at, end } of words) {
    if (isYearly(text, at)) continue;
    const amount = own.find((f) => f !== only && f.start >= end && isAmount(text, end, f, only));
    if (amount && isOfOther(text, only, amount)) continue;
    // Over a semicolon only this period's figure may stand: the change and what it is counted from are told together.
    if (amount && /;/u.test(text.slice(Math.min(at, only.start), Math.max(amount.end, only.end)).replace(/\([^()]*\)/gu, '')))
      continue;
    if (!amount || /^\s(?:bậc|hạng|thứ hạng|vị trí|lần)/iu.test(text.slice(amount.end))) continue;
    const kin = (f: Figure): boolean =>
      (f.kind === only.kind || (f.kind !== 'count' && only.kind !== 'count')) && f.unit === only.unit && f.scale === only.scale;
    const bare = only.kind === 'count' && only.unit === '';
    if (only.unit.startsWith('~')) continue;
    const is_of =
      amount.kind === 'count'
        ? only.kind === 'count' && (amount.unit === only.unit || bare) && amount.scale === only.scale
        : amount.kind === 'percent' || only.kind !== 'count';
    if (!is_of) continue;
    const amounts = words.map((w) => own.find((f) => f !== only && f.start >= w.end && isAmount(text, w.end, f, only)));
    const nows = own.filter(
      (f) =>
        f !== only &&
        !amounts.includes(f) &&
        f.kind !== 'percent_points' &&
        kin(f) &&
        !isPartOfThen(text.slice(0, f.start)) &&
        !PLAN.test(lead(f).slice(-50)) &&
        !isFractionBase(passage, f),
    );
    if (nows.length === 0 || nows.some((f) => f.bound === 'about')) return null;
    return { passage, word, at, amount, base: only, nows };
  }
  return null;
}

/** “giảm 7 vụ (23 vụ/30 vụ)”: this period over the other, in a bracket after the amount. */
function inBracket(passage: Passage, segment: Stretch): Change | null {
  const { text } = passage;
  for (const { a, b, start } of passage.fractions) {
    if (start < segment.start || start > segment.end || b.unit === '') continue;
    const amount = passage.figures.findLast((f) => f.end <= start && f.start >= segment.start);
    if (amount?.kind !== 'count' || amount.unit !== b.unit || !/^\s\(\s*$/u.test(text.slice(amount.tail, start))) continue;
    const lead = text.slice(segment.start, amount.start);
    const word = /(?<!\p{L})(tăng|giảm)(?:\s(?:thêm|đi|được))?\s*$/iu.exec(lead);
    if (!word || !/so với|cùng kỳ/iu.test(text.slice(segment.start, segment.end))) continue;
    return {
      passage,
      word: (word[1] ?? '').toLowerCase(),
      at: segment.start + word.index,
      amount,
      base: b,
      nows: [{ ...a, unit: b.unit }],
    };
  }
  return null;
}

const isFractionBase = ({ fractions }: Passage, figure: Figure): boolean => fractions.some((f) => f.b.start === figure.start);

function isBase({ text }: Passage, figure: Figure, lead: string, own: readonly Figure[]): boolean {
  if (figure.kind === 'percent_points') return false;
  if (isToldNow(text, figure)) return false;
  if (OTHER.test(lead) || COMPARED_YEAR.test(lead)) return true;
  if (
    OTHER_PLAIN.test(lead.replace(/cùng kỳ năm \d{4}/giu, 'cùng kỳ')) &&
    !/(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém)\shơn\s*$/iu.test(lead)
  )
    return true;
  const next = own.find((f) => f.start > figure.start);
  // “trước đơn giản hóa là 1.846,2 triệu đồng, sau đơn giản hóa còn 1.391,65 triệu đồng”.
  const then =
    /(?<!\p{L})trước(?: khi)?\s(\p{L}+(?:\s\p{L}+){0,4}?)(?:\s(?:của|trong|theo)\s[^.;:,]{0,60})?\s(?:là|có|:)\s*$/iu.exec(
      lead.replace(/\d+\s\p{L}+/gu, ''),
    )?.[1];
  if (then && next && new RegExp(`sau(?: khi)?\\s${then}`, 'iu').test(text.slice(figure.tail, next.start))) return true;
  if (FROM.test(lead) && next && next.kind === figure.kind && TO.test(text.slice(figure.tail, next.start))) return true;
  // “Năm 2023 có 45 vụ, năm 2024 có 36 vụ”.
  const year = /năm (\d{4})[^.;,()\d]{0,30}$/iu.exec(lead)?.[1];
  const later = next && /năm (\d{4})[^.;()\d]{0,30}$/iu.exec(text.slice(figure.tail, next.start))?.[1];
  return year !== undefined && later !== undefined && Number(later) === Number(year) + 1 && next?.unit === figure.unit;
}

/** The figure that a word of change governs: nothing between but a comparison, in brackets or not. */
function isAmount(text: string, end: number, figure: Figure, base: Figure): boolean {
  const gap = text.slice(end, figure.start).replace(/\([^()]*\)/gu, ' ');
  if (gap.length > 60 || /[;:]|\d{1,3}(?:[.,]\d+)?\s?(?:%|\p{Ll})/u.test(gap.replace(/(?:năm|tháng|quý)\s\S+/giu, '')))
    return false;
  if (base.start >= end && base.end <= figure.start && !/\)/u.test(text.slice(base.end, figure.start))) return false;
  if (FROM.test(gap) || TO.test(gap) || /(?:so với|bằng|đạt|chiếm|có)\s*$/iu.test(gap)) return false;
  if (base.start >= end && base.end <= figure.start && /^[^.;:,]{0,45}$/u.test(gap)) return true;
  return (
    /^\s*(?:(?:thêm|đi|được|là|khoảng|tới|mức|tỷ lệ|tương ứng|tương đương|tức)\s*)*$/iu.test(gap) ||
    /^\s(?:so với\s)?(?:cùng kỳ|năm|quý|tháng|kỳ|bình quân|trung bình|mức)[^.;:]{0,45}$/iu.test(gap)
  );
}

const slackOf = (figures: readonly Figure[]): Rational =>
  figures.reduce(
    (so_far, f) =>
      f.readings[0] && (f.kind !== 'count' || f.decimals > 0 || f.scale > 1n) ? add(so_far, halfOf(f, f.readings[0])) : so_far,
    ZERO,
  );

function fits(now: Figure, base: Figure, amount: Figure): boolean {
  const gap = absolute(subtract(exactOf(now), exactOf(base)));
  const off = absolute(subtract(gap, exactOf(amount)));
  const slack =
    now.decimals === base.decimals && now.decimals === amount.decimals && now.scale === 1n ? ZERO : slackOf([now, base, amount]);
  const same = amount.kind === 'count' ? now.kind === 'count' : now.kind !== 'count';
  if (same && compare(off, slack) <= 0) return true;
  if (amount.kind !== 'percent' || exactOf(base).n <= 0n) return false;
  const unit = amount.readings[0] ? lastDigit(amount.readings[0]) : ZERO;
  const rate = (of: Figure): Rational => multiply(divide(gap, exactOf(of)), HUNDRED);
  const level = multiply(divide(exactOf(now), exactOf(base)), HUNDRED);
  return [rate(base), level].some((value) => compare(absolute(subtract(value, exactOf(amount))), unit) < 0);
}

/** “tăng 177 hồ sơ (tương ứng tăng 13,76 %) so với quý I (1.286 hồ sơ)”: the rate beside the amount is of the other period's figure. */
function rateAfter(context: Context, { passage, word, at, amount, base }: Change, told: ReadonlySet<number>): Fault | null {
  if (amount.kind !== 'count' || base.kind !== 'count' || exactOf(base).n <= 0n || amount.scale !== base.scale) return null;
  const rate = passage.figures.find((f) => f.start >= amount.tail);
  if (rate?.kind !== 'percent' || rate.bound !== 'exact' || told.has(passage.offset + rate.start)) return null;
  if (
    !/^(?:\/\p{L}+)?[\s,]*\(?\s*(?:(?:tương (?:ứng|đương)|tức|hay|với|bằng|(?:tỷ|tỉ) lệ)\s*){0,3}(?:tăng|giảm|cắt giảm|tiết kiệm|cao hơn|thấp hơn)?\s*$/iu.test(
      passage.text.slice(amount.tail, rate.start),
    )
  )
    return null;
  for (const what of ['bound', 'checked'] as const) context.count(what);
  const value = multiply(divide(exactOf(amount), exactOf(base)), HUNDRED);
  const level = UP.test(word) ? add(HUNDRED, value) : subtract(HUNDRED, value);
  const unit = rate.readings[0] ? lastDigit(rate.readings[0]) : ZERO;
  if ([value, level].some((v) => compare(absolute(subtract(v, exactOf(rate))), unit) < 0)) return null;
  const expected = printVi(value, rate.decimals);
  return {
    message: 'of_then',
    at: spotIn(passage, at, rate.tail),
    figures: [amount, base, rate],
    data: { word, amount: amount.raw, rate: rate.raw, before: base.raw, expected },
    expected: `${expected}%`,
    related: [spotOf(passage, base)],
    shares: [amount, base, rate].map((f) => passage.offset + f.start),
  };
}

function judge(context: Context, { passage, word, at, amount, base, nows }: Change): Fault | null {
  const own = nows.filter((now) => fits(now, base, amount));
  // “Số đơn vị là 78, gồm 74 trường và 04 đơn vị khác; giảm 02 đơn vị so với …”: what bears no unit may be what fell.
  const isBare = (f: Figure): boolean => f.kind === 'count' && f.unit === '' && f.end <= at && at - f.start < 160;
  // “Tiếp nhận 19 kiến nghị, đã trả lời 18, …; giảm 07 kiến nghị so với cùng kỳ (26)”: so may what bears the unit of the change where the base bears none.
  const isLike = (f: Figure): boolean => base.unit === '' && f.unit === amount.unit && f.end <= at && f !== amount;
  if (
    own.length === 0 &&
    amount.kind === 'count' &&
    passage.figures.some((f) => (isBare(f) || isLike(f)) && fits(f, base, amount))
  )
    return null;
  const [only] = own.length > 0 ? own : nows;
  // “trên 99 %, cao hơn … (98,87 %) là 0,67 điểm”: of what exactly is not told here.
  if (only?.bound !== 'exact') return null;
  const up = UP.test(word);
  const moved = subtract(exactOf(only), exactOf(base)).n;
  if (own.length > 0) {
    for (const what of ['bound', 'checked'] as const) context.count(what);
    const against = own.every((now) =>
      up ? subtract(exactOf(now), exactOf(base)).n < 0n : subtract(exactOf(now), exactOf(base)).n > 0n,
    );
    if (!against || nows.length > 1) return null;
  } else if (nows.length > 1) {
    context.unchecked(spotIn(passage, at, amount.tail), 'Chưa rõ số nào của kỳ này được so sánh.');
    return null;
  } else for (const what of ['bound', 'checked'] as const) context.count(what);
  const gap = absolute(subtract(exactOf(only), exactOf(base)));
  const is_rate = amount.kind === 'percent' && base.kind === 'count';
  if (own.length === 0 && is_rate && exactOf(base).n <= 0n) return null;
  const expected = is_rate
    ? printVi(multiply(divide(gap, exactOf(base)), HUNDRED), amount.decimals)
    : amount.kind === 'count'
      ? printScaled(gap, amount.scale)
      : printExact(gap);
  const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
  return {
    message: own.length > 0 ? 'direction' : is_rate ? 'rate' : 'amount',
    at: spotIn(passage, at, amount.tail),
    figures: [only, base, amount],
    data: {
      word,
      amount: amount.kind === 'count' ? amount.raw : `${amount.raw}%`,
      rate: amount.raw,
      now: print(only),
      before: print(base),
      actual: moved > 0n ? 'tăng' : moved < 0n ? 'giảm' : 'không đổi',
      expected,
    },
    expected: own.length > 0 ? (moved > 0n ? 'tăng' : 'giảm') : expected,
    related: [spotOf(passage, base), spotOf(passage, only)],
    shares: [only, base, amount].map((f) => passage.offset + f.start),
  };
}
