import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { certificatesOf, isInForce, shownCertificate } from './chain.ts';
import { authorityRights } from './cms.ts';
import { lock } from './key-box.ts';
import { openPkcs12 } from './pkcs12.ts';
import { cloudSigner, RemoteSeal } from './remote.ts';

const sql = loadSql(import.meta.url, [
  'insert_seal',
  'account_in_scope',
  'seals_of',
  'usable_seals',
  'seal_keys',
  'retire_seal',
  'set_picture',
  'roots',
  'root_certificates',
  'insert_root',
  'remove_root',
]);

/** Who acts, when, where they may. */
export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

export const Seal = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  unit_code: z.string(),
  /** As the unit is called now, or was last. */
  unit_name: z.string(),
  kind: z.enum(['agency', 'personal']),
  account_id: z.number().nullable(),
  account_name: z.string().nullable(),
  label: z.string(),
  signer_title: z.string().nullable(),
  subject: z.string(),
  organisation: z.string().nullable(),
  issuer: z.string(),
  serial: z.string(),
  valid_from: z.date(),
  valid_to: z.date(),
  fingerprint: z.string(),
  needs_password: z.boolean(),
  is_remote: z.boolean(),
  has_picture: z.boolean(),
  added_at: z.date(),
  retired_at: z.date().nullable(),
});
export type Seal = z.infer<typeof Seal>;

type SealOwner = {
  unit: { id: number; tenant: number };
  kind: 'agency' | 'personal';
  /** Of a personal one. */
  account_id: number | null;
  label: string;
  signer_title: string | null;
};

/**
 * Keeps the key and the certificates of a PKCS#12 file. The key is locked; the file's password is used now and kept nowhere. A personal
 * one is locked with that password too, so that only its owner can sign.
 * @throws signatures.not_key_file, signatures.wrong_password, signatures.no_key, signatures.certificate_not_in_force,
 * signatures.account_unknown
 */
export async function addSeal(
  db: Db,
  input: SealOwner & { pkcs12: Uint8Array; password: string; needs_password: boolean },
  by: By,
): Promise<{ id: number }> {
  const { key, certificate, chain } = openPkcs12(input.pkcs12, input.password);
  const needs_password = input.needs_password || input.kind === 'personal';
  const bytes = key.export({ type: 'pkcs8', format: 'der' });
  const locked_key = lock(bytes, needs_password ? input.password : null);
  bytes.fill(0);
  return insertSeal(db, input, [certificate, ...chain], { locked_key, needs_password, remote: null, locked_token: null }, by);
}

/**
 * A seal whose key lies with a signing service.
 * @throws signatures.service_away, signatures.service_refused, signatures.certificate_not_in_force, signatures.account_unknown
 */
export async function addRemoteSeal(
  db: Db,
  input: SealOwner & { remote: RemoteSeal; token: string },
  by: By,
): Promise<{ id: number }> {
  const certificates = (await cloudSigner(input.remote, input.token).certificates()).map((one) => new X509Certificate(one));
  const locked_token = lock(Buffer.from(input.token), null);
  return insertSeal(db, input, certificates, { locked_key: null, needs_password: false, remote: input.remote, locked_token }, by);
}

async function insertSeal(
  db: Db,
  input: SealOwner,
  certificates: X509Certificate[],
  key: { locked_key: Buffer | null; needs_password: boolean; remote: RemoteSeal | null; locked_token: Buffer | null },
  by: By,
): Promise<{ id: number }> {
  const [own] = certificates;
  if (!own || !isInForce(own, by.now))
    throw new DomainError('signatures.certificate_not_in_force', 422, { valid_to: own?.validTo ?? null });
  if (input.account_id !== null) {
    const asked = { account_id: input.account_id, scope: by.scope.unit_ids };
    const account = await maybeOne(db, sql.account_in_scope, asked, z.object({ id: z.number() }));
    if (!account) throw new DomainError('signatures.account_unknown', 404, { id: input.account_id });
  }
  const shown = shownCertificate(own);
  const row = {
    ...shown,
    ...key,
    tenant: input.unit.tenant,
    unit_id: input.unit.id,
    kind: input.kind,
    account_id: input.account_id,
    label: input.label,
    signer_title: input.signer_title,
    certificates: certificates.map((one) => one.raw),
    remote: key.remote && JSON.stringify(key.remote),
    added_by: by.actor.user_id,
    now: by.now,
  };
  const { id } = await one(db, sql.insert_seal, row, z.object({ id: z.number() }));
  const { kind, label, account_id } = input;
  await audit(db, by, 'signatures.add_seal', 'seal', id, input.unit, {
    kind,
    label,
    account_id,
    ...shown,
    is_remote: key.remote !== null,
  });
  return { id };
}

