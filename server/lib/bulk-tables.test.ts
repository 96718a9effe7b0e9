import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { testDb } from '../../test/db.ts';
import { rowsKnown, withoutIndexes } from './bulk-tables.ts';
import { transaction } from './db.ts';

const { owner } = await testDb();

before(() =>
  owner.query(`create schema trial;
    create table trial.place (id int primary key);
    create table trial.visit (id int primary key, place_id int not null references trial.place (id) on delete cascade, code text unique, note text);
    create index visit_place on trial.visit (place_id) where note is not null;
    create index "Visit note" on trial.visit using gin (lib.plain(note) gin_trgm_ops);
    insert into trial.place values (1)`),
);

/** Indexes and constraints of the table, as PostgreSQL describes them. */
async function standing(): Promise<string[]> {
  const { rows } = await owner.query(
    `select indexdef as part from pg_indexes where schemaname = 'trial' and tablename = 'visit'
     union all select conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint where conrelid = 'trial.visit'::regclass
     order by part`,
  );
  return rows.map((row) => row.part);
}

test('indexes and references stand aside for the work and are then as before', async () => {
  const as_made = await standing();
  assert.equal(as_made.length, 9);
  const left = await transaction(owner, 'write', async (db) =>
    withoutIndexes(db, ['trial.visit'], async () => {
      await db.query("insert into trial.visit values (1, 1, 'a', 'Đắk Song')");
      const { rows } = await db.query(
        "select indexname as name from pg_indexes where schemaname = 'trial' and tablename = 'visit' order by name",
      );
      return rows.map((row) => row.name);
    }),
  );
  assert.deepEqual(left, ['visit_code_key', 'visit_pkey']);
  assert.deepEqual(await standing(), as_made);
});

test('a reference to nothing is refused after the work, and everything stands as before', async () => {
  const as_made = await standing();
  const work = transaction(owner, 'write', (db) =>
    withoutIndexes(db, ['trial.visit'], () => db.query("insert into trial.visit values (2, 7, 'b', null)")),
  );
  await assert.rejects(work, { code: '23503' });
  assert.deepEqual(await standing(), as_made);
  assert.equal((await owner.query('select 1 from trial.visit where id = 2')).rowCount, 0);
});

test('about how many rows there are, before and after statistics', async () => {
  await owner.query('create table trial.filled as select n from generate_series(1, 5000) n');
  const guess = await rowsKnown(owner, ['trial.filled']);
  assert.ok(guess > 500 && guess < 50_000, String(guess));
  await owner.query('analyze trial.filled');
  assert.equal(await rowsKnown(owner, ['trial.filled']), 5000);
  assert.equal((await rowsKnown(owner, ['trial.place', 'trial.filled'])) >= 5000, true);
});
