import { z } from 'zod';
import { enqueue } from '#jobs';
import { DomainError } from '#lib/errors';
import { type Ctx, exportTrace, route, type Upload } from '#lib/route';
import { catalogueBook } from './book.ts';
import { GAPS } from './completeness.ts';
import {
  type By,
  changeOffer,
  checkPublication,
  gapsOn,
  keepSector,
  moveProposal,
  Offered,
  OutcomeInput,
  offeredBy,
  PLACES,
  PlanInput,
  PostInput,
  PROPOSAL_STATES,
  ProposalInput,
  Publication,
  PublicationShare,
  planReviews,
  post,
  propose,
  publications,
  Review,
  ReviewCounts,
  recordOutcome,
  reviews,
  SectorInput,
} from './control.ts';
import { DecisionInput, DecisionRow, DecisionShown, decisionById, decisions, enterDecision } from './decisions.ts';
import { compareBook, importTask } from './import.ts';
import { detailsOf, search } from './procedures.ts';

const id = z.coerce.number().int().positive().max(2147483647);
const day = z.iso.date();
const code = z.string().max(60);
const Page = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
};
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, today: ctx.today, scope: ctx.scope, request_id: ctx.request_id });
const Done = z.object({ id: z.number() });
const Many = z.object({ added: z.number() });

const Document = DecisionInput.pick({ number: true, issuer: true, title: true }).extend({
  signed_on: day,
  effective_on: day,
  reason: z.string().trim().min(1).max(500).nullable().default(null),
});
const Problems = z.array(z.object({ sheet: z.string(), cell: z.string(), message_vi: z.string(), message_en: z.string() }));
const MOST_SHOWN = 500;

async function bytesOf(upload: Upload): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of upload.bytes) parts.push(part);
  return Buffer.concat(parts);
}

