import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, becomes, choice, open, PHONE, visits } from './visit.ts';

// A process is written and put in force; a dossier goes its way through the lists of work: handed on, assigned, an opinion answered, sent back.

const { app, visitor } = await visits();
const { page: control } = await visitor('kiemsoat');
const { page: desk, problems } = await visitor('tiepnhan');
const { page: leader } = await visitor('lanhdao');
const { page: phone, problems: phone_problems } = await visitor('tiepnhan', PHONE);
const [controller, reception, officer] = [await app.signIn('kiemsoat'), await app.signIn('tiepnhan'), await app.signIn('thuly')];
let process_id = 0;
let dossier = { id: 0, code: '' };

test('a draft is changed, nothing is wrong with it, and it is put in force by a decision', async () => {
  const { id } = await controller.call('processes.create', {
    unit: 'bo-y',
    procedure_code: '1.001022',
    name_vi: 'Quy trình thử',
    name_en: 'A process',
  });
  const step = { name_en: 'Step', limit: null };
  const definition = {
    steps: [
      {
        ...{ ...step, code: 'nhan', name_vi: 'Nhận hồ sơ', role: 'reception_officer', unit: { at: 'receiving' as const } },
        ...{ may: ['hand_on' as const], assign: { rule: 'receiver' as const }, next: ['xem'] },
      },
      {
        ...{ ...step, code: 'xem', name_vi: 'Xem xét hồ sơ', role: 'processing_officer', unit: { at: 'competent' as const } },
        ...{ may: ['hand_on' as const, 'step_back' as const, 'consult' as const], assigned_by: ['leader'], next: ['ky'] },
      },
      {
        ...{ ...step, code: 'ky', name_vi: 'Ký kết quả', role: 'leader', unit: { at: 'competent' as const } },
        ...{ may: ['decide' as const, 'step_back' as const] },
      },
    ],
  };
  const { revision } = (await controller.call('processes.get', { id })).versions[0] ?? { revision: 0 };
  await controller.call('processes.save_draft', { id, definition, revision });
  await open(control, `/processes/${id}?edit=1`);
  await control.getByLabel('Tên', { exact: true }).first().fill('Cấp bản sao trích lục tại xã');
  await control.getByText('Quy trình hợp lệ, có thể ban hành.').waitFor();
  await control.getByRole('button', { name: 'Lưu dự thảo' }).click();
  await control.getByRole('heading', { name: 'Cấp bản sao trích lục tại xã', level: 1 }).waitFor();
  await control.getByRole('button', { name: 'Ban hành' }).click();
  const dialog = control.getByRole('dialog', { name: 'Ban hành' });
  await dialog.getByLabel('Số quyết định').fill('12/QĐ-UBND');
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await control.getByText('Đang áp dụng').first().waitFor();
  await assertAccessible(control);
  process_id = id;
});

test('the pages of processes, their editor, the simulator and absences are accessible and inside the window', async () => {
  const { page: small } = await visitor('kiemsoat', PHONE);
  const pages = ['/processes', `/processes/${process_id}?edit=1`, '/processes/simulate', '/account/absences'];
  for (const page of [control, small]) {
    for (const address of pages) {
      await open(page, address);
      await assertFits(page);
      await assertAccessible(page);
    }
  }
});

