import { z } from 'zod';
import { may } from '#access';
import { inOrder } from '#calendar';
import { masked } from '#dossiers';
import { pdfOfPages, store, unpackPages } from '#files';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, exportTrace, fileTrace, route, type Scope, type Upload } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Unit, unitNear, unitOn, unitsFor } from '#org';
import { FileSignatures, signatureState, signaturesOf } from '#signatures';
import {
  type By,
  Checked,
  Copy,
  cancel,
  check,
  copies,
  copyById,
  counts,
  draft,
  feeFor,
  feeOn,
  fileOf,
  give,
  HOW,
  STATES,
  sign,
  UnitCounts,
} from './certifications.ts';
import { registerSheet } from './sheet.ts';

const id = z.coerce.number().int().positive();
const unit = z.string().max(60);
const day = z.iso.date();
const MOST_EXPORTED = 20_000;
const said = (most: number) => z.string().trim().min(1).max(most);
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((words) => words || null)
    .nullable()
    .default(null);

/** Fields of a request, sent beside the scan. */
const Asked = z.object({
  requester_name: said(200),
  requester_identity: text(20).pipe(
    z
      .string()
      .regex(/^\d{9,13}$/)
      .nullable(),
  ),
  requester_phone: text(20),
  original_name: said(300),
  original_number: text(100),
  original_issuer: text(200),
  original_issued_on: day.nullable().default(null),
  copies: z.coerce.number().int().min(1).max(500).default(1),
  fee_vnd: z.coerce.number().int().min(0).max(1_000_000_000),
  fee_note: text(200),
  dossier_code: text(40),
});

const Filter = z.object({
  unit: unit.optional(),
  state: z.enum(STATES).optional(),
  from: day.optional(),
  to: day.optional(),
  q: z.string().max(100).optional(),
});

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

async function unitWithin(db: Db, code: string, on: Day, scope: Scope): Promise<Unit> {
  const found = await unitOn(db, code, on);
  if (!may(scope, found.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return found;
}

/** A unit and everything below it. */
async function unitsBelow(ctx: Ctx, code: string | undefined): Promise<readonly number[] | null> {
  if (code === undefined) return null;
  const found = await unitNear(ctx.db, code, ctx.today);
  if (!may(ctx.scope, found.id)) throw new DomainError('org.unit_unknown', 404, { code });
  return unitsFor(ctx.db, { unit_id: found.id, day: ctx.today, scope: 'all' });
}

/** Without the right to personal data, numbers are masked. */
async function shown(ctx: Ctx, rows: Copy[]): Promise<Copy[]> {
  const personal = await ctx.scopeOf('dossiers.read_personal');
  return rows.map((row) => {
    if (may(personal, row.unit_id)) return row;
    const { requester_identity: identity, requester_phone: phone } = row;
    return { ...row, requester_identity: identity && masked(identity), requester_phone: phone && masked(phone) };
  });
}

/** The scan as PDF: one that is, or an archive of pages. */
async function scanOf(ctx: Ctx, upload: Upload): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of upload.bytes) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return bytes;
  return Buffer.from(await pdfOfPages(unpackPages(bytes, store().max_bytes * 2), ctx.now));
}

const OneCopy = z.object({ id });
const Id = z.object({ id: z.number() });

