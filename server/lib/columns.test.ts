import assert from 'node:assert/strict';
import test from 'node:test';
import { testDb } from '../../test/db.ts';
import { columnsOf, rowsOf } from './columns.ts';

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

test('what goes in as a list of rows comes out as rows', async () => {
  const words = [
    '',
    'NULL',
    'null',
    'a,b',
    '(x)',
    '{x}',
    ' "q" ',
    'back\\slash',
    "it's",
    'Đặng Thị Ưu\n2',
    '\u001f',
    '💧',
    '2026-11-22',
    null,
  ];
  const at = new Date('2026-11-21T01:02:03.456Z');
  const given = words.map((word, place) => ({ word, place, at: place % 2 ? at : null, is_odd: place % 2 === 1, last: word }));
  await db.pool.query('create type pg_temp.given as (word text, place int, at timestamptz, is_odd boolean, last text)');
  const { rows } = await db.pool.query('select x.* from unnest($1::pg_temp.given[]) as x order by x.place', [
    rowsOf(['word', 'place', 'at', 'is_odd', 'last'], given),
  ]);
  assert.deepEqual(rows, given);
  assert.equal(rowsOf(['word'], [] as { word: string }[]), '{}');
});
