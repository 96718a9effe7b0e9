import { cellDates } from '../cell-dates.ts';
import { citedAhead } from '../cited-ahead.ts';
import { cueOf, namedIn } from '../cues.ts';
import { afterIssue, beforeItsPlan, beforeSetUp, doneByThis, happenedLater, schedules, weekdays } from '../day-claims.ts';
import { againstDue, daysCounted, effectBefore, toldByEarlier } from '../days-apart.ts';
import { carriedOutLater, closedOtherwise, comingPast, concludedLater, dueAlready, figuresLater } from '../days-between.ts';
import { endedBefore, heldLater, yearOfClosing } from '../days-told.ts';
import { type Document, isInTitle, type Passage } from '../document.ts';
import { doneSince } from '../done-since.ts';
import { durations, latenessTold, monthsOf } from '../durations.ts';
import { countedSince } from '../ends-told.ts';
import { dateExists, dayNumber, daysOf } from '../head.ts';
import type { Mask } from '../mask.ts';
import { matchesIn } from '../matches.ts';
import { oneEachQuarter } from '../one-each.ts';
import { rowDays } from '../row-days.ts';
import { type Context, decided, defineRule, type Fault, spotIn } from '../rule.ts';
import { type Limit, laterFault } from '../signing.ts';
import { stagesTold } from '../stages-told.ts';
import { pastPlans } from '../stale-plans.ts';
import { proofsLater, reversedRows, visitsLater } from '../table-marks.ts';
import { toldAsDone } from '../told-as-done.ts';
import { withMasks } from '../told-in.ts';
import { windowsIn } from '../windows.ts';

/**
 * Dates exist, and what is told as done was done before the report was signed.
 *
 * Deadlines and plans may lie ahead; a document that is cited may not.
 */
