import { cueOf, toldWith } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { dayNumber } from './head.ts';
import type { Mask } from './mask.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { dayOf, type Limit, laterFault } from './signing.ts';
import { toldIn, withMasks } from './told-in.ts';
import { windowsIn } from './windows.ts';

const BEFORE_SET_UP_CUE = cueOf('thành lập');
const DONE_BY_THIS_CUE = cueOf('theo');
const AFTER_ISSUE_CUE = cueOf('sau khi');

const WEEKDAYS = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy'];
const DIGITS: Record<string, string> = {
  'thứ 2': 'thứ hai',
  'thứ 3': 'thứ ba',
  'thứ 4': 'thứ tư',
  'thứ 5': 'thứ năm',
  'thứ 6': 'thứ sáu',
  'thứ 7': 'thứ bảy',
};
const NAMED = /(thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)\s*,?\s*\(?\s*(?:ngày\s*)?$/iu;
/** “buổi thứ hai ngày 06/6”: the second. */
const ORDERED =
  /(?:buổi|lần|đợt|kỳ|phiên|khóa|khoá|vòng|lớp|năm|bước|quý|hội nghị)(?:\s(?:họp|giao ban|tập huấn|kiểm tra))?\s*$/iu;
/** Days since 1970 begin with a Thursday. */
const THURSDAY = 4;

const fullDates = (passage: Passage): Mask[] => passage.masks.filter((mask) => mask.kind === 'date' && dayOf(mask) !== null);

/** “sáng thứ Tư, ngày 11/3/2025”: the day of the week is that of the calendar. */
export function* weekdays(context: Context): Generator<Fault> {
  for (const passage of withMasks(context.document, 1)) {
    for (const mask of fullDates(passage)) {
      const day = dayOf(mask);
      const after = /^\s*[(,]\s?((?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]))|chủ nhật)\s?(?=[),.;]|$)/iu.exec(
        passage.text.slice(mask.end),
      );
      if (after && day !== null) {
        decided(context);
        const said = (after[1] ?? '').toLowerCase().replace('bẩy', 'bảy');
        const expected = WEEKDAYS[(((day + THURSDAY) % 7) + 7) % 7] as string;
        if ((DIGITS[said] ?? said) !== expected)
          yield {
            message: 'weekday',
            at: spotIn(passage, mask.start, mask.end + after[0].length),
            data: { weekday: after[1] ?? '', date: mask.text.trim().replace(/^ngày\s*/iu, ''), expected },
            expected,
          };
        continue;
      }
      const m = NAMED.exec(passage.text.slice(Math.max(0, mask.start - 24), mask.start));
      if (!m || day === null) continue;
      // “buổi thứ nhất …, buổi thứ hai ngày 06/6”: the second, not a Monday.
      const lead = passage.text.slice(0, mask.start - m[0].length);
      const is_day =
        /(?:sáng|chiều|tối|trưa|vào|hôm|(?<!\p{L})(?:từ|đến|tới|trước|sau|hết|và)|[,:(\-–])\s*$|^\s*$/iu.test(lead) ||
        /^(?:Thứ|thứ) (?:Hai|Ba|Tư|Năm|Sáu|Bảy|Bẩy)|^Chủ/u.test(m[1] ?? '');
      if (!is_day || /thứ nhất/iu.test(lead.slice(-200)) || ORDERED.test(lead)) continue;
      decided(context);
      const said = (m[1] ?? '').toLowerCase().replace('bẩy', 'bảy');
      const name = DIGITS[said] ?? said;
      const expected = WEEKDAYS[(((day + THURSDAY) % 7) + 7) % 7] as string;
      if (name === expected) continue;
      const at = mask.start - (m[0]?.length ?? 0);
      yield {
        message: 'weekday',
        at: spotIn(passage, at, mask.end),
        data: { weekday: m[1] ?? '', date: mask.text.trim().replace(/^ngày\s*/iu, ''), expected },
        expected,
      };
    }
  }
}

const FRAME = /^[\s\-–+*•\dIVXa-z.)]*(?:thời gian|lịch|tiến độ)[^:.]{0,40}:/iu;
const APART = /trước ngày|chậm nhất|hạn|báo cáo|sau ngày|gửi|tổng hợp|công bố|sơ kết|tổng kết|đến hết/iu;

