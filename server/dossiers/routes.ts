import { z } from 'zod';
import { open, store } from '#files';
import { DomainError } from '#lib/errors';
import { type Ctx, route, type Scope } from '#lib/route';
import { unitNear } from '#org';
import { act, attach, Officer, officersOf, paperFile } from './act.ts';
import { DossierListed, find, findAll, type Reader, SORTS } from './find.ts';
import { queue, TABS, TabCounts } from './queue.ts';
import { type By, momentOf, previewDue, ReceiveInput, receive } from './receive.ts';
import { Filter, flag } from './search.ts';
import { dossierSheet } from './sheet.ts';
import { ACTION_NAMES, ACTIONS, BY_HOLDER, possibleActions, type Status } from './status.ts';
import { DossierShown, Explanation, get, heldWithin, sentences, tenantOf, tenantWithin } from './view.ts';

const id = z.coerce.number().int().positive();
const Page = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
};
const sort = z.enum(SORTS.flatMap((name) => [name, `-${name}` as const]) as [string, ...string[]]).optional();
const MOST_EXPORTED = 20_000;

const by = (ctx: Ctx, scope = ctx.scope): By => ({ actor: ctx.actor, now: ctx.now, scope, request_id: ctx.request_id });
const reader = async (ctx: Ctx): Promise<Reader> => ({
  scope: ctx.scope,
  personal: await ctx.scopeOf('dossiers.read_personal'),
  now: ctx.now,
  account_id: ctx.actor.user_id,
});

export const routes = {
  'dossiers.receive': route({
    method: 'POST',
    path: '/api/dossiers',
    permission: 'dossiers.receive',
    summary: 'Receive a dossier: code and due date with the reasons for it',
    input: ReceiveInput,
    output: z.object({
      id: z.number(),
      code: z.string(),
      status: z.number(),
      received_at: z.date().nullable(),
      due_on: z.string().nullable(),
      due_at: z.string().nullable(),
      explanation: Explanation,
      warnings: Explanation,
      is_repeat: z.boolean(),
    }),
    run: async (ctx, input) => {
      const { due, tenant: _, ...receipt } = await receive(ctx.db, input, by(ctx));
      return { ...receipt, due_on: due?.due_on ?? null, due_at: due?.due_at ?? null, ...sentences(due ?? {}) };
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
      const { procedure, competent, due } = await previewDue(ctx.db, input, received_at);
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
      const { page, page_size } = input;
      return { ...(await find(ctx.db, input, input, await reader(ctx))), page, page_size };
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
      ...Page,
    }),
    output: z.object({
      tabs: TabCounts,
      rows: z.array(DossierListed),
      total: z.number(),
      page: z.number(),
      page_size: z.number(),
    }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await queue(ctx.db, input, ctx.actor.user_id, await reader(ctx))), page, page_size };
    },
  }),
  'dossiers.export': route({
    method: 'GET',
    path: '/api/dossiers/export',
    permission: 'dossiers.read',
    summary: 'The list as an Excel sheet',
    input: Filter.extend({ sort }),
    output: z.unknown(),
    file: true,
    run: async (ctx, input) => ({
      file_name: `ho-so-${ctx.today}.xlsx`,
      content_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: await dossierSheet(await findAll(ctx.db, input, input.sort, MOST_EXPORTED, await reader(ctx))),
    }),
  }),
  'dossiers.officers': route({
    method: 'GET',
    path: '/api/dossiers/officers',
    permission: 'dossiers.process',
    summary: 'Officers of a unit to whom a dossier may be handed over',
    input: z.object({ unit: z.string().max(60) }),
    output: z.array(Officer),
    run: async (ctx, input) => officersOf(ctx.db, (await unitNear(ctx.db, input.unit, ctx.today)).id, ctx.scope),
  }),
  'dossiers.get': route({
    method: 'GET',
    path: '/api/dossiers/:id',
    permission: 'dossiers.read',
    summary: 'A dossier: papers, what happened, why it is due when it is, what may be done next',
    input: z.object({ id }),
    output: DossierShown,
    run: async (ctx, input) =>
      get(ctx.db, input.id, await reader(ctx), async (action) => {
        const { unit_ids } = await ctx.scopeOf(ACTIONS[action].permission);
        const is_held = await heldWithin(ctx.db, input.id, unit_ids);
        return is_held !== null && (is_held || !BY_HOLDER.includes(action));
      }),
  }),
  'dossiers.act': route({
    method: 'POST',
    path: '/api/dossiers/:id/actions/:action',
    permission: 'dossiers.read',
    summary: 'Do something to a dossier: accept, reject, hand_over, take_up, … each needs its own permission besides',
    input: z.object({
      id,
      action: z.enum(ACTION_NAMES),
      last_seq: z.int().min(1),
      at: z.iso.datetime({ offset: true }).optional(),
      late_entry_reason: z.string().trim().min(1).max(500).optional(),
      data: z.record(z.string(), z.unknown()).default({}),
    }),
    output: z.object({
      id: z.number(),
      status: z.number(),
      last_seq: z.number(),
      due_on: z.string().nullable(),
      actions: z.array(z.enum(ACTION_NAMES)),
    }),
    run: async (ctx, input) => {
      // Not to be seen is like not being there; to be seen without the right for this action is told apart.
      await tenantOf(ctx.db, input.id, ctx.scope.unit_ids);
      const { permission } = ACTIONS[input.action];
      const scope = await ctx.scopeOf(permission);
      if (!(await reaches(ctx, input.id, scope)))
        throw new DomainError('dossiers.action_not_permitted', 403, { action: input.action, permission });
      const { dossier } = await act(ctx.db, input.id, input.action, input, by(ctx, scope));
      const { status, last_seq, due_on } = dossier;
      return { id: input.id, status, last_seq, due_on, actions: possibleActions(status as Status) };
    },
  }),
  'dossiers.attach': route({
    method: 'POST',
    path: '/api/dossiers/:id/papers/:paper_id/file',
    permission: 'files.write',
    summary: 'Keep the scan of a paper (multipart)',
    input: z.object({ id, paper_id: id }),
    output: z.object({ file_id: z.number(), sha256: z.string(), size_bytes: z.number() }),
    upload: true,
    run: async (ctx, input) => attach(ctx.db, store(), input.id, input.paper_id, await ctx.upload(), by(ctx)),
  }),
  'dossiers.paper_file': route({
    method: 'GET',
    path: '/api/dossiers/:id/papers/:paper_id/file',
    permission: 'files.read',
    summary: 'The scan of a paper, for everyone who may see the dossier and its files',
    input: z.object({ id, paper_id: id }),
    output: z.unknown(),
    file: true,
    run: async (ctx, input) => {
      const tenant = await tenantOf(ctx.db, input.id, ctx.scope.unit_ids);
      const file_id = await paperFile(ctx.db, input.id, input.paper_id, tenant);
      // The dossier was in reach; its papers may have been scanned at another unit's desk.
      const { name, content_type, bytes } = await open(ctx.db, store(), file_id, { unit_ids: null });
      return { file_name: name, content_type, bytes };
    },
  }),
};

async function reaches(ctx: Ctx, dossier_id: number, scope: Scope): Promise<boolean> {
  return (await tenantWithin(ctx.db, dossier_id, scope.unit_ids)) !== null;
}
