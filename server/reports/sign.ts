// Signing the PDF of an issued report: the person who signs first, then the office over it; each signature added behind the one before.
import { z } from 'zod';
import { open, store } from '#files';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many, maybeOne } from '#lib/sql';
import { plain } from '#lib/text';
import { type Done, signaturesOf, startSigning, usableSeals, whenSigned } from '#signatures';
import { codeOf, issuedOf } from './issue.ts';
import { placeOf } from './sign-place.ts';
import { stateAfter } from './states.ts';
import { auditReport, type By, eventsOf, type Held, held } from './stored.ts';

const sql = loadSql(import.meta.url, ['signed_of', 'insert_signed', 'signature_waiting']);

export const ROLES = ['person', 'office'] as const;
const PURPOSE = 'reports.issue';
const IN_FORCE: readonly string[] = ['issued', 'accepted', 'consolidated'];

export const Signed = z.object({
  role: z.enum(ROLES),
  file_id: z.number(),
  sha256: z.string(),
  signer: z.string(),
  organisation: z.string().nullable(),
  signed_at: z.date(),
  kept_at: z.date(),
});

type Key = { tenant: number; report_id: number; version: number };

/** Signatures of an issued PDF in the order they were made, each with its file. */
export function signedOf(db: Db, key: Key): Promise<z.infer<typeof Signed>[]> {
  return many(db, sql.signed_of, key, Signed);
}

/** Whether a signing service is being waited for. */
export async function isWaiting(db: Db, { tenant, id }: Pick<Held, 'tenant' | 'id'>): Promise<boolean> {
  return (await maybeOne(db, sql.signature_waiting, { tenant, report_id: id, purpose: PURPOSE }, z.unknown())) !== null;
}

/** The file that is the issued PDF as it stands: the newest signed one, else the one before signing; null when none was made. */
export async function finalPdf(
  db: Db,
  report: Pick<Held, 'tenant' | 'id'>,
  issued: { version: number; pdf_file_id: number | null },
): Promise<number | null> {
  const signed = await signedOf(db, { tenant: report.tenant, report_id: report.id, version: issued.version });
  return signed.at(-1)?.file_id ?? issued.pdf_file_id;
}

export type SignAsk = { seal_id: number; password: string | null };

/**
 * Signs the issued PDF: with a personal seal for the one named as signer, with the office's seal over that.
 * @throws reports.not_found, reports.not_in_this_state, reports.no_pdf, reports.signature_waiting, reports.already_signed,
 * reports.person_signs_first, reports.signer_differs, reports.seal_of_other_unit, signatures.…
 */
export async function signIssued(
  db: Db,
  id: number,
  ask: SignAsk,
  by: By & { request_id?: string },
): Promise<{ state: 'signed' | 'waiting'; role: (typeof ROLES)[number] }> {
  const report = await held(db, id, by.scope, true);
  const issued = await issuedOf(db, report);
  const last = (await eventsOf(db, report)).at(-1);
  const state = last ? stateAfter(last.kind) : 'draft';
  if (!issued || !IN_FORCE.includes(state))
    throw new DomainError('reports.not_in_this_state', 409, { state, step: 'sign', from: IN_FORCE });
  if (issued.pdf_file_id === null) throw new DomainError('reports.no_pdf', 409, { id });
  if (await isWaiting(db, report)) throw new DomainError('reports.signature_waiting', 409, { id });
  const seal = (await usableSeals(db, by)).find((one) => one.id === ask.seal_id);
  if (!seal) throw new DomainError('signatures.seal_not_found', 404, { id: ask.seal_id });
  const role = seal.kind === 'personal' ? 'person' : 'office';
  const signed = await signedOf(db, { tenant: report.tenant, report_id: report.id, version: issued.version });
  if (signed.some((one) => one.role === role)) throw new DomainError('reports.already_signed', 409, { role });
  if (role === 'office' && signed.length === 0) throw new DomainError('reports.person_signs_first', 409);
  if (role === 'person' && plain(seal.subject) !== plain(issued.signer))
    throw new DomainError('reports.signer_differs', 422, { subject: seal.subject, signer: issued.signer });
  if (role === 'office' && seal.unit_id !== report.unit_id)
    throw new DomainError('reports.seal_of_other_unit', 422, { unit: seal.unit_name });
  const file = await open(db, store(), signed.at(-1)?.file_id ?? issued.pdf_file_id, { unit_ids: null });
  const asked = await startSigning(
    db,
    {
      purpose: PURPOSE,
      subject_kind: 'report',
      subject_id: report.id,
      detail: JSON.stringify({ version: issued.version, role }),
      ...ask,
      file,
      reason: `Ban hành báo cáo số ${codeOf(issued)}`,
      location: null,
      mark: await placeOf(file.bytes, issued.signer, role, seal.has_picture),
    },
    by,
  );
  return { state: asked.state, role };
}

const Detail = z.object({ version: z.number(), role: z.enum(ROLES) });

/** The signature is there, at once or hours later: what it says of itself is what is told of it. */
async function kept(db: Db, done: Done, by: By): Promise<void> {
  const { version, role } = Detail.parse(JSON.parse(done.detail ?? '{}'));
  const file = await open(db, store(), done.file_id, { unit_ids: null });
  const signature = (await signaturesOf(db, file, by.now)).at(-1);
  if (!signature) throw new Error(`file ${file.id} was signed and holds no signature`);
  const report = await held(db, done.subject_id, { unit_ids: null }, true);
  const signed_at = signature.at ?? by.now;
  const facts = { signer: signature.signer ?? '', organisation: signature.organisation, sha256: file.sha256 };
  const key = { tenant: done.tenant, report_id: done.subject_id, version };
  await exec(db, sql.insert_signed, {
    ...key,
    ...facts,
    role,
    file_id: file.id,
    signed_at,
    request_id: done.request_id,
    now: by.now,
  });
  await auditReport(db, report, by, 'reports.sign', { version, role, ...facts, signed_at });
}

whenSigned(PURPOSE, kept);
