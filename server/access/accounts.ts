import { z } from 'zod';
import { record } from '#audit';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError, translating } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { hashPassword, temporaryPassword } from './password.ts';
import { refuseBeyondOwn } from './roles.ts';
import { endAllSessions, refuseWeak, setPassword } from './sessions.ts';

const sql = loadSql(import.meta.url, [
  'insert_account',
  'unit_tenant',
  'account',
  'own_account',
  'session_csrf',
  'update_account',
  'lock_account_row',
  'assignments_of',
  'insert_assignment',
  'assignment',
  'end_assignment',
  'delete_assignment',
  'list',
  'count_list',
  'has_accounts',
  'roots',
]);

/** Who changes accounts, and the units on which they may (`access.write`). */
export type By = { actor: Actor; scope: Scope; now: Date; request_id?: string | null };

/** The product itself: packs, the demonstration, the command line. */
export function byProduct(now: Date): By {
  return { actor: { user_id: null, name: 'hệ thống' }, scope: { unit_ids: null }, now };
}

const Id = z.object({ id: z.number() });
const Account = z.object({
  id: z.number(),
  username: z.string(),
  display_name: z.string(),
  title: z.string().nullable(),
  unit_id: z.number().nullable(),
  is_locked: z.boolean(),
  must_change_password: z.boolean(),
  tenant: z.number(),
});
type Account = z.infer<typeof Account>;

/** Province of a unit in the scope. @throws access.unit_not_found */
async function tenantOf(db: Db, unit_id: number, scope: Scope): Promise<number> {
  const unit = await maybeOne(db, sql.unit_tenant, { unit_id, scope: scope.unit_ids }, z.object({ tenant: z.number() }));
  if (!unit) throw new DomainError('access.unit_not_found', 404, { unit_id });
  return unit.tenant;
}

/** The account, when its unit lies in the scope. @throws access.not_found */
async function accountIn(db: Db, id: number, scope: Scope): Promise<Account> {
  const account = await maybeOne(db, sql.account, { id, scope: scope.unit_ids }, Account);
  if (!account) throw new DomainError('access.not_found', 404, { id });
  return account;
}

/**
 * The account, when `by` may change it: another's, of a unit in scope, and with no role that `by` could not give. Otherwise whoever
 * resets a password would get the rights of its owner.
 * @throws access.not_found, access.own_account, access.beyond_own_rights
 */
async function changeable(db: Db, id: number, by: By): Promise<Account> {
  await maybeOne(db, sql.lock_account_row, { id }, Id);
  const account = await accountIn(db, id, by.scope);
  if (by.actor.user_id === id) throw new DomainError('access.own_account', 409);
  const day = vietnamDay(by.now);
  for (const held of await assignmentsOf(db, id, day)) await refuseBeyondOwn(db, by.actor, held.role_code, held.unit_id, day);
  return account;
}

function about(account: { id: number; unit_id: number | null; tenant: number }, by: By) {
  const { actor, now: at, request_id } = by;
  return {
    tenant: account.tenant,
    at,
    actor,
    request_id: request_id ?? null,
    subject_kind: 'account',
    subject_id: account.id,
    unit_id: account.unit_id,
  };
}

export type NewAccount = {
  /** Small letters, digits and `._-`, 2 to 64. */
  username: string;
  display_name: string;
  title?: string | null;
  unit_id: number;
  /** Left out: one is made, to be handed over once. */
  password?: string;
  /** Left out: true. */
  must_change_password?: boolean;
};

const CONSTRAINTS = {
  account_username_once: { code: 'access.username_taken', status: 409 },
  account_username_form: { code: 'access.username_form', status: 422 },
  assignment_once: { code: 'access.already_assigned', status: 409 },
};

/**
 * Makes an account without any role.
 * @returns its id and its password, which is kept nowhere
 * @throws access.unit_not_found, access.username_taken, access.username_form, access.weak_password
 */
export async function createAccount(db: Db, input: NewAccount, by: By): Promise<{ id: number; password: string }> {
  const { username, display_name, unit_id } = input;
  const tenant = await tenantOf(db, unit_id, by.scope);
  if (input.password !== undefined) refuseWeak(input.password, username);
  const password = input.password ?? temporaryPassword();
  const must_change_password = input.must_change_password ?? true;
  const values = { username, display_name, title: input.title ?? null, unit_id, must_change_password };
  const password_hash = await hashPassword(password);
  const { id } = await translating(CONSTRAINTS, () => one(db, sql.insert_account, { ...values, password_hash, now: by.now }, Id));
  await record(db, { ...about({ id, unit_id, tenant }, by), action: 'access.create_account', after: values });
  return { id, password };
}

