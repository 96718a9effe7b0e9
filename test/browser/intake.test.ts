import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible, assertFits, becomes, offered, open, openIntake, PHONE, settled, until, visits } from './visit.ts';

const { app, visitor } = await visits();
const { page: desk, problems } = await visitor('tiepnhan');
const officer = await app.signIn('tiepnhan');

const CARD = '062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Xã Bờ Y, Quảng Ngãi|01012022';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A keyboard that counts what an officer has to press. */
function counted(page: Page) {
  let presses = 0;
  return {
    press: async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      presses += keys.length;
    },
    type: async (text: string) => {
      await page.keyboard.type(text);
      presses += text.length;
    },
    presses: () => presses,
  };
}

/**
 * A scanner: its letters as single events, Vietnamese ones as text without a key, and an Enter, sent without waiting for each. Each carries the moment it was
 * typed, 10 ms after the one before, as a keyboard tells it: by that the page knows a scanner, however long this computer takes to hand the keys on.
 */
async function typeAsScanner(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now() / 1000;
  const keys = [...text].map((letter) =>
    /[ -~]/.test(letter)
      ? { type: 'keyDown' as const, key: letter, text: letter }
      : { type: 'char' as const, key: letter, text: letter },
  );
  const enter = { type: 'keyDown' as const, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
  await Promise.all(
    [...keys, enter].map((key, n) => keyboard.send('Input.dispatchKeyEvent', { ...key, timestamp: began + n / 100 })),
  );
  await keyboard.detach();
}

/** The field comes to hold this: what a scan or an earlier dossier fills it with is there a moment after it was told. */
const holds = (page: Page, label: string, value: string) => becomes(() => page.getByLabel(label).first().inputValue(), value);
/** Whether the browser keeps an unfinished form such as this: it does so a moment after the last key. */
const kept = (such: string) => `new Promise((done, fail) => {
  const asked = indexedDB.open('motcua');
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = async () => {
    const all = (name) => new Promise((found) => {
      const rows = asked.result.transaction(name).objectStore(name).getAll();
      rows.onsuccess = () => found(rows.result);
    });
    const [drafts, secrets] = [await all('drafts'), await all('secrets')];
    asked.result.close();
    for (const { account_id, content } of drafts) {
      const { secret } = secrets.find((one) => one.account_id === account_id);
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: content.iv }, secret, content.bytes);
      const { fields: { name }, papers } = JSON.parse(new TextDecoder().decode(plain));
      if (${such}) return done(true);
    }
    done(false);
  };
})`;

const received = async (q: string) => (await officer.call('dossiers.list', { q })).rows;
const done = (page: Page) => page.getByRole('heading', { name: 'Đã tiếp nhận hồ sơ' }).waitFor();

test('a dossier is received by the keyboard alone, with few presses, and its receipt is printed by one', async () => {
  await openIntake(desk);
  const keys = counted(desk);
  await keys.type('giam ho');
  await offered(desk, 'Đăng ký giám hộ').waitFor();
  await keys.press('Enter');
  await until(desk, "document.activeElement.id === 'identity'");
  await keys.type('062085000777');
  await keys.press('Tab');
  await keys.type('Y Ban Phim');
  await keys.press('Tab');
  await keys.type('0905777000');
  await desk.getByText('Tờ khai đăng ký giám hộ').waitFor();
  await keys.press('Alt+Digit3', '2', '2', 's', 'Control+Enter');
  await done(desk);
  // A practised officer presses about 200 keys a minute.
  assert.ok(keys.presses() < 90, `${keys.presses()} presses`);
  await assertAccessible(desk);
  const [row] = await received('062085000777');
  assert.equal(row?.applicant_name, 'Y Ban Phim');
  const { papers } = await officer.call('dossiers.get', { id: row?.id ?? 0 });
  assert.equal(papers.find((paper) => paper.ordinal === 2)?.form, 1);
  await settled(desk);
  const printed = desk.waitForResponse((reply) => /\/api\/slips\/.*\/file|\/api\/slips\/drawn\/receipt/.test(reply.url()));
  await keys.press('p');
  assert.equal((await printed).headers()['content-type'], 'application/pdf');
  await until(desk, 'window.printed.length === 1');
});

test('a card typed by a scanner fills the form wherever the focus is, and its Enter sends nothing', async () => {
  await openIntake(desk);
  await desk.keyboard.press('Alt+Digit1');
  await typeAsScanner(desk, CARD);
  await desk.getByText('Đã đọc thẻ: A Thị Mới').waitFor();
  await holds(desk, 'Số định danh', '062190001234');
  await holds(desk, 'Họ và tên / tên tổ chức', 'A Thị Mới');
  await holds(desk, 'Địa chỉ', 'Thôn 2, Xã Bờ Y, Quảng Ngãi');
  await becomes(() => desk.locator('#procedure_code').inputValue(), '');
  await desk.getByText('Cần nhập mục này').waitFor({ state: 'detached' });
  await assertAccessible(desk);
});

test('the card of who files for an enterprise leaves the enterprise as it was typed', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByRole('radio', { name: 'Doanh nghiệp, tổ chức' }).check();
  await desk.getByLabel('Họ và tên / tên tổ chức').fill('Công ty Rừng Xanh');
  await desk.getByLabel('Trích yếu nội dung').focus();
  await desk.keyboard.insertText(CARD);
  await desk.getByText('Đã đọc thẻ: A Thị Mới').waitFor();
  await holds(desk, 'Họ và tên / tên tổ chức', 'Công ty Rừng Xanh');
  await holds(desk, 'Người nộp thay', 'A Thị Mới');
});

