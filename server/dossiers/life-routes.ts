// Routes of the life of dossiers: actions on many, what is late and why, the published lists, the fee list of a desk.
import { z } from 'zod';
import { type Ctx, exportTrace, route } from '#lib/route';
import { unitNear } from '#org';
import { ActedOn, ActManyInput, actMany } from './act-many.ts';
import { actionOf } from './actions.ts';
import { FeeStages, feeStages } from './fee-stages.ts';
import { FeeFilter, FeeRow, FeeTotals, fees } from './fees.ts';
import { LateCounts, LateFilter, LateRow, lateDossiers } from './late.ts';
import {
  CompileInput,
  compileLateList,
  LateEntry,
  LateListHead,
  LateOfficer,
  lateList,
  lateLists,
  publicLateList,
  publicLateLists,
  publishLateList,
  recallLateList,
} from './late-list.ts';
import { feeSheet, lateListSheet, lateSheet } from './life-sheets.ts';
import { by, reader } from './reception-routes.ts';
import { tenantOf } from './view.ts';

const id = z.coerce.number().int().positive();
const Page = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
};
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_EXPORTED = 5000;
const Heads = z.object({ rows: z.array(LateListHead), total: z.number(), page: z.number(), page_size: z.number() });
const PublicHead = LateListHead.pick({
  id: true,
  unit_name: true,
  month: true,
  resolved: true,
  total: true,
  known_at: true,
  approved_at: true,
  approver_name: true,
  approver_title: true,
});

const feesOf = async (ctx: Ctx, input: z.output<typeof FeeFilter>) =>
  fees(ctx.db, input, { ...(await reader(ctx)), account_id: ctx.actor.user_id }, ctx.today);

