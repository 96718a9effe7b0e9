import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as access from '#access';
import { transaction } from '#lib/db';
import { stampsIn } from '#lib/revision';
import { testDb } from '../../test/db.ts';
import { awayFrom, roleHolders, stepUnit } from './flow-known.ts';
import { makeWorld, NOW, type World } from './make-world.ts';

const { pool, owner } = await testDb();
const DAY = '2024-03-05';
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

test('who holds a role, and who is away, counts from the moment it is on record', async () => {
  const { office, dak_song } = world.unit;
  const holders = async () =>
    (await roleHolders(pool, office, 'processing_officer', DAY, await stampsIn(pool))).map((one) => one.id);
  assert.deepEqual(await holders(), []);
  await transaction(owner, 'write', (db) =>
    access.assign(
      db,
      { account_id: world.officer, role_code: 'processing_officer', unit_id: office, valid_from: '2024-01-01' },
      access.byProduct(NOW),
    ),
  );
  assert.deepEqual(await holders(), [world.officer]);
  const before_absence = await stampsIn(pool);
  assert.equal(await awayFrom(pool, world.officer, DAY, before_absence), null);
  await owner.query(
    `insert into processes.absence (tenant, account_id, delegate_id, valid, reason, entered_at)
     select u.tenant, $1, null, daterange('2024-03-01', '2024-03-10'), 'nghỉ phép', now() from org.unit u where u.id = $2`,
    [world.officer, office],
  );
  const now = await stampsIn(pool);
  assert.notEqual(now.processes, before_absence.processes);
  assert.deepEqual(await awayFrom(pool, world.officer, DAY, now), { delegate_id: null, delegate_name: null });
  assert.equal(await awayFrom(pool, world.officer, '2024-03-10', now), null);
  const where = { receiving_unit_id: dak_song, competent_unit_id: dak_song, day: DAY };
  for (const stamps of [now, now, undefined])
    assert.equal((await stepUnit(pool, { at: 'receiving' }, where, stamps)).id, dak_song);
});
