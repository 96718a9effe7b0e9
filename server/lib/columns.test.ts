import assert from 'node:assert/strict';
import test from 'node:test';
import { testDb } from '../../test/db.ts';
import { columnsOf } from './columns.ts';

const db = await testDb();

test('what goes in as rows comes out as columns, whatever stands in it', async () => {
  const words = ['', 'NULL', 'a,b', '{x}', ' "q" ', 'back\\slash', "it's", 'Đặng Thị Ưu\n2', '\u001f', '💧', null];
  const at = new Date('2026-11-21T01:02:03.456Z');
  const given = words.map((word, place) => ({ word, place, at: place % 2 ? at : null, is_odd: place % 2 === 1 }));
  const { x_word, x_place, x_at, x_is_odd } = columnsOf('x', ['word', 'place', 'at', 'is_odd'], given);
  const { rows } = await db.pool.query(
    'select x.word, x.place, x.at, x.is_odd from unnest($1::text[], $2::int[], $3::timestamptz[], $4::boolean[]) as x (word, place, at, is_odd) order by x.place',
    [x_word, x_place, x_at, x_is_odd],
  );
  assert.deepEqual(rows, given);
  assert.deepEqual(columnsOf('x', ['word'], []), { x_word: '{}' });
});
