// Which days a report's figures are of: from the day after the figures before it were closed to the day on which its own are. Pure; see docs/adr/0020.
import { type NamedKind, namedPeriod, type Period, yearFrom } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { cutOffOn, type RegimeOn, versionOn } from './regimes.ts';

/** Null: the period's own first day, its own last day, the year as its calendar has it. */
export type Window = { data_from: Day | null; data_to: Day | null; year_from: Day | null };

/** A report that is kept, of the same unit and regime; `[s, e)` its period. */
export type KeptWindow = { id: number; title: string; kind: string; s: Day; e: Day; data_from: Day | null; data_to: Day | null };

export type Ground = { versions: readonly RegimeOn[]; unit_kind: string; kept: readonly KeptWindow[] };

type Named = Period & { regime: 'ND09' | 'CAL'; kind: NamedKind; year: number; n: number };

const PER_YEAR: Record<NamedKind, number> = { month: 12, quarter: 4, half_year: 2, nine_months: 1, year: 1 };

const isNamed = (period: Period): period is Named => period.kind !== 'free' && period.year !== null && period.regime !== 'FREE';

/**
 * Periods whose figures come before those of this one: the one of its kind that ends where it begins. Nine months and a year follow the year before; so does
 * the first half of a year where the second half before it was not reported by itself.
 */
function periodsBefore({ regime, kind, year, n }: Named): [Named, ...Named[]] {
  const of = (one: NamedKind, of_year: number, no: number) => namedPeriod(regime, one, of_year, no) as Named;
  const year_before = of('year', year - 1, 1);
  if (kind === 'year' || kind === 'nine_months') return [year_before];
  if (n > 1) return [of(kind, year, n - 1)];
  const own = of(kind, year - 1, PER_YEAR[kind]);
  return kind === 'half_year' ? [own, year_before] : [own];
}

/** What says on which day the figures before a period were closed. `start`: nothing before it was. */
export type ClosedBy = { on: Day; by: 'report' | 'rule' | 'start'; period: Period | null; report: KeptWindow | null };

const lastOf = ({ e }: { e: Day }) => addDays(e, -1);
const keptOf = (kept: readonly KeptWindow[], { kind, s, e }: Period) =>
  kept.find((one) => one.kind === kind && one.s === s && one.e === e) ?? null;

/** Last day whose records count in a period: as its report was made, else by the rule that holds on its last day. */
function closed(ground: Ground, period: Period): ClosedBy {
  const report = keptOf(ground.kept, period);
  if (report) return { on: report.data_to ?? lastOf(period), by: 'report', period, report };
  const regime = versionOn(ground.versions, lastOf(period));
  const on = regime && !regime.is_ended && regime.calendar === period.regime ? cutOffOn(regime, ground.unit_kind, period) : null;
  return { on: on ?? lastOf(period), by: on === null ? 'start' : 'rule', period, report: null };
}

/**
 * The day on which the figures before a period were closed: a report that is kept says it before the rule does; where nothing closed them early, or the
 * regime did not hold then, the day before the period.
 */
export function closedBefore(ground: Ground, period: Period): ClosedBy {
  const start: ClosedBy = { on: addDays(period.s, -1), by: 'start', period: null, report: null };
  if (!isNamed(period)) return start;
  const said = periodsBefore(period).map((one) => closed(ground, one));
  return said.find(({ by }) => by === 'report') ?? said[0] ?? start;
}

/** First day whose records count in a period: as its report was made, else the day after the figures before it were closed. */
export function firstDayOf(ground: Ground, period: Period): Day {
  const report = keptOf(ground.kept, period);
  return report ? (report.data_from ?? period.s) : addDays(closedBefore(ground, period).on, 1);
}

/** What is told since the year began begins with the first period of its kind in the year, so that the periods of a year add up to it. */
function yearBegan(ground: Ground, period: Named, data_from: Day): Day {
  const first = namedPeriod(period.regime, period.kind, period.year, 1);
  return first.s === period.s ? data_from : firstDayOf(ground, first);
}

