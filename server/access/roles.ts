import path from 'node:path';
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Actor } from '#lib/route';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { mayGive, type RoleRights } from './may.ts';
import { PERMISSIONS } from './permissions.ts';

const sql = loadSql(import.meta.url, [
  'upsert_role',
  'clear_permissions',
  'clear_grants',
  'insert_permissions',
  'insert_grants',
  'roles',
  'held_over',
]);

const RolePack = z.strictObject({
  roles: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z][a-z_]*$/),
      name_vi: z.string().min(1),
      name_en: z.string().min(1),
      permissions: z.array(z.string()).min(1),
      gives: z.array(z.string()).default([]),
    }),
  ),
});

/**
 * Loads the roles of `dir`/roles.yaml: each role of the pack gets exactly the pack's permissions; roles of the office's own stay.
 * @throws packs.broken with the line of every fault
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'access')): Promise<void> {
  const file = path.join(dir, 'roles.yaml');
  const { value, problems } = readPackFile(file, RolePack);
  const roles = value?.roles ?? [];
  refuseIfBroken([...problems, ...brokenReferences(file, roles)]);
  for (const { code, name_vi, name_en } of roles) await exec(db, sql.upsert_role, { code, name_vi, name_en });
  for (const { code, permissions, gives } of roles) {
    await exec(db, sql.clear_permissions, { code });
    await exec(db, sql.clear_grants, { code });
    await exec(db, sql.insert_permissions, { code, permissions });
    await exec(db, sql.insert_grants, { code, gives });
  }
}

function brokenReferences(file: string, roles: z.infer<typeof RolePack>['roles']): PackProblem[] {
  const shown = path.relative(path.join(PACKS, '..'), file);
  const problems: PackProblem[] = [];
  const fault = (keys: (string | number)[], message: string) =>
    problems.push({ file: shown, line: packLine(file, keys), path: keys.join('.'), message });
  const codes = roles.map((role) => role.code);
  roles.forEach((role, i) => {
    if (codes.indexOf(role.code) !== i) fault(['roles', i, 'code'], `role ${role.code} stands twice`);
    role.permissions.forEach((permission, k) => {
      if (!(permission in PERMISSIONS)) fault(['roles', i, 'permissions', k], `there is no permission ${permission}`);
      if (role.permissions.indexOf(permission) !== k) fault(['roles', i, 'permissions', k], `${permission} stands twice`);
    });
    role.gives.forEach((given, k) => {
      if (!codes.includes(given)) fault(['roles', i, 'gives', k], `there is no role ${given}`);
      if (role.gives.indexOf(given) !== k) fault(['roles', i, 'gives', k], `${given} stands twice`);
    });
  });
  return problems;
}

export const Role = z.object({
  code: z.string(),
  name_vi: z.string(),
  name_en: z.string(),
  permissions: z.array(z.string()),
  gives: z.array(z.string()),
});

/** Every role with its permissions, and the roles its holder may give to others. */
export function roles(db: Db): Promise<z.infer<typeof Role>[]> {
  return many(db, sql.roles, {}, Role);
}

/**
 * Refuses when `actor` may not give or take `role_code` on `unit_id`; the product itself may.
 * @throws access.role_unknown, access.beyond_own_rights
 */
export async function refuseBeyondOwn(db: Db, actor: Actor, role_code: string, unit_id: number, day: Day): Promise<void> {
  const all = new Map<string, RoleRights>((await roles(db)).map((role) => [role.code, role]));
  const role = all.get(role_code);
  if (!role) throw new DomainError('access.role_unknown', 422, { role_code });
  if (actor.user_id === null) return;
  const held = await many(db, sql.held_over, { account_id: actor.user_id, unit_id, day }, z.object({ role_code: z.string() }));
  const own = held.map((row) => all.get(row.role_code) as RoleRights);
  if (!mayGive(own, role)) throw new DomainError('access.beyond_own_rights', 403, { role_code, unit_id });
}
