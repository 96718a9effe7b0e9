import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import * as access from '#access';
import { vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { type Client, testApp } from '../app.ts';

// Sessions, rights, names and lines of lists are known from memory. What ends or changes them counts for the very next request, whoever changed it
// and from wherever; what is rolled back never counts.

const app = await testApp({ template: 'demo' });
const { owner } = app.db;
const unit = await unitOn(owner, 'H48.108', vietnamDay(app.now.at));
const by = access.byProduct(app.now.at);
const PASSWORD = 'Ghi nhớ có hạn 2026';
let made = 0;

type Officer = { id: number; assignment_id: number; client: Client };

async function officer(): Promise<Officer> {
  made += 1;
  const username = `tri.nho.${made}`;
  const account = { username, display_name: `Y Nhớ ${made}`, unit_id: unit.id, password: PASSWORD, must_change_password: false };
  const { id } = await access.createAccount(owner, account, by);
  const role = { account_id: id, role_code: 'reception_officer', unit_id: unit.id, valid_from: '2026-01-01' };
  const { id: assignment_id } = await access.assign(owner, role, by);
  return { id, assignment_id, client: await app.signIn(username, PASSWORD) };
}

const queue = (client: Client) => client.ask('dossiers.queue', { tab: 'waiting', unit: 'H48.108', page_size: 200 });

/** A connection of another process, which tells ours nothing. */
async function elsewhere<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: app.db.owner_url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

for (const [what, statement, status, code] of [
  ['the session was ended', 'update access.session set ended_at = now() where account_id = $1', 401, 'access.sign_in_needed'],
  ['the session was removed', 'delete from access.session where account_id = $1', 401, 'access.sign_in_needed'],
  ['the account was locked', 'update access.account set is_locked = true where id = $1', 401, 'access.sign_in_needed'],
  [
    'the password must be changed',
    'update access.account set must_change_password = true where id = $1',
    403,
    'access.must_change_password',
  ],
  ['the role was withdrawn', 'delete from access.assignment where account_id = $1', 403, 'access.not_permitted'],
  [
    'the role ended yesterday',
    `update access.assignment set valid = daterange(lower(valid), '2026-11-20') where account_id = $1`,
    403,
    'access.not_permitted',
  ],
] as const) {
  test(`refused by the next request when ${what}, in another process`, async () => {
    const { id, client } = await officer();
    await Promise.all(Array.from({ length: 20 }, async () => assert.equal((await queue(client)).status, 200)));
    await elsewhere((other) => other.query(statement, [id]));
    const replies = await Promise.all(Array.from({ length: 20 }, () => queue(client)));
    for (const reply of replies) assert.deepEqual([reply.status, reply.body.code], [status, code]);
  });
}

test('a permission taken from a role is gone for everyone who has the role', async () => {
  const { client } = await officer();
  assert.equal((await client.ask('dossiers.preview_due', ask())).status, 200);
  const taken = `delete from access.role_permission where role_code = 'reception_officer' and permission = 'dossiers.receive'`;
  await elsewhere((other) => other.query(taken));
  assert.equal((await client.ask('dossiers.preview_due', ask())).body.code, 'access.not_permitted');
  await elsewhere((other) => other.query(`insert into access.role_permission values ('reception_officer', 'dossiers.receive')`));
  assert.equal((await client.ask('dossiers.preview_due', ask())).status, 200);
});

test('however requests and withdrawals fall together: after the withdrawal is committed none succeeds', async () => {
  const { client, id } = await officer();
  await elsewhere(async (other) => {
    for (let turn = 0; turn < 25; turn += 1) {
      let is_withdrawn = false;
      let is_over = false;
      const asking = Array.from({ length: 6 }, async () => {
        while (!is_over) {
          const sent_after = is_withdrawn;
          const { status } = await queue(client);
          if (sent_after) assert.equal(status, 403, 'sent after the commit');
        }
      });
      await other.query('delete from access.assignment where account_id = $1', [id]);
      is_withdrawn = true;
      assert.equal((await queue(client)).status, 403);
      is_over = true;
      await Promise.all(asking);
      await other.query(
        `insert into access.assignment (account_id, role_code, unit_id, valid) values ($1, 'reception_officer', $2, '[2026-01-01,)')`,
        [id, unit.id],
      );
      assert.equal((await queue(client)).status, 200, 'given back, it counts at once');
    }
  });
});

test('what was rolled back never counted', async () => {
  const { id, client } = await officer();
  assert.equal((await queue(client)).status, 200);
  await elsewhere(async (other) => {
    await other.query('begin');
    await other.query('update access.account set is_locked = true where id = $1', [id]);
    assert.equal((await queue(client)).status, 200, 'not committed: still as before');
    await other.query('rollback');
  });
  assert.equal((await queue(client)).status, 200);
  // Rights seen inside a transaction that fails afterwards.
  await assert.rejects(
    transaction(owner, 'write', async (db) => {
      await db.query('delete from access.assignment where account_id = $1', [id]);
      throw new Error('the line broke');
    }),
    /broke/,
  );
  assert.equal((await queue(client)).status, 200);
});

const ask = () => ({ procedure_code: '1.001022', receiving_unit: 'H48.108' });

const filing = (name: string) => ({
  ...ask(),
  applicant: { name, no_identity_reason: 'Chưa được cấp' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 as const })),
});

