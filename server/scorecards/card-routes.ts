import { z } from 'zod';
import { documentDocx } from '#lib/docx';
import { DomainError } from '#lib/errors';
import { documentPdf } from '#lib/pdf';
import { exportTrace, route } from '#lib/route';
import { AREAS } from '#plans';
import { linkById, linkEvidence, unlinkEvidence } from '#registers';
import { historyOf, seenStages, sightFor } from './cards.ts';
import { STAGES } from './flow.ts';
import { ScoreInput } from './judge-score.ts';
import { cardPaper, cardSheet } from './papers.ts';
import { printPoints } from './points.ts';
import { remedy } from './remedy.ts';
import { placeOf } from './rounds.ts';
import { by, day, FORMATS, Id, id, OneCard, reader, said, TYPES, text, XLSX } from './route-parts.ts';
import { PointsText } from './rule.ts';
import {
  EVIDENCE_KIND,
  endExplaining,
  evidenceSubject,
  finish,
  handOver,
  heldFor,
  heldForEvidence,
  score,
  sendBack,
  stateTotal,
  submit,
} from './scoring.ts';
import { CardView, cardView } from './view.ts';

const Done = z.object({ id: z.number(), state: z.string() });
/** Scores at one stage. */
const Items = z.array(ScoreInput).min(1).max(200);
const Scored = z.object({ scored: z.number() });

