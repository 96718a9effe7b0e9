import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { type Change, recordAll } from '#audit';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Stamps, stampsIn } from '#lib/revision';
import type { Going } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import type { Procedure } from '#procedures';
import { applicantOf } from './applicant.ts';
import { dossierCode } from './code.ts';
import { dueOf, limitOf } from './due.ts';
import type { Due, Filing } from './event.ts';
import { flowAtReception } from './flow-of.ts';
import { type By, changeOf, momentOf, papersOf, type ReceiveInput, requireAll } from './intake.ts';
import { keepNew, type NewDossier } from './keep-many.ts';
import { type Asked, type Place, placeOf } from './place.ts';
import { type KnownSending, type Reserved, reserve } from './reserve.ts';
import { fromStore, noteUses } from './reuse.ts';
import type { DossierRow, Projection } from './rows.ts';

export type Receipt = {
  id: number;
  tenant: number;
  code: string;
  status: number;
  received_at: Date | null;
  due: Due | null;
  is_repeat: boolean;
};

type Prepared = Place & { input: ReceiveInput; by: By; at: Date; day: Day; event: NewEvent; content_hash: string };
type NewEvent = { kind: 'registered' | 'received'; data: Omit<Filing, 'code'> };

/** What became of one of many: a receipt, or why there is none. */
export type Outcome = Receipt | DomainError;

/**
 * Receives a dossier at a desk: its code, its due date with the reasons for it, the first event, and everything that follows, in one transaction.
 * The due date is that of the procedure's version of the day of reception and of the deciding unit's working time.
 * @throws dossiers.applicant_without_name, dossiers.applicant_without_identity, dossiers.bad_identity, dossiers.bad_phone, dossiers.bad_email,
 * dossiers.in_the_future, dossiers.late_entry_without_reason, dossiers.unit_not_permitted, dossiers.unit_not_competent,
 * dossiers.competent_unit_needed, dossiers.other_territory, dossiers.online_not_offered, dossiers.papers_missing, dossiers.paper_unknown,
 * dossiers.client_id_reused, holdings.not_found, holdings.expired, procedures.unknown, procedures.not_on_day, org.unit_unknown, org.unit_not_on_day
 * Source: Nghị định 61/2018/NĐ-CP art. 17, from 1 July 2025 Nghị định 118/2025/NĐ-CP (to be verified).
 */
export async function receive(db: Db, input: ReceiveInput, by: By): Promise<Receipt> {
  const [outcome] = await receiveAll(db, [{ input, by }]);
  assert(outcome);
  if (outcome instanceof DomainError) throw outcome;
  return outcome;
}

/**
 * Receives many dossiers in one transaction: numbers, rows and the audit trail are written once for all of them. What is refused is refused
 * before anything is written, so the others are not harmed; an error of the database fails them all.
 * @param going with others in a shared transaction: its last writes are not waited for here, and what was sent before is looked for on the second try
 * @returns in the order of `asked`
 */
export async function receiveAll(db: Db, asked: readonly { input: ReceiveInput; by: By }[], going?: Going): Promise<Outcome[]> {
  const stamps = asked[0]?.by.stamps ?? (await stampsIn(db));
  const prepared: (Prepared | DomainError)[] = [];
  // One after the other: they share a connection, which answers one question at a time.
  for (const { input, by } of asked) prepared.push(await settled(prepare(db, input, by, stamps)));
  const outcomes: (Outcome | undefined)[] = prepared.map((one) => (one instanceof DomainError ? one : undefined));
  const { firsts, again } = sentTwice(prepared);
  const places = await reserve(
    db,
    firsts.map(({ one }) => ({
      tenant: one.unit.tenant,
      unit_id: one.unit.id,
      on_date: one.day,
      client_id: one.input.client_id,
    })),
    going,
  );
  const fresh: Numbered[] = [];
  for (const [index, { one, place }] of firsts.entries()) {
    const found = places[index] as Reserved;
    if ('known' in found) outcomes[place] = repeatOf(found.known, one);
    else fresh.push({ ...one, ...found, place });
  }
  const { receipts, kept } = await keepAll(db, fresh);
  for (const [index, { place }] of fresh.entries()) outcomes[place] = receipts[index];
  for (const { one, place, first } of again) {
    const found = places[first] as Reserved;
    const original = firsts[first] as Sent;
    if ('known' in found) outcomes[place] = repeatOf(found.known, one);
    else if (original.one.content_hash !== one.content_hash) outcomes[place] = reused(one);
    else outcomes[place] = { ...(outcomes[original.place] as Receipt), is_repeat: true };
  }
  if (going) going.behind(kept);
  else await kept;
  return outcomes.map((outcome) => outcome as Outcome);
}

type Sent = { one: Prepared; place: number };

/** Of what was sent twice in one go under one name, the first, and those after it with where it stands among the firsts. */
function sentTwice(prepared: readonly (Prepared | DomainError)[]): { firsts: Sent[]; again: (Sent & { first: number })[] } {
  const firsts: Sent[] = [];
  const again: (Sent & { first: number })[] = [];
  const named = new Map<string, number>();
  for (const [place, one] of prepared.entries()) {
    if (one instanceof DomainError) continue;
    const key = one.input.client_id && `${one.unit.tenant}/${one.input.client_id}`;
    const first = key ? named.get(key) : undefined;
    if (first !== undefined) again.push({ one, place, first });
    else {
      if (key) named.set(key, firsts.length);
      firsts.push({ one, place });
    }
  }
  return { firsts, again };
}