test('letters that a scanner lost are told, and a year that does not fit the number', async () => {
  await desk.getByLabel('Trích yếu nội dung').focus();
  await desk.keyboard.insertText('062190001234|233123456|A Th? M?i|15081991|Nữ|Thôn 2, Xã Bờ Y|01012022');
  await desk.getByText('Máy quét gửi sai chữ tiếng Việt').waitFor();
  await desk.getByText('Năm sinh trên thẻ không khớp số định danh').waitFor();
  await holds(desk, 'Trích yếu nội dung', '');
  await desk.keyboard.insertText('abc|def|ghi|jkl|mno|pqr|stu');
  await desk.getByText('Máy quét gửi chuỗi không đọc được').waitFor();
});

test('what keeps a key from doing its work is where the keyboard then is', async () => {
  for (const [key, field] of [
    ['Alt+Digit5', 'name'],
    ['Alt+Digit4', 'identity'],
  ] as const) {
    await openIntake(desk, '/dossiers/new?procedure=1.004837');
    await desk.getByText('Tờ khai đăng ký giám hộ').waitFor();
    await desk.keyboard.press(key);
    await until(desk, `document.activeElement.id === '${field}'`);
  }
});

test('an unfinished form is there again after the page was loaded anew', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByLabel('Họ và tên / tên tổ chức').fill('Y Dở Dang');
  await desk.getByRole('checkbox', { name: /Văn bản cử người giám hộ/ }).uncheck();
  await until(desk, kept("name === 'Y Dở Dang' && papers.some((paper) => /^Văn bản cử/.test(paper.name) && !paper.is_given)"));
  await openIntake(desk);
  await desk.getByText('Đã mở lại phần đang nhập dở').waitFor();
  await holds(desk, 'Họ và tên / tên tổ chức', 'Y Dở Dang');
  await becomes(() => desk.getByRole('checkbox', { name: /Văn bản cử người giám hộ/ }).isChecked(), false);
  await assertAccessible(desk);
  await desk.getByRole('button', { name: 'Nhập mới' }).click();
  await holds(desk, 'Họ và tên / tên tổ chức', '');
});

test('who filed before is found again, and only empty fields are filled', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByLabel('Địa chỉ').fill('Thôn mới');
  await desk.getByLabel('Số định danh').first().fill('062085000777');
  await desk.getByText('Y Ban Phim: đã nộp 1 hồ sơ').waitFor();
  await holds(desk, 'Họ và tên / tên tổ chức', 'Y Ban Phim');
  await holds(desk, 'Số điện thoại', '0905777000');
  await holds(desk, 'Địa chỉ', 'Thôn mới');
  await assertAccessible(desk);
  // The next story finds it and begins anew.
  await until(desk, kept("name === 'Y Ban Phim'"));
});

