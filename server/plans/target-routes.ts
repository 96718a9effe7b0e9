import { z } from 'zod';
import { exportTrace, route } from '#lib/route';
import { Evidence, evidenceOf } from '#registers';
import { by, Done, day, id, leadAsked, ownersAsked, Scoped, thisYear, UnitAsked, XLSX } from './asked.ts';
import { Told } from './assess.ts';
import { optional, reason, text, year } from './change.ts';
import { remedyTarget } from './remediation.ts';
import { Part, VERDICTS } from './rule.ts';
import { targetBook } from './target-book.ts';
import { FigureInput, tell } from './target-figures.ts';
import {
  changeTarget,
  createTarget,
  EarlierYear,
  NewTarget,
  Recorded,
  recordVerdict,
  removeTarget,
  TargetInput,
  TargetShown,
  target,
  targetVerdicts,
} from './targets.ts';
import { AREAS } from './words.ts';

const Asked = z.object({
  unit: UnitAsked.optional(),
  scope: Scoped,
  lead: UnitAsked.optional(),
  year: year.optional(),
  bundle: z.string().max(40).optional(),
  day,
});
type Ctx = Parameters<typeof by>[0];

async function judged(ctx: Ctx, input: z.output<typeof Asked>) {
  const of_year = input.year ?? thisYear(ctx);
  const unit_ids = await ownersAsked(ctx, { ...input, year: of_year });
  const lead_ids = await leadAsked(ctx, input.lead);
  return targetVerdicts(
    ctx.db,
    { unit_ids, lead_ids, year: of_year, bundle: input.bundle, day: input.day },
    ctx.scope,
    ctx.today,
  );
}

const Counts = z.object({ met: z.number(), missed: z.number(), unknown: z.number(), total: z.number() });

export const routes = {
  'plans.targets': route({
    method: 'GET',
    path: '/api/plans/targets',
    permission: 'plans.read',
    summary: 'Targets of a year with their verdicts as of a day, each with the figures it follows from',
    input: Asked.extend({ verdict: z.enum(VERDICTS).optional() }),
    output: z.object({ rows: z.array(TargetShown), total: z.number(), day: z.string(), counts: Counts }),
    run: async (ctx, input) => {
      const { rows, counts, day: as_of } = await judged(ctx, input);
      const kept = rows.filter((row) => !input.verdict || row.verdict === input.verdict);
      return { rows: kept, total: kept.length, day: as_of, counts };
    },
  }),
  'plans.targets_export': route({
    method: 'GET',
    path: '/api/plans/targets/export',
    permission: 'plans.read',
    summary: 'The same targets as an Excel book: threshold, figure, verdict, reason, who leads',
    input: Asked,
    output: z.unknown(),
    file: true,
    trace: exportTrace('plan_targets'),
    run: async (ctx, input) => {
      const found = await judged(ctx, input);
      return { file_name: `chi-tieu-${found.day}.xlsx`, content_type: XLSX, bytes: await targetBook(found.rows, found.day) };
    },
  }),
  'plans.target': route({
    method: 'GET',
    path: '/api/plans/targets/:id',
    permission: 'plans.read',
    summary: 'A target part by part, what was declared and recorded of it, its evidence, the same target of other years',
    input: z.object({ id, day }),
    output: z.object({
      day: z.string(),
      target: TargetShown,
      rule: Part,
      told: z.array(Told.extend({ evidence: z.array(Evidence) })),
      recorded: z.array(Recorded),
      years: z.array(EarlierYear),
    }),
    run: async (ctx, input) => {
      const found = await target(ctx.db, input.id, input.day, ctx.scope, ctx.today);
      const ids = found.told.map((one) => one.id);
      const evidence = await evidenceOf(ctx.db, 'target_figure', ids, { unit_ids: null });
      return { ...found, told: found.told.map((one) => ({ ...one, evidence: evidence.get(String(one.id)) ?? [] })) };
    },
  }),
  'plans.add_target': route({
    method: 'POST',
    path: '/api/plans/targets',
    permission: 'plans.write',
    summary: 'Enter a target: thresholds on measures or declared figures, joined by all or any',
    input: NewTarget,
    output: Done,
    run: async (ctx, input) => ({ id: await createTarget(ctx.db, input, by(ctx)) }),
  }),
  'plans.change_target': route({
    method: 'PUT',
    path: '/api/plans/targets/:id',
    permission: 'plans.write',
    summary: 'Change a target, with the reason',
    input: TargetInput.extend({ id, reason, edition: z.int().positive().nullable().default(null) }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await changeTarget(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'plans.remove_target': route({
    method: 'POST',
    path: '/api/plans/targets/:id/remove',
    permission: 'plans.write',
    summary: 'Take a target out, with the reason; it stays on record',
    input: z.object({ id, reason }),
    output: Done,
    run: async (ctx, input) => {
      await removeTarget(ctx.db, input.id, input.reason, by(ctx));
      return { id: input.id };
    },
  }),
  'plans.tell_figure': route({
    method: 'POST',
    path: '/api/plans/targets/:id/figures',
    permission: 'plans.report',
    summary: 'Declare the figure of a part for a period; where none can be given, a verdict with reason and evidence',
    input: FigureInput.extend({ id }),
    output: Done,
    run: (ctx, { id, ...input }) => tell(ctx.db, id, input, by(ctx)),
  }),
  'plans.record_verdict': route({
    method: 'POST',
    path: '/api/plans/targets/:id/verdicts',
    permission: 'plans.report',
    summary: 'Record the assessment as it stands on a day; later figures do not change it',
    input: z.object({ id, day: z.iso.date(), reason: optional(1000) }),
    output: z.object({ id: z.number(), verdict: z.enum(VERDICTS) }),
    run: (ctx, { id, ...input }) => recordVerdict(ctx.db, id, input, by(ctx)),
  }),
  'plans.remedy_target': route({
    method: 'POST',
    path: '/api/plans/targets/:id/remedy',
    permission: 'plans.write',
    summary: "A task that makes up for a target not met, in the year's remediation plan",
    input: z.object({
      id,
      title: text(2000),
      product: optional(1000),
      area: z.enum(AREAS),
      due_on: z.iso.date().nullable().default(null),
      year: year.nullable().default(null),
    }),
    output: z.object({ plan_id: z.number(), task_id: z.number() }),
    run: (ctx, { id, ...input }) => remedyTarget(ctx.db, id, input, by(ctx)),
  }),
};
