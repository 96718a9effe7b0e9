import { dayNumber } from './head.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { type Limit, laterFault } from './signing.ts';
import { toldIn } from './told-in.ts';

const VERBS =
  'áp dụng|vận hành|thực hiện|triển khai|hoàn thành|đưa vào|kết nối|đi vào hoạt động|khai trương|bàn giao|kết thúc|lắp đặt|sáp nhập|hợp nhất|khởi công|khánh thành';
const DONE_BEFORE = new RegExp(
  `(?<!\\p{L})đã (?:được |chính thức )?(?:${VERBS})(?!\\p{L})([^.;:]{0,100}?)(?:kể )?(?:từ|vào)\\s(?:ngày\\s)?$`,
  'iu',
);
const DONE_AFTER = new RegExp(`^,?\\s[^.;:]{0,60}(?<!\\p{L})đã (?:được |chính thức )?(?:${VERBS})(?!\\p{L})`, 'iu');
const SINCE = /(?:^|[.;:,]\s)\s*(?:kể\s)?từ\s(?:ngày\s)?$/iu;
/** “chậm so với hợp đồng ký ngày 20/10/2026”: a paper that is spoken of as signed. */
const SIGNED =
  /(?<!\p{L})(?:hợp đồng|biên bản|thỏa thuận|bản ghi nhớ|phụ lục hợp đồng|giao kết|quy chế phối hợp|giấy phép|giấy chứng nhận|quyết định|nghị quyết|kế hoạch|thông báo|kết luận|công văn)(?:\s(?!sẽ|dự|phải|cần|trình)\p{L}+){0,6}?\s(?:đã\s)?(?:được\s)?(?:ký|ký kết|lập|cấp|ban hành|phê duyệt|công bố)\s(?:vào\s)?(?:ngày\s)?$/iu;
/** “Đơn còn lại thụ lý ngày 20/6/2024”: what begins an affair was done. */
const BEGUN = /(?<!\p{L}|sẽ |phải |chưa |để )(?:thụ lý|khởi tố|xảy ra|vào sổ)\s(?:vào\s|từ\s)?ngày\s$/iu;
const NOT_YET =
  /sẽ|dự kiến|chưa|trước|chậm nhất|thời hạn|phấn đấu|hẹn|phải|cần|yêu cầu|đề nghị|dự thảo|lịch|kế hoạch (?:ký|ban hành)|để|hết hạn/iu;

/** What was done is a paper about a day to come. */
const ABOUT =
  /phương án|dự thảo|kế hoạch|hợp đồng|thời hạn|hiệu lực|dự kiến|sẽ|(?<!\p{L})(?:để|nhằm|hạn)(?!\p{L})|chuẩn bị|đến (?:hết )?ngày|trước ngày|chậm nhất|lộ trình|quyết định|đề xuất|thông báo|cho phép|giấy phép|chấp thuận|quy định|nghị định|luật|đăng ký/iu;

/** “đã áp dụng tại 78 xã từ ngày 01/9/2026” in a report of December 2025: what is said to run already began after the signing. R14. */
export function* doneSince(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const passage of toldIn(context.document, 0)) {
    for (const mask of passage.masks) {
      if (mask.kind !== 'date' || mask.date?.day === undefined || mask.date.year === undefined) continue;
      const day = dayNumber(mask.date);
      if (day === null || day <= limit.day) continue;
      const lead = passage.text.slice(Math.max(0, mask.start - 160), mask.start);
      const before = DONE_BEFORE.exec(lead);
      const is_done = before
        ? !ABOUT.test(before[1] ?? '')
        : SINCE.test(lead) &&
          DONE_AFTER.test(passage.text.slice(mask.end)) &&
          !ABOUT.test(passage.text.slice(mask.end, mask.end + 80));
      const is_signed =
        !is_done &&
        (SIGNED.test(lead) || BEGUN.test(lead)) &&
        !NOT_YET.test(lead.slice(Math.max(lead.lastIndexOf(';'), lead.lastIndexOf('. '), -1) + 1));
      if (!is_done && !is_signed) continue;
      decided(context);
      yield laterFault(passage, mask, limit, 'after_period');
    }
  }
}