test('a dossier received now is a step of its desk; handed on it is nobody’s until the leader names an officer', async () => {
  dossier = await reception.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'bo-y',
    applicant: { name: 'Y Đi Theo Bước', no_identity_reason: 'Chưa được cấp' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 1 as const })),
  });
  await open(desk, '/work?procedure=1.001022');
  await desk.getByRole('link', { name: dossier.code }).waitFor();
  await assertFits(desk);
  await assertAccessible(desk);
  await desk.getByRole('button', { name: `Chuyển bước: ${dossier.code}` }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await desk.getByRole('link', { name: dossier.code }).waitFor({ state: 'detached' });
  await open(leader, '/work?tab=pool&procedure=1.001022');
  await leader.getByRole('button', { name: `Phân công: ${dossier.code}` }).click();
  const dialog = leader.getByRole('dialog', { name: 'Phân công: Xem xét hồ sơ' });
  await dialog.getByLabel('Cán bộ thực hiện').click();
  await choice(leader, /^Trần Minh Quân/).click();
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await leader.getByRole('link', { name: dossier.code }).waitFor({ state: 'detached' });
  await open(leader, `/dossiers/${dossier.id}`);
  await leader.getByText(/^Đang ở bước: Xem xét hồ sơ \(Trần Minh Quân\)/).waitFor();
  const { rows } = await officer.call('dossiers.work', { tab: 'mine', procedure: '1.001022' });
  assert.deepEqual(
    rows.map((row) => [row.code, row.step_vi, row.may_finish, row.may_take_up, row.may_assign]),
    [[dossier.code, 'Xem xét hồ sơ', true, false, false]],
  );
});

test('an opinion asked of an officer waits in the list and is answered there', async () => {
  const { id } = dossier;
  const { last_seq } = await officer.call('dossiers.steps', { id });
  const { id: account_id } = (await reception.call('access.me', {})).account;
  const question = { to_unit: 'bo-y', account_id, question: 'Bản gốc đã đối chiếu chưa?', due_on: '2026-11-25' };
  await officer.call('dossiers.act', { id, action: 'ask_opinion', last_seq, data: question });
  await open(phone, '/work/opinions');
  await phone.getByText('Bản gốc đã đối chiếu chưa?').waitFor();
  await assertFits(phone);
  await assertAccessible(phone);
  await open(desk, '/work/opinions');
  await assertFits(desk);
  await assertAccessible(desk);
  await desk.getByRole('button', { name: `Trả lời: ${dossier.code}` }).click();
  const dialog = desk.getByRole('dialog', { name: 'Trả lời' });
  await dialog.getByLabel('Nội dung trả lời').fill('Đã đối chiếu');
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await desk.getByRole('link', { name: dossier.code }).waitFor({ state: 'detached' });
  const [said] = (await officer.call('dossiers.steps', { id })).consultations;
  assert.deepEqual([said?.opinion, said?.answer], ['agree', 'Đã đối chiếu']);
});

test('sent back with a reason it is a step of the desk again', async () => {
  const { id } = dossier;
  const { page } = await visitor('thuly');
  await open(page, `/dossiers/${id}`);
  await page.getByRole('button', { name: 'Trả lại bước trước' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Trả lại bước trước: Xem xét hồ sơ' });
  await dialog.getByLabel('Trả về bước').click();
  await choice(page, 'Nhận hồ sơ').click();
  await dialog.getByLabel('Lý do').fill('Thiếu chữ ký');
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await dialog.waitFor({ state: 'detached' });
  await open(phone, '/work?procedure=1.001022');
  await phone.getByRole('link', { name: dossier.code }).waitFor();
  await assertFits(phone);
  await assertAccessible(phone);
});

test('the times of legs stand with the share a commune should reach, and each figure opens its dossiers', async () => {
  await open(desk, '/legs');
  await desk.getByText('Theo đơn vị và chặng').waitFor();
  await assertFits(desk);
  await assertAccessible(desk);
  await desk.getByRole('link', { name: /trong hạn, chặng cấp xã/ }).click();
  await desk.getByRole('heading', { name: 'Hồ sơ của chặng', level: 1 }).waitFor();
  const { levels } = await reception.call('dossiers.leg_times', { from: '2025-12-15', to: '2026-11-20' });
  const commune = levels.find((one) => one.level === 'commune') ?? { in_time: 0, late: 0 };
  assert.ok(commune.in_time + commune.late > 0);
  await becomes(() => desk.getByRole('link', { name: /^H48\.108-/ }).count(), commune.in_time + commune.late);
  await assertFits(desk);
  await assertAccessible(desk);
  for (const address of ['/legs', `/legs/dossiers?from=2025-12-15&to=2026-11-20`]) {
    await open(phone, address);
    await assertFits(phone);
    await assertAccessible(phone);
  }
  assert.deepEqual([...problems, ...phone_problems], []);
});