export const routes = {
  'certifications.list': route({
    method: 'GET',
    path: '/api/certifications',
    permission: 'certifications.read',
    summary: 'The register of electronic certified copies, newest first',
    input: Filter.extend({
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(Copy), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      inOrder(input.from, input.to);
      const found = await copies(ctx.db, { ...input, unit_ids: await unitsBelow(ctx, input.unit) }, ctx.scope);
      return { rows: await shown(ctx, found.rows), total: found.total, page, page_size };
    },
  }),
  'certifications.export': route({
    method: 'GET',
    path: '/api/certifications/export',
    permission: 'certifications.read',
    summary: 'The register as an Excel sheet',
    input: Filter,
    output: z.unknown(),
    file: true,
    trace: exportTrace('certifications'),
    run: async (ctx, input) => {
      inOrder(input.from, input.to);
      const wanted = { ...input, unit_ids: await unitsBelow(ctx, input.unit), page: 1, page_size: MOST_EXPORTED };
      const { rows } = await copies(ctx.db, wanted, ctx.scope);
      return {
        file_name: `so-chung-thuc-ban-sao-dien-tu-${ctx.today}.xlsx`,
        content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await registerSheet(await shown(ctx, rows)),
      };
    },
  }),
  'certifications.counts': route({
    method: 'GET',
    path: '/api/certifications/counts',
    permission: 'certifications.read',
    summary: 'Requests, certified dossiers, copies and fees of a period, by unit',
    input: z.object({ unit: unit.optional(), from: day, to: day }),
    output: z.object({ rows: z.array(UnitCounts), total: UnitCounts.omit({ unit_code: true }) }),
    run: async (ctx, input) => {
      inOrder(input.from, input.to);
      const rows = await counts(ctx.db, input.from, input.to, await unitsBelow(ctx, input.unit), ctx.scope);
      const sum = (key: 'asked' | 'certified' | 'copies' | 'fee_vnd' | 'given' | 'cancelled') =>
        rows.reduce((so_far, row) => so_far + row[key], 0);
      const total = { asked: sum('asked'), certified: sum('certified'), copies: sum('copies'), fee_vnd: sum('fee_vnd') };
      return { rows, total: { ...total, given: sum('given'), cancelled: sum('cancelled') } };
    },
  }),
  'certifications.fee': route({
    method: 'GET',
    path: '/api/certifications/fee',
    permission: 'certifications.write',
    summary: 'What certifying so many pages and copies costs today; null when no rate is known',
    input: z.object({ pages: z.coerce.number().int().min(1).max(10_000), copies: z.coerce.number().int().min(1).max(500) }),
    output: z.object({ fee_vnd: z.number().nullable(), source: z.string().nullable(), status: z.string().nullable() }),
    run: async (ctx, input) => {
      const fee = feeOn(ctx.today);
      return { fee_vnd: fee && feeFor(fee, input.pages, input.copies), source: fee?.source ?? null, status: fee?.status ?? null };
    },
  }),
  'certifications.check': route({
    method: 'GET',
    path: '/api/certifications/check/:token',
    permission: 'public',
    summary: 'Whether a certified copy is real, by the code in its QR: number, day, signer, hash; nothing of the requester',
    // A code that cannot be one is of no copy either: the public is told the same.
    input: z.object({ token: z.string().max(200) }),
    output: Checked,
    run: (ctx, input) => check(ctx.db, input.token),
  }),
  'certifications.draft': route({
    method: 'POST',
    path: '/api/certifications',
    permission: 'certifications.write',
    summary:
      'Take a request with the scan of the original (multipart: PDF or an archive of pages; what it is as fields before the file)',
    input: z.object({ unit }),
    output: Id,
    upload: true,
    run: async (ctx, input) => {
      const desk = await unitWithin(ctx.db, input.unit, ctx.today, ctx.scope);
      const upload = await ctx.upload();
      const asked = Asked.parse(Object.fromEntries(Object.entries(upload.fields).filter(([, value]) => value !== '')));
      const {
        requester_name: name,
        requester_identity: identity,
        requester_phone: phone,
        copies: n,
        fee_vnd,
        fee_note,
        dossier_code,
      } = asked;
      const original = {
        name: asked.original_name,
        number: asked.original_number,
        issuer: asked.original_issuer,
        issued_on: asked.original_issued_on,
      };
      const scan = await scanOf(ctx, upload);
      return draft(
        ctx.db,
        { unit: desk, requester: { name, identity, phone }, original, copies: n, fee_vnd, fee_note, dossier_code, scan },
        by(ctx),
      );
    },
  }),
  'certifications.get': route({
    method: 'GET',
    path: '/api/certifications/:id',
    permission: 'certifications.read',
    summary: 'One entry of the register',
    input: OneCopy,
    output: Copy,
    run: async (ctx, input) => (await shown(ctx, [await copyById(ctx.db, input.id, ctx.scope)]))[0] as Copy,
  }),
  'certifications.file': route({
    method: 'GET',
    path: '/api/certifications/:id/file',
    permission: 'certifications.read',
    summary: 'The certified copy; the scan of the original while it is not certified. On record',
    input: OneCopy,
    output: z.unknown(),
    file: true,
    trace: fileTrace('certified_copy'),
    run: async (ctx, input) => {
      const { name, content_type, bytes } = await fileOf(ctx.db, input.id, ctx.scope);
      return { file_name: name, content_type, bytes };
    },
  }),
  'certifications.signatures': route({
    method: 'GET',
    path: '/api/certifications/:id/signatures',
    permission: 'certifications.read',
    summary: 'Who signed a certified copy, whether it holds',
    input: OneCopy,
    output: FileSignatures,
    run: async (ctx, input) => {
      const signatures = await signaturesOf(ctx.db, await fileOf(ctx.db, input.id, ctx.scope), ctx.now);
      return { state: signatureState(signatures), signatures };
    },
  }),
  'certifications.sign': route({
    method: 'POST',
    path: '/api/certifications/:id/sign',
    permission: 'certifications.issue',
    summary: 'Certify: number, words and QR on a last page, the signatures in their order',
    input: z.object({
      id,
      signer_name: said(120),
      signer_title: text(120),
      signers: z
        .array(z.object({ seal_id: id, password: z.string().max(200).nullable().default(null) }))
        .min(1)
        .max(2),
    }),
    output: z.object({ state: z.enum(['signed', 'signing']), number: z.string() }),
    run: (ctx, input) => sign(ctx.db, input.id, input, by(ctx)),
  }),
  'certifications.give': route({
    method: 'POST',
    path: '/api/certifications/:id/give',
    permission: 'certifications.write',
    summary: 'Hand a certified copy over',
    input: z.object({ id, given_to: said(200), given_how: z.enum(HOW) }),
    output: Id,
    run: async (ctx, input) => {
      await give(ctx.db, input.id, input, by(ctx));
      return { id: input.id };
    },
  }),
  'certifications.cancel': route({
    method: 'POST',
    path: '/api/certifications/:id/cancel',
    permission: 'certifications.issue',
    summary: 'Take a copy back; its number stays taken, who checks it learns that it is void',
    input: z.object({ id, reason: said(500) }),
    output: Id,
    run: async (ctx, input) => {
      await cancel(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
};
