import { z } from 'zod';
import { exportTrace, route } from '#lib/route';
import { FOLLOW_STATES, FollowUp, followUps, followUpsXlsx } from './follow-ups.ts';
import { Text } from './route-parts.ts';

const Asked = z.object({
  unit: Text,
  /** Of all forms unless told. */
  code: Text.optional(),
  /** Both or neither: of every period. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  state: z.enum(FOLLOW_STATES).default('open'),
});
const isPeriod = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  (from === undefined) === (to === undefined);
const BOTH = { path: ['to'], message: 'from and to go together' };
/** Rows of a file; a page has fewer. */
const MOST_ROWS = 5000;

export const followUpRoutes = {
  'forms.follow_ups': route({
    method: 'GET',
    path: '/api/form-follow-ups',
    permission: 'forms.read',
    summary:
      'Cells of forms that somebody flagged to be followed up, at a unit and below it: who, when, in which words, and whether it is done',
    input: Asked.extend({
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(50),
    }).refine(isPeriod, BOTH),
    output: z.object({ rows: z.array(FollowUp), total: z.int(), page: z.int(), page_size: z.int() }),
    run: async (ctx, { code, ...ask }) => {
      const { page, page_size } = ask;
      return { ...(await followUps(ctx.db, { ...ask, form: code }, ctx.scope, ctx.today)), page, page_size };
    },
  }),
  'forms.export_follow_ups': route({
    method: 'GET',
    path: '/api/form-follow-ups/export',
    permission: 'forms.read',
    summary: 'The list of cells to be followed up as Excel, each with a link to its cell; the newest 5,000',
    input: Asked.refine(isPeriod, BOTH),
    output: z.object({}),
    file: true,
    trace: exportTrace('forms.follow_ups'),
    run: async (ctx, { code, ...ask }) => {
      const { rows } = await followUps(ctx.db, { ...ask, form: code, page: 1, page_size: MOST_ROWS }, ctx.scope, ctx.today);
      return {
        file_name: `theo-doi-${code ?? 'bieu'}-${ask.unit}.xlsx`,
        content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await followUpsXlsx(rows, { at: ctx.now, unit: rows[0]?.unit_name ?? ask.unit }),
      };
    },
  }),
};
