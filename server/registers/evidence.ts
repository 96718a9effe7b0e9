// Documents that prove something: kept once with their hash, linked to whatever they prove, with page and words.
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Scope, Upload } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import type { By } from './by.ts';

const sql = loadSql(import.meta.url, [
  'same_evidence',
  'insert_evidence',
  'evidence_held',
  'linked',
  'insert_link',
  'link_held',
  'unlink',
  'of_subjects',
  'counts_of_subjects',
  'listed_evidence',
  'uses_of',
  'file_of',
  'by_numbers',
]);

/** A piece of evidence as an entry, a score or a task names it. */
export type EvidenceUse = { evidence_id: number; page?: number | null; quote?: string | null };

/** A piece of evidence linked to a subject. */
export const Evidence = z.object({
  link_id: z.number(),
  evidence_id: z.number(),
  unit_id: z.number(),
  title: z.string(),
  document_number: z.string().nullable(),
  document_on: z.string().nullable(),
  issuer: z.string().nullable(),
  sha256: z.string(),
  file_id: z.number(),
  file_name: z.string(),
  content_type: z.string(),
  size_bytes: z.number(),
  page: z.number().nullable(),
  quote: z.string().nullable(),
  linked_at: z.date(),
  linked_by_name: z.string(),
});
export type Evidence = z.output<typeof Evidence>;

export type NewEvidence = {
  unit: { id: number; tenant: number };
  file: Pick<Upload, 'name' | 'type'> & { bytes: AsyncIterable<Uint8Array> | Uint8Array };
  title: string;
  document_number: string | null;
  document_on: Day | null;
  issuer: string | null;
};

const Id = z.object({ id: z.number() });

/**
 * Keeps a document as evidence. The same bytes with the same number and day in the same unit are kept once: the one that is there is given back.
 * @throws registers.evidence_in_the_future, and those of files.keep
 */
export async function keepEvidence(db: Db, input: NewEvidence, by: By): Promise<{ id: number; file_id: number; sha256: string }> {
  const { unit, file, title, document_number, document_on, issuer } = input;
  const { actor, now, request_id = null } = by;
  if (document_on !== null && document_on > vietnamDay(now))
    throw new DomainError('registers.evidence_in_the_future', 422, { document_on });
  const kept = await keep(db, store(), { ...file, unit_id: unit.id, tenant: unit.tenant, actor, now, request_id });
  const of = { tenant: unit.tenant, unit_id: unit.id, sha256: kept.sha256, document_number, document_on };
  const there = await maybeOne(db, sql.same_evidence, of, z.object({ id: z.number(), file_id: z.number() }));
  if (there) return { ...there, sha256: kept.sha256 };
  const row = { ...of, file_id: kept.id, title, issuer, now, added_by: actor.user_id, added_by_name: actor.name };
  const { id } = await one(db, sql.insert_evidence, row, Id);
  const after = { title, document_number, document_on, sha256: kept.sha256 };
  await audit(db, by, unit, 'registers.keep_evidence', id, { after });
  return { id, file_id: kept.id, sha256: kept.sha256 };
}

const Held = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  document_on: z.string().nullable(),
  title: z.string(),
  sha256: z.string(),
});

/** Days between which the document must be dated, both included. */
export type Window = { from: Day; to: Day };
export type LinkInput = EvidenceUse & { subject_kind: string; subject_id: string | number; window?: Window | null };

/**
 * Says that a piece of evidence proves a subject, on which page and in which words. The same again changes nothing.
 * Whether the subject may be changed is for the module of the subject to say.
 * @param input.window days the document must be dated in; undated documents pass
 * @throws registers.evidence_not_found, registers.evidence_outside_period
 */
export async function linkEvidence(db: Db, by: By, input: LinkInput): Promise<{ link_id: number }> {
  const { evidence_id, subject_kind, page = null, quote = null, window = null } = input;
  const held = await maybeOne(db, sql.evidence_held, { id: evidence_id, scope: by.scope.unit_ids }, Held);
  if (!held) throw new DomainError('registers.evidence_not_found', 404, { id: evidence_id });
  const { tenant, document_on, title } = held;
  if (window !== null && document_on !== null && (document_on < window.from || document_on > window.to))
    throw new DomainError('registers.evidence_outside_period', 422, { title, document_on, ...window });
  const subject_id = String(input.subject_id);
  const of = { tenant, evidence_id, subject_kind, subject_id, page };
  const there = await maybeOne(db, sql.linked, of, Id);
  if (there) return { link_id: there.id };
  const row = { ...of, quote, now: by.now, linked_by: by.actor.user_id, linked_by_name: by.actor.name };
  const { id } = await one(db, sql.insert_link, row, Id);
  const after = { subject_kind, subject_id, page, quote };
  await audit(db, by, { id: held.unit_id, tenant }, 'registers.link_evidence', evidence_id, { after });
  return { link_id: id };
}

/** {@link linkEvidence} of several to one subject. */
export async function linkAll(
  db: Db,
  uses: readonly EvidenceUse[],
  subject: { kind: string; id: string | number; window?: Window | null },
  by: By,
): Promise<void> {
  const of = { subject_kind: subject.kind, subject_id: subject.id, window: subject.window ?? null };
  for (const use of uses) await linkEvidence(db, by, { ...use, ...of });
}

const HeldLink = z.object({
  tenant: z.number(),
  id: z.number(),
  evidence_id: z.number(),
  subject_kind: z.string(),
  subject_id: z.string(),
  unit_id: z.number(),
});

