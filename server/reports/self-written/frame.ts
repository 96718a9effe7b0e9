// What a draft is written of: a unit, the days of its figures, the period before, the period to come.
import { yearFrom } from '#calendar';
import type { CellFilter } from '#forms';
import { addDays, addMonths, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { periodEarlier } from '#measures';
import type { Unit } from '#org';
import type { Numbers, Wanted } from './numbers.ts';

/** `procedures`: of dossiers alone; `reform`: of the whole plan. */
export type About = 'procedures' | 'reform';

export type SelfAsk = {
  unit: Unit;
  /** Days of the figures, both included. */
  from: Day;
  to: Day;
  /** First and last day of the period, where figures begin or are closed before it. */
  begins_on: Day;
  ends_on: Day;
  /** First day of what is told since the year began; null: as the calendar of the days has it. */
  year_from: Day | null;
  /** Days of the figures before, where they are of a period with a name. */
  before: { from: Day; to: Day } | null;
  today: Day;
  kind: string;
  regime: string;
  about: About;
  /** Whose targets: `reform`, `criterion_15`. */
  bundle: string;
};

export type Frame = SelfAsk & { db: Db; access: Scope; numbers: Numbers; year: number; day: Day };

export const wanted = (frame: SelfAsk, measure: string, more: Partial<CellFilter> = {}): Wanted => ({
  measure,
  filter: { unit: frame.unit.code, from: frame.from, to: frame.to, scope: 'all', ...more },
});

/** Since the reporting year of the figures began. */
export const sinceJanuary = (frame: SelfAsk): Partial<CellFilter> => ({
  from: yearFrom(frame.from, frame.to, frame.year_from),
});

/** A figure of plans or scorecards. */
export const told = (frame: SelfAsk, measure: string, name: string, is_percent = false): Wanted => ({
  ...wanted(frame, measure, { scope: 'own', told: name }),
  is_percent,
});

export type Before = { from: Day; to: Day; name: string };

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, half_year: 6, nine_months: 9, year: 12 };

/**
 * What the figures may be held against, best first: the same days a year before, then the period before; only of time in which the unit was there from
 * the first day on.
 */
export function periodsBefore(frame: SelfAsk): Before[] {
  const { unit, from, to, kind, before } = frame;
  const months = MONTHS[kind];
  const found: Before[] = [{ ...periodEarlier(from, to), name: 'cùng kỳ năm trước' }];
  if (months === 1 || months === 3) {
    const earlier = { from: addMonths(from, -months), to: addDays(addMonths(addDays(to, 1), -months), -1) };
    found.push({ ...(before ?? earlier), name: months === 1 ? 'tháng trước' : 'quý trước' });
  }
  return found.filter((one) => unit.born <= one.from);
}

/** The days after the period in which the next one runs; after nine months the rest of the year. */
export function nextPeriod({ ends_on, kind }: SelfAsk): { from: Day; to: Day } {
  const months = kind === 'nine_months' ? 3 : (MONTHS[kind] ?? 3);
  const from = addDays(ends_on, 1);
  return { from, to: addDays(addMonths(from, months), -1) };
}
