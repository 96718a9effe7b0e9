import assert from 'node:assert/strict';
import test from 'node:test';
import { testDb } from '../../test/db.ts';
import { kit } from './kit.ts';
import { procedureOn, search } from './procedures.ts';

const { pool } = await testDb({ template: 'packs' });

test('the kit holds every procedure of the day, each with its papers as asked one by one', async () => {
  const { rows } = await kit(pool, '2026-11-20', undefined);
  assert.ok(rows);
  const { total } = await search(pool, { day: '2026-11-20' });
  assert.equal(rows.length, total);
  const birth = rows.find((row) => row.code === '1.001193');
  assert.deepEqual(birth?.papers, (await procedureOn(pool, '1.001193', '2026-11-20')).papers);
});

test('who has the rows already is told so by the digest; another catalogue has another digest', async () => {
  const { digest } = await kit(pool, '2026-11-20', undefined);
  assert.deepEqual(await kit(pool, '2026-11-20', digest), { day: '2026-11-20', digest, rows: null });
  assert.notEqual((await kit(pool, '2023-09-20', undefined)).digest, digest);
});
