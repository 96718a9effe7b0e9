import { type Document, type Passage, type Stretch, segmentsOf } from './document.ts';
import type { Figure } from './figure.ts';
import { type Head, type Period, periodsIn } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit, laterFault } from './signing.ts';
import { toldIn } from './told-in.ts';
import { yearAhead } from './year-ahead.ts';

/**
 * What lies after the signing and is told as done, in whatever words: a day (or a month, a quarter) ahead is found first, then its clause is asked for
 * what only the past has, results that are counted (“tiếp nhận 26 ý kiến”, “64 công chức dự”) or found (“cho thấy”, “không còn”), and for anything that
 * places it ahead. Both kinds of words are looked for on either side, in the whole clause, not in an order. R14, R17.
 */

const AHEAD =
  /(?<!\p{L})(?:sẽ|dự kiến|kế hoạch(?!\ssố)|lịch|phấn đấu|chuẩn bị|đăng ký|chưa|sắp|hẹn|mời|gia hạn|hạn|trước|chậm nhất|hiệu lực|giá trị|đáo hạn|áp dụng|lộ trình|còn lại|tiếp theo|tiếp tục|yêu cầu|đề nghị|phải|cần|khai giảng|để|nhằm|dự thảo|tới đây|sắp tới|thời gian|thời điểm|(?<!bàn )giao(?! ban| dịch| lưu| thông| nhận)|phân công|chỉ đạo|xin|trình|dự toán|mục tiêu|nếu|(?<!sau\s)khi|theo|đợt tới|chào mừng|hướng tới|từ nay|đến nay|ước|khoảng|cam kết|ấn định|bố trí|đặt lịch|kỳ vọng|sang năm|tới|nữa|công bố lịch|thông báo (?:về|tổ chức))(?!\p{L})/iu;
/** Behind the day: what only the past has. */
const RESULT =
  /(?<!\p{L})(?:tiếp nhận|trả lời|ghi nhận|phát hiện|trao|bàn giao|giải quyết|thu hút|đoạt|giành|xử lý|cho thấy|chỉ ra|nhắc nhở|lập biên bản|thu về|thu được|có mặt|tham dự|tham gia|dự|đạt|tiếp được|kiến nghị|góp ý|nêu|ra quân|thu gom|khám|cấp phát)\s(?:được\s|và\s|trả lời\s|tổng cộng\s|cả\s|đủ\s|tất cả\s)*(?:\p{L}+\s)?\d/iu;
const COUNTED_BEFORE =
  /^[^.;]{0,60}?\s\d[\d.]*\s(?:\p{L}+\s){1,3}?(?:tham dự|dự|tham gia|có mặt|được cấp|đoạt|được khám|đăng ký mới)(?!\p{L})/iu;
const FOUND =
  /(?<!\p{L})(?:cho thấy|chỉ ra|không còn|đều (?:có|được|đạt|đã)|đã (?!(?:được\s)?(?:giao|lên lịch|đăng ký|dự kiến|mời|thống nhất|có kế hoạch|chuẩn bị|duyệt|đề xuất)))/iu;
/** “Ngày 12/7/2023, Chủ tịch UBND tỉnh ký Quyết định số 764/QĐ-UBND”: what has a number has been issued. */
const ISSUED =
  /^,?\s(?:(?!(?:sẽ|dự kiến|phấn đấu|chuẩn bị)\s)[^.;()\d]){0,60}?(?:ký|ban hành|thông qua|có|gửi)\s(?:ban hành\s)?(?:quyết định|kế hoạch|công văn|nghị quyết|chỉ thị|thông báo|văn bản|tờ trình|báo cáo|hướng dẫn)\s(?:số\s?:?\s?)?\d+\s?\/\s?\p{Lu}/iu;
