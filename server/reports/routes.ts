import { z } from 'zod';
import { publicUrl, recordLinks } from '#forms';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';
import { type Ctx, exportTrace, route } from '#lib/route';
import { consolidateRoutes } from './consolidate-routes.ts';
import { DocumentOut } from './document-out.ts';
import { dueRoutes } from './due-routes.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { figureRoutes } from './figure-routes.ts';
import { frozenRoutes } from './frozen-routes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { ministryRoutes } from './ministry-routes.ts';
import { outlineRoutes } from './outlines/routes.ts';
import { periodReport } from './period-report.ts';
import { regimeRoutes } from './regime-routes.ts';
import { remarkRoutes } from './remark-routes.ts';
import { draftRoutes } from './self-written/routes.ts';
import { sendRoutes } from './send-routes.ts';
import { storedRoutes } from './stored-routes.ts';
import { templateRoutes } from './template-routes.ts';

const Text = z.string().trim().min(1).max(100);

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

const Asked = z.object({
  unit: Text,
  from: Text,
  to: Text,
  scope: z.enum(['own', 'below', 'all']).default('all'),
});

function made(ctx: Ctx, ask: z.output<typeof Asked>) {
  return periodReport(ctx.db, { ...ask, today: ctx.today }, ctx.scope, recordLinks(publicUrl()), { at: ctx.now, on: ctx.today });
}

export const routes = {
  ...dueRoutes,
  ...regimeRoutes,
  ...outlineRoutes,
  ...storedRoutes,
  ...remarkRoutes,
  ...issueRoutes,
  ...consolidateRoutes,
  ...frozenRoutes,
  ...draftRoutes,
  ...sendRoutes,
  ...inboxRoutes,
  ...templateRoutes,
  ...exchangeRoutes,
  ...figureRoutes,
  ...ministryRoutes,
  'reports.preview': route({
    method: 'GET',
    path: '/api/reports/preview',
    permission: 'reports.read',
    summary: 'The report of a unit and period as it would be exported: sentences, tables and annexes, every figure with its link',
    input: Asked,
    output: DocumentOut,
    run: async (ctx, ask) => made(ctx, ask),
  }),

  'reports.period_report': route({
    method: 'GET',
    path: '/api/reports/period_report',
    permission: 'reports.export',
    summary:
      'The report of a unit and period in the layout of Decree 30/2020 with form II.06a, as Word or PDF; every figure links to its records',
    input: Asked.extend({ format: z.enum(['docx', 'pdf']).default('docx') }),
    output: z.object({}),
    file: true,
    trace: exportTrace('reports'),
    run: async (ctx, { format, ...ask }) => {
      const document = await made(ctx, ask);
      const bytes = format === 'docx' ? await documentDocx(document) : await documentPdf(document);
      return { file_name: `bao-cao-${ask.unit}-${ask.from}-${ask.to}.${format}`, content_type: TYPES[format], bytes };
    },
  }),
};
