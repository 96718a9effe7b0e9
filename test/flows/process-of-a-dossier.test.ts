import assert from 'node:assert/strict';
import test from 'node:test';
import * as access from '#access';
import { type Action, rebuild } from '#dossiers';
import { vietnamMoment } from '#lib/day';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// A land dossier goes its way over HTTP: commune, department of the province, commune again; each leg is measured on its own. An opinion is
// asked and given by who could not see the dossier otherwise; a step is sent back; a leader is away and another signs in his place.

const app = await testApp({ template: 'demo' });

async function officer(username: string, unit: string, role: string): Promise<void> {
  const by = access.byProduct(vietnamMoment('2026-11-20', '07:00'));
  await transaction(app.db.owner, 'write', async (db) => {
    const { id: unit_id } = await unitOn(db, unit, '2026-11-20');
    const person = {
      username,
      display_name: `Cán bộ ${username}`,
      unit_id,
      password: DEMO_PASSWORD,
      must_change_password: false,
    };
    const { id } = await access.createAccount(db, person, by);
    await access.assign(db, { account_id: id, role_code: role, unit_id, valid_from: '2026-01-01' }, by);
  });
}
await officer('so.thuly', 'H48.13', 'processing_officer');
await officer('so.lanhdao', 'H48.13', 'leader');
await officer('pho.chutich', 'bo-y', 'leader');

const people: Record<string, Client> = {};
async function on(day: string, time: string): Promise<void> {
  app.now.at = vietnamMoment(day, time);
  for (const name of ['tiepnhan', 'thuly', 'lanhdao', 'so.thuly', 'so.lanhdao', 'pho.chutich', 'tiepnhan.daksong'])
    people[name] = await app.signIn(name);
}
const as = (name: string) => people[name] as Client;
let id = 0;

async function acts(name: string, action: Action, data: Record<string, unknown> = {}) {
  const { last_seq } = await as(name).call('dossiers.steps', { id });
  return as(name).call('dossiers.act', { id, action, last_seq, data });
}
const openSteps = async (name: string) =>
  (await as(name).call('dossiers.steps', { id })).steps
    .filter((row) => row.left_at === null)
    .map((row) => `${row.step_code} ${row.account_name ?? '-'}`);

test('it is received into its process, and only who has the step is offered it', async () => {
  await on('2026-11-20', '08:30');
  const { papers } = await as('tiepnhan').call('procedures.get', { code: '1.003003' });
  const receipt = await as('tiepnhan').call('dossiers.receive', {
    procedure_code: '1.003003',
    receiving_unit: 'bo-y',
    applicant: { name: 'A Thử Quy Trình', no_identity_reason: 'Chưa được cấp' },
    papers: papers.map(({ ordinal }: { ordinal: number }) => ({ ordinal, form: 0 })),
  });
  id = receipt.id;
  assert.deepEqual(await openSteps('tiepnhan'), ['tiep_nhan Y Hoa Mai']);
  const offers = (await as('tiepnhan').call('dossiers.steps', { id })).offers;
  assert.deepEqual(
    offers.map((offer) => offer.step),
    ['tiep_nhan'],
  );
  assert.deepEqual((await as('thuly').call('dossiers.steps', { id })).offers, []);
  assert.equal((await as('so.thuly').ask('dossiers.steps', { id })).status, 404);
  const shown = await as('thuly').call('dossiers.get', { id });
  assert.ok(!shown.actions.includes('hand_over') && !shown.actions.includes('finish_step'));
});

test('an opinion is asked of a department, which sees the dossier until it has answered', async () => {
  await acts('tiepnhan', 'ask_opinion', { to_unit: 'H48.13', question: 'Có nằm trong quy hoạch không?', due_on: '2026-11-23' });
  const asked = await as('so.thuly').call('dossiers.opinions', {});
  const mine = asked.find((one) => one.dossier_id === id) as { id: number };
  await acts('so.thuly', 'give_opinion', { id: mine.id, opinion: 'agree', text: 'Không nằm trong quy hoạch' });
  assert.equal((await as('so.thuly').ask('dossiers.steps', { id })).status, 404);
  const [opinion] = (await as('tiepnhan').call('dossiers.steps', { id })).consultations;
  assert.deepEqual([opinion?.opinion, opinion?.answered_by_name], ['agree', 'Cán bộ so.thuly']);
});

