// Bulk loading as `motcua seed` uses it, small and large, whole or not at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { type BulkDossier, bulkInsert, rebuild } from '#dossiers';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { type SeedCounts, seed } from './seed.ts';

const { owner } = await testDb({ template: 'demo' });

const sow = (dossiers: number): Promise<SeedCounts> =>
  transaction(owner, 'write', (db) => seed(db as pg.ClientBase, { dossiers, log: () => {} }));

async function standing(): Promise<unknown[]> {
  const { rows } = await owner.query(
    `select i.indexdef as part from pg_indexes i where i.schemaname = 'dossiers'
     union all select k.conname || ' ' || pg_get_constraintdef(k.oid) || k.convalidated from pg_constraint k
     where k.connamespace = 'dossiers'::regnamespace order by part`,
  );
  return rows.map((row) => row.part);
}

async function held(): Promise<Record<string, number>> {
  const { rows } = await owner.query(
    `select (select count(*) from dossiers.dossier) as dossiers, (select count(*) from dossiers.event) as events,
       (select count(*) from dossiers.paper) as papers, (select count(*) from dossiers.version) as versions`,
  );
  return rows[0];
}

const sum = (a: Record<string, number>, b: SeedCounts) => ({
  dossiers: (a.dossiers ?? 0) + b.dossiers,
  events: (a.events ?? 0) + b.events,
  papers: (a.papers ?? 0) + b.papers,
  versions: (a.versions ?? 0) + b.versions,
});

for (const [dossiers, why] of [
  [300, 'few, with every index in place'],
  [25_000, 'many, with the indexes made at the end'],
] as const) {
  test(`seeding ${why}: as many as asked for, in the tables as they were, all as their events say`, async () => {
    const as_made = await standing();
    const before = await held();
    const { rows } = await owner.query('select max(d.id) as last from dossiers.dossier d');
    const counts = await sow(dossiers);
    assert.equal(counts.dossiers, dossiers);
    assert.deepEqual(await held(), sum(before, counts));
    assert.deepEqual(await standing(), as_made);
    const added = await owner.query(
      `select d.tenant, d.id from dossiers.dossier d where d.id > $1 and d.id % $2 = 0 order by d.tenant, d.id`,
      [rows[0].last, dossiers > 1000 ? 50 : 1],
    );
    assert.ok(added.rows.length >= 299 || dossiers > 1000);
    for (const tenant of new Set(added.rows.map((row) => row.tenant as number))) {
      const ids = added.rows.filter((row) => row.tenant === tenant).map((row) => row.id as number);
      assert.deepEqual(await rebuild(owner, { tenant, ids }), []);
    }
  });
}

test('a failure in the middle leaves nothing behind, indexes included', async () => {
  const as_made = await standing();
  const before = await held();
  const one = await owner.query(
    `select d.tenant, d.code, d.receiving_unit_id as unit_id, d.procedure_version_id from dossiers.dossier d order by d.tenant, d.id limit 1`,
  );
  const { tenant, code, unit_id, procedure_version_id } = one.rows[0];
  const at = new Date('2024-03-05T02:00:00Z');
  const received = (own_code: string): BulkDossier => ({
    tenant,
    events: [
      {
        seq: 1,
        kind: 'received',
        at,
        recorded_at: at,
        actor_id: null,
        unit_id,
        data: {
          code: own_code,
          client_id: null,
          procedure_version_id,
          competent_unit_id: unit_id,
          channel: 1,
          return_channel: 1,
          matter: null,
          applicant: {
            kind: 0,
            name: 'Y Thử',
            identity: '000123456789',
            no_identity_reason: null,
            phone: null,
            email: null,
            address: null,
            submitter_name: null,
          },
          papers: [],
          due: null,
        },
      },
    ],
  });
  // The code that is there already stands in the second of three batches.
  const codes = Array.from({ length: 12_000 }, (_, n) => (n === 7000 ? code : `THU-240305-${n + 1}`));
  const load = transaction(owner, 'write', (db) => bulkInsert(db as pg.ClientBase, codes.map(received), { expected: 100_000 }));
  await assert.rejects(load, { code: '23505', constraint: 'dossier_code_once' });
  assert.deepEqual(await held(), before);
  assert.deepEqual(await standing(), as_made);
});

test('numbers that cannot be are refused', async () => {
  await assert.rejects(sow(0), { code: 'demo.seed_out_of_range' });
  await assert.rejects(sow(1.5), { code: 'demo.seed_out_of_range' });
  await assert.rejects(sow(20_000_001), { code: 'demo.seed_out_of_range' });
});
