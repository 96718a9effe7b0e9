// Dates, amounts and names as slips write them. Pure.
import { type Day, dayVi, vietnamDay, vietnamTime } from '#lib/day';

/** `08 giờ 30 phút, ngày 20 tháng 11 năm 2026`, on Vietnam's clocks. */
export function momentVi(moment: Date): string {
  const [hour, minute] = vietnamTime(moment).split(':');
  return `${hour} giờ ${minute} phút, ngày ${dayInWords(vietnamDay(moment))}`;
}

/** `08 giờ 30 phút, ngày 20/11/2026`: where there is little room. */
export function momentShort(moment: Date): string {
  const [hour, minute] = vietnamTime(moment).split(':');
  return `${hour} giờ ${minute} phút, ngày ${dayVi(vietnamDay(moment))}`;
}

/** `05 tháng 02 năm 2026`: days below 10 and months 1 and 2 with a leading zero. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}

/** A due date as promised: with its hour when there is one. */
export function dueVi(due: { due_on: Day | null; due_at: string | Date | null } | null): string {
  if (due?.due_at) return momentVi(new Date(due.due_at));
  return due?.due_on ? `ngày ${dayInWords(due.due_on)}` : '';
}

const LIMIT_UNITS = { hour: 'giờ làm việc', day: 'ngày', working_day: 'ngày làm việc', month: 'tháng' } as const;

/** `03 ngày làm việc`; a limit of 0 working days is the same day. */
export function limitVi(limit: { limit_unit: keyof typeof LIMIT_UNITS | null; limit_amount: number | null }): string {
  if (limit.limit_unit === null || limit.limit_amount === null) return 'Không quy định';
  if (limit.limit_amount === 0) return 'Trong ngày làm việc';
  return `${String(limit.limit_amount).padStart(2, '0')} ${LIMIT_UNITS[limit.limit_unit]}`;
}

export const PAPER_FORMS = ['bản chính', 'bản sao', 'bản điện tử'] as const;
export const CHANNELS = { 1: 'Trực tiếp', 2: 'Trực tuyến', 3: 'Dịch vụ bưu chính công ích' } as const;

/** `1.250.000`: whole đồng with points between thousands. */
export function moneyVi(amount_vnd: number): string {
  return String(amount_vnd).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** A number below 10 with a zero before it, as on official papers. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3. */
export function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const GROUPS = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ', 'triệu tỷ'] as const;

function belowThousand(n: number, is_first: boolean): string {
  const [hundreds, tens, units] = [Math.floor(n / 100), Math.floor((n % 100) / 10), n % 10];
  const words: string[] = [];
  if (hundreds > 0 || !is_first) words.push(`${DIGITS[hundreds]} trăm`);
  if (tens === 0 && units > 0 && words.length > 0) words.push('lẻ');
  if (tens === 1) words.push('mười');
  if (tens > 1) words.push(`${DIGITS[tens]} mươi`);
  if (units > 0) words.push(tens > 1 && units === 1 ? 'mốt' : tens > 0 && units === 5 ? 'lăm' : (DIGITS[units] as string));
  return words.join(' ');
}

/** `Một triệu hai trăm năm mươi nghìn đồng`. Whole đồng from 0 to below 10^18. */
export function moneyInWords(amount_vnd: number): string {
  if (amount_vnd === 0) return 'Không đồng';
  const groups: number[] = [];
  for (let rest = amount_vnd; rest > 0; rest = Math.floor(rest / 1000)) groups.push(rest % 1000);
  const words = groups
    .map((group, place) => ({ group, place }))
    .reverse()
    .filter(({ group }) => group > 0)
    .map(({ group, place }) => `${belowThousand(group, place === groups.length - 1)} ${GROUPS[place]}`.trim())
    .join(' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)} đồng`;
}