test('two ways run at once; one is sent back with its reason and both are done again', async () => {
  await acts('tiepnhan', 'finish_step');
  assert.deepEqual(await openSteps('thuly'), ['xac_minh Trần Minh Quân', 'niem_yet -']);
  const refused = await as('lanhdao').ask('dossiers.act', { id, action: 'decide', last_seq: 4, data: { outcome: 'granted' } });
  assert.equal(refused.body.code, 'dossiers.not_at_this_step');
  await on('2026-11-23', '09:00');
  await acts('thuly', 'return_step', { step: 'xac_minh', to: ['tiep_nhan'], reason: 'Thiếu chữ ký chủ liền kề' });
  await acts('tiepnhan', 'finish_step');
  await on('2026-12-01', '09:00');
  await acts('thuly', 'finish_step', { step: 'niem_yet' });
  await on('2026-12-04', '09:00');
  await acts('thuly', 'finish_step', { step: 'xac_minh' });
});

test('the timeline names the step that was done or sent back, and who is next', async () => {
  const { timeline } = await as('tiepnhan').call('dossiers.get', { id });
  const told = timeline.flatMap((entry) =>
    entry.named.map((one) => [entry.kind, one.as, one.step_vi, one.account_name, one.unit_name].join(' | ')),
  );
  const step = (code: string) => steps.find((one) => one.code === code)?.name_vi;
  const { process } = await as('tiepnhan').call('dossiers.steps', { id });
  const steps = process?.definition.steps ?? [];
  const unit = timeline[0]?.unit_name;
  assert.deepEqual(told.slice(0, 7), [
    `received | next | ${step('tiep_nhan')} | Y Hoa Mai | ${unit}`,
    'consultation_asked | asked |  |  | Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi',
    'consultation_answered | asked |  |  | Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi',
    `step_done | step | ${step('tiep_nhan')} |  | `,
    `step_done | next | ${step('xac_minh')} | Trần Minh Quân | ${unit}`,
    `step_done | next | ${step('niem_yet')} |  | ${unit}`,
    `step_returned | step | ${step('xac_minh')} |  | `,
  ]);
  assert.equal(told[7], `step_returned | back_to | ${step('tiep_nhan')} | Y Hoa Mai | ${unit}`);
  // Codes and numbers of accounts are no words for a reader.
  assert.deepEqual(
    timeline
      .flatMap(({ details }) => Object.keys(details))
      .filter((key) => ['flow', 'step', 'account_id', 'unit_id'].includes(key)),
    [],
  );
});

test('a step taken once is not taken again', async () => {
  const { last_seq } = await as('thuly').call('dossiers.steps', { id });
  const again = await as('tiepnhan').ask('dossiers.act', { id, action: 'take_up', last_seq });
  assert.equal(again.status, 403);
});

test('the department has its own leg, and holds the dossier meanwhile', async () => {
  assert.deepEqual(await openSteps('so.thuly'), ['do_dac -']);
  assert.equal(
    (await as('so.thuly').call('dossiers.work', { tab: 'pool' })).rows.some((row) => row.id === id),
    true,
  );
  await acts('so.thuly', 'finish_step', { result: 'Khớp bản đồ địa chính' });
  await on('2026-12-07', '09:00');
  await acts('so.lanhdao', 'finish_step');
  assert.deepEqual(await openSteps('thuly'), ['trinh_ky Trần Minh Quân']);
});

test('a leader is away: who stands in signs, and the page says for whom', async () => {
  const leader = await as('lanhdao').call('access.me', {});
  const [deputy] = await as('lanhdao').call('processes.stand_ins', {});
  const absence = {
    account_id: leader.account.id,
    delegate_id: deputy?.id,
    from_day: '2026-12-07',
    to_day: '2026-12-09',
    reason: 'Đi họp',
  };
  await as('lanhdao').call('processes.add_absence', absence);
  await acts('thuly', 'finish_step', { officers: { ky_cap: leader.account.id } });
  const [offer] = (await as('pho.chutich').call('dossiers.steps', { id })).offers;
  assert.equal(offer?.on_behalf_of, 'Lê Thanh Sơn');
  await acts('pho.chutich', 'decide', { outcome: 'granted' });
  assert.deepEqual(await openSteps('tiepnhan'), ['tra_ket_qua Y Hoa Mai']);
  await acts('tiepnhan', 'deliver', { to_name: 'A Thử Quy Trình' });
  assert.deepEqual(await openSteps('tiepnhan'), []);
});

