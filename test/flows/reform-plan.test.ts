import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import * as access from '#access';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { DEMO_PASSWORD, testApp } from '../app.ts';

// A year of reform over HTTP: planned by the reform officer, approved by a leader, handed down, told of by communes, counted, exported.

const app = await testApp();
const officer = await app.signIn('cchc');
await transaction(app.db.owner, 'write', async (db) => {
  const by = access.byProduct(app.now.at);
  const make = async (username: string, unit_code: string, role_code: string) => {
    const unit_id = (await unitOn(db, unit_code, '2026-11-20')).id;
    const account = { username, display_name: username, unit_id, password: DEMO_PASSWORD, must_change_password: false };
    const { id } = await access.createAccount(db, account, by);
    await access.assign(db, { account_id: id, role_code, unit_id, valid_from: '2026-01-01' }, by);
  };
  await make('lanhdao.lamdong', 'lam-dong', 'leader');
  await make('chuyenvien.daksong', 'H36.102', 'processing_officer');
});
const leader = await app.signIn('lanhdao.lamdong');
const commune = await app.signIn('chuyenvien.daksong');

const task = <M extends object>(title: string, more: M) => ({ area: 'procedures' as const, title, lead: 'lam-dong', ...more });

test('a plan is drafted, approved, carried out and counted', async () => {
  const draft = { unit: 'lam-dong', year: 2026, kind: 'communication', title: 'Kế hoạch tuyên truyền năm 2026' } as const;
  const { id } = await officer.call('plans.create', draft);
  const { id: first } = await officer.call('plans.add_task', {
    plan_id: id,
    ...task('Phát thanh tại xã', { due_on: '2026-12-10' }),
  });
  await officer.call('plans.add_task', {
    plan_id: id,
    ...task('Đăng tin trên trang thông tin', { recurrence: 'year_end' as const }),
  });
  const early = await officer.ask('plans.report', { id: first, on_day: '2026-11-20', status: 'started' });
  assert.deepEqual([early.status, early.body.code], [409, 'plans.plan_not_approved']);
  const refused = await officer.ask('plans.approve', { id });
  assert.deepEqual([refused.status, refused.body.code], [403, 'access.not_permitted']);
  assert.deepEqual(await leader.call('plans.approve', { id }), { id, version: 1 });

  const late = await officer.ask('plans.add_task', { plan_id: id, area: 'procedures', title: 'x', lead: 'lam-dong' });
  assert.deepEqual([late.status, late.body.code], [409, 'plans.approved_needs_amendment']);
  const reversed = {
    unit: 'lam-dong',
    year: 2026,
    assigner: 'province',
    ...task('x', { starts_on: '2026-12-02', due_on: '2026-12-01' }),
  };
  const wrong = await officer.ask('plans.assign', reversed);
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'plans.task_due_before_start']);
  const assigned = { unit: 'lam-dong', year: 2026, assigner: 'province', ...task('x', { due_on: '2026-12-01' }) };
  for (const elsewhere of [{ lead: 'bo-y' }, { cooperating: ['bo-y'] }]) {
    const given = await officer.ask('plans.assign', { ...assigned, ...elsewhere });
    assert.deepEqual([given.status, given.body.code], [422, 'plans.other_province'], 'what a unit leads or helps with it sees');
  }

  const { ids } = await officer.call('plans.hand_down', { id: first, units: ['H36.102', 'H36.103'], due_on: '2026-12-01' });
  const [own] = ids as [number, number];
  await commune.call('plans.report', { id: own, on_day: '2026-11-20', status: 'done', words: 'Đã phát' });
  const again = await commune.ask('plans.report', { id: own, on_day: '2026-11-20', status: 'started' });
  assert.deepEqual([again.status, again.body.code], [409, 'plans.task_closed']);
  const foreign = await commune.ask('plans.task', { id: first });
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'plans.task_not_found']);

  const seen = await officer.call('plans.task', { id: first });
  assert.deepEqual(
    seen.below.map(({ unit_code, state }) => `${unit_code} ${state}`),
    ['H36.102 completed', 'H36.103 not_due'],
  );
  const counts = await officer.call('plans.counts', { plan_id: id, by: 'area' });
  assert.deepEqual([counts.total.total, counts.total.states.not_due, counts.total.states.recurring], [2, 1, 1]);
  const listed = await officer.call('plans.tasks', { plan_id: id, states: 'recurring' });
  assert.equal(listed.total, 1, 'as many as the count says');
});

