import type { Lang } from '../ui/format.ts';

type Limit = { limit_unit: 'hour' | 'day' | 'working_day' | 'month' | null; limit_amount: number | null };

const UNITS = {
  vi: { hour: 'giờ làm việc', day: 'ngày', working_day: 'ngày làm việc', month: 'tháng' },
  en: { hour: 'working hours', day: 'days', working_day: 'working days', month: 'months' },
} as const;

/** `5 ngày làm việc`, `trong ngày`; null when the catalogue sets no limit. */
export function limitText({ limit_unit, limit_amount }: Limit, lang: Lang): string | null {
  if (limit_unit === null || limit_amount === null) return null;
  if (limit_amount === 0) return lang === 'vi' ? 'trong ngày' : 'the same day';
  const unit = UNITS[lang][limit_unit];
  return `${limit_amount} ${lang === 'en' && limit_amount === 1 ? unit.slice(0, -1) : unit}`;
}
