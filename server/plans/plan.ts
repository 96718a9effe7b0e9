// Yearly plans: drafted, approved, amended, carried over into the next year.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitById, unitOn } from '#org';
import { type By, noted, optional, text, unitWithin, year } from './change.ts';
import { isClosed, yearEnd, yearStart } from './state.ts';
import { insertTask, once, type TaskInput } from './task-write.ts';
import { judged, shown } from './tasks.ts';
import { PLAN_KINDS, type PlanKind } from './words.ts';

const sql = loadSql(import.meta.url, [
  'plans',
  'lock_plan',
  'insert_plan',
  'update_plan',
  'approve_plan',
  'open_amendment',
  'last_told',
  'versions',
  'carried',
]);

const PLAN_STATES = ['draft', 'approved', 'amending'] as const;
const Document = {
  document_number: z.string().nullable(),
  document_on: z.string().nullable(),
  document_issuer: z.string().nullable(),
};

export const Plan = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  year: z.number(),
  kind: z.enum(PLAN_KINDS),
  title: z.string(),
  ...Document,
  note: z.string().nullable(),
  state: z.enum(PLAN_STATES),
  version: z.number(),
  amend_reason: z.string().nullable(),
  amend_document: z.string().nullable(),
  amend_on: z.string().nullable(),
  approved_at: z.date().nullable(),
  created_at: z.date(),
  created_by_name: z.string(),
  tasks: z.number(),
});
export type Plan = z.infer<typeof Plan>;

export type PlansAsk = { unit_ids?: readonly number[] | null; year?: number | undefined; kind?: PlanKind | undefined };

export function plans(db: Db, ask: PlansAsk, scope: Scope): Promise<Plan[]> {
  const params = { id: null, unit_ids: ask.unit_ids ?? null, year: ask.year ?? null, kind: ask.kind ?? null };
  return many(db, sql.plans, { ...params, scope: scope.unit_ids }, Plan);
}

/** @throws plans.not_found */
export async function plan(db: Db, id: number, scope: Scope): Promise<Plan> {
  const found = await maybeOne(db, sql.plans, { id, unit_ids: null, year: null, kind: null, scope: scope.unit_ids }, Plan);
  if (!found) throw new DomainError('plans.not_found', 404, { id });
  return found;
}

const LockedPlan = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  year: z.number(),
  kind: z.enum(PLAN_KINDS),
  title: z.string(),
  ...Document,
  note: z.string().nullable(),
  state: z.enum(PLAN_STATES),
  version: z.number(),
});
export type LockedPlan = z.infer<typeof LockedPlan>;

/** @throws plans.not_found, plans.not_in_this_state */
export async function holdPlan(
  db: Db,
  id: number,
  scope: Scope,
  states: readonly Plan['state'][] = PLAN_STATES,
): Promise<LockedPlan> {
  const found = await maybeOne(db, sql.lock_plan, { id, scope: scope.unit_ids }, LockedPlan);
  if (!found) throw new DomainError('plans.not_found', 404, { id });
  if (!states.includes(found.state)) throw new DomainError('plans.not_in_this_state', 409, { id, state: found.state });
  return found;
}

/** One whose tasks may be changed now. @throws plans.not_found, plans.approved_needs_amendment */
export async function holdOpenPlan(db: Db, id: number, scope: Scope): Promise<LockedPlan> {
  const found = await holdPlan(db, id, scope);
  if (found.state === 'approved') throw new DomainError('plans.approved_needs_amendment', 409, { plan_id: id });
  return found;
}

/** Where a task of the plan is entered, and the version that this leads to. */
export const placeIn = (of: LockedPlan) => ({
  tenant: of.tenant,
  unit_id: of.unit_id,
  plan_id: of.id,
  year: of.year,
  kind: of.kind === 'remediation' ? ('remediation' as const) : ('plan' as const),
  version: of.version + 1,
});

/** Adds a task to a draft, or to a plan under amendment. @throws plans.not_found, plans.approved_needs_amendment and those of `insertTask` */
export async function addTask(
  db: Db,
  plan_id: number,
  input: TaskInput,
  by: By,
  why: string | null = null,
  client_id: string | null = null,
): Promise<number> {
  return insertTask(db, placeIn(await holdOpenPlan(db, plan_id, by.scope)), input, by, { client_id }, why);
}

export const PlanInput = z.object({
  title: text(500),
  document_number: optional(100),
  document_on: z.iso.date().nullable().default(null),
  document_issuer: optional(200),
  note: optional(2000),
});
export const NewPlan = PlanInput.extend({ unit: text(60), year, kind: z.enum(PLAN_KINDS).default('reform') });

const Id = z.object({ id: z.number() });
const lastDay = (of_year: number, today: Day): Day =>
  today < yearStart(of_year) || today > yearEnd(of_year) ? yearEnd(of_year) : today;

/** @throws plans.unit_not_permitted, plans.exists when the unit has a reform plan of the year already */
export async function createPlan(db: Db, input: z.output<typeof NewPlan>, by: By): Promise<number> {
  const { unit: code, ...said } = input;
  const unit = await unitWithin(db, code, lastDay(input.year, by.today), by.scope);
  return insertPlan(db, { id: unit.id, tenant: unit.tenant }, said, by);
}

async function insertPlan(
  db: Db,
  unit: { id: number; tenant: number },
  said: Omit<z.output<typeof NewPlan>, 'unit'>,
  by: By,
): Promise<number> {
  const row = { ...said, tenant: unit.tenant, unit_id: unit.id, at: by.now, by_id: by.actor.user_id, by_name: by.actor.name };
  const { id } = await translating({ plan_reform_once: { code: 'plans.exists', data: { year: said.year } } }, () =>
    one(db, sql.insert_plan, row, Id),
  );
  await noted(db, 'plan', { id, tenant: unit.tenant, unit_id: unit.id }, 'create', by, { after: said });
  return id;
}