/** The days of a new report. @param chosen what an officer gave; what he did not follows the rule */
export function windowOf(
  ground: Ground,
  regime: RegimeOn,
  period: Period,
  chosen: { data_from?: Day | undefined; data_to?: Day | undefined },
): Window {
  const last = lastOf(period);
  const from = chosen.data_from ?? addDays(closedBefore(ground, period).on, 1);
  const to = chosen.data_to ?? cutOffOn(regime, ground.unit_kind, period);
  const year = isNamed(period) ? yearBegan(ground, period, from) : null;
  return {
    data_from: from === period.s ? null : from,
    data_to: to === last ? null : to,
    year_from: year === null || year === yearFrom(from, to ?? last) ? null : year,
  };
}

/** The days of the period before, of a month or a quarter: what a draft holds its figures against. */
export function windowBefore(ground: Ground, period: Period, data_from: Day): { from: Day; to: Day } | null {
  const before = isNamed(period) ? periodsBefore(period)[0] : null;
  return before ? { from: firstDayOf(ground, before), to: addDays(data_from, -1) } : null;
}

/** The earliest first day an officer may give: the day after the first of the period before. */
export function earliestFrom(period: Period): Day {
  const before = isNamed(period) ? periodsBefore(period)[0] : null;
  return before ? addDays(before.s, 1) : period.s;
}

export const WINDOW_NOTES = ['double', 'gap', 'next_double', 'next_gap', 'kinds_begin', 'kinds_end'] as const;

/**
 * What an officer should know of the days of a report. `double`, `gap`: days from `from` to `to` that the report before counts too, or that neither
 * counts; `next_…`: the same with a report after it that is kept. `kinds_begin`, `kinds_end`: a period of another kind that ends on the same day has its
 * figures closed on `to`: the one kind does not add up to the other.
 */
export type WindowNote = {
  note: (typeof WINDOW_NOTES)[number];
  from: Day;
  to: Day;
  label_vi: string;
  label_en: string;
};

/** Notes on the days of a report: none where everything follows the rule. */
export function windowNotes(ground: Ground, regime: RegimeOn, period: Period, { data_from, data_to }: Window): WindowNote[] {
  if (!isNamed(period)) return [];
  const [from, to] = [data_from ?? period.s, data_to ?? lastOf(period)];
  const before = closedBefore(ground, period);
  const found: WindowNote[] = [...apart(before.on, from, 'double', 'gap', before.period ?? period)];
  const next = ground.kept.find((one) => one.kind === period.kind && one.s === period.e);
  if (next) found.push(...apart(to, next.data_from ?? next.s, 'next_double', 'next_gap', named(next.title)));
  for (const one of others(regime, period)) {
    const own = keptOf(ground.kept, one);
    // A period of another kind that began with it goes on from the same day.
    const { on } = closed(ground, one);
    if (one.e === period.s && on !== before.on) found.push({ note: 'kinds_begin', from: on, to: on, ...labelsOf(one) });
    const is_by_hand = own !== null || to !== (cutOffOn(regime, ground.unit_kind, period) ?? lastOf(period));
    if (one.e === period.e && is_by_hand && on !== to) found.push({ note: 'kinds_end', from: on, to: on, ...labelsOf(one) });
  }
  return found;
}

const labelsOf = ({ label_vi, label_en }: Period) => ({ label_vi, label_en });
const named = (title: string) => ({ label_vi: title, label_en: title });

/** @param closed_on last day the one counts @param from first day the other counts */
function apart(
  closed_on: Day,
  from: Day,
  double: WindowNote['note'],
  gap: WindowNote['note'],
  { label_vi, label_en }: Pick<Period, 'label_vi' | 'label_en'>,
): WindowNote[] {
  const labels = { label_vi, label_en };
  if (from <= closed_on) return [{ note: double, from, to: closed_on, ...labels }];
  return from > addDays(closed_on, 1) ? [{ note: gap, from: addDays(closed_on, 1), to: addDays(from, -1), ...labels }] : [];
}

/** Periods of the other kinds of the regime that end where this one begins or ends. */
function others(regime: RegimeOn, period: Named): Period[] {
  const kinds = regime.periods.filter((one): one is NamedKind => one !== 'free' && one !== period.kind);
  return kinds.flatMap((kind) =>
    [period.year - 1, period.year].flatMap((year) =>
      Array.from({ length: PER_YEAR[kind] }, (_, at) => namedPeriod(period.regime, kind, year, at + 1)).filter(
        ({ e }) => e === period.s || e === period.e,
      ),
    ),
  );
}
