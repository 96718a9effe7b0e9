import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { byProduct, changeAccount, createAccount, loadPack, sessionOf, signIn, signOut } from '#access';
import { transaction } from '#lib/db';
import { testDb } from '../../test/db.ts';
import { asking, someUnits } from '../../test/ground.ts';
import { routes } from './routes.ts';
import { changePassword, endOtherSessions, endSession, sessionsOf } from './sessions.ts';

const { pool, owner } = await testDb();
await loadPack(owner);
const NOW = new Date('2026-09-07T02:00:00Z');
const units = await someUnits(owner, [{ code: 'xa' }]);
const PASSWORD = 'Suối Đăk Bla 1972';
const later = (seconds: number, from = NOW) => new Date(from.getTime() + seconds * 1000);
const HOUR = 3600;

let made = 0;
async function anAccount(must_change_password = false): Promise<{ id: number; username: string; ip: string }> {
  made += 1;
  const username = `can.bo.${made}`;
  const input = {
    username,
    display_name: `Cán bộ ${made}`,
    unit_id: units.xa as number,
    password: PASSWORD,
    must_change_password,
  };
  const { id } = await createAccount(pool, input, byProduct(NOW));
  return { id, username, ip: `10.1.0.${made}` };
}

const enter = (who: { username: string; ip: string }, password = PASSWORD, now = NOW) => signIn(pool, { ...who, password, now });
const own = (who: { id: number }, session_id: string | null, now = NOW) => ({ account_id: who.id, session_id, now });

