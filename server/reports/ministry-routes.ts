// Routes of Excel: the appendix of a kept report.
import { z } from 'zod';
import { exportTrace, route } from '#lib/route';
import { workbookOf } from './workbook-file.ts';

const id = z.coerce.number().int().positive();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const ministryRoutes = {
  'reports.xlsx': route({
    method: 'GET',
    path: '/api/reports/:id/xlsx',
    permission: 'reports.read',
    summary:
      'The Excel appendix of a version: a sheet for every form and table, live formulas, each figure with its link; of an issued report as issued',
    input: z.object({ id, version: z.coerce.number().int().positive().optional() }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.xlsx'),
    run: async (ctx, input) => ({
      content_type: XLSX,
      ...(await workbookOf(ctx.db, input.id, input.version, ctx.scope)),
    }),
  }),
};
