// Shares and figures beside a change that are no terms of it.
import { closingBracket } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { absolute, compare, divide, HUNDRED, multiply, subtract } from './rational.ts';

/** “thấp hơn cùng kỳ (92 tỷ đồng), bằng 78 % kế hoạch”: a share of something else, which its own words name. */
export const isOtherShare = (text: string, share: Figure): boolean =>
  /(?:bằng|đạt|chiếm)\s$/iu.test(text.slice(Math.max(0, share.start - 8), share.start)) &&
  /^\s(?:so với\s|của\s)?(?:cùng kỳ|kế hoạch|dự toán|chỉ tiêu|dân số|tổng|mục tiêu|số|nhu cầu|định mức)/iu.test(
    text.slice(share.tail),
  );

/** “So với năm 2023 tiếp nhận 3.418 hồ sơ, năm nay tăng 346 hồ sơ”: the words before the figure place it in the other period. */
export const isOfThen = (text: string, figure: Figure): boolean =>
  isPartOfThen(text.slice(0, figure.start)) ||
  /(?:so với|(?<!\p{L})hơn)\s[^.;,()\d]{0,12}(?:cùng kỳ|(?:năm|quý|tháng|kỳ)\s)[^.;()]{0,60}$/iu.test(
    text.slice(0, figure.start),
  );

/** “So với số tiếp nhận quý II/2025 của 02 xã cũ (1.674 hồ sơ, gồm 902 và 772 hồ sơ)”: parts, in the bracket, of what is compared with. */
export const isPartOfThen = (before: string): boolean =>
  before.includes('(') &&
  /(?:so với|cùng kỳ|(?<!\p{L})hơn(?: so với)?\s(?:cùng kỳ|(?:năm|quý|tháng|kỳ)\s))[^.;()]{0,70}\([^()]{0,90}(?:\d[^()]{0,60}[,;]\s|gồm\s|trong đó\s)[^()]{0,60}$/iu.test(
    before,
  );

/** “so với năm 2023, vượt yêu cầu là 45 %”, “so với cùng kỳ, bằng 51,2 % kế hoạch năm (8.300 tỷ đồng)”: words of what is asked stand before the figure. */
export const isGoal = (before: string): boolean =>
  /,\s[^()]*?(?:yêu cầu|chỉ tiêu|mục tiêu|kế hoạch|quy định|dự toán|nhu cầu)[^()]*\(?(?:\p{L}+\s){0,2}$/iu.test(before);

/** “tinh giản 15 biên chế”, “tăng thêm 12 hồ sơ”: words that make the figure behind them an amount of change. */
export const isMoved = (before: string): boolean =>
  /(?:tăng|giảm|hơn|tinh giản|rút ngắn|tiết kiệm)(?: thêm| đi| được)?\s*$/iu.test(before);

/**
 * “(tăng 12 đơn so với năm 2023), trong đó … 60 đơn, tăng 8 đơn so với năm 2023 (52 đơn)”: the base of another change. “(56 đơn so với 66 đơn)”: the first
 * is of now.
 */
export const isOfNext = (text: string, amount: Figure, base: Figure): boolean =>
  /(?<!\p{L})(?:tăng|giảm|(?:cao|thấp|nhiều|ít) hơn)(?: thêm| đi)?\s\d/iu.test(text.slice(amount.tail, base.start)) ||
  /^\s(?:\p{L}+\s)?so với\s\d/iu.test(text.slice(base.tail, base.tail + 20));

/** Where the bracket closes in which this place stands; the end of the text outside of brackets. */
export function closedAt(text: string, from: number, at: number): number {
  const open = text.lastIndexOf('(', at);
  return open < from || text.slice(open, at).includes(')') ? text.length : closingBracket(text, open);
}

/** “So năm 2024 (88 văn bản), số văn bản tăng 17, ứng với 19,3 %”, “Năm 2024 có 1.877 …, năm nay ít hơn 826”: words of time say that it is the earlier, and the rate is of it. */
export function isRateOf(text: string, then: Figure, amount: Figure, rate: Figure): boolean {
  const lead =
    text
      .slice(Math.max(0, then.start - 60), then.start)
      .split(/[.;]\s/u)
      .at(-1) ?? '';
  const words = `${lead} ${text.slice(then.tail, then.tail + 40).split(/[.;]\s/u)[0] ?? ''}`;
  if (
    exactOf(then).n <= 0n ||
    !/năm (?:\d{4}|trước|ngoái)|(?<!\p{L})so(?!\p{L})|cùng kỳ|(?:quý|tháng|kỳ) (?:trước|\p{L}+)/iu.test(words)
  )
    return false;
  const moved = multiply(divide(exactOf(amount), exactOf(then)), HUNDRED);
  return rate.readings.some((reading) => compare(absolute(subtract(moved, reading.value)), lastDigit(reading)) < 0);
}
