// Routes of the counter and of the lists: receiving, who came without a dossier, applicants found again, queues, searches.
import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Ctx, exportTrace, route, routeTogether, Written } from '#lib/route';
import { applicants, KnownApplicant } from './applicants.ts';
import { findAll, findWritten, SORTS } from './find.ts';
import { type By, momentOf, ReceiveInput } from './intake.ts';
import { DossierListed, type Reader } from './listed.ts';
import { QUEUE_SORTS, queue, queueKept, TABS, type Tab, TabCounts } from './queue.ts';
import { type Outcome, previewDue, type Receipt, receiveAll } from './receive.ts';
import { FilterInput, Own, own, PreferenceInput, removeFilter, saveFilter, savePreference } from './saved.ts';
import { Filter, flag } from './search.ts';
import { dossierSheet } from './sheet.ts';
import { Explanation, sentences } from './view.ts';
import { Visit, VisitFilter, VisitInput, visit, visitById, visits } from './visits.ts';

const id = z.coerce.number().int().positive();
const Page = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
};
const sortedBy = (names: readonly string[]) =>
  z.enum(names.flatMap((name) => [name, `-${name}`]) as [string, ...string[]]).optional();
const sort = sortedBy(SORTS);
const MOST_EXPORTED = 20_000;
const MOST_AT_ONCE = 50;
const NOTHING = z.object({});

/** Who acts, as a change is told of it. */
export const by = (ctx: Ctx, scope = ctx.scope): By => ({
  actor: ctx.actor,
  now: ctx.now,
  scope,
  request_id: ctx.request_id,
  stamps: ctx.stamps,
});

/** Who reads, and what of it he may see. */
export const reader = async (ctx: Ctx): Promise<Reader> => ({
  scope: ctx.scope,
  personal: await ctx.scopeOf('dossiers.read_personal'),
  now: ctx.now,
  account_id: ctx.actor.user_id,
  // What a change reads may never be committed: it is not kept in memory.
  ...(ctx.is_reading && { stamps: ctx.stamps }),
});

const ReceiptShown = z.object({
  id: z.number(),
  code: z.string(),
  status: z.number(),
  received_at: z.date().nullable(),
  due_on: z.string().nullable(),
  due_at: z.string().nullable(),
  explanation: Explanation,
  warnings: Explanation,
  is_repeat: z.boolean(),
});

function receiptShown({ due, tenant: _, ...receipt }: Receipt): z.input<typeof ReceiptShown> {
  return { ...receipt, due_on: due?.due_on ?? null, due_at: due?.due_at ?? null, ...sentences(due ?? {}) };
}

/** A refusal among many: what a single call would have been refused with. */
function outcomeShown(outcome: Outcome) {
  return outcome instanceof DomainError
    ? { receipt: null, refusal: { code: outcome.code, status: outcome.status, data: outcome.data } }
    : { receipt: receiptShown(outcome), refusal: null };
}

/** Rows of a list, or of a tab of the queue, all of them. @throws dossiers.export_too_large */
async function exported(
  ctx: Ctx,
  input: Filter & { sort?: string | undefined; tab?: Tab | undefined },
): Promise<DossierListed[]> {
  const { tab, unit, mine = false, sort: order } = input;
  if (!tab) return findAll(ctx.db, input, order, MOST_EXPORTED, await reader(ctx));
  const all = { tab, unit, mine, sort: order, page: 1, page_size: MOST_EXPORTED };
  const { rows, total } = await queue(ctx.db, all, await reader(ctx));
  if (total > MOST_EXPORTED) throw new DomainError('dossiers.export_too_large', 422, { total, most: MOST_EXPORTED });
  return rows;
}

/** A page whose rows are written already. */
function pageWritten(rows_json: Buffer, more: object): Written {
  return new Written(Buffer.concat([Buffer.from('{"rows":'), rows_json, Buffer.from(`,${JSON.stringify(more).slice(1)}`)]));
}

