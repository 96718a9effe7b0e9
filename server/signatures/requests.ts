import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { keep, open, safeName, store } from '#files';
import { enqueue, type TaskContext, task } from '#jobs';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { PdfFile, PdfUnreadable } from '#lib/pdf-file';
import { dateString } from '#lib/pdf-value';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { signWith, type Unsigned, unsigned } from './cms.ts';
import { unlock } from './key-box.ts';
import { markFor, type Placement } from './mark.ts';
import { coveredParts, fill, type Prepared, prepare } from './pdf-append.ts';
import { cloudSigner, type RemoteAnswer } from './remote.ts';
import { type By, type SealKeys, sealById, sealToSign } from './seals.ts';
import { verifyPdf } from './verify.ts';

const sql = loadSql(import.meta.url, [
  'insert_request',
  'requests',
  'count_requests',
  'waiting_request',
  'lock_request',
  'keep_ref',
  'keep_problem',
  'finish_request',
]);

/** What a signing is for. `purpose` names what follows when it is signed; see {@link whenSigned}. */
export type Purpose = { purpose: string; subject_kind: string; subject_id: number; detail: string | null };

export type Signing = Purpose & {
  seal_id: number;
  /** Of a seal that needs one. Used now, kept nowhere. */
  password: string | null;
  file: { id: number; name: string; bytes: Buffer; unit_id: number; tenant: number };
  reason: string | null;
  location: string | null;
  /** Where the visible mark goes; null: none is drawn. */
  mark: Placement | null;
};

export type Done = Purpose & { request_id: number; tenant: number; file_id: number; name: string };

/** Runs in the transaction that keeps the signed file. */
type Follow = (db: Db, done: Done, by: By) => Promise<void>;
const follows = new Map<string, Follow>();

/** What a module does when something of its own is signed, at once or hours later. Called while the modules load. */
export function whenSigned(purpose: string, follow: Follow): void {
  follows.set(purpose, follow);
}

export type Asked = { request_id: number; state: 'signed' | 'waiting'; file_id: number | null };

/**
 * Signs a PDF file (PAdES B-B) and keeps the signed one beside it: at once when the key lies here, else when the signing service answers.
 * @throws signatures.seal_not_found, signatures.seal_retired, signatures.certificate_not_in_force, signatures.password_needed,
 * signatures.wrong_password, signatures.secret_changed, signatures.not_pdf, signatures.pdf_encrypted, signatures.pdf_locked
 */
export async function startSigning(db: Db, signing: Signing, by: By): Promise<Asked> {
  const seal = await sealToSign(db, signing.seal_id, by);
  const { prepared, envelope } = await preparedFor(seal, signing, by.now);
  if (seal.locked_key) {
    const key = createPrivateKey({ key: unlock(seal.locked_key, signing.password), format: 'der', type: 'pkcs8' });
    const bytes = fill(prepared, envelope.envelope(signWith(key, envelope.to_sign)));
    const file_id = await keepSigned(db, bytes, signing.file, by);
    const request_id = await insert(db, signing, { state: 'signed', signed_file_id: file_id, finished_at: by.now }, by);
    const { purpose, subject_kind, subject_id, detail } = signing;
    const name = signing.file.name;
    await finished(
      db,
      { request_id, tenant: signing.file.tenant, file_id, purpose, subject_kind, subject_id, detail, name },
      seal,
      signing.file.unit_id,
      by,
    );
    return { request_id, state: 'signed', file_id };
  }
  const name = signing.file.name;
  const kept = await keepBytes(db, prepared.bytes, name, signing.file, by);
  const waiting = { state: 'waiting', prepared_file_id: kept, holes: prepared.holes, to_sign: envelope.to_sign };
  const request_id = await insert(db, signing, waiting, by);
  await enqueueAsking(db, { id: request_id, name, tenant: signing.file.tenant, unit_id: signing.file.unit_id }, by, null);
  return { request_id, state: 'waiting', file_id: null };
}

