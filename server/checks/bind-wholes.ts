import type { Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { compare } from './rational.ts';

// What a percentage is of when the figure nearest to it is not its part: the whole, one part of a bracket, one of each.

/**
 * “13/36 cơ quan (gồm 04/12 phòng và 09/24 xã), đạt 36,11 %”: the rate behind a bracket that tells several is of the share that stands before it, or of
 * none of them. `undefined`: there is no such bracket.
 */
export function beforeBracket(
  { text, figures, fractions }: Passage,
  last: Fraction,
  percent: Figure,
): Fraction | null | undefined {
  const between = text.slice(last.tail, percent.start);
  const close = between.indexOf(')');
  if (close < 0 || between.slice(0, close).includes('(')) return undefined;
  const open = text.lastIndexOf('(', last.start);
  if (open < 0 || text.slice(open, last.start).includes(')')) return undefined;
  if (!figures.some((f) => f.kind === 'count' && f.start > open && f.end <= last.start)) return undefined;
  if (!/^\)\s*[,;]?\s*(?:và\s)?(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ)[^\d;.]*$/iu.test(between.slice(close))) return null;
  const outer = fractions.findLast((f) => f.tail <= open);
  return outer && /^[^.;()\d]{0,40}$/u.test(text.slice(outer.tail, open)) ? outer : null;
}

/** Words that make the figure after them the whole: “2.287 kết quả … trên tổng số 2.311 hồ sơ (98,96 %)”. */
const OF_WHOLE = /(?<!\p{L})(?:trên|trong|thuộc|so với|của)\s(?:tổng(?:\ssố)?|số)\s(?:là\s|có\s)?$/iu;

/**
 * The figure whose share a percentage is when the one right before it is named as the whole; null when it is not. What stands before is told of many
 * things in other words: it is the part only where it is the one figure of its clause and no larger.
 */
export function wholeBefore({ text, figures }: Passage, whole: Figure, from: number): Figure | 'unknown' | null {
  const lead = text.slice(Math.max(from, whole.start - 24), whole.start);
  if (!OF_WHOLE.test(lead)) return null;
  const at = Math.max(
    from,
    text.lastIndexOf('; ', whole.start),
    text.lastIndexOf(', ', whole.start),
    text.lastIndexOf(': ', whole.start),
  );
  const own = figures.filter((f) => f.start >= at && f.end <= whole.start && f.kind === 'count');
  const [part] = own;
  const is_part =
    part?.bound === 'exact' && own.length === 1 && part.scale === whole.scale && compare(exactOf(part), exactOf(whole)) <= 0;
  return is_part ? part : 'unknown';
}

/** “210 học viên, mỗi lớp 35 học viên, bằng 105 % kế hoạch”: one of each is not what the rate is of. */
export const isEach = ({ text }: Passage, figure: Figure): boolean =>
  /(?<!\p{L})(?:mỗi|bình quân|trung bình)\s[^.;,:()\d]{0,30}$/iu.test(text.slice(Math.max(0, figure.start - 44), figure.start));

/** “Xét theo cấp, tỷ lệ đúng hạn của cấp tỉnh là 99,58 %, của cấp xã …”, “Riêng lĩnh vực đất đai …”, “… tại Chi nhánh …”: of some, not of all that was told. */
const OF_SOME =
  /(?:^|[\s,;:(])(?:(?:của|tại|ở|thuộc|do)\s(?:cấp|các|từng|một số|khối|nhóm|lĩnh vực|cơ quan|phòng|sở|ban|chi nhánh|trung tâm|bộ phận|đơn vị|ngành|khu vực|loại|\d)|riêng|theo (?:từng )?(?:cấp|lĩnh vực|đơn vị|loại|nhóm|khu vực)|(?:lĩnh vực|cấp (?:tỉnh|huyện|xã))(?=[^\d;]*$))(?!\p{L})/iu;
/** Whether the words before a rate make it that of some. */
export const isOfSome = (lead: string): boolean => OF_SOME.test(lead.slice(lead.lastIndexOf('; ') + 1));
