import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { ActManyInput, actMany } from './act-many.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { rebuild } from './rebuild.ts';
import { tenantOf } from './view.ts';

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

const make = (more: object = {}) => transaction(pool, 'write', (db) => aDossier(db, world.everything, more));
const some = async (count: number) => {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await make()).id);
  return ids;
};
const later = () => ({ ...world.everything, now: at('2024-03-06', '08:00') });
let key = 0;
const ask = (more: object) => ActManyInput.parse({ client_key: `kiem-thu-${++key}`, ...more });
const many = (input: ActManyInput, scope = EVERYTHING as { unit_ids: number[] | null }, readable = scope) =>
  transaction(pool, 'write', (db) => actMany(db, input, { ...later(), scope }, readable));
const eventsOf = async (ids: number[]) =>
  (await owner.query('select count(*)::int as n from dossiers.event e where e.dossier_id = any ($1)', [ids])).rows[0].n;

test('what may succeed succeeds, each refusal has its code and changes nothing', async () => {
  const ids = await some(3);
  const gone = (await make()).id;
  await many(ask({ action: 'withdraw', items: [{ id: gone, last_seq: 1 }], data: { reason: 'Đổi ý' } }));
  const items = [
    { id: ids[0], last_seq: 1 },
    { id: ids[1], last_seq: 7 },
    { id: 99_999_999, last_seq: 1 },
    { id: gone, last_seq: 2 },
    { id: ids[2], last_seq: 1 },
  ];
  const { results } = await many(ask({ action: 'decide', items, data: { outcome: 'granted' } }));
  assert.deepEqual(
    results.map((one) => [one.id, one.is_done, one.status, one.error?.code ?? null]),
    [
      [ids[0], true, 9, null],
      [ids[1], false, null, 'dossiers.changed_meanwhile'],
      [99_999_999, false, null, 'dossiers.not_found'],
      [gone, false, null, 'dossiers.not_in_this_status'],
      [ids[2], true, 9, null],
    ],
  );
  assert.equal(await eventsOf(ids), 5);
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids: [...ids, gone] }), []);
});

test('sent again under the same key it does nothing and gives the same answer; the key serves one batch', async () => {
  const ids = await some(2);
  const input = ask({ action: 'note', items: ids.map((id) => ({ id, last_seq: 1 })), data: { text: 'x' } });
  const first = await many(input);
  const again = await many(input);
  assert.deepEqual([first.is_repeat, again.is_repeat], [false, true]);
  assert.deepEqual(again.results, first.results);
  assert.equal(await eventsOf(ids), 4);
  await assert.rejects(many({ ...input, data: { text: 'y' } }), { code: 'dossiers.batch_key_reused', status: 409 });
});

test('the same batch sent five times at once acts once', async () => {
  const ids = await some(4);
  const input = ask({ action: 'take_up', items: ids.map((id) => ({ id, last_seq: 1 })) });
  const all = await Promise.all(Array.from({ length: 5 }, () => many(input)));
  assert.equal(all.filter((one) => !one.is_repeat).length, 1);
  for (const one of all) assert.deepEqual(one.results, all[0]?.results);
  assert.equal(await eventsOf(ids), 8);
});

test('two officers with the same choice in opposite order do not block each other; each dossier is done once', async () => {
  const ids = await some(20);
  const items = ids.map((id) => ({ id, last_seq: 1 }));
  const [one, other] = await Promise.all([
    many(ask({ action: 'take_up', items })),
    many(ask({ action: 'take_up', items: items.toReversed() })),
  ]);
  const done = [...(one?.results ?? []), ...(other?.results ?? [])].filter((result) => result.is_done).map((result) => result.id);
  assert.deepEqual(done.sort(), [...ids].sort());
  assert.equal(await eventsOf(ids), 40);
});

test('what may be read but not acted on is told apart from what is not there', async () => {
  const ids = await some(1);
  const nowhere = { unit_ids: [world.unit.po_y] };
  const items = [{ id: ids[0], last_seq: 1 }];
  const seen = await many(ask({ action: 'note', items, data: { text: 'x' } }), nowhere, EVERYTHING as { unit_ids: null });
  assert.equal(seen.results[0]?.error?.code, 'dossiers.action_not_permitted');
  const unseen = await many(ask({ action: 'note', items, data: { text: 'x' } }), nowhere, nowhere);
  assert.equal(unseen.results[0]?.error?.code, 'dossiers.not_found');
  assert.equal(await tenantOf(pool, ids[0] as number, null), 16);
});

test('data that the action does not know is refused for the whole batch', async () => {
  const ids = await some(1);
  await assert.rejects(many(ask({ action: 'decide', items: [{ id: ids[0], last_seq: 1 }], data: { outcome: 'maybe' } })), {
    name: 'ZodError',
  });
  assert.equal(NOW < later().now, true);
});
