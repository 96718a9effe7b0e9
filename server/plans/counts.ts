// How many tasks stand how on a day, by area, by unit, by who assigned them. Every count is the number of tasks the list shows for it.
import { z } from 'zod';
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { unitNear, unitsByIds, unitsFor } from '#org';
import { usualDay } from './plan.ts';
import { isCompleted, isImplemented, OUTCOMES, outcomeOf, STATES } from './state.ts';
import { type Judged, judged } from './tasks.ts';
import type { TaskKind } from './words.ts';

const n = z.number();
export const TaskCounts = z.object({
  total: n,
  /** Under way or finished: "đã triển khai". */
  implemented: n,
  /** Finished, on time or late: "đã hoàn thành". */
  completed_all: n,
  states: z.object(Object.fromEntries(STATES.map((state) => [state, n])) as Record<(typeof STATES)[number], typeof n>),
  outcomes: z.object(Object.fromEntries(OUTCOMES.map((one) => [one, n])) as Record<(typeof OUTCOMES)[number], typeof n>),
});
export type TaskCounts = z.infer<typeof TaskCounts>;

export function countsOf(tasks: readonly Judged[]): TaskCounts {
  const counts: TaskCounts = {
    total: tasks.length,
    implemented: 0,
    completed_all: 0,
    states: Object.fromEntries(STATES.map((state) => [state, 0])) as TaskCounts['states'],
    outcomes: Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as TaskCounts['outcomes'],
  };
  for (const { state } of tasks) {
    counts.states[state] += 1;
    counts.outcomes[outcomeOf(state)] += 1;
    if (isImplemented(state)) counts.implemented += 1;
    if (isCompleted(state)) counts.completed_all += 1;
  }
  return counts;
}

export const COUNT_BY = ['area', 'lead', 'unit', 'kind', 'assigner'] as const;
export type CountBy = (typeof COUNT_BY)[number];

export const CountGroup = z.object({
  /** Area, unit code, kind, or assigner. */
  key: z.string(),
  /** Of a unit; null otherwise. */
  name: z.string().nullable(),
  counts: TaskCounts,
});

export const Counted = z.object({ day: z.string(), total: TaskCounts, groups: z.array(CountGroup) });
export type Counted = z.infer<typeof Counted>;

export type CountsAsk = {
  /** Code of the unit whose plans and lists count; none: all in reach. */
  unit?: string | undefined;
  year: number;
  /** As of which day; today, or the last day told of in a past year. */
  day?: Day | undefined;
  by?: CountBy | undefined;
  kinds?: readonly TaskKind[] | undefined;
  plan_id?: number | undefined;
  /** `own`: of the unit itself (what it handed down counts below, not here); `all`: with the units below. */
  scope?: 'own' | 'below' | 'all' | undefined;
};

/**
 * Tasks of a unit and year by area, unit, kind or assigner, as of a day.
 * @throws org.unit_unknown
 */
export async function taskCounts(db: Db, ask: CountsAsk, access: Scope, today: Day): Promise<Counted> {
  const unit_ids = ask.unit === undefined ? null : await ownersUnder(db, { ...ask, unit: ask.unit }, today);
  const day = ask.day ?? (await usualDay(db, { year: ask.year, plan_id: ask.plan_id, unit_ids }, today, access));
  const tasks = await judged(db, { unit_ids, year: ask.year, plan_id: ask.plan_id, kinds: ask.kinds }, day, access);
  return { day, total: countsOf(tasks), groups: ask.by ? await grouped(db, tasks, ask.by, day) : [] };
}

/** Units whose tasks count under a unit in a year: by the tree of that year. */
export async function ownersUnder(
  db: Db,
  ask: { unit: string; year: number; scope?: 'own' | 'below' | 'all' | undefined },
  today: Day,
): Promise<number[]> {
  const last = `${ask.year}-12-31`;
  const asked_on = today < last ? today : last;
  const unit = await unitNear(db, ask.unit, asked_on);
  // A unit that ended within the year still has its plan of it; one that is newer than the year has none.
  const died = unit.died !== null && unit.died <= asked_on ? dayBefore(unit.died) : asked_on;
  const day = died < unit.born ? unit.born : died;
  return unitsFor(db, { unit_id: unit.id, day, scope: ask.scope ?? 'own' });
}

const dayBefore = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

async function grouped(db: Db, tasks: readonly Judged[], by: CountBy, day: Day): Promise<z.infer<typeof CountGroup>[]> {
  const keyOf = (task: Judged): string | number => {
    if (by === 'lead') return task.lead_unit_id;
    if (by === 'unit') return task.unit_id;
    if (by === 'assigner') return task.assigner ?? 'none';
    return task[by];
  };
  const groups = Map.groupBy(tasks, keyOf);
  const ids = [...groups.keys()].filter((key) => typeof key === 'number');
  const units = new Map((await unitsByIds(db, ids, day)).map((unit) => [unit.id, unit]));
  const found = [...groups].map(([key, members]) => {
    const unit = typeof key === 'number' ? units.get(key) : undefined;
    return { key: unit?.code ?? String(key), name: unit?.short_name ?? null, counts: countsOf(members) };
  });
  // Areas in the order of the plan; units by code.
  return by === 'lead' || by === 'unit' ? found.sort((a, b) => (a.key < b.key ? -1 : 1)) : found;
}