export const R14 = defineRule({
  id: 'R14',
  version: 1,
  severity: 'error',
  title: 'Ngày tháng có thật và không sau ngày ký',
  messages: {
    impossible: 'Ngày “{date}” không có trong lịch. Văn bản dẫn sai ngày thì không tra cứu được. Đối chiếu văn bản gốc rồi sửa.',
    after_signing: 'Văn bản được dẫn đề “{date}”, sau thời điểm của báo cáo ({signed}). Kiểm tra lại ngày, năm của văn bản.',
    after_period:
      'Việc ghi là đã làm “{date}”, sau thời điểm của báo cáo ({signed}). Kiểm tra lại ngày, hoặc chuyển sang phần kế hoạch.',
    cut_off: 'Số liệu “tính đến {date}” sau thời điểm của báo cáo ({signed}). Kiểm tra lại ngày chốt số liệu.',
    weekday: 'Ngày {date} là {expected}, ở đây ghi “{weekday}”. Người nhận sẽ đến nhầm ngày. Sửa thứ hoặc sửa ngày.',
    outside: 'Ngày “{date}” nằm ngoài thời gian đã nêu ({window}). Sửa ngày hoặc sửa khoảng thời gian.',
    past_plan:
      'Việc trong phần kế hoạch hẹn “{date}”, trước ngày ký báo cáo ({signed}). Có thể còn sót từ báo cáo kỳ khác. Sửa lại thời hạn.',
    stages: 'Ghi “{first}” nhưng “{next}”: việc sau lại có trước việc trước. Đối chiếu hồ sơ rồi sửa một trong hai mốc.',
    reversed_row: 'Dòng này kết thúc “{to}” trước khi bắt đầu “{from}”. Đổi lại hoặc sửa một trong hai ngày.',
    before_plan: 'Việc làm ngày “{date}” theo văn bản đề “{plan}”, trước ngày của văn bản. Kiểm tra lại một trong hai ngày.',
    months: 'Ghi {months} tháng nhưng “{window}” là {expected} tháng. Sửa số tháng hoặc ngày.',
    duration: 'Ghi {days} ngày nhưng từ {from} đến {to} là {expected} ngày. Sửa số ngày hoặc một trong hai ngày.',
    due: 'Xong {done} so với hạn {due} là {expected}, ở đây ghi “{said}”. Sửa số ngày hoặc một trong hai ngày.',
    effect: 'Có hiệu lực từ {effect}, trước khi ban hành ({issued}). Đối chiếu văn bản gốc rồi sửa một trong hai ngày.',
    before_window:
      'Báo cáo ký {signed} nhưng số liệu lấy đến {date}. Số liệu chưa thể có vào ngày ký. Sửa ngày ký hoặc ghi rõ số ước.',
    left_year:
      'Ghi “{date}” nhưng số liệu báo cáo chốt {expected}, và số của năm trước nêu ngay sau. Năm có thể còn sót từ báo cáo cũ. Sửa năm.',
    carried_out:
      'Văn bản đề “{date}” không thể thực hiện văn bản ký sau nó (“{plan}”). Đối chiếu văn bản gốc rồi sửa một trong hai ngày.',
    coming: 'Việc ghi là sẽ làm, dự kiến làm “{date}” nhưng thời gian ấy đã qua ({signed}). Sửa thời gian, hoặc nêu kết quả.',
    closed_alike:
      'Số liệu ở đây tính đến {date}, các chỗ khác cùng mục tính đến {other}. Có thể còn sót từ báo cáo cũ. Thống nhất ngày chốt.',
    since:
      'Việc bắt đầu từ “{from}” nhưng kết quả tính từ “{date}”. Người đọc không biết số liệu của thời gian nào. Thống nhất một ngày.',
    each_quarter:
      'Ghi mỗi quý một {noun} nhưng “{date}” và “{other}” cùng một quý, có quý không có ngày nào. Sửa ngày hoặc lời “mỗi quý”.',
    not_yet:
      'Ghi là chưa đến hạn, chưa đến lúc nhưng “{date}” đã qua ({signed}). Sửa ngày, hoặc nêu kết quả của việc đã đến hạn.',
    blank: 'Ngày ban hành hoặc số văn bản của báo cáo còn để trống. Điền trước khi gửi.',
  },
  *check(context) {
    const limit = limitOf(context.document);
    for (const passage of withMasks(context.document, 1))
      for (const mask of passage.masks) {
        if (mask.kind === 'date' && mask.date) yield* oneDate(context, passage, mask, limit);
      }
    for (const passage of namedIn(context.document, MONTH_CUE)) yield* impossibleMonth(context, passage);
    for (const passage of namedIn(context.document, DAY_CUE)) {
      yield* impossibleDay(context, passage);
      yield* impossibleInList(context, passage);
    }
    yield* cellDates(context);
    yield* citedAhead(context, limit);
    yield* weekdays(context);
    yield* schedules(context);
    yield* happenedLater(context, limit);
    yield* pastPlans(context, limit);
    yield* reversedRows(context);
    yield* rowDays(context);
    yield* doneSince(context, limit);
    yield* heldLater(context, limit);
    yield* toldAsDone(context, limit);
    const ended = [...endedBefore(context)];
    yield* ended;
    yield* stagesTold(context, ended);
    yield* yearOfClosing(context, context.document.head);
    yield* beforeItsPlan(context);
    yield* beforeSetUp(context);
    yield* doneByThis(context);
    yield* afterIssue(context);
    yield* oneEachQuarter(context);
    yield* countedSince(context);
    yield* durations(context);
    yield* latenessTold(context);
    yield* monthsOf(context);
    yield* daysCounted(context);
    yield* againstDue(context);
    yield* effectBefore(context);
    yield* toldByEarlier(context);
    yield* proofsLater(context, limit);
    yield* visitsLater(context, limit);
    yield* carriedOutLater(context);
    yield* concludedLater(context);
    yield* dueAlready(context);
    yield* comingPast(context);
    yield* figuresLater(context, limit);
    yield* closedOtherwise(context);
    yield* signedBeforeWindow(context, limit);
    yield* blankHead(context);
  },
});

/** Last day on which the report can have been signed. Without a day or a month, the end of what is printed. */
function limitOf(document: Document): Limit | null {
  const { head, passages } = document;
  const { signed } = head;
  if (signed?.year !== undefined) {
    const month = signed.month ?? 12;
    if (!dateExists({ ...signed, month })) return null;
    const day = dayNumber({ day: signed.day ?? daysOf(month, signed.year), month, year: signed.year });
    const at = head.signed_at;
    const text = at ? (passages.filter((p) => !p.is_footnote)[at.passage]?.text.slice(at.start, at.end) ?? '') : '';
    if (day === null) return null;
    const printed = { day, text: text.replace(/\s+/g, ' ') || `năm ${signed.year}`, is_sure: signed.month !== undefined };
    // “…, ngày tháng năm 2023” over a report of six months: its year is not over when it is signed.
    const reckoned = signed.month === undefined ? limitOfPeriod(document) : null;
    return reckoned !== null && reckoned.day < day ? reckoned : printed;
  }
  return limitOfPeriod(document);
}

/** Not printed: a report is signed within two months of its period. */
function limitOfPeriod(document: Document): Limit | null {
  const { period, year } = document.head;
  if (!period || year === null) return null;
  // A year that the body only names, “khắc phục hạn chế năm 2021”, is not that of the report.
  if (period.kind === 'year' && !isInTitle(document, period)) return null;
  const day = dayNumber({ day: daysOf(period.to_month, year), month: period.to_month, year });
  return day === null ? null : { day: day + 60, text: period.text, is_sure: false };
}

