// What reports are due: of which unit, under which regime, for which period, until when, and how each stands.
import { z } from 'zod';
import { ownOf } from '#access';
import { calendarOn, freePeriod, type NamedKind, type Period, periodOf, periodsIn, type WorkCalendar } from '#calendar';
import { addDays, type Day, daysBetween, vietnamDay } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { type Unit, unitById } from '#org';
import { type Assigned, assignedTo, assignmentsIn, hasRule, type Placed, unitsAbove } from './assignment.ts';
import { lockDay } from './due-rule.ts';
import { type LockChange, lockChanges, lockState } from './lock.ts';
import { dueOn, type RegimeOn, regimeVersions, requestsBetween, versionOn } from './regimes.ts';
import { EVENTS, stateAfter } from './states.ts';
import { windowOf } from './window.ts';
import { windowsOfUnits } from './window-kept.ts';

const sql = loadSql(import.meta.url, ['due_reports']);

/** A due day lies at most this long after its period: 120 days, or three months, moved by days off. */
const MOST_DAYS_AFTER = 135;

/** `versions`: of the regime, as the one that held before the period closed the figures before it. */
export type DuePeriod = { regime: RegimeOn; period: Period; versions: readonly RegimeOn[] };

/** Periods of a province whose last day lies from one day to another, each with the version of its regime that holds on that day. */
export async function periodsOf(
  db: Db,
  tenant: number,
  span: { from: Day; to: Day },
  wanted: { regime?: string | undefined; kind?: string | undefined } = {},
): Promise<DuePeriod[]> {
  const found: DuePeriod[] = [];
  for (const versions of Map.groupBy(await regimeVersions(db, tenant, wanted.regime ?? null), ({ code }) => code).values())
    found.push(...periodsOfVersions(versions, span));
  const once = wanted.regime && !wanted.regime.startsWith('adhoc-') ? [] : await requestsBetween(db, tenant, span.from, span.to);
  for (const regime of once) {
    const { s, e } = regime.once as NonNullable<RegimeOn['once']>;
    if (wanted.regime === undefined || regime.code === wanted.regime)
      found.push({ regime, period: freePeriod(s, addDays(e, -1)), versions: [] });
  }
  return found.filter(({ period }) => wanted.kind === undefined || period.kind === wanted.kind);
}

function periodsOfVersions(versions: readonly RegimeOn[], { from, to }: { from: Day; to: Day }): DuePeriod[] {
  const found = new Map<string, DuePeriod>();
  for (const regime of versions)
    for (const kind of regime.periods) {
      if (kind === 'free') continue;
      for (const period of periodsIn(regime.calendar, kind as NamedKind, from, to)) {
        const last = addDays(period.e, -1);
        if (last < from || last > to || versionOn(versions, last) !== regime || regime.is_ended) continue;
        found.set(`${kind} ${period.s}`, { regime, period, versions });
      }
    }
  return [...found.values()].sort((a, b) => (a.period.e < b.period.e ? -1 : a.period.e > b.period.e ? 1 : 0));
}

/** Of every kind of period of every regime the one that ended last before `day` and the one that runs; of what is asked once, all around it. */
export async function periodsAround(db: Db, tenant: number, day: Day): Promise<DuePeriod[]> {
  const all = await periodsOf(db, tenant, { from: addDays(day, -760), to: addDays(day, 370) });
  return all.filter(({ regime, period }) => {
    if (regime.once || period.regime === 'FREE')
      return period.e > addDays(day, -60) || (regime.once?.due_on ?? period.e) > addDays(day, -60);
    const now = periodOf(period.regime, period.kind as NamedKind, day);
    const before = now && periodOf(period.regime, period.kind as NamedKind, addDays(now.s, -1));
    return period.s === now?.s || period.s === before?.s;
  });
}

/** How far the report of a unit is, as the level above is told. */
export const STANDINGS = ['none', 'draft', 'submitted', 'issued', 'accepted', 'sent_back'] as const;
export type Standing = (typeof STANDINGS)[number];
export const HANDED_IN: readonly Standing[] = ['issued', 'accepted'];

const Kept = z.object({
  id: z.number(),
  /** Of a unit below only once it was submitted; until then it is told that it is being written. */
  is_shown: z.boolean(),
  unit_id: z.number(),
  regime: z.string(),
  s: z.string(),
  e: z.string(),
  data_from: z.string().nullable(),
  data_to: z.string().nullable(),
  due_on: z.string().nullable(),
  last_event: z.enum(EVENTS),
  number: z.number().nullable(),
  year: z.number().nullable(),
  first_issued_at: z.date().nullable(),
});
export type KeptReport = z.infer<typeof Kept>;

export function standingOf(report: Pick<KeptReport, 'last_event' | 'first_issued_at'> | null): Standing {
  if (report === null) return 'none';
  const state = stateAfter(report.last_event);
  if (state === 'accepted' || state === 'consolidated') return 'accepted';
  if (state === 'issued') return 'issued';
  if (report.first_issued_at !== null) return 'sent_back';
  return state === 'submitted' || state === 'approved' ? 'submitted' : 'draft';
}

/** Days after the last day in time: of what was handed in on the day it first was, else until today. 0: in time, or no day is named. */
export function daysLate(due_on: Day | null, handed_in_on: Day | null, today: Day): number {
  if (due_on === null) return 0;
  return Math.max(0, daysBetween(due_on, handed_in_on ?? today));
}

export type Owed = {
  regime: RegimeOn;
  period: Period;
  unit: Placed & Unit;
  due_on: Day | null;
  lock_on: Day | null;
  versions: readonly RegimeOn[];
  by: Assigned | null;
};

