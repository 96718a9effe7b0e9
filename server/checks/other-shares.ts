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
  /(?:so với|(?<!\p{L})hơn)\s[^.;,()\d]{0,12}(?:cùng kỳ|(?:năm|quý|tháng|kỳ)\s)[^.;()]{0,60}$/iu.test(
    text.slice(0, figure.start),
  );
