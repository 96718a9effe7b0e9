import { isWholeCount } from './countable.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { wordsAsNumber } from './number.ts';
import { type Fault, type Spot, spotIn } from './rule.ts';

/**
 * Counts that may announce a list, in figures or in words, wherever a sentence prints them: “05 quầy”, “Ba trường”, “05 trong số 14 đơn vị”, “06/11 dự
 * án”. Which list they announce is asked by those who find the list first (`lists-below.ts`, `names-counted.ts`).
 */
export type Announced = {
  /** Of the number in the passage, as printed. */
  start: number;
  end: number;
  text: string;
  value: number;
  /** Noun behind it, in small letters: `xã`, `đơn vị`. */
  noun: string;
  /** What the count is a part of: “trong số 14 đơn vị”, the base of a fraction; such a whole announces nothing. */
  is_whole: boolean;
  figure: Figure | null;
};

const NOUN =
  'xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|thôn|bản|làng|buôn|ấp|xóm|khu phố|tổ dân phố|phòng|ban|sở|ngành|cơ quan|đơn vị|địa phương|trường|trạm|chi cục|trung tâm|hội|đoàn thể|tổ chức|doanh nghiệp|công ty|hợp tác xã|chợ|điểm|quầy|dự án|công trình|mô hình|sáng kiến|nhiệm vụ|chỉ tiêu|tiêu chí|mục tiêu|lĩnh vực|nhóm|nội dung|giải pháp|nguyên nhân|hạn chế|tồn tại|khó khăn|vướng mắc|thủ tục|dịch vụ|văn bản|kế hoạch|quyết định|nghị quyết|công văn|hội nghị|lớp|cuộc|đoàn|tổ|phần mềm|hệ thống|cơ sở dữ liệu|kênh|hình thức|kiến nghị|đề xuất|bài học|chương trình|đề án|di tích|lễ hội|sản phẩm|tập thể|cá nhân|nền tảng|hạng mục|loại|nguồn|khâu|bước|vấn đề|yêu cầu|chỉ số|cầu|tuyến đường|tuyến';
const AT_NOUN = new RegExp(`^\\s(?:cái\\s|số\\s)?(${NOUN})(?!\\p{L})`, 'iu');
const IN_WORDS = new RegExp(
  `(?=[hbnstcm])(?<![\\p{L}\\d/.,%–-])(?<!(?:trong|trong số|tổng số|đầu|cuối|hằng|hàng|mỗi|nửa|từng|của|thuộc|trên|thứ|tháng|quý|mức|cấp|lần|khoảng|gần|hơn|top|giữa|sau|từ|đến|mấy|một)\\s)(hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\\s(${NOUN})(?!\\p{L})`,
  'giu',
);
const OF_WHOLE = /(?:trên tổng số|trong tổng số|trong tổng|trên|trong số|trong|\/|thuộc)\s?$/iu;
/** What stands between a part and its whole: “05 trong số 14 đơn vị”, “02 đơn vị trên tổng số 15”. */
const BETWEEN = /^(?:\s\p{L}+){0,3}\s(?:trên tổng số|trong tổng số|trên|trong số)\s$/iu;
const MOST = 40;

/** An announced count beside how many things there are: an error where it misses by one, as a miscount does. */
export const miscounted = (
  message: 'differs' | 'names' | 'verdicts',
  passage: Passage,
  claim: Announced,
  listed: number,
  related: readonly Spot[],
): Fault => ({
  message,
  severity: Math.abs(claim.value - listed) === 1 ? 'error' : 'warning',
  at: spotIn(passage, claim.start, claim.end + 1 + claim.noun.length),
  ...(claim.figure ? { figures: [claim.figure] } : {}),
  data: { stated: claim.text, unit: claim.noun, listed },
  expected: String(listed),
  related: [...related],
  shares: [passage.offset + claim.start],
});

/** Counts between two offsets of a passage, in the order of the text. */
export function announcedIn(passage: Passage, from: number, to: number): Announced[] {
  const { text, figures, fractions } = passage;
  const found: Announced[] = [];
  for (const [i, figure] of figures.entries()) {
    if (figure.start < from || figure.start >= to || !isWholeCount(figure)) continue;
    const value = Number(exactOf(figure).n);
    if (value < 1 || value > MOST) continue;
    const over = fractions.find((f) => f.a.start === figure.start);
    const next = figures[i + 1];
    const is_part = over !== undefined || (next && BETWEEN.test(text.slice(figure.end, next.start)));
    const at_noun = over ? over.b.end : is_part && next && !AT_NOUN.test(text.slice(figure.end)) ? next.end : figure.end;
    const noun = AT_NOUN.exec(text.slice(at_noun, at_noun + 24))?.[1]?.toLowerCase() ?? '';
    const is_whole =
      fractions.some((f) => f.b.start === figure.start) ||
      (!is_part && OF_WHOLE.test(text.slice(Math.max(from, figure.start - 16), figure.start)));
    if (noun !== '') found.push({ start: figure.start, end: figure.end, text: figure.raw, value, noun, is_whole, figure });
  }
  for (const m of matchesIn(text, IN_WORDS)) {
    if (m.index < from || m.index >= to) continue;
    const word = m[1] ?? '';
    const value = wordsAsNumber(word.toLowerCase()) ?? 0;
    const noun = (m[2] ?? '').toLowerCase();
    found.push({ start: m.index, end: m.index + word.length, text: word, value, noun, is_whole: false, figure: null });
  }
  return found.sort((a, b) => a.start - b.start);
}
