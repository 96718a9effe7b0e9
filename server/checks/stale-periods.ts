import { cueOf } from './cues.ts';
import type { Passage } from './document.ts';
import { isOtherYear, type Period, periodsIn } from './head.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { isReason } from './windows.ts';

// Results of another period than the report's. R17.

const COMPARES =
  /so với|cùng kỳ|tăng|giảm|trước đó|hơn|đã (?:báo cáo|gửi)|báo cáo (?:quý|tháng|6|9)|lũy kế|luỹ kế|từ quý|đến quý|kế hoạch|số\s?\d/iu;

/** Of the names of periods that are looked for. */
export const STALE_CUE = cueOf('quý', 'tháng');
const WITHIN = /(?:^|[.;:,(]\s*|\s)(trong|kết quả(?: trong)?)\s+(?=quý|\d{1,2} tháng|sáu tháng|chín tháng)/giu;

/** Figures, or that there were none. What an office did in an earlier quarter may well be told again. */
const RESULT = /không (?:có|phát sinh|nhận được|xảy ra)|tiếp nhận|giải quyết|tỷ lệ|\d/iu;
const WORK =
  /đã\s(?:\p{L}+\s){0,2}?(?:ban hành|tổ chức|tập huấn|triển khai|kiểm tra|tham mưu|phối hợp|hoàn thành|khai trương|bổ nhiệm)/iu;

/** “trong quý I” in the results of a report on the third quarter: left over, or another period's figure. */
export function* stale(context: Context, passage: Passage, own: Period, year: number | null): Generator<Fault> {
  if (passage.section.is_plan || passage.is_footnote || own.kind === 'year' || own.kind === 'month') return;
  for (const m of matchesIn(passage.text, WITHIN)) {
    const at = m.index + m[0].length;
    const other = periodsIn(passage.text.slice(at, at + 50)).find((p) => p.start === 0);
    if (!other || other.kind === 'last_months') continue;
    const sentence = passage.text.slice(Math.max(0, m.index - 60), at + 120);
    if (COMPARES.test(sentence) || (other.to_month < own.to_month && isReason(passage.text.slice(0, at)))) continue;
    // “trong quý I, quý II và quý III”: the parts of the period one after the other.
    if (/^\s*(?:,|và|;)\s*(?:quý|tháng|\d{1,2} tháng)/iu.test(passage.text.slice(at + other.end))) continue;
    decided(context);
    const differs = other.kind === own.kind ? other.number !== own.number : other.to_month !== own.to_month;
    const year_differs = isOtherYear(other, year);
    if (!differs && !year_differs) continue;
    // “trong quý II/2024” of nine months of 2024: with its year it is told as a part of them.
    const is_within = other.from_month >= own.from_month && other.to_month <= own.to_month;
    if (is_within && other.year !== null && !year_differs && own.kind !== other.kind) continue;
    // What lies ahead is a plan, not something left over.
    if (other.from_month > own.to_month && (other.year === null || year === null || other.year >= year)) continue;
    if (other.kind === 'first_months' && own.kind === 'quarter' && other.to_month === own.to_month && !year_differs) continue;
    // “Trong quý III …; trong quý II …”: one told beside the other.
    if (periodsIn(passage.text).some((p) => p.kind === own.kind && p.number === own.number && own.kind === 'quarter')) continue;
    const told = passage.text.slice(at + other.end).split(/[.;]\s/u)[0] ?? '';
    const is_left_over =
      own.kind === 'quarter' &&
      other.kind === 'quarter' &&
      other.number < own.number &&
      RESULT.test(told) &&
      !/sẽ|từ quý/iu.test(sentence) &&
      !WORK.test(told);
    // The report's own period under the year before or after.
    const is_own = !differs || (other.kind === 'first_months' && own.kind === 'quarter' && other.to_month === own.to_month);
    const is_slip = is_own && Math.abs((other.year ?? 0) - (year ?? 0)) === 1;
    yield {
      message: 'stale',
      severity: is_left_over || is_slip ? 'error' : 'warning',
      at: spotIn(passage, at, at + other.end),
      data: { other: other.text, own: own.text },
    };
  }
}
