// The reports of the units below a superior, by unit and period: how each stands, how complete a period is, how punctual.
import { z } from 'zod';
import { calendarOn } from '#calendar';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { treeOn, type Unit, unitById } from '#org';
import { type PlacedUnit, placedUnder } from './assignment.ts';
import { type Due, type DuePeriod, HANDED_IN, owed, periodsOf, rowsFor, STANDINGS, stood } from './due.ts';
import { PERIOD_KINDS } from './regimes.ts';

const n = z.number();
/** How many of what, each the number of cells the page shows for it. */
export const Tally = z.object({
  /** Units that report. */
  assigned: n,
  /** Handed in: issued, and neither sent back nor recalled. */
  handed_in: n,
  in_time: n,
  /** Handed in late, or not at all though the day has passed. */
  late: n,
  missing: n,
  /** Of those assigned, in tenths of a percent; null: nobody is assigned. */
  completeness: n.nullable(),
  /** Of those handed in; null: nothing was, which is not 100 %. */
  timeliness: n.nullable(),
});
export type Tally = z.infer<typeof Tally>;

export const Cell = z.object({
  unit_id: n,
  kind: z.enum(PERIOD_KINDS),
  /** First day of the period. */
  s: z.string(),
  standing: z.enum(STANDINGS),
  due_on: z.string().nullable(),
  days_late: n,
  /** Null: there is none, or it is being written below: then only its standing is told. */
  report_id: n.nullable(),
  number: n.nullable(),
  is_locked: z.boolean(),
  /** Opened by hand though its period is closed for others; why. */
  exception: z.object({ until: z.string().nullable(), reason: z.string(), by_name: z.string() }).nullable(),
  lock_on: z.string().nullable(),
  /** First and last day whose records count, where figures follow on from others or are closed before the period ends. */
  data_from: z.string().nullable(),
  data_to: z.string().nullable(),
});
export type Cell = z.infer<typeof Cell>;

export const Matrix = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  regime: z.object({ code: z.string(), name_vi: z.string(), name_en: z.string() }).nullable(),
  periods: z.array(
    z.object({
      s: z.string(),
      from: z.string(),
      to: z.string(),
      kind: z.enum(PERIOD_KINDS),
      year: n.nullable(),
      n: n.nullable(),
      label_vi: z.string(),
      label_en: z.string(),
      tally: Tally,
    }),
  ),
  units: z.array(z.object({ id: n, code: z.string(), name: z.string(), kind: z.string(), depth: n })),
  /** A unit and period without a cell: it does not report for it. */
  cells: z.array(Cell),
});
export type Matrix = z.infer<typeof Matrix>;

export type MatrixAsk = { regime: string; kind?: string | undefined; year: number; unit_kind?: string | undefined };

/** What the units below a superior owe under a regime for the periods that end in a year. @throws reports.regime_unknown */
export async function matrix(db: Db, superior: Unit, ask: MatrixAsk, scope: Scope, today: Day): Promise<Matrix> {
  const span = { from: `${ask.year}-01-01`, to: `${ask.year}-12-31` };
  const periods = await periodsOf(db, superior.tenant, span, { regime: ask.regime, kind: ask.kind });
  const units = new Map<number, PlacedUnit>();
  const due: Due[] = [];
  for (const group of await byTree(db, periods)) {
    const day = addDays(group[0]?.period.e as Day, -1);
    const root = await unitById(db, superior.id, day);
    if (root.born > day || (root.died !== null && root.died <= day)) continue;
    const below = (await placedUnder(db, root, day)).filter(
      ({ depth, kind }) => depth > 0 && (ask.unit_kind === undefined || kind === ask.unit_kind),
    );
    const wanted = owed(below, group, await rowsFor(db, superior.tenant, group), await calendarOn(db));
    for (const { unit } of wanted) units.set(unit.id, unit as PlacedUnit);
    due.push(...(await stood(db, superior.tenant, wanted, scope, today)));
  }
  return shown(superior, periods, [...units.values()], due, today);
}

/** Periods whose last days lie in the same tree. */
async function byTree(db: Db, periods: readonly DuePeriod[]): Promise<DuePeriod[][]> {
  const trees = new Map<number, DuePeriod[]>();
  for (const one of periods) {
    const tree_id = await treeOn(db, addDays(one.period.e, -1));
    trees.set(tree_id, [...(trees.get(tree_id) ?? []), one]);
  }
  return [...trees.values()];
}

function shown(superior: Unit, periods: readonly DuePeriod[], units: PlacedUnit[], due: readonly Due[], today: Day): Matrix {
  const of_period = Map.groupBy(due, ({ period }) => `${period.kind} ${period.s}`);
  const [first] = periods;
  return {
    unit: { code: superior.code, name: superior.name },
    regime: first ? { code: first.regime.code, name_vi: first.regime.name_vi, name_en: first.regime.name_en } : null,
    periods: periods.map(({ period }) => ({
      s: period.s,
      from: period.s,
      to: addDays(period.e, -1),
      kind: period.kind,
      year: period.year,
      n: period.n,
      label_vi: period.label_vi,
      label_en: period.label_en,
      tally: tallied(of_period.get(`${period.kind} ${period.s}`) ?? [], today),
    })),
    units: units.map(({ id, code, name, kind, depth }) => ({ id, code, name, kind, depth })),
    cells: due.map(cellOf),
  };
}

export function cellOf({
  unit,
  period,
  standing,
  due_on,
  days_late,
  report,
  is_locked,
  by_hand,
  lock_on,
  data_from,
  data_to,
}: Due): Cell {
  const exception =
    by_hand && !by_hand.is_locked ? { until: by_hand.open_until, reason: by_hand.reason, by_name: by_hand.by_name } : null;
  const { number = null } = report ?? {};
  const report_id = report?.is_shown ? report.id : null;
  return {
    unit_id: unit.id,
    kind: period.kind,
    s: period.s,
    standing,
    due_on,
    days_late,
    report_id,
    number,
    is_locked,
    exception,
    lock_on,
    data_from,
    data_to,
  };
}

type Counted = Pick<Due, 'standing' | 'days_late' | 'due_on'>;

/** What is not due yet is neither late nor missing. */
export function tallied(cells: readonly Counted[], today: Day): Tally {
  const handed_in = cells.filter(({ standing }) => HANDED_IN.includes(standing));
  const in_time = handed_in.filter(({ days_late }) => days_late === 0);
  const missing = cells.filter(({ standing, due_on }) => !HANDED_IN.includes(standing) && due_on !== null && due_on < today);
  return {
    assigned: cells.length,
    handed_in: handed_in.length,
    in_time: in_time.length,
    late: cells.filter(({ days_late }) => days_late > 0).length,
    missing: missing.length,
    completeness: share(handed_in.length, cells.length),
    timeliness: share(in_time.length, handed_in.length),
  };
}

/** In tenths of a percent, rounded half up; whole numbers, so that nothing drifts. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part * 2000 + whole) / (whole * 2));
