// Routes of reports that came to a unit.
import { z } from 'zod';
import { type Ctx, fileTrace, route } from '#lib/route';
import { wholeOf } from '#lib/whole';
import { MOST_PACKAGE_BYTES } from './edxml-read.ts';
import { answer, type INBOX_STEPS, IncomingRow, IncomingShown, inboxOf, incomingFile, incomingShown } from './inbox.ts';
import { Imported, importPackage } from './inbox-import.ts';
import { INCOMING_STATES } from './inbox-write.ts';
import type { By } from './stored.ts';

const id = z.coerce.number().int().positive();
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });

function answerRoute(step: (typeof INBOX_STEPS)[number], permission: string, summary: string) {
  return route({
    method: 'POST',
    path: `/api/reports/inbox/:id/${step}`,
    permission,
    summary,
    input: z.object({ id, reason: z.string().trim().max(2000).default('') }),
    output: z.object({ state: z.enum(INCOMING_STATES) }),
    run: (ctx, input) => answer(ctx.db, input.id, step, input.reason || null, by(ctx)),
  });
}

export const inboxRoutes = {
  'reports.inbox': route({
    method: 'GET',
    path: '/api/reports/inbox',
    permission: 'reports.read',
    summary: 'Reports that came to the units in reach, newest first',
    input: z.object({
      unit: z.string().max(60).optional(),
      state: z.enum(INCOMING_STATES).optional(),
      source: z.enum(['product', 'edxml']).optional(),
      q: z.string().max(100).optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ rows: z.array(IncomingRow), total: z.number(), page: z.number(), page_size: z.number() }),
    run: (ctx, input) => inboxOf(ctx.db, input, ctx.scope, ctx.today),
  }),
  'reports.incoming': route({
    method: 'GET',
    path: '/api/reports/inbox/:id',
    permission: 'reports.read',
    summary: 'A report that came, with its files and what was done with it',
    input: z.object({ id }),
    output: IncomingShown,
    run: (ctx, input) => incomingShown(ctx.db, input.id, ctx.scope, ctx.today),
  }),
  'reports.incoming_file': route({
    method: 'GET',
    path: '/api/reports/inbox/:id/files/:ordinal',
    permission: 'reports.read',
    summary: 'A file of a report that came',
    input: z.object({ id, ordinal: id }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('incoming_report', ['ordinal']),
    run: async (ctx, input) => {
      const { name, content_type, bytes } = await incomingFile(ctx.db, input.id, input.ordinal, ctx.scope);
      return { file_name: name, content_type, bytes };
    },
  }),
  'reports.inbox_receive': answerRoute('receive', 'reports.receive', 'Take in a report that came'),
  'reports.inbox_accept': answerRoute(
    'accept',
    'reports.accept',
    'Accept a report that came from a unit below or another office',
  ),
  'reports.inbox_send_back': answerRoute('send_back', 'reports.accept', 'Send a report that came back with a reason'),
  'reports.inbox_import': route({
    method: 'POST',
    path: '/api/reports/inbox/import',
    permission: 'reports.receive',
    summary: 'Take in a package of another system (edXML): a document, a recall, or a status about what was sent',
    input: z.object({}),
    output: Imported,
    upload: true,
    run: async (ctx) => importPackage(ctx.db, await wholeOf(await ctx.upload(), MOST_PACKAGE_BYTES), by(ctx)),
  }),
};
