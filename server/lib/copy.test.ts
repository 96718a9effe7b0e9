import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDb } from '../../test/db.ts';
import { CopyRows } from './copy.ts';
import { transaction } from './db.ts';

const { owner } = await testDb();

type Row = {
  small: number | null;
  middle: number | null;
  large: number | null;
  words: string | null;
  facts: unknown;
  is_so: boolean | null;
  on_day: string | null;
  at: Date | null;
  known_to: Date | null;
};
const COLUMNS = {
  small: 'int2',
  middle: 'int4',
  large: 'int8',
  words: 'text',
  facts: 'jsonb',
  is_so: 'bool',
  on_day: 'date',
  at: 'timestamptz',
  known_to: 'until',
} as const;
const TABLE = `create temporary table trial (small int2, middle int4, large int8, words text, facts jsonb, is_so boolean, on_day date,
  at timestamptz, known_to timestamptz) on commit drop`;
const NOTHING: Row = {
  small: null,
  middle: null,
  large: null,
  words: null,
  facts: null,
  is_so: null,
  on_day: null,
  at: null,
  known_to: null,
};

/** Sends the rows, each batch on its own, and reads them back as PostgreSQL writes them. */
async function roundTrip(...batches: Row[][]): Promise<Record<string, string | null>[]> {
  return transaction(owner, 'write', async (db) => {
    await db.query(TABLE);
    const rows = new CopyRows<Row>('trial', COLUMNS);
    for (const batch of batches) {
      for (const row of batch) rows.add(row);
      await rows.send(db as Parameters<typeof rows.send>[0]);
      assert.equal(rows.rows, 0);
    }
    const read = await db.query(
      `select small::text, middle::text, large::text, words, facts::text, is_so::text, on_day::text, at::text, known_to::text
       from trial order by ctid`,
    );
    return read.rows;
  });
}

test('every type arrives as it was given, to its limits', async () => {
  assert.deepEqual(
    await roundTrip([
      {
        small: -32768,
        middle: -2147483648,
        large: -9007199254740991,
        words: 'Đắk Song\tlà\n\\N “huyện” 🙂',
        facts: { name: 'Nguyễn "An"\n', none: null, list: [1, 2.5] },
        is_so: true,
        on_day: '1969-12-31',
        at: new Date('1999-12-31T23:59:59.999Z'),
        known_to: new Date('2024-02-29T00:00:00.001Z'),
      },
      {
        small: 32767,
        middle: 2147483647,
        large: 9007199254740991,
        words: '',
        facts: [],
        is_so: false,
        on_day: '9999-12-31',
        at: new Date('2262-04-11T00:00:00.000Z'),
        known_to: null,
      },
    ]),
    [
      {
        small: '-32768',
        middle: '-2147483648',
        large: '-9007199254740991',
        words: 'Đắk Song\tlà\n\\N “huyện” 🙂',
        facts: '{"list": [1, 2.5], "name": "Nguyễn \\"An\\"\\n", "none": null}',
        is_so: 'true',
        on_day: '1969-12-31',
        at: '1999-12-31 23:59:59.999+00',
        known_to: '2024-02-29 00:00:00.001+00',
      },
      {
        small: '32767',
        middle: '2147483647',
        large: '9007199254740991',
        words: '',
        facts: '[]',
        is_so: 'false',
        on_day: '9999-12-31',
        at: '2262-04-11 00:00:00+00',
        known_to: 'infinity',
      },
    ],
  );
});

test('nothing is null, but a time that has no end is infinity', async () => {
  assert.deepEqual(await roundTrip([NOTHING]), [{ ...NOTHING, known_to: 'infinity' }]);
});

test('texts longer than the memory that was set aside, in several batches, in order', async () => {
  const long = 'Ủy ban nhân dân '.repeat(40_000);
  const rows = await roundTrip(
    [
      { ...NOTHING, words: long },
      { ...NOTHING, words: 'a' },
    ],
    [{ ...NOTHING, facts: long }],
    [],
  );
  assert.deepEqual(
    rows.map((row) => [row.words?.length ?? null, row.facts?.length ?? null]),
    [
      [640_000, null],
      [1, null],
      [null, 640_002],
    ],
  );
  assert.equal(rows[0]?.words, long);
});

test('what a column cannot hold is refused before it is sent', () => {
  const rows = new CopyRows<Row>('trial', COLUMNS);
  assert.throws(() => rows.add({ ...NOTHING, small: 32768 }), RangeError);
  assert.throws(() => rows.add({ ...NOTHING, large: 0.5 }), RangeError);
  assert.throws(() => rows.add({ ...NOTHING, at: new Date('no moment') }), RangeError);
  assert.throws(() => rows.add({ ...NOTHING, on_day: '2023-02-29' }), RangeError);
});

test('a row the table refuses fails the sending, with what comes after it on its way', async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => ({ ...NOTHING, small: n % 30_000, words: 'x'.repeat(300) }));
  await assert.rejects(
    transaction(owner, 'write', async (db) => {
      await db.query(`${TABLE}; alter table trial add check (small < 10)`);
      const sending = new CopyRows<Row>('trial', COLUMNS);
      for (const row of rows) sending.add(row);
      await sending.send(db as Parameters<typeof sending.send>[0]);
    }),
    { code: '23514' },
  );
});
