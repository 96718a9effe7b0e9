// A reform officer writes an inspection with its evidence, finds it, and corrects it; on the desk and on a phone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, open, PHONE, settled, visits } from './visit.ts';

const { visitor } = await visits();
const PDF = { name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% bien ban\n%%EOF\n') };

test('an entry is written with what proves it, found by any field, and corrected with a reason', async () => {
  const { page, problems } = await visitor('cchc');
  await open(page, '/registers?unit=H36.103');
  await page.getByRole('link', { name: 'Kiểm tra CCHC: phát hiện, khắc phục' }).click();
  await page.getByRole('link', { name: 'Thêm mục' }).click();
  await page.getByRole('heading', { name: 'Thêm mục' }).waitFor();
  await page.getByLabel('Ngày kiểm tra').fill('12/11/2026');
  await page.getByLabel('Ngày kiểm tra').press('Enter');
  await page.getByLabel('Số vấn đề phát hiện').fill('2');
  await page.getByLabel('Số vấn đề đã xử lý').fill('3');
  await page.getByRole('button', { name: 'Thêm minh chứng' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(PDF);
  await dialog.getByLabel('Trang').fill('2');
  await dialog.getByLabel('Trích dẫn').fill('phát hiện 02 vấn đề');
  await dialog.getByRole('button', { name: 'Gắn minh chứng' }).click();
  await page.getByText('bien-ban', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Lưu' }).click();
  // More was put right than was found: told beside the field.
  await page.getByText('Lớn hơn “Số vấn đề phát hiện”').waitFor();
  await page.getByLabel('Số vấn đề đã xử lý').fill('1');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByRole('heading', { name: /^Mục số/ }).waitFor();
  await settled(page);
  await page.getByText('phát hiện 02 vấn đề').waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Sửa mục' }).click();
  await page.getByRole('heading', { name: 'Sửa mục' }).waitFor();
  await page.getByLabel('Số vấn đề đã xử lý').fill('2');
  await page.getByLabel('Lý do sửa').fill('đã xử lý xong');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Lý do: đã xử lý xong').waitFor();
  const filters = encodeURIComponent(JSON.stringify([{ field: 'findings', op: 'at_most', wanted: ['2'] }]));
  await open(page, `/registers/inspection?unit=H36.103&filters=${filters}`);
  await page
    .getByRole('status')
    .getByText(/1 mục của 1 đơn vị/)
    .first()
    .waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('on a phone the list, the form and the fields editor fit', async () => {
  const { page, problems } = await visitor('cchc', PHONE);
  for (const address of [
    '/registers?unit=H36.103',
    '/registers/outreach?unit=H36.103',
    '/registers/outreach/new?unit=H36.103',
    '/registers/define?code=initiative',
  ]) {
    await open(page, address);
    await assertFits(page);
    await assertAccessible(page);
  }
  assert.deepEqual(problems, []);
});
