import { cueOf, namedIn } from './cues.ts';
import type { Stretch } from './document.ts';
import { segmentsOf } from './document.ts';
import { dateExists, dayNumber } from './head.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { windowsIn } from './windows.ts';

const AGAINST_DUE_CUE = cueOf('hạn', 'hẹn');
const DAYS_COUNTED_CUE = cueOf(' ngày');
const REPORT_CUE = cueOf('báo cáo');
const EFFECT_BEFORE_CUE = cueOf('hiệu lực');

// Days that a sentence counts between two days it names, what is done before or after its due day, and what takes effect before it is issued.

type Day = { start: number; end: number; day: number; text: string };

const DATE =
  /(?<![\d/.,])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?((?:19|20)\d\d))?(?![\d/%])|ngày\s(\d{1,2})\stháng\s(\d{1,2})\snăm\s((?:19|20)\d\d)/giu;

/** Days of a stretch; one without a year is of the year of the next that has one, or of `year`. */
function daysIn(text: string, { start, end }: Stretch, year: number | null): Day[] {
  const found = matchesIn(text.slice(start, end), DATE);
  return found.flatMap((m, i): Day[] => {
    const own =
      m[3] ?? m[6] ?? found.slice(i + 1).find((other) => other[3] ?? other[6])?.[3] ?? found.findLast((other) => other[3])?.[3];
    const date = { day: Number(m[1] ?? m[4]), month: Number(m[2] ?? m[5]), year: own ? Number(own) : (year ?? 2025) };
    const day = date.month >= 1 && date.month <= 12 && dateExists(date) ? dayNumber(date) : null;
    return day === null ? [] : [{ start: start + m.index, end: start + m.index + m[0].length, day, text: m[0].trim() }];
  });
}

const D = '(\\d{1,2})(?:\\/(\\d{1,2}))?(?:\\/((?:19|20)\\d\\d))?';
const SPAN = `(?:từ|kể từ)\\s(?:ngày\\s)?${D}\\s?(?:đến|tới|[-–])\\s?(hết\\s)?(?:ngày\\s)?(\\d{1,2})\\/(\\d{1,2})(?:\\/((?:19|20)\\d\\d))?`;
const COUNT_FIRST = new RegExp(`(?<![\\d/.,])(\\d{1,3})\\sngày(\\slàm việc)?(?!\\p{L})[^.;()\\d]{0,50}?[\\s,:(]+${SPAN}`, 'giu');
const COUNT_LAST = new RegExp(
  `${SPAN}\\s?[,(]?\\s?(?:(?:trong|tổng cộng|kéo dài|tổng|gồm|là|tức)\\s)*(\\d{1,3})\\sngày(\\slàm việc)?(?!\\p{L})`,
  'giu',
);
const NO_LENGTH =
  /(?:giảm|rút ngắn|cắt|còn|xuống|mỗi|sau|trước|thêm|bình quân|quy định|thứ|quá|dưới|trên|chậm|trễ|muộn|sớm|hạn)\s(?:\p{L}+\s){0,2}$/iu;

/** “kéo dài 04 ngày, từ ngày 09 đến hết ngày 11/9/2025”: with or without both ends, or working days. */
export function* daysCounted(context: Context): Generator<Fault> {
  const year = context.document.head.year;
  for (const passage of namedIn(context.document, DAYS_COUNTED_CUE)) {
    const { text } = passage;
    if (passage.is_footnote || !/\d ngày/iu.test(text)) continue;
    const told = [
      ...matchesIn(text, COUNT_FIRST).map((m) => ({ m, count: m[1] ?? '', works: m[2], d: m.slice(3, 10), at: m.index })),
      ...matchesIn(text, COUNT_LAST).map((m) => ({
        m,
        count: m[8] ?? '',
        works: m[9],
        d: m.slice(1, 8),
        at: m.index + m[0].length - `${m[8]} ngày${m[9] ?? ''}`.length,
      })),
    ];
    for (const { m, count, works, d, at } of told) {
      if (NO_LENGTH.test(text.slice(Math.max(0, at - 30), at))) continue;
      const [d1, m1, y1, until, d2, m2, y2] = d;
      const to = dayOf(d2, m2, y2 ?? year);
      const from = dayOf(d1, m1 ?? m2, y1 ?? y2 ?? year);
      if (to === null || from === null) continue;
      const span = to - from;
      if (span <= 0 || span > 120) continue;
      decided(context);
      const days = Number(count);
      const working = workingDays(from, to);
      const fits = until ? [span + 1] : [span, span + 1];
      if (
        fits.includes(days) ||
        (days <= span && [working, working - 1, working + 1].includes(days) && (works || working < span + 1))
      )
        continue;
      if (works && days <= span + 1) continue;
      const expected = String(span + 1).padStart(2, '0');
      yield {
        message: 'duration',
        at: spotIn(passage, at, at + `${count} ngày`.length),
        data: { days: count, from: `${d1}/${m1 ?? m2}`, to: `${d2}/${m2}`, expected },
        expected: `${expected} ngày`,
        related: [spotIn(passage, m.index, m.index + m[0].length)],
        shares: passage.figures.filter((f) => f.start === at).map((f) => passage.offset + f.start),
      };
    }
  }
}

