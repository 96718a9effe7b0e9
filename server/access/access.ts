import { z } from 'zod';
import type { Day } from '#lib/day';
import { Remembered, type Stamps } from '#lib/revision';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { OWN_PERMISSIONS, WIDE_PERMISSIONS } from './permissions.ts';

export {
  assign,
  byProduct,
  changeAccount,
  createAccount,
  createFirstAdministrator,
  resetPassword,
  unassign,
} from './accounts.ts';
export { may, ownOf, reachOf } from './may.ts';
export { OWN_PERMISSIONS, PERMISSIONS, type Permission } from './permissions.ts';
export { loadPack } from './roles.ts';
export { knownSession, type Session, sessionOf, signIn, signOut } from './sessions.ts';

const sql = loadSql(import.meta.url, ['scope', 'permissions', 'former_units']);

/**
 * Units in which an account has `permission` on `day`: what its roles cover in the tree of that day, earlier units that
 * became part of them included. A role gives nothing before its first day and from its last day on; a locked account, or one
 * that must change its password first, has nothing. Of {@link OWN_PERMISSIONS} only the units the roles were given on.
 * @returns null when it has the permission nowhere
 */
export async function scopeOf(db: Db, account_id: number, permission: string, day: Day): Promise<Scope | null> {
  const rows = await many(
    db,
    sql.scope,
    { account_id, permission, day, wide: WIDE_PERMISSIONS },
    z.object({ unit_id: z.number(), is_own: z.boolean() }),
  );
  if (rows.length === 0) return null;
  const all = rows.map((row) => row.unit_id);
  const own_ids = rows.filter((row) => row.is_own).map((row) => row.unit_id);
  const is_own_only = (OWN_PERMISSIONS as readonly string[]).includes(permission);
  return is_own_only ? { unit_ids: own_ids, own_ids, reach_ids: all } : { unit_ids: all, own_ids };
}

const NOWHERE: Scope = { unit_ids: [] };
const MOST_KNOWN = 20_000;
const known = new Remembered<Scope>(['access', 'org'], MOST_KNOWN);

/**
 * {@link scopeOf}, from memory while roles, accounts and units are what they were; nowhere: no units.
 * @param stamps read after the request came
 * @param options.may_keep false inside a transaction that may have changed rights: what it sees may never be committed
 */
export async function knownScope(
  db: Db,
  account_id: number,
  permission: string,
  day: Day,
  stamps: Stamps,
  options: { may_keep: boolean },
): Promise<Scope> {
  const key = `${account_id}/${permission}/${day}`;
  const kept = known.peek(stamps, key);
  if (kept) return kept;
  const scope = (await scopeOf(db, account_id, permission, day)) ?? NOWHERE;
  if (options.may_keep) known.put(stamps, key, scope);
  return scope;
}

/** Permissions of an account on `day` with the units on which its roles were given (not what lies below them). */
export function permissionsOf(db: Db, account_id: number, day: Day): Promise<{ permission: string; unit_id: number }[]> {
  return many(
    db,
    sql.permissions,
    { account_id, day, wide: WIDE_PERMISSIONS },
    z.object({ permission: z.string(), unit_id: z.number() }),
  );
}

export const FormerUnit = z.object({ unit_id: z.number(), former_code: z.string() });

/** Earlier units that became part of the units on which an account has roles on `day`: what it may do there itself, it may do for them. */
export function formerUnits(db: Db, account_id: number, day: Day): Promise<z.infer<typeof FormerUnit>[]> {
  return many(db, sql.former_units, { account_id, day }, FormerUnit);
}
