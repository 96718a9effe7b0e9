// Tasks as they stand on a day: found, sorted, shown.
import { z } from 'zod';
import { type Day, daysBetween } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { plain } from '#lib/text';
import { Source } from './change.ts';
import { daysLate, nextDue, type Outcome, outcomeOf, STATES, type State, stateOf } from './state.ts';
import { AREAS, ASSIGNERS, NOTE_STATUSES, RECURRENCES, TASK_KINDS, type TaskKind } from './words.ts';

const sql = loadSql(import.meta.url, ['facts', 'rows', 'changes_of', 'parent_of']);

const Facts = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  lead_unit_id: z.number(),
  plan_id: z.number().nullable(),
  year: z.number(),
  kind: z.enum(TASK_KINDS),
  area: z.enum(AREAS),
  assigner: z.enum(ASSIGNERS).nullable(),
  starts_on: z.string(),
  due_on: z.string(),
  recurrence: z.enum(RECURRENCES),
  parent_id: z.number().nullable(),
  last_status: z.enum(NOTE_STATUSES).nullable(),
  last_on: z.string().nullable(),
  done: z.array(z.object({ label: z.string(), on: z.string() })),
  percent: z.number().nullable(),
});
export type Judged = z.infer<typeof Facts> & { state: State };

export type TasksAsk = {
  ids?: readonly number[] | undefined;
  /** Of these units' plans and lists. */
  unit_ids?: readonly number[] | null | undefined;
  lead_ids?: readonly number[] | null | undefined;
  year?: number | undefined;
  plan_id?: number | undefined;
  parent_id?: number | undefined;
  kinds?: readonly TaskKind[] | undefined;
  area?: string | undefined;
  q?: string | undefined;
};

/** Every task asked for that one may see, with its state on `day`. */
export async function judged(db: Db, ask: TasksAsk, day: Day, scope: Scope): Promise<Judged[]> {
  const words = plain(ask.q ?? '')
    .split(' ')
    .filter(Boolean);
  const params = {
    day,
    scope: scope.unit_ids,
    ids: ask.ids ?? null,
    unit_ids: ask.unit_ids ?? null,
    lead_ids: ask.lead_ids ?? null,
    year: ask.year ?? null,
    plan_id: ask.plan_id ?? null,
    parent_id: ask.parent_id ?? null,
    kinds: ask.kinds ?? null,
    area: ask.area ?? null,
    words: words.length > 0 ? words : null,
  };
  return (await many(db, sql.facts, params, Facts)).map((task) => ({ ...task, state: stateOf(task, day) }));
}

/** @throws plans.task_not_found */
export async function taskById(db: Db, id: number, day: Day, scope: Scope): Promise<Judged> {
  const [task] = await judged(db, { ids: [id] }, day, scope);
  if (!task) throw new DomainError('plans.task_not_found', 404, { id });
  return task;
}

const Named = z.object({ code: z.string(), name: z.string() });
const Row = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  plan_id: z.number().nullable(),
  year: z.number(),
  kind: z.enum(TASK_KINDS),
  area: z.enum(AREAS),
  code: z.string().nullable(),
  title: z.string(),
  product: z.string().nullable(),
  lead_unit_id: z.number(),
  lead_code: z.string(),
  lead_name: z.string(),
  starts_on: z.string(),
  due_on: z.string(),
  recurrence: z.enum(RECURRENCES),
  assigner: z.enum(ASSIGNERS).nullable(),
  ...Source,
  parent_id: z.number().nullable(),
  /** Of the plan it stands in; null: it stands in none. */
  plan_state: z.enum(['draft', 'approved', 'amending']).nullable(),
  carried_from_id: z.number().nullable(),
  carried_reason: z.string().nullable(),
  origin_kind: z.string().nullable(),
  origin_id: z.string().nullable(),
  origin_points: z.string().nullable(),
  note: z.string().nullable(),
  /** To be named by whoever changes it. */
  edition: z.number(),
  /** To how many units it was handed down. */
  handed_down: z.number(),
  cooperating: z.array(Named),
  /** Why it is not done, below plan or dropped, as last told. */
  reason: z.string().nullable(),
});

export const TaskShown = Row.extend({
  state: z.enum(STATES),
  /** As last told, 0 to 100; null: nobody said. */
  percent: z.number().nullable(),
  finished_on: z.string().nullable(),
  next_due_on: z.string().nullable(),
  days_late: z.number().nullable(),
});
export type TaskShown = z.infer<typeof TaskShown>;

/** The tasks in full, in the order given. */
export async function shown(db: Db, tasks: readonly Judged[], day: Day): Promise<TaskShown[]> {
  if (tasks.length === 0) return [];
  const rows = await many(db, sql.rows, { ids: tasks.map((task) => task.id), day }, Row);
  const by_id = new Map(rows.map((row) => [row.id, row]));
  return tasks.map((task) => ({
    ...(by_id.get(task.id) as z.infer<typeof Row>),
    state: task.state,
    percent: task.percent,
    finished_on: task.last_status === 'done' ? task.last_on : null,
    next_due_on: nextDue(task, day),
    days_late: daysLate(task, day, daysBetween),
  }));
}

export const SORTS = ['due_on', 'state', 'area', 'lead'] as const;
export type Sort = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;
export type Filter = { states?: readonly State[] | undefined; outcome?: Outcome | undefined };

/** Those of a state or an outcome, sorted; ties keep the order of the plan. */
export function picked(tasks: readonly Judged[], filter: Filter, sort?: Sort): Judged[] {
  const kept = tasks.filter(
    (task) =>
      (!filter.states?.length || filter.states.includes(task.state)) &&
      (!filter.outcome || outcomeOf(task.state) === filter.outcome),
  );
  if (!sort) return kept;
  const key = sort.replace('-', '') as (typeof SORTS)[number];
  const value = (task: Judged): string | number => {
    if (key === 'due_on') return task.due_on;
    if (key === 'state') return STATES.indexOf(task.state);
    if (key === 'area') return AREAS.indexOf(task.area);
    return task.lead_unit_id;
  };
  const sign = sort.startsWith('-') ? -1 : 1;
  return kept.sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    return left < right ? -sign : left > right ? sign : 0;
  });
}

export const TaskChange = z.object({
  id: z.number(),
  version: z.number(),
  what: z.enum(['added', 'changed', 'removed']),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
});
export const Parent = z.object({ id: z.number(), title: z.string(), unit_code: z.string(), unit_name: z.string() });

export function changesOf(db: Db, task: { tenant: number; id: number }): Promise<z.infer<typeof TaskChange>[]> {
  return many(db, sql.changes_of, { tenant: task.tenant, task_id: task.id }, TaskChange);
}

export async function parentOf(
  db: Db,
  task: { tenant: number; parent_id: number | null },
): Promise<z.infer<typeof Parent> | null> {
  if (task.parent_id === null) return null;
  return maybeOne(db, sql.parent_of, { tenant: task.tenant, id: task.parent_id }, Parent);
}
