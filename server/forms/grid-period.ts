// The period a form is filled for: its name and kind, and the ones before it.
import { type NamedKind, type NamedRegime, namedPeriod, type PeriodKind, periodOf } from '#calendar';
import { addDays, addMonths, type Day, daysBetween, dayVi } from '#lib/day';

const KINDS = ['year', 'nine_months', 'half_year', 'quarter', 'month'] as const satisfies readonly NamedKind[];
const REGIMES = ['ND09', 'CAL'] as const satisfies readonly NamedRegime[];

type Named = { regime: NamedRegime; kind: NamedKind; year: number; n: number; label_vi: string };

/** The statutory or calendar period whose days these are; null: none. */
export function namedOf(from: Day, to: Day): Named | null {
  for (const regime of REGIMES) {
    for (const kind of KINDS) {
      const period = periodOf(regime, kind, from);
      if (period?.year != null && period.s === from && period.e === addDays(to, 1)) {
        const { year, n, label_vi } = period;
        return { regime, kind, year, n: n ?? 1, label_vi };
      }
    }
  }
  return null;
}

export function kindOf(from: Day, to: Day): PeriodKind {
  return namedOf(from, to)?.kind ?? 'free';
}

export type Earlier = { s: Day; e: Day; from: Day; to: Day; label: string };

const PER_YEAR: Record<NamedKind, number> = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 };
/** Days of a month on the average of four years. */
const MONTH_DAYS = 30.4375;

/**
 * The periods of the same kind before this one, oldest first. Before days that are no named period lie days as many months earlier.
 * The earliest begins in 2000 or later.
 */
export function earlierPeriods(from: Day, to: Day, count: number): Earlier[] {
  const named = namedOf(from, to);
  const found: Earlier[] = [];
  for (let back = 1; back <= count; back += 1) {
    const one = named ? namedEarlier(named, back) : freeEarlier(from, to, back);
    if (one.s >= '2000-01-01') found.unshift(one);
  }
  return found;
}

function namedEarlier({ regime, kind, year, n }: Named, back: number): Earlier {
  const place = year * PER_YEAR[kind] + (n - 1) - back;
  const { s, e, label_vi } = namedPeriod(regime, kind, Math.floor(place / PER_YEAR[kind]), (place % PER_YEAR[kind]) + 1);
  return { s, e, from: s, to: addDays(e, -1), label: label_vi };
}

function freeEarlier(from: Day, to: Day, back: number): Earlier {
  const months = Math.max(1, Math.round((daysBetween(from, to) + 1) / MONTH_DAYS)) * back;
  const [earlier_from, earlier_to] = [addMonths(from, -months), addMonths(to, -months)];
  const label = `${dayVi(earlier_from)} - ${dayVi(earlier_to)}`;
  return { s: earlier_from, e: addDays(earlier_to, 1), from: earlier_from, to: earlier_to, label };
}
