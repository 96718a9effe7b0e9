import { z } from 'zod';
import { may } from '#access';
import { open, store } from '#files';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, route, type Scope, type Upload } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Unit, unitOn } from '#org';
import { RemoteSeal } from './remote.ts';
import { giveUp, Request, requests, retry } from './requests.ts';
import {
  addRemoteSeal,
  addSeal,
  type By,
  distrust,
  Root,
  retireOwnSeal,
  retireSeal,
  roots,
  Seal,
  sealsOf,
  setPicture,
  trust,
  usableSeals,
} from './seals.ts';
import { FileSignatures } from './shown.ts';
import { signaturesOf } from './signatures.ts';
import { signatureState } from './verify.ts';

const id = z.coerce.number().int().positive();
const reason = z.string().trim().min(1).max(500);
const label = z.string().trim().min(1).max(120);
const title = z
  .string()
  .trim()
  .max(120)
  .transform((text) => text || null)
  .nullable()
  .default(null);
const flag = z.preprocess((value) => (typeof value === 'string' ? value === 'true' || value === '1' : value), z.boolean());
const MOST_KEY_BYTES = 256 * 1024;
const MOST_PICTURE_BYTES = 512 * 1024;

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

/** A unit of the scope; one outside it is refused like one that does not exist. */
async function unitWithin(db: Db, code: string, day: Day, scope: Scope): Promise<Unit> {
  const unit = await unitOn(db, code, day);
  if (!may(scope, unit.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unit;
}

/** The whole of a small upload. @throws files.too_large */
async function allOf(upload: Upload, limit_bytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of upload.bytes) {
    size += part.length;
    if (size > limit_bytes) throw new DomainError('files.too_large', 413, { limit_bytes });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function shown(ctx: Ctx, file: { content_type: string; bytes: Buffer }): Promise<z.input<typeof FileSignatures>> {
  const signatures = await signaturesOf(ctx.db, file, ctx.now);
  return { state: signatureState(signatures), signatures };
}

export const routes = {
  'signatures.of_file': route({
    method: 'GET',
    path: '/api/signatures/files/:id',
    permission: 'files.read',
    summary: 'Every signature of a kept file: who, when, whether it holds, what was changed since',
    input: z.object({ id }),
    output: FileSignatures,
    run: async (ctx, input) => shown(ctx, await open(ctx.db, store(), input.id, ctx.scope)),
  }),
  'signatures.check': route({
    method: 'POST',
    path: '/api/signatures/check',
    permission: 'files.read',
    summary: 'The signatures of a PDF file at hand (multipart); the file is not kept',
    input: z.object({}),
    output: FileSignatures,
    upload: true,
    run: async (ctx) => {
      const bytes = await allOf(await ctx.upload(), store().max_bytes);
      if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw new DomainError('signatures.not_pdf', 422, { reason: 'no PDF' });
      return shown(ctx, { content_type: 'application/pdf', bytes });
    },
  }),
  'signatures.usable': route({
    method: 'GET',
    path: '/api/signatures/usable',
    permission: 'signatures.sign',
    summary: 'Seals one may sign with today: those of the own bodies, and the own signature',
    input: z.object({}),
    output: z.array(Seal),
    run: (ctx) => usableSeals(ctx.db, by(ctx)),
  }),
  'signatures.seals': route({
    method: 'GET',
    path: '/api/signatures/seals',
    permission: 'signatures.manage',
    summary: 'Every seal of the units in reach, retired ones last',
    input: z.object({}),
    output: z.array(Seal),
    run: (ctx) => sealsOf(ctx.db, ctx.scope),
  }),
  'signatures.add_seal': route({
    method: 'POST',
    path: '/api/signatures/seals',
    permission: 'signatures.manage',
    summary: 'Keep the seal of a body from a PKCS#12 file (multipart; the field `password` before the file)',
    input: z.object({ unit: z.string().max(60), label, title, needs_password: flag.default(false) }),
    output: z.object({ id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const unit = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      const upload = await ctx.upload();
      const pkcs12 = await allOf(upload, MOST_KEY_BYTES);
      const owner = { unit, kind: 'agency' as const, account_id: null, label: input.label, signer_title: input.title };
      const password = upload.fields.password ?? '';
      return addSeal(ctx.db, { ...owner, pkcs12, password, needs_password: input.needs_password }, by(ctx));
    },
  }),
  'signatures.add_own': route({
    method: 'POST',
    path: '/api/signatures/own',
    permission: 'signatures.sign',
    summary: 'Keep one’s own signature from a PKCS#12 file (multipart); its password is asked at every signing',
    input: z.object({ unit: z.string().max(60), label, title }),
    output: z.object({ id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      const unit = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      const upload = await ctx.upload();
      const pkcs12 = await allOf(upload, MOST_KEY_BYTES);
      const owner = {
        unit,
        kind: 'personal' as const,
        account_id: ctx.actor.user_id,
        label: input.label,
        signer_title: input.title,
      };
      return addSeal(ctx.db, { ...owner, pkcs12, password: upload.fields.password ?? '', needs_password: true }, by(ctx));
    },
  }),
  'signatures.add_remote_seal': route({
    method: 'POST',
    path: '/api/signatures/remote_seals',
    permission: 'signatures.manage',
    summary: 'A seal whose key lies with a signing service (Cloud Signature Consortium API v2)',
    input: z.object({ unit: z.string().max(60), label, title, ...RemoteSeal.shape, token: z.string().min(1).max(4000) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      const unit = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      const owner = { unit, kind: 'agency' as const, account_id: null, label: input.label, signer_title: input.title };
      const remote = { url: input.url, credential_id: input.credential_id };
      return addRemoteSeal(ctx.db, { ...owner, remote, token: input.token }, by(ctx));
    },
  }),
  'signatures.set_picture': route({
    method: 'POST',
    path: '/api/signatures/seals/:id/picture',
    permission: 'signatures.manage',
    summary: 'The picture of a seal for its visible mark (multipart; PNG or JPEG)',
    input: z.object({ id }),
    output: z.object({ id: z.number() }),
    upload: true,
    run: async (ctx, input) => {
      await setPicture(ctx.db, input.id, await allOf(await ctx.upload(), MOST_PICTURE_BYTES), by(ctx));
      return { id: input.id };
    },
  }),
  'signatures.retire_seal': route({
    method: 'POST',
    path: '/api/signatures/seals/:id/retire',
    permission: 'signatures.manage',
    summary: 'Take a seal out of use; what it signed stays as it is',
    input: z.object({ id, reason }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await retireSeal(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'signatures.retire_own': route({
    method: 'POST',
    path: '/api/signatures/own/:id/retire',
    permission: 'signatures.sign',
    summary: 'Take one’s own signature out of use',
    input: z.object({ id, reason }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await retireOwnSeal(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'signatures.roots': route({
    method: 'GET',
    path: '/api/signatures/roots',
    permission: 'signatures.manage',
    summary: 'Authorities whose signatures are trusted',
    input: z.object({}),
    output: z.array(Root),
    run: (ctx) => roots(ctx.db),
  }),
  'signatures.trust': route({
    method: 'POST',
    path: '/api/signatures/roots',
    permission: 'signatures.trust',
    summary: 'Trust the authorities of a certificate file (multipart; PEM or DER), for the whole installation',
    input: z.object({ source: z.string().trim().min(1).max(300) }),
    output: z.object({ added: z.number() }),
    upload: true,
    run: async (ctx, input) =>
      trust(ctx.db, { certificates: await allOf(await ctx.upload(), MOST_KEY_BYTES), source: input.source }, by(ctx)),
  }),
  'signatures.distrust': route({
    method: 'POST',
    path: '/api/signatures/roots/:id/remove',
    permission: 'signatures.trust',
    summary: 'No longer trust an authority',
    input: z.object({ id, reason }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await distrust(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'signatures.requests': route({
    method: 'GET',
    path: '/api/signatures/requests',
    permission: 'signatures.sign',
    summary: 'Signings of the units in reach, newest first',
    input: z.object({
      id: id.optional(),
      state: z.enum(['waiting', 'signed', 'refused']).optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(Request), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await requests(ctx.db, input, ctx.scope)), page, page_size };
    },
  }),
  'signatures.retry': route({
    method: 'POST',
    path: '/api/signatures/requests/:id/retry',
    permission: 'signatures.sign',
    summary: 'Ask the signing service again now',
    input: z.object({ id }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await retry(ctx.db, input.id, by(ctx));
      return { id: input.id };
    },
  }),
  'signatures.give_up': route({
    method: 'POST',
    path: '/api/signatures/requests/:id/give_up',
    permission: 'signatures.sign',
    summary: 'Give up a signing that waits',
    input: z.object({ id }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await giveUp(ctx.db, input.id, by(ctx));
      return { id: input.id };
    },
  }),
};
