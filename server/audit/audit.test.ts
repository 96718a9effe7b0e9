import assert from 'node:assert/strict';
import test from 'node:test';
import { type Change, entries, record, recordAll, verify, withoutPersonal } from '#audit';
import { openPool, transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';

const { pool, owner, url } = await testDb();
const AT = new Date('2026-09-07T01:02:03.456Z');
const EVERYTHING = { unit_ids: null };
const PAGE = { page: 1, page_size: 20, sort: '-at' as const };

let chains = 100;
/** A chain of its own for each test. */
function newTenant(): number {
  chains += 1;
  return chains;
}

function change(tenant: number, more: Partial<Change> = {}): Change {
  return {
    tenant,
    at: AT,
    actor: { user_id: 7, name: 'Y Thu' },
    action: 'tests.change',
    subject_kind: 'thing',
    subject_id: 1,
    unit_id: 5,
    ...more,
  };
}

async function aChain(length: number): Promise<number> {
  const tenant = newTenant();
  for (let n = 1; n <= length; n += 1)
    await transaction(pool, 'write', (db) =>
      record(db, change(tenant, { subject_id: n, after: { n, name: 'Đắk Song', deep: { b: [1.5, null], a: true } } })),
    );
  return tenant;
}

test('entries of a chain hold together after a round trip through the database', async () => {
  const tenant = await aChain(3);
  assert.deepEqual(await verify(pool, tenant), { entries: 3, ok: true, broken_at: null });
  assert.deepEqual(await verify(pool, newTenant()), { entries: 0, ok: true, broken_at: null });
});

test('what is not JSON by itself is sealed as the database keeps it', async () => {
  const tenant = newTenant();
  await record(
    pool,
    change(tenant, {
      before: { at: AT, gone: undefined, huge: 1e21, tiny: -0.000001 },
      after: ['\u{1F4C4}', 'ộ'],
      reason: "l'été",
    }),
  );
  assert.deepEqual(await verify(pool, tenant), { entries: 1, ok: true, broken_at: null });
});

test('what is sealed in the database is what JSON makes of it here, whatever the text', async () => {
  const tenant = newTenant();
  const odd = `"\\/\b\f\n\r\t\u0001\u001f\u007f\u0085\u2028\u2029\ufeff{},[NULL] ộ \u{1F4C4}`;
  for (const text of [odd, '', 'NULL', ' '])
    await record(
      pool,
      change(tenant, {
        actor: { user_id: null, name: text },
        request_id: text,
        action: text,
        subject_id: text,
        reason: text,
        after: text,
      }),
    );
  await record(pool, change(tenant, { before: {}, after: { [odd]: [odd, 0.1, -0, 123456789012345] }, subject_kind: odd }));
  assert.deepEqual(await verify(pool, tenant), { entries: 5, ok: true, broken_at: null });
});

test('entries of several chains made together: each chain goes on from its own end, in the order given', async () => {
  const [first, second] = [await aChain(2), newTenant()];
  await transaction(pool, 'write', (db) =>
    recordAll(
      db,
      [second, first, second, first, second].map((tenant, n) => change(tenant, { subject_id: `together ${n}` })),
    ),
  );
  for (const [tenant, length] of [
    [first, 4],
    [second, 3],
  ] as const)
    assert.deepEqual(await verify(pool, tenant), { entries: length, ok: true, broken_at: null });
  const { rows } = await owner.query(
    `select e.subject_id from audit.entry e where e.tenant = any ($1) and e.subject_id like 'together%' order by e.tenant, e.seq`,
    [[first, second]],
  );
  assert.deepEqual(
    rows.map((row) => row.subject_id),
    [1, 3, 0, 2, 4].map((n) => `together ${n}`),
  );
  await recordAll(pool, []);
});

test('a change that is rolled back leaves no entry, and the chain goes on without a gap', async () => {
  const tenant = await aChain(1);
  await assert.rejects(
    transaction(pool, 'write', async (db) => {
      await record(db, change(tenant));
      throw new Error('the change failed');
    }),
    /the change failed/,
  );
  await record(pool, change(tenant));
  assert.deepEqual(await verify(pool, tenant), { entries: 2, ok: true, broken_at: null });
});

for (const statement of [
  'update audit.entry set reason = null',
  'delete from audit.entry',
  'truncate audit.entry',
  'delete from audit.head',
  'truncate audit.head',
]) {
  test(`the product itself may not: ${statement}`, async () => {
    await assert.rejects(pool.query(statement), { code: '42501' });
  });
}

for (const [what, statement, entry] of [
  ['an edited word', `update audit.entry set actor_name = 'Ai khác' where tenant = $1 and seq = 3`, 3],
  ['an edited value', `update audit.entry set after = jsonb_set(after, '{n}', '9') where tenant = $1 and seq = 2`, 2],
  [
    'a moment moved by a microsecond',
    `update audit.entry set at = at + interval '1 microsecond' where tenant = $1 and seq = 4`,
    4,
  ],
  ['a removed entry', 'delete from audit.entry where tenant = $1 and seq = 3', 3],
  ['the last entries removed', 'delete from audit.entry where tenant = $1 and seq >= 4', 4],
  ['every entry removed', 'delete from audit.entry where tenant = $1', 1],
  ['a forged hash', `update audit.entry set hash = sha256('x') where tenant = $1 and seq = 5`, 5],
  [
    'a head set back',
    'update audit.head h set seq = 4, hash = e.hash from audit.entry e where h.tenant = $1 and e.tenant = h.tenant and e.seq = 4',
    5,
  ],
] as const) {
  test(`the owner of the database is found out: ${what}`, async () => {
    const tenant = await aChain(5);
    await owner.query(statement, [tenant]);
    const found = await verify(pool, tenant);
    assert.deepEqual({ ok: found.ok, broken_at: found.broken_at }, { ok: false, broken_at: entry });
  });
}

test('20 writers at once keep one unbroken chain', async () => {
  const tenant = newTenant();
  const many = openPool(url, { max: 20 });
  try {
    const write = (writer: number) => async () => {
      for (let n = 0; n < 5; n += 1)
        await transaction(many, 'write', (db) => record(db, change(tenant, { subject_id: `${writer}-${n}` })));
    };
    await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)()));
    assert.deepEqual(await verify(many, tenant), { entries: 100, ok: true, broken_at: null });
  } finally {
    await many.end();
  }
});

