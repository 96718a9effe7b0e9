import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import type { Head } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit, laterFault } from './signing.ts';
import { toldIn, withMasks } from './told-in.ts';

const YEAR_OF_CLOSING_CUE = cueOf('đến', 'tới');

// Days told in a bracket or behind a verb, whose order the words give away. R14.

const COMING =
  /(?<!\p{L})(?:sẽ|dự kiến|kế hoạch (?:tổ chức|họp|kiểm tra|mở)|lịch|phấn đấu|chuẩn bị|đăng ký|chưa|sắp|hẹn|mời|gia hạn|thời hạn|theo kế hoạch|còn lại|tiếp theo|nữa|yêu cầu|đề nghị|phải|cần)(?!\p{L})/iu;
/** “họp 03 phiên (ngày 29/01, ngày 16/4 và ngày 24/6/2026)”: what is counted as held. */
const HELD =
  /(?<!\p{L})(?:họp|tổ chức|mở|kiểm tra|tập huấn|đối thoại|làm việc|tiến hành|tiếp công dân|diễn tập|ban hành)\s(?:được\s)?\d{1,3}\s(?:phiên|cuộc|buổi|hội nghị|lớp|đợt|lần|kỳ|đoàn|phiên họp|cuộc họp|hội thảo|chương trình|hội thi|văn bản)[^.;()]{0,60}\((?:vào\s)?(?:các\s)?(?:ngày\s)?[^();.]{0,80}$/iu;
/** “kỳ thi … (tổ chức ngày 18/8/2025), … dự thi 05 môn, đạt 58 giải”. */
const IN_BRACKET =
  /\((?:đã\s)?(?:được\s)?(?:tổ chức|diễn ra|khai mạc|bế mạc|kết thúc|hoàn thành|khánh thành|khai trương|công bố|bàn giao|nghiệm thu)\s(?:vào\s)?(?:ngày\s)?$/iu;
const RESULT = /^\s?\)[^.;]{0,120}?(?<!\p{L})(?:đạt|có|đã|thu hút|với|dự thi|đoạt|giành|xử lý|thu)\s(?:\p{L}+\s){0,3}\d/iu;

/** What is told as held and counted was held before the signing. */
export function* heldLater(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const passage of toldIn(context.document, 0)) {
    if (!passage.text.includes('(')) continue;
    for (const mask of passage.masks) {
      const day = dayOf(mask);
      if (day === null || day <= limit.day) continue;
      const from = passage.text.lastIndexOf('. ', mask.start) + 1;
      const lead = passage.text.slice(from, mask.start);
      const rest = passage.text.slice(mask.end);
      if (COMING.test(lead) || COMING.test(rest.slice(0, 40))) continue;
      if (!(HELD.test(lead) && /^[^(;.]{0,60}\)/u.test(rest)) && !(IN_BRACKET.test(lead) && RESULT.test(rest))) continue;
      decided(context);
      yield laterFault(passage, mask, limit, 'after_period');
    }
  }
}

const BEGAN =
  /(?<!\p{L}|chưa |tái )(khởi công|bắt đầu|khai mạc|tiếp nhận|thụ lý|nộp hồ sơ|triển khai thi công)\s(?:từ\s|vào\s)?(?:ngày\s)?$/iu;
const ENDED =
  /^[,;]?\s(?:và\s|đã\s|đến\s)*(?:hoàn thành|kết thúc|bế mạc|trả kết quả|bàn giao|nghiệm thu|khánh thành|giải quyết xong|xong)(?:\s(?:đưa vào sử dụng|và bàn giao|bàn giao))?\s(?:vào\s)?(?:ngày\s)?$/iu;

/** “khởi công ngày 12/3/2023, thời gian thi công 16 tháng, hoàn thành ngày …”: between the two days only how long it takes, or what it costs. */
const HOW_LONG =
  /^,\s(?:thời gian|thời hạn|tiến độ|kéo dài|tổng mức đầu tư|tổng vốn|kinh phí|giá trị|quy mô)[^.;,]{0,50}?\d[\d.]*(?:,\d+)?\s[^.;,\d]{1,24}(?=,)/iu;

