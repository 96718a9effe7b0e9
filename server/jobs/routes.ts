import { z } from 'zod';
import { type Ctx, route, type Scope } from '#lib/route';
import { cancel, Job, jobById, jobs, type Seer, STATES } from './jobs.ts';

const id = z.coerce.number().int().positive();
const NOBODY_ELSE: Scope = { unit_ids: [] };
const Wanted = z.object({
  state: z.enum(STATES).optional(),
  kind: z.string().max(60).optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
});
const Page = z.object({ rows: z.array(Job), total: z.number(), page: z.number(), page_size: z.number() });
const seer = async (ctx: Ctx): Promise<Seer> => ({ account_id: ctx.actor.user_id, scope: await ctx.scopeOf('jobs.read') });

export const routes = {
  'jobs.list': route({
    method: 'GET',
    path: '/api/jobs',
    permission: 'signed_in',
    summary: 'My background work, newest first',
    input: Wanted,
    output: Page,
    run: async (ctx, input) => {
      const { page, page_size } = input;
      const own = { account_id: ctx.actor.user_id, scope: NOBODY_ELSE };
      return { ...(await jobs(ctx.db, { ...input, mine: true }, own)), page, page_size };
    },
  }),
  'jobs.of_units': route({
    method: 'GET',
    path: '/api/jobs/of_units',
    permission: 'jobs.read',
    summary: 'Background work of the units one may watch, newest first',
    input: Wanted,
    output: Page,
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await jobs(ctx.db, { ...input, mine: false }, { account_id: null, scope: ctx.scope })), page, page_size };
    },
  }),
  'jobs.get': route({
    method: 'GET',
    path: '/api/jobs/:id',
    permission: 'signed_in',
    summary: 'How far a piece of background work is and what came of it',
    input: z.object({ id }),
    output: Job,
    run: async (ctx, input) => jobById(ctx.db, input.id, await seer(ctx)),
  }),
  'jobs.cancel': route({
    method: 'POST',
    path: '/api/jobs/:id/cancel',
    permission: 'signed_in',
    summary: 'Asks background work to stop: what waits never starts, what runs stops at its next step',
    input: z.object({ id }),
    output: Job,
    run: async (ctx, input) =>
      cancel(ctx.db, input.id, { ...(await seer(ctx)), actor: ctx.actor, now: ctx.now, request_id: ctx.request_id }),
  }),
};