test('writers without a transaction keep the chain whole too', async () => {
  const tenant = newTenant();
  await Promise.all(Array.from({ length: 40 }, (_, n) => record(pool, change(tenant, { subject_id: n }))));
  assert.deepEqual(await verify(pool, tenant), { entries: 40, ok: true, broken_at: null });
});

test('readers see entries about their units only; the product sees all', async () => {
  const tenant = newTenant();
  const kind = `scoped-${tenant}`;
  for (const unit_id of [11, 12, null])
    await record(pool, change(tenant, { subject_kind: kind, subject_id: unit_id ?? 'none', unit_id }));
  const seen = async (unit_ids: number[] | null) =>
    (await entries(pool, { subject_kind: kind }, PAGE, { unit_ids })).rows.map((row) => row.subject_id);
  assert.deepEqual(await seen([11]), ['11']);
  assert.deepEqual(await seen([]), []);
  assert.deepEqual(await seen([12, 13]), ['12']);
  assert.deepEqual(await seen(null), ['none', '12', '11']);
});

test('entries are filtered, paged and sorted', async () => {
  const tenant = newTenant();
  const kind = `filtered-${tenant}`;
  const days = ['2026-01-01T16:59:59.999Z', '2026-01-01T17:00:00Z', '2026-01-02T17:00:00Z'];
  for (const [n, at] of days.entries())
    await record(
      pool,
      change(tenant, {
        subject_kind: kind,
        subject_id: n,
        at: new Date(at),
        actor: { user_id: 70 + n, name: ['Đinh Văn Ức', 'Y Thu', 'A Lăng 100%'][n] as string },
      }),
    );
  const found = async (filter: object, page: object = {}) => {
    const { rows, total } = await entries(pool, { subject_kind: kind, ...filter }, { ...PAGE, ...page }, EVERYTHING);
    return [rows.map((row) => row.subject_id).join(' '), total];
  };
  assert.deepEqual(await found({}), ['2 1 0', 3]);
  assert.deepEqual(await found({}, { sort: 'at' }), ['0 1 2', 3]);
  assert.deepEqual(await found({}, { page: 2, page_size: 2 }), ['0', 3]);
  assert.deepEqual(await found({ from: '2026-01-02', to: '2026-01-02' }), ['1', 1], 'a day is a day in Vietnam');
  assert.deepEqual(await found({ actor: 'dinh van uc' }), ['0', 1]);
  assert.deepEqual(await found({ actor: '71' }), ['1', 1]);
  assert.deepEqual(await found({ actor: '%' }), ['2', 1]);
  assert.deepEqual(await found({ subject_id: '2', action: 'tests.change', unit: 5 }), ['2', 1]);
  assert.deepEqual(await found({ action: 'tests.other' }), ['', 0]);
});

test('what identifies a person is hidden from readers of the trail, at any depth', () => {
  assert.deepEqual(
    withoutPersonal({
      applicant_identity: '062099001234',
      phone: null,
      list: [{ applicant_phone: '0905', code: 'H34' }],
      identity_kind: 'cccd',
    }),
    {
      applicant_identity: '***',
      phone: null,
      list: [{ applicant_phone: '***', code: 'H34' }],
      identity_kind: 'cccd',
    },
  );
});
