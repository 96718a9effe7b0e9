import { z } from 'zod';
import { type Ctx, fileTrace, route } from '#lib/route';
import {
  Comparison,
  compare,
  Document,
  documentById,
  documents,
  draftInReach,
  EXPORTS,
  exported,
  judge,
  keptFindings,
  Listed,
  ONLY,
  RuleShown,
  receiveReport,
  recheck,
  rulesShown,
  SORTS,
  VERDICTS,
} from './checks.ts';

const id = z.coerce.number().int().positive();
const small = id.max(2147483647);
const by = (ctx: Ctx) => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });
const seer = (ctx: Ctx) => ({ scope: ctx.scope, account_id: ctx.actor.user_id });
const Where = z.object({ unit_id: small.optional(), document_id: id.optional() });
const Uploaded = z.object({ document_id: z.number(), draft_id: z.number(), seq: z.number(), job_id: z.number() });

export const routes = {
  'checks.upload': route({
    method: 'POST',
    path: '/api/checks/documents',
    permission: 'checks.use',
    summary: 'Takes a report to be checked in the background: a new one of unit_id, or the next draft of document_id',
    input: Where,
    output: Uploaded,
    upload: true,
    run: async (ctx, input) => {
      const upload = await ctx.upload();
      // In the address, or as fields before the file.
      return receiveReport(ctx.db, upload, { ...Where.parse(upload.fields), ...input }, by(ctx));
    },
  }),
  'checks.documents': route({
    method: 'GET',
    path: '/api/checks/documents',
    permission: 'checks.use',
    summary: 'Checked reports, the newest first; counts are of the newest draft',
    input: z.object({
      q: z.string().max(200).optional(),
      unit: z.string().max(40).optional(),
      only: z.enum(ONLY).optional(),
      sort: z.enum(SORTS).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(Listed), total: z.number(), page: z.number(), page_size: z.number() }),
    run: (ctx, input) => documents(ctx.db, input, ctx.scope, ctx.today),
  }),
  'checks.document': route({
    method: 'GET',
    path: '/api/checks/documents/:id',
    permission: 'checks.use',
    summary: 'A checked report: its drafts, and the text and findings of one of them (the newest unless seq is given)',
    input: z.object({ id, seq: small.optional() }),
    output: Document,
    run: (ctx, input) => documentById(ctx.db, input, seer(ctx)),
  }),
  'checks.compare': route({
    method: 'GET',
    path: '/api/checks/documents/:id/compare',
    permission: 'checks.use',
    summary: 'What was mended between two drafts, what is still there, what came anew',
    input: z.object({ id, from: small, to: small }),
    output: Comparison,
    run: (ctx, input) => compare(ctx.db, input, seer(ctx)),
  }),
  'checks.recheck': route({
    method: 'POST',
    path: '/api/checks/drafts/:id/recheck',
    permission: 'checks.use',
    summary: 'Has a draft checked whose check was cancelled or failed',
    input: z.object({ id }),
    output: Uploaded,
    run: (ctx, input) => recheck(ctx.db, input.id, by(ctx)),
  }),
  'checks.judge': route({
    method: 'POST',
    path: '/api/checks/findings/:id/verdict',
    permission: 'checks.judge',
    summary: 'An officer’s word on a finding: fixed, explained, false_alarm, or open again; it counts for the rule',
    input: z.object({ id, verdict: z.enum(VERDICTS), note: z.string().max(2000).nullable().default(null) }),
    output: z.object({ id: z.number(), verdict: z.enum(VERDICTS), note: z.string().nullable() }),
    run: (ctx, input) => judge(ctx.db, { finding_id: input.id, verdict: input.verdict, note: input.note }, by(ctx)),
  }),
  'checks.export': route({
    method: 'GET',
    path: '/api/checks/drafts/:id/export',
    permission: 'checks.use',
    summary: 'A draft with its findings: the Word file with comments, a page, SARIF or JSON',
    input: z.object({ id, format: z.enum(EXPORTS) }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('checked_document', ['format']),
    run: async (ctx, input) => {
      const draft = await draftInReach(ctx.db, input.id, ctx.scope);
      return exported(draft, await keptFindings(ctx.db, draft), input.format, ctx.now);
    },
  }),
  'checks.rules': route({
    method: 'GET',
    path: '/api/checks/rules',
    permission: 'checks.use',
    summary: 'Every rule of the checker: what it does, how loud it speaks, how often it was right',
    input: z.object({}),
    output: z.object({ rows: z.array(RuleShown) }),
    run: async (ctx) => ({ rows: await rulesShown(ctx.db) }),
  }),
};