/** “Thời gian: từ ngày 10/3 đến ngày 28/3/2025 …” over a list of days: every day lies inside. */
export function* schedules(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of passages) {
    if (!FRAME.test(passage.text)) continue;
    const [window, more] = windowsIn(passage);
    if (!window || more || window.from > window.to) continue;
    const items: Passage[] = [];
    for (let i = passage.index + 1; i < passages.length && items.length < 40; i += 1) {
      const item = passages[i] as Passage;
      if (item.label?.style !== 'bullet' && item.label?.style !== 'alpha') break;
      items.push(item);
    }
    const days = items.flatMap((item) => (APART.test(item.text) ? [] : fullDates(item).map((mask) => ({ item, mask }))));
    const outside = days.filter(({ mask }) => (dayOf(mask) as number) < window.from || (dayOf(mask) as number) > window.to);
    if (days.length < 2 || outside.length * 3 > days.length) continue;
    for (const { item, mask } of outside) {
      decided(context);
      const at = spotIn(passage, window.start, window.end);
      yield {
        message: 'outside',
        at: spotIn(item, mask.start, mask.end),
        data: { date: mask.text.trim(), window: at.quote },
        related: [at],
      };
    }
  }
}

const AHEAD =
  /thời hạn|hẹn trả|hạn (?:chót|cuối|hoàn thành)|trước ngày|chậm nhất|dự kiến|kế hoạch tổ chức|sẽ |phấn đấu|đến hết|hiệu lực|áp dụng từ|lộ trình|từ nay|chưa đến hạn|thực hiện đến|tiếp tục|chuẩn bị|sắp tới|bắt đầu từ|khai giảng|kể từ/iu;
const HAPPENED =
  /^[^.;]{0,30}(?:với|có|thu hút)\s(?:sự tham gia của\s)?[\d.]+\s(?:lượt |đại biểu|người|học viên|công chức|cán bộ)/iu;

const DID =
  'kiểm tra|tổ chức|ban hành|hoàn thành|tiến hành|họp|làm việc|công bố|bàn giao|khai trương|tập huấn|đối thoại|phê duyệt|có (?:thông báo|kết luận|báo cáo|biên bản)';
/** Who did it: a name or a body; not “theo kế hoạch đã phê duyệt”. */
const AFTER_DAY = new RegExp(
  `^,\\s(?:\\p{Lu}|(?:huyện|tỉnh|xã|phường|thị xã|thành phố|đoàn|tổ|sở|phòng)\\s)[^,.;:\\d]{2,60}\\sđã\\s(?:${DID})(?!\\p{L})`,
  'u',
);
const AFTER_END = new RegExp(
  `^,\\s(?:và\\s)?(?:đã\\s(?:${DID})|(?:đã\\s)?có\\s(?:biên bản|thông báo|kết luận|báo cáo))(?!\\p{L})`,
  'iu',
);
const ENDED = /(?<!chưa\s|sẽ\s|phải\s)(?:kết thúc|hoàn thành|diễn ra|khai mạc|bế mạc)\s(?:vào\s)?(?:ngày\s*)?$/iu;

/** “Ngày 26/3/2024, Tổ kiểm tra đã kiểm tra …”, “kết thúc ngày 07/7/2024, đã có thông báo kết luận”. */
function isDone(text: string, mask: Mask, from: number): boolean {
  const before = text.slice(from, mask.start);
  const after = text.slice(mask.end);
  const opens = /^\s*(?:[-–+*•]\s*)?(?:vào\s)?(?:(?:sáng|chiều|tối)\s)?(?:ngày\s*)?$/iu.test(before);
  if ((opens && AFTER_DAY.test(after)) || (ENDED.test(before) && AFTER_END.test(after))) return true;
  // The sentence tells what was done, and nothing in it lies ahead: “đã công bố kết quả hôm 05/11/2024”.
  // “đến hết ngày 24/12/2024 đã khắc phục 31 hạn chế”.
  if (UNTIL_DONE.test(before) && COUNTED.test(after)) return true;
  if (opens && DID_ANY.test(after) && !NOT_DONE.test(after.split(/[.;](?=\s|$)/u)[0] ?? '')) return true;
  const sentence = `${before}${after.split(/[.;](?=\s|$)/u)[0] ?? ''}`;
  return DID_SO.test(sentence) && !NOT_DONE.test(sentence) && !UNTIL.test(before);
}