export type AccountChange = {
  display_name?: string | undefined;
  title?: string | null | undefined;
  unit_id?: number | undefined;
  is_locked?: boolean | undefined;
};

/**
 * Changes name, title or unit, locks or unlocks. A locked account loses its sessions at once.
 * @throws access.not_found, access.own_account, access.beyond_own_rights, access.unit_not_found
 */
export async function changeAccount(db: Db, id: number, change: AccountChange, by: By): Promise<void> {
  const account = await changeable(db, id, by);
  if (change.unit_id !== undefined) await tenantOf(db, change.unit_id, by.scope);
  const before = {
    display_name: account.display_name,
    title: account.title,
    unit_id: account.unit_id,
    is_locked: account.is_locked,
  };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after = { ...before, ...given };
  await exec(db, sql.update_account, { id, ...after });
  if (after.is_locked) await endAllSessions(db, id, by.now);
  await record(db, { ...about(account, by), action: 'access.change_account', before, after });
}

/**
 * Gives another's account a new password, to be handed over once and changed at the next sign-in; ends its sessions.
 * @throws access.not_found, access.own_account (one changes one's own by `changePassword`), access.beyond_own_rights
 */
export async function resetPassword(db: Db, id: number, by: By): Promise<{ password: string }> {
  const account = await changeable(db, id, by);
  const password = temporaryPassword();
  await setPassword(db, id, password, true, by.now);
  const ended_sessions = await endAllSessions(db, id, by.now);
  await record(db, { ...about(account, by), action: 'access.reset_password', after: { ended_sessions } });
  return { password };
}

export type NewAssignment = {
  account_id: number;
  role_code: string;
  unit_id: number;
  valid_from: Day /** Last day; null: without end. */;
  valid_to?: Day | null;
};

/**
 * Gives a role on a unit and everything below it, for a time.
 * @throws access.not_found, access.own_account, access.unit_not_found, access.role_unknown, access.beyond_own_rights,
 *   access.reversed_dates, access.starts_in_the_past (the product itself may), access.already_assigned
 */
export async function assign(db: Db, input: NewAssignment, by: By): Promise<{ id: number }> {
  const { account_id, role_code, unit_id, valid_from } = input;
  const valid_to = input.valid_to ?? null;
  const today = vietnamDay(by.now);
  await maybeOne(db, sql.lock_account_row, { id: account_id }, Id);
  const account = await accountIn(db, account_id, by.scope);
  if (by.actor.user_id === account_id) throw new DomainError('access.own_account', 409);
  const tenant = await tenantOf(db, unit_id, by.scope);
  await refuseBeyondOwn(db, by.actor, role_code, unit_id, today);
  if (valid_to !== null && valid_to < valid_from) throw new DomainError('access.reversed_dates', 422, { valid_from, valid_to });
  if (by.actor.user_id !== null && valid_from < today)
    throw new DomainError('access.starts_in_the_past', 422, { valid_from, today });
  const until = valid_to === null ? null : addDays(valid_to, 1);
  const row = { account_id, role_code, unit_id, from_day: valid_from, until, granted_by: by.actor.user_id, now: by.now };
  const { id } = await translating(CONSTRAINTS, () => one(db, sql.insert_assignment, row, Id));
  const after = { assignment_id: id, role_code, unit_id, valid_from, valid_to };
  await record(db, { ...about({ id: account.id, unit_id, tenant }, by), action: 'access.assign', after });
  return { id };
}

const AssignmentRow = z.object({
  id: z.number(),
  account_id: z.number(),
  role_code: z.string(),
  unit_id: z.number(),
  from_day: z.string(),
  until: z.string().nullable(),
});

/**
 * Takes a role away from today on. What has not begun disappears; what has ended stays as it is.
 * @throws access.assignment_not_found, access.own_account, access.beyond_own_rights
 */
