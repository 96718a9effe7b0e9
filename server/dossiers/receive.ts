import assert from 'node:assert/strict';
import { z } from 'zod';
import { record } from '#audit';
import { calendarOn } from '#calendar';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import { type Unit, unitById, unitOn } from '#org';
import { isCompetent, type Paper, type Procedure, procedureOn } from '#procedures';
import { ApplicantInput, applicantOf } from './applicant.ts';
import { dossierCode } from './code.ts';
import { dueOf } from './due.ts';
import type { DossierEvent, Due, EventPaper, Filing } from './event.ts';
import { happen } from './keep.ts';

const sql = loadSql(import.meta.url, ['hold_client_id', 'by_client_id', 'next_id', 'next_in_day']);

/** Who acts, when, where they may. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

const channel = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const PaperInput = z.object({
  /** Number of the paper in the procedure's list; left out: a paper besides the list, with its name. */
  ordinal: z.int().min(1).max(200).optional(),
  name: z.string().trim().min(1).max(300).optional(),
  /** National code: 0 original, 1 copy, 2 electronic. */
  form: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  sheets: z.int().min(1).max(9999).default(1),
});
export type PaperInput = z.output<typeof PaperInput>;

export const ReceiveInput = z.object({
  /** Given by the desk before sending: the same one sent again makes no second dossier. */
  client_id: z.string().min(8).max(64).optional(),
  procedure_code: z.string().max(60),
  /** The desk's unit. */
  receiving_unit: z.string().max(60),
  /** Who decides; left out: the desk's unit, or the first one above it that is competent. */
  competent_unit: z.string().max(60).optional(),
  channel: channel.default(1),
  return_channel: channel.default(1),
  /** Left out: now. */
  received_at: z.iso.datetime({ offset: true }).optional(),
  late_entry_reason: z.string().trim().max(500).optional(),
  matter: z
    .string()
    .trim()
    .max(1000)
    .transform((text) => text || null)
    .nullable()
    .default(null),
  applicant: ApplicantInput,
  papers: z.array(PaperInput).max(100).default([]),
  /** Filed online and not yet checked: it becomes "newly registered" and no time runs. */
  is_registration: z.boolean().default(false),
});
export type ReceiveInput = z.output<typeof ReceiveInput>;

export type Receipt = {
  id: number;
  tenant: number;
  code: string;
  status: number;
  received_at: Date | null;
  due: Due | null;
  is_repeat: boolean;
};

const LATE_ENTRY_MS = 3_600_000;

/**
 * When something happened: `at`, or now.
 * @throws dossiers.in_the_future, dossiers.late_entry_without_reason when it is entered more than an hour later without saying why
 */
export function momentOf(at: string | undefined, late_entry_reason: string | undefined, now: Date): Date {
  if (at === undefined) return now;
  const moment = new Date(at);
  if (moment > now) throw new DomainError('dossiers.in_the_future', 422, { at });
  if (now.getTime() - moment.getTime() > LATE_ENTRY_MS && !late_entry_reason)
    throw new DomainError('dossiers.late_entry_without_reason', 422, { at });
  return moment;
}

/**
 * Receives a dossier at a desk: its code, its due date with the reasons for it, the first event, and everything that follows, in one transaction.
 * The due date is that of the procedure's version of the day of reception and of the deciding unit's working time.
 * @throws dossiers.applicant_without_name, dossiers.applicant_without_identity, dossiers.bad_identity, dossiers.bad_phone, dossiers.in_the_future,
 * dossiers.late_entry_without_reason, dossiers.unit_not_permitted, dossiers.unit_not_competent, dossiers.competent_unit_needed,
 * dossiers.online_not_offered, dossiers.papers_missing, dossiers.paper_unknown, dossiers.client_id_reused,
 * procedures.unknown, procedures.not_on_day, org.unit_unknown, org.unit_not_on_day
 * Source: Nghị định 61/2018/NĐ-CP art. 17, from 1 July 2025 Nghị định 118/2025/NĐ-CP (to be verified).
 */
export async function receive(db: Db, input: ReceiveInput, by: By): Promise<Receipt> {
  const applicant = applicantOf(input.applicant);
  const at = momentOf(input.received_at, input.late_entry_reason, by.now);
  const day = vietnamDay(at);
  const { unit, competent, procedure } = await placeOf(db, input, day);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id)) {
    throw new DomainError('dossiers.unit_not_permitted', 403, { code: unit.code });
  }
  if (input.client_id) {
    const known = await alreadyReceived(db, unit.tenant, input.client_id, { unit, procedure, name: applicant.name });
    if (known) return known;
  }
  if (input.channel === 2 && procedure.online_level === 'none')
    throw new DomainError('dossiers.online_not_offered', 422, { code: procedure.code });
  const papers = papersOf(procedure.papers, input.papers);
  requireAll(procedure.papers, papers);
  const due = input.is_registration ? null : dueOf(limitOf(procedure), at, [], await calendarOn(db, competent.code));
  const { id } = await one(db, sql.next_id, {}, z.object({ id: z.number() }));
  const { last } = await one(
    db,
    sql.next_in_day,
    { tenant: unit.tenant, unit_id: unit.id, on_date: day },
    z.object({ last: z.number() }),
  );
  const filing: Filing = {
    code: dossierCode(unit.code, day, last),
    client_id: input.client_id ?? null,
    procedure_version_id: procedure.id,
    competent_unit_id: competent.id,
    channel: input.channel,
    return_channel: input.return_channel,
    matter: input.matter,
    applicant,
    papers,
    due,
    ...(input.late_entry_reason && { late_entry_reason: input.late_entry_reason }),
  };
  const stamp = { seq: 1, at, recorded_at: by.now, actor_id: by.actor.user_id, unit_id: unit.id };
  const event: DossierEvent = { ...stamp, kind: input.is_registration ? 'registered' : 'received', data: filing };
  const { dossier } = await happen(db, unit.tenant, id, [], event);
  await record(db, {
    tenant: unit.tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `dossiers.${event.kind}`,
    subject_kind: 'dossier',
    subject_id: id,
    unit_id: unit.id,
    after: {
      code: dossier.code,
      procedure_code: procedure.code,
      competent_unit: competent.code,
      channel: dossier.channel,
      due_on: dossier.due_on,
      at,
    },
    reason: input.late_entry_reason ?? null,
  });
  return {
    id,
    tenant: unit.tenant,
    code: dossier.code,
    status: dossier.status,
    received_at: dossier.received_at,
    due,
    is_repeat: false,
  };
}

