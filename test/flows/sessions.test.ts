import assert from 'node:assert/strict';
import test from 'node:test';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// Sessions in time, over HTTP: the clock is moved.

const app = await testApp({ template: 'demo' });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = app.now.at;

function wait(ms: number): void {
  app.now.at = new Date(app.now.at.getTime() + ms);
}

async function state(client: Client): Promise<string> {
  const reply = await client.ask('access.me', {});
  return reply.status === 200 ? 'open' : `${reply.status} ${reply.body.code}`;
}

test('a session lives while it is used, and ends eight hours after its last use', async () => {
  app.now.at = START;
  const used = await app.signIn('tiepnhan');
  const left = await app.signIn('thuly');
  wait(7.9 * HOUR);
  assert.equal(await state(used), 'open');
  wait(7.9 * HOUR);
  assert.equal(await state(used), 'open');
  assert.equal(await state(left), '401 access.sign_in_needed');
  wait(8.1 * HOUR);
  assert.equal(await state(used), '401 access.sign_in_needed');
});

test('a session ends a day after sign-in, however much it is used', async () => {
  app.now.at = START;
  const used = await app.signIn('tiepnhan');
  for (let hour = 1; hour < 24; hour += 1) {
    wait(HOUR);
    assert.equal(await state(used), 'open', `after ${hour} hours`);
  }
  wait(HOUR + MINUTE);
  assert.equal(await state(used), '401 access.sign_in_needed');
});

test('a signed-out session is over, others of the account go on; one can end those too', async () => {
  app.now.at = START;
  // One after the other: two attempts on one account at the same moment look like guessing.
  const here = await app.signIn('lanhdao');
  const there = await app.signIn('lanhdao');
  const elsewhere = await app.signIn('lanhdao');
  await here.call('access.sign_out', {});
  assert.equal(await state(here), '401 access.sign_in_needed');
  assert.equal(await state(there), 'open');
  const { rows } = await there.call('access.sessions', {});
  assert.equal(rows.filter((row) => row.is_current).length, 1);
  await there.call('access.end_session', { id: 'others' });
  assert.equal(await state(elsewhere), '401 access.sign_in_needed');
  assert.equal(await state(there), 'open');
});

test('a password given by somebody else opens nothing until it is changed, and its old sessions end', async () => {
  app.now.at = START;
  const admin = await app.signIn('quantri');
  const before = await app.signIn('kiemsoat');
  const { rows } = await admin.call('access.accounts', { q: 'kiemsoat' });
  const { password } = await admin.call('access.reset_password', { id: rows[0]?.id as number });
  assert.equal(await state(before), '401 access.sign_in_needed');
  assert.equal((await app.anonymous().ask('access.sign_in', { username: 'kiemsoat', password: DEMO_PASSWORD })).status, 401);
  const fresh = await app.signIn('kiemsoat', password);
  const refused = await fresh.ask('procedures.list', {});
  assert.deepEqual([refused.status, refused.body.code], [403, 'access.must_change_password']);
  for (const [next, reason] of [
    ['ngan', 'too_short'],
    [password, 'same_as_before'],
  ] as const) {
    const weak = await fresh.ask('access.change_password', { current: password, next });
    assert.equal(weak.body.code, 'access.weak_password');
    assert.ok((weak.body.data?.reasons as string[]).includes(reason), JSON.stringify(weak.body.data));
  }
  await fresh.call('access.change_password', { current: password, next: 'Sông Pô Kô mùa nước 5' });
  assert.equal((await fresh.ask('procedures.list', {})).status, 200);
});

test('locking an account ends its sessions at once; unlocking lets it in again', async () => {
  app.now.at = START;
  const admin = await app.signIn('quantri');
  const officer = await app.signIn('thuly');
  const { rows } = await admin.call('access.accounts', { q: 'thuly' });
  const id = rows[0]?.id as number;
  await admin.call('access.change_account', { id, is_locked: true });
  assert.equal(await state(officer), '401 access.sign_in_needed');
  const refused = await app.anonymous().ask('access.sign_in', { username: 'thuly', password: DEMO_PASSWORD });
  assert.deepEqual([refused.status, refused.body.code], [403, 'access.locked']);
  await admin.call('access.change_account', { id, is_locked: false });
  assert.equal(await state(await app.signIn('thuly')), 'open');
});

test('a role works from its first day to its last, without signing in again', async () => {
  app.now.at = new Date('2026-11-20T14:00:00Z');
  const admin = await app.signIn('quantri');
  const made = await admin.call('access.create_account', {
    username: 'ngan.han',
    display_name: 'Ngắn Hạn',
    unit_id: await boY(),
  });
  const first = await app.signIn('ngan.han', made.password);
  await first.call('access.change_password', { current: made.password, next: 'Chiều Măng Đen thông reo' });
  const officer = await app.signIn('ngan.han', 'Chiều Măng Đen thông reo');
  const may = async () => (await officer.ask('dossiers.list', {})).status;
  assert.equal(await may(), 403);
  const role = {
    account_id: made.id,
    role_code: 'leader',
    unit_id: await boY(),
    valid_from: '2026-11-20',
    valid_to: '2026-11-20',
  };
  await admin.call('access.assign', role);
  assert.equal(await may(), 200);
  app.now.at = new Date('2026-11-20T16:59:00Z');
  assert.equal(await may(), 200, 'the last minute of its last day in Vietnam');
  app.now.at = new Date('2026-11-20T17:00:00Z');
  assert.equal(await may(), 403, 'midnight in Vietnam');
});

async function boY(): Promise<number> {
  const { rows } = await app.db.owner.query<{ id: number }>("select u.id from org.unit u where u.code = 'H48.108'");
  return rows[0]?.id as number;
}

test('wrong passwords are slowed down, longer each time, whoever is asked for; the right one then still works', async () => {
  app.now.at = new Date(START.getTime() + 48 * HOUR);
  const attempt = async (password: string) => {
    const reply = await app.anonymous().ask('access.sign_in', { username: 'captren', password });
    return [reply.status, reply.body.data?.retry_after_seconds ?? null];
  };
  for (let n = 0; n < 5; n += 1) assert.deepEqual(await attempt('sai'), [401, null]);
  for (const seconds of [15, 30, 60, 120]) {
    assert.deepEqual(await attempt(DEMO_PASSWORD), [429, seconds], 'even the right one waits');
    wait(seconds * 1000);
    if (seconds < 120) assert.deepEqual(await attempt('sai'), [401, null]);
  }
  assert.deepEqual(await attempt(DEMO_PASSWORD), [200, null]);
});
