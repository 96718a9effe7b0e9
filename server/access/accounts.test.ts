import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import {
  assign,
  byProduct,
  changeAccount,
  createAccount,
  createFirstAdministrator,
  loadPack,
  resetPassword,
  scopeOf,
  sessionOf,
  signIn,
  unassign,
} from '#access';
import { testDb } from '../../test/db.ts';
import { asking, someUnits } from '../../test/ground.ts';
import { accounts, type By, type NewAccount } from './accounts.ts';
import { roles } from './roles.ts';
import { routes } from './routes.ts';

const { pool, owner } = await testDb();
await loadPack(owner);
const NOW = new Date('2026-09-07T02:00:00Z');
const TODAY = '2026-09-07';
const PASSWORD = 'Suối Đăk Bla 1972';
const product = byProduct(NOW);
const u = (await someUnits(owner, [
  { code: 'tinh' },
  { code: 'xa-a', under: 'tinh' },
  { code: 'thon', under: 'xa-a' },
  { code: 'xa-b', under: 'tinh' },
])) as Record<'tinh' | 'xa-a' | 'thon' | 'xa-b', number>;

let made = 0;
async function anAccount(unit: keyof typeof u, more: Partial<NewAccount> = {}): Promise<number> {
  made += 1;
  const input = {
    username: `nguoi.${made}`,
    display_name: `Người ${made}`,
    unit_id: u[unit],
    password: PASSWORD,
    must_change_password: false,
    ...more,
  };
  return (await createAccount(pool, input, product)).id;
}

async function holder(unit: keyof typeof u, role_code: string): Promise<number> {
  const account_id = await anAccount(unit);
  await assign(pool, { account_id, role_code, unit_id: u[unit], valid_from: '2026-01-01' }, product);
  return account_id;
}

/** How an account stands when it changes others. */
async function as(account_id: number): Promise<By> {
  const { actor, scope, now } = await asking(pool, account_id, 'access.write', NOW);
  return { actor, scope, now };
}

const admin_a = await holder('xa-a', 'administrator');
const admin_all = await holder('tinh', 'administrator');
const by_a = await as(admin_a);
const by_all = await as(admin_all);
const grant = (account_id: number, role_code: string, unit: keyof typeof u, by: By, more: object = {}) =>
  assign(pool, { account_id, role_code, unit_id: u[unit], valid_from: TODAY, ...more }, by);

test('an administrator makes an account of an own unit; its password is said once and must be changed', async () => {
  const { id, password } = await createAccount(pool, { username: 'moi.1', display_name: 'Người mới', unit_id: u.thon }, by_a);
  const session = await signIn(pool, { username: 'moi.1', password, ip: '10.0.0.9', now: NOW });
  assert.equal(session.account_id, id);
  assert.equal(session.must_change_password, true);
});

test('not of a unit outside their own, nor under a name that is taken or not a username', async () => {
  const made_by_a = (input: Partial<NewAccount>) =>
    createAccount(pool, { username: 'moi.2', display_name: 'Người mới', unit_id: u.thon, ...input }, by_a);
  await assert.rejects(made_by_a({ unit_id: u['xa-b'] }), { code: 'access.unit_not_found', status: 404 });
  await assert.rejects(made_by_a({ unit_id: u.tinh }), { code: 'access.unit_not_found' });
  await assert.rejects(made_by_a({ unit_id: 999_999 }), { code: 'access.unit_not_found' });
  await assert.rejects(made_by_a({ username: 'nguoi.1' }), { code: 'access.username_taken', status: 409 });
  await assert.rejects(made_by_a({ username: 'Người Mới' }), { code: 'access.username_form', status: 422 });
  await assert.rejects(made_by_a({ password: 'ngắn' }), { code: 'access.weak_password', status: 422 });
});