type Line = { id: number; applicant_name: string; status: number; holder_name: string | null; receiving_unit_name: string };

test('a line of a list is as the dossier is now, and as things are called now', async () => {
  const { client, id } = await officer();
  const receipt = await client.call('dossiers.receive', filing('Người Đổi Tên Một'));
  const line = async (tab: 'waiting' | 'in_progress'): Promise<Line | undefined> => {
    const { rows } = (await client.call('dossiers.queue', { tab, unit: 'H48.108', page_size: 200 })) as { rows: Line[] };
    return rows.find((row) => row.id === receipt.id);
  };
  const before = await line('waiting');
  assert.deepEqual([before?.status, before?.holder_name], [2, null]);
  assert.deepEqual(await line('waiting'), before, 'the same from memory');
  await client.call('dossiers.act', { id: receipt.id, action: 'take_up', last_seq: 1, data: {} });
  assert.equal(await line('waiting'), undefined);
  assert.deepEqual([(await line('in_progress'))?.status, (await line('in_progress'))?.holder_name], [4, `Y Nhớ ${made}`]);
  await elsewhere((other) => other.query(`update access.account set display_name = 'Y Khác' where id = $1`, [id]));
  assert.equal((await line('in_progress'))?.holder_name, 'Y Khác');
  assert.equal((await client.call('dossiers.get', { id: receipt.id })).holder_name, 'Y Khác');
  await elsewhere((other) => other.query(`update org.unit_name set name = 'Xã Tên Mới' where unit_id = $1`, [unit.id]));
  assert.equal((await line('in_progress'))?.receiving_unit_name, 'Xã Tên Mới');
  assert.equal((await client.call('dossiers.get', { id: receipt.id })).receiving_unit_name, 'Xã Tên Mới');
  const listed = (await client.call('dossiers.list', { q: 'người đổi tên một' })) as unknown as { rows: Line[] };
  assert.equal(listed.rows[0]?.receiving_unit_name, 'Xã Tên Mới');
});

test('the catalogue and the calendar of this moment decide on the due date', async () => {
  const { client } = await officer();
  const due = async () => (await client.call('dossiers.preview_due', ask())).due_on;
  const before = await due();
  const change =
    'update procedures.version v set limit_amount = limit_amount + $1 from procedures.procedure p where p.id = v.procedure_id and p.code = $2';
  await elsewhere((other) => other.query(change, [5, '1.001022']));
  const later = await due();
  assert.ok((later as string) > (before as string), `${later} after ${before}`);
  await elsewhere((other) =>
    other.query(
      `insert into calendar.day_off (region, on_date, kind, name_vi, name_en, source, status)
       values ('VN', $1, 'local_off', 'Nghỉ thử', 'Test', 'kiểm thử', 'to_be_verified')`,
      [later],
    ),
  );
  assert.ok(((await due()) as string) > (later as string));
  await elsewhere((other) => other.query(change, [-5, '1.001022']));
  assert.equal(await due(), before);
});

test('a page of the queue is kept until something changes or the clock changes it', async () => {
  const { client } = await officer();
  const page = () => client.call('dossiers.queue', { tab: 'waiting', unit: 'H48.108', page_size: 200 });
  const before = await page();
  assert.deepEqual(await page(), before, 'the same from memory');
  const receipt = await client.call('dossiers.receive', filing('Người Vừa Đến'));
  const after = await page();
  assert.equal(after.tabs.waiting, before.tabs.waiting + 1);
  await client.call('dossiers.act', { id: receipt.id, action: 'take_up', last_seq: 1, data: {} });
  const taken = await page();
  assert.deepEqual([taken.tabs.waiting, taken.tabs.in_progress], [before.tabs.waiting, after.tabs.in_progress + 1]);
  // Two weeks later nothing has changed but the day: what was in time is overdue, also in what was kept.
  const today = app.now.at;
  app.now.at = new Date(today.getTime() + 14 * 86_400_000);
  try {
    const { client: later } = await officer();
    const first = await later.call('dossiers.queue', { tab: 'in_progress', unit: 'H48.108', page_size: 200 });
    assert.ok(first.tabs.overdue > taken.tabs.overdue);
    assert.deepEqual(await later.call('dossiers.queue', { tab: 'in_progress', unit: 'H48.108', page_size: 200 }), first);
  } finally {
    app.now.at = today;
  }
  assert.deepEqual(await page(), taken, 'and today is today');
});
