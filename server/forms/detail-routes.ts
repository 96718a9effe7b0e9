// Routes of forms of things.
import { z } from 'zod';
import { vietnamDay } from '#lib/day';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { type Ctx, exportTrace, route } from '#lib/route';
import { publicUrl } from './address.ts';
import { DetailNote, DetailRow, type Sights, Tally } from './detail.ts';
import { DetailColumn } from './detail-layout.ts';
import { detailDocument, detailLinks } from './detail-paper.ts';
import { detailXlsx } from './detail-sheet.ts';
import { fillDetail } from './forms.ts';

const Text = z.string().trim().min(1).max(100);
const Asked = z.object({ code: Text, unit: Text, from: Text, to: Text });
const UnitOut = z.object({ code: z.string(), name: z.string(), short_name: z.string(), kind: z.string() });

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

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
      const file_name = `${form.form}-${form.unit.code}-${ask.from}-${ask.to}.${format}`;
      if (format === 'xlsx') return { file_name, content_type: TYPES.xlsx, bytes: await detailXlsx(form, linkTo, made) };
      const document = detailDocument(form, linkTo, made);
      const bytes = await (format === 'docx' ? documentDocx(document) : documentPdf(document));
      return { file_name, content_type: TYPES[format], bytes };
    },
  }),
};