/** Which subject a link belongs to, before it is taken off: its module says whether that is allowed. @throws registers.link_not_found */
export async function linkById(db: Db, link_id: number, scope: Scope): Promise<z.output<typeof HeldLink>> {
  const held = await maybeOne(db, sql.link_held, { id: link_id, scope: scope.unit_ids }, HeldLink);
  if (!held) throw new DomainError('registers.link_not_found', 404, { id: link_id });
  return held;
}

/** Takes a link off, with the reason; the document stays. @throws registers.link_not_found */
export async function unlinkEvidence(db: Db, by: By, input: { link_id: number; reason: string }): Promise<void> {
  const { tenant, evidence_id, subject_kind, subject_id, unit_id } = await linkById(db, input.link_id, by.scope);
  await exec(db, sql.unlink, { tenant, id: input.link_id, now: by.now, unlinked_by: by.actor.user_id, reason: input.reason });
  const told = { before: { subject_kind, subject_id }, reason: input.reason };
  await audit(db, by, { id: unit_id, tenant }, 'registers.unlink_evidence', evidence_id, told);
}

/** Evidence of subjects of one kind, by subject id (as text); subjects without any are left out. */
export async function evidenceOf(
  db: Db,
  subject_kind: string,
  subject_ids: readonly (string | number)[],
  scope: Scope,
): Promise<Map<string, Evidence[]>> {
  if (subject_ids.length === 0) return new Map();
  const asked = { subject_kind, subject_ids: subject_ids.map(String), scope: scope.unit_ids };
  const rows = await many(db, sql.of_subjects, asked, Evidence.extend({ subject_id: z.string() }));
  const grouped = Map.groupBy(rows, (row) => row.subject_id);
  return new Map([...grouped].map(([id, list]) => [id, list.map(({ subject_id: _, ...evidence }) => evidence)]));
}

/** How many pieces of evidence subjects of one kind have; subjects without any are left out. */
export async function evidenceCounts(
  db: Db,
  subject_kind: string,
  subject_ids: readonly (string | number)[],
  scope: Scope,
): Promise<Map<string, number>> {
  if (subject_ids.length === 0) return new Map();
  const asked = { subject_kind, subject_ids: subject_ids.map(String), scope: scope.unit_ids };
  const rows = await many(db, sql.counts_of_subjects, asked, z.object({ subject_id: z.string(), n: z.number() }));
  return new Map(rows.map((row) => [row.subject_id, row.n]));
}

export const EvidenceRow = Evidence.omit({
  link_id: true,
  evidence_id: true,
  page: true,
  quote: true,
  linked_at: true,
  linked_by_name: true,
}).extend({
  id: z.number(),
  added_at: z.date(),
  added_by_name: z.string(),
  uses: z.number(),
});

/** Evidence of units, newest first. */
export async function listEvidence(
  db: Db,
  asked: { unit_ids: readonly number[] | null; q: string | undefined; page: number; page_size: number },
  scope: Scope,
): Promise<{ rows: z.output<typeof EvidenceRow>[]; total: number }> {
  const { unit_ids, page, page_size } = asked;
  const q = asked.q === undefined || asked.q.trim() === '' ? null : plain(asked.q);
  const params = { unit_ids, q, page_size, skipped: (page - 1) * page_size, scope: scope.unit_ids };
  const rows = await many(db, sql.listed_evidence, params, EvidenceRow.extend({ total: z.number() }));
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export const EvidenceUses = z.object({
  subject_kind: z.string(),
  subject_id: z.string(),
  page: z.number().nullable(),
  quote: z.string().nullable(),
  linked_at: z.date(),
  linked_by_name: z.string(),
  unlinked_at: z.date().nullable(),
  unlink_reason: z.string().nullable(),
});

/** What a piece of evidence proves, or proved. @throws registers.evidence_not_found */
export async function usesOf(db: Db, id: number, scope: Scope): Promise<z.output<typeof EvidenceUses>[]> {
  const held = await maybeOne(db, sql.evidence_held, { id, scope: scope.unit_ids }, Held);
  if (!held) throw new DomainError('registers.evidence_not_found', 404, { id });
  return many(db, sql.uses_of, { tenant: held.tenant, id }, EvidenceUses);
}

/** The document itself, checked against its hash. @throws registers.evidence_not_found, files.damaged */
export async function openEvidence(
  db: Db,
  id: number,
  scope: Scope,
): Promise<{ name: string; content_type: string; bytes: Buffer }> {
  const of = await maybeOne(
    db,
    sql.file_of,
    { id, scope: scope.unit_ids },
    z.object({ file_id: z.number(), sha256: z.string() }),
  );
  if (!of) throw new DomainError('registers.evidence_not_found', 404, { id });
  return open(db, store(), of.file_id, { unit_ids: null });
}

const Numbered = z.object({ id: z.number(), document_number: z.string(), document_on: z.string().nullable() });

/** Evidence by the number written on it (lower case); of several with the same number the newest. */
export async function evidenceByNumbers(
  db: Db,
  tenant: number,
  numbers: readonly string[],
  scope: Scope,
): Promise<Map<string, z.output<typeof Numbered>>> {
  if (numbers.length === 0) return new Map();
  const rows = await many(
    db,
    sql.by_numbers,
    { tenant, numbers: numbers.map((one) => one.toLowerCase()), scope: scope.unit_ids },
    Numbered,
  );
  return new Map(rows.reverse().map((row) => [row.document_number.toLowerCase(), row]));
}

function audit(
  db: Db,
  by: By,
  unit: { id: number; tenant: number },
  action: string,
  id: number,
  told: { before?: unknown; after?: unknown; reason?: string },
): Promise<void> {
  const { actor, now, request_id = null } = by;
  const subject = { subject_kind: 'evidence', subject_id: id, unit_id: unit.id };
  return record(db, { tenant: unit.tenant, at: now, actor, request_id, action, ...subject, ...told });
}
