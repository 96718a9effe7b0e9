// Routes of issued reports: signing, sending, the book of numbers, actions on several.
import { z } from 'zod';
import { addDays } from '#lib/day';
import { type Ctx, exportTrace, fileTrace, route } from '#lib/route';
import { unitById } from '#org';
import { DispatchShown, dispatchById, dispatchesOf, Recipient, retryDispatch, SentRow, sendReport } from './dispatch.ts';
import { hasCarrier } from './dispatch-carriers.ts';
import { packageOf } from './dispatch-out.ts';
import { issuedOf } from './issue.ts';
import { BookRow, bookOf, bookXlsx } from './send-list.ts';
import { actOnMany, type BulkAction, BulkRow } from './send-many.ts';
import { Suggested, suggestedRecipients } from './send-suggest.ts';
import { ROLES, signIssued } from './sign.ts';
import { STEPS } from './states.ts';
import { type By, held, unitOf } from './stored.ts';

const id = z.coerce.number().int().positive();
const day = z.iso.date();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rows of a book that is taken along. */
const MOST_ROWS = 5000;

const by = (ctx: Ctx): By & { request_id: string } => ({
  actor: ctx.actor,
  now: ctx.now,
  scope: ctx.scope,
  request_id: ctx.request_id,
});

const BookAsk = z.object({
  unit: z.string().max(60).optional(),
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  from: day.optional(),
  to: day.optional(),
  q: z.string().max(100).optional(),
});

const PERMISSION_OF: Record<BulkAction, string> = {
  submit: STEPS.submit.permission,
  approve: STEPS.approve.permission,
  accept: STEPS.accept.permission,
  send_back: STEPS.send_back.permission,
  send: 'reports.send',
};

function manyRoute(action: BulkAction, summary: string) {
  return route({
    method: 'POST',
    path: `/api/reports/many/${action}`,
    permission: PERMISSION_OF[action],
    summary,
    input: z.object({ ids: z.array(id).min(1).max(200), reason: z.string().trim().max(2000).default('') }),
    output: z.object({ rows: z.array(BulkRow) }),
    run: async (ctx, input) => ({ rows: await actOnMany(ctx.db, action, input.ids, input.reason || null, by(ctx)) }),
  });
}

export const sendRoutes = {
  'reports.sign': route({
    method: 'POST',
    path: '/api/reports/:id/sign',
    permission: 'reports.issue',
    summary: 'Sign the PDF of an issued report: the person first, the office over it',
    input: z.object({ id, seal_id: id, password: z.string().max(200).nullable().default(null) }),
    output: z.object({ state: z.enum(['signed', 'waiting']), role: z.enum(ROLES) }),
    run: (ctx, { id: report_id, ...ask }) => signIssued(ctx.db, report_id, ask, by(ctx)),
  }),
  'reports.recipients': route({
    method: 'GET',
    path: '/api/reports/:id/recipients',
    permission: 'reports.read',
    summary: 'Whom a report may be sent to: the unit above, units its list of recipients names, and the ways out of the product',
    input: z.object({ id }),
    output: z.object({
      units: z.array(Suggested),
      lines: z.array(z.string()),
      has_email: z.boolean(),
      has_exchange: z.boolean(),
    }),
    run: async (ctx, input) => {
      const report = await held(ctx.db, input.id, ctx.scope);
      const issued = await issuedOf(ctx.db, report);
      const unit = await unitOf(ctx.db, report);
      const parent = unit.parent_id === null ? null : await unitById(ctx.db, unit.parent_id, addDays(report.e, -1));
      const lines = issued?.content.recipients ?? [];
      const units = await suggestedRecipients(ctx.db, report, lines, parent);
      return { units, lines, has_email: hasCarrier('email'), has_exchange: hasCarrier('edxml') };
    },
  }),
  'reports.send': route({
    method: 'POST',
    path: '/api/reports/:id/send',
    permission: 'reports.send',
    summary: 'Send an issued report to units, e-mail addresses and offices on the exchange; nobody gets it twice by the same way',
    input: z.object({
      id,
      recipients: z.array(Recipient).min(1).max(100),
      note: z.string().trim().max(2000).default(''),
    }),
    output: z.object({ rows: z.array(SentRow) }),
    run: async (ctx, { id: report_id, recipients, note }) => ({
      rows: await sendReport(ctx.db, report_id, { recipients, note: note || null }, by(ctx)),
    }),
  }),
  'reports.dispatches': route({
    method: 'GET',
    path: '/api/reports/:id/dispatches',
    permission: 'reports.read',
    summary: 'Where a report was sent and what became of it at each recipient',
    input: z.object({ id }),
    output: z.object({ rows: z.array(DispatchShown) }),
    run: async (ctx, input) => ({ rows: await dispatchesOf(ctx.db, await held(ctx.db, input.id, ctx.scope)) }),
  }),
  'reports.retry_dispatch': route({
    method: 'POST',
    path: '/api/reports/dispatches/:id/retry',
    permission: 'reports.send',
    summary: 'Try a sending that failed or waits once more now',
    input: z.object({ id }),
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => {
      await retryDispatch(ctx.db, input.id, by(ctx));
      return { id: input.id };
    },
  }),
  'reports.package': route({
    method: 'GET',
    path: '/api/reports/dispatches/:id/package',
    permission: 'reports.read',
    summary: 'The package of the exchange (edXML) of a sending, to be handed over by other means',
    input: z.object({ id }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('report_dispatch'),
    run: async (ctx, input) => {
      const dispatch = await dispatchById(ctx.db, input.id, by(ctx));
      const { name, bytes } = await packageOf(ctx.db, dispatch, null);
      return { file_name: name, content_type: 'application/xml', bytes };
    },
  }),
  'reports.book': route({
    method: 'GET',
    path: '/api/reports/book',
    permission: 'reports.read',
    summary: 'The book of issued reports: number, symbol, day, abstract, signer, recipients, state',
    input: BookAsk.extend({
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(BookRow), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await bookOf(ctx.db, input, ctx.scope, ctx.today)), page, page_size };
    },
  }),
  'reports.book_file': route({
    method: 'GET',
    path: '/api/reports/book/file',
    permission: 'reports.export',
    summary: 'The book of issued reports as a workbook',
    input: BookAsk,
    output: z.unknown(),
    file: true,
    trace: exportTrace('reports.book'),
    run: async (ctx, input) => {
      const { rows } = await bookOf(ctx.db, { ...input, page: 1, page_size: MOST_ROWS }, ctx.scope, ctx.today);
      const title = `SỔ BÁO CÁO ĐÃ BAN HÀNH${input.year ? ` NĂM ${input.year}` : ''}`;
      return {
        file_name: `so-bao-cao${input.year ? `-${input.year}` : ''}.xlsx`,
        content_type: XLSX,
        bytes: await bookXlsx(rows, title),
      };
    },
  }),
  'reports.submit_many': manyRoute('submit', 'Hand several reports to whoever approves them; each answered for itself'),
  'reports.approve_many': manyRoute('approve', 'Approve several reports; each answered for itself'),
  'reports.accept_many': manyRoute('accept', 'Accept several issued reports of units below; each answered for itself'),
  'reports.send_back_many': manyRoute('send_back', 'Send several issued reports back with one reason; each answered for itself'),
  'reports.send_many': manyRoute('send', 'Send several issued reports to the units above; each answered for itself'),
};