function audit(
  db: Db,
  by: By,
  action: string,
  subject_kind: string,
  subject_id: number,
  unit: { id: number; tenant: number } | null,
  after: unknown,
): Promise<void> {
  const { actor, now, request_id = null } = by;
  return record(db, {
    ...(unit && { tenant: unit.tenant, unit_id: unit.id }),
    at: now,
    actor,
    request_id,
    action,
    subject_kind,
    subject_id,
    after,
  });
}

/** Every seal of the units in the scope, retired ones last. */
export function sealsOf(db: Db, scope: Scope): Promise<Seal[]> {
  return many(db, sql.seals_of, { scope: scope.unit_ids }, Seal);
}

/** What an account may sign with today. */
export function usableSeals(db: Db, by: By): Promise<Seal[]> {
  return many(db, sql.usable_seals, { account_id: by.actor.user_id, scope: by.scope.unit_ids, now: by.now }, Seal);
}

const bytes = z.instanceof(Buffer);
const SealKeys = z.object({
  id: z.number(),
  tenant: z.number(),
  unit_id: z.number(),
  kind: z.enum(['agency', 'personal']),
  account_id: z.number().nullable(),
  label: z.string(),
  signer_title: z.string().nullable(),
  subject: z.string(),
  organisation: z.string().nullable(),
  valid_from: z.date(),
  valid_to: z.date(),
  certificates: z.array(bytes),
  picture: bytes.nullable(),
  picture_type: z.string().nullable(),
  locked_key: bytes.nullable(),
  needs_password: z.boolean(),
  remote: RemoteSeal.nullable(),
  locked_token: bytes.nullable(),
  retired_at: z.date().nullable(),
});
export type SealKeys = z.infer<typeof SealKeys>;

/**
 * A seal with its locked key, for whoever may sign with it: a body's seal by its people, a personal one by its owner alone.
 * @throws signatures.seal_not_found, signatures.seal_retired, signatures.certificate_not_in_force
 */
export async function sealToSign(db: Db, id: number, by: By): Promise<SealKeys> {
  const asked = { id, account_id: by.actor.user_id, scope: by.scope.unit_ids, anyone: false };
  const seal = await maybeOne(db, sql.seal_keys, asked, SealKeys);
  if (!seal) throw new DomainError('signatures.seal_not_found', 404, { id });
  if (seal.retired_at) throw new DomainError('signatures.seal_retired', 409, { id });
  if (by.now > seal.valid_to || by.now < seal.valid_from)
    throw new DomainError('signatures.certificate_not_in_force', 422, { valid_to: seal.valid_to.toISOString() });
  return seal;
}

/** The seal of a request that was allowed before; for background work. */
export async function sealById(db: Db, id: number): Promise<SealKeys> {
  return one(db, sql.seal_keys, { id, account_id: null, scope: [], anyone: true }, SealKeys);
}

const Touched = z.object({ tenant: z.number(), unit_id: z.number(), label: z.string() });

/** Takes a seal out of use; what it signed stays as it is. @throws signatures.seal_not_found */
export async function retireSeal(db: Db, id: number, reason: string, by: By): Promise<void> {
  const asked = { id, now: by.now, scope: by.scope.unit_ids, account_id: null };
  await retired(db, id, reason, by, await maybeOne(db, sql.retire_seal, asked, Touched));
}

