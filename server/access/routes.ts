import { z } from 'zod';
import { isDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import type { Db } from '#lib/sql';
import { FormerUnit, formerUnits, permissionsOf } from './access.ts';
import {
  Assignment,
  accounts,
  assign,
  assignmentsOf,
  type By,
  changeAccount,
  createAccount,
  ListedAccount,
  OwnAccount,
  ownAccount,
  resetPassword,
  SORTS,
  unassign,
} from './accounts.ts';
import { PERMISSIONS } from './permissions.ts';
import { Role, roles } from './roles.ts';
import { changePassword, endOtherSessions, endSession, OpenSession, type Own, sessionsOf, signIn, signOut } from './sessions.ts';

const day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)');
const id = z.coerce.number().int().positive();
const unit_id = id.max(2147483647);
const Done = z.object({ done: z.literal(true) });
const done = { done: true as const };

// Refused attempts must stay written, or nobody would ever be slowed down; every other refusal leaves nothing behind.
async function keepingAttempts<T>(db: Db, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (
      error instanceof DomainError &&
      ['access.wrong_password', 'access.locked', 'access.wrong_current_password'].includes(error.code)
    ) {
      await db.query('commit');
      await db.query('begin');
    }
    throw error;
  }
}

function own(ctx: Ctx): Own {
  return { account_id: ctx.actor.user_id as number, session_id: ctx.session_id, now: ctx.now, request_id: ctx.request_id };
}

function by(ctx: Ctx): By {
  return { actor: ctx.actor, scope: ctx.scope, now: ctx.now, request_id: ctx.request_id };
}

const PermissionName = z.object({ permission: z.string(), name_vi: z.string(), name_en: z.string() });
const permissionNames = () => Object.entries(PERMISSIONS).map(([permission, names]) => ({ permission, ...names }));

