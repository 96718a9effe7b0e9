import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { typeset } from '#lib/typst';
import { assertAccessible, bytesOf, open, PHONE, visits } from './visit.ts';

const { app, visitor } = await visits();
const { page, problems } = await visitor('tiepnhan');
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-lists-'));
after(() => fs.rmSync(FOLDER, { recursive: true }));

async function taken(button: string, within: Locator = page.locator('main')): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await within.getByRole('button', { name: button }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

test('the register of a period is taken as Excel, Word and PDF, and each is on record', async () => {
  await open(page, '/slips/register?from=2026-11-16&to=2026-11-20');
  const sheet = await taken('Tải bản Excel');
  assert.match(sheet.name, /^so-theo-doi-.+\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(sheet.bytes as never);
  const words = JSON.stringify(book.worksheets[0]?.getSheetValues());
  const clerk = await app.signIn('tiepnhan');
  const { rows, total } = await clerk.call('dossiers.list', {
    received_from: '2026-11-16',
    received_to: '2026-11-20',
    page_size: 200,
  } as never);
  assert.ok(total > 0);
  for (const { code } of rows) assert.ok(words.includes(code), `${code} is missing`);
  assert.equal((await taken('Tải bản Word')).bytes.toString('latin1', 0, 2), 'PK');
  assert.equal((await taken('Tải PDF')).bytes.toString('latin1', 0, 5), '%PDF-');
  const { rows: trail } = await app.db.owner.query(
    `select e.after -> 'asked' ->> 'format' as format from audit.entry e where e.action = 'slips.register' order by e.seq`,
  );
  assert.deepEqual(
    trail.map((one) => one.format),
    ['xlsx', 'docx', 'pdf'],
  );
  assert.deepEqual(problems, []);
});

test('what was handed over on a day is one list for each that got it', async () => {
  const clerk = await app.signIn('tiepnhan');
  const officer = await app.signIn('thuly');
  const { id, code } = await clerk.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'H48.108',
    applicant: { name: 'Y Thử Giao', identity: '077201004388' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
  });
  const { last_seq } = await clerk.call('dossiers.get', { id });
  const to_account_id = (await officer.call('access.me', {})).account.id;
  await clerk.call('dossiers.act', { id, action: 'hand_over', last_seq, data: { to_account_id } });
  await open(page, '/slips/handover');
  const row = page.getByRole('row', { name: /Trần Minh Quân/ });
  await row.waitFor();
  const sheet = await taken('Tải bản Excel', row);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(sheet.bytes as never);
  assert.ok(JSON.stringify(book.worksheets[0]?.getSheetValues()).includes(code));
  await assertAccessible(page);
});

test('a result that is still in force is put into the store of its owner by hand, opened with a written consent, and taken out again', async () => {
  const scan = path.join(FOLDER, 'ket-qua.pdf');
  fs.writeFileSync(scan, await typeset({ template: 'Giay phep', data: {}, made_at: app.now.at }));
  await open(page, '/holdings');
  await page.getByRole('button', { name: 'Đưa giấy tờ vào kho' }).click();
  const dialog = page.getByRole('dialog', { name: 'Đưa giấy tờ vào kho' });
  await dialog.getByLabel('Số định danh cá nhân hoặc mã doanh nghiệp').fill('077201004377');
  await dialog.getByLabel('Họ tên, tên tổ chức').fill('Y Thử Kho');
  await dialog.getByLabel('Tên giấy tờ').fill('Giấy phép xây dựng');
  await dialog.locator('input[type=file]').setInputFiles(scan);
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const phone = await visitor('lanhdao', PHONE);
  await open(phone.page, '/holdings');
  await phone.page.getByLabel('Số định danh cá nhân hoặc mã doanh nghiệp').fill('077201004377');
  await phone.page.getByLabel('Có văn bản đồng ý').check();
  await phone.page.getByLabel('Số, ngày văn bản đồng ý').fill('12/GĐN ngày 20/11/2026');
  await phone.page.getByRole('button', { name: 'Mở kho', exact: true }).click();
  await phone.page.getByText('Giấy phép xây dựng').first().waitFor();
  await assertAccessible(phone.page);
  await phone.page.getByRole('button', { name: /^Gỡ/ }).click();
  await phone.page.getByRole('dialog').getByRole('textbox').fill('đưa nhầm người');
  await phone.page
    .getByRole('dialog')
    .getByRole('button', { name: /Xác nhận|Gỡ|Đồng ý/ })
    .click();
  await phone.page.getByText('Kho chưa có giấy tờ nào.').waitFor();
  assert.deepEqual([...problems, ...phone.problems], []);
});