/** “khởi công ngày 24/9/2025, hoàn thành ngày 15/8/2025”: nothing ends before it begins. */
export function* endedBefore(context: Context): Generator<Fault> {
  for (const passage of withMasks(context.document, 2)) {
    const dates = passage.masks.filter((mask) => dayOf(mask) !== null);
    for (const [i, to] of dates.entries()) {
      const from = dates[i - 1];
      if (!from || (dayOf(from) as number) <= (dayOf(to) as number) || !isPair(passage, from, to)) continue;
      decided(context);
      yield {
        message: 'reversed_row',
        at: spotIn(passage, from.start, to.end),
        data: { from: from.text.trim(), to: to.text.trim() },
      };
    }
  }
}

const isPair = ({ text }: Passage, from: Mask, to: Mask): boolean =>
  BEGAN.test(text.slice(Math.max(0, from.start - 40), from.start)) &&
  ENDED.test(text.slice(from.end, to.start).replace(HOW_LONG, ''));

const UP_TO = /(?:^|[.;]\s)(?:tính\s)?(?:đến|tới)(?:\shết)?\s(?:ngày\s)?$/iu;
const NOW = /^,\s(?:toàn\s|trên địa bàn\s|cả\s)?(?:\p{L}+\s){0,6}?(?:có|còn|đạt|đã)\s/iu;

/** “Đến ngày 20/12/2022, toàn huyện có …. Năm 2022 là …; sau một năm tăng …” where the figures are closed on 20/12/2023: last year's day was left. */
export function* yearOfClosing(context: Context, head: Head): Generator<Fault> {
  const year = head.signed?.year;
  if (year === undefined || head.kind === 'KẾ HOẠCH') return;
  const closed = context.document.passages
    .slice(0, 20)
    .flatMap((passage) => passage.masks.map((mask) => ({ passage, mask })))
    .filter(
      ({ passage, mask }) =>
        dayOf(mask) !== null &&
        /(?:số liệu|chốt|tính đến|đến)[^.;()]{0,60}$/iu.test(passage.text.slice(Math.max(0, mask.start - 70), mask.start)),
    );
  if (closed.length === 0) return;
  for (const passage of toldWith(context.document, 0, YEAR_OF_CLOSING_CUE)) {
    for (const mask of passage.masks) {
      if (dayOf(mask) === null || !UP_TO.test(passage.text.slice(0, mask.start + lead(mask)))) continue;
      const { day, month, year: own } = mask.date as NonNullable<Mask['date']>;
      const at = closed.find(({ mask: m }) => m.date?.day === day && m.date?.month === month && m.date?.year === (own ?? 0) + 1);
      const rest = passage.text.slice(mask.end);
      // The same words give the last year's figure behind it, as what this one is compared with.
      const is_before = new RegExp(
        `[.;(]\\s?(?:năm|cùng kỳ năm) ${own}[,:]?\\s(?:[^.;]|\\.\\d)*\\d(?:[^.]|\\.\\d)*(?:tăng|giảm)`,
        'iu',
      ).test(rest);
      if (!at || !NOW.test(rest) || !is_before) continue;
      decided(context);
      yield {
        message: 'left_year',
        at: spotIn(passage, mask.start, mask.end),
        data: { date: mask.text.trim(), expected: at.mask.text.trim() },
        expected: at.mask.text.trim(),
        related: [spotIn(at.passage, at.mask.start, at.mask.end)],
      };
    }
  }
}

/** A mask may begin with its own “đến ngày”. */
const lead = (mask: Mask): number => /^(?:đến|tới)?\s*(?:hết\s)?(?:ngày\s*)?/iu.exec(mask.text)?.[0].length ?? 0;
