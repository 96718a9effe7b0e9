import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { line } from './cut.ts';
import { assertAccessible, assertFits, becomes, offered, open, openIntake, settled, until, visits, WIDE } from './visit.ts';

const { app, visitor } = await visits();
const { base, cut, mend } = await line(app.base);
const { page: desk, context, problems } = await visitor('tiepnhan', WIDE, { base, with_worker: true });
const officer = await app.signIn('tiepnhan');

/** Dossiers of this identity on the server. */
async function received(identity: string): Promise<number> {
  return (await officer.call('dossiers.list', { q: identity })).total;
}

async function write(page: Page, name: string, identity: string): Promise<void> {
  // The cursor stands there once what was kept has filled the form.
  await until(page, "document.activeElement?.id === 'procedure_code'");
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.type('giam ho');
  await offered(page, 'Đăng ký giám hộ').waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Số định danh').first().fill(identity);
  await page.getByLabel('Họ và tên / tên tổ chức').fill(name);
}

test('the page is ready to work without a network once it was opened with one', async () => {
  await openIntake(desk);
  await until(desk, 'navigator.serviceWorker.controller !== null');
  const kept = await desk.evaluate<string[]>(
    'caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys()).then((all) => all.map((one) => new URL(one.url).pathname))',
  );
  assert.ok(kept.includes('/'));
  assert.deepEqual(
    kept.filter((path) => path.startsWith('/api/')),
    [],
  );
});

test('with the server gone the page is loaded again, a dossier is kept, and a temporary slip given', async () => {
  await cut();
  await context.setOffline(true);
  await desk.reload();
  await desk.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor();
  await desk.getByText('Không kết nối được máy chủ').waitFor();
  await write(desk, 'Y Mất Mạng', '062190004321');
  await desk.getByText('Hạn trả sẽ tính khi có mạng').waitFor();
  await desk.getByText('Thời hạn theo danh mục: 3 ngày làm việc').waitFor();
  await assertAccessible(desk);
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã giữ hồ sơ trên máy này' }).waitFor();
  assert.match(await desk.locator('.received-code').innerText(), /^TAM-H48\.108-261120-[0-9A-F]{6}$/);
  await assertAccessible(desk);
  await desk.keyboard.press('p');
  await desk.getByRole('heading', { name: 'PHIẾU TIẾP NHẬN TẠM', exact: true }).waitFor();
  await desk.getByText('Y Mất Mạng').waitFor();
  await assertFits(desk);
});

test('what is kept lies sealed in the browser, and survives another loading', async () => {
  await open(desk, '/dossiers/waiting');
  await desk.getByText('Y Mất Mạng').waitFor();
  const raw = await desk.evaluate<string>(`new Promise((done, fail) => {
    const asked = indexedDB.open('motcua');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('intakes').objectStore('intakes').getAll();
      all.onsuccess = () => done(JSON.stringify(all.result.map((one) => ({ ...one, content: [...new Uint8Array(one.content.bytes)].map((byte) => String.fromCharCode(byte)).join('') }))));
    };
  })`);
  assert.match(raw, /TAM-H48\.108/);
  assert.doesNotMatch(raw, /Mạng|062190004321|giám hộ/);
  await assertAccessible(desk);
});

test('back on the line it is sent once, with two tabs at it', async () => {
  const second = await context.newPage();
  await second.goto('/dossiers/waiting');
  await second.getByText('Y Mất Mạng').waitFor();
  await mend();
  await context.setOffline(false);
  for (const tab of [desk, second]) await tab.getByText('Đã gửi', { exact: true }).waitFor();
  assert.equal(await received('062190004321'), 1);
  const [row] = (await officer.call('dossiers.list', { q: '062190004321' })).rows;
  await becomes(() => desk.getByRole('link', { name: row?.code ?? '?' }).count(), 1);
  await second.close();
});

test('a line that breaks while it is being sent makes no second dossier', async () => {
  await openIntake(desk);
  await write(desk, 'Y Đứt Giữa Chừng', '062190004322');
  // The server receives it; the answer is lost.
  let lost = 0;
  await desk.route('**/api/dossiers', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã giữ hồ sơ trên máy này' }).waitFor();
  await desk.getByRole('button', { name: 'Xem danh sách' }).click();
  await desk
    .getByRole('row', { name: /Y Đứt Giữa Chừng/ })
    .getByText('Đã gửi', { exact: true })
    .waitFor();
  assert.equal(lost, 2);
  assert.equal(await received('062190004322'), 1);
});

test('what the server refuses is shown with its reason, mended, and received', async () => {
  await openIntake(desk);
  await cut();
  await write(desk, 'Y Sai Số', '123');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã giữ hồ sơ trên máy này' }).waitFor();
  await desk.getByRole('button', { name: 'Xem danh sách' }).click();
  await mend();
  await desk.getByText('Số định danh chưa đúng').waitFor();
  await settled(desk);
  await assertAccessible(desk);
  await desk.getByRole('button', { name: /^Sửa: TAM-/ }).click();
  await desk.getByLabel('Số định danh').first().fill('062190004323');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã tiếp nhận hồ sơ' }).waitFor();
  assert.equal(await received('062190004323'), 1);
  await open(desk, '/dossiers/waiting');
  await desk.getByText('Đã gửi', { exact: true }).first().waitFor();
  assert.equal(await desk.getByText('Máy chủ không nhận').count(), 0);
});

test('signing out with something unsent asks first and keeps it; signing in again sends it', async () => {
  await openIntake(desk);
  await cut();
  await write(desk, 'Y Còn Lại', '062190004324');
  // The same procedure was counted at this desk today.
  await desk.getByText(/^Dự kiến, theo lần tính lúc/).waitFor();
  await desk.getByText('26/11/2026').first().waitFor();
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã giữ hồ sơ trên máy này' }).waitFor();
  // Only this: the browser may not send it before the officer signs out.
  await desk.route('**/api/dossiers', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await mend();
  await desk.getByRole('button', { name: /Tài khoản của tôi/ }).click();
  await desk.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  const asked = desk.getByRole('dialog', { name: 'Còn 1 hồ sơ chưa gửi lên máy chủ' });
  await asked.waitFor();
  await asked.getByRole('button', { name: 'Xác nhận' }).click();
  // Loaded anew: what is typed into the page that is left would be lost.
  await desk.waitForURL(/\/sign-in$/);
  await desk.getByLabel('Tên đăng nhập').waitFor();
  await desk.unroute('**/api/dossiers');
  await desk.getByLabel('Tên đăng nhập').fill('tiepnhan');
  await desk.getByLabel('Mật khẩu').fill('motcua-demo-2026');
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: /Tài khoản của tôi/ }).waitFor();
  await desk.goto('/dossiers/waiting');
  await desk
    .getByRole('row', { name: /Y Còn Lại/ })
    .getByText('Đã gửi', { exact: true })
    .waitFor();
  assert.equal(await received('062190004324'), 1);
  assert.deepEqual(problems, []);
});
