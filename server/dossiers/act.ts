import { z } from 'zod';
import { may } from '#access';
import { record } from '#audit';
import { calendarOn } from '#calendar';
import { keep, type Store } from '#files';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope, Upload } from '#lib/route';
import { type Db, loadSql, many, maybeOne } from '#lib/sql';
import { unitById, unitOn } from '#org';
import { papersOf as listedPapers, procedureOn, versionById } from '#procedures';
import { dueOf, pausesOf } from './due.ts';
import type { DossierEvent, Due, EventData } from './event.ts';
import { type DossierRow, type Projection, project } from './facts.ts';
import { eventsOf, factsFor, happen, lockDossier } from './keep.ts';
import { type By, limitOf, momentOf, PaperInput, papersOf } from './receive.ts';
import { ACTIONS, type Action, BY_HOLDER, type EventKind, statusAfter } from './status.ts';

const sql = loadSql(import.meta.url, ['officer', 'officers', 'paper']);

const reason = z.string().trim().min(1).max(1000);
const optional = z
  .string()
  .trim()
  .max(1000)
  .transform((text) => text || null)
  .nullable()
  .default(null);

/** What each action asks of the officer. */
export const ActionData = {
  accept: z.object({}),
  reject: z.object({ reason }),
  hand_over: z.object({
    to_unit: z.string().max(60).optional(),
    to_account_id: z.int().positive().nullable().default(null),
    note: optional,
  }),
  take_up: z.object({}),
  request_supplement: z.object({ reason, items: z.array(z.string().trim().min(1).max(300)).min(1).max(50) }),
  give_supplement: z.object({ note: optional, papers: z.array(PaperInput).max(100).default([]) }),
  request_payment: z.object({ amount_vnd: z.int().positive().max(1e12), reason }),
  record_payment: z.object({
    amount_vnd: z.int().positive().max(1e12),
    receipt_no: optional,
    is_online: z.boolean().default(false),
    /** An officer paid for the applicant: kept apart, or the share of online payments would flatter. */
    is_paid_on_behalf: z.boolean().default(false),
  }),
  withdraw: z.object({ reason }),
  stop: z.object({ reason, decision_no: optional }),
  decide: z
    .object({
      outcome: z.enum(['granted', 'refused']),
      /** The reason, when it is refused. */
      note: optional,
      result_name: optional,
      /** National code: 0 original, 1 copy, 2 electronic. */
      result_form: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
    })
    // A refusal is a paper that says why (the measures count it as resolved on that ground); the article that asks for it: to be verified.
    .refine(({ outcome, note }) => outcome === 'granted' || note !== null, {
      path: ['note'],
      message: 'a refusal needs its reason',
    }),
  deliver: z.object({
    to_name: z.string().trim().min(1).max(200),
    channel: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  }),
  note: z.object({ text: reason }),
} as const satisfies Record<Action, z.ZodType>;

export type ActInput = {
  /** What the officer saw: a dossier changed since then is not changed blindly. */
  last_seq: number;
  at?: string | undefined;
  late_entry_reason?: string | undefined;
  data: Record<string, unknown>;
};

type Situation = { tenant: number; dossier: DossierRow; events: DossierEvent[]; at: Date; by: By };

// These say nothing about the course of the dossier, so a late entry may lie before them.
const BESIDE: readonly EventKind[] = ['note_added', 'paper_digitised'];

/**
 * Does something to a dossier and keeps it as an event. `by.scope` is what the actor may reach under the action's own permission.
 * @throws dossiers.not_found, dossiers.changed_meanwhile, dossiers.not_in_this_status, dossiers.held_elsewhere, dossiers.in_the_future,
 * dossiers.late_entry_without_reason,
 * dossiers.before_last_event, and those of the single actions
 */
export async function act<A extends Action>(db: Db, id: number, action: A, input: ActInput, by: By): Promise<Projection> {
  const data = ActionData[action].parse(input.data);
  const { tenant, events, dossier } = await hold(db, id, by.scope);
  if (input.last_seq !== dossier.last_seq) {
    throw new DomainError('dossiers.changed_meanwhile', 409, { id, last_seq: dossier.last_seq, seen: input.last_seq });
  }
  const kind = ACTIONS[action].event;
  statusAfter(dossier.status, kind);
  if (BY_HOLDER.includes(action) && !may(by.scope, dossier.holder_unit_id)) {
    const { name } = await unitById(db, dossier.holder_unit_id, vietnamDay(by.now));
    throw new DomainError('dossiers.held_elsewhere', 409, { id, unit: name });
  }
  const at = whenIn(events, kind, momentOf(input.at, input.late_entry_reason, by.now), input.at !== undefined);
  const said = await says(db, action, data, { tenant, dossier, events, at, by });
  const event = stamped(events, dossier, kind, at, by, {
    ...said,
    ...(input.late_entry_reason && { late_entry_reason: input.late_entry_reason }),
  });
  const after = await happen(db, tenant, id, events, event);
  await audit(db, dossier, after.dossier, event, by, auditReason(data) ?? input.late_entry_reason ?? null);
  return after;
}

