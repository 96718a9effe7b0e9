// What moved: main measures now, in the period before and a year earlier, and month by month.
import { z } from 'zod';
import { addDays } from '#lib/day';
import type { Db } from '#lib/sql';
import { type Compared, compared, definitionsOn, Point, seriesByUnit, Value, valuesOf } from '#measures';
import { type Ask, type Kind, type Reader, Span, spans, twelveMonths, UnitOut, unitAsked, unitOut } from './ask.ts';

/** Main measures and which way is better; null: neither, more work is no fault and no merit. */
export const MAIN = {
  received: null,
  resolved: null,
  on_time_rate: 'up',
  pending_overdue: 'down',
  online_rate: 'up',
  papers_digitised_rate: 'up',
  results_digitised_rate: 'up',
  online_payment_rate: 'up',
  reuse_rate: 'up',
} as const satisfies Record<string, 'up' | 'down' | null>;
export const MAIN_NAMES = Object.keys(MAIN) as (keyof typeof MAIN)[];

const Beside = z.object({
  value: Value,
  /** Now less then, to the decimals of the measure; null when one of them is not available. */
  difference: z.string().nullable(),
  change_percent: z.string().nullable(),
  is_better: z.boolean().nullable(),
});

export const Moved = z.object({
  unit: UnitOut,
  day: z.string(),
  now: Span,
  previous: Span,
  year_earlier: Span,
  rows: z.array(
    z.object({
      measure: z.string(),
      label_vi: z.string(),
      label_en: z.string(),
      better: z.enum(['up', 'down']).nullable(),
      now: Value,
      previous: Beside,
      year_earlier: Beside,
    }),
  ),
});
export type Moved = z.infer<typeof Moved>;

const beside = ({ earlier, difference, change_percent, is_better }: Compared) => ({
  value: earlier,
  difference,
  change_percent,
  is_better,
});

/** @throws org.unit_unknown, org.unit_not_on_day */
export async function moved(db: Db, ask: Ask & { kind: Kind }, reader: Reader): Promise<Moved> {
  const unit = await unitAsked(db, ask, reader);
  const { now, previous, year_earlier } = spans(ask.kind, ask.day);
  const valuesIn = (span: Span) =>
    valuesOf(
      db,
      { unit: unit.code, ...span, measures: MAIN_NAMES, today: reader.today, digest: false, tree_day: ask.day },
      reader.measures,
    );
  const of_now = await valuesIn(now);
  const of_previous = await valuesIn(previous);
  const of_year_earlier = await valuesIn(year_earlier);
  const definitions = await definitionsOn(db, ask.day, null, ['count', 'ratio']);
  const rows = MAIN_NAMES.map((measure) => {
    const { label_vi, label_en } = definitions.get(measure);
    const value = of_now[measure] as Value;
    const against = (then: Record<string, Value>) => beside(compared(value, then[measure] as Value, MAIN[measure] ?? undefined));
    const then = { previous: against(of_previous), year_earlier: against(of_year_earlier) };
    return { measure, label_vi, label_en, better: MAIN[measure], now: value, ...then };
  });
  return { unit: unitOut(unit), day: ask.day, now, previous, year_earlier, rows };
}

const SeriesOut = z.record(z.string(), z.array(Point));
export const Months = z.object({
  unit: UnitOut,
  day: z.string(),
  /** Twelve calendar months, the last one up to the day. */
  months: z.array(Span),
  /** Of the unit with all below it, by measure. */
  whole: SeriesOut,
  /** Of each unit just below it. */
  units: z.array(z.object({ code: z.string(), series: SeriesOut })),
});
export type Months = z.infer<typeof Months>;

/** @throws org.unit_unknown, org.unit_not_on_day */
export async function months(db: Db, ask: Ask, reader: Reader): Promise<Months> {
  const unit = await unitAsked(db, ask, reader);
  const periods = twelveMonths(ask.day);
  const found = await seriesByUnit(db, { unit: unit.code, measures: MAIN_NAMES, periods, today: reader.today }, reader.measures);
  return {
    unit: unitOut(unit),
    day: ask.day,
    months: periods.map(({ s, e }) => ({ from: s, to: addDays(e, -1) })),
    whole: found.whole,
    units: [...found.units].map(([code, series]) => ({ code, series })),
  };
}
