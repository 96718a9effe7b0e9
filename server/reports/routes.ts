import { z } from 'zod';
import { publicUrl, recordLinks } from '#forms';
import { vietnamDay } from '#lib/day';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { route } from '#lib/route';
import { periodReport } from './reports.ts';

const Text = z.string().trim().min(1).max(100);

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export const routes = {
  'reports.period_report': route({
    method: 'GET',
    path: '/api/reports/period_report',
    permission: 'reports.export',
    summary:
      'The report of a unit and period in the layout of Decree 30/2020 with form II.06a, as Word or PDF; every figure links to its records',
    input: z.object({
      unit: Text,
      from: Text,
      to: Text,
      scope: z.enum(['own', 'below', 'all']).default('all'),
      format: z.enum(['docx', 'pdf']).default('docx'),
    }),
    output: z.object({}),
    file: true,
    run: async (ctx, { format, ...ask }) => {
      const made = { at: ctx.now, on: vietnamDay(ctx.now) };
      const document = await periodReport(ctx.db, { ...ask, today: ctx.today }, ctx.scope, recordLinks(publicUrl()), made);
      const bytes = format === 'docx' ? await documentDocx(document) : await documentPdf(document);
      return { file_name: `bao-cao-${ask.unit}-${ask.from}-${ask.to}.${format}`, content_type: TYPES[format], bytes };
    },
  }),
};