const dayOf = (day: string | undefined, month: string | undefined, year: string | number | null | undefined): number | null => {
  const date = { day: Number(day), month: Number(month), year: Number(year ?? 2025) };
  return date.month >= 1 && date.month <= 12 && dateExists(date) ? dayNumber(date) : null;
};

/** Days from Monday to Friday, both ends counted. Days since 1970 begin with a Thursday. */
function workingDays(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day += 1) if (((day + 4) % 7) % 6 !== 0) count += 1;
  return count;
}

const LATE =
  /(?<!\p{L})(sớm|trước (?:thời )?hạn|trước(?=\s\d{1,3}\sngày\sso với)|vượt|chậm|trễ|muộn|quá (?:thời )?hạn)(?:\shơn)?(?:\s(?:là|tới|đến))?\s(\d{1,3})\sngày(\slàm việc)?(?!\p{L})/giu;
const DUE = /(?<!quá\s|trước\s|đúng\s)(?<!\p{L})(?:hạn|hẹn)(?:\s(?!nộp ngày)\p{L}+){0,4}\s?:?\s\(?(trước )?(?:ngày )?$/iu;

/** What stands before the day says that something was done then, not that it was received or ordered. */
const isDone = (lead: string): boolean =>
  /(?:hoàn thành|xong|nộp|gửi|trình|trả|kết thúc|bàn giao|khắc phục|thực hiện|duyệt|báo cáo|ban hành|đến|giải quyết|phát hành)[^,;.]{0,30}(?:ngày )?$|\($/iu.test(
    lead.slice(-50),
  ) && !/(?:tiếp nhận|(?<!xác )nhận|giao|theo|bắt đầu|từ)\s(?:\p{L}+\s){0,3}(?:ngày )?$/iu.test(lead.slice(-40));

/** “hoàn thành ngày 12/11/2025, sớm 05 ngày so với hạn 15/11/2025”: the two days of the sentence, one of them called the due day. */
export function* againstDue(context: Context): Generator<Fault> {
  const year = context.document.head.year;
  for (const passage of namedIn(context.document, AGAINST_DUE_CUE)) {
    const { text } = passage;
    if (passage.is_footnote || passage.section.is_plan) continue;
    for (const sentence of segmentsOf(text, '.;')) {
      const claims = matchesIn(text.slice(sentence.start, sentence.end), LATE);
      const [m] = claims;
      if (!m || claims.length > 1) continue;
      const days = daysIn(text, sentence, year).filter(
        ({ start, end }) =>
          !passage.masks.some((mask) => mask.kind === 'document' && mask.end <= start && start - mask.end < 10 && end > mask.end),
      );
      const due = days.find(({ start }) => DUE.test(text.slice(sentence.start, start)));
      const done = days.find((day) => day !== due);
      if (days.length !== 2 || !due || !done || !isDone(text.slice(sentence.start, done.start))) continue;
      const gap = due.day - done.day;
      const span = Math.abs(gap);
      if (span > 120 || (m[3] && Number(m[2]) <= span)) continue;
      decided(context);
      const is_early = /^(?:sớm|trước|vượt)/iu.test(m[1] ?? '');
      const is_before = /trước (?:ngày )?$/iu.test(text.slice(sentence.start, due.start));
      const fits = is_before ? [span, span + 1, span - 1] : [span];
      if (gap !== 0 && gap > 0 === is_early && fits.includes(Number(m[2]))) continue;
      const start = sentence.start + m.index;
      const expected = `${gap > 0 ? 'sớm' : 'chậm'} ${String(span).padStart(2, '0')} ngày`;
      yield {
        message: 'due',
        at: spotIn(passage, start, start + m[0].length),
        data: { said: m[0].trim(), done: done.text, due: due.text, expected },
        expected,
        related: [spotIn(passage, done.start, done.end), spotIn(passage, due.start, due.end)],
      };
    }
  }
}

const FULL = '(\\d{1,2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?(?:19|20)\\d\\d|\\d{1,2}\\stháng\\s\\d{1,2}\\snăm\\s(?:19|20)\\d\\d)';
const ISSUED = new RegExp(
  `(?:ký(?: ban hành)?|ban hành|thông qua)\\s(?:vào\\s)?(?:ngày\\s)?${FULL}(?:(?!Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|ban hành|ký|sửa đổi|thay thế quy định)[^.;]){0,90}?(?<!hết )hiệu lực(?: thi hành)?[^.;\\d]{0,20}từ\\s(?:ngày\\s)?${FULL}`,
  'giu',
);
const CITED = new RegExp(
  `(?:\\p{Lu}|Đ)[\\p{L}-]*\\s(?:ngày\\s)${FULL}[\\s,(]{1,3}(?:và\\s)?(?:có\\s)?hiệu lực(?: thi hành)?[^.;\\d]{0,20}từ\\s(?:ngày\\s)?${FULL}`,
  'gu',
);

/** “ký ban hành ngày 18/8/2025, …, có hiệu lực sau đó, từ ngày 01/8/2025”. */
export function* effectBefore(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, EFFECT_BEFORE_CUE)) {
    const { text } = passage;
    if (!text.includes('hiệu lực')) continue;
    for (const m of [...matchesIn(text, ISSUED), ...matchesIn(text, CITED)]) {
      const [issued, effect] = [fullDay(m[1]), fullDay(m[2])];
      if (issued === null || effect === null) continue;
      decided(context);
      if (effect >= issued || issued - effect > 400) continue;
      const start = m.index + m[0].length - (m[2] ?? '').length;
      yield {
        message: 'effect',
        severity: /sau (?:đó|khi|ngày)/iu.test(m[0]) ? 'error' : 'warning',
        at: spotIn(passage, start, m.index + m[0].length),
        data: { effect: m[2] ?? '', issued: m[1] ?? '' },
        related: [spotIn(passage, m.index, m.index + m[0].indexOf(m[1] ?? '') + (m[1] ?? '').length)],
      };
    }
  }
}

