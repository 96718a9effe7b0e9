import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, open, PHONE, visits } from './visit.ts';

const { app, visitor } = await visits();
const { page: leader } = await visitor('lanhdao');
const { page: officer } = await visitor('thuly');
const { page: desk } = await visitor('tiepnhan');
const api = await app.signIn('lanhdao');

test('an officer explains a late dossier; the leader finds it waiting, accepts it, and it is told in the course of the dossier', async () => {
  const { rows } = await api.call('dossiers.late', { unit: 'H48.108', state: 'open', explanation: 'missing' });
  const dossier = rows[0];
  assert.ok(dossier, 'the demonstration has a dossier that is late now');
  await open(officer, `/dossiers/${dossier.id}`);
  await officer.getByText('Chưa giải trình', { exact: true }).waitFor();
  const actions = officer.getByRole('group', { name: 'Việc có thể làm' });
  await actions.getByRole('button', { name: 'Giải trình quá hạn' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Giải trình quá hạn' });
  await dialog.getByLabel('Nội dung giải trình').fill('Chờ xác minh');
  await assertAccessible(officer);
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await officer.getByText(/^Đã giải trình lúc/).waitFor();
  await open(leader, '/late?unit=H48.108&state=open&explanation=explained');
  await leader.getByRole('link', { name: dossier.code }).waitFor();
  await assertAccessible(leader);
  await leader.getByRole('link', { name: dossier.code }).click();
  await leader.getByRole('button', { name: 'Chấp nhận giải trình' }).click();
  await leader.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await leader.getByText(/^Giải trình được chấp nhận lúc/).waitFor();
});

test('a month is compiled, approved, and public without signing in; taken back it is gone', async () => {
  await open(leader, '/late/lists');
  await leader.getByRole('button', { name: 'Lập danh sách' }).click();
  await leader.getByRole('dialog').getByRole('button', { name: 'Lập danh sách' }).click();
  await leader.getByRole('heading', { name: /^Danh sách quá hạn tháng/ }).waitFor();
  await assertAccessible(leader);
  await leader.getByRole('button', { name: 'Duyệt và công khai' }).click();
  await leader.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await leader.getByText('Đang công khai').waitFor();
  const id = leader.url().split('/').at(-1);
  const { page: anyone } = await visitor(null, PHONE);
  await open(anyone, '/cong-khai/qua-han');
  await assertFits(anyone);
  await anyone.getByRole('link', { name: /^Danh sách quá hạn tháng/ }).click();
  await anyone.waitForURL('**/cong-khai/qua-han/*');
  await anyone.getByText('Giải quyết quá hạn').first().waitFor();
  assert.ok(anyone.url().endsWith(`/cong-khai/qua-han/${id}`));
  await assertFits(anyone);
  await assertAccessible(anyone);
  await leader.getByRole('button', { name: 'Thu hồi' }).click();
  await leader.getByRole('dialog').getByLabel('Lý do').fill('Nhầm tháng');
  await leader.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await leader.getByText('Đã thu hồi').first().waitFor();
  await open(anyone, `/cong-khai/qua-han/${id}`);
  await anyone.getByText('Không có danh sách này').waitFor();
});

test('the fees of the day with their totals; one paid on behalf is told apart', async () => {
  await open(desk, '/fees');
  await desk.getByText('Cán bộ nộp thay').first().waitFor();
  await desk.getByText('BL-0001').waitFor();
  await assertAccessible(desk);
});
