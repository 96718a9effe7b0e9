import assert from 'node:assert/strict';
import test from 'node:test';
import { assign, byProduct, createAccount, loadPack } from '#access';
import { testApp } from '../app.ts';
import { someUnits } from '../ground.ts';

// An administrator lets an officer in; the officer signs in, changes the password, keeps a file; the trail tells it. All over HTTP.

const NOW = new Date('2026-09-07T02:00:00Z');
const app = await testApp({ template: 'migrated', now: NOW, max_upload_bytes: 100_000 });
await loadPack(app.db.owner);
const u = (await someUnits(app.db.owner, [{ code: 'xa-a' }, { code: 'xa-b' }])) as Record<'xa-a' | 'xa-b', number>;
const PASSWORD = 'Suối Đăk Bla 1972';
const product = byProduct(NOW);

async function account(username: string, unit_id: number, ...roles: string[]): Promise<number> {
  const input = { username, display_name: username, unit_id, password: PASSWORD, must_change_password: false };
  const { id } = await createAccount(app.db.pool, input, product);
  for (const role_code of roles)
    await assign(app.db.pool, { account_id: id, role_code, unit_id, valid_from: '2026-01-01' }, product);
  return id;
}

await account('quan.tri', u['xa-a'], 'administrator');
await account('nguoi.khac', u['xa-b'], 'reception_officer', 'auditor');
const PDF = Buffer.from('%PDF-1.7\nĐơn đề nghị');

test('from a new account to a kept file', async () => {
  const admin = await app.signIn('quan.tri', PASSWORD);
  const made = await admin.call('access.create_account', { username: 'y.thu', display_name: 'Y Thu', unit_id: u['xa-a'] });
  await admin.call('access.assign', {
    account_id: made.id,
    role_code: 'reception_officer',
    unit_id: u['xa-a'],
    valid_from: '2026-09-07',
  });
  const listed = await admin.call('access.accounts', { q: 'y thu' });
  assert.deepEqual(
    listed.rows.map((row) => [row.username, row.must_change_password, row.assignments.length]),
    [['y.thu', true, 1]],
  );

  const first = await app.signIn('y.thu', made.password);
  assert.equal(
    (await first.upload('files.upload', { unit_id: u['xa-a'] }, { name: 'don.pdf', type: 'application/pdf', bytes: PDF })).status,
    403,
    'not before the password is changed',
  );
  await first.call('access.change_password', { current: made.password, next: 'Nước lên Măng Đen 8' });
  const officer = await app.signIn('y.thu', 'Nước lên Măng Đen 8');
  const me = await officer.call('access.me', {});
  assert.deepEqual(
    [me.account.unit_name, me.roles.map((role) => role.role_vi), me.csrf],
    ['Xã xa-a', ['Cán bộ tiếp nhận và trả kết quả'], officer.csrf],
  );

  const kept = await officer.upload(
    'files.upload',
    { unit_id: u['xa-a'] },
    { name: 'Đơn đề nghị.pdf', type: 'application/pdf', bytes: PDF },
  );
  assert.equal(kept.status, 200);
  const { id } = kept.body as { id: number };
  assert.deepEqual(await officer.bytes('files.download', { id }), PDF);
  const reply = await officer.ask('files.download', { id });
  assert.equal(
    reply.headers.get('content-disposition'),
    "attachment; filename*=UTF-8''%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf",
  );
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');

  const other = await app.signIn('nguoi.khac', PASSWORD);
  assert.deepEqual((await other.ask('files.download', { id })).body.code, 'files.not_found');
  assert.equal(
    (await other.upload('files.upload', { unit_id: u['xa-a'] }, { name: 'don.pdf', type: 'application/pdf', bytes: PDF })).status,
    404,
  );
  assert.equal((await admin.ask('files.download', { id })).body.code, 'access.not_permitted');

  const trail = await admin.call('audit.entries', { sort: 'at' });
  assert.deepEqual(
    trail.rows.filter((row) => row.actor_name !== 'hệ thống').map((row) => row.action),
    [
      'access.sign_in',
      'access.create_account',
      'access.assign',
      'access.sign_in',
      'access.change_password',
      'access.sign_in',
      'files.keep',
      // Both times it was taken along; what was refused is not there.
      'files.download',
      'files.download',
    ],
  );
  assert.equal((await other.call('audit.entries', { action: 'files.keep' })).total, 0, 'nothing of another unit');
  assert.deepEqual((await other.call('audit.verify', {})).ok, true);
});

test('the cookie is out of reach of scripts and other sites; a change needs the session’s own token', async () => {
  const reply = await app.anonymous().ask('access.sign_in', { username: 'quan.tri', password: PASSWORD });
  assert.match(reply.headers.get('set-cookie') ?? '', /^motcua_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const admin = await app.signIn('quan.tri', PASSWORD);
  assert.equal((await admin.ask('access.sign_out', {}, { 'x-csrf-token': 'x' })).status, 403);
  await admin.call('access.sign_out', {});
  assert.equal((await admin.ask('access.me', {})).status, 401);
});

test('guessing over HTTP is slowed down, and the attempts stay counted', async () => {
  await account('bi.do', u['xa-b']);
  const attempt = (password: string) => app.anonymous().ask('access.sign_in', { username: 'bi.do', password });
  for (let n = 0; n < 5; n += 1) assert.equal((await attempt('Sai mật khẩu rồi')).status, 401);
  const waiting = await attempt(PASSWORD);
  assert.deepEqual(
    [waiting.status, waiting.body.code, waiting.body.data],
    [429, 'access.too_many_attempts', { retry_after_seconds: 15 }],
  );
  app.now.at = new Date(NOW.getTime() + 15_000);
  assert.equal((await attempt(PASSWORD)).status, 200);
  app.now.at = NOW;
});

test('a file that is too large or not what it says is refused', async () => {
  const officer = await app.signIn('nguoi.khac', PASSWORD);
  const send = (name: string, bytes: Buffer) =>
    officer.upload('files.upload', { unit_id: u['xa-b'] }, { name, type: 'application/pdf', bytes });
  const large = await send('lon.pdf', Buffer.concat([PDF, Buffer.alloc(100_000)]));
  assert.deepEqual([large.status, (large.body as { data: unknown }).data], [413, { limit_bytes: 100_000 }]);
  assert.equal((await send('don.pdf', Buffer.from('MZ program'))).status, 415);
  assert.equal((await send('trong.pdf', Buffer.alloc(0))).status, 422);
  assert.equal((await send('don.pdf', PDF)).status, 200);
});
