import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { route } from '#lib/route';
import { windowOf } from './entries.ts';
import {
  EvidenceRow,
  EvidenceUses,
  keepEvidence,
  linkById,
  linkEvidence,
  listEvidence,
  openEvidence,
  unlinkEvidence,
  usesOf,
} from './evidence.ts';
import { entry } from './show.ts';
import { by, unitIds, unitSeen } from './within.ts';

const id = z.coerce.number().int().positive();
const unit = z.string().max(60);
const said = (most: number) => z.string().trim().min(1).max(most);
const maybe = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((words) => words || null)
    .nullable()
    .default(null);

/** What is written on a document, sent as fields before the file. */
const About = z.object({
  title: said(500),
  document_number: maybe(100),
  document_on: z.iso.date().nullable().default(null),
  issuer: maybe(300),
});

export const evidenceRoutes = {
  'registers.evidence': route({
    method: 'GET',
    path: '/api/registers/evidence',
    permission: 'registers.read',
    summary: 'Documents kept as evidence by a unit and everything below it, newest first',
    input: z.object({
      unit,
      q: z.string().max(200).optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(EvidenceRow), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size, q } = input;
      const found = await unitSeen(ctx.db, input.unit, ctx.today, ctx.scope);
      const unit_ids = await unitIds(ctx.db, found, ctx.today, 'all');
      return { ...(await listEvidence(ctx.db, { unit_ids, q, page, page_size }, ctx.scope)), page, page_size };
    },
  }),
  'registers.keep_evidence': route({
    method: 'POST',
    path: '/api/registers/evidence',
    permission: 'registers.write',
    summary:
      'Keep a document as evidence (multipart; what is written on it as fields before the file); the same one is kept once',
    input: z.object({ unit }),
    output: z.object({ id: z.number(), file_id: z.number(), sha256: z.string() }),
    upload: true,
    run: async (ctx, input) => {
      const of = await unitSeen(ctx.db, input.unit, ctx.today, ctx.scope);
      const upload = await ctx.upload();
      const about = About.parse(Object.fromEntries(Object.entries(upload.fields).filter(([, value]) => value !== '')));
      return keepEvidence(ctx.db, { ...about, unit: of, file: upload }, by(ctx));
    },
  }),
  'registers.evidence_uses': route({
    method: 'GET',
    path: '/api/registers/evidence/:id/uses',
    permission: 'registers.read',
    summary: 'What a document proves, or proved',
    input: z.object({ id }),
    output: z.object({ rows: z.array(EvidenceUses) }),
    run: async (ctx, input) => ({ rows: await usesOf(ctx.db, input.id, ctx.scope) }),
  }),
  'registers.evidence_file': route({
    method: 'GET',
    path: '/api/registers/evidence/:id/file',
    permission: 'registers.read',
    summary: 'The document itself, checked against its hash. On record',
    input: z.object({ id }),
    output: z.unknown(),
    file: true,
    trace: (input) => ({ subject_kind: 'evidence', subject_id: input.id, after: {} }),
    run: async (ctx, input) => {
      const { name, content_type, bytes } = await openEvidence(ctx.db, input.id, ctx.scope);
      return { file_name: name, content_type, bytes };
    },
  }),
  'registers.link': route({
    method: 'POST',
    path: '/api/registers/entries/:id/evidence',
    permission: 'registers.write',
    summary: 'Say that a document proves an entry, on which page and in which words',
    input: z.object({ id, evidence_id: id, page: z.int().min(1).max(99_999).nullable().default(null), quote: maybe(2000) }),
    output: z.object({ link_id: z.number() }),
    run: async (ctx, input) => {
      const found = await entry(ctx.db, input.id, ctx.scope);
      if (found.is_cancelled) throw new DomainError('registers.already_cancelled', 409, { id: input.id });
      const { evidence_id, page, quote } = input;
      const window = windowOf(found.definition, found.on_day);
      return linkEvidence(ctx.db, by(ctx), { evidence_id, page, quote, subject_kind: 'entry', subject_id: input.id, window });
    },
  }),
  'registers.unlink': route({
    method: 'POST',
    path: '/api/registers/evidence_links/:id/unlink',
    permission: 'registers.write',
    summary: 'Take a document off an entry, with the reason; the document stays',
    input: z.object({ id, reason: said(500) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      const link = await linkById(ctx.db, input.id, ctx.scope);
      // Links of tasks, scores and so on are taken off by their own modules.
      if (link.subject_kind !== 'entry') throw new DomainError('registers.link_not_found', 404, { id: input.id });
      const found = await entry(ctx.db, Number(link.subject_id), ctx.scope);
      const { is_needed } = found.definition.layout.evidence;
      if (is_needed && found.evidence.length === 1)
        throw new DomainError('registers.evidence_needed', 422, { code: found.register });
      await unlinkEvidence(ctx.db, by(ctx), { link_id: input.id, reason: input.reason });
      return { id: input.id };
    },
  }),
};
