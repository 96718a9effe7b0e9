import assert from 'node:assert/strict';
import test from 'node:test';
import { record } from '#audit';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { asking } from '../../test/ground.ts';
import { routes } from './routes.ts';

const { pool, owner } = await testDb();
const NOW = new Date('2026-09-07T02:00:00Z');
const { rows } = await owner.query(
  `insert into access.account (username, display_name) values ('kiem.tra', 'Kiểm tra') returning id`,
);
const ctx = { ...(await asking(pool, rows[0].id, 'audit.read', NOW)), scope: { unit_ids: [5] } };

for (const [tenant, unit_id] of [
  [0, null],
  [34, 5],
  [34, 6],
  [36, 5],
] as const) {
  const actor = { user_id: null, name: 'hệ thống' };
  await record(pool, {
    tenant,
    at: NOW,
    actor,
    action: 'tests.change',
    subject_kind: 'thing',
    subject_id: `${tenant}-${unit_id}`,
    unit_id,
    after: { phone: '0905' },
  });
}

test('the list gives entries of own units, page by page, in a read-only transaction', async () => {
  const input = routes['audit.entries'].input.parse({ page_size: '1', page: '2' });
  const reply = await transaction(pool, 'read', (db) => routes['audit.entries'].run({ ...ctx, db }, input));
  const parsed = routes['audit.entries'].output.parse(reply);
  assert.deepEqual(
    parsed.rows.map((row) => [row.subject_id, row.after]),
    [['36-5', { phone: '***' }]],
  );
  assert.deepEqual([parsed.total, parsed.page, parsed.page_size], [2, 2, 1]);
});

for (const [input, path] of [
  [{ from: '2026-02-30' }, 'from'],
  [{ from: '2026-09-02', to: '2026-09-01' }, 'to'],
  [{ page_size: '201' }, 'page_size'],
  [{ page: '0' }, 'page'],
  [{ sort: 'hash' }, 'sort'],
  [{ unit: '99999999999' }, 'unit'],
] as const) {
  test(`the list refuses ${JSON.stringify(input)}`, () => {
    assert.deepEqual(
      routes['audit.entries'].input.safeParse(input).error?.issues.map((issue) => issue.path.join('.')),
      [path],
    );
  });
}

test('one chain or all of them are read again', async () => {
  const check = (input: object) =>
    transaction(pool, 'read', (db) => routes['audit.verify'].run({ ...ctx, db }, routes['audit.verify'].input.parse(input)));
  assert.deepEqual(await check({}), { entries: 4, ok: true, broken_at: null, broken_tenant: null });
  assert.deepEqual(await check({ tenant: '34' }), { entries: 2, ok: true, broken_at: null, broken_tenant: null });
  await owner.query(`update audit.entry set reason = 'x' where tenant = 34 and seq = 2`);
  assert.deepEqual(await check({}), { entries: 2, ok: false, broken_at: 2, broken_tenant: 34 });
  assert.deepEqual(await check({ tenant: '34' }), { entries: 1, ok: false, broken_at: 2, broken_tenant: 34 });
  assert.deepEqual(await check({ tenant: '36' }), { entries: 1, ok: true, broken_at: null, broken_tenant: null });
});

test('a chain of which the head is gone is found as well', async () => {
  await owner.query('delete from audit.head where tenant = 36');
  assert.deepEqual(await routes['audit.verify'].run(ctx, { tenant: 36 }), {
    entries: 1,
    ok: false,
    broken_at: 1,
    broken_tenant: 36,
  });
});
