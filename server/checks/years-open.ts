// Whether the years told beside a whole are all of it. Reports are written before the year is over: what stands behind the last full year is a part of one (“và 04
// tháng đầu năm 2025 có 17 văn bản”, “tính đến 30/4/2025: 17”, “2025 (đến tháng 4): 17”). Such a part is read; what may be one and is not read leaves the list
// open, and of an open list no sum is asked. R03.
import { closingBracket, type Document, type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf } from './parts.ts';
import { add, equal, subtract } from './rational.ts';
import { type YearSeries, yearSeriesOf } from './year-series.ts';

/** Words of a time that is no full year, or of what is left for one. */
const PART =
  /(?<!\p{L})(?:tháng|quý|đợt|(?<!cùng\s)kỳ|từ ngày|nay|ước|dự kiến|dự toán|còn lại|khác|riêng|một số|tính đến|từ đầu)(?!\p{L})|…|\.\.\.|v\.v/iu;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/gu;
const GLUE = /^[\s,;)]*(?:(?:và|rồi|còn|riêng|trong)\s)*\(?$/iu;

export type Behind = { figure: Figure /** Behind its words. */; end: number };

/** The part of a year that goes on with the list behind its last full year, if it can be read. */
export function partBehind(series: YearSeries): Behind | null {
  const { text, figures } = series.passage;
  const { end } = series;
  const next = figures.find((f) => f.start >= end && isCounted(series.passage, f));
  if (!next || next.start - end > 70) return null;
  const between = text.slice(end, next.start);
  // “quý I, quý II mỗi quý 01 người”.
  if (/mỗi|từng|so với|bình quân/iu.test(between)) return null;
  // “và 04 tháng đầu năm 2025 có 17 văn bản”.
  if (
    /^(?:\s\p{L}+){0,3}\s?(?:[,;]|\svà\s)/u.test(between) &&
    !GLUE.test(between) &&
    isPart(series, between) &&
    !/[.?!]\s/u.test(between)
  )
    return { figure: next, end: next.tail };
  // “và 17 cuộc trong 4 tháng đầu năm 2025”, “141 lượt (4 tháng đầu năm 2025)”.
  const words = text.slice(next.tail, next.tail + 40).split(/[,;.)]/u)[0] ?? '';
  return GLUE.test(between) && isPart(series, words) ? { figure: next, end: next.tail + words.length } : null;
}

const TIMES = new Set(['năm', 'tháng', 'ngày', 'quý', 'đợt', 'kỳ']);

const isCounted = ({ text }: Passage, figure: Figure): boolean =>
  figure.kind === 'count' &&
  !TIMES.has(figure.unit) &&
  // “4T/2025”.
  !/^(?:\s?T(?!\p{L})|\/)/u.test(text.slice(figure.end, figure.end + 3)) &&
  !/(?<!\p{L})(?:tháng|quý|ngày|đợt|kỳ|số)\s$/iu.test(text.slice(Math.max(0, figure.start - 8), figure.start));

/** A word of a part of a year, or a year after the last that is told. */
function isPart({ points }: YearSeries, words: string): boolean {
  const last = points.at(-1)?.year ?? 0;
  return PART.test(words) || [...words.matchAll(YEAR)].some(([year]) => Number(year) > last);
}

const NEXT = /^[.\s]*(?:riêng|trong|còn|số còn|từ|tính|quý|năm|\d{1,2} tháng)(?!\p{L})[^.;]{0,50}/iu;

/** Something that may be one more part stands before the first year, or behind `from`, the end of the last that was read. */
export function isOpen(series: YearSeries, total: Figure, parts: readonly Figure[], from: number): boolean {
  const { passage, start } = series;
  const { text, figures } = passage;
  const lead = text.slice(total.tail, start);
  if (total.tail <= start && (isLedByPart(lead) || OF_OTHERS.test(lead))) return true;
  const sentence = segmentAt(segmentsOf(text, '.?!'), Math.max(0, from - 1));
  const opened = text.lastIndexOf('(', start);
  const close = opened >= total.tail ? closingBracket(text, opened) : -1;
  const end = sentence?.end ?? text.length;
  const to = close >= from ? close : total.start >= from ? total.start : end;
  if (isPart(series, text.slice(from, to).replace(/[,;]\s(?:bình quân|trung bình|so với|tăng|giảm).*$/u, ''))) return true;
  const next = to === end ? NEXT.exec(text.slice(end))?.[0] : undefined;
  if (next && isPart(series, next)) return true;
  // What the parts leave is told somewhere beside them.
  const left = subtract(exactOf(total), sumOf(parts));
  const others = figures.filter((f) => f !== total && !parts.includes(f) && isCounted(passage, f)).map(exactOf);
  return others.some((a, i) => equal(a, left) || others.slice(i + 1).some((b) => equal(add(a, b), left)));
}

/** “150 lượt: quý IV năm 2020: 7 lượt; năm 2021 …”, “22 người: các năm trước 2021 là 4 người, năm 2021 …”; “bố trí 2.500 triệu đồng, thực hiện: năm 2021 …”. */
const isLedByPart = (lead: string): boolean =>
  /(?<!\p{L})(?:tháng|quý|trước)(?!\p{L})[^:]*\d[^:]*$/iu.test(lead) ||
  /:.*\d/u.test(lead) ||
  /[,;]\s(?:đã\s|kết quả\s)?(?:thực hiện|giải ngân|sử dụng|hoàn thành|đạt)(?!\p{L})/iu.test(lead);

/** “42 sáng kiến cấp cơ sở; sáng kiến cấp tỉnh năm 2021: 8 …”, “42 đơn vị (số đơn vị đạt loại tốt năm 2021: 8 …)”: a name of their own. */
const OF_OTHERS =
  /[;.,(]\s?số\s(?!còn)\p{L}|[;.]\s(?!(?:trong đó|cụ thể|chia ra|gồm|lần lượt|các năm|tính|từ|theo|bình quân)(?!\p{L}))(?:\p{L}+\s){2,}(?:các\s)?$/iu;

/** What is counted is some of what stands there: “trên tổng số 18 xã, thị trấn”. */
const OF = /(?:trong|trên)\s(?:tổng\s)?(?:số\s)?$/iu;

/** Whether parts of a sum are years that a part of a year goes on with, or of which no sum is asked. */
export function areOpenYears(document: Document, figures: readonly Figure[]): boolean {
  const [total, ...parts] = figures;
  if (!total || parts.length < 3) return false;
  const own = new Set(parts);
  const series = yearSeriesOf(document).find(({ points }) => points.filter(({ figure }) => own.has(figure)).length >= 3);
  if (!series) return false;
  const before = series.passage.text.slice(Math.max(0, total.start - 20), total.start);
  if (OF.test(before)) return true;
  const behind = partBehind(series);
  if (!behind) return isOpen(series, total, parts, series.end);
  const all = own.has(behind.figure) ? parts : [...parts, behind.figure];
  return addsUp(total, all) || isOpen(series, total, all, behind.end);
}