/** The same for one's own signature. @throws signatures.seal_not_found */
export async function retireOwnSeal(db: Db, id: number, reason: string, by: By): Promise<void> {
  const asked = { id, now: by.now, scope: [], account_id: by.actor.user_id };
  await retired(db, id, reason, by, await maybeOne(db, sql.retire_seal, asked, Touched));
}

async function retired(db: Db, id: number, reason: string, by: By, seal: z.infer<typeof Touched> | null): Promise<void> {
  if (!seal) throw new DomainError('signatures.seal_not_found', 404, { id });
  const unit = { id: seal.unit_id, tenant: seal.tenant };
  await audit(db, by, 'signatures.retire_seal', 'seal', id, unit, { label: seal.label, reason });
}

/** The picture of a visible mark (PNG or JPEG). @throws signatures.seal_not_found, signatures.not_picture */
export async function setPicture(db: Db, id: number, picture: Buffer, by: By): Promise<void> {
  const head = picture.toString('latin1', 0, 8);
  const picture_type = head === '\x89PNG\r\n\x1a\n' ? 'image/png' : head.startsWith('\xff\xd8\xff') ? 'image/jpeg' : null;
  if (!picture_type) throw new DomainError('signatures.not_picture', 422);
  const seal = await maybeOne(db, sql.set_picture, { id, picture, picture_type, scope: by.scope.unit_ids }, Touched);
  if (!seal) throw new DomainError('signatures.seal_not_found', 404, { id });
  const unit = { id: seal.unit_id, tenant: seal.tenant };
  await audit(db, by, 'signatures.set_picture', 'seal', id, unit, { label: seal.label, size_bytes: picture.length });
}

export const Root = z.object({
  id: z.number(),
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  valid_from: z.date(),
  valid_to: z.date(),
  source: z.string(),
  added_at: z.date(),
  added_by_name: z.string().nullable(),
});

/** Authorities that are trusted. */
export function roots(db: Db): Promise<z.infer<typeof Root>[]> {
  return many(db, sql.roots, {}, Root);
}

export async function trustedCertificates(db: Db): Promise<X509Certificate[]> {
  const rows = await many(db, sql.root_certificates, {}, z.object({ certificate: bytes }));
  return rows.map((row) => new X509Certificate(row.certificate));
}

/**
 * Trusts the authorities of a file (PEM or DER).
 * @returns how many are new
 * @throws signatures.not_certificate, signatures.not_authority
 */
export async function trust(db: Db, input: { certificates: Uint8Array; source: string }, by: By): Promise<{ added: number }> {
  let certificates: X509Certificate[];
  try {
    certificates = certificatesOf(input.certificates);
  } catch {
    throw new DomainError('signatures.not_certificate', 422);
  }
  let added = 0;
  for (const certificate of certificates) {
    const shown = shownCertificate(certificate);
    if (!authorityRights(certificate).may_issue)
      throw new DomainError('signatures.not_authority', 422, { subject: shown.subject });
    const row = { ...shown, certificate: certificate.raw, source: input.source, added_by: by.actor.user_id, now: by.now };
    const root = await maybeOne(db, sql.insert_root, row, z.object({ id: z.number() }));
    if (!root) continue;
    added += 1;
    await audit(db, by, 'signatures.trust', 'root', root.id, null, { ...shown, source: input.source });
  }
  return { added };
}

/** No longer trusts an authority. @throws signatures.root_not_found */
export async function distrust(db: Db, id: number, reason: string, by: By): Promise<void> {
  const root = await maybeOne(
    db,
    sql.remove_root,
    { id, now: by.now },
    z.object({ subject: z.string(), fingerprint: z.string() }),
  );
  if (!root) throw new DomainError('signatures.root_not_found', 404, { id });
  await audit(db, by, 'signatures.distrust', 'root', id, null, { ...root, reason });
}
