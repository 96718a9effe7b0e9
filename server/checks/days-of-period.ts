// Days beside the period that they are said to be of: “diễn ra trong quý II (từ ngày 01/7 đến ngày 30/9/2024)”. R17.
//
// `periodDays` knows whole months that are too many or too few. Here the days lie outside of the period altogether, or reach over twice its length. What is
// done for a period may be done after it (scores, meetings, reports of a quarter), so days that are only near accuse where words say “in”.
import { cueOf, namedIn } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { daysOf, type Period, periodsIn } from './head.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const DAYS_CUE = cueOf('từ ngày', '(từ', '(ngày', 'từ 0', 'từ 1', 'từ 2', 'từ 3');
const DAY = '(?:hết )?(?:ngày )?(\\d{1,2})\\/(\\d{1,2})(?:\\/((?:19|20)\\d\\d))?(?![\\d/])';
const VERB = '(?:tức(?: là)? |tính |vào |diễn ra |tổ chức |thực hiện |bắt đầu |phát động |khai mạc |được chốt |chốt )*';
const STRETCH = new RegExp(`^\\s?(?:\\(|,\\s|:\\s)${VERB}từ ${DAY}\\s?(?:đến|tới|[-–])\\s?${DAY}\\s?(?=[).,;]|$)`, 'iu');
const BARE = new RegExp(`^\\s${VERB}từ ${DAY}\\s?(?:đến|tới|[-–])\\s?${DAY}\\s?(?=[).,;]|$)`, 'iu');
const ONE = new RegExp(`^\\s?\\(${VERB}(?:ngày )${DAY}\\)`, 'iu');
const IN = /(?<!\p{L})(?:trong|vào|diễn ra|(?:vào |trong )?(?:đầu|giữa|cuối)|số liệu(?: của| tính)?)\s$/iu;
/** The period is of something else than the days, or of another calendar. */
const OTHER =
  /(?:so với|cùng kỳ|báo cáo|kết quả|kế hoạch|nhiệm vụ|chỉ tiêu|chỉ số|đánh giá|chấm điểm|xếp loại|họp|giao ban|sơ kết|tổng kết|hạn|trước|sau|quá|hết|đến|thay)\s(?:\p{L}+\s){0,2}$/iu;
const LUNAR = /âm lịch|năm học|niên (?:độ|vụ)|vụ (?:đông|hè|mùa)/iu;
const CLOSED = /số liệu|chốt|thời điểm lấy|thời gian lấy/iu;

type Span = { from: number; to: number; is_whole: boolean; end: number; has_end: boolean };

/** Days that are no days of the period before them. */
export function* daysOfPeriods(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, DAYS_CUE)) {
    const { text } = passage;
    if (!/quý|tháng/iu.test(text) || LUNAR.test(text)) continue;
    for (const period of periodsIn(text)) {
      if (period.kind === 'year') continue;
      const span = spanBehind(context, passage, period);
      if (!span) continue;
      decided(context);
      if (!isAskew(passage, period, span, yearOf(context, period, span))) continue;
      yield faultOf(passage, period, span);
    }
  }
}

const serial = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / 86_400_000;

const yearOf = (context: Context, { year }: Period, { to, has_end }: Span): number =>
  year ?? (has_end ? new Date(to * 86_400_000).getUTCFullYear() : (context.document.head.year ?? 2025));

function spanBehind(context: Context, { text }: Passage, period: Period): Span | null {
  const after = text.slice(period.end, period.end + 120);
  const bare = CLOSED.test(text.slice(Math.max(0, period.start - 160), period.start)) ? BARE.exec(after) : null;
  const m = STRETCH.exec(after) ?? bare;
  const one = m ? null : ONE.exec(after);
  const found = m ?? one;
  if (!found) return null;
  const [d1, m1, d2, m2] = [found[1], found[2], found[4] ?? found[1], found[5] ?? found[2]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const printed = Number(found[6] ?? (one ? found[3] : undefined) ?? 0);
  const last = printed || period.year || (context.document.head.year ?? 2025);
  const first = Number(found[3] ?? 0) || (m1 > m2 ? last - 1 : last);
  if (m1 > 12 || m2 > 12 || m1 < 1 || m2 < 1 || d1 > daysOf(m1, first) || d2 > daysOf(m2, last)) return null;
  return {
    from: serial(first, m1, d1),
    to: serial(last, m2, d2),
    is_whole: m !== null && d1 === 1 && d2 === daysOf(m2, last),
    end: period.end + found[0].length,
    has_end: printed > 0,
  };
}

const MONTH = 31;

function isAskew({ text }: Passage, period: Period, span: Span, year: number): boolean {
  const begins = serial(year, period.from_month, 1);
  const ends = serial(year, period.to_month, daysOf(period.to_month, year));
  const clause = segmentAt(segmentsOf(text, '.?!;'), period.start);
  const lead = text.slice(clause?.start ?? 0, period.start);
  const length = span.to - span.from + 1;
  // Twice as long, and two months: no closing day explains it.
  if (length > ends - begins + 1 + 2 * MONTH - 4 && CLOSED.test(lead) && span.to >= begins) return true;
  if (OTHER.test(lead)) return false;
  const apart = span.to < begins ? begins - span.to : span.from > ends ? span.from - ends : 0;
  return apart > 0 && (IN.test(lead) || span.is_whole || apart > MONTH);
}

const faultOf = (passage: Passage, period: Period, { end }: Span): Fault => {
  const [from, to] = [`01/${period.from_month}`, `${daysOf(period.to_month, period.year ?? 2025)}/${period.to_month}`];
  return {
    message: 'period_days',
    at: spotIn(passage, period.start, end),
    data: { period: period.text, from, to },
    expected: `${from} – ${to}`,
  };
};