async function hold(db: Db, id: number, scope: Scope): Promise<{ tenant: number; events: DossierEvent[]; dossier: DossierRow }> {
  const held = await lockDossier(db, id, scope.unit_ids);
  if (!held) throw new DomainError('dossiers.not_found', 404, { id });
  const events = await eventsOf(db, held.tenant, id);
  const { dossier } = project(held.tenant, id, events, await factsFor(db, events));
  return { tenant: held.tenant, events, dossier };
}

/** @throws dossiers.before_last_event */
function whenIn(events: readonly DossierEvent[], kind: EventKind, at: Date, is_given: boolean): Date {
  const last = events.findLast((event) => !BESIDE.includes(event.kind));
  if (!last || at >= last.at || BESIDE.includes(kind)) return at;
  // A clock set back must not stop the desk.
  if (!is_given) return last.at;
  throw new DomainError('dossiers.before_last_event', 422, {
    at: at.toISOString(),
    last_at: last.at.toISOString(),
    last_event: last.kind,
  });
}

function stamped(
  events: readonly DossierEvent[],
  dossier: DossierRow,
  kind: EventKind,
  at: Date,
  by: By,
  data: object,
): DossierEvent {
  const before = (events.at(-1) as DossierEvent).recorded_at;
  const recorded_at = by.now < before ? before : by.now;
  return {
    seq: dossier.last_seq + 1,
    kind,
    at,
    recorded_at,
    actor_id: by.actor.user_id,
    unit_id: dossier.holder_unit_id,
    data,
  } as DossierEvent;
}

function auditReason(data: object): string | null {
  return 'reason' in data && typeof data.reason === 'string' ? data.reason : null;
}

async function audit(
  db: Db,
  before: DossierRow,
  after: DossierRow,
  event: DossierEvent,
  by: By,
  why: string | null,
): Promise<void> {
  const shown = ({ status, holder_unit_id, holder_id, due_on, outcome }: DossierRow) => ({
    status,
    holder_unit_id,
    holder_id,
    due_on,
    outcome,
  });
  await record(db, {
    tenant: after.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `dossiers.${event.kind}`,
    subject_kind: 'dossier',
    subject_id: after.id,
    unit_id: before.holder_unit_id,
    before: shown(before),
    after: { ...shown(after), code: after.code, seq: event.seq, at: event.at },
    reason: why,
  });
}

/** The event's data: what the officer said and what the product adds to it. */
async function says(db: Db, action: Action, data: object, situation: Situation): Promise<object> {
  switch (action) {
    case 'accept':
      return accepted(db, situation);
    case 'hand_over':
      return handedOver(db, data as z.output<typeof ActionData.hand_over>, situation);
    case 'request_supplement':
      await mayAskAgain(db, situation);
      return data;
    case 'give_supplement':
      return supplemented(db, data as z.output<typeof ActionData.give_supplement>, situation);
    case 'record_payment':
      return { ...data, due: await dueAfterPause(db, situation) };
    case 'decide':
      return decided(db, data as z.output<typeof ActionData.decide>, situation);
    default:
      return data;
  }
}

/** The procedure may have a new version since the filing: the one of the day of reception counts. */
async function accepted(db: Db, { dossier, at }: Situation): Promise<{ procedure_version_id: number; due: Due }> {
  const { code } = await versionById(db, dossier.procedure_version_id);
  const procedure = await procedureOn(db, code, vietnamDay(at));
  const competent = await unitById(db, dossier.competent_unit_id, vietnamDay(at));
  return { procedure_version_id: procedure.id, due: dueOf(limitOf(procedure), at, [], await calendarOn(db, competent.code)) };
}

/** @throws dossiers.other_province, dossiers.officer_not_there, org.unit_unknown, org.unit_not_on_day */
async function handedOver(
  db: Db,
  { to_unit, to_account_id, note }: z.output<typeof ActionData.hand_over>,
  { dossier, tenant, at }: Situation,
): Promise<EventData['handed_over']> {
  const day = vietnamDay(at);
  const unit = to_unit ? await unitOn(db, to_unit, day) : await unitById(db, dossier.holder_unit_id, day);
  if (unit.tenant !== tenant) throw new DomainError('dossiers.other_province', 422, { unit: unit.code });
  if (to_account_id !== null) {
    const officer = await maybeOne(
      db,
      sql.officer,
      { account_id: to_account_id, unit_id: unit.id },
      z.object({ id: z.number() }),
    );
    if (!officer) throw new DomainError('dossiers.officer_not_there', 422, { to_account_id, unit: unit.code });
  }
  return { to_unit_id: unit.id, to_account_id, note };
}

