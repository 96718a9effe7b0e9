import assert from 'node:assert/strict';
import test from 'node:test';
import { enqueue, prepareQueue, runDue } from '#jobs';
import { transaction } from '#lib/db';
import * as measures from '#measures';
import { testDb } from '../../test/db.ts';
import { keepVersions, madeVersions, makeGround } from '../../test/versions.ts';

const { pool, owner, owner_url } = await testDb();
await prepareQueue(owner_url);
await makeGround(owner);
await transaction(owner, 'write', async (db) => {
  await measures.loadPack(db);
  await keepVersions(db, madeVersions(400, 3));
});
const NOW = new Date('2026-01-05T02:00:00Z');
const options = { tasks: measures.tasks, now: () => NOW };
const state = async () => (await owner.query('select s.layout, s.differences from measures.tally_state s')).rows;
const waiting = async () => (await owner.query('select count(*)::int as n from measures.tally_change')).rows[0].n;
const jobs = async () =>
  (await owner.query('select j.kind, j.state, j.steps_done, j.steps_total, j.result from jobs.job j order by j.id')).rows;

test('the first minute asks for everything to be counted, once; the next ones add what changed', async () => {
  await measures.keepTallies(pool, NOW);
  await measures.keepTallies(pool, NOW);
  assert.deepEqual(await state(), []);
  await runDue(pool, options);
  assert.equal((await state()).length, 1);
  assert.equal(await waiting(), 0);
  const [replaced, built] = await jobs();
  assert.deepEqual([replaced.kind, replaced.state], ['measures.count_anew', 'cancelled']);
  assert.deepEqual([built.state, built.steps_done, built.steps_total], ['done', 4, 4]);
  assert.ok(built.result.rows > 1000, String(built.result.rows));
  await owner.query('delete from dossiers.version v where v.dossier_id < 20');
  assert.ok((await waiting()) >= 10);
  await measures.keepTallies(pool, NOW);
  assert.equal(await waiting(), 0);
  assert.equal((await jobs()).length, 2);
});

test('at night what differs is told, and counted anew', async () => {
  const compare = measures.tasks.find((one) => one.kind === 'measures.compare_tallies') as (typeof measures.tasks)[0];
  const night = async () => {
    const by = { tenant: 0, unit_id: null, actor: { user_id: null, name: 'motcua' }, now: NOW };
    await transaction(pool, 'write', (db) => enqueue(db, compare, { input: {}, title: 'so', ...by }));
    await runDue(pool, options);
    return (await jobs()).at(-1);
  };
  assert.deepEqual((await night()).result.differences, []);
  assert.equal((await state())[0].differences, 0);
  await owner.query(
    "update measures.tally t set n = array(select x + 1 from unnest(t.n) x) where t.is_month and t.day = '2024-02-01'",
  );
  const { state: ended, result } = await night();
  assert.equal(ended, 'done');
  assert.ok(result.differences.some((one: { s: string; measure: string }) => one.s === '2024-02-01' && one.measure === 'new'));
  // Counted anew: nothing differs any more.
  assert.equal((await state())[0].differences, null);
  assert.deepEqual((await night()).result.differences, []);
});
