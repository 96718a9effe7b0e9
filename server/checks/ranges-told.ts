// A change told as a range: “giảm từ 6,8 % đầu năm học xuống 4,9 % cuối năm học”. What stands behind each figure is its own time, so the words between
// the two say nothing of the second: the first is of then, the second of now.
import type { Figure } from './figure.ts';

const FROM = /(?<!\p{L})từ\s(?:(?:mức|khoảng|chỗ|con số|chỉ|mới|có|đạt)\s)*$/iu;
const TO = /(?<!\p{L})(?:xuống|lên|còn|đến|thành)(?:\s(?:còn|mức|đạt|thành|là|tới|khoảng|chỉ))*\s$/iu;

/** “Từ 418 hồ sơ năm 2021 (6,1 %), đến năm 2024 đã có 8.917 hồ sơ”, “từ 12 phòng trước đây, nay còn 10 phòng”: a clause of now opens behind the first. */
const TO_NOW =
  /^[^,]{0,60},\s[^,]{0,50}(?<!\p{L})(?:đến|tới|nay|hiện|còn|năm\s(?:19|20)\d\d)(?!\p{L}|\d)(?:[^,\d]|(?<=(?:năm|\/|quý|tháng)\s?)\d{1,4}){0,40}$/iu;
const BRACKETS = /\s?\([^()]*\)/gu;

/** “bình quân mỗi năm tăng 0,3 điểm phần trăm”: the change of each year, not from the first figure to the last. */
export const isYearly = (text: string, at: number): boolean =>
  /(?:mỗi|hằng|hàng|từng)\s(?:năm|tháng|quý|tuần|ngày|nhiệm kỳ|kỳ)\s(?:\p{L}+\s){0,2}$/iu.test(
    text.slice(Math.max(0, at - 40), at),
  );

/** “(56 đơn so với 66 đơn)”, “71,6 % so với 68,4 %”: the first is of now, the second of then. */
export const isAgainst = (text: string, one: Figure, two: Figure): boolean =>
  one.kind === two.kind && one.unit === two.unit && /^\s(?:\p{L}+\s)?so với\s(?:mức\s)?$/iu.test(text.slice(one.tail, two.start));

/** Whether the words lead from `one` to `two`. */
export function isFromTo(text: string, one: Figure, two: Figure): boolean {
  if (two.start <= one.start || two.start - one.tail > 130) return false;
  const between = text.slice(one.tail, two.start).replace(BRACKETS, '');
  return (
    !/[.;()]/u.test(between) &&
    FROM.test(text.slice(Math.max(0, one.start - 26), one.start)) &&
    // A place in a ranking is the better the lower.
    !/(?:hạng|xếp|thứ|vị trí)[^.;()]{0,34}$/iu.test(text.slice(Math.max(0, one.start - 44), one.start)) &&
    ((between.length < 60 && TO.test(between)) || TO_NOW.test(between))
  );
}
