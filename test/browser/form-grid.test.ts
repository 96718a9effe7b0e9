import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, becomes, open, PHONE, settled, until, visits } from './visit.ts';

const { app, visitor } = await visits();
// A unit that keeps no plan in the product: what a plan would say is declared.
await app.db.owner.query("update plans.task set removed_at = now(), removed_reason = 'kiểm thử' where removed_at is null");
const FORM = '/forms/CCHC-TK/fill?unit=ngan-son&from=2022-06-15&to=2022-09-09&kind=free';

test('the appendix filled by keyboard and from Excel: refused by cell, put right, undone, judged, completed', async () => {
  const { page, context, problems } = await visitor('cchc.thainguyen');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, FORM);
  const cell = (name: string) => page.getByRole('textbox', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) });
  const value = (name: string) => cell(name).inputValue();
  const late = '1.4.3 Hoàn thành quá hạn';
  const overdue = '1.4.4 Quá hạn chưa xong';
  const saved = () => page.getByText('Mọi ô đã lưu').waitFor();

  // Typing replaces, Enter goes down, the number is written as people here write it.
  await cell(late).click();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await saved();
  await becomes(() => value(late), '5');
  await until(page, `document.activeElement?.getAttribute('aria-label') === ${JSON.stringify(overdue)}`);
  // Words are refused at their cell and stay to be mended; Esc gives them up.
  await page.keyboard.type('11 cả huyện, xã');
  await page.keyboard.press('Enter');
  await page.getByText('Chưa lưu: 1 ô có lỗi').waitFor();
  await becomes(() => cell(overdue).getAttribute('aria-invalid'), 'true');
  await page.getByRole('button', { name: '1.4.4 Quá hạn chưa xong' }).click();
  await until(page, `document.activeElement?.getAttribute('aria-label') === ${JSON.stringify(overdue)}`);
  await page.keyboard.press('Escape');
  await becomes(() => value(overdue), '');

  // A block from Excel: all or nothing.
  const paste = (text: string) =>
    page.evaluate<void>(`navigator.clipboard.writeText(${JSON.stringify(text)})`).then(() => page.keyboard.press('Control+v'));
  await cell(late).click();
  await paste('7\tđã đếm lại\r\n11 cả huyện, xã\r\n');
  await page.getByText('Chưa lưu: 1 ô có lỗi').waitFor();
  await page.getByText('“11 cả huyện, xã”').waitFor();
  await becomes(() => value(late), '5', 'nothing of the block is kept');
  await paste('7\tđã đếm lại\r\n20\r\n');
  await saved();
  await page.getByText('(57 <= 48 là sai)').first().waitFor();
  await becomes(async () => [await value(late), await value(overdue)], ['7', '20']);
  await assertAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-wide.png` });

  // Copied as Excel reads it, and taken back.
  await cell(late).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await becomes(() => page.evaluate('navigator.clipboard.readText()'), '7\r\n20');
  await page.keyboard.press('Control+z');
  await saved();
  await page.getByText('(57 <= 48 là sai)').first().waitFor({ state: 'detached' });
  await becomes(async () => [await value(late), await value(overdue)], ['5', '']);

  // What somebody else declared wants a reason.
  await cell('1.2.2 Nhiệm vụ hoàn thành').click();
  await page.keyboard.type('36');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Lý do').fill('Thêm một nhiệm vụ hoàn thành');
  await page.keyboard.press('Enter');
  await saved();
  await page.getByRole('button', { name: /^1\.2 .*78,26%/ }).click();
  await cell('1.2.2 Nhiệm vụ hoàn thành').click();
  await page.getByText('35 → 36').waitFor();
  await page.getByLabel('Ghi ý kiến về ô này').fill('Đã có biên bản');
  await page.getByRole('button', { name: 'Gửi ý kiến' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Đã có biên bản' }).waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-panel.png` });

  // Rules of high importance are explained, then the form is complete and locked.
  for (;;) {
    const explain = page.getByRole('button', { name: 'Giải trình' }).first();
    if ((await explain.count()) === 0) break;
    const left = await page.getByRole('button', { name: 'Giải trình' }).count();
    await explain.click();
    await page.getByRole('dialog').getByRole('textbox').fill('Số theo biểu đã gửi');
    await page.getByRole('button', { name: 'Lưu giải trình' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await becomes(async () => (await page.getByRole('button', { name: 'Giải trình' }).count()) < left, true);
  }
  await page.getByRole('button', { name: 'Hoàn thành biểu' }).click();
  // Cells are empty: it is complete only with the reason why.
  await page.getByRole('dialog').getByLabel('Lý do').fill('Sở chưa gửi số liệu');
  await page.getByRole('button', { name: 'Xác nhận' }).click();
  await page
    .getByText(/Hoàn thành: Nông Thu Trang/)
    .first()
    .waitFor();
  await becomes(() => cell(late).count(), 0, 'the cell is locked');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-complete.png`, fullPage: true });
  for (const view of ['periods', 'units']) {
    await open(page, `${FORM.replace('ngan-son', view === 'units' ? 'bac-kan' : 'ngan-son')}&view=${view}`);
    await settled(page);
    await assertAccessible(page);
    await assertFits(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-${view}.png` });
  }
  await page.getByText('Đã hoàn thành', { exact: true }).waitFor();
  await open(page, '/forms/CCHC-TK/rules?unit=thai-nguyen');
  await page.getByRole('button', { name: 'Sửa quy tắc c1.2', exact: true }).click();
  await page.getByText('Các phiên bản').waitFor();
  await assertAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-rules.png` });
  assert.deepEqual(problems, []);
});

test('read on a phone by the level above', async () => {
  const { page, problems } = await visitor('captren', PHONE);
  await open(page, FORM);
  await assertFits(page);
  await page.getByRole('button', { name: /^1\.2\.1 .*46/ }).click();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-phone-sheet.png` });
  await page.getByRole('button', { name: /Chi tiết ô 1\.2\.1/ }).click();
  await page.getByText('Ai sửa, từ số nào sang số nào').waitFor();
  await assertAccessible(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/grid-phone.png` });
  assert.deepEqual(problems, []);
});
