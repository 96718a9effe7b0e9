// Somebody came and no dossier was received: told what to bring (guidance), or refused on a legal ground. A record of its own, never changed.
import { z } from 'zod';
import { record } from '#audit';
import { inOrder } from '#calendar';
import { addDays, vietnamDay, vietnamMoment } from '#lib/day';
import { DomainError } from '#lib/errors';
import { stampsIn } from '#lib/revision';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { ApplicantInput, applicantOf, hidePersonal } from './applicant.ts';
import { Applicant } from './event.ts';
import type { Reader } from './find.ts';
import { type By, momentOf } from './intake.ts';
import { placeOf } from './place.ts';
import { unitsUnder } from './search.ts';

const sql = loadSql(import.meta.url, ['visit_sent_before', 'insert_visit', 'visits']);

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text || null)
    .nullable()
    .default(null);

export const VisitInput = z.object({
  /** Given by the desk before sending: the same visit sent again makes no second record, another one under it is refused. */
  client_id: z.string().min(8).max(64).optional(),
  kind: z.enum(['guidance', 'refusal']),
  procedure_code: z.string().max(60),
  receiving_unit: z.string().max(60),
  channel: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  /** Left out: now. */
  at: z.iso.datetime({ offset: true }).optional(),
  late_entry_reason: z.string().trim().max(500).optional(),
  applicant: ApplicantInput,
  matter: optional(1000),
  /** Papers to bring or to put right: from the procedure's list by number, or in words. */
  missing: z
    .array(
      z.object({
        ordinal: z.int().min(1).max(200).optional(),
        name: z.string().trim().min(1).max(300).optional(),
        note: optional(500),
      }),
    )
    .max(100)
    .default([]),
  reason: optional(1000),
  /** The provision a refusal rests on, never a technical reason. */
  legal_ground: optional(500),
});
export type VisitInput = z.output<typeof VisitInput>;

export const Missing = z.object({ ordinal: z.number().nullable(), name: z.string(), note: z.string().nullable() });

