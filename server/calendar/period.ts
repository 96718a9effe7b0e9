// Reporting periods. A period is [s, e): `s` is its first day, `e` the day after its last.
import { addDays, type Day, dayOfMonth, dayVi, isDay, makeDay, monthOf, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';

/** ND09: Decree 09/2019, from the 15th to the 14th. CAL: calendar months. FREE: any two days. */
export type Regime = 'ND09' | 'CAL' | 'FREE';
export type NamedRegime = Exclude<Regime, 'FREE'>;
export type PeriodKind = 'month' | 'quarter' | 'half_year' | 'nine_months' | 'year' | 'free';
export type NamedKind = Exclude<PeriodKind, 'free'>;

/** `year` and `n` name the period (quarter 3 of 2022: 2022, 3); both are null for a free one. `[s, e)`. */
export type Period = {
  regime: Regime;
  kind: PeriodKind;
  year: number | null;
  n: number | null;
  s: Day;
  e: Day;
  label_vi: string;
  label_en: string;
};

/** Day of the month on which a period of the regime begins. Source: Nghị định 09/2019/NĐ-CP, Điều 12 (to be verified, see packs/calendar/regimes.yaml). */
const FIRST_DAY: Record<NamedRegime, number> = { ND09: 15, CAL: 1 };

const KINDS: Record<NamedKind, { months: number; per_year: number }> = {
  month: { months: 1, per_year: 12 },
  quarter: { months: 3, per_year: 4 },
  half_year: { months: 6, per_year: 2 },
  nine_months: { months: 9, per_year: 1 },
  year: { months: 12, per_year: 1 },
};

/**
 * Number of the reporting month a day belongs to: year × 12 + month − 1, so that neighbours differ by 1.
 * Under ND09 the 15th opens the next month: 2023-12-15 belongs to January 2024.
 */
export function monthIndex(regime: NamedRegime, day: Day): number {
  // Not `day + 17 days`: that is wrong in February.
  const next = dayOfMonth(day) >= FIRST_DAY[regime] && regime !== 'CAL' ? 1 : 0;
  return yearOf(day) * 12 + monthOf(day) - 1 + next;
}

function firstDayOf(regime: NamedRegime, index: number): Day {
  const back = regime === 'CAL' ? 0 : 1;
  return makeDay(0, index + 1 - back, FIRST_DAY[regime]);
}

/**
 * The n-th period of that kind in the year: namedPeriod('ND09', 'quarter', 2022, 3) is 15 June to 14 September 2022.
 * @param n from 1; 1 for nine_months and year
 * @throws calendar.no_such_period
 */
export function namedPeriod(regime: NamedRegime, kind: NamedKind, year: number, n = 1): Period {
  const { months, per_year } = KINDS[kind];
  if (!Number.isInteger(n) || n < 1 || n > per_year || !Number.isInteger(year) || year < 1900 || year > 2199) {
    throw new DomainError('calendar.no_such_period', 422, { regime, kind, year, n });
  }
  const first = year * 12 + (n - 1) * months;
  const labels = labelsOf(kind, year, n);
  return { regime, kind, year, n, s: firstDayOf(regime, first), e: firstDayOf(regime, first + months), ...labels };
}

/** The period of that kind a day belongs to; null when none does (nine_months leaves the last quarter out). */
export function periodOf(regime: NamedRegime, kind: NamedKind, day: Day): Period | null {
  const index = monthIndex(regime, day);
  const { months, per_year } = KINDS[kind];
  const n = Math.floor((index % 12) / months) + 1;
  return n > per_year ? null : namedPeriod(regime, kind, Math.floor(index / 12), n);
}

/**
 * First day of what is told “since the year began” for these days: 15 December under ND09, which days that begin on a 15th follow, else 1 January;
 * never after the days themselves begin, so that the year holds at least what the period holds.
 * @param known where figures follow on from those of the year before, the day after these were closed
 */
export function yearFrom(from: Day, to: Day, known?: Day | null): Day {
  if (known) return known;
  const regime = dayOfMonth(from) === FIRST_DAY.ND09 ? 'ND09' : 'CAL';
  const { s } = namedPeriod(regime, 'year', Math.floor(monthIndex(regime, to) / 12));
  return from < s ? from : s;
}

/** Periods of that kind that share at least one day with `from` to `to` (both included), oldest first. @throws calendar.reversed_dates */
export function periodsIn(regime: NamedRegime, kind: NamedKind, from: Day, to: Day): Period[] {
  checkRange(from, to);
  const found: Period[] = [];
  for (let year = Math.floor(monthIndex(regime, from) / 12); year <= Math.floor(monthIndex(regime, to) / 12); year += 1) {
    for (let n = 1; n <= KINDS[kind].per_year; n += 1) {
      const period = namedPeriod(regime, kind, year, n);
      if (period.s <= to && from < period.e) found.push(period);
    }
  }
  return found;
}

/** The days `from` to `to`, both included. @throws calendar.impossible_date, calendar.reversed_dates */
export function freePeriod(from: Day, to: Day): Period {
  checkRange(from, to);
  return {
    regime: 'FREE',
    kind: 'free',
    year: null,
    n: null,
    s: from,
    e: addDays(to, 1),
    label_vi: `Từ ngày ${dayVi(from)} đến ngày ${dayVi(to)}`,
    label_en: `${dayEn(from)} to ${dayEn(to)}`,
  };
}

/** Last day of a period, the one people write. */
export function lastDayOf(period: { e: Day }): Day {
  return addDays(period.e, -1);
}

/**
 * Days of a list: where both are given, the first may not be later than the last. An empty list would be taken for an answer.
 * @throws calendar.reversed_dates
 */
export function inOrder(from: Day | null | undefined, to: Day | null | undefined): void {
  if (from && to && to < from) throw new DomainError('calendar.reversed_dates', 422, { from, to });
}

/** Two days that a question must have. @throws calendar.impossible_date, calendar.reversed_dates */
export function checkRange(from: Day, to: Day): void {
  for (const day of [from, to]) if (!isDay(day)) throw new DomainError('calendar.impossible_date', 422, { day });
  inOrder(from, to);
}

const ROMAN = ['I', 'II', 'III', 'IV'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function labelsOf(kind: NamedKind, year: number, n: number): { label_vi: string; label_en: string } {
  switch (kind) {
    case 'month':
      return { label_vi: `Tháng ${n}/${year}`, label_en: `${MONTHS[n - 1]} ${year}` };
    case 'quarter':
      return { label_vi: `Quý ${ROMAN[n - 1]}/${year}`, label_en: `Quarter ${n}, ${year}` };
    case 'half_year':
      return n === 1
        ? { label_vi: `6 tháng đầu năm ${year}`, label_en: `First half of ${year}` }
        : { label_vi: `6 tháng cuối năm ${year}`, label_en: `Second half of ${year}` };
    case 'nine_months':
      return { label_vi: `9 tháng đầu năm ${year}`, label_en: `First nine months of ${year}` };
    case 'year':
      return { label_vi: `Năm ${year}`, label_en: `Year ${year}` };
  }
}

function dayEn(day: Day): string {
  return `${dayOfMonth(day)} ${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`;
}
