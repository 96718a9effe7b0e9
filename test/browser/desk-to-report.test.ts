import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, becomes, bytesOf, offered, open, openIntake, press, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
let desk = (await visitor('tiepnhan')).page;
let officer = (await visitor('thuly')).page;
let leader = (await visitor('lanhdao')).page;

const FIGURES = '/figures?unit=bo-y&from=2026-11-15&to=2026-12-14&regime=ND09&kind=month';
let code = '';
let dossier = '';
let before: Record<string, number> = {};

const number = (text: string) => Number(text.replace(/\./g, ''));

/** Counts of the month as the page of figures shows them. */
async function figures(): Promise<Record<string, number>> {
  await open(leader, FIGURES);
  const count = async (label: string) => {
    const row = leader.getByRole('row').filter({ has: leader.getByRole('rowheader', { name: label, exact: true }) });
    return number(await row.getByRole('cell').first().innerText());
  };
  return {
    new: await count('Tiếp nhận trong kỳ'),
    resolved: await count('Đã giải quyết'),
    pending: await count('Đang giải quyết'),
  };
}

async function does(page: Page, action: string, write: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
  await press(page, action);
  const dialog = page.getByRole('dialog', { name: action });
  await write(dialog);
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('the desk receives a dossier with the keyboard; the due date explains itself before it is promised', async () => {
  before = await figures();
  await openIntake(desk);
  await desk.keyboard.press('Alt+Digit1');
  await desk.keyboard.type('giam ho');
  await offered(desk, 'Đăng ký giám hộ').waitFor();
  await settled(desk);
  await desk.keyboard.press('Enter');
  await desk.getByText('Vì sao?').waitFor();
  await desk
    .locator('.receive-side')
    .getByText(/là ngày bắt đầu nên không tính vào thời hạn/)
    .first()
    .waitFor();
  await desk.keyboard.press('Alt+Digit2');
  // What a scanner types from the QR code of an identity card.
  await desk.keyboard.insertText('062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Xã Bờ Y, Quảng Ngãi|01012022');
  await desk.getByText('Đã đọc thẻ: A Thị Mới').waitFor();
  await becomes(() => desk.getByLabel('Họ và tên / tên tổ chức').inputValue(), 'A Thị Mới');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã tiếp nhận hồ sơ' }).waitFor();
  code = (await desk.locator('.received-code').innerText()).trim();
  assert.match(code, /^H48\.108-261120-\d{4}$/);
  await assertAccessible(desk);
  await desk.getByRole('button', { name: 'Mở hồ sơ' }).click();
  await desk.getByRole('heading', { name: code }).waitFor();
  dossier = new URL(desk.url()).pathname;
});

test('a dossier without identity is refused with a sentence, and nothing is lost from the screen', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByLabel('Họ và tên / tên tổ chức').fill('Y Không Giấy Tờ');
  await desk.getByLabel('Số định danh').first().fill('123');
  await desk.keyboard.press('Control+Enter');
  await desk.getByText('Số định danh chưa đúng').waitFor();
  assert.equal(await desk.getByLabel('Họ và tên / tên tổ chức').inputValue(), 'Y Không Giấy Tờ');
});

test('it is handed over, its clock stops for a supplement and goes on afterwards', async () => {
  await open(desk, dossier);
  await does(desk, 'Chuyển xử lý', async (dialog) => dialog.getByLabel('Ghi chú').fill('Chuyển chuyên môn'));
  await desk.getByText('Chuyển chuyên môn').waitFor();

  await open(officer, dossier);
  await officer.getByRole('button', { name: 'Nhận xử lý' }).click();
  await officer.getByText('Trần Minh Quân, Xã Bờ Y').first().waitFor();
  await does(officer, 'Yêu cầu bổ sung', async (dialog) => {
    await dialog.getByLabel('Lý do').fill('Thiếu giấy tờ chứng minh');
    await dialog.getByLabel(/Giấy tờ cần bổ sung/).fill('Giấy khai sinh của trẻ\nGiấy tờ chứng minh quan hệ');
  });
  await officer.getByText('Đang tạm dừng tính thời gian').waitFor();
  await officer.getByText('Giấy khai sinh của trẻ; Giấy tờ chứng minh quan hệ').waitFor();

  // Monday morning: everybody signs in again.
  app.now.at = new Date(app.now.at.getTime() + 3 * 24 * 3_600_000);
  desk = (await visitor('tiepnhan')).page;
  officer = (await visitor('thuly')).page;
  leader = (await visitor('lanhdao')).page;
  await open(desk, dossier);
  await does(desk, 'Nhận bổ sung', async (dialog) => dialog.getByRole('checkbox').first().check());
  await desk.getByText(/Tạm dừng từ .* đến .* \(chờ bổ sung giấy tờ\): /).waitFor();
});

