// From what is missing to what is to be done about it: one task for each missing point or target not met, in the remediation plan of the year.
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type By, unitWithin } from './change.ts';
import { createPlan, holdPlan, type LockedPlan, placeIn, plans } from './plan.ts';
import { yearEnd } from './state.ts';
import { targetVerdicts } from './targets.ts';
import { insertTask, once, TaskInput } from './task-write.ts';
import type { Area } from './words.ts';

export type Missing = {
  /** Code of the unit whose plan it goes into, and of the office that answers for it. */
  unit: string;
  lead: string;
  year: number;
  area: Area;
  title: string;
  product?: string | null;
  due_on?: string | null;
  /** What it makes up for, as the module that asks knows it: `score_gap` and its id, `target` and its id. One task for each. */
  origin: { kind: string; id: string | number; points: string | null };
  note?: string | null;
};

/**
 * A task that makes up for something missing, in the unit's remediation plan of the year; a draft of one is made where there is none.
 * An approved plan takes it only under an amendment.
 * @param by with the units in which the asker may write plans
 * @throws plans.unit_not_permitted, plans.approved_needs_amendment, plans.task_exists, plans.task_due_before_start, plans.task_outside_year, org.unit_unknown
 */
export async function remediationTask(db: Db, missing: Missing, by: By): Promise<{ plan_id: number; task_id: number }> {
  const plan = await remediationPlan(db, missing, by);
  if (plan.state === 'approved') throw new DomainError('plans.approved_needs_amendment', 409, { plan_id: plan.id });
  const { area, title, product = null, lead, due_on = null, note = null, origin } = missing;
  // What is to be made up for begins when it is planned.
  const starts_on = by.today.startsWith(String(missing.year)) ? by.today : null;
  const input = TaskInput.parse({ area, title, product, lead, starts_on, due_on, note });
  const more = { origin_kind: origin.kind, origin_id: String(origin.id), origin_points: origin.points };
  const task_id = await once(() => insertTask(db, placeIn(plan), input, by, more), { origin: origin.kind, id: origin.id });
  return { plan_id: plan.id, task_id };
}

async function remediationPlan(db: Db, { unit: code, year }: Missing, by: By): Promise<LockedPlan> {
  const last = yearEnd(year);
  const unit = await unitWithin(db, code, by.today < last ? by.today : last, by.scope);
  const there = await plans(db, { unit_ids: [unit.id], year, kind: 'remediation' }, by.scope);
  const open = there.find((plan) => plan.state !== 'approved') ?? there[0];
  if (open) return holdPlan(db, open.id, by.scope);
  const title = `Kế hoạch khắc phục hạn chế, nâng cao chỉ số CCHC năm ${year}`;
  const said = { unit: code, year, kind: 'remediation' as const, title };
  const nothing = { document_number: null, document_on: null, document_issuer: null, note: null };
  return holdPlan(db, await createPlan(db, { ...said, ...nothing }, by), by.scope);
}

/** For a target that is not met: the same, led by whoever leads the target. @throws plans.target_not_found, plans.target_not_missed and those of `remediationTask` */
export async function remedyTarget(
  db: Db,
  id: number,
  input: { title: string; product: string | null; area: Area; due_on: string | null; year: number | null },
  by: By,
): Promise<{ plan_id: number; task_id: number }> {
  const [row] = (await targetVerdicts(db, { id }, by.scope, by.today)).rows;
  if (!row) throw new DomainError('plans.target_not_found', 404, { id });
  if (row.verdict === 'met') throw new DomainError('plans.target_not_missed', 409, { id });
  const { title, product, area, due_on } = input;
  const note = `Chỉ tiêu ${row.code}: ${row.name}`;
  const origin = { kind: 'target', id, points: null };
  const missing = {
    unit: row.unit_code,
    lead: row.lead_code,
    year: input.year ?? row.year,
    area,
    title,
    product,
    due_on,
    origin,
    note,
  };
  return remediationTask(db, missing, by);
}