export const controlRoutes = {
  'procedures.export': route({
    method: 'GET',
    path: '/api/procedures/export',
    permission: 'procedures.read',
    summary: 'The catalogue of a day as an Excel book; `empty`: only the form to fill in',
    input: z.object({
      day: day.optional(),
      empty: z.preprocess((said) => said === 'true' || said === true, z.boolean()).default(false),
    }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('procedures'),
    run: async (ctx, input) => {
      const on = input.day ?? ctx.today;
      const found = input.empty ? [] : (await search(ctx.db, { day: on, page_size: 100_000 })).rows;
      return {
        file_name: input.empty ? 'mau-danh-muc-thu-tuc.xlsx' : `danh-muc-thu-tuc-${on}.xlsx`,
        content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await catalogueBook(await detailsOf(ctx.db, found)),
      };
    },
  }),
  'procedures.import_preview': route({
    method: 'POST',
    path: '/api/procedures/import/preview',
    permission: 'procedures.write',
    summary: 'What an Excel book would do to the catalogue on a day, with every fault by sheet and cell; nothing is kept',
    input: z.object({ effective_on: day }),
    output: z.object({
      problems: Problems,
      problem_count: z.number(),
      added: z.array(z.object({ code: z.string(), name: z.string() })),
      changed: z.array(z.object({ code: z.string(), name: z.string(), fields: z.array(z.string()) })),
      same: z.number(),
    }),
    upload: true,
    run: async (ctx, input) => {
      const { preview } = await compareBook(ctx.db, await bytesOf(await ctx.upload()), input.effective_on, 'preview');
      return { ...preview, problem_count: preview.problems.length, problems: preview.problems.slice(0, MOST_SHOWN) };
    },
  }),
  'procedures.import': route({
    method: 'POST',
    path: '/api/procedures/import',
    permission: 'procedures.write',
    summary: 'Take over what an Excel book says, as one decision, all or nothing; runs in the background (`job_id`)',
    input: Document,
    output: z.object({ job_id: z.number(), items: z.number() }),
    upload: true,
    run: async (ctx, { effective_on, reason, ...document }) => {
      const bytes = await bytesOf(await ctx.upload());
      const { preview, items } = await compareBook(ctx.db, bytes, effective_on, `${document.number}, ${document.issuer}`);
      if (preview.problems.length > 0)
        throw new DomainError('procedures.book_has_faults', 422, { count: preview.problems.length, first: preview.problems[0] });
      if (items.length === 0) throw new DomainError('procedures.nothing_to_import', 422);
      if (effective_on < ctx.today && !reason)
        throw new DomainError('procedures.reason_needed', 422, { code: items[0]?.code, effective_on, today: ctx.today });
      const job_id = await enqueue(ctx.db, importTask, {
        input: { ...document, status: 'to_be_verified', items: items.map((item) => ({ ...item, reason })), today: ctx.today },
        title: `Nhập danh mục thủ tục theo ${document.number} (${items.length} thủ tục)`,
        tenant: 0,
        unit_id: null,
        actor: ctx.actor,
        now: ctx.now,
      });
      return { job_id, items: items.length };
    },
  }),
  'procedures.decisions': route({
    method: 'GET',
    path: '/api/procedures/decisions',
    permission: 'procedures.read',
    summary: 'Decisions that announced, amended, replaced or abolished procedures, newest first',
    input: z.object({ q: z.string().max(200).optional(), ...Page }),
    output: z.object({ rows: z.array(DecisionRow), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => ({ ...(await decisions(ctx.db, input)), page: input.page, page_size: input.page_size }),
  }),
  'procedures.decision': route({
    method: 'GET',
    path: '/api/procedures/decisions/:id',
    permission: 'procedures.read',
    summary: 'A decision and what it does to each procedure',
    input: z.object({ id }),
    output: DecisionShown,
    run: (ctx, input) => decisionById(ctx.db, input.id),
  }),
  'procedures.enter_decision': route({
    method: 'POST',
    path: '/api/procedures/decisions',
    permission: 'procedures.write',
    summary: 'Enter a decision with everything it does: announce, amend, replace, abolish; whole or not at all',
    input: DecisionInput,
    output: Done,
    run: async (ctx, input) => ({ id: await enterDecision(ctx.db, input, by(ctx)) }),
  }),
  'procedures.gaps': route({
    method: 'GET',
    path: '/api/procedures/gaps',
    permission: 'procedures.read',
    summary: 'The kinds of gaps a procedure may have in the catalogue, and how many procedures of a day have each',
    input: z.object({ day: day.optional() }),
    output: z.object({ gaps: z.array(z.object({ gap: z.enum(GAPS), procedures: z.number() })), any: z.number() }),
    run: async (ctx, input) => {
      const missing = [...(await gapsOn(ctx.db, input.day ?? ctx.today)).values()];
      const counted = GAPS.map((gap) => ({ gap, procedures: missing.filter((found) => found.includes(gap)).length }));
      return { gaps: counted, any: missing.length };
    },
  }),
  'procedures.publications': route({
    method: 'GET',
    path: '/api/procedures/publications',
    permission: 'procedures.publish',
    summary: 'Where units have procedures posted, and for one unit how much of what it should have posted',
    input: z.object({ unit: z.string().max(60).optional(), place: z.enum(PLACES).optional(), day: day.optional(), ...Page }),
    output: z.object({
      rows: z.array(Publication),
      total: z.number(),
      share: PublicationShare.nullable(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => ({
      ...(await publications(ctx.db, { ...input, day: input.day ?? ctx.today }, ctx.scope)),
      page: input.page,
      page_size: input.page_size,
    }),
  }),
  'procedures.post': route({
    method: 'POST',
    path: '/api/procedures/publications',
    permission: 'procedures.publish',
    summary: 'Procedures are posted by a unit at the desk, on the portal, on its website; what is there already stays',
    input: PostInput,
    output: Many,
    run: async (ctx, input) => ({ added: await post(ctx.db, input, by(ctx)) }),
  }),
  'procedures.check_publication': route({
    method: 'POST',
    path: '/api/procedures/publications/:id/check',
    permission: 'procedures.publish',
    summary: 'What is posted was checked today, or was taken down',
    input: z.object({
      id,
      is_complete: z.boolean().default(true),
      note: z.string().trim().max(500).nullable().default(null),
      ends: z.boolean().default(false),
    }),
    output: Done,
    run: async (ctx, input) => {
      await checkPublication(ctx.db, input, by(ctx));
      return { id: input.id };
    },
  }),
  'procedures.reviews': route({
    method: 'GET',
    path: '/api/procedures/reviews',
    permission: 'procedures.publish',
    summary: 'The review plan of a year with results and proposals, and its counts',
    input: z.object({ year: z.coerce.number().int().min(2010).max(2100), unit: z.string().max(60).optional(), ...Page }),
    output: z.object({
      rows: z.array(Review),
      total: z.number(),
      counts: ReviewCounts,
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => ({
      ...(await reviews(ctx.db, { ...input, today: ctx.today }, ctx.scope)),
      page: input.page,
      page_size: input.page_size,
    }),
  }),
  'procedures.plan_reviews': route({
    method: 'POST',
    path: '/api/procedures/reviews',
    permission: 'procedures.publish',
    summary: 'Procedures a unit plans to review in a year',
    input: PlanInput,
    output: Many,
    run: async (ctx, input) => ({ added: await planReviews(ctx.db, input, by(ctx)) }),
  }),
  'procedures.record_outcome': route({
    method: 'POST',
    path: '/api/procedures/reviews/:id/outcome',
    permission: 'procedures.publish',
    summary: 'What came of a review',
    input: OutcomeInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await recordOutcome(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'procedures.propose': route({
    method: 'POST',
    path: '/api/procedures/reviews/:id/proposals',
    permission: 'procedures.publish',
    summary: 'How a reviewed procedure could become simpler',
    input: ProposalInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => ({ id: await propose(ctx.db, id, input, by(ctx)) }),
  }),
  'procedures.move_proposal': route({
    method: 'POST',
    path: '/api/procedures/proposals/:id/state',
    permission: 'procedures.publish',
    summary: 'A proposal is submitted, approved, rejected, in force',
    input: z.object({
      id,
      state: z.enum(PROPOSAL_STATES),
      decision_no: z.string().trim().min(1).max(100).nullable().default(null),
    }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await moveProposal(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'procedures.offered': route({
    method: 'GET',
    path: '/api/procedures/:code/offered',
    permission: 'procedures.read',
    summary: 'Units named for a procedure; none: every unit of its level',
    input: z.object({ code }),
    output: z.object({ rows: z.array(Offered) }),
    run: async (ctx, input) => ({ rows: await offeredBy(ctx.db, input.code) }),
  }),
  'procedures.change_offer': route({
    method: 'POST',
    path: '/api/procedures/:code/offered',
    permission: 'procedures.write',
    summary: 'A unit is named for a procedure from a day, or no longer',
    input: z.object({ code, unit: z.string().max(60), from: day, ends: z.boolean().default(false) }),
    output: z.object({}),
    run: async (ctx, input) => {
      await changeOffer(ctx.db, input, by(ctx));
      return {};
    },
  }),
  'procedures.keep_sector': route({
    method: 'PUT',
    path: '/api/procedures/sectors/:code',
    permission: 'procedures.write',
    summary: 'Add a sector or change its name',
    input: SectorInput,
    output: z.object({}),
    run: async (ctx, input) => {
      await keepSector(ctx.db, input, by(ctx));
      return {};
    },
  }),
};
