// Electronic copies certified from the original (chứng thực bản sao điện tử từ bản chính): a procedure of its own with its register.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, store } from '#files';
import { keepHolding } from '#holdings';
import { type Day, vietnamDay, yearOf } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, maybeOne, one } from '#lib/sql';
import { issuerOf, unitById } from '#org';
import { type Done, type Placement, signatureState, signaturesOf, startSigning, whenSigned } from '#signatures';
import { certifiedPdf, pagesOf } from './paper.ts';
import { type HOW, numberText, STATES } from './register.ts';

export {
  COUNTS,
  type CountedAsk,
  type CountedByUnit,
  CountedEntry,
  type Counts,
  countedByUnit,
  countedEntries,
} from './counted.ts';
export { feeFor, feeOn } from './fee.ts';
export { Checked, Copy, check, copies, copyById, counts, fileOf, HOW, STATES, UnitCounts } from './register.ts';

const sql = loadSql(import.meta.url, [
  'insert_copy',
  'lock_copy',
  'next_number',
  'begin_signing',
  'finish_signing',
  'give_copy',
  'cancel_copy',
]);

/** Who acts, when, where they may. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

let public_url = 'http://localhost';

/** Address under which readers of a copy reach the product; once, at start. */
export function configure(options: { public_url: string }): void {
  public_url = options.public_url;
}

export type NewCopy = {
  unit: { id: number; tenant: number };
  requester: { name: string; identity: string | null; phone: string | null };
  original: { name: string; number: string | null; issuer: string | null; issued_on: Day | null };
  copies: number;
  fee_vnd: number;
  fee_note: string | null;
  dossier_code: string | null;
  /** The scan of the original, PDF. */
  scan: Buffer;
};

/**
 * Takes a request with the scan of the original. The officer saw the original; what is certified is this scan.
 * @throws certifications.scan_unreadable, certifications.issued_in_the_future, files.…
 */
export async function draft(db: Db, input: NewCopy, by: By): Promise<{ id: number }> {
  const pages = pagesOf(input.scan);
  if (pages === null) throw new DomainError('certifications.scan_unreadable', 422);
  const { unit, requester, original } = input;
  if (original.issued_on !== null && original.issued_on > vietnamDay(by.now))
    throw new DomainError('certifications.issued_in_the_future', 422, { issued_on: original.issued_on });
  const file = await keepPdf(db, input.scan, `ban-chinh_${vietnamDay(by.now)}.pdf`, unit, by);
  const row = {
    tenant: unit.tenant,
    unit_id: unit.id,
    requester_name: requester.name,
    requester_identity: requester.identity,
    requester_phone: requester.phone,
    original_name: original.name,
    original_number: original.number,
    original_issuer: original.issuer,
    original_issued_on: original.issued_on,
    pages,
    copies: input.copies,
    fee_vnd: input.fee_vnd,
    fee_note: input.fee_note,
    dossier_code: input.dossier_code,
    source_file_id: file.id,
    now: by.now,
    drafted_by: by.actor.user_id,
  };
  const { id } = await one(db, sql.insert_copy, row, z.object({ id: z.number() }));
  await audit(db, by, unit.tenant, unit.id, 'certifications.draft', id, { original: original.name, pages, sha256: file.sha256 });
  return { id };
}

function keepPdf(db: Db, bytes: Buffer, name: string, unit: { id: number; tenant: number }, by: By) {
  const { actor, now, request_id = null } = by;
  return keep(db, store(), { bytes, name, unit_id: unit.id, tenant: unit.tenant, actor, now, request_id });
}

function audit(db: Db, by: By, tenant: number, unit_id: number, action: string, id: number, after: unknown): Promise<void> {
  const { actor, now, request_id = null } = by;
  return record(db, {
    tenant,
    at: now,
    actor,
    request_id,
    action,
    subject_kind: 'certified_copy',
    subject_id: id,
    unit_id,
    after,
  });
}