test('a task sent twice is one; of two officers who change what both saw, one is told that it changed', async () => {
  const assigned = {
    unit: 'lam-dong',
    year: 2026,
    assigner: 'chairman' as const,
    ...task('Giao một lần', { due_on: '2026-12-01' }),
  };
  const sent = { ...assigned, client_id: 'phieu-giao-1' };
  const both = await Promise.all([1, 2].map(() => officer.call('plans.assign', sent)));
  const id = both[0]?.id as number;
  assert.equal(both[1]?.id, id);
  const other = await officer.ask('plans.assign', { ...sent, title: 'Việc khác' });
  assert.deepEqual([other.status, other.body.code], [409, 'plans.client_id_taken']);

  const { edition } = (await officer.call('plans.task', { id })).task;
  const changes = ['Sửa lần một', 'Sửa lần hai'].map((title) => ({
    id,
    edition,
    ...task(title, {}),
    reason: 'theo ý kiến chỉ đạo',
  }));
  const replies = await Promise.all(changes.map((change) => officer.ask('plans.change_task', change)));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
  const refused = replies.find(({ status }) => status === 409);
  assert.deepEqual([refused?.body.code, refused?.body.data], ['plans.changed_meanwhile', { edition: edition + 1 }]);
  const kept = changes[replies.findIndex(({ status }) => status === 200)];
  const { task: after } = await officer.call('plans.task', { id });
  assert.deepEqual([after.title, after.edition], [kept?.title, edition + 1]);

  const [target] = (await officer.call('plans.targets', { unit: 'lam-dong', year: 2026 })).rows;
  assert.ok(target);
  const { rule } = await officer.call('plans.target', { id: target.id });
  const { name, position, edition: seen } = target;
  const change = { id: target.id, name, position, lead: 'lam-dong', rule, edition: seen, reason: 'rà lại' };
  const twice = [await officer.ask('plans.change_target', change), await officer.ask('plans.change_target', change)];
  assert.deepEqual(
    twice.map(({ status, body }) => [status, body.code]),
    [
      [200, undefined],
      [409, 'plans.changed_meanwhile'],
    ],
  );
});

test('a proposal, and a figure of a target, sent twice are one', async () => {
  const proposal = {
    unit: 'lam-dong',
    about: 'lam-dong',
    on_day: '2026-11-20',
    what: 'remind' as const,
    words: 'Nhắc nhở gửi hai lần',
    team: 'Tổ kiểm tra',
    client_id: 'de-xuat-1',
  };
  const both = await Promise.all([1, 2].map(() => officer.call('plans.propose', proposal)));
  assert.equal(both[0]?.id, both[1]?.id);
  const listed = (await officer.call('plans.proposals', {})).rows.filter(({ words }) => words === proposal.words);
  assert.equal(listed.length, 1);
  const other = await officer.ask('plans.propose', { ...proposal, words: 'Phê bình' });
  assert.deepEqual([other.status, other.body.code], [409, 'plans.client_id_taken']);

  const rule = { code: 'x', name: 'x', op: '>=' as const, threshold: '30', unit: '%', figure: { kind: 'declared' as const } };
  const { id } = await officer.call('plans.add_target', {
    unit: 'lam-dong',
    year: 2026,
    bundle: 'reform',
    code: 'X9',
    name: 'Khai hai lần',
    lead: 'lam-dong',
    rule,
  });
  const told = { id, part: 'x', from_on: '2026-01-01', to_on: '2026-09-30', value: '31.5', client_id: 'so-khai-1' };
  const twice = await Promise.all([1, 2].map(() => officer.call('plans.tell_figure', told)));
  assert.equal(twice[0]?.id, twice[1]?.id);
  assert.equal((await officer.call('plans.target', { id })).told.length, 1);
  assert.equal((await officer.call('plans.tell_figure', { ...told, value: '31.50' })).id, twice[0]?.id, 'the same number');
  const changed = await officer.ask('plans.tell_figure', { ...told, value: '32' });
  assert.deepEqual([changed.status, changed.body.code], [409, 'plans.client_id_taken']);
});

