import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, open, PHONE, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
const leader = await visitor('lanhdao');
const { page, problems } = leader;

test('people of the desk by title and period, equipment and hours are kept, and what held before stays on record', async () => {
  await open(page, '/desk');
  await page.getByRole('link', { name: 'Trung tâm Phục vụ hành chính công xã Bờ Y' }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Thêm người' }).click();
  const adding = page.getByRole('dialog', { name: 'Thêm người' });
  await adding.getByLabel('Họ và tên').fill('Y Thử Việc');
  await adding.getByLabel('Chức danh').fill('Công chức Văn phòng - Thống kê');
  await adding.getByRole('button', { name: 'Lưu' }).click();
  await adding.waitFor({ state: 'hidden' });
  const row = page.getByRole('row', { name: /Y Thử Việc/ });
  await row.getByRole('button', { name: 'Kết thúc' }).click();
  const ending = page.getByRole('dialog', { name: 'Y Thử Việc thôi làm việc tại đây' });
  await ending.getByLabel('Lý do').fill('chuyển công tác');
  await ending.getByRole('button', { name: 'Xác nhận' }).click();
  await ending.waitFor({ state: 'hidden' });
  await page.getByLabel('Cả người đã thôi').check();
  await page.getByRole('row', { name: /Y Thử Việc.*đến/ }).waitFor();

  await page.getByRole('link', { name: 'Giờ mở cửa' }).click();
  await page.getByRole('button', { name: 'Đổi giờ' }).click();
  const hours = page.getByRole('dialog', { name: 'Đổi giờ' });
  await hours.getByLabel('Thứ Bảy').fill('7h tới trưa');
  await hours.getByRole('button', { name: 'Lưu' }).click();
  await hours.getByText('Viết giờ như 07:30-11:30, 13:30-17:00.').waitFor();
  await hours.getByLabel('Thứ Bảy').fill('07:30-11:30');
  await hours.getByRole('button', { name: 'Lưu' }).click();
  await page.getByRole('row', { name: 'Thứ Bảy 07:30-11:30' }).waitFor();
  await assertAccessible(page);
});

test('a service and its counter are added; with the address replaced the old number machine tells whom to ask', async () => {
  await page.getByRole('link', { name: 'Quầy và số thứ tự' }).click();
  await page.getByRole('button', { name: 'Thêm dịch vụ' }).click();
  const service = page.getByRole('dialog', { name: 'Thêm dịch vụ' });
  await service.getByLabel('Chữ cái').fill('k');
  await service.getByLabel('Dịch vụ', { exact: true }).fill('Tư pháp khác');
  await service.getByRole('button', { name: 'Lưu' }).click();
  await service.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /^K Tư pháp khác/ }).waitFor();
  const old = (await page.getByRole('link', { name: 'Trang lấy số' }).getAttribute('href')) ?? '';
  const machine = await visitor(null, PHONE);
  await open(machine.page, old);
  await machine.page.getByRole('button', { name: /Tư pháp khác/ }).click();
  await machine.page.getByText('K001').waitFor();

  await page.getByRole('button', { name: 'Đổi địa chỉ' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Xác nhận|Đồng ý|Đổi/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await open(machine.page, old);
  await machine.page.getByText('Địa chỉ của màn hình này không còn dùng.').waitFor();
  await assertAccessible(machine.page);
  assert.deepEqual(problems, []);
});

test('a desk that is closed shows its records and calls no numbers', async () => {
  const officer = await app.signIn('lanhdao');
  const closed = (await officer.call('desk.list', { day: '2024-06-03' })).rows.find((one) => /xã Pờ Y/.test(one.name));
  assert.ok(closed, 'the desk of before the merger');
  await open(page, `/desk/${closed.id}`);
  await page.getByText('Điểm tiếp nhận này không hoạt động hôm nay').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Gọi số' }).count(), 0);
});
