// Routes of the figures of a kept report: what each counted, and its records as they were when it was frozen.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { route } from '#lib/route';
import { BehindOut, Value } from '#measures';
import { unitNear } from '#org';
import { Anchor, Figure, figureIn } from './content.ts';
import { frozenFigure, partShown } from './frozen.ts';
import { issuedOf } from './issue.ts';
import { held, versionOf } from './stored.ts';

const Definition = z.object({
  name: z.string(),
  label_vi: z.string(),
  label_en: z.string(),
  definition_vi: z.string(),
  definition_en: z.string(),
  source: z.string(),
  kind: z.string(),
});

export const frozenRoutes = {
  'reports.figure': route({
    method: 'GET',
    path: '/api/reports/:id/figures/:anchor',
    permission: 'reports.read',
    summary:
      'A figure of a report under its anchor; of an issued report with its definition, parts, moment, digest and the very records it counted',
    input: z.object({
      id: z.coerce.number().int().positive(),
      anchor: Anchor,
      part: z.enum(['numerator', 'denominator']).optional(),
      /** Of a figure made of others: the records of one of them. */
      operand: z.string().max(80).optional(),
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({
      report: z.object({ id: z.number(), title: z.string() }),
      figure: Figure,
      /** As it was called on the last day of the figure. */
      unit_name: z.string(),
      frozen: z
        .object({
          number: z.number(),
          year: z.number(),
          issued_on: z.string(),
          known_at: z.date(),
          definition: Definition,
          printed: z.string(),
          value: z.string().nullable(),
          numerator: z.string().nullable(),
          denominator: z.string().nullable(),
          n: z.number().nullable(),
          digest: z.string().nullable(),
          /** The value it is made of that is shown, as it was. */
          operand: z.object({ name: z.string(), label_vi: z.string(), label_en: z.string(), value: Value }).nullable(),
          /** Of the records found now as known then; `is_same`: they are those of the figure. */
          found: z.object({ count: z.number().nullable(), digest: z.string().nullable(), is_same: z.boolean().nullable() }),
          behind: BehindOut,
        })
        .nullable(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, { id, ...ask }) => {
      const report = await held(ctx.db, id, ctx.scope);
      const issued = await issuedOf(ctx.db, report);
      const content = issued ? issued.content : (await versionOf(ctx.db, report)).content;
      const figure = issued ? content.figures[ask.anchor] : figureIn(content, ask.anchor);
      if (!figure) throw new DomainError('reports.no_such_figure', 422, { anchor: ask.anchor });
      const { page, page_size } = ask;
      const { name: unit_name } = await unitNear(ctx.db, figure.unit, figure.to);
      const head = { report: { id, title: report.title }, figure, unit_name, page, page_size };
      if (!issued) return { ...head, frozen: null };
      const found = await frozenFigure(ctx.db, report, issued, ask, await ctx.scopeOf('measures.read'));
      const { printed, value, numerator, denominator, n, digest, definition } = found.cell;
      return {
        ...head,
        frozen: {
          number: issued.number,
          year: issued.year,
          issued_on: issued.issued_on,
          known_at: found.known_at,
          definition: Definition.parse(definition),
          printed,
          value,
          numerator,
          denominator,
          n,
          digest,
          operand: found.operand && partShown(found.operand),
          found: { count: found.count, digest: found.digest, is_same: found.is_same },
          behind: found.behind,
        },
      };
    },
  }),
};
