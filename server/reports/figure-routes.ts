// Routes by which figures are found and put into the words of a report.
import { z } from 'zod';
import { route } from '#lib/route';
import { Figure } from './content.ts';
import { FigureWanted } from './figure-added.ts';
import { FigureSearched, figureFor, searchFigures } from './figure-search.ts';

const id = z.coerce.number().int().positive();

export const figureRoutes = {
  'reports.figure_search': route({
    method: 'GET',
    path: '/api/reports/:id/figure_search',
    permission: 'reports.write',
    summary: 'Figures by an officer’s words: measure, period, unit, sector, the year before; those of the report first',
    input: z.object({ id, q: z.string().max(200).default('') }),
    output: FigureSearched,
    run: (ctx, input) => searchFigures(ctx.db, input.id, input.q, ctx.scope),
  }),
  'reports.figure_value': route({
    method: 'GET',
    path: '/api/reports/:id/figure_value',
    permission: 'reports.write',
    summary: 'A figure as it would stand in the newest version of a report; saved with words that hold it',
    input: FigureWanted.extend({ id }),
    output: Figure,
    run: (ctx, { id: report_id, ...wanted }) => figureFor(ctx.db, report_id, wanted, ctx.scope),
  }),
};
