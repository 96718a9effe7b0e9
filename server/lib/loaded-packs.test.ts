import assert from 'node:assert/strict';
import test from 'node:test';
import { testDb } from '../../test/db.ts';
import { DomainError } from './errors.ts';
import { loadedPack, loadOnce, loadPacks } from './loaded-packs.ts';

const { owner } = await testDb();
const fault = (file: string) =>
  new DomainError('packs.broken', 422, { problems: [{ file, line: 3, path: 'a.b', message: 'wrong' }] });

test('the faults of every pack are named, and nothing of any pack stays', async () => {
  const client = await owner.connect();
  try {
    const attempt = loadPacks(client, {
      calendar: (db) => db.query(`insert into calendar.coverage (year, status, source) values (2099, 'approved', 'x')`),
      org: () => Promise.reject(fault('packs/org/one.yaml')),
      access: () => Promise.reject(fault('packs/access/two.yaml')),
    });
    await assert.rejects(attempt, (error: DomainError) => {
      assert.equal(error.code, 'packs.broken');
      assert.deepEqual(
        (error.data.problems as { file: string }[]).map((problem) => problem.file),
        ['packs/org/one.yaml', 'packs/access/two.yaml'],
      );
      return true;
    });
    assert.equal((await client.query('select c.year from calendar.coverage c')).rowCount, 0);
    assert.equal(await loadedPack(client, 'calendar'), null);
  } finally {
    client.release();
  }
});

test('a pack is loaded when its content is new, and what is loaded once is never loaded again', async () => {
  const client = await owner.connect();
  let times = 0;
  const load = async () => {
    times += 1;
  };
  try {
    assert.deepEqual(await loadPacks(client, { measures: load }), ['measures']);
    assert.deepEqual(await loadPacks(client, { measures: load }), []);
    assert.equal(await loadOnce(client, 'demo', load), true);
    assert.equal(await loadOnce(client, 'demo', load), false);
    assert.equal(times, 2);
    await assert.rejects(
      loadOnce(client, 'forms', () => Promise.reject(new Error('half way'))),
      /half way/,
    );
    assert.equal(await loadedPack(client, 'forms'), null);
  } finally {
    client.release();
  }
});
