import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as access from '#access';
import { transaction } from '#lib/db';
import { DomainError } from '#lib/errors';
import { testDb } from '../../test/db.ts';
import { act } from './act.ts';
import { ActManyInput, actMany } from './act-many.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { queue } from './queue.ts';
import { rebuild } from './rebuild.ts';

// Two hundred officers at one queue: every dossier is taken by exactly one of them, and every one who was told that he has it has it.

const { pool, owner } = await testDb();
const EVERYTHING = { unit_ids: null };
const DOSSIERS = 100;
let world: World;
let officers: number[];
const ids: number[] = [];

before(async () => {
  world = await makeWorld(owner);
  officers = await transaction(owner, 'write', async (db) => {
    const made: number[] = [];
    for (let n = 1; n <= 200; n += 1) {
      const person = { username: `can-bo-${n}`, display_name: `Cán bộ ${n}`, unit_id: world.unit.dak_song };
      made.push((await access.createAccount(db, person, access.byProduct(NOW))).id);
    }
    return made;
  });
  await transaction(pool, 'write', async (db) => {
    for (let n = 0; n < DOSSIERS; n += 1) ids.push((await aDossier(db, world.everything)).id);
  });
});

const by = (account_id: number, now: Date) => ({
  actor: { user_id: account_id, name: `Cán bộ ${account_id}` },
  now,
  scope: { unit_ids: [world.unit.dak_song] },
});

/** Takes one dossier of what the queue shows, and looks again when somebody was quicker. @returns what the officer was told is his, if anything */
async function takeOne(account_id: number, place: number): Promise<number | null> {
  const now = at('2024-03-05', '10:00');
  const reader = { scope: EVERYTHING, personal: EVERYTHING, now, account_id };
  for (;;) {
    const { rows } = await transaction(pool, 'read', (db) =>
      queue(db, { tab: 'waiting', mine: false, page: 1, page_size: 20 }, reader),
    );
    const dossier = rows[place % rows.length];
    if (!dossier) return null;
    const input = { last_seq: dossier.last_seq, data: {} };
    try {
      await transaction(pool, 'write', (db) => act(db, dossier.id, 'take_up', input, by(account_id, now)));
      return dossier.id;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'dossiers.changed_meanwhile') throw error;
    }
  }
}

test('200 officers take up from the same queue at once: no double action, no lost action', async () => {
  const taken = await Promise.all(officers.map((id, n) => takeOne(id, n)));
  const all = taken.filter((id) => id !== null);
  assert.equal(all.length, DOSSIERS);
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    ids,
  );
  const { rows } = await owner.query(
    `select d.id, d.holder_id, (select count(*)::int from dossiers.event e where e.tenant = d.tenant and e.dossier_id = d.id and e.kind = 'taken_up') as times
     from dossiers.dossier d where d.id = any ($1)`,
    [ids],
  );
  for (const row of rows) {
    assert.equal(row.times, 1);
    const officer = officers[taken.indexOf(row.id)];
    assert.equal(row.holder_id, officer);
  }
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids }), []);
});

test('20 leaders decide overlapping batches at once: each dossier is decided once, each batch knows which', async () => {
  const batches = Array.from({ length: 20 }, (_, n) => ids.slice(n * 4, n * 4 + 20));
  const now = at('2024-03-06', '09:00');
  const replies = await Promise.all(
    batches.map((batch, n) => {
      const items = batch.map((id) => ({ id, last_seq: 2 }));
      const input = ActManyInput.parse({ client_key: `lanh-dao-${n}`, action: 'decide', items, data: { outcome: 'granted' } });
      return transaction(pool, 'write', (db) => actMany(db, input, by(officers[n] as number, now), EVERYTHING));
    }),
  );
  const results = replies.flatMap((reply) => reply.results);
  const done = results.filter((result) => result.is_done).map((result) => result.id);
  const wanted = [...new Set(batches.flat())];
  assert.deepEqual(
    done.toSorted((a, b) => a - b),
    wanted.toSorted((a, b) => a - b),
  );
  for (const result of results) if (!result.is_done) assert.equal(result.error?.code, 'dossiers.changed_meanwhile');
  const { rows } = await owner.query(
    `select count(*)::int as n, count(distinct e.dossier_id)::int as dossiers from dossiers.event e where e.kind = 'decided' and e.dossier_id = any ($1)`,
    [ids],
  );
  assert.deepEqual(rows[0], { n: wanted.length, dossiers: wanted.length });
  assert.deepEqual(await rebuild(owner, { tenant: 16, ids }), []);
});
