import { cueOf, namedIn } from './cues.ts';
import type { Document, Passage } from './document.ts';
import { dateExists, dayNumber } from './head.ts';
import type { DateParts } from './mask.ts';
import { matchesIn } from './matches.ts';

/** A stretch of days as printed, `từ … đến …`; days since 1970, both inclusive. */
export type Window = { from: number; to: number; start: number; end: number };

/** Windows of a passage whose both ends are full dates (a missing year of the first is taken from the second). */
export function windowsIn(passage: Passage): Window[] {
  const dates = passage.masks.filter((mask) => mask.kind === 'date' && mask.date && dateExists(mask.date));
  return dates.flatMap((to, i): Window[] => {
    const from = dates[i - 1];
    if (!from) return [];
    // “từ ngày 01/7/2025, thời điểm xã mới đi vào hoạt động, đến hết ngày 14/9/2025”.
    const glue = passage.text.slice(from.end, to.start).replace(/^, (?:thời điểm|ngày|là)[^.;:()]{0,120}?, (?=đến|$)/iu, ' ');
    if (!/^\s*(?:đến|tới|[-–])?\s*(?:hết\s*)?(?:ngày\s*)?$/iu.test(glue) && !/đến|[-–]/iu.test(to.text.slice(0, 5))) return [];
    if (!/^\s*(?:đến|tới|[-–]|$)/iu.test(glue) || (glue.trim() === '' && !/^(?:đến)/iu.test(to.text))) return [];
    const lead = passage.text.slice(Math.max(0, from.start - 12), from.start + 4);
    if (!/từ|\(|tính|:/iu.test(lead)) return [];
    const end = to.date as DateParts;
    const first = withYear(from.date as DateParts, end);
    const a = dayNumber(first);
    const b = dayNumber(end);
    return a === null || b === null ? [] : [{ from: a, to: b, start: from.start, end: to.end }];
  });
}

/** “từ 15/12 đến 14/3/2023” begins in the year before. */
function withYear(date: DateParts, end: DateParts): DateParts {
  if (date.year !== undefined || end.year === undefined) return date;
  const is_later = (date.month ?? 0) > (end.month ?? 0);
  return { ...date, year: is_later ? end.year - 1 : end.year };
}

/** “chưa đạt dự toán do thị trường trầm lắng trong 6 tháng đầu năm”: a reason may lie in a part of the period. */
export const isReason = (before: string): boolean => /(?<!\p{L})(?:do|vì|bởi|nguyên nhân)\s[^.;]{0,80}$/iu.test(before);

const CLOSED_CUE = cueOf('chốt');

/** Days on which the report itself says its figures were closed: “Số liệu được chốt đến ngày 20/9/2023”. */
export function closedOn(document: Document): string[] {
  const told = /số liệu[^.;]{0,60}chốt[^.;]{0,40}?(\d{1,2}\/\d{1,2}\/\d{4})/giu;
  return namedIn(document, CLOSED_CUE).flatMap(({ text }) => matchesIn(text, told).map(([, day = '']) => day));
}