export async function unassign(db: Db, id: number, by: By): Promise<void> {
  const found = await maybeOne(db, sql.assignment, { id, scope: by.scope.unit_ids }, AssignmentRow);
  const today = vietnamDay(by.now);
  if (!found || (found.until !== null && found.until <= today)) throw new DomainError('access.assignment_not_found', 404, { id });
  if (by.actor.user_id === found.account_id) throw new DomainError('access.own_account', 409);
  await refuseBeyondOwn(db, by.actor, found.role_code, found.unit_id, today);
  if (found.from_day < today) await exec(db, sql.end_assignment, { id, day: today });
  else await exec(db, sql.delete_assignment, { id });
  const tenant = await tenantOf(db, found.unit_id, by.scope);
  const { account_id, role_code, unit_id } = found;
  const subject = about({ id: account_id, unit_id, tenant }, by);
  await record(db, {
    ...subject,
    action: 'access.unassign',
    before: { assignment_id: id, role_code, unit_id, valid_from: found.from_day },
    after: { ended_on: today },
  });
}

export const Assignment = z.object({
  id: z.number(),
  role_code: z.string(),
  role_vi: z.string(),
  role_en: z.string(),
  unit_id: z.number(),
  unit_code: z.string(),
  unit_name: z.string().nullable(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});

/** Roles of an account that are in force on `day` or will be. */
export function assignmentsOf(db: Db, account_id: number, day: Day): Promise<z.infer<typeof Assignment>[]> {
  return many(db, sql.assignments_of, { account_id, day }, Assignment);
}

export const OwnAccount = z.object({
  id: z.number(),
  username: z.string(),
  display_name: z.string(),
  title: z.string().nullable(),
  unit_id: z.number().nullable(),
  unit_code: z.string().nullable(),
  unit_name: z.string().nullable(),
  must_change_password: z.boolean(),
});

/** The account of a session with the token that its changes must carry. */
export async function ownAccount(
  db: Db,
  id: number,
  session_id: string | null,
  day: Day,
): Promise<{ account: z.infer<typeof OwnAccount>; csrf: string }> {
  const account = await one(db, sql.own_account, { id, day }, OwnAccount);
  const { csrf } = await one(db, sql.session_csrf, { session_id, account_id: id }, z.object({ csrf: z.string() }));
  return { account, csrf };
}

export const ListedAccount = z.object({
  id: z.number(),
  username: z.string(),
  display_name: z.string(),
  title: z.string().nullable(),
  unit_id: z.number().nullable(),
  unit_name: z.string().nullable(),
  is_locked: z.boolean(),
  must_change_password: z.boolean(),
  created_at: z.date(),
  seen_at: z.date().nullable(),
  assignments: z.array(
    z.object({
      id: z.number(),
      role_code: z.string(),
      unit_id: z.number(),
      valid_from: z.string(),
      valid_to: z.string().nullable(),
    }),
  ),
});

export const SORTS = ['username', '-username', 'display_name', '-display_name', 'created_at', '-created_at'] as const;

export type AccountFilter = {
  q?: string | undefined;
  unit?: number | undefined;
  role?: string | undefined;
  is_locked?: boolean | undefined;
};

/** Accounts of units in `scope`, a page of them. `q`: words of the name without regard to diacritics, or of the username. */
export async function accounts(
  db: Db,
  filter: AccountFilter,
  page: { page: number; page_size: number; sort: (typeof SORTS)[number] },
  scope: Scope,
  day: Day,
) {
  const params = {
    words: filter.q === undefined ? null : plain(filter.q).replace(/[\\%_]/g, '\\$&'),
    unit_id: filter.unit,
    is_locked: filter.is_locked,
    role_code: filter.role,
    day,
    scope: scope.unit_ids,
  };
  const { total } = await one(db, sql.count_list, params, z.object({ total: z.number() }));
  const rows = await many(
    db,
    sql.list,
    { ...params, sort: page.sort, size: page.page_size, skip: (page.page - 1) * page.page_size },
    ListedAccount,
  );
  return { rows, total, page: page.page, page_size: page.page_size };
}

/**
 * The account with which everything begins: administrator of every unit that has nothing above it, must change its password.
 * @returns false, and does nothing, when there is any account
 */
export async function createFirstAdministrator(
  db: Db,
  input: { username: string; password: string; now: Date },
): Promise<boolean> {
  const { has_accounts } = await one(db, sql.has_accounts, {}, z.object({ has_accounts: z.boolean() }));
  if (has_accounts) return false;
  const by = byProduct(input.now);
  const day = vietnamDay(input.now);
  const roots = await many(db, sql.roots, { day }, Id);
  const [first] = roots;
  if (!first) return false;
  const { username, password } = input;
  const { id } = await createAccount(db, { username, password, display_name: 'Quản trị hệ thống', unit_id: first.id }, by);
  for (const root of roots)
    await assign(db, { account_id: id, role_code: 'administrator', unit_id: root.id, valid_from: day }, by);
  return true;
}
