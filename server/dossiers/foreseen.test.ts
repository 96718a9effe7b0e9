// Numbers that are foreseen: one trip to the database, and still each once and none left out, whoever else numbers the same desk.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { Foreseen } from './foreseen.ts';
import { at, filing, makeWorld, type World } from './make-world.ts';
import { type Receipt, receive, receiveAll } from './receive.ts';

const { pool, owner } = await testDb();
let world: World;

before(async () => {
  world = await makeWorld(owner);
});

/** One process of the product, as `together.ts` drives it. */
function aProcess() {
  const database = {};
  const batch = (day: string, size: number, is_hopeful: boolean, fault?: Error): Promise<string[]> =>
    transaction(
      pool,
      'write',
      async (db, behind) => {
        const by = { ...world.everything, now: at(day, '10:00') };
        const asked = Array.from({ length: size }, () => ({ input: filing(), by }));
        const outcomes = await receiveAll(db, asked, { behind, is_hopeful, database });
        if (fault) throw fault;
        return outcomes.map((outcome) => (outcome as Receipt).code.slice(-4));
      },
      { pipelined: true },
    );
  return {
    hopeful: (day: string, size: number, fault?: Error) => batch(day, size, true, fault),
    asking: (day: string, size: number) => batch(day, size, false),
  };
}

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => String(from + n).padStart(4, '0'));

test('after the first batch numbers are foreseen, and several batches may be under way', async () => {
  const { hopeful } = aProcess();
  const day = '2024-05-06';
  assert.deepEqual(await hopeful(day, 2), numbered(1, 2));
  const under_way = await Promise.all([3, 1, 4, 2].map((size) => hopeful(day, size)));
  assert.deepEqual(under_way.flat().sort(), numbered(3, 12));
});

test('a number that somebody else took breaks the batch, which is numbered anew; then it is asked for a while', async () => {
  const [one, other] = [aProcess(), aProcess()];
  const day = '2024-05-07';
  await one.hopeful(day, 2);
  assert.deepEqual(await other.hopeful(day, 3), numbered(3, 5));
  await assert.rejects(one.hopeful(day, 2), { code: '40001' });
  assert.deepEqual(await one.asking(day, 2), numbered(6, 7));
  // The other one is surprised once; each of both has met the other now and asks.
  await assert.rejects(other.hopeful(day, 1), { code: '40001' });
  assert.deepEqual(await other.asking(day, 1), numbered(8, 8));
  for (const [place, process] of [one, other, one, other, one, other].entries())
    assert.deepEqual(await process.hopeful(day, 1), numbered(9 + place, 9 + place));
});

test('one received by the way of a single call between two batches is not numbered twice', async () => {
  const { hopeful, asking } = aProcess();
  const day = '2024-05-08';
  await hopeful(day, 1);
  const alone = await transaction(pool, 'write', (db) => receive(db, filing(), { ...world.everything, now: at(day, '10:00') }));
  assert.match(alone.code, /-0002$/);
  await assert.rejects(hopeful(day, 1), { code: '40001' });
  assert.deepEqual(await asking(day, 1), numbered(3, 3));
});

test('a batch that breaks gives its numbers back, and those behind it that counted on them go once more', async () => {
  const { hopeful, asking } = aProcess();
  const day = '2024-05-09';
  await hopeful(day, 1);
  const power = new Error('the desk lost its power');
  const ended = await Promise.allSettled([hopeful(day, 2, power), hopeful(day, 2)]);
  assert.equal(ended[0].status, 'rejected');
  const codes = ended[1].status === 'fulfilled' ? ended[1].value : await asking(day, 2);
  assert.deepEqual(codes, numbered(2, 3));
  const { rows } = await owner.query(`select count(*)::int as n from dossiers.dossier d where d.code like '%-240509-%'`);
  assert.equal(rows[0].n, 3);
});

test('a desk or a day that was not met yet is asked for, with all that come with it', async () => {
  const foreseen = new Foreseen();
  const desk = { tenant: 1, unit_id: world.unit.dak_song as number, on_date: '2024-05-10' };
  await transaction(pool, 'write', async (db) => {
    const before = async (...desks: (typeof desk)[]) => {
      const behind: Promise<unknown>[] = [];
      const counted = desks.map((one) => ({ ...one, wanted: 1 }));
      const reserved = await foreseen.reserve(db, counted, counted.length, (sent) => behind.push(sent));
      await Promise.all(behind);
      return reserved?.taken.map((one) => one.before) ?? null;
    };
    assert.equal(await before(desk), null);
    foreseen.learn(desk, 7);
    assert.equal(await before({ ...desk, on_date: '2024-05-11' }), null);
    assert.equal(await before(desk, { ...desk, unit_id: 0 }), null);
    assert.deepEqual(await before(desk), [7]);
    assert.deepEqual(await before(desk), [8]);
    foreseen.forget([desk]);
    foreseen.learn(desk, 10);
    assert.equal(await before(desk), null);
  });
});
