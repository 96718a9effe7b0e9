import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { assertAccessible, assertFits, open, PHONE, until, visits } from './visit.ts';

// From the desk's first printing to the paper checked by its holder, and an office's own template in between.

const { app, visitor } = await visits();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slips-story-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
const desk = await visitor('tiepnhan');
const { id, code } = await (await app.signIn('tiepnhan')).call('dossiers.receive', {
  procedure_code: '1.001022',
  receiving_unit: 'bo-y',
  applicant: { name: 'Y Thị Phiếu', identity: '062190000009', phone: '0912345678' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
});

test('the receipt gets its number when it is printed, by one key, and keeps it', async () => {
  const { page, problems } = desk;
  await open(page, `/dossiers/${id}/receipt`);
  await assertAccessible(page);
  const button = page.locator('.page-actions').getByRole('button', { name: 'Cấp số và in' });
  // The page opens with the focus on it: one key prints.
  await button.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#slip-printer').waitFor({ state: 'attached' });
  await until(page, 'window.printed.length > 0');
  // The same officer within the quarter of an hour gets the original again: the bytes that were printed.
  const client = await app.signIn('tiepnhan');
  const slip = (await client.call('slips.of', { dossier_id: id })).find((one) => one.kind === 'receipt');
  const bytes = await client.bytes('slips.print', { id: slip?.issued?.id });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  for (const words of ['Số: 01/TNHS', code, 'Y Thị Phiếu', 'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'])
    assert.ok(text.replace(/\s+/g, ' ').includes(words), `${words}\nin: ${text}`);
  await page.locator('.page-actions').getByRole('button', { name: 'In lại' }).waitFor();
  await page.getByText('Số 01/TNHS, cấp').first().waitFor();
  assert.deepEqual(problems, []);
});

test('it is found again by name without diacritics, on a phone too', async () => {
  const { page, problems } = await visitor('tiepnhan', PHONE);
  await open(page, '/slips?q=y%20thi%20phieu');
  await page.getByText('01/TNHS').waitFor();
  await assertFits(page);
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('the dossier shows its slips, and a new request brings a new one', async () => {
  const { page } = desk;
  await open(page, `/dossiers/${id}`);
  const panel = page.locator('section.panel').filter({ has: page.getByRole('heading', { name: 'Phiếu của hồ sơ' }) });
  await panel.getByText('Số 01/TNHS').waitFor();
  assert.equal(await panel.getByText('Phiếu yêu cầu bổ sung').count(), 0);
});

test('an office brings its own template: refused with reasons, mended, put in force, printed', async () => {
  const { page, problems } = await visitor('kiemsoat');
  await open(page, '/slips/templates?unit=bo-y');
  await assertAccessible(page);
  const row = page.getByRole('row').filter({ hasText: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' }).filter({ hasText: 'A5' });
  const [taken] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: 'Tải mẫu Word' }).click()]);
  const file = path.join(folder, 'mau.docx');
  await taken.saveAs(file);
  const write = (name: string, from: string, to: string) => {
    const parts = unzipSync(fs.readFileSync(file));
    const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
    assert.ok(xml.includes(from), from);
    parts['word/document.xml'] = strToU8(xml.replace(from, to));
    const made = path.join(folder, name);
    fs.writeFileSync(made, zipSync(parts));
    return made;
  };
  await row.getByRole('button', { name: 'Tải mẫu lên' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Chọn tệp .docx').setInputFiles(write('sai.docx', '{sets_count}', '{so_bo}'));
  await dialog.getByRole('button', { name: 'Tải mẫu lên' }).click();
  await dialog.getByText('Không có trường “so_bo” ở loại phiếu này').waitFor();
  await assertAccessible(page);
  await dialog.getByLabel('Chọn tệp .docx').setInputFiles(write('dung.docx', 'Số lượng hồ sơ:', 'Số bộ của xã:'));
  await dialog.getByRole('button', { name: 'Tải mẫu lên' }).click();
  await dialog.getByText('đã lưu thành phiên bản 1').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Áp dụng', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Lý do').fill('Theo công văn của xã');
  await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await page.getByText('Mẫu riêng của Xã Bờ Y').waitFor();
  assert.deepEqual(problems, []);
  const client = await app.signIn('tiepnhan');
  const list = await client.call('slips.list', { q: 'y thi phieu' });
  const docx = await client.bytes('slips.print', { id: list.rows[0]?.id, format: 'docx', paper: 'a5' });
  assert.ok(strFromU8(unzipSync(docx)['word/document.xml'] as Uint8Array).includes('Số bộ của xã:'));
});

test('whoever holds the paper checks it by its code, without an account; a made-up code is told', async () => {
  const { rows } = await app.db.owner.query<{ token: string }>('select token from slips.slip where addressee = $1', [
    'Y Thị Phiếu',
  ]);
  const { page, problems } = await visitor(null, PHONE);
  await open(page, `/verify/${rows[0]?.token}`);
  await page.getByText('Phiếu này do hệ thống cấp').waitFor();
  await page.getByText('01/TNHS').waitFor();
  assert.equal(await page.getByText('Y Thị Phiếu').count(), 0);
  await assertFits(page);
  await assertAccessible(page);
  await open(page, '/verify/khong-co-phieu-nao-nhu-the');
  await page.getByText('Không xác nhận được phiếu này').waitFor();
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await page.getByText('This slip is not known').waitFor();
  assert.deepEqual(problems, []);
});