const AHEAD =
  /thời hạn|(?:^|[\s(])hạn (?:đến|là|trước|ngày)|hạn (?:chót|cuối|hoàn thành)|trước ngày|chậm nhất|dự kiến|kế hoạch|sẽ|phấn đấu|hoàn thành (?:trước|trong|vào)|đến hết|có hiệu lực|hiệu lực|áp dụng từ|lộ trình|từ nay|đến năm|chưa đến hạn|thực hiện đến/iu;
const DONE = /đã (?:ban hành|tổ chức|tham mưu|kiểm tra|hoàn thành|thực hiện|triển khai|báo cáo|trình|phê duyệt|gửi|đăng)/iu;

/** “dự kiến ban hành Kế hoạch số …”, “Quyết định số … ngày 31/12/2025 (dự kiến)”, “… sẽ được ban hành”: a draft that has its number and day before it is signed. */
const TO_ISSUE = /(?<!\p{L})(?:sẽ|dự kiến|chuẩn bị)\s[^.;,]{0,30}(?:ban hành|ký|trình|phê duyệt|công bố|thông qua)(?!\p{L})/iu;
const ISSUED_LATER =
  /^\s?(?:\(\s?dự kiến|dự kiến|đang (?:trình|lấy ý kiến|dự thảo|hoàn thiện)|sẽ\s(?:được\s)?(?:ban hành|ký|trình|thông qua|công bố))(?!\p{L})/iu;

/** “Kế hoạch số 05/KH-UBND trước ngày 15/12”, “…; đến ngày”: a deadline of the work, not the day of the document. */
const NOT_OF_IT = /[;.]\s|(?<!\p{L})(?:trước|sau|đến|tới|hạn|chậm nhất|trong|vào|xong|từ|hết|kể)(?!\p{L})/iu;

function* oneDate(context: Context, passage: Passage, mask: Mask, limit: Limit | null): Generator<Fault> {
  const date = mask.date as NonNullable<Mask['date']>;
  if (date.day === undefined && date.month === undefined) return;
  decided(context);
  if (!dateExists(date)) {
    yield { message: 'impossible', at: spotIn(passage, mask.start, mask.end), data: { date: mask.text.trim() } };
    return;
  }
  const day = dayNumber(date);
  if (day === null || !limit || day <= limit.day) return;
  const at = spotIn(passage, mask.start, mask.end);
  const before = passage.text.slice(Math.max(0, mask.start - 70), mask.start);
  const clause = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('. '), before.lastIndexOf('(')) + 1);
  const after = passage.text.slice(mask.end, mask.end + 40);
  const cited = passage.masks.some(
    (other) =>
      other.kind === 'document' &&
      other.end <= mask.start &&
      mask.start - other.end < 24 &&
      !NOT_OF_IT.test(passage.text.slice(other.end, mask.start + 8)),
  );
  if (cited && (TO_ISSUE.test(clause) || ISSUED_LATER.test(after))) return;
  // What is cited was issued, in a plan too.
  if (passage.section.is_plan && !cited) return;
  const data = { date: mask.text.trim(), signed: limit.text };
  // A year behind the year that the head prints is later whatever the day.
  const is_later_year = date.year !== undefined && date.year > (context.document.head.signed?.year ?? 9999);
  // Two months behind the period that the title names, and told as issued.
  const { period } = context.document.head;
  const is_behind = period !== null && isInTitle(context.document, period);
  if (cited)
    yield { message: 'after_signing', severity: limit.is_sure || is_later_year || is_behind ? 'error' : 'warning', at, data };
  else if (AHEAD.test(clause) || AHEAD.test(after)) return;
  else if (/tính (?:đến|tới)|số liệu (?:đến|tới)|tại thời điểm/iu.test(clause) || beginsBefore(passage, mask, limit))
    yield { ...laterFault(passage, mask, limit, 'cut_off'), severity: limit.is_sure ? 'error' : 'warning' };
  else if (DONE.test(before)) yield { ...laterFault(passage, mask, limit, 'after_period'), severity: 'warning' };
}

/** “từ ngày 01/9 đến ngày 25/9”: figures of a stretch that began before the signing; one that begins after it lies ahead. */
function beginsBefore(passage: Passage, mask: Mask, limit: Limit): boolean {
  const from = passage.masks.findLast((other) => other.kind === 'date' && other.end <= mask.start && mask.start - other.end < 24);
  const between = from ? passage.text.slice(from.end, mask.start) : '';
  const lead = from ? passage.text.slice(Math.max(0, from.start - 6), from.start + 3) : '';
  if (!from?.date || !/từ/iu.test(lead) || !(/đến/iu.test(between) || /^đến/iu.test(mask.text))) return false;
  const day = dayNumber({ ...from.date, ...(from.date.year === undefined ? { year: mask.date?.year } : {}) } as typeof from.date);
  return day !== null && day <= limit.day;
}

