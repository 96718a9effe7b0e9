import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openPool, type Pool, transaction } from '#lib/db';
import { migrate, migrations } from '#lib/migrate';
import { beforeDatabasesGo, testDb, testServer } from '../../test/db.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { aDossier, at, makeWorld, NOW, type World } from './make-world.ts';
import { rebuild } from './rebuild.ts';

// A province that used the product before dossiers had a life beyond their decision: its rows, as 0012 knew them, brought forward. What 0013 and
// the migrations after it fill in must be what the fold says of the same events.

const BEFORE = '0013';
const NAME = `t_${process.pid}_before_0013`;
const { pool, owner } = await testDb();
const server = await testServer();
let old: Pool;
let world: World;
const made: Record<string, number> = {};

beforeDatabasesGo(async () => {
  await old?.end();
  await owner.query(`drop database if exists ${NAME} with (force)`);
});

type Step = [action: Action, day: string, time: string, data?: object, more?: object];

async function make(name: string, filing: object, ...steps: Step[]): Promise<void> {
  const by = { ...world.everything, actor: { user_id: world.officer, name: 'Cán bộ Thử' } };
  const { id } = await transaction(pool, 'write', (db) => aDossier(db, { ...by, now: NOW }, filing));
  made[name] = id;
  for (const [place, [action, day, time, data = {}, more = {}]] of steps.entries()) {
    const input = { last_seq: place + 1, data: data as Record<string, unknown>, ...more };
    await transaction(pool, 'write', (db) => act(db, id, action, input, { ...by, now: at(day, time) }));
  }
}

/** Only what could happen to a dossier then. */
async function makeDossiers(): Promise<void> {
  const ask = { amount_vnd: 100_000, reason: 'Lệ phí' };
  const paid = { amount_vnd: 100_000, is_online: true };
  await make('untouched', {});
  await make('registered', { is_registration: true });
  await make('rejected', { is_registration: true }, ['reject', '2024-03-06', '08:00', { reason: 'Sai thẩm quyền' }]);
  await make('taken', {}, ['take_up', '2024-03-06', '08:00']);
  await make('given', {}, ['hand_over', '2024-03-06', '08:00', { to_unit: 'H16.36.D01', to_account_id: world.officer }]);
  await make('of_the_unit', {}, ['hand_over', '2024-03-06', '08:00', { to_unit: 'H16.36.D01' }]);
  await make('paid_online', {}, ['request_payment', '2024-03-06', '08:00', ask], ['record_payment', '2024-03-07', '08:00', paid]);
  await make(
    'paid_for',
    {},
    ['request_payment', '2024-03-06', '08:00', ask],
    ['record_payment', '2024-03-07', '08:00', { ...paid, is_paid_on_behalf: true }],
    ['decide', '2024-03-08', '08:00', { outcome: 'granted' }],
  );
  await make(
    'paid_in_cash',
    {},
    ['request_payment', '2024-03-06', '08:00', ask],
    ['record_payment', '2024-03-07', '08:00', { ...paid, is_online: false }],
    ['decide', '2024-03-20', '08:00', { outcome: 'granted' }],
    ['deliver', '2024-03-21', '08:00', { to_name: 'Y Thử' }],
  );
  await make('asked_more', {}, ['request_payment', '2024-03-06', '08:00', { ...ask, amount_vnd: 150_000 }]);
  await make(
    'asked_again',
    {},
    ['request_payment', '2024-03-06', '08:00', ask],
    ['record_payment', '2024-03-07', '08:00', paid],
    ['request_payment', '2024-03-08', '08:00', { ...ask, amount_vnd: 50_000 }],
  );
  const moment = { at: '2024-03-08T15:00:00+07:00', late_entry_reason: 'Mất điện' };
  await make('clicked_late', {}, ['decide', '2024-03-12', '08:00', { outcome: 'granted' }, moment]);
  await make('entered_late', {}, ['decide', '2024-03-08', '16:30', { outcome: 'refused', note: 'Không đủ' }, moment]);
  await make('withdrawn', {}, ['withdraw', '2024-03-06', '08:00', { reason: 'Đổi ý' }]);
  await make(
    'supplemented',
    {},
    ['request_supplement', '2024-03-06', '08:00', { reason: 'Thiếu', items: ['Giấy'] }],
    ['give_supplement', '2024-03-13', '08:00', {}],
  );
}

/** What events of then did not say. */
const NEWER = ['content_hash', 'purpose', 'owed_vnd', 'late_entry_cause', 'helping_unit_id'];

