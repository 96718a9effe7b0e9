// Figures as a claim on them sees them: which side their own words put them on, of which time they are, which may be compared.
//
// A verdict or a change is said of two figures that may stand in two sentences. Whether one of them is what was asked for, what was before or what is now
// is told by words next to it, in any order; the year of a plan does not end its words, as a number would.
import { type Document, type Passage, wordsAround } from './document.ts';
import type { Fact, Facts } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { romanValue } from './outline.ts';
import { compare, type Rational } from './rational.ts';
import type { Sentence } from './story.ts';

/** `target`: asked for; `then`: of another period or place; `change`: by how much; `unsure`: its words may say either. */
export type Side = 'plain' | 'target' | 'then' | 'change' | 'unsure';

export type Time = {
  year: number /** Month, or the last month of a quarter; 0 for none. */;
  month: number;
  is_then: boolean;
  is_now: boolean /** By the calendar before the report's period. */;
  is_past?: boolean;
};

export type Told = {
  fact: Fact;
  passage: Passage;
  figure: Figure;
  side: Side;
  time: Time;
  before: string;
  after: string;
  unit: string;
  /** In a bracket. */
  is_aside: boolean;
};

export const ASKED_WORD =
  /chỉ tiêu|mục tiêu|kế hoạch(?! số)|phải (?:đạt|cấp|hoàn thành|có|thực hiện)|yêu cầu|quy định|phấn đấu|dự toán|định mức|ngưỡng|khống chế|(?<!\p{L})mốc|đề ra|nghị quyết|cho phép|(?<!bàn |chuyển |tham )(?<!\p{L})giao(?! dịch| thông| lưu| tiếp| đất| nhận| ban)(?!\p{L})/iu;
const LIMIT_WORD = /tối thiểu|ít nhất|không quá|tối đa|không vượt|không dưới|[≥≤]/iu;
const DONE =
  /(?<!\p{L})(?:đạt|thực hiện|đã|kết quả|hoàn thành|mới (?:đạt|được)|chỉ (?:đạt|được)|còn|giải ngân|ước|được (?!giao|duyệt|phân|cấp))(?!\p{L})/iu;
const ASKED_BEHIND =
  /^(?:\s?\)|,)?\s?(?:(?:mà|do|của|theo|được|như|vốn)\s)?(?:\p{L}+\s){0,4}?(?:giao|yêu cầu|đề ra|quy định|cho phép|đặt ra)(?!\p{L}|\s(?:dịch|thông))/iu;
const THEN =
  /cùng kỳ|cùng thời điểm|(?:năm|quý|tháng|kỳ|đợt|lần|tuần|vụ)(?: học| báo cáo)? (?:trước|ngoái|liền kề)|trước (?:đó|đây|kia)|(?<!(?:tháng|quý|tuần)\s)đầu (?:năm(?! \d)|kỳ)/iu;
