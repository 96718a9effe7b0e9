import type { Scope } from '#lib/route';

/** A role's rights: what its holder may do, and which roles the holder may give without having them. */
export type RoleRights = { code: string; permissions: readonly string[]; gives: readonly string[] };

/** True when a record of `unit_id` lies in `scope`: the same answer as `access.in_scope` in SQL. `scope` null: no such permission anywhere. */
export function may(scope: Scope | null, unit_id: number): boolean {
  return scope !== null && (scope.unit_ids === null || scope.unit_ids.includes(unit_id));
}

/** Units on which a role itself was given, for the `own` of a query; null: the product itself. */
export function ownOf(scope: Scope): readonly number[] | null {
  return scope.unit_ids === null ? null : (scope.own_ids ?? []);
}

/** What the holder of a right at its own unit alone may read and count: all its roles cover. */
export function reachOf(scope: Scope): Scope {
  return scope.reach_ids ? { ...scope, unit_ids: scope.reach_ids } : scope;
}

/**
 * May someone whose roles over a unit are `held` give `role` on that unit?
 * They need `access.write` there, and either one of their roles may give it or they hold every permission of it:
 * nobody hands out more than was handed to them.
 */
export function mayGive(held: readonly RoleRights[], role: RoleRights): boolean {
  const permissions = new Set(held.flatMap((own) => own.permissions));
  if (!permissions.has('access.write')) return false;
  return held.some((own) => own.gives.includes(role.code)) || role.permissions.every((permission) => permissions.has(permission));
}
