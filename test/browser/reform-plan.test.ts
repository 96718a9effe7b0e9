import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, becomes, open, PHONE, settled, visits } from './visit.ts';

const { visitor } = await visits();

test('from the plan to a task: moved on the board with its reason, counted at once, read on a phone', async () => {
  const { page, problems } = await visitor('cchc');
  await open(page, '/plans');
  await page.getByRole('link', { name: 'Kế hoạch cải cách hành chính năm 2026 của tỉnh Lâm Đồng' }).click();
  await settled(page);
  await page.getByText('Bảng trạng thái').click();
  const lane = (name: string) => page.getByRole('region', { name, exact: true });
  await lane('Chưa làm').getByText('Tập huấn an toàn thông tin').waitFor();
  await assertAccessible(page);
  // Words do not lean on the border of their card.
  const padding = await page.evaluate("getComputedStyle(document.querySelector('.lane-card')).paddingLeft");
  assert.equal(padding, '10px');
  // The card's own button does what dragging does.
  await page.getByRole('button', { name: 'Chuyển trạng thái: Tập huấn an toàn thông tin cho cấp xã' }).click();
  await page.getByRole('menuitem', { name: 'Không thực hiện' }).click();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Cần nêu lý do').waitFor();
  await page.getByRole('dialog').getByLabel('Lý do').fill('Chuyển sang năm sau');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await lane('Không thực hiện').getByText('Tập huấn an toàn thông tin').waitFor();
  const tile = page.getByRole('link', { name: /Không thực hiện$/ });
  await becomes(async () => (await tile.locator('.tile-value').innerText()).trim(), '2');
  await page.getByText('Tiến độ (Gantt)').click();
  await page.getByRole('link', { name: 'Số hóa kết quả giải quyết còn hiệu lực' }).click();
  await page.getByText('2/4 đơn vị đã hoàn thành').waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);

  const phone = await visitor('cchc', PHONE);
  await open(phone.page, '/plans/targets?unit=dak-song&year=2023');
  await phone.page.getByRole('link', { name: /Hồ sơ giải quyết quá hạn không quá 5%/ }).click();
  await phone.page.getByText('10,5942%').first().waitFor();
  await assertFits(phone.page);
  await assertAccessible(phone.page);
  assert.deepEqual(phone.problems, []);
});
