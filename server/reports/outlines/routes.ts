// Routes of reports made again after one on paper, and of the outlines there are.
import { z } from 'zod';
import { route } from '#lib/route';
import { held, versionOf } from '../stored.ts';
import { OriginalRow, originalOf } from './original.ts';
import { outlines } from './pack.ts';

export const outlineRoutes = {
  'reports.outlines': route({
    method: 'GET',
    path: '/api/reports/outlines',
    permission: 'reports.read',
    summary: 'Outlines that reports may be written by',
    input: z.object({}),
    output: z.array(
      z.object({
        code: z.string(),
        name_vi: z.string(),
        name_en: z.string(),
        source: z.string(),
        status: z.string(),
        parts: z.array(z.string()),
      }),
    ),
    run: async () =>
      [...outlines().values()].map(({ code, name_vi, name_en, source, status, parts }) => ({
        code,
        name_vi,
        name_en,
        source,
        status,
        parts: parts.map(({ heading }) => heading),
      })),
  }),
  'reports.original': route({
    method: 'GET',
    path: '/api/reports/:id/original',
    permission: 'reports.read',
    summary: 'What the paper printed that a report was made again after, beside its own figures, and why the two differ',
    input: z.object({ id: z.coerce.number().int().positive() }),
    output: z.object({ source: z.string().nullable(), rows: z.array(OriginalRow) }),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const { content } = await versionOf(ctx.db, report);
      return (await originalOf(ctx.db, report, content)) ?? { source: null, rows: [] };
    },
  }),
};