export const life = {
  'dossiers.act_many': route({
    method: 'POST',
    path: '/api/dossiers/act_many',
    permission: 'dossiers.read',
    summary:
      'Do the same to many dossiers: each succeeds or is refused on its own; sent again under the same key it does nothing',
    input: ActManyInput,
    output: z.object({ results: z.array(ActedOn), is_repeat: z.boolean() }),
    run: async (ctx, input) => actMany(ctx.db, input, by(ctx, await ctx.scopeOf(actionOf(input.action).permission)), ctx.scope),
  }),
  'dossiers.late': route({
    method: 'GET',
    path: '/api/dossiers/late',
    permission: 'dossiers.read',
    summary: 'Late dossiers to be explained to the head of the unit: ended late in the days asked for, or open and late now',
    input: LateFilter.extend(Page),
    output: z.object({
      rows: z.array(LateRow),
      counts: LateCounts,
      total: z.number(),
      from: z.string(),
      to: z.string(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await lateDossiers(ctx.db, input, { page, page_size }, await reader(ctx))), page, page_size };
    },
  }),
  'dossiers.late_export': route({
    method: 'GET',
    path: '/api/dossiers/late/export',
    permission: 'dossiers.read',
    summary: 'Late dossiers with their explanations as an Excel sheet',
    input: LateFilter,
    output: z.unknown(),
    file: true,
    trace: exportTrace('late dossiers'),
    run: async (ctx, input) => {
      const { rows, from, to } = await lateDossiers(ctx.db, input, { page: 1, page_size: MOST_EXPORTED }, await reader(ctx));
      return { file_name: `ho-so-qua-han-${from}-${to}.xlsx`, content_type: EXCEL, bytes: await lateSheet(rows, from, to) };
    },
  }),
  'dossiers.late_lists': route({
    method: 'GET',
    path: '/api/dossiers/late_lists',
    permission: 'dossiers.read',
    summary: 'Monthly lists of late units and officers: drafts, published and recalled ones',
    input: z.object({ unit: z.string().max(60).optional(), ...Page }),
    output: Heads,
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await lateLists(ctx.db, input, ctx.scope, ctx.today)), page, page_size };
    },
  }),
  'dossiers.compile_late_list': route({
    method: 'POST',
    path: '/api/dossiers/late_lists',
    permission: 'dossiers.publish_late',
    summary: 'Compile the list of a month that is over, or a draft of it again',
    input: CompileInput,
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => ({ id: await compileLateList(ctx.db, input, by(ctx)) }),
  }),
  'dossiers.late_list': route({
    method: 'GET',
    path: '/api/dossiers/late_lists/:id',
    permission: 'dossiers.read',
    summary: 'A monthly list with the dossiers behind it',
    input: z.object({ id }),
    output: LateListHead.extend({ officers: z.array(LateOfficer), entries: z.array(LateEntry) }),
    run: async (ctx, input) => lateList(ctx.db, input.id, ctx.scope),
  }),
  'dossiers.late_list_export': route({
    method: 'GET',
    path: '/api/dossiers/late_lists/:id/export',
    permission: 'dossiers.read',
    summary: 'A monthly list as an Excel sheet',
    input: z.object({ id }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('late list'),
    run: async (ctx, input) => {
      const list = await lateList(ctx.db, input.id, ctx.scope);
      return { file_name: `danh-sach-qua-han-${list.month}.xlsx`, content_type: EXCEL, bytes: await lateListSheet(list) };
    },
  }),
  'dossiers.publish_late_list': route({
    method: 'POST',
    path: '/api/dossiers/late_lists/:id/publish',
    permission: 'dossiers.publish_late',
    summary: 'Approve a list and make it public; only who decides for its unit may',
    input: z.object({ id }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await publishLateList(ctx.db, input.id, await ctx.scopeOf('dossiers.decide'), by(ctx));
      return { id: input.id };
    },
  }),
  'dossiers.recall_late_list': route({
    method: 'POST',
    path: '/api/dossiers/late_lists/:id/recall',
    permission: 'dossiers.publish_late',
    summary: 'Take a published list back, with the reason',
    input: z.object({ id, reason: z.string().trim().min(1).max(1000) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await recallLateList(ctx.db, input.id, input.reason, await ctx.scopeOf('dossiers.decide'), by(ctx));
      return { id: input.id };
    },
  }),
  'dossiers.public_late_lists': route({
    method: 'GET',
    path: '/api/dossiers/public_late_lists',
    permission: 'public',
    summary: 'Published lists of late units and officers, for everyone',
    input: z.object(Page),
    output: z.object({ rows: z.array(PublicHead), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => ({ ...(await publicLateLists(ctx.db, input)), ...input }),
  }),
  'dossiers.public_late_list': route({
    method: 'GET',
    path: '/api/dossiers/public_late_lists/:id',
    permission: 'public',
    summary: 'A published list: units, officers and counts, nothing of any applicant',
    input: z.object({ id }),
    output: PublicHead.extend({ officers: z.array(LateOfficer) }),
    run: async (ctx, input) => publicLateList(ctx.db, input.id),
  }),
  'dossiers.fee_stages': route({
    method: 'GET',
    path: '/api/dossiers/:id/fee_stages',
    permission: 'dossiers.read',
    summary: 'What a dossier owes at each stage by the catalogue of its day, what was paid and let off, what is left',
    input: z.object({ id }),
    output: FeeStages,
    run: async (ctx, input) => feeStages(ctx.db, await tenantOf(ctx.db, input.id, ctx.scope.unit_ids), input.id),
  }),
  'dossiers.fees': route({
    method: 'GET',
    path: '/api/dossiers/fees',
    permission: 'dossiers.fees',
    summary: 'Fees collected, waived and given back at the desks of a unit, with totals',
    input: FeeFilter,
    output: z.object({ from: z.string(), to: z.string(), rows: z.array(FeeRow), totals: FeeTotals }),
    run: feesOf,
  }),
  'dossiers.fees_export': route({
    method: 'GET',
    path: '/api/dossiers/fees/export',
    permission: 'dossiers.fees',
    summary: 'The fee list of a desk as an Excel sheet',
    input: FeeFilter,
    output: z.unknown(),
    file: true,
    trace: exportTrace('fees'),
    run: async (ctx, input) => {
      const list = await feesOf(ctx, input);
      const { name } = await unitNear(ctx.db, input.unit, ctx.today);
      return { file_name: `thu-phi-${list.from}.xlsx`, content_type: EXCEL, bytes: await feeSheet(list, name) };
    },
  }),
};
