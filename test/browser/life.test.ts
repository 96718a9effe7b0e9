import assert from 'node:assert/strict';
import test from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { assertAccessible, assertFits, becomes, open, openIntake, PHONE, press, visits } from './visit.ts';

// What happens to a dossier between its reception and its end, on the screen: money to its end, more time, an apology, an end without a result and
// opening again, a refusal; guidance without a card; the application of the day without writing; work on many that is stopped on its way.

const { app, visitor } = await visits();
const { page: desk, problems } = await visitor('tiepnhan');
const { page: officer } = await visitor('thuly');
const { page: leader } = await visitor('lanhdao');
const api = await app.signIn('tiepnhan');

const filing = (name: string) => ({
  procedure_code: '1.004837',
  receiving_unit: 'bo-y',
  applicant: { name, no_identity_reason: 'Chưa được cấp' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
});

async function received(name: string): Promise<string> {
  const { id } = await api.call('dossiers.receive', filing(name));
  return `/dossiers/${id}`;
}

async function does(page: Page, action: string, write: (dialog: Locator) => Promise<unknown> = async () => {}): Promise<void> {
  await press(page, action);
  const dialog = page.getByRole('dialog', { name: action });
  await write(dialog);
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const fact = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]');

test('more money is asked for, the clock stands, it is paid to the end; time is given and an apology made', async () => {
  const address = await received('Y Đủ Đường');
  await open(officer, address);
  await officer.getByRole('button', { name: 'Nhận xử lý' }).click();
  await officer.getByRole('button', { name: 'Nhận xử lý' }).waitFor({ state: 'detached' });
  await does(officer, 'Yêu cầu nộp tiền', async (dialog) => {
    await dialog.getByLabel('Số tiền (đồng)').fill('30000');
    await dialog.getByLabel('Lý do').fill('Phí thẩm định');
    await assertAccessible(officer);
  });
  await officer.getByText('Đang tạm dừng tính thời gian').first().waitFor();
  await open(desk, address);
  await desk.getByRole('group', { name: 'Việc có thể làm' }).waitFor();
  assert.equal(await desk.getByRole('button', { name: 'Thu phí, lệ phí', exact: true }).count(), 0);
  await does(desk, 'Ghi nhận nộp tiền', async (dialog) => {
    await becomes(() => dialog.getByLabel('Số tiền (đồng)').inputValue(), '30.000');
    await dialog.getByLabel('Số biên lai').fill('BL-77');
  });
  await desk.getByText('Đã nộp đủ').first().waitFor();
  await open(leader, address);
  await does(leader, 'Gia hạn', async (dialog) => {
    await dialog.getByLabel('Lý do').fill('Xác minh tại thôn');
    await dialog.getByLabel('Người cho phép gia hạn').fill('Lê Thanh Sơn');
    await assertAccessible(leader);
  });
  await leader.getByText('Đã gia hạn 1 lần').waitFor();
  await does(leader, 'Ghi chú', (dialog) => dialog.getByLabel('Nội dung').fill('Khẩn trương xác minh'));
  await leader.getByText('Khẩn trương xác minh').waitFor();
  await open(officer, address);
  await does(officer, 'Xin lỗi, hẹn lại ngày trả', async (dialog) => {
    await dialog.getByRole('radio', { name: 'Xin lỗi, không hẹn ngày' }).check();
    await dialog.getByLabel('Lý do').fill('Chờ xác minh');
    await dialog.getByLabel('Người ký').fill('Lê Thanh Sơn');
  });
  await officer.getByText(/^Đã xin lỗi lúc/).waitFor();
  await assertAccessible(officer);
});

test('stopped it says that it can be opened again, and is; refused with its reason and given back', async () => {
  const address = await received('Y Dừng Rồi Mở');
  await open(leader, address);
  await does(leader, 'Dừng xử lý', async (dialog) => {
    await dialog.getByText('Muốn xử lý tiếp, người có thẩm quyền phải mở lại').waitFor();
    await dialog.getByLabel('Lý do').fill('Có khiếu nại về đất');
  });
  await does(leader, 'Mở lại hồ sơ', (dialog) => dialog.getByLabel('Lý do').fill('Khiếu nại đã giải quyết'));
  await leader.getByText('Đã mở lại 1 lần').waitFor();
  await does(leader, 'Quyết định kết quả', async (dialog) => {
    await dialog.getByRole('radio', { name: 'Từ chối giải quyết' }).check();
    await dialog.getByLabel('Lý do từ chối').fill('Không đủ điều kiện');
  });
  await leader.getByText('Lý do từ chối: Không đủ điều kiện').waitFor();
  await open(desk, address);
  await does(desk, 'Trả kết quả');
  await becomes(() => fact(desk, 'Kết quả').last().innerText(), 'Từ chối giải quyết');
  const phone = (await visitor('tiepnhan', PHONE)).page;
  await open(phone, address);
  await assertFits(phone);
  await assertAccessible(phone);
});

test('withdrawn by the applicant it ends; nothing is offered that cannot be done', async () => {
  const address = await received('Y Rút Lại');
  await open(desk, address);
  await does(desk, 'Rút hồ sơ', (dialog) => dialog.getByLabel('Lý do').fill('Đổi ý'));
  await desk.getByText('Công dân yêu cầu rút hồ sơ').first().waitFor();
  await becomes(() => desk.getByRole('button', { name: 'Nhận xử lý' }).count(), 0);
});

test('who only asks is guided without a card', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByLabel('Họ và tên / tên tổ chức').fill('Khách Chưa Có Giấy');
  await desk.keyboard.press('Alt+Digit5');
  const dialog = desk.getByRole('dialog', { name: 'Chưa tiếp nhận hồ sơ' });
  await dialog.getByLabel('Nội dung hướng dẫn').fill('Mang giấy khai sinh');
  await assertAccessible(desk);
  await dialog.getByRole('button', { name: 'Ghi lại và lập phiếu' }).click();
  await desk.getByRole('heading', { name: 'Đã hướng dẫn hoàn thiện hồ sơ' }).waitFor();
  await open(desk, '/dossiers/new?procedure=9.999');
  await desk.getByText('Không có thủ tục mang mã 9.999').waitFor();
  await desk.getByText('Thủ tục không quy định giấy tờ').waitFor({ state: 'detached' });
});