/** @throws plans.not_found, plans.approved_needs_amendment */
export async function changePlan(db: Db, id: number, input: z.output<typeof PlanInput>, by: By): Promise<void> {
  const found = await holdOpenPlan(db, id, by.scope);
  await exec(db, sql.update_plan, { ...input, tenant: found.tenant, id });
  const { title, document_number, document_on, document_issuer, note } = found;
  const before = { title, document_number, document_on, document_issuer, note };
  await noted(db, 'plan', found, 'change', by, { before, after: input });
}

/** Approves a draft, or closes an amendment. @returns the version. @throws plans.not_found, plans.not_in_this_state, plans.empty */
export async function approve(db: Db, id: number, by: By): Promise<number> {
  const found = await holdPlan(db, id, by.scope, ['draft', 'amending']);
  const tasks = await judged(db, { plan_id: id }, by.today, { unit_ids: null });
  if (tasks.length === 0) throw new DomainError('plans.empty', 409, { id });
  const { version } = await one(
    db,
    sql.approve_plan,
    { tenant: found.tenant, id, at: by.now },
    z.object({ version: z.number() }),
  );
  await noted(db, 'plan', found, 'approve', by, { before: { state: found.state }, after: { version, tasks: tasks.length } });
  return version;
}

export const AmendInput = z.object({ reason: text(1000), document: optional(200) });

/** Opens an approved plan for changes. @throws plans.not_found, plans.not_in_this_state */
export async function amend(db: Db, id: number, input: z.output<typeof AmendInput>, by: By): Promise<void> {
  const found = await holdPlan(db, id, by.scope, ['approved']);
  await exec(db, sql.open_amendment, { ...input, on_day: by.today, tenant: found.tenant, id });
  await noted(db, 'plan', found, 'amend', by, { after: { document: input.document }, reason: input.reason });
}

/**
 * As of which day a plan is looked at when nobody says: today, and of a past year the last day of which anything was told, because of the days
 * after it nothing is known.
 */
export async function usualDay(
  db: Db,
  of: { plan_id?: number | undefined; year: number; unit_ids?: readonly number[] | null },
  today: Day,
  scope: Scope,
): Promise<Day> {
  const last_of_year = yearEnd(of.year);
  if (today <= last_of_year) return today;
  const params = { plan_id: of.plan_id ?? null, year: of.year, unit_ids: of.unit_ids ?? null, scope: scope.unit_ids };
  const { day } = await one(db, sql.last_told, params, z.object({ day: z.string().nullable() }));
  return day !== null && day < last_of_year ? day : last_of_year;
}

export const Version = z.object({
  version: z.number(),
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
  first_at: z.date(),
  last_at: z.date(),
});

export function versionsOf(db: Db, of: { tenant: number; id: number }): Promise<z.infer<typeof Version>[]> {
  return many(db, sql.versions, { tenant: of.tenant, plan_id: of.id }, Version);
}

/**
 * Copies what is not finished into the next year's plan of the same kind, a draft made if there is none; each task says where it comes from and why.
 * @returns the plan and how many tasks were carried over; those carried before are left out
 * @throws plans.not_found, plans.approved_needs_amendment when the next plan is approved already, plans.nothing_to_carry
 */
export async function rollOver(db: Db, id: number, reason: string, by: By): Promise<{ plan_id: number; carried: number }> {
  const from = await holdPlan(db, id, by.scope, ['approved', 'amending']);
  const on = yearEnd(from.year);
  const open = (await judged(db, { plan_id: id }, on, { unit_ids: null })).filter((task) => !isClosed(task.state));
  if (open.length === 0) throw new DomainError('plans.nothing_to_carry', 409, { id });
  const next = await nextPlan(db, from, by);
  const known = new Set((await many(db, sql.carried, { ids: open.map((task) => task.id) }, Id)).map((row) => row.id));
  const tasks = await shown(
    db,
    open.filter((task) => !known.has(task.id)),
    on,
  );
  for (const task of tasks) {
    const input = {
      area: task.area,
      code: task.code,
      title: task.title,
      product: task.product,
      lead: task.lead_code,
      cooperating: task.cooperating.map((unit) => unit.code),
      starts_on: yearStart(next.year),
      due_on: null,
      recurrence: task.recurrence,
      source_number: task.source_number,
      source_on: task.source_on,
      source_issuer: task.source_issuer,
      note: task.note,
    };
    const more = { carried_from_id: task.id, carried_reason: reason };
    await once(() => insertTask(db, placeIn(next), input, by, more, reason), { id: task.id });
  }
  await noted(db, 'plan', from, 'roll_over', by, { after: { plan_id: next.id, carried: tasks.length }, reason });
  return { plan_id: next.id, carried: tasks.length };
}

async function nextPlan(db: Db, from: LockedPlan, by: By): Promise<LockedPlan> {
  const year = from.year + 1;
  const [existing] = await plans(db, { unit_ids: [from.unit_id], year, kind: from.kind }, { unit_ids: null });
  if (existing) return holdOpenPlan(db, existing.id, { unit_ids: null });
  // A unit that has ended by then carries nothing over: what became of it has a plan of its own.
  const unit = await unitOn(db, (await unitById(db, from.unit_id, yearEnd(from.year))).code, yearStart(year));
  const said = {
    year,
    kind: from.kind,
    title: from.title.replaceAll(String(from.year), String(year)),
    document_number: null,
    document_on: null,
    document_issuer: null,
    note: null,
  };
  return holdPlan(db, await insertPlan(db, unit, said, by), { unit_ids: null });
}