test('a plan goes out to Excel and comes back as another', async () => {
  const { rows } = await officer.call('plans.list', { unit: 'lam-dong', year: 2026, kind: 'reform' });
  const book = await officer.bytes('plans.export', { id: rows[0]?.id as number });
  const { id } = await officer.call('plans.create', { unit: 'lam-dong', year: 2026, kind: 'other', title: 'Kế hoạch nhập lại' });
  const file = { name: 'nhiem-vu.xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: book };
  const preview = await officer.upload('plans.import_preview', { id }, file);
  assert.deepEqual([preview.status, preview.body], [200, { rows: 18, problem_count: 0, problems: [] }]);
  const taken = await officer.upload('plans.import', { id }, file);
  assert.deepEqual([taken.status, taken.body], [200, { added: 18 }]);
  const twice = await officer.upload('plans.import', { id }, file);
  const { code, data } = twice.body as { code: string; data: { count: number; problems: { path: string }[] } };
  assert.deepEqual([twice.status, code, data.count, data.problems[0]?.path], [422, 'plans.book_faulty', 18, 'Nhiệm vụ!C2']);
  assert.equal((await officer.call('plans.get', { id })).plan.tasks, 18, 'nothing half-imported');

  // Printed on its side, all columns on the page, its head on every page.
  const printed = new ExcelJS.Workbook();
  await printed.xlsx.load(book as never);
  const { orientation, fitToWidth, fitToHeight, printTitlesRow } = printed.worksheets[0]?.pageSetup ?? {};
  assert.deepEqual([orientation, fitToWidth, fitToHeight, printTitlesRow], ['landscape', 1, 0, '1:1']);

  // Columns in another order: a fault is told where it stands; what is too long is told, not cut; a unit of another province too.
  const moved = new ExcelJS.Workbook();
  const sheet = moved.addWorksheet('Nhiệm vụ');
  sheet.addRow(['Đơn vị chủ trì', 'Nhiệm vụ', 'Lĩnh vực', 'Hạn hoàn thành', 'Mã']);
  sheet.addRow(['H99.99', 'Việc một', 'Thể chế', '30/06/2026', '']);
  sheet.addRow(['bo-y', 'Việc hai', 'Thể chế', '30/06/2027', 'M'.repeat(21)]);
  sheet.addRow(['bo-y', 'Việc ba', 'Thể chế', '30/06/2025', '']);
  const spoilt = { ...file, bytes: new Uint8Array(await moved.xlsx.writeBuffer()) };
  const told = (await officer.upload('plans.import_preview', { id }, spoilt)).body as {
    problems: { cell: string; message_vi: string }[];
  };
  assert.deepEqual(
    told.problems.map(({ cell, message_vi }) => `${cell} ${message_vi}`),
    [
      'E3 “Mã” dài 21 ký tự, quá 20',
      'A2 Không có đơn vị “H99.99”',
      'A4 Đơn vị “bo-y” thuộc tỉnh khác',
      'D4 Ngày 30/06/2025 nằm ngoài năm 2026',
    ],
  );
});

test('a target that is missed becomes a remediation task, once', async () => {
  const { rows } = await officer.call('plans.targets', { unit: 'dak-song', year: 2023 });
  const late = rows.find((row) => row.code === '1');
  assert.equal(late?.verdict, 'missed');
  const declared = {
    id: late?.id as number,
    part: '1',
    from_on: '2023-01-01',
    to_on: '2023-09-20',
    verdict: 'met',
    reason: 'x',
  } as const;
  const told = await officer.ask('plans.tell_figure', declared);
  assert.deepEqual([told.status, told.body.code], [409, 'plans.verdict_is_computed']);
  const remedy = { id: late?.id as number, title: 'Giảm hồ sơ quá hạn', area: 'procedures' } as const;
  const { task_id, plan_id } = await officer.call('plans.remedy_target', remedy);
  assert.equal((await officer.call('plans.get', { id: plan_id })).plan.kind, 'remediation');
  assert.equal((await officer.call('plans.task', { id: task_id })).task.origin_kind, 'target');
  const twice = await officer.ask('plans.remedy_target', remedy);
  assert.deepEqual([twice.status, twice.body.code], [409, 'plans.task_exists']);
});

test('the trail names what was done to a plan', async () => {
  const auditor = await app.db.owner.query<{ action: string }>(
    "select distinct action from audit.entry where action like 'plans.%' and actor_id is not null order by action",
  );
  assert.deepEqual(
    auditor.rows.map((row) => row.action),
    [
      'plans.add_target',
      'plans.add_task',
      'plans.approve',
      'plans.change_target',
      'plans.change_task',
      'plans.create',
      'plans.export',
      'plans.hand_down',
      'plans.import',
      'plans.propose',
      'plans.report',
      'plans.tell_figure',
    ],
  );
});
