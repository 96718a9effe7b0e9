import assert from 'node:assert/strict';
import test from 'node:test';
import { may, mayGive, type RoleRights } from './may.ts';

test('a scope holds its units, the product every unit, nobody none', () => {
  assert.equal(may({ unit_ids: [1, 2] }, 2), true);
  assert.equal(may({ unit_ids: [1, 2] }, 3), false);
  assert.equal(may({ unit_ids: [] }, 1), false);
  assert.equal(may({ unit_ids: null }, 1), true);
  assert.equal(may(null, 1), false);
});

const ADMINISTRATOR: RoleRights = {
  code: 'administrator',
  permissions: ['access.read', 'access.write', 'audit.read'],
  gives: ['clerk'],
};
const HELPER: RoleRights = { code: 'helper', permissions: ['access.write'], gives: [] };
const CLERK: RoleRights = { code: 'clerk', permissions: ['dossiers.read'], gives: [] };
const VIEWER: RoleRights = { code: 'viewer', permissions: ['audit.read'], gives: [] };
const NAMED: RoleRights = { code: 'named', permissions: ['org.read'], gives: ['clerk', 'administrator'] };

for (const [held, role, expected, why] of [
  [[ADMINISTRATOR], CLERK, true, 'a role that theirs may give'],
  [[ADMINISTRATOR], VIEWER, true, 'a role of which they hold everything'],
  [[ADMINISTRATOR], ADMINISTRATOR, true, 'their own role'],
  [[HELPER], ADMINISTRATOR, false, 'not a role with more than they hold'],
  [[HELPER], CLERK, false, 'not a role they do not hold and may not give'],
  [[CLERK], CLERK, false, 'nothing without access.write'],
  [[NAMED], CLERK, false, 'nothing without access.write, even if the role may be given'],
  [[NAMED, HELPER], ADMINISTRATOR, true, 'what one of several roles may give'],
  [[], HELPER, false, 'nothing without a role'],
] as const) {
  test(`one may give ${why}`, () => {
    assert.equal(mayGive(held, role), expected);
  });
}