function fullDay(text: string | undefined): number | null {
  const m = /(\d{1,2})\D+(\d{1,2})\D+(\d{4})/u.exec(text ?? '');
  return m ? dayOf(m[1], m[2], m[3]) : null;
}

const REPORT = new RegExp(
  `^\\s*[-–+*]?\\s?\\(?Báo cáo(?:\\s(?:số|này))?[^.;,:\\n]{0,60}?(?:ký\\s|đề\\s|lập\\s)?ngày\\s${FULL}`,
  'u',
);
const TELLS = /^[^.;,]{0,30}(?:nêu|ghi|cho biết|thể hiện|phản ánh|tổng hợp|đánh giá|thống kê|\))/iu;
const NOT_YET =
  /(?<!không )ước|dự kiến|kế hoạch (?:tổ chức|kiểm tra)|sẽ |phấn đấu|đề nghị|yêu cầu|gia hạn|thời hạn|kiến nghị|đến nay|sau (?:đó|khi)|tiếp (?:đó|theo)|trả lời/iu;
const DONE = /(?<!chưa |sẽ )đã\s(?!có lịch|đề ra|đăng ký|lên kế hoạch)[^.;]{0,60}?(?:ngày\s)?$/iu;

/** “Báo cáo số 214/BC-UBND ngày 10/6/2025 nêu kết quả … đến hết ngày 14/6/2025”: what a report of that day cannot know. */
export function* toldByEarlier(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, REPORT_CUE)) {
    const { text } = passage;
    const m = REPORT.exec(text);
    const signed = m && fullDay(m[1]);
    if (!m || signed === null || signed === undefined || !TELLS.test(text.slice(m[0].length))) continue;
    const is_whole = text.trimStart().startsWith('(');
    const sentence = segmentsOf(text, is_whole ? '\u0000' : '.').find(({ end }) => end > m[0].length);
    const later = daysIn(text, { start: m[0].length, end: sentence?.end ?? text.length }, null).filter(
      ({ day }) => day > signed && day - signed < 100,
    );
    for (const date of later) {
      const part = segmentsOf(text, '.;').find(({ start, end }) => start <= date.start && date.end <= end + 1);
      if (NOT_YET.test(text.slice(part?.start ?? 0, part?.end))) continue;
      const window = windowsIn(passage).find((one) => one.start < date.start && one.end >= date.end && one.from < signed);
      const before = text.slice(Math.max(part?.start ?? 0, m[0].length), date.start);
      const is_done = !/(?:từ|trước|hạn|đến)\s(?:ngày\s)?$/iu.test(before) && DONE.test(before);
      if (!window && !is_done) continue;
      decided(context);
      yield {
        message: window ? 'before_window' : 'after_period',
        at: spotIn(passage, date.start, date.end),
        data: { signed: m[1] ?? '', date: date.text },
        related: [spotIn(passage, m.index, m.index + m[0].length)],
      };
    }
  }
}
