import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { runDue } from '#jobs';
import { importTask } from '#procedures';
import { assertAccessible, assertFits, becomes, bytesOf, open, PHONE, settled, visits } from './visit.ts';

// From a decision on paper to the catalogue everybody reads: entered, imported, posted, reviewed; and the changes of units and years.

const { app, visitor } = await visits();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'catalogue-story-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
const control = await visitor('kiemsoat');

async function pick(page: Page, label: string, typed: string, option: string | RegExp): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await page.keyboard.type(typed);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click();
}

test('a decision amends a procedure: content is filled in, differences are shown, then it is kept', async () => {
  const { page, problems } = control;
  await open(page, '/procedures/1.004194');
  await page.getByRole('button', { name: 'Nhập quyết định' }).click();
  await page.getByLabel('Số quyết định').fill('2001/QĐ-UBND');
  await page.getByLabel('Cơ quan ban hành').fill('UBND tỉnh Quảng Ngãi');
  await page.getByLabel('Trích yếu').fill('Công bố sửa đổi thủ tục đăng ký tạm trú');
  await becomes(() => page.getByLabel('Tên', { exact: true }).inputValue(), 'Đăng ký tạm trú');
  await page.getByLabel('Thời hạn', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Thêm bước' }).click();
  await page.getByText('Còn thiếu: Trình tự thực hiện').waitFor();
  await becomes(
    () => page.getByRole('button', { name: 'Xem lại thay đổi' }).isDisabled(),
    true,
    'a step without words is not a step',
  );
  await page.getByLabel('Nội dung bước 3').fill('Nhận thông báo kết quả');
  await page.getByLabel('Người thực hiện 3').fill('Công dân');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Xem lại thay đổi' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('ins').filter({ hasText: '1 ngày làm việc' }).waitFor();
  await dialog.locator('del').filter({ hasText: '2 ngày làm việc' }).waitFor();
  await dialog.locator('ins').filter({ hasText: 'Nhận thông báo kết quả' }).waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Lưu quyết định' }).click();
  await page.waitForURL(/\/procedures\/decisions\/\d+$/);
  await page.getByRole('link', { name: 'Đăng ký tạm trú' }).click();
  await page.getByRole('heading', { name: 'So sánh hai lần công bố' }).waitFor();
  await page.locator('.differences ins').filter({ hasText: '1 ngày làm việc' }).waitFor();
  await page.getByRole('link', { name: '2001/QĐ-UBND' }).first().waitFor();
  const kept = await (await app.signIn('kiemsoat')).call('procedures.get', { code: '1.004194' });
  assert.deepEqual([kept.limit_amount, kept.steps.length, kept.decision_no], [1, 3, '2001/QĐ-UBND']);
  assert.deepEqual(problems, []);
});

test('a book is looked at first: a fault is named by its cell, a clean one is taken over as one decision', async () => {
  const { page } = control;
  await open(page, '/procedures/import');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải danh mục hiện hành' }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await bytesOf(file)) as never);
  const sheet = book.worksheets[0];
  assert.ok(sheet);
  const row = Array.from({ length: sheet.rowCount }, (_, at) => at + 1).find((at) => sheet.getCell(at, 1).text === '1.004222');
  assert.ok(row, 'the book holds the procedure');
  const columnOf = (head: string) => {
    for (let at = 1; at <= sheet.columnCount; at += 1) if (sheet.getCell(1, at).text === head) return at;
    throw new Error(`no column ${head}`);
  };
  const send = async (name: string) => {
    await book.xlsx.writeFile(path.join(folder, name));
    await page.locator('input[type=file]').setInputFiles(path.join(folder, name));
  };
  sheet.getCell(row, columnOf('Thời hạn')).value = 'bảy';
  await send('sai.xlsx');
  await page.getByText('“bảy” không phải số nguyên').waitFor();
  await assertAccessible(page);
  sheet.getCell(row, columnOf('Thời hạn')).value = 6;
  await send('dung.xlsx');
  await page.getByText(/Thêm mới 0, sửa đổi 1, giữ nguyên \d+ thủ tục/).waitFor();
  await page.getByLabel('Số quyết định').fill('2002/QĐ-UBND');
  await page.getByLabel('Cơ quan ban hành').fill('UBND tỉnh Quảng Ngãi');
  await page.getByLabel('Trích yếu').fill('Công bố danh mục từ Excel');
  await page.getByRole('button', { name: 'Nhập vào danh mục' }).click();
  await page.getByText(/Đang nhập \d+\/\d+ thủ tục/).waitFor();
  await runDue(app.db.pool, { tasks: [importTask], now: () => app.now.at });
  await page.getByText('Đã nhập xong 1 thủ tục').waitFor();
  await page.getByRole('link', { name: 'Mở quyết định' }).waitFor();
});

test('filters find what is missing, of vertical agencies, internal; counts match the list', async () => {
  const { page, problems } = control;
  problems.length = 0;
  await open(page, '/procedures?vertical=police');
  await page.getByRole('link', { name: 'Đăng ký thường trú' }).waitFor();
  await page.getByText('1–2 trong 2').waitFor();
  await open(page, '/procedures?kind=internal');
  await page.getByText('gửi nhận trên môi trường điện tử').waitFor();
  await page.getByText('1–1 trong 1').waitFor();
  const { any } = await (await app.signIn('kiemsoat')).call('procedures.gaps', {});
  await open(page, '/procedures?gap=any');
  await page.getByText(`1–20 trong ${any}`).waitFor();
  assert.deepEqual(problems, []);
});

test('a leader of the commune posts what is missing, and records what a review found', async () => {
  const { page, problems } = await visitor('lanhdao');
  await open(page, '/procedures/publication');
  await page.getByText('Phải niêm yết', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Niêm yết nhiều thủ tục' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Chọn mọi thủ tục cấp xã tại Một cửa/ }).click();
  await dialog.getByText(/Đã chọn \d+ thủ tục/).waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  const { share } = await (await app.signIn('lanhdao')).call('procedures.publications', { unit: 'bo-y' });
  assert.equal(share?.at_desk, share?.due);
  await open(page, '/procedures/reviews?year=2026');
  const line = page.getByRole('row').filter({ hasText: '1.001193' });
  await line.getByText('Quá hạn rà soát').waitFor();
  await line.getByRole('button', { name: 'Ghi kết quả' }).click();
  await pick(page, 'Kết quả', '', 'Giữ nguyên');
  await page.getByLabel('Nhận xét').fill('Thủ tục đã gọn, giữ nguyên.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
  await line.getByText('Thủ tục đã gọn, giữ nguyên.').waitFor();
  await page.getByRole('button', { name: 'Phê duyệt' }).first().click();
  await page.getByLabel('Số quyết định').fill('301/QĐ-UBND');
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('301/QĐ-UBND').waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('the administrator renames a unit from a day on, told what it does first', async () => {
  const { page, problems } = await visitor('quantri');
  await open(page, '/org/H48.108');
  await page.getByRole('button', { name: 'Thay đổi tổ chức' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('vẫn là đơn vị ấy, số liệu liền mạch').waitFor();
  await dialog.getByLabel('Tên đầy đủ').fill('Phường Bờ Y');
  await dialog.getByLabel('Số quyết định, nghị quyết').fill('12/NQ-HĐND');
  await dialog.getByLabel('Căn cứ').fill('Nghị quyết của Hội đồng nhân dân tỉnh (thử)');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Thực hiện thay đổi' }).click();
  await dialog.getByText('Cần nhập mục này').waitFor();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Thực hiện thay đổi' }).click();
  await page.getByRole('heading', { name: 'Phường Bờ Y', level: 1 }).waitFor();
  assert.deepEqual(problems, []);
});

test('a year of the calendar is marked as verified', async () => {
  const { page, problems } = control;
  problems.length = 0;
  await open(page, '/calendar?year=2026');
  await page.getByRole('button', { name: 'Đối chiếu năm 2026' }).click();
  await pick(page, 'Trạng thái', '', 'Đã phê duyệt');
  await page.getByLabel('Căn cứ').fill('Thông báo nghỉ lễ, Tết năm 2026 (đã đối chiếu)');
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Lịch năm 2026 đã đối chiếu với văn bản chính thức').waitFor();
  assert.deepEqual(problems, []);
});

test('every page of procedure control fits a phone and is accessible there', async () => {
  const { page, problems } = await visitor('kiemsoat', PHONE);
  for (const [address, shows] of [
    ['/procedures', 'Còn thiếu'],
    ['/procedures/1.004194', 'So sánh hai lần công bố'],
    ['/procedures/decide?procedure=1.004222', 'Nội dung thủ tục'],
    ['/procedures/publication?unit=H48.108', 'Phải niêm yết'],
    ['/procedures/reviews?year=2026', 'Tiết kiệm mỗi năm'],
    ['/procedures/import', 'Tải mẫu trống'],
  ] as const) {
    await open(page, address);
    await page.getByText(shows).filter({ visible: true }).first().waitFor();
    await assertFits(page);
    await assertAccessible(page);
  }
  assert.deepEqual(problems, []);
});