const NOW = /năm nay|kỳ này|(?:quý|tháng|năm) này|đến nay|hiện nay|hiện có|cuối năm(?! \d| trước| ngoái)/iu;
const CHANGED =
  /(?:tăng|giảm|thêm|bớt|hơn|kém|thiếu|vượt|hụt|chênh(?: lệch)?|tiến|lùi|tụt|nhích lên|trừ|cộng|rút ngắn|cắt giảm)(?: thêm| đi| được| khoảng| tới| đến mức| so với kế hoạch| là)?\s*[(:]?\s*$/iu;
/** “tiếp nhận thêm 4.154 hồ sơ”: no difference of two. */
const ADDED =
  /(?:tiếp nhận|bổ sung|tuyển|cấp|thành lập|mở|xây|giải quyết|xử lý|trồng|hỗ trợ|ban hành|công nhận|kết nạp)\sthêm(?: được)?\s*$/iu;
const COUNTED = /\d\s(?:chỉ tiêu|mục tiêu|kế hoạch)\s?\(\s*(?:đạt|bằng|chiếm|=)?\s*$/iu;
const LEVEL = /(?:từ|còn|lên thành|lên mức|xuống mức|lên tới)\s*$/iu;

const made = new WeakMap<Fact, Told>();

/** Reads one figure of prose; null for the base of a fraction unless it is asked for, places in an order and what stands in a table. */
export function toldOf(document: Document, facts: Facts, fact: Fact, with_bases = false): Told | null {
  if (!fact.passage || fact.role === 'rank' || (fact.of_fraction === 'base' && !with_bases)) return null;
  let told = made.get(fact);
  if (!told) {
    told = read(document, facts, fact, fact.passage);
    made.set(fact, told);
  }
  return told;
}

function read(document: Document, facts: Facts, fact: Fact, passage: Passage): Told {
  const { figure } = fact;
  const { before, after } = wordsAround(passage, figure);
  const part = fact.of_fraction === 'part' ? passage.fractions.find(({ a }) => a.start === figure.start) : undefined;
  const unit = figure.unit || part?.unit || '';
  const sentence = facts.sentences[fact.sentence] as Sentence;
  const own = part ? { ...part.a, unit } : figure;
  const framed = before.endsWith('(') ? before : `${frameOf(passage.text.slice(sentence.start, figure.start))} ${before}`.trim();
  const lead = passage.text.slice(sentence.start, figure.start);
  const time = dated(document, timeOf(sentence, figure, framed, after));
  const is_aside = lead.lastIndexOf('(') > lead.lastIndexOf(')');
  return { fact, passage, figure: own, side: sideOf(fact, framed, after), time, before: framed, after, unit, is_aside };
}

/** “so với kế hoạch (kiểm tra 24 lượt)”: what stands before the open bracket says what is in it, up to the mark before. */
function frameOf(lead: string): string {
  const open = lead.lastIndexOf('(');
  if (open < 0 || lead.indexOf(')', open) >= 0 || /[;\d]/u.test(lead.slice(open))) return '';
  const words = lead.slice(0, open).replace(/(?:19|20)\d\d/gu, '');
  return /[^.;:,()\d%]{0,60}$/u.exec(words)?.[0].trim() ?? '';
}

function sideOf(fact: Fact, before: string, after: string): Side {
  const { passage, figure } = fact;
  const lead = (passage as Passage).text.slice(Math.max(0, figure.start - 40), figure.start);
  if (figure.kind === 'percent_points') return 'change';
  // “đạt 17/24 chỉ tiêu (70,8 %)”: the share of what was counted, not what was asked.
  if (COUNTED.test(lead)) return THEN.test(before) ? 'then' : 'plain';
  if (CHANGED.test(lead) && !LEVEL.test(lead) && !ADDED.test(lead)) return 'change';
  if (/so với[^.;,()]*(?:\(\s*)?$/iu.test(before)) return ASKED_WORD.test(`${before} ${after.slice(0, 24)}`) ? 'target' : 'then';
  const asked = lastOf(ASKED_WORD, before);
  if (asked >= 0) {
    const rest = before.slice(asked);
    if (/phấn đấu|(?:mục tiêu|đề ra).*(?:là|đạt)\s*$/iu.test(rest)) return 'target';
    // “mục tiêu giải ngân tối thiểu 40 %”: what is to be done names the target.
    if (
      /^(?:mục tiêu|chỉ tiêu|yêu cầu)\s(?:(?!đã|mới|chỉ|còn|được|kết)\p{L}+\s){1,4}(?:tối thiểu|ít nhất|không dưới)\s*$/iu.test(
        rest,
      )
    )
      return 'target';
    return DONE.test(rest.replace(/^(?:kế hoạch|chỉ tiêu) được/iu, '')) ? 'unsure' : 'target';
  }
  if (LIMIT_WORD.test(before) || figure.bound === 'at_least' || figure.bound === 'at_most') return 'target';
  if (
    THEN.test(before) ||
    /^[^.;,()\d]{0,14}\)?\s*(?:của |trong )?(?:cùng kỳ|(?:năm|quý|tháng|kỳ) (?:trước|ngoái))/iu.test(after)
  )
    return 'then';
  if (ASKED_BEHIND.test(after) && !DONE.test(before)) return 'unsure';
  return 'plain';
}

function lastOf(find: RegExp, text: string): number {
  let at = -1;
  for (let from = 0; from < text.length; ) {
    const k = text.slice(from).search(find);
    if (k < 0) return at;
    at = from + k;
    from = at + 3;
  }
  return at;
}

const YEAR = /(?:năm(?: học)?\s|\/|-\s?)((?:19|20)\d\d)(?!\d)|(?<![\d/.,])((?:19|20)\d\d)(?![\d.,/]\d)/giu;
const PART = /(?:quý|Quý)\s(IV|III|II|I|[1-4])(?![\p{L}\d])|tháng\s(\d{1,2})(?!\d|\.\d)/gu;

const BEHIND = /^\s?\((?:năm|quý|tháng|cùng kỳ)[^():;,]{0,20}\)|^\s?(?:của|vào|hồi|trong|ở|năm)\s[^.;,()]{0,26}/u;

/** Time that the words of its clause name, the nearest before it, else right behind it. */
function timeOf(sentence: Sentence, figure: Figure, before: string, after: string): Time {
  const text = sentence.passage.text;
  const lead = text.slice(sentence.start, figure.start);
  const clause = lead.slice(Math.max(lead.lastIndexOf(';'), bracketsClosed(lead)) + 1).replace(/so với[^,;()]*(?=[,;(])/giu, ' ');
  const own = named(before) ?? named(BEHIND.exec(text.slice(figure.tail, figure.tail + 40))?.[0] ?? '') ?? named(clause);
  const [is_then, is_now] = [THEN.test(before) || THEN.test(after.slice(0, 24)), NOW.test(before)];
  // “Cùng kỳ năm 2023, tỷ lệ của toàn huyện chỉ 62 %”: the clause begins with its time.
  const near = is_then || is_now ? null : THEN.test(clause) ? 'then' : NOW.test(clause) ? 'now' : null;
  return {
    year: own?.year ?? 0,
    month: own?.month ?? 0,
    is_then: is_then || near === 'then',
    is_now: is_now || near === 'now',
  };
}

/** A figure without a time of its own is of the report's, one of an earlier year or quarter of another. */
function dated({ head }: Document, time: Time): Time {
  const { year, month } = time;
  const of_report = head.period?.year ?? head.year ?? 0;
  if (time.is_then || time.is_now || of_report === 0) return time;
  if (year > 0 && year < of_report) return { ...time, is_past: true };
  const is_part = head.period?.kind === 'quarter' || head.period?.kind === 'month';
  if (is_part && month > 0 && month < (head.period?.from_month ?? 0)) return { ...time, is_past: true };
  return time;
}

/** End of the last bracket that is closed: what stands in it is of the figure before. */
const bracketsClosed = (lead: string): number => (lead.lastIndexOf('(') < lead.lastIndexOf(')') ? lead.lastIndexOf(')') : -1);

function named(words: string): { year: number; month: number } | null {
  // Most words hold neither a digit nor the number of a quarter.
  if (!/[\dIV]/.test(words)) return null;
  const year = matchesIn(words, YEAR).at(-1);
  const part = matchesIn(words, PART).at(-1);
  if (!year && !part) return null;
  const quarter = part?.[1] ? (/\d/.test(part[1]) ? Number(part[1]) : (romanValue(part[1]) ?? 0)) * 3 : 0;
  return { year: Number(year?.[1] ?? year?.[2] ?? 0), month: quarter || Number(part?.[2] ?? 0) };
}

/** Whether `a` is of a later time than `b`: 1, -1, or 0 when their words do not say. */
export function later(a: Told, b: Told): -1 | 0 | 1 {
  const [x, y] = [a.time, b.time];
  if (x.year > 0 && y.year > 0 && x.year !== y.year) return x.year > y.year ? 1 : -1;
  if (x.is_then !== y.is_then) return x.is_then ? -1 : 1;
  if (x.is_then) return 0;
  if (x.month > 0 && y.month > 0) return x.month === y.month ? 0 : x.month > y.month ? 1 : -1;
  const [p, q] = [isUndated(x), isUndated(y)];
  if (p !== q && (p ? y : x).is_past) return p ? 1 : -1;
  if (p !== q && a.is_aside !== b.is_aside && (p ? b : a).is_aside && (p ? y : x).year > 0) return p ? 1 : -1;
  if (x.is_now !== y.is_now && (x.year === 0) !== (y.year === 0)) return x.is_now ? 1 : -1;
  return 0;
}

const isUndated = (time: Time): boolean => time.year === 0 && time.month === 0;

/** Whether two figures may be held against each other: both rates, or counts of one printed unit. */
export function isComparable(a: Told, b: Told): boolean {
  if (a.figure.kind !== b.figure.kind) return false;
  if (a.figure.kind !== 'count') return true;
  return a.unit !== '' && a.unit === b.unit && a.figure.scale === b.figure.scale;
}

export const order = (a: Told, b: Told): number => compare(exactOf(a.figure), exactOf(b.figure));

/** Less than half or more than twice: of something else. */
export function isNearBy(a: Told, b: Told): boolean {
  const [x, y] = [exactOf(a.figure), exactOf(b.figure)];
  const twice = (v: Rational): Rational => ({ n: v.n * 2n, d: v.d });
  return compare(twice(x), y) >= 0 && compare(twice(y), x) >= 0;
}

export const print = ({ figure }: Told): string => (figure.kind === 'count' ? figure.raw : `${figure.raw}%`);
