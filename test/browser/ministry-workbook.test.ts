import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, open, PHONE, settled, told, visits } from './visit.ts';

const { visitor } = await visits();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Form II.06a as a ministry sends it, with room for sixty sectors. */
async function sent(): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Biểu II.06a');
  sheet.getCell('A1').value = 'Biểu số II.06a/VPCP/KSTT';
  sheet.getRow(3).values = Array.from({ length: 13 }, (_, at) => `(${at + 1})`);
  for (let row = 4; row < 64; row += 1)
    for (let column = 1; column <= 13; column += 1) sheet.getCell(row, column).border = { top: { style: 'thin' } };
  sheet.getCell('B64').value = 'Tổng số';
  for (const letter of 'CDEFGHIJKLM') sheet.getCell(`${letter}64`).value = { formula: `SUM(${letter}4:${letter}63)`, result: 0 };
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('a ministry’s workbook is uploaded, one more cell is mapped by hand, and it is taken filled', async () => {
  const { page, problems } = await visitor('kiemsoat');
  await open(page, '/reports/workbooks?unit=H48');
  const upload = page;
  await upload.getByLabel('Áp dụng từ ngày').fill('15/06/2026');
  await upload.getByLabel('Áp dụng từ ngày').press('Enter');
  await upload.getByLabel('Lý do').fill('Mẫu năm 2026 của bộ');
  await assertAccessible(page);
  await upload.locator('input[type=file]').setInputFiles({ name: 'mau-II06a.xlsx', mimeType: XLSX, buffer: await sent() });
  await page.getByRole('heading', { name: 'Ghép ô của mẫu với biểu II.06a' }).waitFor();
  await page.getByText('Mọi ô đã ghép đều điền được.').waitFor();
  await page.getByRole('button', { name: 'C4 #1 (3)' }).waitFor();
  await page.getByLabel('Ô khác (ví dụ D12)').fill('C2');
  await page.getByLabel('Dòng của biểu').click();
  await page.getByLabel('Dòng của biểu').fill('Tổng');
  // In the list that opened: words of the page itself may be the same.
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
  await options.getByText('Tổng số', { exact: true }).click();
  await page.getByLabel('Cột của biểu').press('Enter');
  await options.getByText('(3) Số lượng hồ sơ tiếp nhận / Tổng số').click();
  await page.getByRole('button', { name: 'Điền vào ô này' }).click();
  await assertAccessible(page);
  await page.getByLabel('Lý do').fill('Thêm ô tổng ở đầu biểu');
  await page.getByRole('button', { name: 'Lưu phần ghép ô' }).click();
  await told(page, 'Đã lưu thành bản 2.');
  await settled(page);

  await open(page, '/reports/workbooks?unit=H48.108');
  await page.getByText('Điền 781 ô.').waitFor();
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tải tệp đã điền' }).click();
  assert.match((await waiting).suggestedFilename(), /^mau-II06a-H48\.108-2026-01-01-\d{4}-\d\d-\d\d\.xlsx$/);
  assert.deepEqual(problems, []);

  const phone = await visitor('kiemsoat', PHONE);
  for (const address of ['/reports/workbooks?unit=H48', '/reports/workbooks/II.06a?unit=H48']) {
    await open(phone.page, address);
    await phone.page.getByText('mau-II06a.xlsx').first().waitFor();
    await assertFits(phone.page);
    await assertAccessible(phone.page);
  }
  assert.deepEqual(phone.problems, []);
});