test('several dossiers of one person are received together; what is refused stays with its reason', async () => {
  await openIntake(desk);
  await desk.getByRole('button', { name: 'Nhập mới' }).click();
  const one = async (words: string, procedure: string) => {
    await desk.keyboard.press('Alt+Digit1');
    await desk.keyboard.type(words);
    await offered(desk, procedure).waitFor();
    await desk.keyboard.press('Enter');
    await until(desk, "document.activeElement.id === 'identity'");
  };
  await one('giam ho', 'Đăng ký giám hộ');
  // At once: a scan that comes right behind the words typed into another field is read without them.
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', '062190005551').replace('A Thị Mới', 'A Thị Nhiều'));
  await desk.getByText('Đã đọc thẻ').waitFor();
  await desk.keyboard.press('Alt+Digit4');
  await desk.getByRole('heading', { name: 'Nhận cùng lúc (1)' }).waitFor();
  await holds(desk, 'Họ và tên / tên tổ chức', 'A Thị Nhiều');
  await one('dang ky ket hon', 'Đăng ký kết hôn');
  await desk.getByLabel('Số định danh').first().fill('12345');
  await desk.keyboard.press('Alt+Digit4');
  await desk.getByRole('heading', { name: 'Nhận cùng lúc (2)' }).waitFor();
  await assertAccessible(desk);
  await desk.getByRole('button', { name: 'Tiếp nhận cả 2 hồ sơ' }).click();
  await desk.getByRole('heading', { name: 'Đã tiếp nhận 1 hồ sơ' }).waitFor();
  await assertAccessible(desk);
  await desk.getByRole('button', { name: 'Xem hồ sơ chưa nhận được' }).click();
  await desk.getByText('Số định danh chưa đúng').first().waitFor();
  await desk.getByRole('button', { name: /^Sửa: / }).click();
  await desk.getByLabel('Số định danh').first().fill('062190005551');
  await desk.keyboard.press('Control+Enter');
  await done(desk);
  assert.equal((await received('062190005551')).length, 2);
});

test('what is incomplete is told: a visit is kept and its guidance slip made; a refusal names its legal ground', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', '062190005552').replace('A Thị Mới', 'A Thị Thiếu'));
  await desk.getByText('Đã đọc thẻ').waitFor();
  await desk.getByRole('checkbox', { name: /Văn bản cử người giám hộ/ }).waitFor();
  await desk.keyboard.press('Alt+Digit3');
  await desk.keyboard.press('2');
  await desk.keyboard.press('Control+Enter');
  const dialog = desk.getByRole('dialog', { name: 'Chưa tiếp nhận hồ sơ' });
  await becomes(() => dialog.getByRole('checkbox', { name: /Văn bản cử người giám hộ/ }).isChecked(), true);
  await assertAccessible(desk);
  await dialog.getByRole('button', { name: 'Ghi lại và lập phiếu' }).click();
  await desk.getByRole('heading', { name: 'Đã hướng dẫn hoàn thiện hồ sơ' }).waitFor();
  await assertAccessible(desk);
  const slip = desk.waitForResponse((reply) => /\/api\/slips\/\d+\/file/.test(reply.url()));
  await desk.getByRole('button', { name: 'In phiếu hướng dẫn' }).click();
  assert.equal((await slip).status(), 200);
  await until(desk, 'window.printed.length === 1');
  assert.equal((await received('062190005552')).length, 0);
  const [visit] = (await officer.call('dossiers.visits', { q: 'A Thị Thiếu' })).rows;
  assert.deepEqual(
    visit?.missing.map((paper) => paper.name),
    ['Văn bản cử người giám hộ'],
  );

  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', '062190005553').replace('A Thị Mới', 'A Thị Trượt'));
  await desk.getByText('Đã đọc thẻ').waitFor();
  await desk.keyboard.press('Alt+Digit5');
  await dialog.getByRole('radio', { name: 'Từ chối tiếp nhận' }).check();
  await dialog.getByRole('button', { name: 'Ghi lại và lập phiếu' }).click();
  await dialog.getByText('Cần nhập mục này').first().waitFor();
  await dialog.getByLabel('Lý do').fill('Không thuộc thẩm quyền giám hộ của xã');
  await dialog.getByLabel('Căn cứ pháp lý').fill('Luật Hộ tịch, Điều 19');
  await dialog.getByRole('button', { name: 'Ghi lại và lập phiếu' }).click();
  await desk.getByRole('heading', { name: 'Đã từ chối tiếp nhận' }).waitFor();
});

