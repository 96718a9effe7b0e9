// Shares and figures beside a change that are no terms of it.
import type { Figure } from './figure.ts';

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