const UNTIL_DONE = /(?<!(?:giá trị|hiệu lực|thời hạn|kéo dài|gia hạn)\s)(?:tính\s)?đến(?:\shết)?\s(?:ngày\s*)?$/iu;
const COUNTED = /^,?\s(?:\p{L}+\s){0,6}?đã\s\p{L}+(?:\s\p{L}+)?\s(?:được\s|xong\s)?\d/iu;
const DID_SO =
  /(?<!(?:chưa|sẽ|như|theo)\s)đã\s(?:được\s)?(?:kiểm tra|tổ chức|ban hành|tiến hành|họp|làm việc|công bố|bàn giao|khai trương|tập huấn|đối thoại|phê duyệt|ký|trao|khánh thành|xử lý|giải quyết|thẩm định|đánh giá|khảo sát|nghiệm thu|thông qua|khai mạc|bế mạc|diễn ra|hoàn thành|tiếp|trả lời|xin lỗi|gửi|kết luận|thực hiện xong)(?!\p{L})|(?:diễn ra|(?:được|đã) (?:tổ chức|ban hành|ký|công bố|phê duyệt|thông qua|thành lập|khánh thành)|khai mạc|bế mạc|khai trương)\s(?:vào\s|trong\s)?(?:ngày\s*)?$/iu;
const DID_ANY = /^,\s[^.;]{0,90}?\sđã\s(?!(?:được\s)?(?:đề ra|nêu|giao|lên|có lịch|đăng ký|xây dựng|dự kiến|thống nhất))\p{L}+/iu;
const NOT_DONE =
  /kế hoạch|lịch|chương trình|mời|đăng ký|thống nhất|thời gian|thời điểm|hạn|hiệu lực|yêu cầu|đề nghị|gia hạn|giao(?! ban)|chỉ đạo|phân công|chuẩn bị|thông báo (?:về việc|tổ chức)|lấy ý kiến|cho đến/iu;
const UNTIL = /(?:đến|tới|trước|sau|hết|kể từ|từ|hạn|là)\s*(?:hết\s)?(?:ngày\s*)?$/iu;

/**
 * What was done has its day before the signing: one of several days of a sentence lies after it while the others do not, or the meeting already
 * counts who came.
 */
export function* happenedLater(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const passage of toldIn(context.document, 0)) {
    if (passage.index < 4 || isList(context.document, passage)) continue;
    const dates = fullDates(passage);
    for (const mask of dates) {
      if ((dayOf(mask) as number) <= limit.day) continue;
      const from = Math.max(passage.text.lastIndexOf('. ', mask.start), passage.text.lastIndexOf('; ', mask.start)) + 1;
      const until = passage.text.slice(mask.end).search(/[.;]\s/);
      const sentence = passage.text.slice(from, until < 0 ? passage.text.length : mask.end + until);
      const is_counted = UNTIL_DONE.test(passage.text.slice(from, mask.start)) && COUNTED.test(passage.text.slice(mask.end));
      if (
        (AHEAD.test(sentence) && !is_counted) ||
        /từ\s*(?:ngày\s*)?$/iu.test(passage.text.slice(Math.max(0, mask.start - 10), mask.start))
      )
        continue;
      const others = dates.filter((d) => d !== mask && d.start >= from && d.start < mask.start);
      const is_listed =
        others.length > 0 &&
        others.every((d) => (dayOf(d) as number) <= limit.day) &&
        /(?:,|và|thứ (?:nhất|hai|ba)|lần \d)\s*[^,;.]{0,30}$/iu.test(
          passage.text.slice((others.at(-1) as Mask).end, mask.start),
        ) &&
        /(?:tổ chức|ban hành|họp|hội nghị|kiểm tra|mở|làm việc|tập huấn|đối thoại|tiếp|buổi|lớp)/iu.test(sentence);
      if (!is_listed && !HAPPENED.test(passage.text.slice(mask.end)) && !isDone(passage.text, mask, from)) continue;
      decided(context);
      yield { ...laterFault(passage, mask, limit, 'after_period'), related: others.map((d) => spotIn(passage, d.start, d.end)) };
    }
  }
}

