// Routes of forms of things.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { type Ctx, exportTrace, route } from '#lib/route';
import { publicUrl } from './address.ts';
import { DetailNote, DetailRow, type Sights, Tally } from './detail.ts';
import { DetailColumn } from './detail-layout.ts';
import { detailDocument, detailLinks } from './detail-paper.ts';
import { detailXlsx } from './detail-sheet.ts';
import { fillDetail } from './forms.ts';
import { fileOf, Text, UnitOut } from './route-parts.ts';

const Asked = z.object({ code: Text, unit: Text, from: Text, to: Text });
/** Whose plans and scorecards the reader may see, besides the dossiers of the form. */
async function sights(ctx: Ctx): Promise<Sights> {
  const plans = await ctx.scopeOf('plans.read');
  const read = await ctx.scopeOf('scorecards.read');
  const score = await ctx.scopeOf('scorecards.score');
  const appraise = await ctx.scopeOf('scorecards.appraise');
  return { plans, scores: { read, score, appraise } };
}

async function filled(ctx: Ctx, { code, ...ask }: z.output<typeof Asked>) {
  return fillDetail(ctx.db, { ...ask, form: code, today: ctx.today }, ctx.scope, await sights(ctx));
}

export const detailRoutes = {
  'forms.fill_detail': route({
    method: 'GET',
    path: '/api/forms/:code/details',
    permission: 'forms.read',
    summary:
      'A form of targets, points or dossiers of a unit and the days from `from` to `to`; every cell with what stands behind it',
    input: Asked,
    output: z.object({
      form: z.string(),
      official_code: z.string(),
      version: z.number(),
      title_vi: z.string(),
      title_en: z.string(),
      source: z.string(),
      count_unit_vi: z.string(),
      count_unit_en: z.string(),
      orientation: z.enum(['portrait', 'landscape']),
      unit: UnitOut,
      parent: UnitOut.nullable(),
      period: z.object({ from: z.string(), to: z.string(), text_vi: z.string(), name_vi: z.string().nullable() }),
      rows_of: z.string(),
      columns: z.array(DetailColumn),
      rows: z.array(DetailRow),
      tallies: z.array(Tally),
      notes: z.array(DetailNote),
    }),
    run: (ctx, input) => filled(ctx, input),
  }),

  'forms.export_detail': route({
    method: 'GET',
    path: '/api/forms/:code/details/export',
    permission: 'forms.read',
    summary: 'The same form as Word, Excel (live formulas) or PDF; every cell links to what stands behind it',
    input: Asked.extend({ format: z.enum(['docx', 'xlsx', 'pdf']) }),
    output: z.object({}),
    file: true,
    trace: exportTrace('forms'),
    run: async (ctx, { format, ...ask }) => {
      const form = await filled(ctx, ask);
      const made = { at: ctx.now, on: vietnamDay(ctx.now) };
      const linkTo = detailLinks(publicUrl());
      return fileOf(form, ask, format, {
        xlsx: () => detailXlsx(form, linkTo, made),
        document: async () => detailDocument(form, linkTo, made),
      });
    },
  }),
};
