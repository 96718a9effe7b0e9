import assert from 'node:assert/strict';
import test from 'node:test';
import { rebuild } from '#dossiers';
import { vietnamMoment } from '#lib/day';
import { type Client, testApp } from '../app.ts';

// The whole life of a dossier in each channel, over HTTP: over the counter with an extension and a late click, online with a payment on behalf,
// by post with a supplement, a lateness, an apology, an explanation and a second opening. What measures say of it all at the end.

const app = await testApp({ template: 'demo' });
let desk: Client;
let officer: Client;
let leader: Client;
const done: number[] = [];

/** A new day at work: sessions of the day before are over. */
async function on(day: string, time: string): Promise<void> {
  app.now.at = vietnamMoment(day, time);
  [desk, officer, leader] = await Promise.all([app.signIn('tiepnhan'), app.signIn('thuly'), app.signIn('lanhdao')]);
}

const filing = (name: string, more: object = {}) => ({
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name, identity: '062190000004', phone: '0900000123' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
  ...more,
});

const see = (id: number) => leader.call('dossiers.get', { id });
async function does(who: Client, id: number, action: string, data: object = {}, more: object = {}) {
  const { last_seq } = await see(id);
  return who.call('dossiers.act', { id, action, last_seq, data, ...more } as never);
}

const MEASURES = [
  'resolved',
  'resolved_overdue',
  'resolved_in_first_promise',
  'extended',
  'apologised_overdue',
  'explained_overdue',
  'explanation_accepted',
  'late_by_click_only',
  'late_by_click_network_fault',
  'late_by_system',
  'reopened',
  'corrected_by_agency',
  'payments',
  'payments_online',
  'payments_on_behalf',
] as const;

/** November and December 2026 of the commune, by name. */
async function figures(): Promise<Record<string, number>> {
  const question = { unit: 'bo-y', from: '2026-11-20', to: '2026-12-31', measures: MEASURES.join(',') };
  const { measures } = await leader.call('measures.figures', question);
  return Object.fromEntries(
    MEASURES.map((name) => [name, Number((measures as Record<string, { value: unknown }>)[name]?.value)]),
  );
}

let before: Record<string, number>;

test('over the counter: fee at reception, extended with permission, finished in time and clicked too late', async () => {
  await on('2026-11-20', '09:00');
  before = await figures();
  const { id, due_on } = await desk.call('dossiers.receive', filing('Y Quầy'));
  done.push(id);
  assert.equal(due_on, '2026-11-26');
  await does(desk, id, 'collect_fee', { amount_vnd: 15_000, receipt_no: 'BL-001' });
  await does(desk, id, 'hand_over');
  await does(officer, id, 'take_up');
  const refused = await officer.ask('dossiers.act', {
    id,
    action: 'extend',
    last_seq: 4,
    data: { days: 2, reason: 'Xác minh', approved_by_name: 'x' },
  });
  assert.deepEqual([refused.status, refused.body.code], [403, 'dossiers.action_not_permitted']);
  await on('2026-11-25', '08:00');
  await does(leader, id, 'extend', {
    days: 2,
    reason: 'Xác minh tại thôn',
    approved_by_name: 'Lê Thanh Sơn',
    decision_no: '05/QĐ',
  });
  assert.deepEqual(await see(id).then((one) => [one.due_on, one.first_due_on]), ['2026-11-30', '2026-11-26']);
  await on('2026-12-02', '08:00');
  const moment = { at: '2026-11-30T15:00:00+07:00', late_entry_reason: 'Đứt cáp', late_entry_cause: 'network_fault' };
  await does(leader, id, 'decide', { outcome: 'granted' }, moment);
  assert.equal((await see(id)).timeliness, 'on_time');
  await does(desk, id, 'deliver', { to_name: 'Y Quầy' });
  assert.equal((await see(id)).status, 10);
});

test('online: registered, accepted, paid online by an officer for the citizen, the result electronic', async () => {
  await on('2026-11-20', '21:00');
  const { id, due_on } = await desk.call(
    'dossiers.receive',
    filing('Y Mạng', { channel: 2, return_channel: 2, is_registration: true }),
  );
  done.push(id);
  assert.equal(due_on, null);
  await on('2026-11-23', '08:00');
  await does(desk, id, 'accept');
  assert.equal((await see(id)).due_on, '2026-11-27');
  await does(desk, id, 'request_payment', { amount_vnd: 15_000, reason: 'Lệ phí' });
  assert.equal((await see(id)).standing, 'paused');
  await on('2026-11-25', '08:00');
  await does(desk, id, 'record_payment', { amount_vnd: 15_000, is_online: true, is_paid_on_behalf: true, gateway: 'PayGov' });
  await does(desk, id, 'hand_over');
  await does(leader, id, 'decide', { outcome: 'granted', result_form: 2 });
  await does(desk, id, 'deliver', { to_name: 'Y Mạng', channel: 2 });
  const shown = await see(id);
  assert.deepEqual([shown.status, shown.timeliness, shown.fee_paid_vnd], [10, 'early', 15_000]);
});

