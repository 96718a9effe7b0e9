// Tasks entered, changed, taken out: in a draft, under an amendment, or assigned.
import { z } from 'zod';
import { may } from '#access';
import { type Day, yearOf } from '#lib/day';
import { brokenConstraint, DomainError } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import { type By, noted, optional, Source, SourceInput, text, unitNamed, unitWithin, year } from './change.ts';
import { yearEnd, yearStart } from './state.ts';
import { judged } from './tasks.ts';
import { AREAS, ASSIGNERS, RECURRENCES, TASK_KINDS, type TaskKind } from './words.ts';

const sql = loadSql(import.meta.url, [
  'lock_task',
  'insert_task',
  'task_of_client',
  'update_task',
  'remove_task',
  'clear_cooperation',
  'add_cooperation',
  'insert_change',
]);

const Held = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  plan_id: z.number().nullable(),
  year: z.number(),
  kind: z.enum(TASK_KINDS),
  area: z.enum(AREAS),
  code: z.string().nullable(),
  title: z.string(),
  product: z.string().nullable(),
  lead_unit_id: z.number(),
  starts_on: z.string(),
  due_on: z.string(),
  recurrence: z.enum(RECURRENCES),
  assigner: z.enum(ASSIGNERS).nullable(),
  ...Source,
  parent_id: z.number().nullable(),
  note: z.string().nullable(),
  edition: z.number(),
  plan_state: z.enum(['draft', 'approved', 'amending']).nullable(),
  plan_version: z.number().nullable(),
  is_own: z.boolean(),
  is_owner: z.boolean(),
});
export type Held = z.infer<typeof Held>;

/** @throws plans.task_not_found */
export async function hold(db: Db, id: number, scope: Scope): Promise<Held> {
  const task = await maybeOne(db, sql.lock_task, { id, scope: scope.unit_ids }, Held);
  if (!task) throw new DomainError('plans.task_not_found', 404, { id });
  return task;
}

export const TaskInput = z.object({
  area: z.enum(AREAS),
  code: optional(20),
  title: text(2000),
  product: optional(1000),
  lead: text(60),
  cooperating: z.array(text(60)).max(60).default([]),
  starts_on: z.iso.date().nullable().default(null),
  due_on: z.iso.date().nullable().default(null),
  recurrence: z.enum(RECURRENCES).default('none'),
  ...SourceInput,
  note: optional(2000),
});
export type TaskInput = z.output<typeof TaskInput>;

/** Of no plan: from the province, a chairman, a meeting. */
export const AssignedInput = TaskInput.extend({ unit: text(60), year, assigner: z.enum(ASSIGNERS), client_id: optional(60) });

type Place = { tenant: number; unit_id: number; plan_id: number | null; year: number; kind: TaskKind; version: number };
type More = Partial<{
  assigner: Held['assigner'];
  parent_id: number;
  carried_from_id: number;
  carried_reason: string;
  origin_kind: string;
  origin_id: string;
  origin_points: string | null;
  client_id: string | null;
}>;
const Id = z.object({ id: z.number() });

/** A task's days: the whole year where none is told. @throws plans.task_due_before_start, plans.task_outside_year */
export function daysOf(input: { starts_on: Day | null; due_on: Day | null }, of_year: number): { starts_on: Day; due_on: Day } {
  const due_on = input.due_on ?? yearEnd(of_year);
  const starts_on = input.starts_on ?? (due_on < yearStart(of_year) ? due_on : yearStart(of_year));
  if (due_on < starts_on) throw new DomainError('plans.task_due_before_start', 422, { starts_on, due_on });
  if (yearOf(due_on) < of_year || yearOf(starts_on) > of_year)
    throw new DomainError('plans.task_outside_year', 422, { starts_on, due_on, year: of_year });
  return { starts_on, due_on };
}