/** The due date a dossier received at that moment would have, without receiving it. @throws as `receive`, for units and procedure */
export async function previewDue(
  db: Db,
  input: Pick<ReceiveInput, 'procedure_code' | 'receiving_unit' | 'competent_unit'>,
  received_at: Date,
): Promise<{ procedure: Procedure; competent: Unit; due: Due }> {
  const { competent, procedure } = await placeOf(db, input, vietnamDay(received_at));
  return { procedure, competent, due: dueOf(limitOf(procedure), received_at, [], await calendarOn(db, competent.code)) };
}

async function placeOf(
  db: Db,
  input: Pick<ReceiveInput, 'procedure_code' | 'receiving_unit' | 'competent_unit'>,
  day: Day,
): Promise<{ unit: Unit; competent: Unit; procedure: Procedure }> {
  const unit = await unitOn(db, input.receiving_unit, day);
  const procedure = await procedureOn(db, input.procedure_code, day);
  if (input.competent_unit) {
    const competent = await unitOn(db, input.competent_unit, day);
    if (!(await isCompetent(db, procedure, competent, day))) {
      throw new DomainError('dossiers.unit_not_competent', 422, {
        unit: competent.code,
        procedure: procedure.code,
        level: procedure.level,
      });
    }
    return { unit, competent, procedure };
  }
  for (let above: Unit | null = unit; above; above = above.parent_id === null ? null : await unitById(db, above.parent_id, day)) {
    if (await isCompetent(db, procedure, above, day)) return { unit, competent: above, procedure };
  }
  throw new DomainError('dossiers.competent_unit_needed', 422, {
    unit: unit.code,
    procedure: procedure.code,
    level: procedure.level,
  });
}

/** What the deadline engine needs of a procedure version. */
export function limitOf({
  id,
  ...version
}: Pick<
  Procedure,
  'id' | 'code' | 'limit_unit' | 'limit_amount' | 'cut_off' | 'supplement_policy' | 'decision_no' | 'legal_basis'
>) {
  return { ...version, version_id: id };
}

async function alreadyReceived(
  db: Db,
  tenant: number,
  client_id: string,
  same: { unit: Unit; procedure: Procedure; name: string },
): Promise<Receipt | null> {
  await exec(db, sql.hold_client_id, { tenant, client_id });
  const Known = z.object({
    id: z.number(),
    code: z.string(),
    status: z.number(),
    received_at: z.date().nullable(),
    due: z.custom<Due | null>(),
    receiving_unit_id: z.number(),
    procedure_id: z.number(),
    applicant_name: z.string(),
  });
  const known = await maybeOne(db, sql.by_client_id, { tenant, client_id }, Known);
  if (!known) return null;
  const { receiving_unit_id, procedure_id, applicant_name, ...receipt } = known;
  if (receiving_unit_id !== same.unit.id || procedure_id !== same.procedure.procedure_id || applicant_name !== same.name) {
    throw new DomainError('dossiers.client_id_reused', 409, { client_id });
  }
  return { ...receipt, tenant, is_repeat: true };
}

/**
 * Papers handed in, named from the procedure's list.
 * @param first ordinal for papers besides the list, so that it collides with nothing that is there
 * @throws dossiers.paper_unknown
 */
export function papersOf(listed: readonly Paper[], given: readonly PaperInput[], first = 1001): EventPaper[] {
  const papers: EventPaper[] = [];
  let next = first;
  for (const { ordinal, name, form, sheets } of given) {
    const entry = listed.find((paper) => paper.ordinal === ordinal);
    if (ordinal !== undefined && (!entry || papers.some((paper) => paper.ordinal === ordinal))) {
      throw new DomainError('dossiers.paper_unknown', 422, { ordinal });
    }
    if (entry)
      papers.push({ ordinal: entry.ordinal, name: name ?? entry.name, form, sheets, must_digitise: entry.must_digitise });
    else if (name) papers.push({ ordinal: next++, name, form, sheets, must_digitise: false });
    else throw new DomainError('dossiers.paper_unknown', 422, { ordinal: null });
  }
  return papers;
}

/** A dossier is received when it is complete. @throws dossiers.papers_missing */
export function requireAll(listed: readonly Paper[], given: readonly { ordinal: number }[]): void {
  const missing = listed.filter((paper) => paper.is_required && !given.some((one) => one.ordinal === paper.ordinal));
  if (missing.length > 0)
    throw new DomainError('dossiers.papers_missing', 422, { missing: missing.map(({ ordinal, name }) => ({ ordinal, name })) });
  assert(new Set(given.map((paper) => paper.ordinal)).size === given.length);
}