async function settled<T>(work: Promise<T>): Promise<T | DomainError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Everything about a new dossier but its number. */
async function prepare(db: Db, input: ReceiveInput, by: By, stamps: Stamps): Promise<Prepared> {
  const applicant = applicantOf(input.applicant);
  const at = momentOf(input.received_at, input.late_entry_reason, by.now);
  const day = vietnamDay(at);
  const place = await placeOf(db, input, day, stamps);
  const { unit, competent, helping, procedure, calendar } = place;
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id)) {
    throw new DomainError('dossiers.unit_not_permitted', 403, { code: unit.code });
  }
  if (input.channel === 2 && procedure.online_level === 'none')
    throw new DomainError('dossiers.online_not_offered', 422, { code: procedure.code });
  const papers = await fromStore(
    db,
    { tenant: unit.tenant, identity: applicant.identity, day },
    papersOf(procedure.papers, input.papers),
  );
  requireAll(procedure.papers, papers);
  const content_hash = contentHash(input);
  const ground = {
    procedure,
    receiving_unit_id: unit.id,
    competent_unit_id: competent.id,
    at,
    actor_id: by.actor.user_id,
    stamps,
  };
  const first = input.is_registration ? null : await flowAtReception(db, ground);
  const data: Omit<Filing, 'code'> = {
    client_id: input.client_id ?? null,
    ...(input.client_id && { content_hash }),
    procedure_version_id: procedure.id,
    competent_unit_id: competent.id,
    ...(helping && { helping_unit_id: helping.id }),
    channel: input.channel,
    return_channel: input.return_channel,
    matter: input.matter,
    applicant,
    papers,
    due: input.is_registration ? null : dueOf(limitOf(procedure), at, [], calendar),
    ...first,
    ...(input.late_entry_reason && { late_entry_reason: input.late_entry_reason }),
  };
  return { ...place, input, by, at, day, event: { kind: input.is_registration ? 'registered' : 'received', data }, content_hash };
}

type Numbered = Prepared & { id: number; sequence: number; place: number };

/** @returns the receipts, to be given once `kept` is done and committed */
async function keepAll(db: Db, fresh: readonly Numbered[]): Promise<{ receipts: Receipt[]; kept: Promise<unknown> }> {
  if (fresh.length === 0) return { receipts: [], kept: Promise.resolve() };
  const made = fresh.map(({ unit, procedure, day, event, at, by, id, sequence }): NewDossier => {
    const code = dossierCode(unit.code, day, sequence);
    const stamp = { seq: 1, at, recorded_at: by.now, actor_id: by.actor.user_id, unit_id: unit.id };
    return {
      tenant: unit.tenant,
      id,
      code,
      event: { ...stamp, kind: event.kind, data: { code, ...event.data } },
      facts: { ...procedure, version_id: procedure.id },
    };
  });
  const { known, kept } = keepNew(db, made);
  if (fresh.some(({ event }) => event.data.papers.some((paper) => paper.holding_id !== undefined))) {
    await kept;
    for (const [index, { event, by }] of fresh.entries())
      await noteUses(db, (known[index] as Projection).dossier, event.data.papers, by);
  }
  // What asks for the chains goes out behind the rows, not after them; an error of the rows is the one to be told.
  const recorded = recordAll(
    db,
    fresh.map((one, index) => entryOf(one, (known[index] as Projection).dossier)),
  );
  recorded.catch(() => {});
  const receipts = known.map(({ dossier: { id, tenant, code, status, received_at } }, index) => {
    const { due } = (fresh[index] as Numbered).event.data;
    return { id, tenant, code, status, received_at, due, is_repeat: false };
  });
  return { receipts, kept: kept.then(() => recorded) };
}

function entryOf({ by, at, unit, competent, procedure, event, input }: Prepared, dossier: DossierRow): Change {
  return {
    ...changeOf(event, dossier, by),
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
  };
}

/** The due date a dossier received at that moment would have, without receiving it. @throws as `receive`, for units and procedure */
export async function previewDue(
  db: Db,
  input: Asked,
  received_at: Date,
  stamps?: Stamps,
): Promise<{ procedure: Procedure; competent: Unit; due: Due }> {
  const place = await placeOf(db, input, vietnamDay(received_at), stamps ?? (await stampsIn(db)));
  const { procedure, competent, calendar } = place;
  return { procedure, competent, due: dueOf(limitOf(procedure), received_at, [], calendar) };
}

/** What was sent before gets the receipt given then, or a refusal when something else was sent under the same name. */
function repeatOf(known: KnownSending, sent: Prepared): Outcome {
  const { receiving_unit_id, procedure_id, applicant_name, content_hash, ...receipt } = known;
  // Dossiers received before contents were hashed are known by what was compared then.
  const is_same =
    content_hash === null
      ? receiving_unit_id === sent.unit.id &&
        procedure_id === sent.procedure.procedure_id &&
        applicant_name === sent.event.data.applicant.name
      : content_hash === sent.content_hash;
  return is_same ? { ...receipt, is_repeat: true } : reused(sent);
}

function reused({ input }: Prepared): DomainError {
  return new DomainError('dossiers.client_id_reused', 409, { client_id: input.client_id });
}

/**
 * Everything that was sent but the name it was sent under and when it was noted: a desk whose line broke sends the same again with the moment it
 * wrote down. One changed anywhere else has another hash.
 */
function contentHash({ client_id: _, received_at: __, late_entry_reason: ___, ...content }: ReceiveInput): string {
  return hash('sha256', JSON.stringify(content));
}
