// Targets judged as of a day: figures of measures computed, others as declared, each end and the whole with its verdict.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Rational, reduced } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { valuesOf } from '#measures';
import { unitOn } from '#org';
import {
  endsOf,
  exactOf,
  isBranch,
  isLeaf,
  type Leaf,
  type Part,
  type Period,
  periodsOf,
  printed,
  VERDICTS,
  type Verdict,
  verdictOf,
  verdictOfEnd,
  type YesNo,
} from './rule.ts';

/** What was declared of one end for one period. */
export const Told = z.object({
  id: z.number(),
  target_id: z.number(),
  part: z.string(),
  from_on: z.string(),
  to_on: z.string(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  value: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
});
export type Told = z.infer<typeof Told>;

/** One end in one period, with the figure its verdict follows from. */
export const EndFigure = z.object({
  from_on: z.string(),
  to_on: z.string(),
  /** Up to four decimals, for reading; the verdict compares `exact`. */
  value: z.string().nullable(),
  exact: z.object({ num: z.string(), den: z.string() }).nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  /** `measure`: computed; `declared`: a figure somebody gave; `verdict`: only a verdict was declared; `none`: nothing is known. */
  from: z.enum(['measure', 'declared', 'verdict', 'none']),
  measure: z.string().nullable(),
  digest: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  told_id: z.number().nullable(),
});
export type EndFigure = z.infer<typeof EndFigure>;

export type Assessed = {
  code: string;
  name: string;
  verdict: Verdict;
  join: 'all' | 'any' | null;
  op: string | null;
  threshold: string | null;
  unit: string | null;
  years_before: number;
  figures: EndFigure[];
  parts: Assessed[];
};
export const Assessed: z.ZodType<Assessed> = z.object({
  code: z.string(),
  name: z.string(),
  verdict: z.enum(VERDICTS),
  join: z.enum(['all', 'any']).nullable(),
  op: z.string().nullable(),
  threshold: z.string().nullable(),
  unit: z.string().nullable(),
  years_before: z.number(),
  figures: z.array(EndFigure),
  get parts() {
    return z.array(Assessed);
  },
});

export type Judgeable = { id: number; unit_code: string; year: number; rule: Part };
export type MeasureFigure = {
  exact: Rational | null;
  numerator: string | null;
  denominator: string | null;
  digest: string | null;
};
/** Figures of measures by `unit/from/to/measure`. */
export type MeasureFigures = ReadonlyMap<string, MeasureFigure>;

const keyOf = (unit: string, { from_on, to_on }: Period, measure: string) => `${unit}/${from_on}/${to_on}/${measure}`;

/** Every figure of measures that targets need on a day: one question for each unit and period. A unit that did not live then has none. */
export async function measuredFor(
  db: Db,
  targets: readonly Judgeable[],
  day: Day,
  access: Scope,
  today: Day,
): Promise<MeasureFigures> {
  const asks = new Map<string, { unit: string; period: Period; measures: Set<string> }>();
  for (const { unit_code: unit, year, rule } of targets) {
    for (const end of endsOf(rule)) {
      if (!isLeaf(end) || end.figure.kind !== 'measure') continue;
      for (const period of periodsOf(end, year, day)) {
        const key = keyOf(unit, period, '');
        const ask = asks.get(key) ?? { unit, period, measures: new Set<string>() };
        ask.measures.add(end.figure.measure);
        asks.set(key, ask);
      }
    }
  }
  const found = new Map<string, MeasureFigure>();
  for (const { unit, period, measures } of asks.values()) {
    if (!(await livedIn(db, unit, period))) continue;
    const { from_on: from, to_on: to } = period;
    const values = await valuesOf(db, { unit, from, to, measures: [...measures], today }, access);
    for (const [measure, value] of Object.entries(values)) {
      const exact = value.exact && { n: BigInt(value.exact.num), d: BigInt(value.exact.den) };
      const { numerator = null, denominator = null, digest } = value;
      found.set(keyOf(unit, period, measure), { exact, numerator, denominator, digest });
    }
  }
  return found;
}

async function livedIn(db: Db, unit: string, { to_on }: Period): Promise<boolean> {
  try {
    await unitOn(db, unit, to_on);
    return true;
  } catch (error) {
    // Not there yet, or no more: no figure of that period can be its own.
    if (error instanceof DomainError && error.code.startsWith('org.')) return false;
    throw error;
  }
}

/** A target and every part of it, judged by figures that are known. @param told what was declared, newest first */
export function assessed(target: Judgeable, day: Day, measured: MeasureFigures, told: readonly Told[]): Assessed {
  const figures = new Map<string, EndFigure[]>();
  const verdicts = new Map<string, Verdict>();
  for (const end of endsOf(target.rule)) {
    const found = periodsOf(end, target.year, day).map((period) => figureOf(target, end, period, measured, told));
    figures.set(end.code, found);
    verdicts.set(
      end.code,
      verdictOfEnd(
        end,
        found.map(({ exact, verdict }) => ({
          exact: exact && { n: BigInt(exact.num), d: BigInt(exact.den) },
          declared: verdict,
        })),
      ),
    );
  }
  const shown = (part: Part): Assessed => ({
    code: part.code,
    name: part.name,
    verdict: verdictOf(part, (code) => verdicts.get(code) as Verdict),
    join: isBranch(part) ? part.join : null,
    op: isLeaf(part) ? part.op : null,
    threshold: isLeaf(part) ? part.threshold : null,
    unit: isLeaf(part) ? part.unit : null,
    years_before: isLeaf(part) ? part.years_before : 0,
    figures: isBranch(part) ? [] : (figures.get(part.code) as EndFigure[]),
    parts: isBranch(part) ? part.parts.map(shown) : [],
  });
  return shown(target.rule);
}

function figureOf(
  target: Judgeable,
  end: Leaf | YesNo,
  period: Period,
  measured: MeasureFigures,
  told: readonly Told[],
): EndFigure {
  const nothing = {
    value: null,
    exact: null,
    numerator: null,
    denominator: null,
    measure: null,
    digest: null,
    reason: null,
    note: null,
    told_id: null,
  };
  if (isLeaf(end) && end.figure.kind === 'measure') {
    const { measure } = end.figure;
    const figure = measured.get(keyOf(target.unit_code, period, measure));
    if (!figure?.exact) return { ...nothing, ...period, measure, from: 'none', verdict: 'unknown' };
    const { numerator, denominator, digest } = figure;
    const exact = asText(figure.exact);
    const verdict = verdictOfEnd(end, [{ exact: figure.exact, declared: null }]);
    return {
      ...nothing,
      ...period,
      value: printed(figure.exact),
      exact,
      numerator,
      denominator,
      measure,
      digest,
      from: 'measure',
      verdict,
    };
  }
  // In the year itself the latest figure counts; of a year that is over, one for that whole year.
  const is_past = isLeaf(end) && end.years_before > 0;
  const latest = told.find(
    (one) =>
      one.target_id === target.id &&
      one.part === end.code &&
      one.from_on >= period.from_on &&
      one.to_on <= period.to_on &&
      (!is_past || one.to_on.slice(0, 4) === period.to_on.slice(0, 4)),
  );
  if (!latest) return { ...nothing, ...period, from: 'none', verdict: 'unknown' };
  const { from_on, to_on, numerator, denominator, reason, note, id: told_id } = latest;
  const exact = isLeaf(end) ? exactOf(latest, end.unit) : null;
  const verdict = verdictOfEnd(end, [{ exact, declared: latest.verdict }]);
  const common = { ...nothing, from_on, to_on, numerator, denominator, reason, note, told_id, verdict };
  return exact ? { ...common, value: printed(exact), exact: asText(exact), from: 'declared' } : { ...common, from: 'verdict' };
}

function asText(exact: Rational): { num: string; den: string } {
  const { n, d } = reduced(exact);
  return { num: String(n), den: String(d) };
}