test('an administrator gives roles that hold more than their own, on own units only', async () => {
  const clerk = await anAccount('thon');
  await grant(clerk, 'reception_officer', 'thon', by_a);
  assert.deepEqual(await scopeOf(pool, clerk, 'dossiers.receive', TODAY), { unit_ids: [u.thon], own_ids: [u.thon] });
  await assert.rejects(grant(clerk, 'reception_officer', 'xa-b', by_a), { code: 'access.unit_not_found' });
  await assert.rejects(grant(clerk, 'reception_officer', 'tinh', by_a), { code: 'access.unit_not_found' });
  await assert.rejects(grant(await anAccount('xa-b'), 'reception_officer', 'thon', by_a), {
    code: 'access.not_found',
    status: 404,
  });
});

test('nobody gives a role with more than they hold', async () => {
  await owner.query(
    `insert into access.role (code, name_vi, name_en) values ('keeper', 'Giữ tài khoản', 'Keeper') on conflict do nothing`,
  );
  await owner.query(
    `insert into access.role_permission (role_code, permission) values ('keeper', 'access.write') on conflict do nothing`,
  );
  const by_keeper = await as(await holder('xa-a', 'keeper'));
  const other = await anAccount('thon');
  for (const role of ['administrator', 'leader', 'auditor'])
    await assert.rejects(grant(other, role, 'thon', by_keeper), { code: 'access.beyond_own_rights', status: 403 });
  await grant(other, 'keeper', 'thon', by_keeper);
  const by_clerk = await as(await holder('xa-a', 'leader'));
  await assert.rejects(
    grant(other, 'leader', 'thon', by_clerk),
    { code: 'access.not_found' },
    'without access.write there is no account to change',
  );
});

test('rights on one unit do not add up with rights on another', async () => {
  const account_id = await anAccount('xa-a');
  await assign(pool, { account_id, role_code: 'administrator', unit_id: u['xa-a'], valid_from: '2026-01-01' }, product);
  await assign(pool, { account_id, role_code: 'keeper', unit_id: u['xa-b'], valid_from: '2026-01-01' }, product);
  const by_both = await as(account_id);
  const other = await anAccount('xa-b');
  await assert.rejects(grant(other, 'leader', 'xa-b', by_both), { code: 'access.beyond_own_rights' });
  await grant(other, 'leader', 'xa-a', by_both);
});

test('nobody changes their own roles, locks or resets themselves', async () => {
  const own_role = await owner.query('select a.id from access.assignment a where a.account_id = $1', [admin_a]);
  await assert.rejects(grant(admin_a, 'reception_officer', 'xa-a', by_a), { code: 'access.own_account', status: 409 });
  await assert.rejects(unassign(pool, own_role.rows[0].id, by_a), { code: 'access.own_account' });
  await assert.rejects(changeAccount(pool, admin_a, { is_locked: true }, by_a), { code: 'access.own_account' });
  await assert.rejects(resetPassword(pool, admin_a, by_a), { code: 'access.own_account' });
});

test('an account with a role beyond one’s own rights cannot be taken over', async () => {
  const of_province = await anAccount('xa-a');
  await grant(of_province, 'administrator', 'tinh', product);
  await assert.rejects(resetPassword(pool, of_province, by_a), {
    code: 'access.beyond_own_rights',
    data: { role_code: 'administrator', unit_id: u.tinh },
  });
  await assert.rejects(changeAccount(pool, of_province, { is_locked: true }, by_a), { code: 'access.beyond_own_rights' });
  assert.ok((await resetPassword(pool, of_province, by_all)).password);
  const tomorrow = await anAccount('xa-a');
  await grant(tomorrow, 'leader', 'xa-b', product, { valid_from: '2026-12-01' });
  await assert.rejects(resetPassword(pool, tomorrow, by_a), { code: 'access.beyond_own_rights' }, 'a role to come counts');
});

test('accounts of other units do not exist for an administrator', async () => {
  const other = await anAccount('xa-b');
  await assert.rejects(resetPassword(pool, other, by_a), { code: 'access.not_found', status: 404 });
  await assert.rejects(changeAccount(pool, other, { title: 'x' }, by_a), { code: 'access.not_found' });
  await assert.rejects(changeAccount(pool, 999_999, { title: 'x' }, by_a), { code: 'access.not_found' });
  await assert.rejects(
    changeAccount(pool, await anAccount('thon'), { unit_id: u['xa-b'] }, by_a),
    { code: 'access.unit_not_found' },
    'nor can one be sent there',
  );
});