/** What each of the units owes for these periods. A unit that was not there on the last day of a period owes nothing for it. */
export function owed(
  units: readonly (Placed & Unit)[],
  periods: readonly DuePeriod[],
  rows: ReadonlyMap<string, readonly Assigned[]>,
  calendar: WorkCalendar,
): Owed[] {
  return periods.flatMap(({ regime, period, versions }) => {
    const day = addDays(period.e, -1);
    const assigned = rows.get(regime.code) ?? [];
    return units.flatMap((unit): Owed[] => {
      if (unit.born > day || (unit.died !== null && unit.died <= day)) return [];
      const ask = { period_kind: period.kind, day, has_rule: hasRule(regime, unit.kind) };
      const { is_assigned, by } = assignedTo(unit, assigned, ask);
      if (!is_assigned) return [];
      const due_on = dueOn(regime, unit.kind, period, calendar);
      const lock_on = regime.once ? regime.once.lock_on : due_on && lockDay(regime.lock, due_on, calendar);
      return [{ regime, period, unit, due_on, lock_on, versions, by }];
    });
  });
}

export type Due = Owed & {
  /** First and last day whose records count, where they are not the period's own. */
  data_from: Day | null;
  data_to: Day | null;
  report: KeptReport | null;
  standing: Standing;
  days_late: number;
  is_locked: boolean;
  /** What was done by hand and decides now whether it is closed. */
  by_hand: LockChange | null;
};

const placeOf = ({ unit_id, regime }: { unit_id: number; regime: string }) => `${unit_id} ${regime}`;

/** The same with the reports there are and whether each period is closed. */
export async function stood(db: Db, tenant: number, wanted: readonly Owed[], scope: Scope, today: Day): Promise<Due[]> {
  if (wanted.length === 0) return [];
  const from = wanted.reduce((first, { period }) => (period.s < first ? period.s : first), wanted[0]?.period.s as Day);
  const to = wanted.reduce((last, { period }) => (period.e > last ? period.e : last), wanted[0]?.period.e as Day);
  const unit_ids = [...new Set(wanted.map(({ unit }) => unit.id))];
  const kept = await many(db, sql.due_reports, { tenant, unit_ids, from, to, scope: scope.unit_ids, own: ownOf(scope) }, Kept);
  const windows = Map.groupBy(await windowsOfUnits(db, { tenant, unit_ids, from, to }), placeOf);
  const reports = new Map(kept.map((row) => [`${row.unit_id} ${row.regime} ${row.s} ${row.e}`, row]));
  const changes = Map.groupBy(
    await lockChanges(db, { tenant, regime: null, from, to }),
    (one) => `${one.regime} ${one.s} ${one.e}`,
  );
  return wanted.map((one) => {
    const { regime, period, unit } = one;
    const key = `${regime.code} ${period.s} ${period.e}`;
    const report = reports.get(`${unit.id} ${key}`) ?? null;
    const standing = standingOf(report);
    const due_on = report?.due_on ?? one.due_on;
    const ground = {
      versions: one.versions,
      unit_kind: unit.kind,
      kept: windows.get(placeOf({ unit_id: unit.id, regime: regime.code })) ?? [],
    };
    const { data_from, data_to } = report ?? windowOf(ground, regime, period, {});
    const handed_in_on = HANDED_IN.includes(standing) && report?.first_issued_at ? vietnamDay(report.first_issued_at) : null;
    const { is_locked, by_hand } = lockState(changes.get(key) ?? [], unit.line, one.lock_on, today);
    return {
      ...one,
      due_on,
      data_from,
      data_to,
      report,
      standing,
      days_late: daysLate(due_on, handed_in_on, today),
      is_locked,
      by_hand,
    };
  });
}

/** Where a unit stands in the tree of `day`, or of the nearest day of its life. */
export async function placedUnit(db: Db, unit: Unit, day: Day): Promise<Placed & Unit> {
  const then = await unitById(db, unit.id, day);
  return { ...then, line: [then.id, ...(await unitsAbove(db, then, day))] };
}

/** What is due in a unit from one day to another, and what it still owes from before; oldest day first. */
export async function dueOfUnit(db: Db, unit: Unit, span: { from: Day; to: Day }, scope: Scope, today: Day): Promise<Due[]> {
  const periods = await periodsOf(db, unit.tenant, { from: addDays(span.from, -MOST_DAYS_AFTER), to: addDays(span.to, 31) });
  return (await dueOfPeriods(db, unit, periods, scope, today))
    .filter(({ due_on, period }) => {
      const day = due_on ?? addDays(period.e, -1);
      return day >= span.from && day <= span.to;
    })
    .sort(byDay);
}

const byDay = (a: Due, b: Due) => {
  const [x, y] = [a.due_on ?? a.period.e, b.due_on ?? b.period.e];
  return x < y
    ? -1
    : x > y
      ? 1
      : a.regime.code < b.regime.code
        ? -1
        : a.regime.code > b.regime.code
          ? 1
          : a.period.e < b.period.e
            ? -1
            : 1;
};

/** What a unit owes for these periods, and how it stands. */
export async function dueOfPeriods(db: Db, unit: Unit, periods: readonly DuePeriod[], scope: Scope, today: Day): Promise<Due[]> {
  const placed = await placedUnit(db, unit, today);
  const wanted = owed([placed], periods, await rowsFor(db, unit.tenant, periods), await calendarOn(db));
  return stood(db, unit.tenant, wanted, scope, today);
}

/** Assignments of a province that may decide over these periods. */
export async function rowsFor(db: Db, tenant: number, periods: readonly DuePeriod[]): Promise<Map<string, Assigned[]>> {
  const days = periods.map(({ period }) => addDays(period.e, -1)).sort();
  const [first] = days;
  return first === undefined ? new Map() : assignmentsIn(db, tenant, { from: first, to: days.at(-1) as Day });
}