const day_or_null = z.string().nullable();
const Held = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  state: z.enum(STATES),
  year: z.number().nullable(),
  number: z.number().nullable(),
  requester_name: z.string(),
  requester_identity: z.string().nullable(),
  original_name: z.string(),
  original_number: z.string().nullable(),
  original_issuer: z.string().nullable(),
  original_issued_on: day_or_null,
  pages: z.number(),
  copies: z.number(),
  source_file_id: z.number(),
  signed_file_id: z.number().nullable(),
  token: z.string().nullable(),
  drafted_by: z.number().nullable(),
});
type Held = z.infer<typeof Held>;

async function hold(db: Db, id: number, by: By, states: readonly Held['state'][]): Promise<Held> {
  const copy = await maybeOne(db, sql.lock_copy, { id, scope: by.scope.unit_ids }, Held);
  if (!copy) throw new DomainError('certifications.not_found', 404, { id });
  if (!states.includes(copy.state)) throw new DomainError('certifications.not_in_this_state', 409, { id, state: copy.state });
  return copy;
}

export type Signer = { seal_id: number; password: string | null };

// One below the other: the person's own on the right, the body's seal to its left.
const PLACES: Placement[] = [
  { page: 'last', corner: 'bottom_right' },
  { page: 'last', corner: 'bottom_left' },
];

/**
 * Certifies: the next number of the year's book, the words and the QR on a last page, the signatures (the signer's own, then the body's
 * seal). A signing service may take its time: the copy is signed when the last signature is there.
 * @param signers in the order in which they sign; one whose key lies with a service stands last
 * @throws certifications.not_found, certifications.not_in_this_state, certifications.scan_unreadable, certifications.service_signs_last,
 * and those of signing
 */
export async function sign(
  db: Db,
  id: number,
  input: { signer_name: string; signer_title: string | null; signers: readonly Signer[] },
  by: By,
): Promise<{ state: 'signed' | 'signing'; number: string }> {
  const copy = await hold(db, id, by, ['draft', 'signing']);
  const unit = await unitById(db, copy.unit_id, vietnamDay(by.now));
  const year = copy.year ?? yearOf(vietnamDay(by.now));
  const number = copy.number ?? (await nextNumber(db, copy, year));
  const token = copy.token ?? randomBytes(18).toString('base64url');
  const { signer_name, signer_title } = input;
  await exec(db, sql.begin_signing, { tenant: copy.tenant, id, year, number, token, signer_name, signer_title });
  const scan = await open(db, store(), copy.source_file_id, { unit_ids: null });
  const { superior, issuer, authority, place } = issuerOf(unit, null);
  const { original_name: name, original_number, original_issuer, original_issued_on: issued_on, pages } = copy;
  const words = {
    superior,
    issuer,
    authority: signer_title ? [...authority.slice(0, -1), signer_title.toUpperCase()] : authority,
    place,
  };
  const original = { name, number: original_number, issuer: original_issuer, issued_on, pages };
  const link = `${public_url}/c/${token}`;
  const book = `${String(1).padStart(2, '0')}/${year}-SCT/BS`;
  const bytes = await certifiedPdf(scan.bytes, {
    ...words,
    number: String(number),
    book,
    at: by.now,
    original,
    signer_name,
    link,
  });
  const unsigned = await keepPdf(db, bytes, `ban-sao-chung-thuc_${number}-${year}.pdf`, unit, by);
  let file = await open(db, store(), unsigned.id, { unit_ids: null });
  for (const [index, signer] of input.signers.entries()) {
    const is_last = index === input.signers.length - 1;
    const purpose = {
      purpose: is_last ? PURPOSE : 'certifications.part',
      subject_kind: 'certified_copy',
      subject_id: id,
      detail: null,
    };
    const mark = PLACES[index] ?? null;
    const reason = `Chứng thực bản sao số ${numberText(number, year)}`;
    const asked = await startSigning(db, { ...signer, ...purpose, file, reason, location: null, mark }, by);
    if (asked.state === 'waiting') {
      if (!is_last) throw new DomainError('certifications.service_signs_last', 422);
      return { state: 'signing', number: numberText(number, year) };
    }
    file = await open(db, store(), asked.file_id as number, { unit_ids: null });
  }
  return { state: 'signed', number: numberText(number, year) };
}

