import { z } from 'zod';
import { isDay } from '#lib/day';
import { route } from '#lib/route';
import { Entry, entries, verify, verifyAll } from './audit.ts';

const day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)');

export const routes = {
  'audit.entries': route({
    method: 'GET',
    path: '/api/audit',
    permission: 'audit.read',
    summary: 'Who changed what, newest first',
    input: z
      .object({
        subject_kind: z.string().optional(),
        subject_id: z.string().optional(),
        unit: z.coerce.number().int().min(1).max(2147483647).optional(),
        actor: z.string().min(1).optional(),
        action: z.string().optional(),
        from: day.optional(),
        to: day.optional(),
        page: z.coerce.number().int().min(1).default(1),
        page_size: z.coerce.number().int().min(1).max(200).default(20),
        sort: z.enum(['at', '-at']).default('-at'),
      })
      .refine((input) => !input.from || !input.to || input.from <= input.to, { path: ['to'], message: 'is before `from`' }),
    output: z.object({ rows: z.array(Entry), total: z.number(), page: z.number(), page_size: z.number() }),
    run: (ctx, { page, page_size, sort, ...filter }) => entries(ctx.db, filter, { page, page_size, sort }, ctx.scope),
  }),
  'audit.verify': route({
    method: 'GET',
    path: '/api/audit/verify',
    permission: 'audit.read',
    summary: 'Reads the audit trail again, one chain or all, and tells the first entry that is missing or was changed',
    input: z.object({ tenant: z.coerce.number().int().min(0).max(32767).optional() }),
    output: z.object({
      entries: z.number(),
      ok: z.boolean(),
      broken_at: z.number().nullable(),
      broken_tenant: z.number().nullable(),
    }),
    run: async (ctx, { tenant }) => {
      if (tenant === undefined) return verifyAll(ctx.db);
      const chain = await verify(ctx.db, tenant);
      return { ...chain, broken_tenant: chain.ok ? null : tenant };
    },
  }),
};
