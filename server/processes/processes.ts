import { z } from 'zod';
import { record } from '#audit';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { unitOn } from '#org';
import { nationalCode } from '#procedures';
import { Definition, type Fault, faultsOf } from './definition.ts';
import { above, limitOn } from './show.ts';

export {
  type Absence,
  absences,
  addAbsence,
  awayOn,
  Colleague,
  colleagues,
  endAbsence,
  grantedOn,
  ledBy,
  mayStandIn,
  NewAbsence,
  standIns,
} from './absence.ts';
export { back, begin, type Course, earlier, type Move, next, stepOf } from './course.ts';
export {
  Definition,
  type Fault,
  faultsOf,
  interlinking,
  type Leg,
  type Power,
  type ProcedureLimit,
  reachable,
  type Step,
  type StepLimit,
  stepHours,
  type UnitRule,
  workingHours,
} from './definition.ts';
export { nearest, type ProcessVersion, processOn, processVersion } from './find.ts';
export { loadPack } from './pack.ts';
export { putInForce } from './put.ts';
export { above, get, limitOn, list, type Reader } from './show.ts';
export { ruleFor, type Simulation, simulate } from './simulate.ts';
export { divisionOf, unitOfRule } from './unit-rule.ts';

const sql = loadSql(import.meta.url, [
  'process_for_change',
  'same_process',
  'insert_process',
  'rename_process',
  'insert_version',
  'save_draft',
  'draft_of',
  'discard_draft',
  'forget_process',
  'put_in_force',
  'starting_on',
  'end_before',
  'next_start',
  'definition_of',
  'procedure_id',
]);

/** Who changes, when, where they may. */
export type By = { actor: Actor; now: Date; today: Day; scope: Scope; request_id?: string | null };

const Level = z.enum(['province', 'district', 'commune']);

export const NewProcess = z.object({
  /** Holds for this unit and everything below it. */
  unit: z.string().max(60),
  procedure_code: z.string().max(60).nullable().default(null),
  level: Level.nullable().default(null),
  name_vi: z.string().trim().min(1).max(300),
  name_en: z.string().trim().min(1).max(300),
  definition: Definition.optional(),
  /** Begins as a copy of this version; left out together with `definition`: as one step that decides. */
  copy_of: z.number().int().positive().optional(),
});
export type NewProcess = z.output<typeof NewProcess>;

const EMPTY = Definition.parse({
  steps: [
    {
      code: 'tiep_nhan',
      name_vi: 'Tiếp nhận hồ sơ',
      name_en: 'Reception',
      role: 'reception_officer',
      unit: { at: 'receiving' },
      limit: { unit: 'hour', amount: 4 },
      assign: { rule: 'receiver' },
      next: ['giai_quyet'],
    },
    {
      code: 'giai_quyet',
      name_vi: 'Giải quyết',
      name_en: 'Decision',
      role: 'leader',
      unit: { at: 'competent' },
      may: ['step_back', 'decide', 'stop'],
    },
  ],
});

const Id = z.object({ id: z.number() });

/** @throws processes.unit_not_permitted, processes.exists_already, processes.not_found, org.unit_unknown, org.unit_not_on_day, procedures.unknown */
export async function create(db: Db, input: NewProcess, by: By): Promise<{ id: number }> {
  const unit = await unitOn(db, input.unit, by.today);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('processes.unit_not_permitted', 403, { unit: unit.code });
  const procedure_id = input.procedure_code === null ? null : await procedureId(db, input.procedure_code);
  const same = await maybeOne(db, sql.same_process, { unit_id: unit.id, procedure_id, level: input.level }, Id);
  if (same) throw new DomainError('processes.exists_already', 409, { id: same.id });
  const definition = input.definition ?? (input.copy_of ? await copied(db, input.copy_of, by) : EMPTY);
  const { name_vi, name_en, level } = input;
  const process = { tenant: unit.tenant, unit_id: unit.id, procedure_id, level, is_model: false, name_vi, name_en };
  const { id } = await one(db, sql.insert_process, { ...process, actor_id: by.actor.user_id, now: by.now }, Id);
  await insertDraft(db, id, definition, by);
  await audit(db, by, 'processes.create', { id, tenant: unit.tenant, unit_id: unit.id }, null, { ...process, definition }, null);
  return { id };
}

async function procedureId(db: Db, code: string): Promise<number> {
  const found = await maybeOne(db, sql.procedure_id, { code: nationalCode(code) }, Id);
  if (!found) throw new DomainError('procedures.unknown', 404, { code: nationalCode(code) });
  return found.id;
}

async function copied(db: Db, version_id: number, by: By): Promise<Definition> {
  const reach = by.scope.unit_ids === null ? [] : await above(db, by.scope.unit_ids, by.today);
  const found = await maybeOne(
    db,
    sql.definition_of,
    { id: version_id, scope: by.scope.unit_ids, above: reach },
    z.object({ definition: Definition, name_vi: z.string(), name_en: z.string() }),
  );
  if (!found) throw new DomainError('processes.not_found', 404, { version_id });
  return found.definition;
}

const Held = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  procedure_id: z.number().nullable(),
  level: Level.nullable(),
  is_model: z.boolean(),
  name_vi: z.string(),
  name_en: z.string(),
  procedure_code: z.string().nullable(),
});
const Draft = z.object({ id: z.number(), revision: z.number(), definition: Definition, changed_by_name: z.string().nullable() });

/** @throws processes.not_found, also for a model and out of scope */
async function hold(db: Db, id: number, by: By): Promise<z.infer<typeof Held>> {
  const found = await maybeOne(db, sql.process_for_change, { id, scope: by.scope.unit_ids }, Held);
  if (!found) throw new DomainError('processes.not_found', 404, { id });
  return found;
}