export const routes = {
  'access.sign_in': route({
    method: 'POST',
    path: '/api/access/sign_in',
    permission: 'public',
    summary: 'Opens a session; the cookie is set, changes carry `csrf` in the header x-csrf-token',
    input: z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(1000) }),
    output: z.object({ account_id: z.number(), name: z.string(), must_change_password: z.boolean(), csrf: z.string() }),
    run: async (ctx, input) => {
      const { ip, user_agent, now, request_id } = ctx;
      const { token, account_id, name, must_change_password, csrf } = await keepingAttempts(ctx.db, () =>
        signIn(ctx.db, { ...input, ip, user_agent, now, request_id }),
      );
      ctx.setCookie(token);
      return { account_id, name, must_change_password, csrf };
    },
  }),
  'access.sign_out': route({
    method: 'POST',
    path: '/api/access/sign_out',
    permission: 'signed_in',
    summary: 'Ends the session',
    input: z.object({}),
    output: Done,
    run: async (ctx) => {
      await signOut(ctx.db, own(ctx));
      ctx.setCookie(null);
      return done;
    },
  }),
  'access.me': route({
    method: 'GET',
    path: '/api/access/me',
    permission: 'signed_in',
    summary: 'The account of the session, its roles and permissions',
    input: z.object({}),
    output: z.object({
      account: OwnAccount,
      roles: z.array(Assignment),
      permissions: z.array(z.object({ permission: z.string(), unit_id: z.number() })),
      /** Earlier units that became part of a unit with a role: its own. */
      former_units: z.array(FormerUnit),
      csrf: z.string(),
    }),
    run: async (ctx) => {
      const account_id = ctx.actor.user_id as number;
      return {
        ...(await ownAccount(ctx.db, account_id, ctx.session_id, ctx.today)),
        roles: await assignmentsOf(ctx.db, account_id, ctx.today),
        permissions: await permissionsOf(ctx.db, account_id, ctx.today),
        former_units: await formerUnits(ctx.db, account_id, ctx.today),
      };
    },
  }),
  'access.permissions': route({
    method: 'GET',
    path: '/api/access/permissions',
    permission: 'signed_in',
    summary: 'Names of all permissions, so that a page that is refused can say which one it needs',
    input: z.object({}),
    output: z.object({ permissions: z.array(PermissionName) }),
    run: async () => ({ permissions: permissionNames() }),
  }),
  'access.change_password': route({
    method: 'POST',
    path: '/api/access/change_password',
    permission: 'signed_in',
    summary: 'Changes the own password and ends the other sessions',
    input: z.object({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) }),
    output: Done,
    run: async (ctx, input) => {
      await keepingAttempts(ctx.db, () => changePassword(ctx.db, { ...own(ctx), ip: ctx.ip }, input.current, input.next));
      return done;
    },
  }),
  'access.sessions': route({
    method: 'GET',
    path: '/api/access/sessions',
    permission: 'signed_in',
    summary: 'Own open sessions',
    input: z.object({}),
    output: z.object({ rows: z.array(OpenSession.extend({ is_current: z.boolean() })) }),
    run: async (ctx) => {
      const rows = await sessionsOf(ctx.db, ctx.actor.user_id as number, ctx.now);
      return { rows: rows.map((row) => ({ ...row, is_current: row.id === ctx.session_id })) };
    },
  }),
  'access.end_session': route({
    method: 'DELETE',
    path: '/api/access/sessions/:id',
    permission: 'signed_in',
    summary: 'Ends an own session; `others`: every one but this',
    input: z.object({ id: z.string().min(1) }),
    output: z.object({ ended: z.number() }),
    run: async (ctx, input) => {
      if (input.id === 'others') return { ended: await endOtherSessions(ctx.db, own(ctx)) };
      await endSession(ctx.db, own(ctx), input.id);
      return { ended: 1 };
    },
  }),
  'access.accounts': route({
    method: 'GET',
    path: '/api/access/accounts',
    permission: 'access.read',
    summary: 'Accounts of the own units, with their roles of today and to come',
    input: z.object({
      q: z.string().min(1).optional(),
      unit: unit_id.optional(),
      role: z.string().optional(),
      is_locked: z.stringbool().optional(),
      page: z.coerce.number().int().min(1).default(1),
      page_size: z.coerce.number().int().min(1).max(200).default(20),
      sort: z.enum(SORTS).default('username'),
    }),
    output: z.object({ rows: z.array(ListedAccount), total: z.number(), page: z.number(), page_size: z.number() }),
    run: (ctx, { page, page_size, sort, ...filter }) => accounts(ctx.db, filter, { page, page_size, sort }, ctx.scope, ctx.today),
  }),
  'access.create_account': route({
    method: 'POST',
    path: '/api/access/accounts',
    permission: 'access.write',
    summary: 'Makes an account without a role; the reply holds its password, once',
    input: z.object({
      username: z.string().trim().min(2).max(64),
      display_name: z.string().trim().min(1).max(200),
      title: z.string().trim().max(200).nullish(),
      unit_id,
    }),
    output: z.object({ id: z.number(), password: z.string() }),
    run: (ctx, input) => createAccount(ctx.db, { ...input, title: input.title ?? null }, by(ctx)),
  }),
  'access.change_account': route({
    method: 'PATCH',
    path: '/api/access/accounts/:id',
    permission: 'access.write',
    summary: 'Changes name, title or unit; locks or unlocks',
    input: z.object({
      id,
      display_name: z.string().trim().min(1).max(200).optional(),
      title: z.string().trim().max(200).nullable().optional(),
      unit_id: unit_id.optional(),
      is_locked: z.boolean().optional(),
    }),
    output: Done,
    run: async (ctx, { id: account_id, ...change }) => {
      await changeAccount(ctx.db, account_id, change, by(ctx));
      return done;
    },
  }),
  'access.reset_password': route({
    method: 'POST',
    path: '/api/access/accounts/:id/reset_password',
    permission: 'access.write',
    summary: 'A new password for another account; the reply holds it, once',
    input: z.object({ id }),
    output: z.object({ password: z.string() }),
    run: (ctx, input) => resetPassword(ctx.db, input.id, by(ctx)),
  }),
  'access.assign': route({
    method: 'POST',
    path: '/api/access/assignments',
    permission: 'access.write',
    summary: 'Gives a role on a unit and everything below it, for a time',
    input: z.object({ account_id: id, role_code: z.string().min(1), unit_id, valid_from: day, valid_to: day.nullish() }),
    output: z.object({ id: z.number() }),
    run: (ctx, input) => assign(ctx.db, { ...input, valid_to: input.valid_to ?? null }, by(ctx)),
  }),
  'access.unassign': route({
    method: 'DELETE',
    path: '/api/access/assignments/:id',
    permission: 'access.write',
    summary: 'Takes a role away from today on',
    input: z.object({ id }),
    output: Done,
    run: async (ctx, input) => {
      await unassign(ctx.db, input.id, by(ctx));
      return done;
    },
  }),
  'access.roles': route({
    method: 'GET',
    path: '/api/access/roles',
    permission: 'access.read',
    summary: 'Roles with their permissions, and the names of all permissions',
    input: z.object({}),
    output: z.object({
      roles: z.array(Role),
      permissions: z.array(PermissionName),
    }),
    run: async (ctx) => ({
      roles: await roles(ctx.db),
      permissions: permissionNames(),
    }),
  }),
};
