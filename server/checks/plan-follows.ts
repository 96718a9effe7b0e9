import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import type { Period } from './head.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const MONTHS_LEFT_CUE = cueOf('tháng cuối năm');

/** The plans' period that follows the report's. */
export function expectedPlan(own: Period): string {
  if (own.kind === 'first_months') return `${12 - own.number} tháng cuối năm`;
  if (own.kind === 'quarter') return own.number === 4 ? 'quý I năm sau' : `quý ${['I', 'II', 'III', 'IV'][own.number]}`;
  if (own.kind === 'month') return own.number === 12 ? 'tháng 1 năm sau' : `tháng ${own.number + 1}`;
  return 'năm sau';
}

/** Whether plans of `plan` can follow a report of `own`. Other divisions of the year are let be. */
export function follows(own: Period, plan: Period, year: number | null): boolean {
  if (plan.year !== null && year !== null && plan.year !== year) {
    // “3 tháng cuối năm 2024” after nine months of 2023: a year too late.
    const is_of_year = plan.kind !== 'year' && plan.from_month > own.to_month;
    return plan.year === year + 1 && !is_of_year && (own.to_month >= 9 || plan.kind === 'year');
  }
  if (plan.kind === 'year' && own.kind === 'year' && plan.year !== null && plan.year === year) return false;
  if (plan.kind === 'year' || plan.kind === 'first_months') return true;
  if (plan.kind === 'last_months') return plan.from_month === own.to_month + 1 || own.kind === 'year';
  if (own.kind === 'quarter' && plan.kind === 'quarter')
    return plan.number === own.number + 1 || (own.number === 4 && plan.number === 1);
  if (own.kind === 'month' && plan.kind === 'month')
    return plan.number === own.number + 1 || (own.number === 12 && plan.number === 1);
  // “10 tháng đầu năm … nhiệm vụ tháng 12”, “6 tháng … quý IV”: plans begin with the month after the last one told of.
  return own.kind === 'year' || plan.from_month === (own.to_month % 12) + 1;
}

const CARRIED_OUT =
  /(?:kết quả|tình hình)\s(?:thực hiện|triển khai)(?:\scác|\snhững)?\s(?:nhiệm vụ|kế hoạch|chương trình)(?!\ssố)/iu;
const PLANS_BESIDE = /phương hướng|giải pháp|mục tiêu|(?:[,;]|(?<!\p{L})và)\s(?:các\s)?(?:nhiệm vụ|chương trình)|\d\/[A-ZĐ]/u;

/**
 * “Trên đây là báo cáo … kết quả thực hiện các nhiệm vụ cải cách hành chính 9 tháng đầu năm 2023”: the tasks that were carried out, so the period is the
 * report's, though plans are named before it. Only the months that begin a year: nothing that lies ahead is called so in a report of other such months.
 */
export function isPlanCarriedOut(lead: string, own: Period, other: Period): boolean {
  return own.kind === 'first_months' && other.kind === 'first_months' && CARRIED_OUT.test(lead) && !PLANS_BESIDE.test(lead);
}

/** “kết quả 9 tháng đầu năm, phương hướng 3 tháng cuối năm”: the two make a year. */
export function* monthsLeft(context: Context): Generator<Fault> {
  const told =
    /(?<!\d)(\d{1,2}) tháng đầu năm[^.;]{0,140}?(?:phương hướng|nhiệm vụ|kế hoạch|giải pháp)[^.;\d]{0,60}((\d{1,2}) tháng cuối năm)/giu;
  for (const passage of namedIn(context.document, MONTHS_LEFT_CUE)) {
    if (context.document.head.title.includes(passage.index)) continue;
    for (const m of matchesIn(passage.text, told)) {
      decided(context);
      const rest = 12 - Number(m[1]);
      // “Trên đây là … 9 tháng đầu năm, nhiệm vụ 6 tháng cuối năm” under the title of six months: the first is wrong, and said so.
      if (Number(m[3]) === rest || rest <= 0 || closesWrongly(context, passage, Number(m[3]))) continue;
      const at = m.index + m[0].length - (m[2] ?? '').length;
      const expected = `${rest} tháng cuối năm`;
      yield {
        message: 'plan',
        at: spotIn(passage, at, m.index + m[0].length),
        data: { own: `${m[1]} tháng đầu năm`, expected, plan: m[2] ?? '' },
        expected,
      };
    }
  }
}

const closesWrongly = ({ document: { head } }: Context, { text }: Passage, left: number): boolean =>
  head.period?.kind === 'first_months' && head.period.number + left === 12 && /^\s*trên đây là/iu.test(text);
