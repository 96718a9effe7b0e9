// Routes of what is said about a report: remarks, and why a finding does not hinder it.
import { z } from 'zod';
import { type Ctx, route } from '#lib/route';
import { closeRemark, explain, remark } from './remarks.ts';
import type { By } from './stored.ts';

const id = z.coerce.number().int().positive();
const words = (most: number) => z.string().trim().min(1).max(most);
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

export const remarkRoutes = {
  'reports.remark': route({
    method: 'POST',
    path: '/api/reports/:id/remarks',
    permission: 'reports.read',
    summary: 'A remark on a figure, a block, some words of a block or the whole, or the answer to one',
    input: z.object({
      id,
      place: words(60),
      words: words(4000),
      /** Words of the block that are meant, as printed in a line of it, and which of their places. */
      quote: z
        .object({ text: words(4000), occurrence: z.coerce.number().int().min(1).max(10_000).default(1) })
        .nullable()
        .default(null),
      answers: z.coerce.number().int().positive().nullable().default(null),
    }),
    output: z.object({ id: z.number() }),
    run: (ctx, input) => remark(ctx.db, input.id, input, by(ctx)),
  }),
  'reports.close_remark': route({
    method: 'POST',
    path: '/api/reports/:id/remarks/:remark_id/close',
    permission: 'reports.write',
    summary: 'A remark that is done with',
    input: z.object({ id, remark_id: id }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await closeRemark(ctx.db, input.id, input.remark_id, by(ctx));
      return { id: input.remark_id };
    },
  }),
  'reports.explain': route({
    method: 'POST',
    path: '/api/reports/:id/explanations',
    permission: 'reports.write',
    summary: 'Why a finding does not hinder the issue, over one’s name',
    input: z.object({ id, finding: words(60), words: words(2000) }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await explain(ctx.db, input.id, input, by(ctx));
      return { id: input.id };
    },
  }),
};
