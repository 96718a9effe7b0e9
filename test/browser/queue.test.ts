import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { assertAccessible, assertFits, becomes, bytesOf, open, PHONE, visits } from './visit.ts';

const { app, visitor } = await visits();
const { page: officer, problems } = await visitor('thuly');
const api = await app.signIn('thuly');
const desk = await app.signIn('tiepnhan');

async function receive(name: string): Promise<{ id: number; code: string }> {
  return desk.call('dossiers.receive', {
    procedure_code: '1.004837',
    receiving_unit: 'H48.108',
    applicant: { name, no_identity_reason: 'Chưa được cấp' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
  });
}

const statusOf = async (id: number) => (await api.call('dossiers.get', { id })).status;

const LABELS = {
  to_accept: 'Chờ tiếp nhận',
  waiting: 'Chờ xử lý',
  in_progress: 'Đang xử lý',
  paused: 'Chờ bổ sung',
  to_return: 'Chờ trả kết quả',
  due_soon: 'Sắp đến hạn',
  overdue: 'Quá hạn',
  others: 'Chờ nơi khác',
};

test('the queue opens at the first part that has work, with counts that match', async () => {
  const { tabs } = await api.call('dossiers.queue', {});
  const names = Object.keys(LABELS) as (keyof typeof LABELS)[];
  const first = names.find((name) => tabs[name] > 0) ?? 'waiting';
  await open(officer, '/dossiers/queue');
  const shown = async (links: string) => (await officer.locator(links).allInnerTexts()).map((text) => text.trim());
  await becomes(
    () => shown('nav.tabs a'),
    names.map((name) => `${LABELS[name]} ${tabs[name]}`),
  );
  await becomes(() => shown('nav.tabs a[aria-current]'), [`${LABELS[first]} ${tabs[first]}`]);
  await assertAccessible(officer);
});

test('rows are ticked by the keyboard, and taken up together; the one that changed meanwhile says so and stays', async () => {
  const made = [];
  for (const name of ['Y Loạt Một', 'Y Loạt Hai', 'Y Loạt Ba']) made.push(await receive(name));
  await open(officer, '/dossiers?q=Y%20Loạt');
  await officer.getByText('Y Loạt Ba').waitFor();
  await officer.keyboard.press('Shift+A');
  await officer.getByText('Đã chọn 3 hồ sơ').waitFor();
  await officer.keyboard.press('j');
  await officer.keyboard.press('x');
  await officer.getByText('Đã chọn 2 hồ sơ').waitFor();
  await officer.keyboard.press('x');
  await officer.getByText('Đã chọn 3 hồ sơ').waitFor();
  await assertAccessible(officer);
  // Somebody else was faster with one of them.
  const second = made[1] as { id: number; code: string };
  await desk.call('dossiers.act', { id: second.id, action: 'note', last_seq: 1, data: { text: 'Đã gọi điện' } });
  await officer.getByRole('toolbar').getByRole('button', { name: 'Nhận xử lý' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Nhận xử lý' });
  await dialog.getByText('Áp dụng cho 3 hồ sơ').waitFor();
  await assertAccessible(officer);
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await officer.getByText('Đã xong 2 trong 3 hồ sơ').waitFor();
  const refused = officer.getByRole('list', { name: 'Hồ sơ chưa làm được' });
  await refused.getByRole('link', { name: second.code }).waitFor();
  await refused.getByText(/vừa được người khác thay đổi/).waitFor();
  assert.deepEqual(await Promise.all(made.map((one) => statusOf(one.id))), [4, 2, 4]);
  await officer.getByText('Đã chọn 1 hồ sơ').waitFor();
});

test('a tab of the queue is exported with the dossiers it shows, in its order', async () => {
  await open(officer, '/dossiers/queue?tab=waiting&unit=H48.108&sort=-received_at&page=1');
  const { rows, total } = await api.call('dossiers.queue', { tab: 'waiting', unit: 'H48.108', sort: '-received_at' });
  const saving = officer.waitForEvent('download');
  await officer.getByRole('button', { name: 'Xuất Excel' }).click();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await bytesOf(await saving)) as never);
  const codes: string[] = [];
  book.worksheets[0]?.eachRow((row) => {
    const found = (row.values as unknown[]).map(String).find((value) => /^H48\.108-\d{6}-\d{4}$/.test(value));
    if (found) codes.push(found);
  });
  assert.equal(codes.length, total);
  assert.deepEqual(
    codes.slice(0, rows.length),
    rows.map((row) => row.code),
  );
});

test('a leader decides on several at once', async () => {
  const { page: leader } = await visitor('lanhdao');
  await open(leader, '/dossiers?q=Y%20Loạt');
  await leader
    .getByRole('checkbox', { name: /^Chọn hồ sơ/ })
    .first()
    .waitFor();
  await leader.getByRole('checkbox', { name: 'Chọn cả trang' }).check();
  await leader.getByRole('toolbar').getByRole('button', { name: 'Quyết định kết quả' }).click();
  const dialog = leader.getByRole('dialog', { name: 'Quyết định kết quả' });
  await dialog.getByRole('radio', { name: 'Từ chối giải quyết' }).check();
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await dialog.getByText('Cần nhập mục này').waitFor();
  await dialog.getByLabel('Lý do từ chối').fill('Không đủ điều kiện');
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await leader.getByText('Đã xong 3 trong 3 hồ sơ').waitFor();
});

test('columns are chosen once and stay with the account; a filter is saved under a name', async () => {
  await open(officer, '/dossiers?standing=overdue');
  await officer.getByRole('button', { name: 'Cột hiển thị' }).click();
  const kept = officer.waitForResponse((reply) => /own_lists\/preferences/.test(reply.url()));
  await officer.getByRole('checkbox', { name: 'Cơ quan giải quyết' }).click();
  await officer.getByRole('columnheader', { name: 'Cơ quan giải quyết' }).waitFor();
  await assertAccessible(officer);
  await officer.keyboard.press('Escape');
  await officer.getByRole('button', { name: 'Bộ lọc đã lưu' }).click();
  await officer.getByRole('menuitem', { name: 'Lưu bộ lọc hiện tại' }).click();
  await officer.getByRole('dialog', { name: 'Lưu bộ lọc hiện tại' }).getByLabel('Tên').fill('Quá hạn của tôi');
  await officer.keyboard.press('Enter');
  await officer.getByText('Đã lưu bộ lọc “Quá hạn của tôi”').waitFor();
  await kept;
  const { page: elsewhere } = await visitor('thuly');
  await open(elsewhere, '/dossiers');
  await elsewhere.getByRole('columnheader', { name: 'Cơ quan giải quyết' }).waitFor();
  await elsewhere.getByRole('button', { name: 'Bộ lọc đã lưu' }).click();
  await elsewhere.getByText('Quá hạn của tôi').click();
  await elsewhere.waitForURL(/standing=overdue/);
});

test('the list finds while one types, with or without diacritics, and the address says what is shown', async () => {
  await open(officer, '/dossiers');
  await officer.getByLabel('Mã, họ tên, số định danh, điện thoại, nội dung hoặc thủ tục').fill('y loat hai');
  await officer.waitForURL(/q=y\+loat\+hai/);
  await officer.getByRole('row').filter({ hasText: 'Y Loạt Một' }).waitFor({ state: 'detached' });
  await becomes(() => officer.getByRole('row').filter({ hasText: 'Y Loạt Hai' }).count(), 1);
  const saving = officer.waitForEvent('download');
  await officer.getByRole('button', { name: 'Xuất Excel' }).click();
  assert.match((await saving).suggestedFilename(), /^ho-so-.*\.xlsx$/);
});

test('on a phone the queue is cards that are ticked and acted upon', async () => {
  const made = await receive('Y Điện Thoại');
  const { page: phone } = await visitor('thuly', PHONE);
  await open(phone, '/dossiers/queue?tab=waiting');
  await phone.getByRole('checkbox', { name: `Chọn hồ sơ ${made.code}` }).check();
  await assertFits(phone);
  await assertAccessible(phone);
  await phone.getByRole('toolbar').getByRole('button', { name: 'Nhận xử lý' }).click();
  await phone.getByRole('dialog', { name: 'Nhận xử lý' }).getByRole('button', { name: 'Xác nhận' }).click();
  await phone.getByText('Đã xong 1 trong 1 hồ sơ').waitFor();
  assert.equal(await statusOf(made.id), 4);
});

test('no page broke', () => {
  assert.deepEqual(problems, []);
});