/** Enters a task where it belongs; the caller has looked whether one may. @throws plans.task_due_before_start, plans.task_outside_year, plans.other_province, org.unit_unknown */
export async function insertTask(
  db: Db,
  place: Place,
  input: TaskInput,
  by: By,
  more: More = {},
  why: string | null = null,
): Promise<number> {
  const days = daysOf(input, place.year);
  const within = { tenant: place.tenant, scope: by.scope };
  const lead = await unitNamed(db, input.lead, days.due_on, within);
  const helping = await unitsNamed(db, input.cooperating, days.due_on, lead.id, within);
  const { version: _, ...at } = place;
  const row = {
    ...at,
    ...days,
    area: input.area,
    code: input.code,
    title: input.title,
    product: input.product,
    lead_unit_id: lead.id,
    recurrence: input.recurrence,
    source_number: input.source_number,
    source_on: input.source_on,
    source_issuer: input.source_issuer,
    note: input.note,
    assigner: more.assigner ?? null,
    parent_id: more.parent_id ?? null,
    carried_from_id: more.carried_from_id ?? null,
    carried_reason: more.carried_reason ?? null,
    origin_kind: more.origin_kind ?? null,
    origin_id: more.origin_id ?? null,
    origin_points: more.origin_points ?? null,
    client_id: more.client_id ?? null,
    at: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  };
  const made = await maybeOne(db, sql.insert_task, row, Id);
  if (!made) return sentBefore(db, row);
  const { id } = made;
  if (helping.length > 0) await exec(db, sql.add_cooperation, { tenant: place.tenant, task_id: id, unit_ids: helping });
  const after = { ...input, ...days, lead: lead.code };
  await changed(db, { id, ...place }, 'added', { before: null, after, reason: why }, by);
  await noted(db, 'task', { id, tenant: place.tenant, unit_id: place.unit_id }, 'add_task', by, { after, reason: why });
  return id;
}

/** The task that the same page sent before. @throws plans.client_id_taken when it was another one */
async function sentBefore(
  db: Db,
  sent: { tenant: number; unit_id: number; title: string; client_id: string | null },
): Promise<number> {
  const { tenant, client_id } = sent;
  const there = await one(db, sql.task_of_client, { tenant, client_id }, Id.extend({ unit_id: z.number(), title: z.string() }));
  if (there.unit_id !== sent.unit_id || there.title !== sent.title)
    throw new DomainError('plans.client_id_taken', 409, { client_id });
  return there.id;
}

async function unitsNamed(
  db: Db,
  codes: readonly string[],
  day: Day,
  without: number,
  within: { tenant: number; scope: Scope },
): Promise<number[]> {
  const ids = new Set<number>();
  for (const code of codes) ids.add((await unitNamed(db, code, day, within)).id);
  ids.delete(without);
  return [...ids];
}

type Change = { before: unknown; after: unknown; reason: string | null };

async function changed(
  db: Db,
  of: { id: number; tenant: number; plan_id: number | null; version: number },
  what: 'added' | 'changed' | 'removed',
  { before, after, reason }: Change,
  by: By,
): Promise<void> {
  await exec(db, sql.insert_change, {
    tenant: of.tenant,
    task_id: of.id,
    plan_id: of.plan_id,
    version: of.version,
    what,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
    reason,
    at: by.now,
    by_id: by.actor.user_id,
    by_name: by.actor.name,
  });
}

/** A task assigned by the province, a chairman, a meeting: it stands in no plan. @throws plans.unit_not_permitted and those of `insertTask` */
export async function assign(
  db: Db,
  input: Omit<z.output<typeof AssignedInput>, 'client_id'> & { client_id?: string | null },
  by: By,
): Promise<number> {
  const { unit: code, assigner, year: of_year, client_id = null, ...task } = input;
  const unit = await unitWithin(db, code, by.today < yearEnd(of_year) ? by.today : yearEnd(of_year), by.scope);
  const place: Place = { tenant: unit.tenant, unit_id: unit.id, plan_id: null, year: of_year, kind: 'assigned', version: 0 };
  return insertTask(db, place, task, by, { assigner, client_id });
}