/** An item under “lịch …”, “kế hoạch …:” is a plan wherever it stands. */
function isList(document: Document, passage: Passage): boolean {
  for (let i = passage.index - 1; i >= 0 && i > passage.index - 20; i -= 1) {
    const other = document.passages[i] as Passage;
    if (other.label?.style === passage.label?.style) continue;
    return /lịch|thời gian (?:thực hiện|tổ chức)|kế hoạch[^.]{0,40}:\s*$/iu.test(other.text.slice(-120));
  }
  return false;
}

/** “thực hiện Kế hoạch số 78/KH-UBND ngày 10/7/2026, từ ngày 07/7 đến ngày 09/7/2026 đã kiểm tra …”: nothing is done by a plan before the plan. */
export function* beforeItsPlan(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 0)) {
    const dates = fullDates(passage);
    for (const [i, plan] of dates.entries()) {
      const lead = passage.text.slice(Math.max(0, plan.start - 60), plan.start);
      if (!/(?:thực hiện|theo|căn cứ)\s(?:Kế hoạch|Quyết định)[^.;]{0,40}$/iu.test(lead)) continue;
      const from = passage.text.lastIndexOf('. ', plan.start) + 1;
      const stop = passage.text.slice(plan.end).search(/[.;](?=\s|$)/u);
      const end = stop < 0 ? passage.text.length : plan.end + stop;
      const done = dates.filter((d, k) => k !== i && d.start >= from && d.end <= end && isDoneThen(passage.text, d, end));
      for (const mask of done) {
        const gap = (dayOf(plan) as number) - (dayOf(mask) as number);
        if (gap <= 0 || gap > 60) continue;
        decided(context);
        yield beforePlan(passage, mask, plan);
        break;
      }
    }
  }
}

const OF_THIS =
  /(?<!\p{L})theo\s(?:kế hoạch|quyết định|công văn|chương trình)\s(?:này|trên|nói trên|nêu trên)[^.;\d]{0,40}?(?:được\s|đã\s)?(?:thực hiện|tổ chức|tiến hành|diễn ra|triển khai|làm)\s(?:vào\s|từ\s)?(?:ngày\s)?$/iu;

/** “Theo Kế hoạch số 112 ngày 21/4/2023 …. Cuộc kiểm tra đầu tiên theo kế hoạch này được thực hiện ngày 09/4/2023”. */
export function* doneByThis(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, DONE_BY_THIS_CUE)) {
    const { masks, text } = passage;
    const documents = masks.filter(({ kind }) => kind === 'document');
    const plan = masks.find(
      (m) => m.kind === 'date' && documents[0] && m.start >= documents[0].end && m.start - documents[0].end < 12,
    );
    // Of two documents nobody knows which is “this”.
    if (documents.length !== 1 || !plan || dayOf(plan) === null) continue;
    for (const mask of masks) {
      const day = mask.start > plan.end ? dayOf(mask) : null;
      if (day === null || !OF_THIS.test(text.slice(plan.end, mask.start + (/^ngày\s*/iu.exec(mask.text)?.[0].length ?? 0))))
        continue;
      decided(context);
      const gap = (dayOf(plan) as number) - day;
      if (gap > 0 && gap <= 400) yield beforePlan(passage, mask, plan);
    }
  }
}

const SPOKEN = /(?<!\p{L})đã\s(?:được\s)?(?:\p{L}+\s){1,6}(?:vào\s)?(?:ngày\s)?$/iu;
const AFTER_ISSUE =
  /^,?\ssau khi (?:có|ban hành|nhận được)\s(?:kế hoạch|quyết định|kết luận|công văn|thông báo|văn bản)(?:\s(?!đã|sẽ)\p{L}+){0,6}?\s(?:ban hành|ký)?\s?(?:ngày|tháng)?\s?$/iu;