async function preparedFor(seal: SealKeys, signing: Signing, now: Date): Promise<{ prepared: Prepared; envelope: Unsigned }> {
  const { bytes } = signing.file;
  refuseUnsignable(bytes);
  const local = new Date(now.getTime() + 7 * 3_600_000).toISOString();
  const text = {
    kind: seal.kind,
    signer: seal.subject,
    title: seal.signer_title,
    organisation: seal.organisation,
    at: `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 19)} +07:00`,
    picture: seal.picture,
    picture_type: seal.picture_type,
  };
  const { reason, location } = signing;
  try {
    const mark = signing.mark && (await markFor(bytes, signing.mark, text, now));
    const prepared = prepare(bytes, { name: seal.subject, at: dateString(now), reason, location }, mark);
    return { prepared, envelope: envelopeFor(prepared, seal) };
  } catch (error) {
    if (error instanceof PdfUnreadable) throw new DomainError('signatures.not_pdf', 422, { reason: error.message });
    throw error;
  }
}

function refuseUnsignable(bytes: Buffer): void {
  let file: PdfFile;
  try {
    file = new PdfFile(bytes);
  } catch (error) {
    throw new DomainError('signatures.not_pdf', 422, { reason: error instanceof PdfUnreadable ? error.message : 'unreadable' });
  }
  if (file.trailer.has('Encrypt')) throw new DomainError('signatures.pdf_encrypted', 422);
  // Certified by its author so that nothing more may be added (DocMDP, permission 1).
  const permissions = file.dict(file.dict(file.trailer.get('Root'))?.get('Perms'));
  const references = file.get(file.dict(permissions?.get('DocMDP'))?.get('Reference'));
  const [first] = Array.isArray(references) ? references : [];
  if (file.dict(file.dict(first)?.get('TransformParams'))?.get('P') === 1) throw new DomainError('signatures.pdf_locked', 422);
}

function envelopeFor(prepared: Prepared, seal: Pick<SealKeys, 'certificates'>): Unsigned {
  const [own, ...chain] = seal.certificates.map((one) => new X509Certificate(one));
  const hash = createHash('sha256');
  for (const part of coveredParts(prepared)) hash.update(part);
  return unsigned(hash.digest(), own as X509Certificate, chain);
}

type Place = { unit_id: number; tenant: number };

async function keepBytes(db: Db, bytes: Buffer, name: string, place: Place, by: By): Promise<number> {
  const { actor, now, request_id = null } = by;
  const { unit_id, tenant } = place;
  return (await keep(db, store(), { bytes, name, unit_id, tenant, actor, now, request_id })).id;
}

/** `don.pdf` → `don_da-ky.pdf`; signed again, it keeps that name. */
function keepSigned(db: Db, bytes: Buffer, file: Signing['file'], by: By): Promise<number> {
  return keepBytes(db, bytes, signedName(file.name), file, by);
}

function signedName(name: string): string {
  return safeName(`${name.replace(/(_da-ky)?\.pdf$/i, '')}_da-ky.pdf`);
}

async function insert(db: Db, signing: Signing, more: object, by: By): Promise<number> {
  const row = {
    tenant: signing.file.tenant,
    unit_id: signing.file.unit_id,
    seal_id: signing.seal_id,
    purpose: signing.purpose,
    subject_kind: signing.subject_kind,
    subject_id: signing.subject_id,
    detail: signing.detail,
    name: signing.file.name,
    source_file_id: signing.file.id,
    prepared_file_id: null,
    holes: null,
    to_sign: null,
    signed_file_id: null,
    finished_at: null,
    asked_by: by.actor.user_id,
    asked_by_name: by.actor.name,
    now: by.now,
    ...more,
  };
  return (await one(db, sql.insert_request, row, z.object({ id: z.number() }))).id;
}