const TAKEN_IN = /(?<!(?:được|ngày|để)\s)(?:tiếp nhận|thụ lý|nhận được|nhận đơn|chuyển đến)\s(?:từ\s|vào\s)?ngày\s*$/iu;
/** The day of what goes on until it or since it. */
const TO_IT = /(?:đến|tới|trước|sau|hết|kể từ|hạn|là|hẹn|từ)\s*(?:hết\s)?(?:ngày\s*)?$/iu;
const SINCE = /(?:kể\s)?từ\s(?:ngày\s*)?$/iu;
const CITED = /\d\s?\/\s?\p{Lu}[\p{L}\d-]*[\s,(]*(?:ngày\s*)?$/u;

/** “kiểm tra đột xuất 03 lần, vào các ngày 11/8, 22/9 và”: so many times, each with its day; those before are over. */
const EACH_TIME =
  /(?<!\p{L})\d{1,2}\s(?:lần|cuộc|đợt|buổi|hội nghị|phiên|kỳ)(?!\p{L})[^.;:]{0,60}?\s?(?:vào\s)?(?:các\s)?ngày\s(?:\d{1,2}\/\d{1,2}(?:\/\d{4})?,?\s(?:và\s)?)+(?:ngày\s)?$/iu;

/** Days after the signing in clauses that tell results. */
export function* toldAsDone(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const passage of toldIn(context.document, 0)) {
    if (passage.masks.length === 0 || passage.index < 4) continue;
    for (const mask of passage.masks) {
      const day = dayOf(mask);
      if (day === null || day <= limit.day || !isTold(passage, mask) || isScheduled(context.document, passage)) continue;
      decided(context);
      // A week or two ahead may have been written in advance.
      yield {
        ...laterFault(passage, mask, limit, 'after_period'),
        severity: day - limit.day > 10 || isOneOfTimes(passage, mask) ? 'error' : 'warning',
      };
    }
  }
}

const isOneOfTimes = ({ text }: Passage, { start }: Mask): boolean => EACH_TIME.test(text.slice(Math.max(0, start - 160), start));

function isTold(passage: Passage, mask: Mask): boolean {
  const { text } = passage;
  const clause = segmentsOf(text).find(({ start, end }) => start <= mask.start && mask.start < end);
  if (!clause) return false;
  const before = text.slice(clause.start, mask.start);
  if (CITED.test(before.slice(-40))) return false;
  const own = partOf(before);
  const after = text.slice(mask.end, clause.end).slice(0, 220);
  // “phản ánh tiếp nhận ngày 27/7/2026 đang trong hạn”, “đơn thụ lý ngày 20/6/2024”: it has come.
  if (TAKEN_IN.test(before)) return !AHEAD.test(own.replace(/(?<!\p{L})(?:còn lại|hạn)(?!\p{L})/giu, ''));
  if (AHEAD.test(own)) return false;
  if (ISSUED.test(after) && !TO_IT.test(before.replace(/ngày\s*$/iu, ''))) return true;
  if (AHEAD.test(after)) return false;
  if (SINCE.test(before)) return /(?<!\p{L})(?:được|đã)\s/iu.test(own) && /không còn|đã\s/iu.test(after);
  if (TO_IT.test(before)) return false;
  return isOneOfTimes(passage, mask) || RESULT.test(after) || COUNTED_BEFORE.test(after) || FOUND.test(after);
}

/** Of what stands before a day, the part that is of it: behind the day before, when that has its own words. */
const partOf = (before: string): string => {
  const last = before.search(/\d{1,2}\/\d{1,2}\/\d{4}\)?[^\d]*$/u);
  return last < 0 ? before : before.slice(last);
};

/** Under “Lịch …:”, “Thời gian …:” everything is ahead. */
function isScheduled(document: Document, passage: Passage): boolean {
  if (passage.label === null) return false;
  for (let i = passage.index - 1; i >= Math.max(0, passage.index - 12); i -= 1) {
    const other = document.passages[i] as Passage;
    if (other.label?.style === passage.label.style) continue;
    return AHEAD.test(other.text.slice(-140));
  }
  return false;
}