async function insertDraft(db: Db, process_id: number, definition: Definition, by: By): Promise<number> {
  const { id } = await one(
    db,
    sql.insert_version,
    {
      process_id,
      state: 'draft',
      from: null,
      until: null,
      definition: JSON.stringify(definition),
      decision_no: null,
      decided_on: null,
      source: null,
      status: 'to_be_verified',
      actor_id: by.actor.user_id,
      now: by.now,
    },
    Id,
  );
  return id;
}

/**
 * Keeps what is being written; it need not be whole yet. Without a draft one begins.
 * @param input.revision of the draft that was read; 0: there was none
 * @returns what is still wrong with it
 * @throws processes.not_found, processes.draft_changed
 */
export async function saveDraft(
  db: Db,
  id: number,
  input: { definition: Definition; revision: number; name_vi?: string | undefined; name_en?: string | undefined },
  by: By,
): Promise<{ revision: number; faults: Fault[] }> {
  const process = await hold(db, id, by);
  const draft = await maybeOne(db, sql.draft_of, { process_id: id }, Draft);
  let revision = 1;
  if (!draft && input.revision === 0) await insertDraft(db, id, input.definition, by);
  else {
    const saved = await maybeOne(
      db,
      sql.save_draft,
      {
        process_id: id,
        revision: input.revision,
        definition: JSON.stringify(input.definition),
        actor_id: by.actor.user_id,
        now: by.now,
      },
      z.object({ id: z.number(), revision: z.number() }),
    );
    if (!saved) throw new DomainError('processes.draft_changed', 409, { id, by: draft?.changed_by_name ?? null });
    revision = saved.revision;
  }
  if (input.name_vi && input.name_en) await exec(db, sql.rename_process, { id, name_vi: input.name_vi, name_en: input.name_en });
  await audit(
    db,
    by,
    'processes.save_draft',
    process,
    { definition: draft?.definition ?? null },
    { definition: input.definition },
    null,
  );
  return { revision, faults: faultsOf(input.definition, await limitOn(db, process.procedure_code, by.today)) };
}

/** A process of which nothing was ever in force goes with its draft. @throws processes.not_found, processes.no_draft */
export async function discardDraft(db: Db, id: number, by: By): Promise<void> {
  const process = await hold(db, id, by);
  const draft = await maybeOne(db, sql.draft_of, { process_id: id }, Draft);
  if (!draft) throw new DomainError('processes.no_draft', 409, { id });
  await exec(db, sql.discard_draft, { process_id: id });
  await exec(db, sql.forget_process, { process_id: id });
  await audit(db, by, 'processes.discard_draft', process, { definition: draft.definition }, null, null);
}

export type Publication = { from: Day; decision_no: string; decided_on?: Day | undefined };

/**
 * Puts the draft in force from a day on, by a decision. What was in force ends there; dossiers keep the version of their reception.
 * @throws processes.not_found, processes.no_draft, processes.faulty, processes.day_in_the_past, processes.starts_already
 */
export async function publish(
  db: Db,
  id: number,
  { from, decision_no, decided_on }: Publication,
  by: By,
): Promise<{ version_id: number }> {
  const process = await hold(db, id, by);
  const draft = await maybeOne(db, sql.draft_of, { process_id: id }, Draft);
  if (!draft) throw new DomainError('processes.no_draft', 409, { id });
  if (from < by.today) throw new DomainError('processes.day_in_the_past', 422, { from, today: by.today });
  const faults = faultsOf(draft.definition, await limitOn(db, process.procedure_code, from));
  if (faults.length > 0) throw new DomainError('processes.faulty', 422, { faults });
  await makeRoom(db, id, from);
  const { next_from } = await one(db, sql.next_start, { process_id: id, from }, z.object({ next_from: z.string().nullable() }));
  const said = { id: draft.id, from, until: next_from, decision_no, decided_on: decided_on ?? null };
  await exec(db, sql.put_in_force, { ...said, actor_id: by.actor.user_id, now: by.now });
  await audit(db, by, 'processes.publish', process, null, { ...said, definition: draft.definition }, decision_no);
  return { version_id: draft.id };
}

async function makeRoom(db: Db, process_id: number, from: Day): Promise<void> {
  const same = await maybeOne(db, sql.starting_on, { process_id, from }, Id);
  if (same) throw new DomainError('processes.starts_already', 409, { from });
  await many(db, sql.end_before, { process_id, from }, Id);
}

/** From a day on the process is no longer followed by new dossiers. @throws processes.not_found, processes.not_in_force, processes.day_in_the_past */
export async function end(db: Db, id: number, { from, decision_no }: Publication, by: By): Promise<void> {
  const process = await hold(db, id, by);
  if (from < by.today) throw new DomainError('processes.day_in_the_past', 422, { from, today: by.today });
  const ended = await many(db, sql.end_before, { process_id: id, from }, Id);
  if (ended.length === 0) throw new DomainError('processes.not_in_force', 409, { id, from });
  await audit(db, by, 'processes.end', process, null, { from, decision_no }, decision_no);
}

async function audit(
  db: Db,
  by: By,
  action: string,
  process: { id: number; tenant: number; unit_id: number },
  before: unknown,
  after: unknown,
  reason: string | null,
): Promise<void> {
  await record(db, {
    tenant: process.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action,
    subject_kind: 'process',
    subject_id: process.id,
    unit_id: process.unit_id,
    before,
    after,
    reason,
  });
}