test('a reset password opens once, must be changed, and ends the sessions', async () => {
  const id = await anAccount('thon', { username: 'quen.roi' });
  const { token } = await signIn(pool, { username: 'quen.roi', password: PASSWORD, ip: '10.0.0.8', now: NOW });
  const { password } = await resetPassword(pool, id, by_a);
  assert.equal(await sessionOf(pool, token, NOW), null);
  await assert.rejects(signIn(pool, { username: 'quen.roi', password: PASSWORD, ip: '10.0.0.8', now: NOW }), {
    code: 'access.wrong_password',
  });
  assert.equal((await signIn(pool, { username: 'quen.roi', password, ip: '10.0.0.8', now: NOW })).must_change_password, true);
});

test('a role is refused with reversed dates, a past start, twice for the same days, or when there is none of that name', async () => {
  const id = await anAccount('thon');
  await assert.rejects(grant(id, 'leader', 'thon', by_a, { valid_from: '2026-10-02', valid_to: '2026-10-01' }), {
    code: 'access.reversed_dates',
    status: 422,
  });
  await assert.rejects(grant(id, 'leader', 'thon', by_a, { valid_from: '2026-09-06' }), {
    code: 'access.starts_in_the_past',
    status: 422,
  });
  await assert.rejects(grant(id, 'no_such', 'thon', by_a), { code: 'access.role_unknown', status: 422 });
  await grant(id, 'leader', 'thon', by_a, { valid_to: '2026-09-30' });
  await assert.rejects(grant(id, 'leader', 'thon', by_a, { valid_from: '2026-09-30' }), {
    code: 'access.already_assigned',
    status: 409,
  });
  await grant(id, 'leader', 'thon', by_a, { valid_from: '2026-10-01' });
});

test('a role taken away gives nothing from today on, and what it gave before stays known', async () => {
  const id = await anAccount('thon');
  const { id: begun } = await grant(id, 'leader', 'thon', product, { valid_from: '2026-09-01' });
  await unassign(pool, begun, by_a);
  assert.equal(await scopeOf(pool, id, 'dossiers.decide', TODAY), null);
  assert.deepEqual(await scopeOf(pool, id, 'dossiers.decide', '2026-09-06'), { unit_ids: [u.thon], own_ids: [u.thon] });
  await assert.rejects(unassign(pool, begun, by_a), { code: 'access.assignment_not_found', status: 404 });
  const { id: to_come } = await grant(id, 'leader', 'thon', by_a, { valid_from: '2026-10-01' });
  await unassign(pool, to_come, by_a);
  assert.equal(await scopeOf(pool, id, 'dossiers.decide', '2026-10-01'), null);
});

test('a role on another unit cannot be taken away', async () => {
  const { id } = await grant(await anAccount('xa-b'), 'leader', 'xa-b', product);
  await assert.rejects(unassign(pool, id, by_a), { code: 'access.assignment_not_found' });
});

test('a refused change leaves neither a row nor an entry in the trail', async () => {
  const counts = () =>
    owner.query(
      'select (select count(*) from access.assignment) as roles, (select count(*) from audit.entry) as entries, (select count(*) from access.account) as accounts',
    );
  const id = await anAccount('thon');
  const before = (await counts()).rows;
  await assert.rejects(grant(id, 'leader', 'xa-b', by_a));
  await assert.rejects(createAccount(pool, { username: 'nguoi.1', display_name: 'X', unit_id: u.thon }, by_a));
  assert.deepEqual((await counts()).rows, before);
});