/** “(số liệu từ ngày 15/12/2023 đến hết ngày 14/12/2024)” in a report signed before that day: nobody had these figures. */
function* signedBeforeWindow(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind !== 'BÁO CÁO') return;
  for (const passage of context.document.passages.slice(0, 20)) {
    if (
      !/số liệu|kỳ báo cáo|thời điểm|tính từ|báo cáo kết quả|như sau|(?:tiếp nhận|giải quyết|phát sinh)\s(?:được\s|là\s)?\d/iu.test(
        passage.text,
      ) ||
      /ước|dự kiến|kế hoạch kiểm tra/iu.test(passage.text)
    )
      continue;
    for (const window of windowsIn(passage)) {
      // A day or two between the closing and the signing are counted ahead.
      if (window.to <= limit.day || window.from >= limit.day || window.to - limit.day > 40) continue;
      decided(context);
      const at = spotIn(passage, window.start, window.end);
      yield { message: 'before_window', at, data: { signed: limit.text, date: at.quote }, related: signedAt(context) };
    }
  }
}

const signedAt = ({ document }: Context): ReturnType<typeof spotIn>[] => {
  const at = document.head.signed_at;
  const passage = at && document.passages.filter((p) => !p.is_footnote)[at.passage];
  return at && passage ? [spotIn(passage, at.start, at.end)] : [];
};

const MONTH_CUE = cueOf('tháng');
const DAY_CUE = cueOf('/');
const MONTH = /(?<!\d\s?|(?:mỗi|một|hằng|hàng|từng)\s)tháng\s+(\d{1,2})(?![\d.,%])/giu;
const DAY = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?!\d)/gu;
const DAY_OF_YEAR = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})\s+năm\s+((?:19|20)\d\d)(?!\d)/giu;

/** `tháng 13`, which no pattern of a date takes. */
function* impossibleMonth(context: Context, passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, MONTH)) {
    const month = Number(m[1]);
    if (month >= 1 && month <= 12) continue;
    if (passage.masks.some((mask) => mask.kind === 'date' && mask.start <= m.index && m.index < mask.end)) continue;
    decided(context);
    yield { message: 'impossible', at: spotIn(passage, m.index, m.index + m[0].length), data: { date: m[0] } };
  }
}

/** `31/11/2024`, which no pattern of a date takes. */
function* impossibleDay(context: Context, passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, DAY)) {
    if (passage.masks.some((mask) => mask.start <= m.index && m.index < mask.end)) continue;
    decided(context);
    if (!dateExists({ day: Number(m[1]), month: Number(m[2]), year: Number(m[3]) }))
      yield { message: 'impossible', at: spotIn(passage, m.index, m.index + m[0].length), data: { date: m[0] } };
  }
}

/** “vào các ngày 22/3, 21/6 và 31/11 năm 2024”: the year stands after the last day only. */
function* impossibleInList(context: Context, passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, DAY_OF_YEAR)) {
    const [day, month] = [Number(m[1]), Number(m[2])];
    if (day < 29 || day > 31 || month > 12 || !/ngày[^.;]{0,70}$/iu.test(passage.text.slice(0, m.index))) continue;
    decided(context);
    if (!dateExists({ day, month, year: Number(m[3]) }))
      yield { message: 'impossible', at: spotIn(passage, m.index, m.index + m[0].length), data: { date: m[0] } };
  }
}

/** “Số: /BC-UBND”, “ngày tháng năm 2023”: a draft. */
function* blankHead(context: Context): Generator<Fault> {
  const { passages, head } = context.document;
  const number = passages
    .slice(0, 12)
    .find((p) => /^\s*số\s*:?\s*(?:[.…_]*\s*)?\/\s?\p{Lu}/iu.test(p.text) && p.text.length < 60);
  const is_blank_day = head.signed !== null && (head.signed.day === undefined || head.signed.month === undefined);
  if (!number && !is_blank_day) return;
  decided(context);
  const signed_at = head.signed_at;
  const place = signed_at ? passages.filter((p) => !p.is_footnote)[signed_at.passage] : undefined;
  const spots = [
    ...(number ? [spotIn(number, 0, number.text.length)] : []),
    ...(is_blank_day && place && signed_at ? [spotIn(place, signed_at.start, signed_at.end)] : []),
  ];
  const [at, ...related] = spots;
  if (at) yield { message: 'blank', severity: 'note', at, related };
}
