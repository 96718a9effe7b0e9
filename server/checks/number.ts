import { equal, powerOfTen, type Rational } from './rational.ts';

/** One way to read a printed number. `is_foreign`: a habit that is not Vietnamese; it may acquit, never accuse. */
export type Reading = { value: Rational; decimals: number; is_foreign: boolean };

/** Longer than this is not a figure: an account, a bar code, a hostile string. */
export const LONGEST_NUMBER = 30;

const make = (digits: string, decimals: number, is_foreign = false): Reading => ({
  value: { n: BigInt(digits), d: powerOfTen(decimals) },
  decimals,
  is_foreign,
});

const groupsOfThree = (parts: readonly string[]): boolean =>
  (parts[0]?.length ?? 0) <= 3 && parts.slice(1).every((part) => part.length === 3);

/**
 * All admissible readings of a printed number, the most likely first; none when it is malformed.
 *
 * `1.598` is 1598; `98.81` is 98,81; `98.812` is 98,812 only as a percentage, because nobody prints 98.812 %; `1,250` is 1,25 and, by foreign
 * habit, 1250.
 * @param is_share the number is a percentage or a score: a thousand of it is absurd
 */
export function readingsOf(raw: string, is_share: boolean): Reading[] {
  if (raw.length > LONGEST_NUMBER) return [];
  // Digits alone, as most figures are.
  if (/^\d+$/.test(raw)) return [make(raw, 0)];
  const text = raw.replace(/[\s\u00a0\u2009\u202f]/g, '');
  const dots = text.split('.');
  const commas = text.split(',');
  if (dots.length === 1 && commas.length === 1) return /^\d+$/.test(text) ? [make(text, 0)] : [];
  if (dots.length > 1 && commas.length > 1) return mixed(text, dots, commas);
  const by_comma = commas.length > 1;
  const parts = by_comma ? commas : dots;
  if (parts.some((part) => part === '')) return [];
  const digits = parts.join('');
  if (parts.length > 2) return groupsOfThree(parts) ? [make(digits, 0, by_comma)] : [];
  const [head = '', tail = ''] = parts;
  const decimal = make(digits, tail.length);
  const is_group = tail.length === 3 && head.length <= 3 && !head.startsWith('0');
  if (!is_group) return [decimal];
  const group = make(digits, 0);
  // “812,5/1.000 điểm”: nobody prints three zeros behind a decimal mark.
  if (is_share && tail !== '000') return [decimal, { ...group, is_foreign: true }];
  return by_comma ? [decimal, { ...group, is_foreign: true }] : [group, { ...decimal, is_foreign: true }];
}

/** Both marks: the last one is the decimal mark, the other groups thousands. */
function mixed(text: string, dots: readonly string[], commas: readonly string[]): Reading[] {
  const comma_last = text.lastIndexOf(',') > text.lastIndexOf('.');
  if (comma_last ? commas.length !== 2 : dots.length !== 2) return [];
  const [head = '', tail = ''] = comma_last ? commas : dots;
  const parts = head.split(comma_last ? '.' : ',');
  if (tail === '' || !groupsOfThree(parts)) return [];
  return [make(parts.join('') + tail, tail.length, !comma_last)];
}

export const sameReadings = (a: readonly Reading[], b: readonly Reading[]): boolean =>
  a.some((x) => b.some((y) => equal(x.value, y.value)));

const ONES: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
};

/** Value of Vietnamese number words below one thousand (`hai mươi mốt` → 21); null when they are no number. */
export function wordsAsNumber(text: string): number | null {
  const words = text.trim().toLowerCase().split(/\s+/);
  if (words.length === 0 || words.length > 7) return null;
  let total = 0;
  let last: number | null = null;
  for (const word of words) {
    if (word in ONES) {
      if (last !== null) return null;
      last = ONES[word] as number;
    } else if (word === 'mươi') {
      if (last === null) return null;
      total += last * 10;
      last = null;
    } else if (word === 'mười') {
      if (last !== null) return null;
      total += 10;
    } else if (word === 'trăm') {
      if (last === null) return null;
      total += last * 100;
      last = null;
    } else if (word !== 'linh' && word !== 'lẻ') return null;
  }
  return total + (last ?? 0);
}
