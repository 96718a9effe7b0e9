import { z } from 'zod';
import { type Ctx, route } from '#lib/route';
import { KINDS, type Reader } from './ask.ts';
import { Late, late } from './late.ts';
import { Months, Moved, months, moved } from './moved.ts';
import { Points, pointsMissing } from './points.ts';
import { Standings, standings } from './standing.ts';

const Asked = z.object({
  unit: z.string().min(1).max(60),
  /** As of which day; today when left out, or when it is yet to come. */
  day: z.iso.date().optional(),
});
const Compared = Asked.extend({ kind: z.enum(KINDS).default('month') });

const asOf = (ctx: Ctx, day: string | undefined) => (day !== undefined && day < ctx.today ? day : ctx.today);

async function reader(ctx: Ctx): Promise<Reader> {
  return {
    overview: ctx.scope,
    dossiers: await ctx.scopeOf('dossiers.read'),
    measures: await ctx.scopeOf('measures.read'),
    plans: await ctx.scopeOf('plans.read'),
    reports: await ctx.scopeOf('reports.read'),
    scorecards: {
      read: await ctx.scopeOf('scorecards.read'),
      score: await ctx.scopeOf('scorecards.score'),
      appraise: await ctx.scopeOf('scorecards.appraise'),
    },
    now: ctx.now,
    today: ctx.today,
  };
}

export const routes = {
  'overview.late': route({
    method: 'GET',
    path: '/api/overview/late',
    permission: 'overview.read',
    summary: 'What is late in a unit on a day: dossiers, tasks, targets not met, reports due',
    input: Asked,
    output: Late,
    run: async (ctx, { unit, day }) => late(ctx.db, { unit, day: asOf(ctx, day) }, await reader(ctx)),
  }),
  'overview.points': route({
    method: 'GET',
    path: '/api/overview/points',
    permission: 'overview.read',
    summary: 'What costs a unit points: missing points of its newest card by area, cause and office, biggest first',
    input: Asked,
    output: Points,
    run: async (ctx, { unit, day }) => pointsMissing(ctx.db, { unit, day: asOf(ctx, day) }, await reader(ctx)),
  }),
  'overview.moved': route({
    method: 'GET',
    path: '/api/overview/moved',
    permission: 'overview.read',
    summary: 'Main measures of the month, quarter or year up to a day, beside the period before and the same days a year earlier',
    input: Compared,
    output: Moved,
    run: async (ctx, { unit, day, kind }) => moved(ctx.db, { unit, day: asOf(ctx, day), kind }, await reader(ctx)),
  }),
  'overview.months': route({
    method: 'GET',
    path: '/api/overview/months',
    permission: 'overview.read',
    summary: 'Main measures of the twelve months up to a day, of a unit and each unit just below it',
    input: Asked,
    output: Months,
    run: async (ctx, { unit, day }) => months(ctx.db, { unit, day: asOf(ctx, day) }, await reader(ctx)),
  }),
  'overview.units': route({
    method: 'GET',
    path: '/api/overview/units',
    permission: 'overview.read',
    summary: 'Where each unit just below a unit stands: results on time, online, papers digitised, tasks done, score',
    input: Compared,
    output: Standings,
    run: async (ctx, { unit, day, kind }) => standings(ctx.db, { unit, day: asOf(ctx, day), kind }, await reader(ctx)),
  }),
};
