import { z } from 'zod';
import { exportTrace, route } from '#lib/route';
import { by, bytesOf, CountsAsked, Done, day, id, ownersAsked, Scoped, thisYear, UnitAsked, XLSX } from './asked.ts';
import { taskBook } from './book.ts';
import { reason, year } from './change.ts';
import { Counted, CountGroup, countsOf, TaskCounts, taskCounts } from './counts.ts';
import {
  AmendInput,
  amend,
  approve,
  changePlan,
  createPlan,
  NewPlan,
  Plan,
  PlanInput,
  plan,
  plans,
  rollOver,
  usualDay,
  Version,
  versionsOf,
} from './plan.ts';
import { lookAtBook, takeOver } from './take-over.ts';
import { judged, picked, shown } from './tasks.ts';
import { PLAN_KINDS } from './words.ts';

const Problem = z.object({ sheet: z.string(), cell: z.string(), message_vi: z.string(), message_en: z.string() });

export const routes = {
  'plans.list': route({
    method: 'GET',
    path: '/api/plans',
    permission: 'plans.read',
    summary: 'Plans of the units one may see, with how their tasks stand on a day (today; of a past year the last day told of)',
    input: z.object({
      unit: UnitAsked.optional(),
      scope: Scoped,
      year: year.optional(),
      kind: z.enum(PLAN_KINDS).optional(),
      day,
    }),
    output: z.object({
      rows: z.array(Plan.extend({ day: z.string(), counts: TaskCounts })),
      total: z.number(),
    }),
    run: async (ctx, input) => {
      const unit_ids = await ownersAsked(ctx, { ...input, year: input.year ?? thisYear(ctx) });
      const found = await plans(ctx.db, { unit_ids, year: input.year, kind: input.kind }, ctx.scope);
      const rows = [];
      for (const one of found) {
        const as_of = input.day ?? (await usualDay(ctx.db, { plan_id: one.id, year: one.year }, ctx.today, ctx.scope));
        rows.push({ ...one, day: as_of, counts: countsOf(await judged(ctx.db, { plan_id: one.id }, as_of, ctx.scope)) });
      }
      return { rows, total: rows.length };
    },
  }),
  'plans.counts': route({
    method: 'GET',
    path: '/api/plans/counts',
    permission: 'plans.read',
    summary:
      'How many tasks stand how on a day, by area, leading unit, unit, kind or assigner; each count is the length of plans.tasks with the same filter',
    input: CountsAsked,
    output: Counted,
    run: async (ctx, input) => {
      const of_year =
        input.year ?? (input.plan_id === undefined ? thisYear(ctx) : (await plan(ctx.db, input.plan_id, ctx.scope)).year);
      await ownersAsked(ctx, { ...input, year: of_year });
      return taskCounts(ctx.db, { ...input, year: of_year }, ctx.scope, ctx.today);
    },
  }),
  'plans.get': route({
    method: 'GET',
    path: '/api/plans/:id',
    permission: 'plans.read',
    summary: 'A plan with its counts by area and its versions',
    input: z.object({ id, day }),
    output: z.object({ plan: Plan, day: z.string(), total: TaskCounts, areas: z.array(CountGroup), versions: z.array(Version) }),
    run: async (ctx, input) => {
      const found = await plan(ctx.db, input.id, ctx.scope);
      const ask = { year: found.year, plan_id: found.id, day: input.day, by: 'area' as const };
      const { day: as_of, total, groups: areas } = await taskCounts(ctx.db, ask, ctx.scope, ctx.today);
      return { plan: found, day: as_of, total, areas, versions: await versionsOf(ctx.db, found) };
    },
  }),
  'plans.export': route({
    method: 'GET',
    path: '/api/plans/:id/export',
    permission: 'plans.read',
    summary: 'Tasks of a plan as an Excel book that can be filled in and read back; `empty`: only its form',
    input: z.object({ id, day, empty: z.stringbool().default(false) }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('plans'),
    run: async (ctx, input) => {
      const found = await plan(ctx.db, input.id, ctx.scope);
      const as_of = input.day ?? (await usualDay(ctx.db, { plan_id: found.id, year: found.year }, ctx.today, ctx.scope));
      const tasks = input.empty ? [] : picked(await judged(ctx.db, { plan_id: found.id }, as_of, ctx.scope), {});
      return {
        file_name: `ke-hoach-${found.unit_code}-${found.year}-${as_of}.xlsx`,
        content_type: XLSX,
        bytes: await taskBook(await shown(ctx.db, tasks, as_of), { plan: found, day: as_of }),
      };
    },
  }),
  'plans.create': route({
    method: 'POST',
    path: '/api/plans',
    permission: 'plans.write',
    summary: 'Draft a plan of a unit and year',
    input: NewPlan,
    output: Done,
    run: async (ctx, input) => ({ id: await createPlan(ctx.db, input, by(ctx)) }),
  }),
  'plans.change': route({
    method: 'PUT',
    path: '/api/plans/:id',
    permission: 'plans.write',
    summary: 'Change what is said of a draft, or of a plan under amendment',
    input: PlanInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await changePlan(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'plans.approve': route({
    method: 'POST',
    path: '/api/plans/:id/approve',
    permission: 'plans.approve',
    summary: 'Approve a draft, or close an amendment: the next version',
    input: z.object({ id }),
    output: z.object({ id: z.number(), version: z.number() }),
    run: async (ctx, input) => ({ id: input.id, version: await approve(ctx.db, input.id, by(ctx)) }),
  }),
  'plans.amend': route({
    method: 'POST',
    path: '/api/plans/:id/amend',
    permission: 'plans.write',
    summary: 'Open an approved plan for changes, with the reason; they hold when it is approved again',
    input: AmendInput.extend({ id }),
    output: Done,
    run: async (ctx, { id, ...input }) => {
      await amend(ctx.db, id, input, by(ctx));
      return { id };
    },
  }),
  'plans.roll_over': route({
    method: 'POST',
    path: '/api/plans/:id/roll_over',
    permission: 'plans.write',
    summary: "Copy what is not finished into next year's plan, with the reason",
    input: z.object({ id, reason }),
    output: z.object({ plan_id: z.number(), carried: z.number() }),
    run: (ctx, input) => rollOver(ctx.db, input.id, input.reason, by(ctx)),
  }),
  'plans.import_preview': route({
    method: 'POST',
    path: '/api/plans/:id/import_preview',
    permission: 'plans.write',
    summary: 'Look at an Excel book of tasks: how many it brings, every fault with sheet and cell; nothing is kept',
    input: z.object({ id }),
    output: z.object({ rows: z.number(), problem_count: z.number(), problems: z.array(Problem) }),
    upload: true,
    run: async (ctx, input) => {
      const { rows, problems } = await lookAtBook(ctx.db, input.id, await bytesOf(ctx), by(ctx));
      return { rows, problem_count: problems.length, problems: problems.slice(0, 200) };
    },
  }),
  'plans.import': route({
    method: 'POST',
    path: '/api/plans/:id/import',
    permission: 'plans.write',
    summary: 'Take every task of an Excel book over, or with any fault none',
    input: z.object({ id }),
    output: z.object({ added: z.number() }),
    upload: true,
    run: async (ctx, input) => takeOver(ctx.db, input.id, await bytesOf(ctx), by(ctx), null),
  }),
};