test('signing in opens a session whose table row cannot be used as a cookie', async () => {
  const who = await anAccount();
  const { token, ...session } = await enter(who);
  assert.match(token, /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(token, session.csrf);
  const { rows } = await owner.query('select s.id from access.session s where s.account_id = $1', [who.id]);
  const id = createHash('sha256').update(token).digest('hex');
  assert.deepEqual(rows, [{ id }]);
  assert.deepEqual(await sessionOf(pool, token, later(1)), session);
  assert.equal(await sessionOf(pool, id, later(1)), null);
  assert.equal(await sessionOf(pool, '', later(1)), null);
  assert.deepEqual(session, {
    csrf: session.csrf,
    session_id: id,
    account_id: who.id,
    name: `Cán bộ ${made}`,
    unit_id: units.xa as number,
    tenant: 34,
    must_change_password: false,
  });
});

test('two sessions share neither token nor csrf', async () => {
  const who = await anAccount();
  const [a, b] = [await enter(who), await enter(who)];
  assert.notEqual(a.token, b.token);
  assert.notEqual(a.csrf, b.csrf);
});

test('the username is taken without regard to capitals and spaces around it', async () => {
  const who = await anAccount();
  assert.equal((await enter({ ...who, username: ` ${who.username.toUpperCase()} ` })).account_id, who.id);
});

test('a session ends 8 hours after the last request', async () => {
  const { token } = await enter(await anAccount());
  assert.ok(await sessionOf(pool, token, later(8 * HOUR - 1)), 'a request after nearly 8 hours moves the end');
  assert.ok(await sessionOf(pool, token, later(15 * HOUR)));
  assert.equal(await sessionOf(pool, token, later(23 * HOUR)), null);
});

test('a session ends 24 hours after sign-in however much it is used', async () => {
  const { token } = await enter(await anAccount());
  for (const hours of [7, 14, 21, 23.99]) assert.ok(await sessionOf(pool, token, later(hours * HOUR)));
  assert.equal(await sessionOf(pool, token, later(24 * HOUR)), null);
});

test('signing out ends the session at once', async () => {
  const who = await anAccount();
  const [a, b] = [await enter(who), await enter(who)];
  await signOut(pool, own(who, a.session_id));
  assert.equal(await sessionOf(pool, a.token, NOW), null);
  assert.ok(await sessionOf(pool, b.token, NOW));
});

test('own sessions can be seen and ended, one or all others; those of somebody else cannot', async () => {
  const [who, other] = [await anAccount(), await anAccount()];
  const [a, b, c] = [await enter(who), await enter(who, PASSWORD, later(1)), await enter(who, PASSWORD, later(2))];
  const foreign = await enter(other);
  assert.deepEqual(
    (await sessionsOf(pool, who.id, later(3))).map((row) => row.id),
    [c.session_id, b.session_id, a.session_id],
  );
  await assert.rejects(endSession(pool, own(who, a.session_id), foreign.session_id), {
    code: 'access.session_not_found',
    status: 404,
  });
  await endSession(pool, own(who, a.session_id), b.session_id);
  assert.equal(await endOtherSessions(pool, own(who, a.session_id)), 1);
  assert.deepEqual(
    (await sessionsOf(pool, who.id, later(3))).map((row) => row.id),
    [a.session_id],
  );
  assert.ok(await sessionOf(pool, foreign.token, NOW));
});

test('a wrong password and an unknown user are refused in the same words', async () => {
  const who = await anAccount();
  const refusal = { code: 'access.wrong_password', status: 401, data: {} };
  await assert.rejects(enter(who, 'Sai mật khẩu rồi'), refusal);
  await assert.rejects(enter({ username: 'khong.co.ai', ip: '10.9.0.1' }), refusal);
  await assert.rejects(enter({ username: "' or 1=1 --", ip: '10.9.0.2' }), refusal);
});

test('that an account is locked is told only to who knows its password', async () => {
  const who = await anAccount();
  const { token } = await enter(who);
  await changeAccount(pool, who.id, { is_locked: true }, byProduct(NOW));
  assert.equal(await sessionOf(pool, token, NOW), null, 'its sessions are over');
  await assert.rejects(enter(who), { code: 'access.locked', status: 403 });
  await assert.rejects(enter(who, 'Sai mật khẩu rồi'), { code: 'access.wrong_password' });
});

async function fail(who: { username: string; ip: string }, times: number, now = NOW): Promise<void> {
  for (let n = 0; n < times; n += 1) await assert.rejects(enter(who, 'Sai mật khẩu rồi', now), { code: 'access.wrong_password' });
}

test('after five wrong passwords an account waits, longer each time, and the right one waits too', async () => {
  const who = await anAccount();
  await fail(who, 5);
  await assert.rejects(enter(who), { code: 'access.too_many_attempts', status: 429, data: { retry_after_seconds: 15 } });
  await assert.rejects(enter({ ...who, ip: '10.99.0.1' }), { code: 'access.too_many_attempts' }, 'from any address');
  await fail(who, 1, later(15));
  await assert.rejects(enter(who, PASSWORD, later(16)), { data: { retry_after_seconds: 29 } });
  assert.ok(await enter(who, PASSWORD, later(45)));
  await fail(who, 4, later(46));
  assert.ok(await enter(who, PASSWORD, later(47)), 'success starts the count anew');
});

test('an unknown account waits like a known one', async () => {
  const nobody = { username: 'khong.co.ai.2', ip: '10.9.1.1' };
  await fail(nobody, 5);
  await assert.rejects(enter(nobody), { code: 'access.too_many_attempts', data: { retry_after_seconds: 15 } });
});

test('an address that tries many accounts waits, other addresses do not', async () => {
  const who = await anAccount();
  for (let n = 0; n < 30; n += 1) await fail({ username: `thu.${n}`, ip: '10.7.7.7' }, 1);
  await assert.rejects(enter({ ...who, ip: '10.7.7.7' }), {
    code: 'access.too_many_attempts',
    data: { retry_after_seconds: 15 },
  });
  assert.ok(await enter(who));
});

test('many attempts at once cannot outrun the count', async () => {
  const who = await anAccount();
  const attempt = () =>
    transaction(pool, 'write', async (db) => {
      const ctx = await asking(db, who.id, 'none', NOW);
      await routes['access.sign_in'].run({ ...ctx, ip: who.ip }, { username: who.username, password: 'Sai mật khẩu rồi' });
    }).then(
      () => 'in',
      (error) => error.code as string,
    );
  const outcomes = await Promise.all(Array.from({ length: 24 }, attempt));
  assert.ok(!outcomes.includes('in'));
  const checked = outcomes.filter((code) => code === 'access.wrong_password').length;
  assert.ok(checked >= 1 && checked <= 5, `${checked} passwords were checked`);
});

test('a refused sign-in over the route stays counted although its transaction fails', async () => {
  const who = await anAccount();
  const attempt = (password: string) =>
    transaction(pool, 'write', async (db) => {
      const ctx = await asking(db, who.id, 'none', NOW);
      const reply = await routes['access.sign_in'].run({ ...ctx, ip: who.ip }, { username: who.username, password });
      return { reply, cookies: ctx.cookies };
    });
  for (let n = 0; n < 5; n += 1) await assert.rejects(attempt('Sai mật khẩu rồi'), { code: 'access.wrong_password' });
  await assert.rejects(attempt(PASSWORD), { code: 'access.too_many_attempts' });
});

test('signing in over the route sets the cookie and does not say the token', async () => {
  const who = await anAccount(true);
  const { reply, cookies } = await transaction(pool, 'write', async (db) => {
    const ctx = await asking(db, who.id, 'none', NOW);
    return {
      reply: await routes['access.sign_in'].run({ ...ctx, ip: who.ip }, { username: who.username, password: PASSWORD }),
      cookies: ctx.cookies,
    };
  });
  const session = await sessionOf(pool, cookies[0] as string, NOW);
  assert.deepEqual(reply, { account_id: who.id, name: `Cán bộ ${made}`, must_change_password: true, csrf: session?.csrf });
});

test('a hash with weaker parameters is made anew when its owner signs in', async () => {
  const who = await anAccount();
  const weak = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  await owner.query('update access.account set password_hash = $2 where id = $1', [who.id, weak]);
  assert.ok(await enter(who, 'password'));
  const { rows } = await owner.query('select a.password_hash from access.account a where a.id = $1', [who.id]);
  assert.match(rows[0].password_hash, /^\$argon2id\$v=19\$m=19456,t=3,p=1\$/);
  assert.ok(await enter(who, 'password'));
});

test('changing the password ends the other sessions and the need to change it', async () => {
  const who = await anAccount(true);
  const [a, b] = [await enter(who), await enter(who)];
  await changePassword(pool, { ...own(who, a.session_id), ip: who.ip }, PASSWORD, 'Nước lên Măng Đen 8');
  assert.equal((await sessionOf(pool, a.token, NOW))?.must_change_password, false);
  assert.equal(await sessionOf(pool, b.token, NOW), null);
  await assert.rejects(enter(who), { code: 'access.wrong_password' });
  assert.ok(await enter(who, 'Nước lên Măng Đen 8'));
});

test('a new password must obey the rules, differ, and follow the right present one', async () => {
  const who = await anAccount();
  const me = { ...own(who, (await enter(who)).session_id), ip: who.ip };
  await assert.rejects(changePassword(pool, me, PASSWORD, 'Matkhau1'), {
    code: 'access.weak_password',
    status: 422,
    data: { reasons: ['too_short', 'is_common'], min_length: 10, max_length: 128 },
  });
  await assert.rejects(changePassword(pool, me, PASSWORD, PASSWORD), {
    code: 'access.weak_password',
    data: { reasons: ['same_as_before'], min_length: 10, max_length: 128 },
  });
  await assert.rejects(changePassword(pool, me, 'Sai mật khẩu rồi', 'Nước lên Măng Đen 8'), {
    code: 'access.wrong_current_password',
    status: 422,
  });
  assert.ok(await enter(who), 'nothing changed');
});

test('an open session cannot be used to guess the present password', async () => {
  const who = await anAccount();
  const me = { ...own(who, (await enter(who)).session_id), ip: who.ip };
  for (let n = 0; n < 5; n += 1)
    await assert.rejects(changePassword(pool, me, 'Sai mật khẩu rồi', 'Nước lên Măng Đen 8'), {
      code: 'access.wrong_current_password',
    });
  await assert.rejects(changePassword(pool, me, PASSWORD, 'Nước lên Măng Đen 8'), { code: 'access.too_many_attempts' });
});

test('signing in and out and a new password are in the trail, passwords and tokens are not', async () => {
  const who = await anAccount();
  const { token, session_id, csrf } = await enter(who);
  await changePassword(pool, { ...own(who, session_id), ip: who.ip }, PASSWORD, 'Nước lên Măng Đen 8');
  await signOut(pool, own(who, session_id));
  const { rows } = await owner.query(
    `select e.action, e.tenant, e.unit_id, e.actor_id, e.before::text || e.after::text as data from audit.entry e
     where e.subject_kind = 'account' and e.subject_id = $1 order by e.seq`,
    [String(who.id)],
  );
  assert.deepEqual(
    rows.map((row) => row.action),
    ['access.create_account', 'access.sign_in', 'access.change_password', 'access.sign_out'],
  );
  for (const row of rows.slice(1)) assert.deepEqual([row.tenant, row.unit_id, row.actor_id], [34, units.xa, who.id]);
  const { rows: all } = await owner.query(`select string_agg(e.before::text || e.after::text, ' ') as text from audit.entry e`);
  for (const secret of [PASSWORD, 'Nước lên', token, csrf, 'argon2id']) assert.ok(!String(all[0].text).includes(secret));
});