export const reception = {
  'dossiers.receive': routeTogether({
    method: 'POST',
    path: '/api/dossiers',
    permission: 'dossiers.receive',
    summary: 'Receive a dossier: code and due date with the reasons for it',
    input: ReceiveInput,
    output: ReceiptShown,
    // Each desk numbers its day.
    laneOf: (input) => input.receiving_unit,
    run_together: async (calls, going) => {
      const { db } = (calls[0] as (typeof calls)[number]).ctx;
      const outcomes = await receiveAll(
        db,
        calls.map(({ ctx, input }) => ({ input, by: by(ctx) })),
        going,
      );
      return outcomes.map((outcome) => (outcome instanceof DomainError ? outcome : receiptShown(outcome)));
    },
  }),
  'dossiers.receive_many': route({
    method: 'POST',
    path: '/api/dossiers/many',
    permission: 'dossiers.receive',
    summary: 'Receive several dossiers at once: what can be received is, each refusal stands by itself; or all or none',
    input: z.object({
      items: z.array(ReceiveInput).min(1).max(MOST_AT_ONCE),
      all_or_nothing: z.boolean().default(false),
    }),
    output: z.object({
      received: z.number(),
      refused: z.number(),
      /** In the order sent. */
      items: z.array(
        z.object({
          client_id: z.string().nullable(),
          receipt: ReceiptShown.nullable(),
          refusal: z.object({ code: z.string(), status: z.number(), data: z.record(z.string(), z.unknown()) }).nullable(),
        }),
      ),
    }),
    run: async (ctx, input) => {
      const outcomes = await receiveAll(
        ctx.db,
        input.items.map((item) => ({ input: item, by: by(ctx) })),
      );
      const items = outcomes.map((outcome, place) => ({
        client_id: input.items[place]?.client_id ?? null,
        ...outcomeShown(outcome),
      }));
      const refused = items.filter((item) => item.refusal).length;
      if (refused > 0 && input.all_or_nothing) {
        throw new DomainError('dossiers.not_all_received', 422, {
          refused,
          items: items.flatMap(({ refusal }, place) =>
            refusal ? [{ place: place + 1, code: refusal.code, data: refusal.data }] : [],
          ),
        });
      }
      return { received: items.length - refused, refused, items };
    },
  }),
  'dossiers.preview_due': route({
    method: 'POST',
    path: '/api/dossiers/preview_due',
    permission: 'dossiers.receive',
    summary: 'The due date a dossier would have, with the reasons for it',
    input: ReceiveInput.pick({ procedure_code: true, receiving_unit: true, competent_unit: true, received_at: true }),
    output: z.object({
      procedure_name: z.string(),
      competent_unit_code: z.string(),
      competent_unit_name: z.string(),
      due_on: z.string().nullable(),
      due_at: z.string().nullable(),
      precision: z.enum(['day', 'hour']).nullable(),
      explanation: Explanation,
      warnings: Explanation,
    }),
    run: async (ctx, input) => {
      const received_at = momentOf(input.received_at, 'preview', ctx.now);
      const { procedure, competent, due } = await previewDue(ctx.db, input, received_at, ctx.stamps);
      return {
        procedure_name: procedure.name,
        competent_unit_code: competent.code,
        competent_unit_name: competent.name,
        due_on: due.due_on,
        due_at: due.due_at,
        precision: due.precision,
        ...sentences(due),
      };
    },
  }),
  'dossiers.applicants': route({
    method: 'GET',
    path: '/api/dossiers/applicants',
    permission: 'dossiers.read_personal',
    summary: 'Who filed before under exactly this identity or phone number, with what was last known; every look-up is audited',
    input: z.object({ identity: z.string().trim().max(30).optional(), phone: z.string().trim().max(30).optional() }),
    output: z.array(KnownApplicant),
    trace: ({ identity, phone }, found) => ({
      subject_kind: 'applicant',
      subject_id: (found as unknown[]).length,
      // The last three digits tell a person asking about himself which look-up it was, and nobody else who it was about.
      after: {
        by: identity ? 'identity' : 'phone',
        ends_with: (identity || phone || '').slice(-3),
        found: (found as unknown[]).length,
      },
    }),
    run: async (ctx, input) => applicants(ctx.db, input, ctx.scope),
  }),
  'dossiers.visit': route({
    method: 'POST',
    path: '/api/dossiers/visits',
    permission: 'dossiers.receive',
    summary: 'Keep that somebody came and nothing was received: what to bring (guidance), or the refusal with its legal ground',
    input: VisitInput,
    output: z.object({ id: z.number(), is_repeat: z.boolean() }),
    run: async (ctx, input) => {
      const { id, is_repeat } = await visit(ctx.db, input, by(ctx));
      return { id, is_repeat };
    },
  }),
  'dossiers.visits': route({
    method: 'GET',
    path: '/api/dossiers/visits',
    permission: 'dossiers.read',
    summary: 'Who came without a dossier being received, newest first',
    input: VisitFilter.extend(Page),
    output: z.object({ rows: z.array(Visit), total: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await visits(ctx.db, input, input, await reader(ctx))), page, page_size };
    },
  }),
  'dossiers.visit_get': route({
    method: 'GET',
    path: '/api/dossiers/visits/:id',
    permission: 'dossiers.read',
    summary: 'What was told to somebody from whom nothing was received',
    input: z.object({ id }),
    output: Visit,
    run: async (ctx, input) => visitById(ctx.db, input.id, await reader(ctx)),
  }),
  'dossiers.list': route({
    method: 'GET',
    path: '/api/dossiers',
    permission: 'dossiers.read',
    summary: 'Dossiers by any of their marks, newest first',
    input: Filter.extend({ ...Page, sort }),
    output: z.object({
      rows: z.array(DossierListed),
      /** 10,000 when there are more. */
      total: z.number(),
      has_more: z.boolean(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      const { rows_json, ...counted } = await findWritten(ctx.db, input, input, await reader(ctx));
      return pageWritten(rows_json, { ...counted, page: input.page, page_size: input.page_size });
    },
  }),
  'dossiers.queue': route({
    method: 'GET',
    path: '/api/dossiers/queue',
    permission: 'dossiers.read',
    summary: 'What lies on the desks of a unit, or on mine: counts of every tab and a page of one, most urgent first',
    input: z.object({
      tab: z.enum(TABS).default('waiting'),
      unit: z.string().max(60).optional(),
      mine: flag.default(false),
      sort: sortedBy(QUEUE_SORTS),
      ...Page,
    }),
    is_one_statement: true,
    output: z.object({
      tabs: TabCounts,
      rows: z.array(DossierListed),
      total: z.number(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      return new Written(await queueKept(ctx.db, input, await reader(ctx)));
    },
  }),
  'dossiers.export': route({
    method: 'GET',
    path: '/api/dossiers/export',
    permission: 'dossiers.read',
    summary: 'The list as an Excel sheet; the audit trail keeps who took which list along',
    input: Filter.extend({
      sort,
      /** What lies on the desks under this tab, most urgent first; of the filter only `unit` and `mine` then count. */
      tab: z.enum(TABS).optional(),
    }),
    output: z.unknown(),
    file: true,
    trace: exportTrace('dossiers'),
    run: async (ctx, input) => ({
      file_name: `ho-so-${ctx.today}.xlsx`,
      content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: await dossierSheet(await exported(ctx, input)),
    }),
  }),
  'dossiers.own_lists': route({
    method: 'GET',
    path: '/api/dossiers/own_lists',
    permission: 'signed_in',
    summary: 'Filters saved by the account, and what it chose for its pages',
    input: NOTHING,
    output: Own,
    run: async (ctx) => own(ctx.db, ctx.actor.user_id as number),
  }),
  'dossiers.save_filter': route({
    method: 'PUT',
    path: '/api/dossiers/own_lists/filters',
    permission: 'signed_in',
    summary: 'Keep a filter of a list under a name; one of the same name is replaced',
    input: FilterInput,
    output: z.object({ id: z.number() }),
    run: async (ctx, input) => saveFilter(ctx.db, ctx.actor.user_id as number, input),
  }),
  'dossiers.remove_filter': route({
    method: 'DELETE',
    path: '/api/dossiers/own_lists/filters/:id',
    permission: 'signed_in',
    summary: 'Remove a saved filter of one’s own',
    input: z.object({ id }),
    output: NOTHING,
    run: async (ctx, input) => {
      await removeFilter(ctx.db, ctx.actor.user_id as number, input.id);
      return {};
    },
  }),
  'dossiers.save_preference': route({
    method: 'PUT',
    path: '/api/dossiers/own_lists/preferences',
    permission: 'signed_in',
    summary:
      'Keep one choice of the account for its pages: columns of a list, page length, favourite procedures; null takes it away',
    input: PreferenceInput,
    output: NOTHING,
    run: async (ctx, input) => {
      await savePreference(ctx.db, ctx.actor.user_id as number, input);
      return {};
    },
  }),
};