test('each leg is counted once, in time or late, by who did it', async () => {
  const { legs, levels } = await as('lanhdao').call('dossiers.leg_times', { from: '2026-11-20', to: '2026-12-31' });
  assert.deepEqual(
    legs.map((leg) => [leg.leg, leg.done, leg.in_time, leg.late]),
    // Nine working days from 20 November, of which the 24th is off: due on 4 December.
    [
      ['xa_cap_giay', 1, 1, 0],
      ['xa_xac_minh', 1, 1, 0],
    ],
  );
  assert.deepEqual(
    levels.map((one) => [one.level, one.done, one.in_time, one.rate, one.is_enough]),
    [['commune', 2, 2, '100.00', true]],
  );
  const period = { from: '2026-11-20', to: '2026-12-31' };
  const behind = await as('lanhdao').call('dossiers.leg_dossiers', { ...period, level: 'commune', was: 'in_time' });
  assert.deepEqual(
    [behind.total, behind.rows.map((row) => [row.id, row.leg, row.was])],
    [
      2,
      [
        [id, 'xa_cap_giay', 'in_time'],
        [id, 'xa_xac_minh', 'in_time'],
      ],
    ],
  );
  assert.equal((await as('lanhdao').call('dossiers.leg_dossiers', { ...period, was: 'late' })).total, 0);
  const [department] = (await as('so.lanhdao').call('dossiers.leg_times', period)).legs;
  assert.deepEqual([department?.leg, department?.late, department?.is_enough], ['tinh_do_dac', 0, null]);
  assert.equal((await as('tiepnhan.daksong').call('dossiers.leg_times', period)).legs.length, 0);
  assert.equal((await as('tiepnhan.daksong').call('dossiers.leg_dossiers', period)).total, 0);
  assert.deepEqual(await rebuild(app.db.owner, { tenant: 48, ids: [id] }), []);
});

test('several at the same step are handed on together, and sent back together with one reason', async () => {
  await on('2026-12-10', '08:30');
  const { papers } = await as('tiepnhan').call('procedures.get', { code: '1.003003' });
  const items = ['A Một', 'A Hai', 'A Ba'].map((name) => ({
    ...{ procedure_code: '1.003003', receiving_unit: 'bo-y' },
    applicant: { name, no_identity_reason: 'Chưa được cấp' },
    papers: papers.map(({ ordinal }: { ordinal: number }) => ({ ordinal, form: 0 as const })),
  }));
  const { items: made } = await as('tiepnhan').call('dossiers.receive_many', { items });
  const ids = made.map((item) => item.receipt?.id as number);
  const act = (name: string, client_key: string, action: Action, last_seq: number, data: object) =>
    as(name).call('dossiers.act_many', {
      client_key,
      action,
      items: ids.map((one) => ({ id: one, last_seq })),
      data: { ...data },
    });
  // One of them was handed on meanwhile: it alone is refused.
  await as('tiepnhan').call('dossiers.act', { id: ids[1], action: 'finish_step', last_seq: 1 });
  const on_ward = await act('tiepnhan', 'buoc-tiep-1', 'finish_step', 1, {});
  assert.deepEqual(
    on_ward.results.map((one) => one.error?.code ?? 'done'),
    ['done', 'dossiers.changed_meanwhile', 'done'],
  );
  const back = await act('thuly', 'tra-lai-01', 'return_step', 2, {
    step: 'xac_minh',
    to: ['tiep_nhan'],
    reason: 'Thiếu trích đo',
  });
  assert.deepEqual(
    back.results.map((one) => one.is_done),
    [true, true, true],
  );
  for (const one of ids) {
    const { steps } = await as('tiepnhan').call('dossiers.steps', { id: one });
    assert.deepEqual(
      steps.filter((row) => row.left_at === null).map((row) => [row.step_code, row.account_name]),
      [['tiep_nhan', 'Y Hoa Mai']],
    );
  }
  assert.deepEqual(await rebuild(app.db.owner, { tenant: 48, ids }), []);
});

test('the simulator gives the dates of every step, each with its reasons', async () => {
  const said = await as('thuly').call('dossiers.simulate', {
    procedure_code: '1.003003',
    receiving_unit: 'bo-y',
    received_at: '2026-11-20T08:30:00+07:00',
  });
  assert.equal(said.due_on, '2026-12-21');
  assert.deepEqual(
    said.steps.map((step) => [step.step, step.due_on]),
    [
      ['tiep_nhan', '2026-11-23'],
      ['xac_minh', '2026-12-04'],
      ['niem_yet', '2026-12-04'],
      ['do_dac', '2026-12-11'],
      ['so_xac_nhan', '2026-12-15'],
      ['trinh_ky', '2026-12-17'],
      ['ky_cap', '2026-12-18'],
      ['tra_ket_qua', '2026-12-21'],
    ],
  );
  assert.ok(said.steps.every((step: { explanation: { vi: string[] } }) => step.explanation.vi.length > 1));
});
