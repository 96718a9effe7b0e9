// Report regimes as data: which reports there are, over which periods, until when.
import path from 'node:path';
import { z } from 'zod';
import { type NamedKind, namedPeriod, type Period, periodOf } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';

const KINDS = ['month', 'quarter', 'half_year', 'nine_months', 'year'] as const;

export const Regime = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_-]{1,30}$/),
  name_vi: z.string().min(1),
  name_en: z.string().min(1),
  source: z.string().min(1),
  status: z.enum(['approved', 'to_be_verified']),
  periods: z.array(z.enum(KINDS)).min(1),
  calendar: z.enum(['ND09', 'CAL']),
  /** Calendar days after the last day of the period, by kind of unit. */
  due_days: z.record(z.string(), z.int().min(0).max(120)),
  outline: z.enum(['tthc', 'cchc']),
});
export type Regime = z.infer<typeof Regime>;

const Pack = z.strictObject({ regimes: z.array(Regime).min(1) });

let known: Regime[] | null = null;

/** @throws packs.broken with every fault's file and line */
export function regimes(): Regime[] {
  if (known) return known;
  const { value, problems } = readPackFile(path.join(PACKS, 'reports/regimes.yaml'), Pack);
  refuseIfBroken(problems);
  known = (value as z.infer<typeof Pack>).regimes;
  return known;
}

/** @throws reports.regime_unknown */
export function regimeOf(code: string): Regime {
  const found = regimes().find((one) => one.code === code);
  if (!found) throw new DomainError('reports.regime_unknown', 404, { regime: code });
  return found;
}

/** The period of a regime that the year and number name. @throws reports.not_of_regime, calendar.no_such_period */
export function periodFor(regime: Regime, kind: string, year: number, n: number): Period {
  if (!(regime.periods as readonly string[]).includes(kind))
    throw new DomainError('reports.not_of_regime', 422, { regime: regime.code, kind });
  return namedPeriod(regime.calendar, kind as NamedKind, year, n);
}

/** Last day on which a unit of that kind is in time; null when the regime names none for it. */
export function dueOn(regime: Regime, unit_kind: string, period: { e: Day }): Day | null {
  const days = regime.due_days[unit_kind];
  return days === undefined ? null : addDays(period.e, days - 1);
}

/** Periods of every kind of the regime that ended last before `day`, and those that run: what is due or coming. */
export function periodsAround(regime: Regime, day: Day): Period[] {
  return regime.periods.flatMap((kind) => {
    const now = periodOf(regime.calendar, kind, day);
    const before = now && periodOf(regime.calendar, kind, addDays(now.s, -1));
    return [before, now].filter((one): one is Period => one !== null && one !== undefined && one.year !== null);
  });
}