test('a scan of a paper is uploaded and can be downloaded again', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-scan-')), 'to-khai.pdf');
  fs.writeFileSync(file, '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  await open(desk, dossier);
  const choosing = desk.waitForEvent('filechooser');
  await desk
    .getByRole('button', { name: /^Tải tệp lên/ })
    .first()
    .click();
  await (await choosing).setFiles(file);
  // The file is named after the dossier, the paper and the day of the scan.
  const paper_name = await desk.getByText(new RegExp(`${code}_01_[a-z0-9-]+_20261123\\.pdf`)).innerText();
  assert.doesNotMatch(paper_name, /to-khai\.pdf/);
  await desk.getByText('component', { exact: false }).waitFor({ state: 'detached' });
  const saving = desk.waitForEvent('download');
  await desk
    .getByRole('button', { name: /^Tải về/ })
    .first()
    .click();
  assert.deepEqual(await bytesOf(await saving), fs.readFileSync(file));
});

test('the leader decides, the desk returns the result, and two people cannot overwrite each other', async () => {
  await open(leader, dossier);
  await open(officer, dossier);
  await does(leader, 'Quyết định kết quả', async () => {});
  await leader.getByText('Đã xử lý xong').first().waitFor();
  // The officer's page still shows what was there before.
  await officer.getByRole('button', { name: 'Chuyển xử lý', exact: true }).click();
  await officer.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
  await officer.getByText('Hồ sơ vừa được người khác thay đổi').waitFor();

  await open(desk, dossier);
  await does(desk, 'Trả kết quả', async (dialog) => {
    await becomes(() => dialog.getByLabel('Người nhận kết quả').inputValue(), 'A Thị Mới');
  });
  await desk.getByText('Đã trả kết quả').first().waitFor();
});

test('the figures of the unit have changed by one, and the figure opens the record', async () => {
  const now = await figures();
  assert.equal(now.new, (before.new ?? 0) + 1);
  assert.equal(now.resolved, (before.resolved ?? 0) + 1);
  assert.equal(now.pending, before.pending);
  const row = leader.getByRole('row').filter({ has: leader.getByRole('rowheader', { name: 'Đã giải quyết', exact: true }) });
  await row.getByRole('link').first().click();
  await leader.getByRole('heading', { name: 'Đã giải quyết', level: 1 }).waitFor();
  await leader.getByText(`Khớp: ${now.resolved} = ${now.resolved} hồ sơ`).waitFor();
  await leader.getByRole('columnheader', { name: /Tiếp nhận/ }).click();
  await leader.waitForURL(/sort=received_on/);
  await leader.getByRole('columnheader', { name: /Tiếp nhận/ }).click();
  await leader.waitForURL(/sort=-received_on/);
  await leader.getByRole('link', { name: code }).click();
  await leader.getByRole('heading', { name: code }).waitFor();
});

test('the statistical form counts it, its checks hold, and it is downloaded in three formats', async () => {
  const now = await figures();
  await open(leader, FIGURES.replace('/figures', '/forms/II.06a'));
  const total = leader.getByRole('row').filter({ has: leader.getByRole('rowheader', { name: 'Tổng số', exact: true }) });
  await total.waitFor();
  const cells = (await total.getByRole('cell').allInnerTexts()).map((text) => number(text.trim()));
  // Columns as the form numbers them: 4 online and 5 direct in the period, 7 resolved.
  assert.equal((cells[2] ?? 0) + (cells[3] ?? 0), now.new);
  assert.equal(cells[5], now.resolved);
  await leader
    .getByText(/: Khớp$/)
    .first()
    .waitFor();
  assert.equal(await leader.getByText('Chưa khớp').count(), 0);
  for (const [name, magic] of [
    ['Word', 'PK'],
    ['Excel', 'PK'],
    ['PDF', '%PDF'],
  ] as const) {
    const saving = leader.waitForEvent('download');
    await leader.getByRole('button', { name, exact: true }).click();
    const bytes = await bytesOf(await saving);
    assert.equal(bytes.subarray(0, magic.length).toString('latin1'), magic, name);
  }
});

test('the audit trail holds every step, and its chain is whole', async () => {
  const auditor = (await visitor('kiemtra')).page;
  await open(auditor, `/audit?subject_kind=dossier&subject_id=${dossier.split('/').at(-1)}`);
  for (const action of ['received', 'handed_over', 'supplement_requested', 'supplement_given', 'decided', 'delivered']) {
    await becomes(() => auditor.getByText(`dossiers.${action}`, { exact: true }).count(), 1, action);
  }
  await auditor.getByRole('button', { name: 'Kiểm tra tính toàn vẹn' }).click();
  await auditor.getByText(/Chuỗi nguyên vẹn/).waitFor();
});
