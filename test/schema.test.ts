import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { testDb } from './db.ts';
import { describeSchemas } from './describe-schema.ts';
import { ORDER } from './order.ts';

const FOLDER = path.join(import.meta.dirname, '../db/schema');
// Modules without tables of their own.
const WITHOUT = ['overview', 'demo', 'app'];
const SCHEMAS: readonly string[] = ORDER.filter((name) => !WITHOUT.includes(name));

const db = await testDb();
const texts = await describeSchemas(db.owner, SCHEMAS);

// After a migration: UPDATE=1 npm test -- schema, then read the difference.
for (const [schema, text] of texts) {
  test(`db/schema/${schema}.txt is what the migrations make`, () => {
    const file = path.join(FOLDER, `${schema}.txt`);
    if (process.env.UPDATE) fs.writeFileSync(file, text);
    assert.equal(text, fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
  });
}

test('no description is left of a schema that is gone', () => {
  assert.deepEqual(fs.readdirSync(FOLDER).sort(), SCHEMAS.map((schema) => `${schema}.txt`).sort());
});

test('every table says what it is for, or its name and columns do', async () => {
  const { rows } = await db.owner.query(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and not exists (
       select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') order by 1`,
    [SCHEMAS],
  );
  // A table without a primary key must be dated by an exclusion constraint instead.
  const dated = (
    await db.owner.query(`select distinct k.conrelid::regclass::text as name from pg_constraint k where k.contype = 'x'`)
  ).rows.map((row) => row.name);
  assert.deepEqual(
    // A heap on purpose: notes are only added and taken, and an index would cost each receipt.
    rows.map((row) => row.name).filter((name) => !dated.includes(name) && name !== 'measures.tally_change'),
    [],
  );
});

test('foreign keys are indexed', async () => {
  const { rows } = await db.owner.query(
    `select k.conrelid::regclass::text || ' ' || k.conname as fk from pg_constraint k
     where k.contype = 'f' and k.connamespace::regnamespace::text = any ($1) and k.conparentid = 0 and not exists (
       select from pg_index i where i.indrelid = k.conrelid and (
         (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey::int2[] or (i.indkey::int2[])[0] = k.conkey[1]))
       and k.conrelid::regclass::text not in ('org.unit_name', 'org.edge', 'org.closure', 'access.role_permission', 'access.assignment', 'procedures.version', 'procedures.procedure')
     order by 1`,
    [SCHEMAS],
  );
  assert.deepEqual(
    rows.map((row) => row.fk),
    [],
  );
});
