// How numbers, days and moments are written for people. Days stay 'YYYY-MM-DD' text and moments ISO text until here.

export type Lang = 'vi' | 'en';

const LOCALE: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB' };

/** Blank cell of a figure that is not available: nothing to count in, which is not zero. */
export const NOT_AVAILABLE = '–';

/** 17604 → `17.604` (vi), `17,604` (en); null → a dash, distinct from `0`. */
export function numberText(value: number | string | null | undefined, lang: Lang = 'vi'): string {
  if (value === null || value === undefined || value === '') return NOT_AVAILABLE;
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', fraction] = text.split('.');
  const [group, point] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
}

/** `89.41` → `89,41%`. The text of the server is kept digit for digit: it is an exact decimal. */
export function percentText(value: number | string | null | undefined, lang: Lang = 'vi'): string {
  const text = numberText(value, lang);
  return text === NOT_AVAILABLE ? text : `${text}%`;
}

/** '2023-09-20' → `20/09/2023`. */
export function dayText(day: string | null | undefined): string {
  if (!day) return '';
  const [year, month, date] = day.slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** The days of [from, to): `từ 01/07/2025`, `21/06/2018 – 30/06/2025`. People name the last day, records the day after it. */
export function spanText(from: string | null, to: string | null, lang: Lang = 'vi'): string {
  if (to) return `${dayText(from)} – ${dayText(addDays(to, -1))}`;
  return `${lang === 'vi' ? 'từ' : 'from'} ${dayText(from)}`;
}

/** A moment as Vietnam's clocks showed it: `14:05 20/09/2023`. */
export function momentText(moment: string | null | undefined): string {
  if (!moment) return '';
  const at = clockOf(new Date(moment));
  return `${at.slice(11, 16)} ${dayText(at)}`;
}

/** What Vietnam's clocks show at this moment, to the minute: `2026-11-20T16:45`. */
export function clockOf(moment: Date): string {
  return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
}

/** The day it is in Vietnam at this moment. */
export function dayOf(moment: Date): string {
  return clockOf(moment).slice(0, 10);
}

/** The year it is in Vietnam. */
export const yearNow = (): number => Number(dayOf(new Date()).slice(0, 4));

/** Whether a text is a day of the calendar: '2026-02-30' is none. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day `n` days after `day`; `n` may be negative. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A due date told from today: `quá hạn 3 ngày`, `hôm nay`, `còn 2 ngày`. Civil days, for reading only: lateness itself is the server's. */
export function fromToday(due_on: string, today: string, lang: Lang): string {
  const days = daysBetween(today, due_on);
  if (days === 0) return lang === 'vi' ? 'hôm nay' : 'today';
  if (days === 1) return lang === 'vi' ? 'ngày mai' : 'tomorrow';
  if (days < 0) return lang === 'vi' ? `quá ${-days} ngày` : days === -1 ? 'yesterday' : `${-days} days ago`;
  return lang === 'vi' ? `còn ${days} ngày` : `in ${days} days`;
}

/** 1536 → `1,5 kB`, 20 × 1024² → `20 MB`: counted by 1024, as the file managers of the offices' computers do. */
export function sizeText(bytes: number, lang: Lang = 'vi'): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'kB'] : [bytes / 1024 ** 2, 'MB'];
  return `${value.toLocaleString(LOCALE[lang], { maximumFractionDigits: 1 })} ${unit}`;
}

/** 150000 → `150.000 đồng`. */
export function moneyText(vnd: number, lang: Lang = 'vi'): string {
  return `${numberText(vnd, lang)} ${lang === 'vi' ? 'đồng' : 'VND'}`;
}

/** Lower case without diacritics, so that `dang ky` finds `Đăng ký`. The server searches the same way. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Does `text` hold every word of `query`, in any order, diacritics or not? */
export function matches(text: string, query: string): boolean {
  const held = plain(text);
  return plain(query)
    .split(' ')
    .every((word) => held.includes(word));
}
