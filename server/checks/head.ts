import type { DateParts } from './mask.ts';
import { romanValue } from './outline.ts';

/** A period of a report as its words say it. Months are 1 to 12, `from` and `to` inclusive. */
export type Period = {
  kind: 'month' | 'quarter' | 'first_months' | 'last_months' | 'half' | 'year';
  /** Month, quarter, number of months; 0 for a year. */
  number: number;
  year: number | null;
  from_month: number;
  to_month: number;
  /** As printed. */
  text: string;
  start: number;
  end: number;
};

export type Head = {
  /** Text of the title and where it stands: index of passages. */
  title: number[];
  kind: string | null;
  unit: string | null;
  period: Period | null;
  /** Period of the plans that the title announces. */
  plan_period: Period | null;
  year: number | null;
  /** Printed under the name of the unit: `…, ngày 12 tháng 9 năm 2023`; parts that are left blank are absent. */
  signed: DateParts | null;
  signed_at: { passage: number; start: number; end: number } | null;
};

const WORDS: Record<string, number> = { ba: 3, sáu: 6, chín: 9, mười: 10, 'mười một': 11 };
const PERIOD =
  /(?<n>\d{1,2}|ba|sáu|chín)\s+tháng\s+(?<side>đầu|cuối)(?:\s+(?:của\s+)?năm)?(?:\s*(?:\/|năm)?\s*(?<y1>(?:19|20)\d\d))?|(?<n2>\d{1,2}|ba|sáu|chín)\s+tháng\s+năm\s+(?<y5>(?:19|20)\d\d)|qu(?:ý|y(?=\s+[IV]))\s+(?<q>IV|III|II|I|[1-4])(?![\p{L}\d])(?:\s*[,/-]?\s*(?:năm\s+)?(?<y2>(?:19|20)\d\d))?|tháng\s+(?<m>\d{1,2})(?![\d-])(?:\s*(?:\/|-|năm)\s*(?<y3>(?:19|20)\d\d))?|(?<!\p{L})năm\s+(?<y4>(?:19|20)\d\d)(?!\s*[-–]\s*\d)/giu;

/** Periods named in a text, in its order. `số`: “9 tháng/2023” as well as “9 tháng đầu năm 2023”. */
export function periodsIn(text: string): Period[] {
  return [...text.matchAll(PERIOD)].flatMap((m): Period[] => {
    const g = m.groups ?? {};
    const at = { text: m[0], start: m.index, end: m.index + m[0].length };
    const year = Number(g.y1 ?? g.y2 ?? g.y3 ?? g.y4 ?? g.y5) || null;
    const count = g.n ?? g.n2;
    if (count) {
      const n = WORDS[count.toLowerCase()] ?? Number(count);
      if (n < 1 || n > 12) return [];
      const first = g.side?.toLowerCase() !== 'cuối';
      const months = first ? { from_month: 1, to_month: n } : { from_month: 13 - n, to_month: 12 };
      return [{ kind: first ? 'first_months' : 'last_months', number: n, year, ...months, ...at }];
    }
    if (g.q) {
      const q = /\d/.test(g.q) ? Number(g.q) : (romanValue(g.q.toUpperCase()) ?? 1);
      return [{ kind: 'quarter', number: q, year, from_month: 3 * q - 2, to_month: 3 * q, ...at }];
    }
    if (g.m) {
      const month = Number(g.m);
      if (month < 1 || month > 12) return [];
      return [{ kind: 'month', number: month, year, from_month: month, to_month: month, ...at }];
    }
    return [{ kind: 'year', number: 0, year, from_month: 1, to_month: 12, ...at }];
  });
}

/** Whether a period is printed with a year, and with another one. */
export const isOtherYear = (period: Period, year: number | null): boolean =>
  period.year !== null && year !== null && period.year !== year;

/** “kết quả thực hiện nhiệm vụ …” tells of what was done. */
const PLAN_WORDS =
  /phương hướng|(?<!(?:thực hiện|triển khai|hoàn thành)(?: các| các chỉ tiêu,?| chỉ tiêu,?)?\s{1,3})(?:nhiệm vụ|kế hoạch(?! (?:vốn|đầu tư))|giải pháp|chương trình công tác)/iu;
