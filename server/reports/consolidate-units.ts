// Which units should report to a superior, and where the report of each one is.
import { z } from 'zod';
import { calendarOn } from '#calendar';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { type Db, loadSql, many } from '#lib/sql';
import { UNIT_KINDS, type Unit, unitsByIds } from '#org';
import { hasRule, placedUnder, reportersAmong } from './assignment.ts';
import { dueOn, type RegimeOn } from './regimes.ts';
import { EVENTS, type State, stateAfter } from './states.ts';

const sql = loadSql(import.meta.url, ['ended', 'reports_of']);

export type ReportingUnit = Unit & {
  /** Steps below the superior; of a unit that ended: 1 more than any other, it stands in no tree of the last day. */
  depth: number;
  /** First day on which it was no more; null: it was there on the period's last day. */
  ended_on: Day | null;
  due_on: Day | null;
};

export type Period = { kind: string; s: Day; e: Day };

/**
 * Units below the superior that report under the regime for the period: those of the tree of its last day that it is assigned to, in the order of the
 * tree, then those of a kind that reports which ended in it.
 */
export async function unitsOf(db: Db, regime: RegimeOn, superior: Unit, period: Period): Promise<ReportingUnit[]> {
  const { kind, s, e } = period;
  const day = addDays(e, -1);
  const placed = (await placedUnder(db, superior, day)).filter(({ id }) => id !== superior.id);
  const reporting = await reportersAmong(db, regime, placed, { kind, e, tenant: superior.tenant });
  const kinds = UNIT_KINDS.filter((one) => hasRule(regime, one));
  const ids = await many(db, sql.ended, { superior: superior.id, kinds, s, e }, z.object({ unit_id: z.number() }));
  const ended = await unitsByIds(
    db,
    ids.map(({ unit_id }) => unit_id),
    day,
  );
  const calendar = await calendarOn(db);
  const deepest = Math.max(0, ...placed.map(({ depth }) => depth));
  const due = (unit: Unit) => dueOn(regime, unit.kind, period, calendar);
  return [
    ...placed
      .filter(({ id }) => reporting.has(id))
      .map(({ line: _, ...unit }) => ({ ...unit, ended_on: null, due_on: due(unit) })),
    ...ended.map((unit) => ({ ...unit, depth: deepest + 1, ended_on: unit.died, due_on: due(unit) })),
  ];
}

const Found = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  data_from: z.string(),
  data_to: z.string(),
  due_on: z.string().nullable(),
  title: z.string(),
  last_event: z.enum(EVENTS),
  last_version: z.number(),
  last_at: z.date(),
  version: z.number().nullable(),
  number: z.number().nullable(),
  year: z.number().nullable(),
  issued_on: z.string().nullable(),
  issued_at: z.date().nullable(),
  known_at: z.date().nullable(),
  tree_day: z.string().nullable(),
  token: z.string().nullable(),
  first_issued_at: z.date().nullable(),
});

/** Where the report of a unit is, as the level above is told: of what is not issued only that it is being written. */
export const STANDINGS = ['submitted', 'returned', 'in_work', 'missing', 'not_expected'] as const;
export type Standing = (typeof STANDINGS)[number];

export type UnitReport = {
  unit: ReportingUnit;
  standing: Standing;
  state: State | null;
  /** Issued after its last day, or not issued though that has passed. */
  is_late: boolean;
  due_on: Day | null;
  report: { tenant: number; id: number } | null;
  /** Days its figures are of, both included. */
  days: { from: Day; to: Day } | null;
  /** The issue in force; null: none. */
  issue: { version: number; number: number; year: number; issued_on: Day; known_at: Date; tree_day: Day } | null;
};

const IN_FORCE: readonly State[] = ['issued', 'accepted', 'consolidated'];

/** The report of each of the units, those without one too, in their order. */
export async function reportsOf(
  db: Db,
  regime: RegimeOn,
  units: readonly ReportingUnit[],
  { s, e }: Period,
  today: Day,
): Promise<UnitReport[]> {
  const ask = { regime: regime.code, units: units.map(({ id }) => id), s, e };
  const found = new Map((await many(db, sql.reports_of, ask, Found)).map((row) => [row.unit_id, row]));
  return units.map((unit) => standingOf(unit, found.get(unit.id) ?? null, today));
}

function standingOf(unit: ReportingUnit, found: z.infer<typeof Found> | null, today: Day): UnitReport {
  const due_on = found?.due_on ?? unit.due_on;
  if (!found) {
    const standing = unit.ended_on === null ? 'missing' : 'not_expected';
    const is_late = standing === 'missing' && due_on !== null && today > due_on;
    return { unit, standing, state: null, is_late, due_on, report: null, days: null, issue: null };
  }
  const state = stateAfter(found.last_event);
  // What was issued and sent back is no longer in force, though the issue stands in the book.
  const is_in_force = IN_FORCE.includes(state) && found.version === found.last_version;
  const on = found.first_issued_at === null ? today : vietnamDay(found.first_issued_at);
  return {
    unit,
    standing: is_in_force ? 'submitted' : found.first_issued_at !== null ? 'returned' : 'in_work',
    state,
    is_late: due_on !== null && on > due_on,
    due_on,
    report: { tenant: found.tenant, id: found.id },
    days: { from: found.data_from, to: found.data_to },
    issue: is_in_force
      ? {
          version: found.version as number,
          number: found.number as number,
          year: found.year as number,
          issued_on: found.issued_on as Day,
          known_at: found.known_at as Date,
          tree_day: found.tree_day as Day,
        }
      : null,
  };
}

/** Whether a report is of other days than the one that sums it: its records are counted once all the same, but in another stretch of days. */
export function isOfOtherDays({ days, issue }: UnitReport, { from, to }: { from: Day; to: Day }): boolean {
  return issue !== null && days !== null && (days.from !== from || days.to !== to);
}

/** Days of a report that are not those of the one that sums it; null: they are the same, or nothing is issued. */
export const OtherDays = z.object({ from: z.string(), to: z.string() }).nullable();

export const otherDaysOf = (one: UnitReport, above: { from: Day; to: Day }): z.infer<typeof OtherDays> =>
  isOfOtherDays(one, above) ? one.days : null;