const Facts = z.object({
  id: z.number(),
  kind: z.enum(['guidance', 'refusal']),
  channel: z.number(),
  at: z.date(),
  recorded_at: z.date(),
  officer_id: z.number().nullable(),
  officer_name: z.string(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string(),
  procedure_version_id: z.number(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  matter: z.string().nullable(),
  missing: z.array(Missing),
  reason: z.string().nullable(),
  legal_ground: z.string().nullable(),
});

export const Visit = Facts.extend({ tenant: z.number(), applicant: Applicant, is_masked: z.boolean() });
export type Visit = z.output<typeof Visit>;

const Stored = Facts.extend({ tenant: z.number(), applicant: Applicant, may_read_personal: z.boolean(), total: z.number() });

/**
 * Keeps that somebody came and what was told. An incomplete dossier may be told about without an identity number.
 * @throws dossiers.visit_client_id_reused when the `client_id` came with another visit, dossiers.visit_without_papers (guidance that names nothing to bring), dossiers.refusal_without_ground,
 * dossiers.paper_unknown, dossiers.unit_not_permitted, and of `receive` those of the applicant, the moment, the unit and the procedure
 */
export async function visit(db: Db, input: VisitInput, by: By): Promise<{ tenant: number; id: number; is_repeat: boolean }> {
  const anonymous = input.applicant.identity === null && input.applicant.no_identity_reason === null;
  const applicant = applicantOf(anonymous ? { ...input.applicant, no_identity_reason: 'không xuất trình' } : input.applicant);
  const at = momentOf(input.at, input.late_entry_reason, by.now);
  const asked = { procedure_code: input.procedure_code, receiving_unit: input.receiving_unit };
  const { unit, procedure } = await placeOf(db, asked, vietnamDay(at), by.stamps ?? (await stampsIn(db)));
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('dossiers.unit_not_permitted', 403, { code: unit.code });
  const missing = input.missing.map(({ ordinal, name, note }): z.infer<typeof Missing> => {
    const listed = procedure.papers.find((paper) => paper.ordinal === ordinal);
    const called = name ?? listed?.name;
    if ((ordinal !== undefined && !listed) || !called)
      throw new DomainError('dossiers.paper_unknown', 422, { ordinal: ordinal ?? null });
    return { ordinal: ordinal ?? null, name: called, note };
  });
  if (input.kind === 'guidance' && missing.length === 0 && input.reason === null)
    throw new DomainError('dossiers.visit_without_papers', 422);
  if (input.kind === 'refusal' && (input.reason === null || input.legal_ground === null))
    throw new DomainError('dossiers.refusal_without_ground', 422);
  const { tenant } = unit;
  const { kind, channel, matter, reason, legal_ground, client_id = null } = input;
  const row = {
    tenant,
    client_id,
    unit_id: unit.id,
    procedure_version_id: procedure.id,
    kind,
    channel,
    matter,
    applicant: JSON.stringify(applicant),
    missing: JSON.stringify(missing),
    reason,
    legal_ground,
  };
  const written = { at, recorded_at: by.now, officer_id: by.actor.user_id, officer_name: by.actor.name };
  const made = await maybeOne(db, sql.insert_visit, { ...row, ...written }, z.object({ id: z.number() }));
  if (!made) {
    const before = await one(db, sql.visit_sent_before, row, z.object({ id: z.number(), is_same: z.boolean() }));
    if (!before.is_same) throw new DomainError('dossiers.visit_client_id_reused', 409, { client_id });
    return { tenant, id: before.id, is_repeat: true };
  }
  await record(db, {
    tenant,
    at: by.now,
    actor: by.actor,
    request_id: by.request_id ?? null,
    action: `dossiers.visit_${kind}`,
    subject_kind: 'visit',
    subject_id: made.id,
    unit_id: unit.id,
    after: { kind, procedure_code: procedure.code, missing: missing.map((paper) => paper.name), legal_ground, at },
    reason,
  });
  return { tenant, id: made.id, is_repeat: false };
}

export const VisitFilter = z.object({
  kind: z.enum(['guidance', 'refusal']).optional(),
  /** Unit, with everything below it today and what it took over. */
  unit: z.string().max(60).optional(),
  /** Words of the name, of what was asked or of the procedure, without diacritics. */
  q: z.string().trim().max(200).optional(),
  from: z.iso.date().optional(),
  /** Included. */
  to: z.iso.date().optional(),
});

/** Visits in the scope, newest first. @throws calendar.reversed_dates */
export async function visits(
  db: Db,
  filter: z.output<typeof VisitFilter>,
  { page, page_size }: { page: number; page_size: number },
  reader: Reader,
): Promise<{ rows: Visit[]; total: number }> {
  inOrder(filter.from, filter.to);
  const words = plain(filter.q ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const found = await asked(db, reader, {
    kind: filter.kind ?? null,
    units: filter.unit ? await unitsUnder(db, filter.unit, vietnamDay(reader.now)) : null,
    words: words.length > 0 ? words.map((word) => `%${word}%`) : null,
    from_at: filter.from ? vietnamMoment(filter.from) : null,
    before_at: filter.to ? vietnamMoment(addDays(filter.to, 1)) : null,
    limit: page_size,
    offset: (page - 1) * page_size,
  });
  return { rows: found.map(shown), total: found[0]?.total ?? 0 };
}

/** A visit in the scope, as it was written down. @throws dossiers.visit_not_found */
export async function visitById(db: Db, id: number, reader: Reader): Promise<Visit> {
  const [found] = await asked(db, reader, { id, limit: 1, offset: 0 });
  if (!found) throw new DomainError('dossiers.visit_not_found', 404, { id });
  return shown(found);
}

function asked(db: Db, { scope, personal }: Reader, params: Record<string, unknown>): Promise<z.infer<typeof Stored>[]> {
  const nothing = { id: null, kind: null, units: null, words: null, from_at: null, before_at: null };
  return many(db, sql.visits, { ...nothing, ...params, scope: scope.unit_ids, personal: personal.unit_ids }, Stored);
}

function shown({ total: _, may_read_personal, applicant, ...row }: z.infer<typeof Stored>): Visit {
  const { identity, phone, email, address } = applicant;
  const hidden = hidePersonal(
    { applicant_identity: identity, applicant_phone: phone, applicant_email: email, applicant_address: address },
    may_read_personal,
  );
  return {
    ...row,
    is_masked: hidden.is_masked,
    applicant: {
      ...applicant,
      identity: hidden.applicant_identity,
      phone: hidden.applicant_phone,
      email: hidden.applicant_email,
      address: hidden.applicant_address,
    },
  };
}