const BODY = /^\s*(?:thực hiện|căn cứ|kính gửi|theo|để|nhằm|trong|ngày|ủy ban nhân dân|ubnd|phòng|sở)(?!\p{L})/iu;
/** “Kế hoạch số 18/KH-UBND … đề ra 27 chỉ tiêu. Tính đến …”: no title has two sentences with a figure in the first. */
const SENTENCES = /\d[^.]*\p{Ll}{2,}\.\s+\p{Lu}\p{Ll}[^.]*\d/u;
const KINDS = /^\s*(?:#\s*)?(BÁO CÁO|PHỤ LỤC|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|BIỂU|ĐỀ CƯƠNG|CHUYÊN ĐỀ)/u;
/** At the beginning of a line, or in the right column of one: “Số: 214/BC-UBND          Tân Lập, ngày 16 tháng 6 năm 2025”. */
const PLACE_AND_DAY =
  /(?:^|\s{3}|\t|[—|])[^\d:;]{0,60}?,?\s*ngày\s*(\d{1,2}|[.…_\s]*)?\s*tháng\s*(\d{1,2}|[.…_\s]*)?\s*năm\s*((?:19|20)\d\d)/iu;

type Line = { text: string; is_label: boolean };

/** Title, period, plans' period and signing day, from the first passages and the place-and-day line. */
export function headOf(lines: readonly Line[]): Head {
  const head: Head = {
    title: [],
    kind: null,
    unit: null,
    period: null,
    plan_period: null,
    year: null,
    signed: null,
    signed_at: null,
  };
  readSigning(lines, head);
  const first = lines.slice(0, 30).findIndex((line) => KINDS.test(line.text));
  if (first >= 0) {
    head.kind = KINDS.exec(lines[first]?.text ?? '')?.[1] ?? null;
    for (let i = first; i < Math.min(lines.length, first + 6); i += 1) {
      const { text, is_label } = lines[i] as Line;
      if (i > first && (is_label || BODY.test(text) || text.length > 400 || SENTENCES.test(text))) break;
      head.title.push(i);
    }
  }
  const unit = lines.slice(0, 8).find((line) => /^(?:ỦY BAN NHÂN DÂN|UBND|SỞ|PHÒNG|VĂN PHÒNG)/u.test(line.text.trim()));
  head.unit = unit?.text.trim() ?? null;
  const title = head.title.map((i) => lines[i]?.text ?? '').join(' \n ');
  readPeriods(title, lines, head);
  return head;
}

function readSigning(lines: readonly Line[], head: Head): void {
  for (const [index, line] of lines.slice(0, 25).entries()) {
    const m = line.text.length < 220 ? PLACE_AND_DAY.exec(line.text) : null;
    if (!m) continue;
    const parts: DateParts = { year: Number(m[3]) };
    if (/^\d+$/.test(m[1] ?? '')) parts.day = Number(m[1]);
    if (/^\d+$/.test(m[2] ?? '')) parts.month = Number(m[2]);
    head.signed = parts;
    const start = line.text.search(/ngày/iu);
    head.signed_at = { passage: index, start, end: m.index + m[0].length };
    return;
  }
}

function readPeriods(title: string, lines: readonly Line[], head: Head): void {
  const plan_at = title.search(PLAN_WORDS);
  const periods = periodsIn(title);
  const own = (p: Period): boolean => plan_at < 0 || p.start < plan_at || plan_at < 12;
  head.period = periods.filter(own).find((p) => p.kind !== 'year' && p.kind !== 'last_months') ?? periods.find(own) ?? null;
  head.plan_period = (plan_at >= 12 && periods.find((p) => p.start > plan_at)) || null;
  if (!head.period) {
    // No title: the first period of the opening lines.
    const opening = lines.slice(0, 12).flatMap(({ text }) =>
      // “ngày 01 tháng 11 năm 2026” is a day.
      periodsIn(text.slice(0, 600)).filter(
        (p) => !/ngày\s*[\d.…_\s]{0,8}$/iu.test(text.slice(Math.max(0, p.start - 16), p.start)),
      ),
    );
    head.period =
      opening.find((p) => p.kind === 'first_months' || p.kind === 'quarter') ?? opening.find((p) => p.kind === 'month') ?? null;
    if (!head.period) head.period = opening.find((p) => p.kind === 'year' && /năm/iu.test(p.text)) ?? null;
  }
  head.year = head.period?.year ?? periods.find((p) => p.year !== null)?.year ?? head.signed?.year ?? yearOfOpening(lines);
}

function yearOfOpening(lines: readonly Line[]): number | null {
  for (const line of lines.slice(0, 12)) {
    const found = periodsIn(line.text).find((p) => p.year !== null && p.kind !== 'year');
    if (found) return found.year;
  }
  return null;
}

/** Days of a month; 0 when the month does not exist. */
export function daysOf(month: number, year: number): number {
  if (month < 1 || month > 12) return 0;
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the date exists; parts not printed are not judged. */
export function dateExists({ day, month, year }: DateParts): boolean {
  if (month !== undefined && (month < 1 || month > 12)) return false;
  if (day === undefined) return true;
  return day >= 1 && day <= (month === undefined ? 31 : daysOf(month, year ?? 2024));
}

/** Days since 1970 of a full date; null when a part is missing. */
export const dayNumber = ({ day, month, year }: DateParts): number | null =>
  day === undefined || month === undefined || year === undefined ? null : Date.UTC(year, month - 1, day) / 86_400_000;
