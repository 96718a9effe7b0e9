// Dossiers in their processes: the page of one, work by step, opinions asked, times of legs, and what a process would promise.
import { z } from 'zod';
import { explain, warningText } from '#calendar';
import { type Ctx, route } from '#lib/route';
import { LEG_LEVELS, LEG_WAS, LegDossier, LegTimes, legDossiers, legTimes } from './leg-times.ts';
import { PAUSE_REASONS, simulateFor } from './simulate.ts';
import { DossierSteps, dossierSteps, type Viewer } from './step-view.ts';
import { OpinionAsked, opinionsAsked, WORK_TABS, Work, WorkCounts, work } from './step-work.ts';
import { Explanation, sentences } from './view.ts';

const id = z.coerce.number().int().positive();
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });

const viewer = (ctx: Ctx): Viewer => ({ account_id: ctx.actor.user_id, scope: ctx.scope, now: ctx.now });

export const stepRoutes = {
  'dossiers.work': route({
    method: 'GET',
    path: '/api/dossiers/work',
    permission: 'dossiers.read',
    summary:
      'Steps to be done: mine, nobody’s yet, of my units, late, waiting for opinions; counts of every tab and a page of one',
    input: z.object({
      tab: z.enum(WORK_TABS).default('mine'),
      unit: z.string().max(60).optional(),
      procedure: z.string().max(60).optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ tabs: WorkCounts, rows: z.array(Work), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await work(ctx.db, input, viewer(ctx))), page, page_size };
    },
  }),
  'dossiers.opinions': route({
    method: 'GET',
    path: '/api/dossiers/opinions',
    permission: 'dossiers.read',
    summary: 'Opinions that are waited for from me or my units',
    input: z.object({}),
    output: z.array(OpinionAsked),
    run: (ctx) => opinionsAsked(ctx.db, viewer(ctx)),
  }),
  'dossiers.leg_times': route({
    method: 'GET',
    path: '/api/dossiers/leg_times',
    permission: 'dossiers.read',
    summary: 'How the legs of interlinked dossiers kept their time, by the unit that did them; both days included',
    input: z.object({ unit: z.string().max(60).optional(), from: day, to: day }),
    output: LegTimes,
    run: (ctx, input) => legTimes(ctx.db, input, viewer(ctx)),
  }),
  'dossiers.leg_dossiers': route({
    method: 'GET',
    path: '/api/dossiers/leg_dossiers',
    permission: 'dossiers.read',
    summary: 'The dossiers behind a figure of the times of legs, one line for each leg, the latest ended first',
    input: z.object({
      unit: z.string().max(60).optional(),
      from: day,
      to: day,
      level: z.enum(LEG_LEVELS).optional(),
      leg: z.string().max(60).optional(),
      process_version_id: id.optional(),
      unit_id: id.optional(),
      was: z.enum(LEG_WAS).default('all'),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(LegDossier), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await legDossiers(ctx.db, input, viewer(ctx))), page, page_size };
    },
  }),
  'dossiers.simulate': route({
    method: 'POST',
    path: '/api/dossiers/simulate',
    permission: 'processes.read',
    summary: 'The dates of every step for a moment of reception, with the reasons for each; nothing is kept',
    input: z.object({
      procedure_code: z.string().max(60),
      /** Left out: the process in force that day; else this version, also a draft. */
      version_id: id.optional(),
      receiving_unit: z.string().max(60),
      competent_unit: z.string().max(60).optional(),
      received_at: moment,
      pauses: z
        .array(z.object({ from_at: moment, to_at: moment, reason: z.enum(PAUSE_REASONS) }))
        .max(20)
        .default([]),
      /** Ways to take where a step has several. */
      choices: z.record(z.string(), z.array(z.string())).default({}),
    }),
    output: z.object({
      process: z.object({ id: z.number(), process_id: z.number(), name_vi: z.string(), name_en: z.string() }).nullable(),
      competent_unit_name: z.string(),
      due_on: z.string().nullable(),
      due_at: z.string().nullable(),
      explanation: Explanation,
      warnings: Explanation,
      ends_at: z.date().nullable(),
      steps: z.array(
        z.object({
          step: z.string(),
          name_vi: z.string(),
          name_en: z.string(),
          leg: z.string().nullable(),
          unit_name: z.string().nullable(),
          entered_at: z.date(),
          due_at: z.date().nullable(),
          due_on: z.string().nullable(),
          explanation: Explanation,
          warnings: Explanation,
        }),
      ),
      legs: z.array(
        z.object({
          leg: z.string(),
          name_vi: z.string(),
          name_en: z.string(),
          from: z.date(),
          to: z.date().nullable(),
          due_at: z.date().nullable(),
        }),
      ),
    }),
    run: async (ctx, input) => {
      const { steps, due, ...found } = await simulateFor(ctx.db, input, ctx.scope);
      return {
        ...found,
        due_on: due.due_on,
        due_at: due.due_at,
        ...sentences(due),
        steps: steps.map(({ trace, warnings, ...step }) => ({
          ...step,
          explanation: { vi: explain(trace, 'vi'), en: explain(trace, 'en') },
          warnings: { vi: warnings.map((one) => warningText(one, 'vi')), en: warnings.map((one) => warningText(one, 'en')) },
        })),
      };
    },
  }),
  'dossiers.steps': route({
    method: 'GET',
    path: '/api/dossiers/:id/steps',
    permission: 'dossiers.read',
    summary: 'A dossier in its process: the way so far, where it stands, what the reader may do there, opinions asked',
    input: z.object({ id }),
    output: DossierSteps,
    run: (ctx, input) => dossierSteps(ctx.db, input.id, viewer(ctx)),
  }),
};
