import { z } from 'zod';
import { may } from '#access';
import { documentDocx } from '#lib/docx';
import { DomainError } from '#lib/errors';
import { documentPdf } from '#lib/pdf';
import { type Ctx, exportTrace, route } from '#lib/route';
import { unitNear } from '#org';
import { type BookFault, faultWords, readSetBook } from './book-read.ts';
import { setBook } from './book-write.ts';
import { cardRoutes } from './card-routes.ts';
import { indexSheet } from './index-sheet.ts';
import { roundSheet } from './papers.ts';
import { roundDecision, roundPaper } from './round-papers.ts';
import {
  changeDays,
  closeRound,
  isUntouched,
  mayOpen,
  openRound,
  publicRounds,
  publishRound,
  Round,
  roundById,
  rounds,
  takeBackRound,
} from './rounds.ts';
import { by, day, FORMATS, Id, id, OneCard, reader, said, TYPES, text, XLSX } from './route-parts.ts';
import { PointsText } from './rule.ts';
import { notePortal, ServiceIndex, serviceIndex } from './service-index.ts';
import { approveSet, judge, keepDraft, measureNames, SetRow, setById, setList } from './sets.ts';
import { RoundView, roundView } from './table.ts';
import { CriteriaSet } from './tree.ts';

/** The province whose own sets somebody may define. */
async function tenantFor(ctx: Ctx, unit: string): Promise<number> {
  const found = await unitNear(ctx.db, unit, ctx.today);
  if (!may(ctx.scope, found.id)) throw new DomainError('org.unit_unknown', 404, { code: unit });
  return found.tenant;
}

const IndexAsk = z.object({ unit: said(60), from: day, to: day });
const FaultOut = z.object({ sheet: z.string(), cell: z.string(), message_vi: z.string(), message_en: z.string() });
const SetFault = z.object({ code: z.string(), key: z.string(), message_vi: z.string(), message_en: z.string() });
const SetOut = SetRow.omit({ criteria: true, rounds: true }).extend({ set: CriteriaSet, faults: z.array(SetFault) });

async function bytesOf(ctx: Ctx): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of (await ctx.upload()).bytes) parts.push(part);
  return Buffer.concat(parts);
}

