import assert from 'node:assert/strict';
import test from 'node:test';
import * as access from '#access';
import type { Action } from '#dossiers';
import { rebuild } from '#dossiers';
import { vietnamMoment } from '#lib/day';
import { transaction } from '#lib/db';
import { unitOn } from '#org';
import { type Client, DEMO_PASSWORD, testApp } from '../app.ts';

// An interlinked procedure of three levels, as in 2024: the commune receives and verifies, a department of the province measures, the district
// decides, the commune gives the result back. The process is written, found faulty, mended and put in force over HTTP; each leg is measured for
// the level that did it.

const app = await testApp({ template: 'demo', now: vietnamMoment('2024-04-01', '08:00') });

async function officer(username: string, unit: string, role: string): Promise<void> {
  const by = access.byProduct(vietnamMoment('2024-04-01', '07:00'));
  await transaction(app.db.owner, 'write', async (db) => {
    const { id: unit_id } = await unitOn(db, unit, '2024-04-01');
    const person = {
      username,
      display_name: `Cán bộ ${username}`,
      unit_id,
      password: DEMO_PASSWORD,
      must_change_password: false,
    };
    const { id } = await access.createAccount(db, person, by);
    await access.assign(db, { account_id: id, role_code: role, unit_id, valid_from: '2024-01-01' }, by);
  });
}
await officer('xa.motcua', 'H16.36.01', 'reception_officer');
await officer('xa.diachinh', 'H16.36.01', 'processing_officer');
await officer('so.dodac', 'H16.12', 'processing_officer');
await officer('huyen.lanhdao', 'H16.36', 'leader');
await officer('tinh.kiemsoat', 'H16', 'procedure_control_officer');

const people: Record<string, Client> = {};
const as = (name: string) => people[name] as Client;
async function on(day: string, time: string): Promise<void> {
  app.now.at = vietnamMoment(day, time);
  for (const name of ['xa.motcua', 'xa.diachinh', 'so.dodac', 'huyen.lanhdao', 'tinh.kiemsoat'])
    people[name] = await app.signIn(name);
}
let id = 0;
async function acts(name: string, action: Action, data: Record<string, unknown> = {}) {
  const { last_seq } = await as(name).call('dossiers.steps', { id });
  return as(name).call('dossiers.act', { id, action, last_seq, data });
}
const days = (amount: number) => ({ unit: 'working_day' as const, amount });
const leg = (code: string, level: 'commune' | 'district' | 'province', name_vi: string, amount: number) => ({
  ...{ code, level, name_vi, name_en: code, limit: days(amount) },
});
const PROCESS = {
  legs: [leg('xa', 'commune', 'Cấp xã', 5), leg('tinh', 'province', 'Cấp tỉnh', 4), leg('huyen', 'district', 'Cấp huyện', 3)],
  steps: [
    {
      ...{ code: 'tiep_nhan', name_vi: 'Tiếp nhận', name_en: 'Receive', role: 'reception_officer', leg: 'xa', limit: days(1) },
      ...{ unit: { at: 'receiving' as const }, assign: { rule: 'receiver' as const }, next: ['xac_minh'] },
    },
    {
      ...{ code: 'xac_minh', name_vi: 'Xác minh', name_en: 'Verify', role: 'processing_officer', leg: 'xa', limit: days(4) },
      ...{ unit: { at: 'receiving' as const }, next: ['do_dac'] },
    },
    {
      ...{ code: 'do_dac', name_vi: 'Đo đạc', name_en: 'Survey', role: 'processing_officer', leg: 'tinh', limit: days(4) },
      ...{ unit: { at: 'province_body' as const, name: 'Sở Tài nguyên và Môi trường' }, next: ['ky'] },
    },
    {
      ...{ code: 'ky', name_vi: 'Ký', name_en: 'Sign', role: 'leader', leg: 'huyen', limit: days(2) },
      ...{ unit: { at: 'competent' as const }, may: ['decide' as const, 'step_back' as const], next: ['tra'] },
    },
    {
      ...{ code: 'tra', name_vi: 'Trả kết quả', name_en: 'Return', role: 'reception_officer', leg: 'huyen', limit: days(1) },
      ...{ unit: { at: 'receiving' as const }, assign: { rule: 'same_as' as const, step: 'tiep_nhan' } },
    },
  ],
};