async function finished(db: Db, done: Done, seal: SealKeys, unit_id: number, by: By): Promise<void> {
  const follow = follows.get(done.purpose);
  if (follow) await follow(db, done, by);
  const { actor, now, request_id = null } = by;
  await record(db, {
    tenant: done.tenant,
    at: now,
    actor,
    request_id,
    action: 'signatures.sign',
    subject_kind: done.subject_kind,
    subject_id: done.subject_id,
    unit_id,
    after: {
      request: done.request_id,
      file_id: done.file_id,
      name: done.name,
      seal_id: seal.id,
      seal: seal.label,
      signer: seal.subject,
    },
  });
}

export const Request = z.object({
  id: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  seal_id: z.number(),
  seal_label: z.string(),
  state: z.enum(['waiting', 'signed', 'refused']),
  purpose: z.string(),
  subject_kind: z.string(),
  subject_id: z.number(),
  name: z.string(),
  signed_file_id: z.number().nullable(),
  problem: z.string().nullable(),
  asked_by_name: z.string(),
  asked_at: z.date(),
  finished_at: z.date().nullable(),
});

/** Signings of the units in the scope, newest first. */
export async function requests(
  db: Db,
  wanted: { id?: number | undefined; state?: string | undefined; page: number; page_size: number },
  scope: Scope,
): Promise<{ rows: z.infer<typeof Request>[]; total: number }> {
  const params = { id: wanted.id ?? null, state: wanted.state ?? null, scope: scope.unit_ids };
  const { total } = await one(db, sql.count_requests, params, z.object({ total: z.number() }));
  const page = { page_size: wanted.page_size, skipped: (wanted.page - 1) * wanted.page_size };
  return { rows: await many(db, sql.requests, { ...params, ...page }, Request), total };
}

const Waiting = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  seal_id: z.number(),
  purpose: z.string(),
  subject_kind: z.string(),
  subject_id: z.number(),
  detail: z.string().nullable(),
  name: z.string(),
  prepared_file_id: z.number(),
  holes: z.array(z.number()),
  to_sign: z.instanceof(Buffer),
  remote_ref: z.string().nullable(),
  asked_at: z.date(),
  asked_by: z.number().nullable(),
  asked_by_name: z.string(),
});
type Waiting = z.infer<typeof Waiting>;

/** Sooner at first, when somebody waits at the desk; rarer later, when it may take a day. */
function askAgainAfter(waited_ms: number): number {
  return Math.min(300_000, Math.max(5_000, waited_ms / 4));
}

/** Asks the signing service, and asks again until its owner has confirmed or refused. */
export const askService = task({
  kind: 'signatures.ask_service',
  input: z.object({ request_id: z.number() }),
  max_attempts: 12,
  run: async (context, { request_id }) => {
    const waiting = await maybeOne(context.pool, sql.waiting_request, { id: request_id }, Waiting);
    // Finished by an earlier run that could not tell.
    if (!waiting) return null;
    const seal = await sealById(context.pool, waiting.seal_id);
    const answer = await asked(context, waiting, seal);
    return transaction(context.pool, 'write', async (db) => {
      if (!(await maybeOne(db, sql.lock_request, { id: request_id }, z.unknown()))) return null;
      return taken(db, waiting, seal, answer, context);
    });
  },
});

async function asked(context: TaskContext, waiting: Waiting, seal: SealKeys): Promise<RemoteAnswer> {
  if (!seal.remote || !seal.locked_token) throw new Error(`seal ${seal.id} has no service`);
  const signer = cloudSigner(seal.remote, unlock(seal.locked_token, null).toString(), { signal: context.signal });
  try {
    if (waiting.remote_ref !== null) return await signer.ask(waiting.remote_ref);
    const own = new X509Certificate(seal.certificates[0] as Buffer);
    const kind = own.publicKey.asymmetricKeyType === 'ec' ? 'ec' : 'rsa';
    return await signer.sign(createHash('sha256').update(waiting.to_sign).digest(), kind);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await exec(context.pool, sql.keep_problem, { id: waiting.id, problem: `${error.code}: ${String(error.data.reason ?? '')}` });
    // Not the end: the queue tries again, later and later.
    throw new Error(`${error.code} ${String(error.data.reason ?? '')}`, { cause: error });
  }
}