/** An approved plan is changed by an amendment only. @returns the version that the change leads to. @throws plans.approved_needs_amendment */
export function versionToChange(task: {
  plan_state: Held['plan_state'];
  plan_version: number | null;
  plan_id: number | null;
}): number {
  if (task.plan_state === 'approved') throw new DomainError('plans.approved_needs_amendment', 409, { plan_id: task.plan_id });
  return task.plan_version === null ? 0 : task.plan_version + 1;
}

const asSaid = (task: Held) => {
  const { area, code, title, product, starts_on, due_on, recurrence, source_number, source_on, source_issuer, note } = task;
  return { area, code, title, product, starts_on, due_on, recurrence, source_number, source_on, source_issuer, note };
};

/**
 * Changes what is planned: in a draft, or while an amendment is open; an assigned task with a reason.
 * @param input.edition the one that was seen; null: whatever stands there
 * @throws plans.task_not_found, plans.unit_not_permitted, plans.changed_meanwhile, plans.approved_needs_amendment, plans.reason_needed and those of
 * `insertTask`
 */
export async function changeTask(
  db: Db,
  id: number,
  input: TaskInput & { reason: string | null; edition?: number | null },
  by: By,
): Promise<void> {
  const task = await holdOwned(db, id, by);
  refuseStale(task, input.edition ?? null);
  const version = versionToChange(task);
  if (task.plan_state !== 'draft' && input.reason === null) throw new DomainError('plans.reason_needed', 422, {});
  const days = daysOf(input, task.year);
  const within = { tenant: task.tenant, scope: by.scope };
  const lead = await unitNamed(db, input.lead, days.due_on, within);
  const { reason, cooperating, lead: _, edition: __, ...planned } = input;
  const row = { ...planned, ...days, lead_unit_id: lead.id, tenant: task.tenant, id, assigner: task.assigner };
  await exec(db, sql.update_task, row);
  const helping = await unitsNamed(db, cooperating, days.due_on, lead.id, within);
  await exec(db, sql.clear_cooperation, { tenant: task.tenant, task_id: id });
  if (helping.length > 0) await exec(db, sql.add_cooperation, { tenant: task.tenant, task_id: id, unit_ids: helping });
  const after = { ...planned, ...days, lead: lead.code, cooperating };
  await changed(db, { ...task, version }, 'changed', { before: asSaid(task), after, reason }, by);
  await noted(db, 'task', task, 'change_task', by, { before: asSaid(task), after, reason });
}

/** @throws plans.changed_meanwhile when somebody else wrote it since it was seen */
export function refuseStale(known: { edition: number }, seen: number | null): void {
  if (seen !== null && seen !== known.edition) throw new DomainError('plans.changed_meanwhile', 409, { edition: known.edition });
}

/** Takes a task out of its plan or list; it stays on record. @throws as `changeTask`; plans.task_handed_down */
export async function removeTask(db: Db, id: number, reason: string, by: By): Promise<void> {
  const task = await holdOwned(db, id, by);
  const version = versionToChange(task);
  const below = await judged(db, { parent_id: id }, by.today, { unit_ids: null });
  if (below.length > 0) throw new DomainError('plans.task_handed_down', 409, { id, units: below.length });
  await exec(db, sql.remove_task, { tenant: task.tenant, id, at: by.now, reason });
  await changed(db, { ...task, version }, 'removed', { before: asSaid(task), after: null, reason }, by);
  await noted(db, 'task', task, 'remove_task', by, { before: asSaid(task), reason });
}

/** Only whose plan or list it is may change what is planned. @throws plans.task_not_found, plans.unit_not_permitted */
async function holdOwned(db: Db, id: number, by: By): Promise<Held> {
  const task = await hold(db, id, by.scope);
  if (!may(by.scope, task.unit_id)) throw new DomainError('plans.unit_not_permitted', 403, { id });
  return task;
}

/** Runs `work`; a task that stands already (handed down, carried, made up for) is told as such. @throws plans.task_exists */
export async function once<T>(work: () => Promise<T>, data: Record<string, unknown>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!['task_handed_once', 'task_carried_once', 'task_origin_once'].includes(brokenConstraint(error) ?? '')) throw error;
    throw new DomainError('plans.task_exists', 409, data, { cause: error });
  }
}