test('what administrators do is in the trail, passwords are not', async () => {
  const id = await anAccount('thon');
  await changeAccount(pool, id, { title: 'Công chức', is_locked: true }, by_a);
  const { id: assignment_id } = await grant(id, 'leader', 'thon', by_a);
  await unassign(pool, assignment_id, by_a);
  const { rows } = await owner.query(
    `select e.action, e.actor_id, e.unit_id, e.before, e.after from audit.entry e where e.subject_kind = 'account' and e.subject_id = $1 order by e.seq offset 1`,
    [String(id)],
  );
  const name = `Người ${made}`;
  assert.deepEqual(rows, [
    {
      action: 'access.change_account',
      actor_id: admin_a,
      unit_id: u.thon,
      before: { display_name: name, title: null, unit_id: u.thon, is_locked: false },
      after: { display_name: name, title: 'Công chức', unit_id: u.thon, is_locked: true },
    },
    {
      action: 'access.assign',
      actor_id: admin_a,
      unit_id: u.thon,
      before: null,
      after: { assignment_id, role_code: 'leader', unit_id: u.thon, valid_from: TODAY, valid_to: null },
    },
    {
      action: 'access.unassign',
      actor_id: admin_a,
      unit_id: u.thon,
      before: { assignment_id, role_code: 'leader', unit_id: u.thon, valid_from: TODAY },
      after: { ended_on: TODAY },
    },
  ]);
});

test('the list shows accounts of own units, filtered, sorted, page by page', async () => {
  const unit_id = (await someUnits(owner, [{ code: 'xa-ds' }]))['xa-ds'] as number;
  for (const [username, display_name] of [
    ['le.uc', 'Lê Văn Ức'],
    ['dinh.an', 'Đinh An'],
    ['y.bich', 'Y Bích'],
  ] as const)
    await createAccount(pool, { username, display_name, unit_id, password: PASSWORD }, product);
  const found = async (filter: object = {}, page: object = {}, unit_ids: number[] | null = [unit_id]) => {
    const { rows, total } = await accounts(
      pool,
      filter,
      { page: 1, page_size: 20, sort: 'username', ...page },
      { unit_ids },
      TODAY,
    );
    return [rows.map((row) => row.username).join(' '), total];
  };
  assert.deepEqual(await found(), ['dinh.an le.uc y.bich', 3]);
  assert.deepEqual(await found({}, { sort: '-username' }), ['y.bich le.uc dinh.an', 3]);
  assert.deepEqual(await found({}, { sort: 'display_name' }), ['dinh.an le.uc y.bich', 3]);
  assert.deepEqual(await found({}, { page: 2, page_size: 2 }), ['y.bich', 3]);
  assert.deepEqual(await found({ q: 'van uc' }), ['le.uc', 1]);
  assert.deepEqual(await found({ q: '%' }), ['', 0]);
  assert.deepEqual(await found({ is_locked: true }), ['', 0]);
  assert.deepEqual(await found({ role: 'leader' }), ['', 0]);
  assert.deepEqual(await found({ unit: unit_id }, {}, [u.tinh]), ['', 0], 'never outside the scope');
});

test('the list names the roles of today and to come', async () => {
  const id = await anAccount('thon', { username: 'co.vai.tro', display_name: 'Có vai trò' });
  const { id: assignment_id } = await grant(id, 'leader', 'thon', product, { valid_to: '2026-09-30' });
  await grant(id, 'auditor', 'thon', product, { valid_from: '2026-01-01', valid_to: '2026-01-31' });
  const { rows } = await accounts(pool, { q: 'co.vai.tro' }, { page: 1, page_size: 20, sort: 'username' }, by_a.scope, TODAY);
  assert.deepEqual(rows[0]?.assignments, [
    { id: assignment_id, role_code: 'leader', unit_id: u.thon, valid_from: TODAY, valid_to: '2026-09-30' },
  ]);
  assert.equal(rows[0]?.unit_name, 'Xã thon');
});

