import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { assertAccessible, assertFits, open, PHONE, visits } from './visit.ts';

// A unit's own Word template, from the product's to the one in force; and figures put into the words of a report by keyboard.

const { app, visitor } = await visits();
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-templates-'));
after(() => fs.rmSync(FOLDER, { recursive: true }));
const officer = await app.signIn('vanphong');
const { id } = await officer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });
const file = path.join(FOLDER, 'mau-cua-xa.docx');
fs.writeFileSync(file, await officer.bytes('reports.product_template', {}));

test('a template is uploaded, checked, put in force from a day, and the product’s comes back', async () => {
  const { page, problems } = await visitor('vanphong');
  await open(page, '/reports/templates?unit=H48.108');
  const row = page.getByRole('row').filter({ hasText: 'thủ tục hành chính' }).first();
  await row.getByRole('button', { name: 'Tên ô điền' }).click();
  await page.getByRole('dialog').getByText('s:*', { exact: true }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
  await row.getByRole('button', { name: 'Tải mẫu lên' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'Tải lên mẫu' });
  await dialog.getByLabel('Chọn tệp .docx').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Tải mẫu lên' }).click();
  await dialog.getByText('Đã lưu phiên bản 1.').waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Đóng' }).first().click();
  await page.getByRole('button', { name: 'Áp dụng', exact: true }).click();
  const when = page.getByRole('dialog').filter({ hasText: 'Áp dụng phiên bản 1' });
  await when.getByLabel('Lý do').fill('Mẫu chung của xã');
  await when.getByRole('button', { name: 'Xác nhận' }).click();
  await page.getByText(/Mẫu của .*, phiên bản 1/).waitFor();
  await assertAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'templates.png'), fullPage: true });
  await page.setViewportSize(PHONE);
  await assertFits(page);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'templates-phone.png'), fullPage: true });
  assert.deepEqual(problems, []);
});

test('typing / opens the search; arrows and Enter put a figure into the words, Escape leaves them as typed', async () => {
  const { page, problems } = await visitor('vanphong');
  await open(page, `/reports/kept/${id}`);
  // Several places for words stand under the heading: any will do.
  await page
    .getByRole('button', { name: /^Sửa.*NGUYÊN NHÂN/ })
    .first()
    .click();
  const box = page.getByRole('textbox', { name: /NGUYÊN NHÂN/ });
  await box.press('Control+End');
  await box.pressSequentially(' Theo văn bản 12/KH-UBND, quý II có /');
  const words = page.getByRole('combobox', { name: 'Tìm số liệu' });
  await words.pressSequentially('ho so qua han quy ii');
  const option = page.getByRole('option', { name: /Giải quyết quá hạn.*Quý II\/2026/ }).first();
  await option.waitFor();
  await assertAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'search.png'), fullPage: false });
  await words.press('ArrowDown');
  await words.press('ArrowUp');
  await words.press('Enter');
  await box.locator('.figure-chip', { hasText: /^28$/ }).waitFor();
  await page.keyboard.type(' hồ sơ quá hạn [[');
  await page.getByRole('combobox', { name: 'Tìm số liệu' }).press('Escape');
  await page.keyboard.type(' và /');
  await page.getByRole('combobox', { name: 'Tìm số liệu' }).pressSequentially('ty le dung han');
  await page.getByRole('option', { name: /93,84%/ }).waitFor();
  await page.getByRole('combobox', { name: 'Tìm số liệu' }).press('Enter');
  await box.locator('.figure-chip', { hasText: '93,84%' }).waitFor();
  await page.keyboard.type(' đúng hạn.');
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'chips.png'), fullPage: false });
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await box.waitFor({ state: 'detached' });
  const { content } = await officer.call('reports.get', { id });
  const said = content.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'narrative' ? block.paragraphs : []))
    .map((line) =>
      line.map((one) => ('text' in one ? one.text : 'figure' in one ? `{${content.figures[one.figure]?.printed}}` : '')).join(''),
    )
    .find((line) => line.includes('12/KH-UBND'));
  assert.match(said ?? '', /Theo văn bản 12\/KH-UBND, quý II có \{28\} hồ sơ quá hạn \[\[ và \{93,84%\} đúng hạn\.$/);
  assert.deepEqual(problems, []);
});
