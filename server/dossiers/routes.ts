import { z } from 'zod';
import { open, store } from '#files';
import { DomainError } from '#lib/errors';
import { type Ctx, fileTrace, route, type Scope, Written } from '#lib/route';
import { unitNear } from '#org';
import { act, attach, Moment, Officer, officersOf, paperFile } from './act.ts';
import { hasTaken } from './act-desk.ts';
import { ACTION_NAMES, ACTIONS, possibleActions } from './actions.ts';
import { life } from './life-routes.ts';
import { get } from './opened.ts';
import { paperRoutes } from './papers-routes.ts';
import { by, reader, reception } from './reception-routes.ts';
import { rightsOf } from './rights.ts';
import type { Status } from './status.ts';
import { stepRoutes } from './step-routes.ts';
import { allowedInProcess } from './step-view.ts';
import { named } from './timeline.ts';
import { DossierShown, tenantOf, tenantWithin } from './view.ts';

const id = z.coerce.number().int().positive();

export const routes = {
  ...reception,
  ...life,
  ...paperRoutes,
  ...stepRoutes,
  'dossiers.officers': route({
    method: 'GET',
    path: '/api/dossiers/officers',
    permission: 'dossiers.read',
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
    is_one_statement: true,
    input: z.object({ id }),
    output: DossierShown,
    run: async (ctx, input) => {
      const shown = await get(ctx.db, input.id, await reader(ctx), await rightsOf(ctx));
      if (hasTaken(shown.holder_id, shown.timeline, ctx.actor.user_id))
        shown.actions = shown.actions.filter((one) => one !== 'take_up');
      shown.timeline = await named(ctx.db, shown, ctx.stamps);
      if (shown.step_code !== null || shown.waiting_for > 0) {
        const viewer = { account_id: ctx.actor.user_id, scope: ctx.scope, now: ctx.now };
        shown.actions = await allowedInProcess(ctx.db, input.id, shown.actions, viewer);
      }
      return new Written(JSON.stringify(shown));
    },
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
      ...Moment.shape,
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
    permission: 'dossiers.process',
    summary: 'Keep the scan of a paper (multipart)',
    input: z.object({ id, paper_id: id }),
    output: z.object({ file_id: z.number(), sha256: z.string(), size_bytes: z.number() }),
    upload: true,
    run: async (ctx, input) => attach(ctx.db, store(), input.id, input.paper_id, await ctx.upload(), by(ctx)),
  }),
  'dossiers.paper_file': route({
    method: 'GET',
    path: '/api/dossiers/:id/papers/:paper_id/file',
    permission: 'dossiers.read_personal',
    summary: 'The scan of a paper, for everyone who may see whom the dossier is about. On record',
    input: z.object({ id, paper_id: id }),
    output: z.unknown(),
    file: true,
    trace: fileTrace('dossier', ['paper_id']),
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
