// How the parts of a process are said. Pure.
import type { Lang } from '../ui/format.ts';

/** `4 giờ làm việc`, `3 ngày làm việc`, `20% thời hạn`; null when no time is stated. */
export function limitWords(limit: { unit: string; amount: number } | null, lang: Lang): string | null {
  if (limit === null) return null;
  const { unit, amount } = limit;
  if (unit === 'percent') return lang === 'vi' ? `${amount}% thời hạn` : `${amount}% of the limit`;
  if (unit === 'hour') return lang === 'vi' ? `${amount} giờ làm việc` : `${amount} working hours`;
  return lang === 'vi' ? `${amount} ngày làm việc` : `${amount} working days`;
}

/** A code out of a Vietnamese name: `Thẩm định hồ sơ` → `tham_dinh_ho_so`, made different from those taken. */
export function codeFrom(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 32);
  const base = plain === '' ? 'buoc' : plain;
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.includes(`${base}_${n}`)) return `${base}_${n}`;
}