export const cardRoutes = {
  'scorecards.card': route({
    method: 'GET',
    path: '/api/scorecards/cards/:id',
    permission: 'scorecards.read',
    summary: 'A card: criteria with sums, points at each stage the reader may see, figures, evidence, missing points',
    input: OneCard,
    output: CardView,
    run: async (ctx, input) => cardView(ctx.db, input.id, await reader(ctx), ctx.today),
  }),
  'scorecards.history': route({
    method: 'GET',
    path: '/api/scorecards/cards/:id/history',
    permission: 'scorecards.read',
    summary: 'Every score a criterion ever had, with who and why',
    input: z.object({ id, criterion: said(60) }),
    output: z.object({
      scores: z.array(
        z.object({
          id: z.number(),
          stage: z.enum(STAGES),
          value: z.string().nullable(),
          is_applicable: z.boolean(),
          is_estimate: z.boolean(),
          prefilled: z.string().nullable(),
          reason: z.string().nullable(),
          scored_at: z.date(),
          scored_by_name: z.string(),
        }),
      ),
    }),
    run: async (ctx, input) => {
      const { round, card } = await placeOf(ctx.db, input.id);
      const sight = sightFor(await reader(ctx), round, card);
      if (!sight.card) throw new DomainError('scorecards.card_not_found', 404, { id: input.id });
      const rows = (await historyOf(ctx.db, card, input.criterion)).filter(
        (row) => seenStages({ [row.stage]: row }, sight)[row.stage],
      );
      return {
        scores: rows.map(
          ({ id: row_id, stage, value, is_applicable, is_estimate, prefilled, reason, scored_at, scored_by_name }) => ({
            id: row_id,
            stage,
            value: value === null ? null : printPoints(value),
            is_applicable,
            is_estimate,
            prefilled: prefilled === null ? null : printPoints(prefilled),
            reason,
            scored_at,
            scored_by_name,
          }),
        ),
      };
    },
  }),
  'scorecards.card_export': route({
    method: 'GET',
    path: '/api/scorecards/cards/:id/export',
    permission: 'scorecards.read',
    summary: 'A card with its missing points as Excel, Word or PDF',
    input: z.object({ id, format: z.enum(FORMATS).default('xlsx') }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('scorecard'),
    run: async (ctx, { format, ...input }) => {
      const view = await cardView(ctx.db, input.id, await reader(ctx), ctx.today);
      const file_name = `phieu-cham-diem-${view.card.unit_code}-${view.round.year}.${format}`;
      if (format === 'xlsx') return { file_name, content_type: XLSX, bytes: await cardSheet(view) };
      const paper = await cardPaper(ctx.db, view, { at: ctx.now, on: ctx.today });
      return {
        file_name,
        content_type: TYPES[format],
        bytes: format === 'docx' ? await documentDocx(paper) : await documentPdf(paper),
      };
    },
  }),
  'scorecards.score': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/scores',
    permission: 'scorecards.score',
    summary: 'Score criteria of the own unit: points, an answer, or what the figures give; a deviation wants its reason',
    input: z.object({ id, items: Items }),
    output: Scored,
    run: (ctx, input) =>
      score(ctx.db, { card_id: input.id, action: 'self_score', side: 'unit', stage: 'self', items: input.items }, by(ctx)),
  }),
  'scorecards.state_total': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/stated',
    permission: 'scorecards.score',
    summary: 'Keep a sum that a report states, to be compared with ours',
    input: z.object({ id, part: z.string().max(20).default(''), points: PointsText, source: said(300) }),
    output: Id,
    run: async (ctx, input) => {
      await stateTotal(ctx.db, input.id, input, by(ctx));
      return { id: input.id };
    },
  }),
  'scorecards.link_evidence': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/evidence',
    permission: 'scorecards.score',
    summary:
      'Say that a document proves a criterion, on which page, while scoring or explaining; it must be dated in the period or until the self-score (the explanation) is due',
    input: z.object({
      id,
      criterion: said(60),
      evidence_id: id,
      page: z.int().min(1).max(10_000).nullable().default(null),
      quote: text(1000),
    }),
    output: z.object({ link_id: z.number() }),
    run: async (ctx, input) => {
      const { window, ...place } = await heldForEvidence(ctx.db, input.id, input.criterion, by(ctx));
      const { evidence_id, page, quote } = input;
      const subject_id = evidenceSubject(place.card.id, input.criterion);
      return linkEvidence(ctx.db, by(ctx), { evidence_id, page, quote, subject_kind: EVIDENCE_KIND, subject_id, window });
    },
  }),
  'scorecards.unlink_evidence': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/evidence/:link_id/remove',
    permission: 'scorecards.score',
    summary: 'Take evidence off a criterion, with the reason',
    input: z.object({ id, link_id: id, reason: said(500) }),
    output: z.object({ link_id: z.number() }),
    run: async (ctx, input) => {
      const place = await heldFor(ctx.db, input.id, 'self_score', 'unit', by(ctx));
      const link = await linkById(ctx.db, input.link_id, ctx.scope);
      if (link.subject_kind !== EVIDENCE_KIND || !link.subject_id.startsWith(`${place.card.id}:`))
        throw new DomainError('scorecards.card_not_found', 404, { id: input.id });
      await unlinkEvidence(ctx.db, by(ctx), { link_id: input.link_id, reason: input.reason });
      return { link_id: input.link_id };
    },
  }),
  'scorecards.submit': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/submit',
    permission: 'scorecards.score',
    summary: 'Hand the self-score to the level above: everything scored, proven, its missing points explained',
    input: OneCard,
    output: Done,
    run: async (ctx, input) => {
      await submit(ctx.db, input.id, by(ctx));
      return { id: input.id, state: 'submitted' };
    },
  }),
  'scorecards.explain': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/explain',
    permission: 'scorecards.score',
    summary: 'Explain or appeal: the points asked for, and why',
    input: z.object({ id, items: Items }),
    output: Scored,
    run: (ctx, input) =>
      score(ctx.db, { card_id: input.id, action: 'explain', side: 'unit', stage: 'explanation', items: input.items }, by(ctx)),
  }),
  'scorecards.end_explaining': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/end_explaining',
    permission: 'scorecards.score',
    summary: 'The unit has explained, or agrees with the appraisal',
    input: OneCard,
    output: Done,
    run: async (ctx, input) => {
      await endExplaining(ctx.db, input.id, 'unit', by(ctx));
      return { id: input.id, state: 'explained' };
    },
  }),
  'scorecards.time_over': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/time_over',
    permission: 'scorecards.appraise',
    summary: 'The day for explaining is over and the unit has not answered',
    input: OneCard,
    output: Done,
    run: async (ctx, input) => {
      await endExplaining(ctx.db, input.id, 'superior', by(ctx));
      return { id: input.id, state: 'explained' };
    },
  }),
  'scorecards.survey': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/survey',
    permission: 'scorecards.appraise',
    summary: 'Points of a survey',
    input: z.object({ id, items: Items }),
    output: Scored,
    run: (ctx, input) =>
      score(ctx.db, { card_id: input.id, action: 'survey', side: 'superior', stage: 'survey', items: input.items }, by(ctx)),
  }),
  'scorecards.appraise': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/appraise',
    permission: 'scorecards.appraise',
    summary: 'Appraise criteria; points other than those of the unit want a reason. Hidden from the unit until handed over',
    input: z.object({ id, items: Items }),
    output: Scored,
    run: (ctx, input) =>
      score(ctx.db, { card_id: input.id, action: 'appraise', side: 'superior', stage: 'appraisal', items: input.items }, by(ctx)),
  }),
  'scorecards.send_back': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/send_back',
    permission: 'scorecards.appraise',
    summary: 'Give a submitted card back to be scored again, with the reason',
    input: z.object({ id, reason: said(500) }),
    output: Done,
    run: async (ctx, input) => {
      await sendBack(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id, state: 'self' };
    },
  }),
  'scorecards.hand_over': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/hand_over',
    permission: 'scorecards.appraise',
    summary: 'Hand the appraisal to the unit; what was not touched is confirmed',
    input: OneCard,
    output: Done,
    run: async (ctx, input) => {
      await handOver(ctx.db, input.id, by(ctx));
      return { id: input.id, state: 'appraised' };
    },
  }),
  'scorecards.answer': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/answer',
    permission: 'scorecards.appraise',
    summary: 'Answer explanations: the final points, and why',
    input: z.object({ id, items: Items }),
    output: Scored,
    run: (ctx, input) =>
      score(ctx.db, { card_id: input.id, action: 'answer', side: 'superior', stage: 'final', items: input.items }, by(ctx)),
  }),
  'scorecards.finish': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/finish',
    permission: 'scorecards.appraise',
    summary: 'Make the card final: what was answered, else the appraisal',
    input: OneCard,
    output: Done,
    run: async (ctx, input) => {
      await finish(ctx.db, input.id, by(ctx));
      return { id: input.id, state: 'final' };
    },
  }),
  'scorecards.remedy': route({
    method: 'POST',
    path: '/api/scorecards/cards/:id/remedy',
    permission: 'scorecards.score',
    summary: 'A task of the remediation plan from an item of missing points',
    input: z.object({
      id,
      gap_id: id,
      title: said(500),
      area: z.enum(AREAS),
      lead: said(60),
      year: z.int().min(2000).max(2099),
      due_on: day.nullable().default(null),
      product: text(300),
    }),
    output: z.object({ plan_id: z.number(), task_id: z.number() }),
    run: async (ctx, { id: card_id, ...input }) => {
      const scope = await ctx.scopeOf('plans.write');
      return remedy(ctx.db, { card_id, ...input }, await reader(ctx), { ...by(ctx), scope });
    },
  }),
};
