// Counts of the yearly plan as figures that a rule may use beside measures.
import type { Day } from '#lib/day';
import { printRational } from '#lib/rational';
import type { Db } from '#lib/sql';
import { isCompleted, judged } from '#plans';

type Judged = Awaited<ReturnType<typeof judged>>[number];

/**
 * Of the tasks a unit has for the year, its own and those it was assigned: all, finished, overdue; `plan.done_rate` finished over all,
 * `plan.on_time_rate` finished in time over those finished or overdue. Rates in per cent; without tasks they are not available.
 */
export const PLAN_MEASURES = ['plan.total', 'plan.done', 'plan.overdue', 'plan.done_rate', 'plan.on_time_rate'] as const;
export type PlanMeasure = (typeof PLAN_MEASURES)[number];

const percent = (part: number, all: number): string | null =>
  all === 0 ? null : printRational({ n: BigInt(part) * 100n, d: BigInt(all) }, 6);

/** Figures of the plans of units for the year in which a period ends, as of its last day or today. Units without tasks are left out. */
export async function planFigures(
  db: Db,
  ask: { units: readonly { id: number; code: string }[]; to: Day; today: Day },
): Promise<Map<string, Map<PlanMeasure, string | null>>> {
  const day = ask.today < ask.to ? ask.today : ask.to;
  const unit_ids = ask.units.map((unit) => unit.id);
  const tasks = Map.groupBy(
    await judged(db, { unit_ids, year: Number(ask.to.slice(0, 4)) }, day, { unit_ids: null }),
    (task) => task.unit_id,
  );
  return new Map(
    ask.units.flatMap(({ id, code }) => {
      const own = tasks.get(id);
      if (!own) return [];
      const count = (holds: (task: Judged) => boolean) => own.filter(holds).length;
      const done = count((task) => isCompleted(task.state));
      const late = count((task) => task.state === 'completed_late');
      const overdue = count((task) => task.state === 'overdue');
      const figures: [PlanMeasure, string | null][] = [
        ['plan.total', String(own.length)],
        ['plan.done', String(done)],
        ['plan.overdue', String(overdue)],
        ['plan.done_rate', percent(done, own.length)],
        ['plan.on_time_rate', percent(done - late, done + overdue)],
      ];
      return [[code, new Map(figures)] as const];
    }),
  );
}