const INTO = /(?:^|[\s,;])(?:sang|bước sang|bước vào|đến|tới|trong|riêng|và)\s(?:cuối\s|hết\s)?$/iu;
/** With its year a period needs no word before it. */
const OPENS = /^[\s\-–+*•]*(?:trong\s|cuối\s|đầu\s|giữa\s|riêng\s)?$/iu;
const COMPARED = /so với|cùng kỳ|năm trước|năm ngoái|kỳ trước|từ\s(?:quý|tháng)|chuyển (?:sang|qua)/iu;

/** “Sang quý IV, tỷ lệ đã tăng lên 71,3% (602/844)” in a report that is signed before that quarter begins. */
export function* periodsAhead(context: Context, own: Period, head: Head): Generator<Fault> {
  yield* yearAhead(context, own, head);
  const { signed, year } = head;
  if (signed?.month === undefined || year === null || (signed.year ?? year) !== year) return;
  for (const passage of toldIn(context.document, 1)) {
    if (head.title.includes(passage.index)) continue;
    if (!/quý|tháng/iu.test(passage.text)) continue;
    for (const other of periodsIn(passage.text)) {
      if (!['quarter', 'month'].includes(other.kind) || other.from_month <= signed.month) continue;
      if (other.year !== null && other.year !== year) continue;
      const clause = segmentsOf(passage.text).find(({ start, end }) => start <= other.start && other.start < end);
      if (!clause) continue;
      const lead = passage.text.slice(clause.start, other.start);
      const after = passage.text.slice(other.end, clause.end);
      const sentence = lead + after;
      const is_row = isOfRow(passage, other, clause, signed.month);
      if (
        !(is_row || INTO.test(lead) || (other.year === year && OPENS.test(lead))) ||
        AHEAD.test(is_row ? lead.replace(/theo (?:từng )?(?:quý|tháng)/iu, ' ') : lead) ||
        AHEAD.test(after) ||
        COMPARED.test(sentence)
      )
        continue;
      // Of another year, where the paragraph names one.
      if ((passage.text.match(/(?<![\d/])(?:19|20)\d\d(?!\d)/gu) ?? []).some((named) => Number(named) !== year)) continue;
      const is_counted = passage.fractions.some((f) => f.start >= other.end && f.start < clause.end);
      if (!is_row && !is_counted && !RESULT.test(after) && !FOUND.test(after)) continue;
      decided(context);
      yield {
        message: 'ended',
        at: spotIn(passage, other.start, other.end),
        data: { own: own.text, other: other.text },
        expected: own.text,
      };
    }
  }
}

/** “chia theo quý: quý I 2.265 hồ sơ, quý IV 2.487 hồ sơ”: told in one row with a period that is over, each with its figure. */
function isOfRow({ text, figures }: Passage, other: Period, clause: Stretch, signed: number): boolean {
  const own = figureOf(text, figures, other);
  if (!own) return false;
  const own_at = periodsIn(text).filter(({ start, kind }) => kind === other.kind && start >= clause.start && start < clause.end);
  // The last quarter or month before the first is that of the year before.
  const next = own_at.find(({ start }) => start > other.start);
  if (other.from_month >= 10 && next && next.from_month <= 3) return false;
  return own_at.some((past) => {
    const figure = past.from_month <= signed && past.year === other.year ? figureOf(text, figures, past) : undefined;
    return figure !== undefined && figure.unit === own.unit && own.unit !== '';
  });
}

const figureOf = (text: string, figures: readonly Figure[], { end }: Period): Figure | undefined => {
  const figure = figures.find((f) => f.start >= end);
  return figure?.bound === 'exact' &&
    /^(?:\s\(|:?\s(?:(?:là|có|đạt|ban hành|tiếp nhận|nhận|giải quyết|cấp|tổ chức)\s)?)$/iu.test(text.slice(end, figure.start))
    ? figure
    : undefined;
};