test('the control office of the province writes the process, is told what is wrong, mends it and puts it in force', async () => {
  await on('2024-04-01', '08:00');
  const control = as('tinh.kiemsoat');
  const { id: process_id } = await control.call('processes.create', {
    ...{
      unit: 'H16',
      procedure_code: '1.003003',
      level: 'district',
      name_vi: 'Cấp giấy liên thông ba cấp',
      name_en: 'Three levels',
    },
  });
  const circle = { ...PROCESS, steps: PROCESS.steps.map((step) => (step.code === 'tra' ? { ...step, next: ['ky'] } : step)) };
  const first = await control.call('processes.save_draft', { id: process_id, definition: circle, revision: 1 });
  assert.ok(first.faults.length > 0);
  const early = await control.ask('processes.publish', { id: process_id, from: '2024-04-10', decision_no: '7/QĐ-UBND' });
  assert.equal(early.status, 422);
  const { revision } = first;
  const mended = await control.call('processes.save_draft', { id: process_id, definition: PROCESS, revision });
  assert.deepEqual(mended.faults, []);
  await control.call('processes.publish', { id: process_id, from: '2024-04-10', decision_no: '7/QĐ-UBND' });
  const shown = await control.call('processes.get', { id: process_id });
  assert.equal(shown.versions[0]?.valid_from, '2024-04-10');
});

test('it goes from the commune to the province to the district and back, each holding it in turn', async () => {
  await on('2024-04-15', '08:30');
  const { papers } = await as('xa.motcua').call('procedures.get', { code: '1.003003' });
  const filing = {
    ...{ procedure_code: '1.003003', receiving_unit: 'H16.36.01', competent_unit: 'H16.36' },
    applicant: { name: 'Y Ba Cấp', no_identity_reason: 'Chưa được cấp' },
    papers: papers.map(({ ordinal }: { ordinal: number }) => ({ ordinal, form: 0 as const })),
  };
  ({ id } = await as('xa.motcua').call('dossiers.receive', filing));
  const holder = async (name: string) => (await as(name).call('dossiers.get', { id })).holder_unit_code;
  assert.equal((await as('so.dodac').ask('dossiers.get', { id })).status, 404);
  await acts('xa.motcua', 'finish_step');
  await on('2024-04-19', '09:00');
  await acts('xa.diachinh', 'finish_step');
  assert.equal(await holder('so.dodac'), 'H16.12');
  // Four working days from Friday 19 April: 22 to 25. It is a day late.
  await on('2024-04-26', '10:00');
  await acts('so.dodac', 'finish_step', { result: 'Khớp bản đồ' });
  assert.equal(await holder('huyen.lanhdao'), 'H16.36');
  await acts('huyen.lanhdao', 'return_step', { to: ['do_dac'], reason: 'Thiếu trích đo' });
  await acts('so.dodac', 'finish_step');
  await acts('huyen.lanhdao', 'decide', { outcome: 'granted' });
  await acts('xa.motcua', 'deliver', { to_name: 'Y Ba Cấp' });
  assert.deepEqual(await rebuild(app.db.owner, { tenant: 16, ids: [id] }), []);
});

test('the time of each leg is counted for its level, with the dossier behind the figure', async () => {
  const period = { from: '2024-04-01', to: '2024-04-30' };
  const levels = (await as('tinh.kiemsoat').call('dossiers.leg_times', period)).levels;
  assert.deepEqual(levels.map(({ level, done, in_time, late }) => [level, done, in_time, late]).sort(), [
    ['commune', 1, 1, 0],
    ['district', 1, 1, 0],
    ['province', 1, 0, 1],
  ]);
  const late = await as('tinh.kiemsoat').call('dossiers.leg_dossiers', { ...period, was: 'late' });
  assert.deepEqual(
    late.rows.map((row) => [row.id, row.leg, row.was]),
    [[id, 'tinh', 'late']],
  );
  const { timeline } = await as('xa.motcua').call('dossiers.get', { id });
  const back = timeline.find((entry) => entry.kind === 'step_returned');
  assert.deepEqual(
    back?.named.map((one) => [one.as, one.step_vi]),
    [
      ['step', 'Ký'],
      ['back_to', 'Đo đạc'],
    ],
  );
});