/** “đã đối thoại lần cuối ngày 28/5/2023, sau khi có kế hoạch rà soát ban hành tháng 9/2023”: what came after a paper has a later day. */
export function* afterIssue(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, AFTER_ISSUE_CUE)) {
    const { masks, text } = passage;
    for (const mask of masks) {
      const day = dayOf(mask);
      const next = masks.find((m) => m.start >= mask.end && issueOf(m) !== null);
      if (day === null || !next || !SPOKEN.test(text.slice(Math.max(0, mask.start - 60), mask.start))) continue;
      if (!AFTER_ISSUE.test(text.slice(mask.end, next.start))) continue;
      decided(context);
      if (day < (issueOf(next) as number)) yield beforePlan(passage, mask, next);
    }
  }
}

/** The day, or the first of the month: “tháng 9/2023”. */
function issueOf(mask: Mask): number | null {
  if (mask.date) return mask.date.month === undefined ? null : dayNumber({ ...mask.date, day: mask.date.day ?? 1 });
  const m = /^tháng\s(\d{1,2})(?:\s?\/\s?|\snăm\s)((?:19|20)\d\d)$/iu.exec(mask.text);
  return m ? dayNumber({ day: 1, month: Number(m[1]), year: Number(m[2]) }) : null;
}

const beforePlan = (passage: Passage, mask: Mask, plan: Mask): Fault => ({
  message: 'before_plan',
  at: spotIn(passage, mask.start, mask.end),
  data: { date: mask.text.trim(), plan: plan.text.trim() },
  related: [spotIn(passage, plan.start, plan.end)],
});

const SET_UP = /thành lập\s(?:Tổ|Đoàn|Ban|Hội đồng)[^.;]{0,90}(?:Quyết định|Văn bản)[^.;]{0,40}$/iu;
const BODY_DID =
  /(?:^|\s)(?:Tổ|Đoàn|Ban|Hội đồng)\s(?:\p{L}+\s){0,4}?đã\s(?:họp|làm việc|kiểm tra|tổ chức|tiến hành|thẩm định|chấm)[^.;]*$/iu;

/** “thành lập Tổ … tại Quyết định … ngày 18/12/2025. Tổ đã họp (ngày 24/11/2025 …)”: a body does nothing before it is set up. */
export function* beforeSetUp(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 0, BEFORE_SET_UP_CUE)) {
    if (!passage.text.includes('thành lập')) continue;
    const dates = fullDates(passage);
    for (const [i, set_up] of dates.entries()) {
      if (!SET_UP.test(passage.text.slice(Math.max(0, set_up.start - 160), set_up.start))) continue;
      for (const mask of dates.slice(i + 1)) {
        const from = passage.text.lastIndexOf('. ', mask.start) + 1;
        const gap = (dayOf(set_up) as number) - (dayOf(mask) as number);
        if (gap <= 0 || gap > 200 || !BODY_DID.test(passage.text.slice(from, mask.start))) continue;
        if (/(?:Quyết định|Kế hoạch|Công văn|số)\s[^,;(]{0,40}$/iu.test(passage.text.slice(from, mask.start))) continue;
        decided(context);
        yield {
          message: 'before_plan',
          at: spotIn(passage, mask.start, mask.end),
          data: { date: mask.text.trim(), plan: set_up.text.trim() },
          related: [spotIn(passage, set_up.start, set_up.end)],
        };
      }
    }
  }
}

/** The day of what was done: “ngày …, … đã kiểm tra”, “từ ngày … đến ngày … đã kiểm tra”; not of another document. */
const isDoneThen = (text: string, mask: Mask, end: number): boolean =>
  /(?:từ|đến|vào|trong|^|,)\s*(?:ngày\s*)?$/iu.test(text.slice(Math.max(0, mask.start - 10), mask.start)) &&
  /^[^.;]{0,60}?(?<!\p{L})đã\s(?:kiểm tra|tổ chức|tiến hành|làm việc|khảo sát|đánh giá|thanh tra|tập huấn|đối thoại)/iu.test(
    text.slice(mask.end, end),
  );