test('many are taken up with a bar that fills; stopped on the way, the rest is untouched and still ticked', async () => {
  await api.call('dossiers.receive_many', { items: Array.from({ length: 45 }, (_, at) => filing(`Y Hàng Loạt ${at + 1}`)) });
  await open(officer, '/dossiers?q=Y%20H%C3%A0ng%20Lo%E1%BA%A1t&rows=50');
  await officer.getByRole('checkbox', { name: 'Chọn cả trang' }).check();
  await officer.getByText('Đã chọn 45 hồ sơ').waitFor();
  // The second slice waits until Stop was pressed.
  let slices = 0;
  const stopped = Promise.withResolvers<void>();
  await officer.route('**/api/dossiers/act_many', async (route) => {
    slices += 1;
    if (slices === 2) await stopped.promise;
    await route.continue();
  });
  await officer.getByRole('toolbar').getByRole('button', { name: 'Nhận xử lý' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Nhận xử lý' });
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await dialog.getByText('20/45 hồ sơ').waitFor();
  await assertAccessible(officer);
  await dialog.getByRole('button', { name: 'Dừng' }).click();
  stopped.resolve();
  await officer.getByText(/^Đã dừng: xong 40 trong 45 hồ sơ/).waitFor();
  await officer.getByText('Đã chọn 5 hồ sơ').waitFor();
  const { total } = await api.call('dossiers.list', { q: 'Y Hàng Loạt', status: '4' });
  assert.deepEqual([slices, total], [2, 40]);
  await officer.getByRole('toolbar').getByRole('button', { name: 'Nhận xử lý' }).click();
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await officer.getByText('Đã xong 5 trong 5 hồ sơ').waitFor();
});

test('no page broke', () => {
  assert.deepEqual(problems, []);
});
