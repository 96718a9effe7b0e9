// Routes of the papers of a dossier: scanned pages, signatures, signing, the applicant's electronic store.
import { z } from 'zod';
import { keep, open, paperFileName, pdfOfPages, store, unpackPages } from '#files';
import { findHoldings, Holding, HoldingUse, holdingFor, usesOf } from '#holdings';
import { vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, route, type Upload } from '#lib/route';
import { loadSql, one } from '#lib/sql';
import { CORNERS, FileSignatures, signatureState, signaturesOf, startSigning, whenSigned } from '#signatures';
import { digitise, paperFile } from './act.ts';
import { by } from './reception-routes.ts';
import { noteUses } from './reuse.ts';
import { tenantOf } from './view.ts';

const sql = loadSql(import.meta.url, ['identity_of']);
const id = z.coerce.number().int().positive();
const Digitised = z.object({ file_id: z.number(), sha256: z.string(), size_bytes: z.number() });

async function allOf(upload: Upload): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  // Its size was bounded when it was received.
  for await (const part of upload.bytes) parts.push(part);
  return Buffer.concat(parts);
}

/** The file of a paper of a dossier in reach; it may have been kept at another unit's desk. */
async function fileOf(ctx: Ctx, input: { id: number; paper_id: number }) {
  const tenant = await tenantOf(ctx.db, input.id, ctx.scope.unit_ids);
  const file_id = await paperFile(ctx.db, input.id, input.paper_id, tenant);
  return { tenant, file: await open(ctx.db, store(), file_id, { unit_ids: null }) };
}

// What was signed takes the place of what was not; the request may have waited for hours meanwhile.
whenSigned('dossiers.paper', async (db, done, who) => {
  const [dossier_id, paper_id] = [done.subject_id, Number(done.detail)];
  const everywhere = { ...who, scope: { unit_ids: null } };
  await digitise(db, dossier_id, paper_id, everywhere, () => open(db, store(), done.file_id, { unit_ids: null }));
});

export const paperRoutes = {
  'dossiers.scan': route({
    method: 'POST',
    path: '/api/dossiers/:id/papers/:paper_id/pages',
    permission: 'dossiers.process',
    summary:
      'Keep scanned pages of a paper as one PDF (multipart: an archive of pictures and PDF files, in the order of their names)',
    input: z.object({ id, paper_id: id }),
    output: Digitised,
    upload: true,
    run: async (ctx, input) => {
      const bytes = await pdfOfPages(unpackPages(await allOf(await ctx.upload()), store().max_bytes * 2), ctx.now);
      return digitise(ctx.db, input.id, input.paper_id, by(ctx), ({ tenant, dossier, paper }) => {
        const { actor, now, request_id } = ctx;
        const name = paperFileName({ ...paper, code: dossier.code, day: vietnamDay(now) }, '.pdf');
        return keep(ctx.db, store(), { bytes, name, unit_id: dossier.receiving_unit_id, tenant, actor, now, request_id });
      });
    },
  }),
  'dossiers.paper_signatures': route({
    method: 'GET',
    path: '/api/dossiers/:id/papers/:paper_id/signatures',
    permission: 'dossiers.read_personal',
    summary: 'Who signed the file of a paper, whether it holds, what was changed since',
    input: z.object({ id, paper_id: id }),
    output: FileSignatures,
    run: async (ctx, input) => {
      const signatures = await signaturesOf(ctx.db, (await fileOf(ctx, input)).file, ctx.now);
      return { state: signatureState(signatures), signatures };
    },
  }),
  'dossiers.sign_paper': route({
    method: 'POST',
    path: '/api/dossiers/:id/papers/:paper_id/sign',
    permission: 'signatures.sign',
    summary: 'Sign the file of a paper; what is signed takes its place. With a signing service it may take a while',
    input: z.object({
      id,
      paper_id: id,
      seal_id: id,
      password: z.string().max(200).nullable().default(null),
      reason: z.string().trim().max(200).nullable().default(null),
      mark: z
        .object({ page: z.enum(['first', 'last']), corner: z.enum(CORNERS) })
        .nullable()
        .default(null),
    }),
    output: z.object({ request_id: z.number(), state: z.enum(['signed', 'waiting']), file_id: z.number().nullable() }),
    run: async (ctx, input) => {
      const { file } = await fileOf(ctx, input);
      if (file.content_type !== 'application/pdf')
        throw new DomainError('signatures.not_pdf', 422, { reason: file.content_type });
      const { seal_id, password, reason, mark } = input;
      const purpose = {
        purpose: 'dossiers.paper',
        subject_kind: 'dossier',
        subject_id: input.id,
        detail: String(input.paper_id),
      };
      return startSigning(ctx.db, { ...purpose, seal_id, password, reason, location: null, mark, file }, by(ctx));
    },
  }),
  'dossiers.store': route({
    method: 'GET',
    path: '/api/dossiers/:id/store',
    permission: 'holdings.read',
    summary: 'The electronic store of the applicant of a dossier in hand. On record',
    input: z.object({ id }),
    output: z.object({ items: z.array(Holding), uses: z.array(HoldingUse) }),
    trace: ({ id: subject_id }, found) => ({
      subject_kind: 'dossier',
      subject_id,
      after: { items: 'items' in found ? found.items.length : 0 },
    }),
    run: async (ctx, input) => {
      const tenant = await tenantOf(ctx.db, input.id, ctx.scope.unit_ids);
      const { identity } = await one(
        ctx.db,
        sql.identity_of,
        { tenant, id: input.id },
        z.object({ identity: z.string().nullable() }),
      );
      if (identity === null) return { items: [], uses: [] };
      const items = await findHoldings(ctx.db, { tenant, identity, day: ctx.today });
      const ids = items.map((one) => one.id);
      return { items, uses: await usesOf(ctx.db, tenant, ids) };
    },
  }),
  'dossiers.take_from_store': route({
    method: 'POST',
    path: '/api/dossiers/:id/papers/:paper_id/take',
    permission: 'dossiers.process',
    summary: 'Let something of the applicant’s electronic store stand for a paper, instead of scanning it again',
    input: z.object({ id, paper_id: id, holding_id: id }),
    output: Digitised,
    run: async (ctx, input) => {
      const { holding_id } = input;
      return digitise(ctx.db, input.id, input.paper_id, by(ctx), async ({ tenant, dossier, paper }) => {
        const { applicant_identity: identity } = dossier;
        const { file_id } = await holdingFor(ctx.db, { tenant, identity, day: ctx.today, holding_id });
        await noteUses(ctx.db, dossier, [{ ...paper, holding_id }], by(ctx));
        return { file: await open(ctx.db, store(), file_id, { unit_ids: null }), holding_id };
      });
    },
  }),
};
