// Routes of report templates.
import { z } from 'zod';
import { type Ctx, exportTrace, route } from '#lib/route';
import type { By } from './stored.ts';
import {
  DOCX,
  previewTemplate,
  ReportTemplates,
  reportTemplatesOf,
  TemplateNames,
  TemplateUploaded,
  templateFile,
  templateNames,
  uploadReportTemplate,
  useProductTemplate,
  useTemplate,
} from './template.ts';
import { defaultTemplate } from './word/template.ts';

const id = z.coerce.number().int().positive();
const unit = z.string().max(60);
const regime = z.string().max(40);
const from_on = z.iso.date();
const reason = z.string().trim().min(3).max(500);
const file = { output: z.unknown(), file: true } as const;
const permission = 'reports.templates';

const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

export const templateRoutes = {
  'reports.templates': route({
    method: 'GET',
    path: '/api/reports/templates',
    permission,
    summary: 'Word templates of a unit for its reports: what is in force, versions, who chose what',
    input: z.object({ unit }),
    output: ReportTemplates,
    run: (ctx, input) => reportTemplatesOf(ctx.db, input.unit, ctx.today, ctx.scope),
  }),
  'reports.template_names': route({
    method: 'GET',
    path: '/api/reports/templates/names',
    permission,
    summary: 'What a template of a regime may name: lines, sections, tables, annexes, figures',
    input: z.object({ unit, regime }),
    output: TemplateNames,
    run: (ctx, input) => templateNames(ctx.db, input, ctx.today, ctx.scope),
  }),
  'reports.product_template': route({
    method: 'GET',
    path: '/api/reports/templates/product',
    permission,
    summary: "The product's own template in the layout of Decree 30/2020, to make one's own from",
    input: z.object({}),
    ...file,
    run: async () => ({
      file_name: 'mau-bao-cao-nghi-dinh-30.docx',
      content_type: DOCX,
      bytes: await defaultTemplate(new Date(0)),
    }),
  }),
  'reports.upload_template': route({
    method: 'POST',
    path: '/api/reports/templates/of/:unit/:regime',
    permission,
    summary:
      'Check a Word template and keep it unless something refuses it (multipart); the reply names every fault with its place',
    input: z.object({ unit, regime }),
    output: TemplateUploaded,
    upload: true,
    run: async (ctx, input) => {
      const upload = await ctx.upload();
      const note = upload.fields.note?.trim().slice(0, 500) || null;
      return uploadReportTemplate(ctx.db, { ...input, note }, upload, by(ctx));
    },
  }),
  'reports.template_file': route({
    method: 'GET',
    path: '/api/reports/templates/:id/file',
    permission,
    summary: 'A version of a template, as it was uploaded',
    input: z.object({ id }),
    ...file,
    run: (ctx, input) => templateFile(ctx.db, input.id, ctx.scope),
  }),
  'reports.preview_template': route({
    method: 'GET',
    path: '/api/reports/templates/:id/preview',
    permission,
    summary: 'A version of a template filled with a report that is kept, as Word or PDF',
    input: z.object({ id, report_id: id.optional(), format: z.enum(['docx', 'pdf']).default('pdf') }),
    ...file,
    trace: exportTrace('reports'),
    run: (ctx, input) => previewTemplate(ctx.db, input, by(ctx)),
  }),
  'reports.use_template': route({
    method: 'POST',
    path: '/api/reports/templates/:id/use',
    permission,
    summary: 'Write the reports of a unit and those below it by this template from a day on',
    input: z.object({ id, from_on, reason }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await useTemplate(ctx.db, input, by(ctx));
      return { id: input.id };
    },
  }),
  'reports.use_product_template': route({
    method: 'POST',
    path: '/api/reports/templates/product',
    permission,
    summary: "Write by the product's own template again from a day on",
    input: z.object({ unit, regime, from_on, reason }),
    output: z.object({ unit: z.string() }),
    run: async (ctx, input) => {
      await useProductTemplate(ctx.db, input, by(ctx));
      return { unit: input.unit };
    },
  }),
};