async function taken(
  db: Db,
  waiting: Waiting,
  seal: SealKeys,
  answer: RemoteAnswer,
  context: TaskContext,
): Promise<{ state: string }> {
  const now = context.now();
  const by: By = { actor: { user_id: waiting.asked_by, name: waiting.asked_by_name }, now, scope: { unit_ids: null } };
  if (answer.state === 'waiting') {
    await exec(db, sql.keep_ref, { id: waiting.id, ref: answer.ref });
    await enqueueAsking(db, waiting, by, new Date(now.getTime() + askAgainAfter(now.getTime() - waiting.asked_at.getTime())));
    return { state: 'waiting' };
  }
  const refuse = async (problem: string) => {
    await exec(db, sql.finish_request, { id: waiting.id, state: 'refused', signed_file_id: null, problem, now });
    return { state: 'refused' };
  };
  if (answer.state === 'refused') return refuse(answer.reason);
  const file = await open(db, store(), waiting.prepared_file_id, { unit_ids: null });
  const prepared: Prepared = { bytes: file.bytes, holes: waiting.holes as [number, number] };
  const bytes = fill(prepared, envelopeFor(prepared, seal).envelope(answer.signature));
  // A service may answer with anything: what does not hold is not handed on.
  if (verifyPdf(bytes, { trust: [], now }).at(-1)?.is_intact !== true) return refuse('signatures.signature_wrong');
  const file_id = await keepSigned(db, bytes, { ...file, name: waiting.name }, by);
  await exec(db, sql.finish_request, { id: waiting.id, state: 'signed', signed_file_id: file_id, problem: null, now });
  const { purpose, subject_kind, subject_id, detail, tenant, name } = waiting;
  await finished(
    db,
    { request_id: waiting.id, tenant, file_id, purpose, subject_kind, subject_id, detail, name },
    seal,
    waiting.unit_id,
    by,
  );
  return { state: 'signed' };
}

async function enqueueAsking(
  db: Db,
  request: { id: number; name: string; tenant: number; unit_id: number },
  by: By,
  run_at: Date | null,
): Promise<void> {
  await enqueue(db, askService, {
    input: { request_id: request.id },
    title: `Ký số từ xa: ${request.name}`,
    tenant: request.tenant,
    unit_id: request.unit_id,
    actor: by.actor,
    now: by.now,
    key: `signatures.ask_service ${request.id}`,
    ...(run_at && { run_at }),
  });
}

/** Asks the service again now, for a signing that waits. @throws signatures.request_not_found, signatures.request_finished */
export async function retry(db: Db, id: number, by: By): Promise<void> {
  const { rows } = await requests(db, { id, page: 1, page_size: 1 }, by.scope);
  if (!rows[0]) throw new DomainError('signatures.request_not_found', 404, { id });
  const waiting = await maybeOne(db, sql.waiting_request, { id }, Waiting);
  if (!waiting) throw new DomainError('signatures.request_finished', 409, { id, state: rows[0].state });
  await enqueueAsking(db, waiting, by, null);
}

/** Gives up waiting; a signature that comes later is not taken. @throws signatures.request_not_found, signatures.request_finished */
export async function giveUp(db: Db, id: number, by: By): Promise<void> {
  const { rows } = await requests(db, { id, page: 1, page_size: 1 }, by.scope);
  if (!rows[0]) throw new DomainError('signatures.request_not_found', 404, { id });
  const given = { id, state: 'refused', signed_file_id: null, problem: 'signatures.given_up', now: by.now };
  if ((await exec(db, sql.finish_request, given)) === 0)
    throw new DomainError('signatures.request_finished', 409, { id, state: rows[0].state });
}
