import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, open, PHONE, settled, told, visits } from './visit.ts';

const { visitor } = await visits();

test('what is due is written with one press; the level above sees who is missing, closes a period and makes an exception', async () => {
  // Only people of the unit itself write its reports.
  const own = await visitor('vanphong');
  await open(own.page, '/reports/due?unit=H48.108');
  const behind = own.page.getByRole('region', { name: 'Quá hạn chưa nộp' });
  const quarter = behind.getByRole('row').filter({ hasText: 'thủ tục hành chính' }).filter({ hasText: 'Quý III/2026' });
  await quarter.getByText('Muộn 65 ngày').waitFor();
  await assertAccessible(own.page);
  await quarter.getByRole('button', { name: 'Lập báo cáo' }).click();
  await own.page.waitForURL(/\/reports\/kept\/\d+$/);
  await settled(own.page);
  assert.deepEqual(own.problems, []);

  const { page, problems } = await visitor('kiemsoat');
  await open(page, '/reports/due?view=below&regime=tthc&kind=quarter');
  const cell = page.getByRole('button', { name: /^Xã Bờ Y, Quý III\/2026: Nháp/ });
  await cell.waitFor();
  const missing = page.getByRole('link', { name: /^Quý III\/2026: Quá hạn chưa nộp: \d+$/ });
  const count = (await missing.innerText()).trim();
  await missing.click();
  const list = page.getByRole('region', { name: `Quý III/2026: Quá hạn chưa nộp (${count})` }).first();
  await list.waitFor();
  await assertAccessible(page);

  await page.getByRole('button', { name: 'Khoá kỳ Quý III/2026' }).click();
  await page.getByRole('dialog').getByLabel('Lý do').fill('Đã tổng hợp');
  await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await told(page, 'Đã khoá kỳ.');
  await settled(page);
  await cell.getByText('Đã khoá').waitFor();
  await cell.click();
  await page.getByRole('button', { name: 'Mở ngoại lệ' }).click();
  const exception = page.getByRole('dialog').filter({ has: page.getByLabel('Lý do') });
  await exception.getByLabel('Lý do').fill('Mất điện');
  await exception.getByRole('button', { name: 'Xác nhận' }).click();
  await cell.getByText('Mở ngoại lệ').waitFor();
  assert.deepEqual(problems, []);

  const phone = await visitor('lanhdao', PHONE);
  await open(phone.page, '/reports/due');
  await phone.page.getByText('Quá hạn chưa nộp').first().waitFor();
  await assertFits(phone.page);
  await assertAccessible(phone.page);
  assert.deepEqual(phone.problems, []);
});

test('a province changes a regime from a day: the days of the year are seen before it is kept, earlier versions stay', async () => {
  const { page, problems } = await visitor('kiemsoat');
  await open(page, '/reports/regimes/edit?code=cchc');
  await page.getByLabel('Cách tính hạn: Xã, phường').press('Enter');
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .getByText('Số ngày làm việc sau ngày cuối kỳ')
    .click();
  const preview = page.getByRole('region', { name: 'Hạn gửi trong năm 2026' }).first();
  // The first quarter ends on Saturday 14 March; two working days later is Tuesday 17.
  const first = preview.getByRole('row').filter({ hasText: 'Quý I/2026' });
  await first.getByRole('cell').nth(4).filter({ hasText: '17/03/2026' }).waitFor();
  await assertAccessible(page);
  await page.getByLabel('Lý do').fill('Theo quy định mới của tỉnh');
  await page.getByRole('button', { name: 'Lưu bản mới' }).click();
  await page.getByText('Bản 1 của tỉnh').waitFor();
  await page.getByText('2 ngày làm việc sau ngày cuối kỳ').first().waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});