export const routes = {
  ...cardRoutes,
  'scorecards.sets': route({
    method: 'GET',
    path: '/api/scorecards/sets',
    permission: 'scorecards.read',
    summary: 'Criteria sets with their versions: those of the product and those of the provinces in reach',
    input: z.object({ code: z.string().max(80).optional() }),
    output: z.object({ sets: z.array(SetRow) }),
    run: async (ctx, input) => ({ sets: await setList(ctx.db, input, ctx.scope) }),
  }),
  'scorecards.set': route({
    method: 'GET',
    path: '/api/scorecards/sets/:id',
    permission: 'scorecards.read',
    summary: 'One version of a criteria set with all its criteria and rules, and what is wrong with a draft',
    input: z.object({ id }),
    output: SetOut,
    run: async (ctx, input) => {
      const known = await setById(ctx.db, input.id, ctx.scope);
      const faults = known.state === 'draft' ? await judge(ctx.db, known.set, ctx.today) : [];
      const told = faults.map((fault) => {
        const [message_vi, message_en] = faultWords(fault);
        return { code: fault.code, key: fault.key, message_vi, message_en };
      });
      return { ...known, faults: told };
    },
  }),
  'scorecards.set_export': route({
    method: 'GET',
    path: '/api/scorecards/sets/:id/export',
    permission: 'scorecards.read',
    summary: 'A criteria set as an Excel book: the form an import reads',
    input: z.object({ id }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('criteria_set'),
    run: async (ctx, input) => {
      const { set } = await setById(ctx.db, input.id, ctx.scope);
      return { file_name: `bo-tieu-chi-${set.code}-${set.version}.xlsx`, content_type: XLSX, bytes: await setBook(set) };
    },
  }),
  'scorecards.import_set': route({
    method: 'POST',
    path: '/api/scorecards/sets/import',
    permission: 'scorecards.define',
    summary: 'Read an Excel book as a draft; every fault by sheet and cell. With faults, or `dry_run`, nothing is kept',
    input: z.object({ unit: said(60), dry_run: z.stringbool().default(true), reason: said(500).default('Nhập từ Excel') }),
    output: z.object({
      id: z.number().nullable(),
      version: z.number().nullable(),
      faults: z.array(FaultOut),
      set: CriteriaSet.nullable(),
    }),
    upload: true,
    run: async (ctx, input) => {
      const tenant = await tenantFor(ctx, input.unit);
      const { set, faults }: { set: CriteriaSet | null; faults: BookFault[] } = await readSetBook(
        await bytesOf(ctx),
        await measureNames(ctx.db, ctx.today),
      );
      if (!set || input.dry_run) return { id: null, version: null, faults, set };
      const kept = await keepDraft(ctx.db, { set, tenant, reason: input.reason }, by(ctx));
      return { ...kept, faults, set };
    },
  }),
  'scorecards.save_set': route({
    method: 'POST',
    path: '/api/scorecards/sets',
    permission: 'scorecards.define',
    summary: 'Keep a criteria set as a draft: a new version, or the draft with this id',
    input: z.object({ unit: said(60), id: id.optional(), set: CriteriaSet, reason: said(500) }),
    output: z.object({ id: z.number(), version: z.number() }),
    run: async (ctx, input) => {
      const tenant = await tenantFor(ctx, input.unit);
      if (input.id !== undefined && (await setById(ctx.db, input.id, ctx.scope)).tenant !== tenant)
        throw new DomainError('scorecards.set_not_found', 404, { id: input.id });
      return keepDraft(ctx.db, { ...input, tenant }, by(ctx));
    },
  }),
  'scorecards.approve_set': route({
    method: 'POST',
    path: '/api/scorecards/sets/:id/approve',
    permission: 'scorecards.define',
    summary: 'Make a draft hold from its first day; the version before it ends there',
    input: z.object({ id, reason: said(500) }),
    output: Id,
    run: async (ctx, input) => {
      const known = await setById(ctx.db, input.id, ctx.scope);
      if (known.tenant === null)
        throw new DomainError('scorecards.set_is_approved', 409, { code: known.code, version: known.version });
      await approveSet(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),

  'scorecards.rounds': route({
    method: 'GET',
    path: '/api/scorecards/rounds',
    permission: 'scorecards.read',
    summary: 'Rounds of units in reach, and those in which one is scored; those taken back only when that state is asked for',
    input: z.object({ year: z.coerce.number().int().min(2000).max(2099).optional(), state: Round.shape.state.optional() }),
    output: z.object({
      rounds: z.array(Round),
      /** Whether the reader may open one for some unit with units below it. */
      may_open: z.boolean(),
    }),
    run: async (ctx, input) => ({
      rounds: await rounds(ctx.db, input, ctx.scope),
      may_open: await mayOpen(ctx.db, ctx.today, await ctx.scopeOf('scorecards.appraise')),
    }),
  }),
  'scorecards.open_round': route({
    method: 'POST',
    path: '/api/scorecards/rounds',
    permission: 'scorecards.appraise',
    summary: 'Open a round: a card for every unit',
    input: z.object({
      owner: said(60),
      set_id: id,
      name: said(300),
      year: z.int().min(2000).max(2099),
      from: day,
      to: day,
      units: z.array(said(60)).max(500).nullable().default(null),
      self_until: day,
      appraise_until: day,
      explain_until: day,
    }),
    output: z.object({ id: z.number(), cards: z.number() }),
    run: (ctx, input) => openRound(ctx.db, input, by(ctx)),
  }),
  'scorecards.round': route({
    method: 'GET',
    path: '/api/scorecards/rounds/:id',
    permission: 'scorecards.read',
    summary: 'A round as a table: every unit the reader may see, by area or criterion; ranks when they may be told',
    input: z.object({ id, detail: z.enum(['areas', 'criteria']).default('areas') }),
    output: RoundView.extend({ actions: z.array(z.enum(['change_days', 'close', 'take_back', 'publish'])) }),
    run: async (ctx, input) => {
      const round = await roundById(ctx.db, input.id, ctx.scope);
      const scopes = await reader(ctx);
      const view = await roundView(ctx.db, round, scopes, input.detail, ctx.today);
      const owns = may(scopes.appraise, round.owner_unit_id);
      const publishes = may(await ctx.scopeOf('scorecards.publish'), round.owner_unit_id);
      return {
        ...view,
        actions: [
          ...(owns && round.state === 'open' ? (['change_days', 'close'] as const) : []),
          ...(owns && (await isUntouched(ctx.db, round)) ? (['take_back'] as const) : []),
          ...(publishes && round.state === 'closed' ? (['publish'] as const) : []),
        ],
      };
    },
  }),
  'scorecards.change_days': route({
    method: 'POST',
    path: '/api/scorecards/rounds/:id/days',
    permission: 'scorecards.appraise',
    summary: 'Move the days of an open round, with the reason',
    input: z.object({ id, self_until: day, appraise_until: day, explain_until: day, reason: said(500) }),
    output: Id,
    run: async (ctx, input) => {
      await changeDays(ctx.db, input.id, input, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'scorecards.close_round': route({
    method: 'POST',
    path: '/api/scorecards/rounds/:id/close',
    permission: 'scorecards.appraise',
    summary: 'End the scoring when every card is final; from then on nothing changes',
    input: OneCard,
    output: Id,
    run: async (ctx, input) => {
      await closeRound(ctx.db, input.id, by(ctx));
      return { id: input.id };
    },
  }),
  'scorecards.take_back_round': route({
    method: 'POST',
    path: '/api/scorecards/rounds/:id/take_back',
    permission: 'scorecards.appraise',
    summary: 'Take back a round opened by mistake, with the reason; only one in which nothing was scored',
    input: z.object({ id, reason: said(500) }),
    output: Id,
    run: async (ctx, input) => {
      await takeBackRound(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'scorecards.publish': route({
    method: 'POST',
    path: '/api/scorecards/rounds/:id/publish',
    permission: 'scorecards.publish',
    summary: 'Make the result of a closed round known by its decision: to its units, or to anybody',
    input: z.object({ id, number: said(100), on: day, title: said(500), publication: z.enum(['inside', 'public']) }),
    output: Id,
    run: async (ctx, input) => {
      await publishRound(ctx.db, input.id, input, by(ctx));
      return { id: input.id };
    },
  }),
  'scorecards.round_export': route({
    method: 'GET',
    path: '/api/scorecards/rounds/:id/export',
    permission: 'scorecards.read',
    summary: 'The table of a round as Excel, Word or PDF; once it is closed also the decision that makes it known',
    input: z.object({ id, format: z.enum(FORMATS).default('xlsx'), paper: z.enum(['report', 'decision']).default('report') }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('scoring_round'),
    run: async (ctx, { format, paper: wanted, ...input }) => {
      const round = await roundById(ctx.db, input.id, ctx.scope);
      const view = await roundView(ctx.db, round, await reader(ctx), 'areas', ctx.today);
      if (wanted === 'decision' && !view.has_ranks) throw new DomainError('scorecards.round_not_found', 404, { id: round.id });
      if (wanted === 'decision' && view.is_provisional)
        throw new DomainError('scorecards.round_not_closed', 409, { name: round.name });
      const file_name = `${wanted === 'decision' ? 'quyet-dinh' : 'cham-diem'}-${round.year}-${round.id}.${format}`;
      if (format === 'xlsx') return { file_name, content_type: XLSX, bytes: await roundSheet(view) };
      const write = wanted === 'decision' ? roundDecision : roundPaper;
      const paper = await write(ctx.db, view, { at: ctx.now, on: ctx.today });
      return {
        file_name,
        content_type: TYPES[format],
        bytes: format === 'docx' ? await documentDocx(paper) : await documentPdf(paper),
      };
    },
  }),

  'scorecards.service_index': route({
    method: 'GET',
    path: '/api/scorecards/service_index',
    permission: 'scorecards.read',
    summary: 'The service index of Decision 766 estimated from our records, beside what the portal shows, row by row',
    input: IndexAsk,
    output: ServiceIndex,
    run: (ctx, input) => serviceIndex(ctx.db, input, ctx.today, ctx.scope),
  }),
  'scorecards.service_index_export': route({
    method: 'GET',
    path: '/api/scorecards/service_index/export',
    permission: 'scorecards.read',
    summary: 'The service index beside the portal as Excel, with live sums and the figures the points are made from',
    input: IndexAsk,
    output: z.unknown(),
    file: true,
    trace: exportTrace('service_index'),
    run: async (ctx, input) => {
      const index = await serviceIndex(ctx.db, input, ctx.today, ctx.scope);
      const file_name = `chi-so-766-${index.unit.code}-${index.from}-${index.to}.xlsx`;
      return { file_name, content_type: XLSX, bytes: await indexSheet(ctx.db, index) };
    },
  }),
  'scorecards.note_portal': route({
    method: 'POST',
    path: '/api/scorecards/service_index',
    // An external figure like those of the register: the portal's word, which the level above may keep too.
    permission: 'registers.write',
    summary: 'Keep the points the portal shows for a row, and why ours differ',
    input: z
      .object({
        unit: said(60),
        from: day,
        to: day,
        criterion: said(60),
        points: PointsText.nullable().default(null),
        explanation: text(1000),
      })
      .refine(({ points, explanation }) => points !== null || explanation !== null, 'points or an explanation'),
    output: Id,
    run: (ctx, input) => notePortal(ctx.db, input, by(ctx)),
  }),

  'scorecards.published': route({
    method: 'GET',
    path: '/api/scorecards/published',
    permission: 'public',
    summary: 'Rounds whose result anybody may read',
    input: z.object({}),
    output: z.object({
      rounds: z.array(
        Round.pick({
          id: true,
          name: true,
          year: true,
          set_name_vi: true,
          set_name_en: true,
          is_official: true,
          decision_number: true,
          decision_on: true,
          decision_title: true,
          cards: true,
        }),
      ),
    }),
    run: async (ctx) => ({ rounds: await publicRounds(ctx.db, null) }),
  }),
  'scorecards.published_round': route({
    method: 'GET',
    path: '/api/scorecards/published/:id',
    permission: 'public',
    summary: 'The result of a round that anybody may read: final points by area, bands, ranks',
    input: OneCard,
    output: RoundView,
    run: async (ctx, input) => {
      const [round] = await publicRounds(ctx.db, input.id);
      if (!round) throw new DomainError('scorecards.round_not_found', 404, { id: input.id });
      return roundView(ctx.db, round, null, 'areas', ctx.today);
    },
  }),
};
