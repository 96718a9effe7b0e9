// Which reporting period a page shows, as it stands in its address.

export type Regime = 'ND09' | 'CAL';
export const KINDS = ['month', 'quarter', 'half_year', 'nine_months', 'year', 'free'] as const;
export type Kind = (typeof KINDS)[number];
/** `from` and `to` are both included. */
export type PeriodAsk = { from: string; to: string; regime: Regime; kind: Kind };

type Period = { n: number; from: string; to: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The period written in an address; without one (or with one that is no period) `fallback`. A bare from-to is a free period. */
export function periodIn(get: (key: string) => string | undefined, fallback: PeriodAsk): PeriodAsk {
  const [from, to] = [get('from'), get('to')];
  if (!from || !to || !DAY.test(from) || !DAY.test(to)) return fallback;
  return {
    from,
    to,
    regime: get('regime') === 'CAL' ? 'CAL' : 'ND09',
    kind: KINDS.find((kind) => kind === get('kind')) ?? 'free',
  };
}

/** The reporting year so far: from 15 December before it, to today. Source: Decree 09/2019/NĐ-CP, art. 12. */
export function yearToDate(today: string): PeriodAsk {
  const year = Number(today.slice(0, 4)) + (today.slice(5) >= '12-15' ? 1 : 0);
  return { from: `${year - 1}-12-15`, to: today, regime: 'ND09', kind: 'free' };
}

/** The period of the list that is exactly these days. */
export function chosenAmong<P extends Period>(periods: readonly P[], from: string, to: string): P | undefined {
  return periods.find((period) => period.from === from && period.to === to);
}

/** The last period that has begun; the first when none has. */
export function latestBegun<P extends Period>(periods: readonly P[], today: string): P | undefined {
  return periods.findLast((period) => period.from <= today) ?? periods[0];
}

/** The twelve months that end with the month of `to`, calendar months: first day of the first to last of the last. */
export function twelveMonthsTo(to: string): { from: string; to: string } {
  const [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7))];
  const first = month === 12 ? `${year}-01-01` : `${year - 1}-${String(month + 1).padStart(2, '0')}-01`;
  return { from: first, to: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}

/** The last year that was over when a unit ended: `died` is the first day without it. */
export function lastYearBefore(died: string, regime: Regime): PeriodAsk {
  const last = regime === 'CAL' ? '12-31' : '12-14';
  const year = Number(died.slice(0, 4)) - (died.slice(5) > last ? 0 : 1);
  const from = regime === 'CAL' ? `${year}-01-01` : `${year - 1}-12-15`;
  return { from, to: `${year}-${last}`, regime, kind: 'year' };
}