test('by post: supplemented, late, apologised, explained, accepted; opened again for an error of the agency', async () => {
  await on('2026-11-20', '10:00');
  const { id } = await desk.call('dossiers.receive', filing('Y Bưu Chính', { channel: 3, return_channel: 3 }));
  done.push(id);
  await does(desk, id, 'hand_over');
  await does(officer, id, 'request_supplement', { reason: 'Thiếu chữ ký', items: ['Tờ khai'] });
  await on('2026-11-25', '08:00');
  await does(officer, id, 'give_supplement', { papers: [{ ordinal: 1, form: 0 }] });
  const { due_on } = await see(id);
  assert.equal(due_on, '2026-11-30');
  await on('2026-12-03', '08:00');
  assert.equal((await see(id)).standing, 'overdue');
  const apology = {
    kind: 'reappointment',
    cause: 'workload',
    reason: 'Quá tải',
    new_due_on: '2026-12-07',
    signer_name: 'Lê Thanh Sơn',
  };
  await does(officer, id, 'apologise', apology);
  const list = await leader.call('dossiers.late', { unit: 'bo-y', state: 'open', page_size: 200 });
  assert.ok(list.rows.some((row) => row.id === id && row.explained_at === null && row.reappointed_on === '2026-12-07'));
  await does(leader, id, 'decide', { outcome: 'granted' });
  await does(officer, id, 'explain', { cause: 'workload', text: 'Nhiều hồ sơ cùng ngày' });
  await does(leader, id, 'accept_explanation', { note: 'Đồng ý' });
  await does(desk, id, 'deliver', { to_name: 'Bưu điện', channel: 3 });
  await on('2026-12-10', '08:00');
  const may = await officer.ask('dossiers.act', { id, action: 'reopen', last_seq: 9, data: { reason: 'x' } });
  assert.equal(may.status, 403);
  await does(leader, id, 'reopen', { reason: 'Ghi sai năm sinh', decision_no: '07/QĐ' });
  await does(officer, id, 'correct', { fault: 'agency', reason: 'Ghi sai năm sinh' });
  await does(leader, id, 'decide', { outcome: 'granted', result_name: 'Trích lục cấp lại' });
  const shown = await see(id);
  assert.deepEqual([shown.status, shown.timeliness, shown.reopened_times], [9, 'overdue', 1]);
  assert.equal(shown.papers.filter((paper) => paper.kind === 'result').length, 2);
  const page = await leader.call('dossiers.get', { id });
  assert.ok(!page.actions.includes('take_up') && page.actions.includes('reopen'));
});

test('what the measures say of it', async () => {
  const after = await figures();
  const gained = Object.fromEntries(MEASURES.map((name) => [name, (after[name] as number) - (before[name] as number)]));
  assert.deepEqual(gained, {
    resolved: 3,
    resolved_overdue: 1,
    resolved_in_first_promise: 1,
    extended: 1,
    apologised_overdue: 1,
    explained_overdue: 1,
    explanation_accepted: 1,
    late_by_click_only: 1,
    late_by_click_network_fault: 1,
    late_by_system: 2,
    reopened: 1,
    corrected_by_agency: 1,
    payments: 2,
    payments_online: 0,
    payments_on_behalf: 1,
  });
});

test('the fee list of the day, and the list of the month: compiled, approved, public without a session', async () => {
  await on('2026-11-20', '17:00');
  const fees = await desk.call('dossiers.fees', { unit: 'bo-y' });
  assert.deepEqual(
    fees.rows.filter((row) => row.receipt_no === 'BL-001').map((row) => [row.amount_vnd, row.method]),
    [[15_000, 'cash']],
  );
  await on('2027-01-04', '08:00');
  const { id } = await leader.call('dossiers.compile_late_list', { unit: 'bo-y', month: '2026-12' });
  const list = await leader.call('dossiers.late_list', { id });
  assert.ok(list.entries.some((entry) => entry.dossier_id === done[2] && entry.closed_on === '2026-12-10'));
  const overdue = await leader.call('measures.figures', {
    unit: 'bo-y',
    from: '2026-12-01',
    to: '2026-12-31',
    measures: 'resolved_overdue,pending_overdue,resolved',
  });
  const value = (name: string) => Number((overdue.measures as Record<string, { value: unknown }>)[name]?.value);
  // Two readings, one answer: the list holds what the measures count.
  assert.equal(list.total, value('resolved_overdue') + value('pending_overdue'));
  assert.equal(list.resolved, value('resolved'));
  const anonymous = app.anonymous();
  assert.equal((await anonymous.ask('dossiers.public_late_list', { id })).status, 404);
  await leader.call('dossiers.publish_late_list', { id });
  const shown = await anonymous.call('dossiers.public_late_list', { id });
  assert.equal(shown.total, list.total);
  assert.ok(!JSON.stringify(shown).includes('Y Bưu Chính'));
});

test('after all of it the stored rows are what the events say', async () => {
  assert.deepEqual(await rebuild(app.db.pool, { tenant: 48, ids: done }), []);
});