/** Who signs for whom: a deputy signs in place of the head. Source: Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.7. */
export function authorityOf(usual: readonly string[], title: string | null): string[] {
  if (title === null) return [...usual];
  const bare = title.toUpperCase().replace(/\s+(UBND|ỦY BAN NHÂN DÂN)\s.*$/, '');
  const head = usual.at(-1) as string;
  return [...usual.slice(0, -1), ...(bare.startsWith('PHÓ ') ? [`KT. ${head}`] : []), bare];
}

async function nextNumber(db: Db, copy: Held, year: number): Promise<number> {
  const { tenant, unit_id } = copy;
  return (await one(db, sql.next_number, { tenant, unit_id, year }, z.object({ last: z.number() }))).last;
}

const PURPOSE = 'certifications.copy';
whenSigned(PURPOSE, signed);

const Finished = z.object({
  unit_id: z.number(),
  number: z.number(),
  year: z.number(),
  requester_name: z.string(),
  requester_identity: z.string().nullable(),
  original_name: z.string(),
  original_number: z.string().nullable(),
  original_issuer: z.string().nullable(),
  original_issued_on: day_or_null,
  signer_name: z.string(),
});

/** The last signature is there: the copy is certified, and goes into the store of whoever asked for it. */
async function signed(db: Db, done: Done, by: By): Promise<void> {
  const { tenant, subject_id: id } = done;
  const file = await open(db, store(), done.file_id, { unit_ids: null });
  const row = { tenant, id, signed_file_id: file.id, sha256: file.sha256, now: by.now };
  const copy = await maybeOne(db, sql.finish_signing, row, Finished);
  // Cancelled while the service was asked: the signature comes too late and nothing follows from it.
  if (!copy) return;
  if (copy.requester_identity !== null) {
    const signatures = await signaturesOf(db, file, by.now);
    const held = { tenant, identity: copy.requester_identity, owner_name: copy.requester_name, kind: 'certified_copy' as const };
    const original = {
      name: copy.original_name,
      number: copy.original_number,
      issuer: copy.original_issuer,
      issued_on: copy.original_issued_on,
    };
    const state = { signature_state: signatureState(signatures), signer: signatures.at(-1)?.signer ?? null };
    await keepHolding(
      db,
      { ...held, ...original, ...state, file, unit_id: copy.unit_id, source_key: `certified_copy ${id}` },
      by,
    );
  }
  const number = numberText(copy.number, copy.year);
  await audit(db, by, tenant, copy.unit_id, 'certifications.certify', id, {
    number,
    sha256: file.sha256,
    signer: copy.signer_name,
  });
}

/** Hands the copy over. @throws certifications.not_found, certifications.not_in_this_state */
export async function give(
  db: Db,
  id: number,
  input: { given_to: string; given_how: (typeof HOW)[number] },
  by: By,
): Promise<void> {
  const copy = await hold(db, id, by, ['signed']);
  await exec(db, sql.give_copy, { ...input, tenant: copy.tenant, id, now: by.now });
  await audit(db, by, copy.tenant, copy.unit_id, 'certifications.give', id, input);
}

/** Takes a copy back, certified or not. Its number stays taken; who checks it learns that it is void. @throws as `give` */
export async function cancel(db: Db, id: number, reason: string, by: By): Promise<void> {
  const copy = await hold(db, id, by, ['draft', 'signing', 'signed', 'given']);
  await exec(db, sql.cancel_copy, { tenant: copy.tenant, id, reason, now: by.now });
  await audit(db, by, copy.tenant, copy.unit_id, 'certifications.cancel', id, { state: copy.state, reason });
}