test('an account sees itself, its roles and its csrf', async () => {
  const id = await anAccount('thon', { username: 'toi.day', display_name: 'Tôi đây', title: 'Công chức' });
  const { id: assignment_id } = await grant(id, 'province_viewer', 'thon', product);
  const { session_id, csrf } = await signIn(pool, { username: 'toi.day', password: PASSWORD, ip: '10.0.0.7', now: NOW });
  const me = await routes['access.me'].run(await asking(pool, id, 'signed_in', NOW, session_id), {});
  assert.deepEqual(me, {
    account: {
      id,
      username: 'toi.day',
      display_name: 'Tôi đây',
      title: 'Công chức',
      unit_id: u.thon,
      unit_code: 'THON',
      unit_name: 'Xã thon',
      must_change_password: false,
    },
    csrf,
    roles: [
      {
        id: assignment_id,
        role_code: 'province_viewer',
        role_vi: 'Cấp trên theo dõi',
        role_en: 'Viewer of the level above',
        unit_id: u.thon,
        unit_code: 'THON',
        unit_name: 'Xã thon',
        valid_from: TODAY,
        valid_to: null,
      },
    ],
    permissions: [
      'calendar.read',
      'checks.use',
      'desk.read',
      'dossiers.read',
      'forms.read',
      'forms.remark',
      'measures.export',
      'measures.read',
      'org.read',
      'overview.read',
      'plans.read',
      'procedures.read',
      'processes.read',
      'registers.read',
      'reports.export',
      'reports.read',
      'scorecards.read',
    ].map((permission) => ({ permission, unit_id: u.thon })),
    former_units: [],
  });
});

test('the first administrator is made once, over every unit that has none above it', async () => {
  const { pool: empty, owner: empty_owner } = await testDb();
  await loadPack(empty_owner);
  const roots = await someUnits(empty_owner, [
    { code: 'a' },
    { code: 'b' },
    { code: 'c', under: 'a' },
    { code: 'cu', died: '2020-01-01' },
  ]);
  assert.equal(await createFirstAdministrator(empty, { username: 'admin', password: PASSWORD, now: NOW }), true);
  assert.equal(await createFirstAdministrator(empty, { username: 'admin2', password: PASSWORD, now: NOW }), false);
  const session = await signIn(empty, { username: 'admin', password: PASSWORD, ip: '10.0.0.1', now: NOW });
  assert.equal(session.must_change_password, true);
  await empty_owner.query('update access.account set must_change_password = false');
  const scope = await scopeOf(empty, session.account_id, 'access.write', TODAY);
  assert.deepEqual(scope, { unit_ids: [roots.a, roots.b, roots.c], own_ids: [roots.a, roots.b] });
  assert.equal(await scopeOf(empty, session.account_id, 'dossiers.read', TODAY), null, 'an administrator reads no dossiers');
});

const FOLDER = fs.mkdtempSync('/tmp/motcua-roles-');
after(() => fs.rmSync(FOLDER, { recursive: true }));

test('a broken pack of roles is refused whole, every fault with its line', async () => {
  fs.writeFileSync(
    path.join(FOLDER, 'roles.yaml'),
    `roles:
  - code: administrator
    name_vi: Đổi tên
    name_en: Changed
    permissions: [access.reed]
    gives: [nobody]
  - code: administrator
    name_vi: x
    name_en: x
    permissions: [org.read, org.read]
`,
  );
  await assert.rejects(
    loadPack(owner, FOLDER),
    (error: { code: string; data: { problems: { line: number; message: string }[] } }) => {
      assert.equal(error.code, 'packs.broken');
      assert.deepEqual(
        error.data.problems.map((problem) => `${problem.line} ${problem.message}`),
        [
          '5 there is no permission access.reed',
          '6 there is no role nobody',
          '7 role administrator stands twice',
          '10 org.read stands twice',
        ],
      );
      return true;
    },
  );
  assert.equal((await roles(pool)).find((role) => role.code === 'administrator')?.name_vi, 'Quản trị hệ thống');
});

test('loading the roles again gives them exactly what the pack says and keeps the office’s own', async () => {
  await owner.query(`insert into access.role_permission (role_code, permission) values ('auditor', 'files.read')`);
  await loadPack(owner);
  const all = await roles(pool);
  assert.equal(all.find((role) => role.code === 'auditor')?.permissions.includes('files.read'), false);
  assert.deepEqual(all.find((role) => role.code === 'keeper')?.permissions, ['access.write']);
});