test('the fee is taken where the dossier is received, and its receipt can be printed', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.000110');
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', '062190005554').replace('A Thị Mới', 'A Thị Phí'));
  await desk.getByText('Đã đọc thẻ').waitFor();
  await desk.keyboard.press('Control+Enter');
  await done(desk);
  await desk.getByRole('heading', { name: 'Thu phí, lệ phí: 8.000 đồng' }).waitFor();
  await assertAccessible(desk);
  await desk.getByRole('button', { name: 'Ghi nhận đã thu' }).click();
  await desk.getByText('Đã thu 8.000 đồng').waitFor();
  await desk.getByRole('button', { name: 'In phiếu thu phí' }).waitFor();
  const [row] = await received('062190005554');
  assert.deepEqual([row?.fee_due_vnd, row?.fee_paid_vnd], [8000, 8000]);
});

test('a paper that lies in the store of the applicant is taken from there by one key, and not asked for again', async () => {
  const identity = '062190005555';
  const form = new FormData();
  const said = { identity, owner_name: 'A Thị Kho', name: 'Văn bản cử người giám hộ', issued_on: '2026-03-12' };
  for (const [key, text] of Object.entries(said)) form.set(key, text);
  form.set('file', new Blob([PDF], { type: 'application/pdf' }), 'cu-giam-ho.pdf');
  const kept = await fetch(`${app.base}/api/holdings/items?unit=H48.108`, {
    method: 'POST',
    headers: { cookie: officer.cookie ?? '', 'x-csrf-token': officer.csrf ?? '' },
    body: form,
  });
  assert.equal(kept.status, 200, await kept.text());
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', identity).replace('A Thị Mới', 'A Thị Kho'));
  await desk.getByRole('button', { name: 'Dùng bản trong kho, 12/03/2026' }).waitFor();
  await assertAccessible(desk);
  await desk.keyboard.press('Alt+Digit3');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('k');
  await desk.keyboard.press('Control+Enter');
  await done(desk);
  const [row] = await received(identity);
  const { papers } = await officer.call('dossiers.get', { id: row?.id ?? 0 });
  const paper = papers.find((one) => one.ordinal === 2);
  assert.deepEqual([paper?.form, paper?.is_digitised], [2, true]);
});

test('a form that is still being kept when it is received does not lie there again', async () => {
  await openIntake(desk, '/dossiers/new?procedure=1.004837');
  await desk.getByText('Tờ khai đăng ký giám hộ').waitFor();
  // A computer that is slow at sealing.
  await desk.evaluate(`{
    const [seal, put] = [crypto.subtle.encrypt, IDBObjectStore.prototype.put];
    const may_go_on = Promise.withResolvers();
    Object.assign(window, { seals: 0, puts: 0, goOn: may_go_on.resolve });
    crypto.subtle.encrypt = async (...of) => {
      window.seals += 1;
      await may_go_on.promise;
      return seal.apply(crypto.subtle, of);
    };
    IDBObjectStore.prototype.put = function (...of) {
      if (this.name === 'drafts') window.puts += 1;
      return put.apply(this, of);
    };
  }`);
  await desk.keyboard.insertText(CARD.replaceAll('062190001234', '062190005556').replace('A Thị Mới', 'A Thị Nhanh'));
  await desk.getByText('Đã đọc thẻ').waitFor();
  await until(desk, 'window.seals > 0');
  await desk.keyboard.press('Control+Enter');
  await done(desk);
  await desk.evaluate<void>('window.goOn()');
  await until(desk, 'window.puts > 0');
  await until(desk, `${kept('true')}.then((is_any) => !is_any)`);
});

test('on a phone the intake fits and is as accessible', async () => {
  const { page: phone } = await visitor('tiepnhan', PHONE);
  await open(phone, '/dossiers/new?procedure=1.004837');
  await phone.getByText('Tờ khai đăng ký giám hộ').waitFor();
  await phone.getByRole('checkbox', { name: 'Nơi khác giải quyết' }).check();
  await assertFits(phone);
  await assertAccessible(phone);
});

test('no page broke', () => {
  assert.deepEqual(problems, []);
});