/** Copies what both databases have of these tables: rows as the older one could hold them. */
async function copyRows(): Promise<void> {
  const tables = await old.query(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('org', 'access', 'procedures', 'dossiers') and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const columnsOf = async (db: Pool, table: string): Promise<string[]> => {
    const { rows } = await db.query(
      `select quote_ident(a.attname) as name from pg_attribute a
       where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
      [table],
    );
    return rows.map((row) => row.name);
  };
  const client = await old.connect();
  try {
    // References among the rows hold: they come whole.
    await client.query("set session_replication_role = 'replica'");
    for (const { name } of tables.rows as { name: string }[]) {
      const newer = await columnsOf(owner, name);
      const columns = (await columnsOf(old, name)).filter((column) => newer.includes(column)).join(', ');
      const { rows } = await owner.query(`select coalesce(jsonb_agg(to_jsonb(t)), '[]') as all_rows from ${name} t`);
      await client.query(`delete from ${name}`);
      await client.query(
        `insert into ${name} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${name}, $1)`,
        [JSON.stringify(rows[0].all_rows)],
      );
    }
    await client.query('update dossiers.event e set data = e.data - $1::text[]', [NEWER]);
  } finally {
    client.release(true);
  }
}

before(async () => {
  world = await makeWorld(owner);
  await makeDossiers();
  await owner.query(`create database ${NAME}`);
  await migrate(
    server.url(NAME),
    migrations().filter((one) => one.name < BEFORE),
  );
  old = openPool(server.url(NAME), { max: 2, owner: true, application_name: 'motcua test before 0013' });
  await copyRows();
});

test('the database is one of before: it holds the dossiers and knows nothing of their later life', async () => {
  const { rows } = await old.query('select count(*)::int as dossiers from dossiers.dossier');
  assert.equal(rows[0].dossiers, Object.keys(made).length);
  const columns = await old.query(
    "select 1 from pg_attribute a where a.attrelid = 'dossiers.dossier'::regclass and a.attname = 'first_due_on'",
  );
  assert.equal(columns.rowCount, 0);
});

test('brought forward, every row is what the fold says of its events', async () => {
  const ran = await migrate(server.url(NAME));
  assert.equal(ran[0], '0013_dossier_life.sql');
  assert.deepEqual(await rebuild(old, { tenant: 16 }), []);
});

test('the promise, the officer, the fee and what measures count of them are filled in', async () => {
  const { rows } = await old.query(
    `select d.id, d.first_due_on::text as first_due_on, d.officer_id, d.fee_due_vnd::int as due, d.fee_paid_vnd::int as paid, v.marks
     from dossiers.dossier d left join dossiers.version_now v on v.tenant = d.tenant and v.dossier_id = d.id`,
  );
  const of = (name: string) => {
    const { id: _, ...row } = rows.find((one) => one.id === made[name]);
    return Object.values(row);
  };
  const FEE = 4096;
  assert.deepEqual(of('untouched'), ['2024-03-08', null, 100_000, 0, FEE]);
  assert.deepEqual(of('registered'), [null, null, 100_000, 0, null]);
  assert.deepEqual(of('taken'), ['2024-03-08', world.officer, 100_000, 0, FEE]);
  assert.deepEqual(of('given'), ['2024-03-08', world.officer, 100_000, 0, FEE]);
  assert.deepEqual(of('of_the_unit'), ['2024-03-08', null, 100_000, 0, FEE]);
  assert.deepEqual(of('paid_in_cash').slice(1), [world.officer, 100_000, 100_000, 2 * FEE]);
  assert.deepEqual(of('paid_online').slice(2), [100_000, 100_000, 3 * FEE]);
  assert.deepEqual(of('paid_for').slice(2), [100_000, 100_000, 4 * FEE]);
  assert.deepEqual(of('asked_more').slice(2), [150_000, 0, FEE]);
  assert.deepEqual(of('asked_again').slice(2), [150_000, 100_000, FEE]);
  // Late by the click alone (64) and for another cause (3 × 128).
  assert.deepEqual(of('clicked_late').at(-1), FEE + 384 + 64);
  assert.deepEqual(of('entered_late').at(-1), FEE + 384);
});

test('money that was taken then stands in the list of the desk', async () => {
  const { rows } = await old.query(
    'select p.dossier_id, p.kind, p.method, p.amount_vnd::int as amount_vnd, p.is_paid_on_behalf from dossiers.payment p order by p.dossier_id',
  );
  assert.deepEqual(
    rows.map((row) => [row.dossier_id, row.kind, row.method, row.amount_vnd, row.is_paid_on_behalf]),
    [
      [made.paid_online, 'collected', 'online', 100_000, false],
      [made.paid_for, 'collected', 'online', 100_000, true],
      [made.paid_in_cash, 'collected', 'cash', 100_000, false],
      [made.asked_again, 'collected', 'online', 100_000, false],
    ],
  );
});
