// Whether the words before a figure say that it is of the other period of a comparison.
import type { Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { isGoal } from './other-shares.ts';

/** The figure of the other period: in a bracket after `so với …`, or after `cùng kỳ … là`. */
export function isThen(passage: Passage, figure: Figure): boolean {
  const before = passage.text.slice(Math.max(0, figure.start - 60), figure.start);
  return (
    // “So với năm 2015 (702 đơn vị) giảm 90 đơn vị, đạt 12,82 %”: the other period is told, what follows is the change.
    (/(?:so với|cùng kỳ|năm trước|quý trước|tháng trước|kỳ trước)[^.;]{0,45}(?:\(|là|đạt|có|:|=|với)\s*$/iu.test(before) &&
      // “So với mức 71,2 % của cùng kỳ, tỷ lệ tăng 10,1 điểm, đạt 81,3 %”: what it rose to.
      !/(?<!\p{L})(?:tăng|giảm)\s[^();]*,\s*(?:đạt|còn|là)\s*$/iu.test(before) &&
      !/\)\s*,?\s*(?:tăng|giảm)\s[^();]*$/iu.test(before) &&
      // “(tăng 1,2 % so với năm 2023), trong đó y tế đạt 90,11 %”: beyond the bracket.
      !/(?:so với|cùng kỳ|(?:năm|quý|tháng|kỳ) trước)[^()]*\)\s*,\s[^()]*$/iu.test(before) &&
      !isGoal(before)) ||
    /(?:cùng kỳ|năm trước)[^.;(),\d]{0,20}\s$/iu.test(before) ||
    // “So với quý II/2024 (tiếp nhận mới 2.174 hồ sơ), …”.
    /so với[^.;()]{0,30}\((?!từ\s|dưới\s|trên\s)[^().;\d]{0,28}\s$/iu.test(before)
  );
}

/** “giảm so với năm trước: 26 đơn, năm 2023 là 34 đơn”: the colon opens what is told now, the year behind it names the other. */
export const isToldNow = (text: string, { start, tail }: Figure): boolean =>
  /so với (?:năm|kỳ|quý|tháng) trước:\s*$/iu.test(text.slice(Math.max(0, start - 24), start)) &&
  /^[^.;,\d]{0,40},\s(?:cùng kỳ|(?:năm|quý|tháng)\s[\dIVX/]+)\s[^.;,\d]{0,20}\d/iu.test(text.slice(tail, tail + 90));

/** “so với năm học trước (361/486 trường, tỷ lệ 74,3 %)”: the share after the fraction. */
export const isThenShare = (passage: Passage, figure: Figure, now: Figure): boolean =>
  figure.kind === 'percent' &&
  now.kind === 'percent' &&
  /(?:so với|cùng kỳ)[^.;()]{0,45}\([^().;]{0,50}(?:tỷ lệ|tỉ lệ|đạt|chiếm)\s*$/iu.test(
    passage.text.slice(Math.max(0, figure.start - 110), figure.start),
  );