/** @throws dossiers.supplements_used_up */
async function mayAskAgain(db: Db, { dossier, events }: Situation): Promise<void> {
  const { max_supplements } = await versionById(db, dossier.procedure_version_id);
  const asked = events.filter((event) => event.kind === 'supplement_requested').length;
  if (max_supplements !== null && asked >= max_supplements)
    throw new DomainError('dossiers.supplements_used_up', 422, { max_supplements, asked });
}

async function supplemented(
  db: Db,
  { note, papers }: z.output<typeof ActionData.give_supplement>,
  situation: Situation,
): Promise<EventData['supplement_given']> {
  const { dossier, events } = situation;
  const there = project(dossier.tenant, dossier.id, events, await factsFor(db, events)).papers.filter(
    (paper) => paper.kind === 'component',
  );
  const listed = (await listedPapers(db, dossier.procedure_version_id)).filter(
    (paper) => !there.some((one) => one.ordinal === paper.ordinal),
  );
  const first = Math.max(1000, ...there.map((paper) => paper.ordinal)) + 1;
  // A listed paper handed in again comes beside the first one: what was received stays on record.
  const again = papers.map((paper) => (there.some((one) => one.ordinal === paper.ordinal) ? renamed(paper, there) : paper));
  return { note, papers: papersOf(listed, again, first), due: await dueAfterPause(db, situation) };
}

function renamed(paper: PaperInput, there: readonly { ordinal: number; name: string }[]): PaperInput {
  const before = there.find((one) => one.ordinal === paper.ordinal);
  return { ...paper, ordinal: undefined, name: `${paper.name ?? before?.name} (bổ sung)` };
}

/** The promise after the clock goes on: the limit of the dossier's version, all its pauses taken out. */
async function dueAfterPause(db: Db, { dossier, events, at }: Situation): Promise<Due> {
  const version = await versionById(db, dossier.procedure_version_id);
  const competent = await unitById(db, dossier.competent_unit_id, vietnamDay(at));
  return dueOf(limitOf(version), dossier.received_at as Date, pausesOf(events, at), await calendarOn(db, competent.code));
}

async function decided(db: Db, data: z.output<typeof ActionData.decide>, { dossier }: Situation): Promise<EventData['decided']> {
  const { result_name } = await versionById(db, dossier.procedure_version_id);
  const usual = data.outcome === 'granted' ? (result_name ?? 'Kết quả giải quyết') : 'Văn bản từ chối giải quyết';
  const result = { ordinal: 1, name: data.result_name ?? usual, form: data.result_form, sheets: 1, must_digitise: true };
  return { outcome: data.outcome, note: data.note, result };
}

const PaperKey = z.object({
  kind: z.enum(['component', 'result']),
  ordinal: z.number(),
  file_id: z.number().nullable(),
  name: z.string(),
});

/**
 * Keeps the scan of a paper: the paper is digitised from now on. A second file replaces the first in sight; both stay on record.
 * @throws dossiers.not_found, dossiers.paper_not_found, dossiers.not_in_this_status, files.too_large, files.empty, files.type_not_allowed
 */
export async function attach(
  db: Db,
  to: Store,
  id: number,
  paper_id: number,
  upload: Pick<Upload, 'name' | 'type' | 'bytes'>,
  by: By,
): Promise<{ file_id: number; sha256: string; size_bytes: number }> {
  const { tenant, events, dossier } = await hold(db, id, by.scope);
  const paper = await maybeOne(db, sql.paper, { tenant, dossier_id: id, paper_id }, PaperKey);
  if (!paper) throw new DomainError('dossiers.paper_not_found', 404, { paper_id });
  statusAfter(dossier.status, 'paper_digitised');
  const { actor, now, request_id = null } = by;
  const file = await keep(db, to, { ...upload, unit_id: dossier.receiving_unit_id, tenant, actor, now, request_id });
  const data: EventData['paper_digitised'] = { kind: paper.kind, ordinal: paper.ordinal, file_id: file.id };
  const event = stamped(events, dossier, 'paper_digitised', by.now, by, data);
  const after = await happen(db, tenant, id, events, event);
  await audit(db, dossier, after.dossier, event, by, null);
  return { file_id: file.id, sha256: file.sha256, size_bytes: file.size_bytes };
}

/** The file of a paper of a dossier in the scope. @throws dossiers.paper_not_found, also out of scope or without a file */
export async function paperFile(db: Db, id: number, paper_id: number, tenant: number): Promise<number> {
  const paper = await maybeOne(db, sql.paper, { tenant, dossier_id: id, paper_id }, PaperKey);
  if (!paper || paper.file_id === null) throw new DomainError('dossiers.paper_not_found', 404, { paper_id });
  return paper.file_id;
}

export const Officer = z.object({ id: z.number(), display_name: z.string(), title: z.string().nullable() });

/** Officers of a unit in the scope to whom a dossier may be handed over. */
export async function officersOf(db: Db, unit_id: number, scope: Scope): Promise<z.infer<typeof Officer>[]> {
  return many(db, sql.officers, { unit_id, scope: scope.unit_ids }, Officer);
}
