// What is late in a unit on a day: dossiers, tasks, targets, reports.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { type Db, loadSql, one } from '#lib/sql';
import { valuesOf } from '#measures';
import { type Unit, unitsFor } from '#org';
import { countsOf, judged, ownersUnder, shown, targetVerdicts } from '#plans';
import { dueOfPeriods, HANDED_IN, periodsAround, stateAfter } from '#reports';
import { type Ask, type Reader, UnitOut, unitAsked, unitOut } from './ask.ts';

const sql = loadSql(import.meta.url, ['due_between']);

/** A week from a day on, the day itself included. */
const WEEK_DAYS = 7;
/** How long before its last day a report is told of. */
const REPORT_DAYS = 14;
/** The worst are named, the rest counted. */
const NAMED = 5;

const n = z.number();
export const Late = z.object({
  unit: UnitOut,
  day: z.string(),
  dossiers: z.object({
    open: n,
    overdue: n,
    /** Due from the day to `week_to`, both included; only of today: of another day nobody kept it. */
    due_this_week: n.nullable(),
    week_to: z.string(),
  }),
  /** Of the unit and below it, in the year of the day. */
  tasks: z.object({
    year: n,
    total: n,
    overdue: n,
    /** Those latest for longest. */
    rows: z.array(z.object({ id: n, title: z.string(), due_on: z.string(), lead_name: z.string(), days_late: n.nullable() })),
  }),
  /** Of the unit itself, in the year of the day. */
  targets: z.object({
    total: n,
    missed: n,
    unknown: n,
    met: n,
    rows: z.array(z.object({ id: n, code: z.string(), name: z.string(), lead_name: z.string() })),
  }),
  /** Neither issued nor accepted, and due before or within two weeks; the oldest first. */
  reports: z.array(
    z.object({
      regime: z.string(),
      name_vi: z.string(),
      name_en: z.string(),
      label_vi: z.string(),
      label_en: z.string(),
      from: z.string(),
      to: z.string(),
      due_on: z.string(),
      is_overdue: z.boolean(),
      /** Null: nobody began it. */
      report_id: n.nullable(),
      state: z.string().nullable(),
    }),
  ),
});
export type Late = z.infer<typeof Late>;

/** @throws org.unit_unknown, org.unit_not_on_day */
export async function late(db: Db, ask: Ask, reader: Reader): Promise<Late> {
  const unit = await unitAsked(db, ask, reader);
  const { day } = ask;
  return {
    unit: unitOut(unit),
    day,
    dossiers: await dossiersOf(db, unit, day, reader),
    tasks: await tasksOf(db, unit, day, reader),
    targets: await targetsOf(db, unit, day, reader),
    reports: await reportsDue(db, unit, day, reader),
  };
}

async function dossiersOf(db: Db, unit: Unit, day: Day, reader: Reader): Promise<Late['dossiers']> {
  const measures = ['pending', 'pending_overdue'];
  const values = await valuesOf(
    db,
    { unit: unit.code, from: day, to: day, measures, today: reader.today, digest: false },
    reader.measures,
  );
  const before_day = addDays(day, WEEK_DAYS);
  const units = await unitsFor(db, { unit_id: unit.id, day, scope: 'all' });
  const params = { from_day: day, before_day, units, scope: reader.dossiers.unit_ids, at: reader.now };
  return {
    open: Number(values.pending?.value),
    overdue: Number(values.pending_overdue?.value),
    due_this_week: day === reader.today ? (await one(db, sql.due_between, params, z.object({ n }))).n : null,
    week_to: addDays(before_day, -1),
  };
}

async function tasksOf(db: Db, unit: Unit, day: Day, reader: Reader): Promise<Late['tasks']> {
  const year = Number(day.slice(0, 4));
  const unit_ids = await ownersUnder(db, { unit: unit.code, year, scope: 'all' }, reader.today);
  const tasks = await judged(db, { unit_ids, year }, day, reader.plans);
  const counts = countsOf(tasks);
  const overdue = tasks.filter((task) => task.state === 'overdue').sort((a, b) => (a.due_on < b.due_on ? -1 : 1));
  const rows = await shown(db, overdue.slice(0, NAMED), day);
  return {
    year,
    total: counts.total,
    overdue: counts.states.overdue,
    rows: rows.map(({ id, title, due_on, lead_name, days_late }) => ({ id, title, due_on, lead_name, days_late })),
  };
}

async function targetsOf(db: Db, unit: Unit, day: Day, reader: Reader): Promise<Late['targets']> {
  const year = Number(day.slice(0, 4));
  const unit_ids = await ownersUnder(db, { unit: unit.code, year, scope: 'own' }, reader.today);
  const { rows, counts } = await targetVerdicts(db, { unit_ids, year, day }, reader.plans, reader.today);
  const missed = rows.filter((row) => row.verdict === 'missed').slice(0, NAMED);
  return { ...counts, rows: missed.map(({ id, code, name, lead_name }) => ({ id, code, name, lead_name })) };
}

/** What the unit owes of periods it was there for, from two weeks before the last day in time. */
async function reportsDue(db: Db, unit: Unit, day: Day, reader: Reader): Promise<Late['reports']> {
  const due = await dueOfPeriods(db, unit, await periodsAround(db, unit.tenant, day), reader.reports, day);
  return due
    .flatMap(({ regime, period, due_on, standing, report }) => {
      if (due_on === null || HANDED_IN.includes(standing) || due_on > addDays(day, REPORT_DAYS)) return [];
      if (unit.born > period.s) return [];
      const { code, name_vi, name_en } = regime;
      const { s, e, label_vi, label_en } = period;
      const state = report && stateAfter(report.last_event);
      const said = { regime: code, name_vi, name_en, label_vi, label_en, from: s, to: addDays(e, -1), due_on };
      return [{ ...said, is_overdue: due_on < day, report_id: report?.is_shown ? report.id : null, state }];
    })
    .sort((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.regime < b.regime ? -1 : 1));
}
