// Points that a text has scored, apart from points that were missed, taken off, added or compared: “88,75 điểm; số điểm chưa đạt là 11,25 điểm”.
import type { Figure } from './figure.ts';

const OTHER =
  /(?:(?:chưa|không) (?:đạt|được)|trừ|mất|hụt|thiếu|thưởng|điểm cộng|cộng thêm|tăng|giảm|hơn|kém|so với|cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|ngoái)|tối đa|tối thiểu|chuẩn|trung bình|bình quân|mỗi|từ|dưới|chênh lệch)[^.;,\d]{0,28}$/iu;

/** Whether these points are what was scored. */
export const isOwnScore = (text: string, figure: Figure): boolean =>
  !OTHER.test(text.slice(Math.max(0, figure.start - 44), figure.start));
