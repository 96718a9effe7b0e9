import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import test, { after } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { transaction } from '#lib/db';
import { configure, deliver, putMessage, sendersOf } from '#notices';
import { assertAccessible, assertFits, choice, open, PHONE, told, visits } from './visit.ts';

const { app, visitor } = await visits();
let is_refusing = true;
const received: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (address, _session, done) => {
    if (is_refusing) return done(Object.assign(new Error('no such user'), { responseCode: 550 }));
    received.push(address.address);
    done();
  },
  onData: (stream, _session, done) => {
    stream.resume();
    stream.on('end', () => done());
  },
});
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
after(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
const none = { sms_url: null, sms_token: null, zalo_url: null, zalo_token: null };
const smtp_url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
configure({ senders: sendersOf({ smtp_url, mail_from: 'motcua@vidu.vn', ...none }), public_url: app.base });

test('what a mail server refused is listed with its reason, tried again by hand, and gone once it is taken', async () => {
  const { rows } = await app.db.owner.query(`select u.id from org.unit u where u.code = 'H48.108'`);
  for (const n of [1, 2])
    await transaction(app.db.pool, 'write', (db) =>
      putMessage(db, {
        tenant: 48,
        key: `thu-${n}`,
        channel: 'email',
        to_address: `nguoinhan${n}@vidu.vn`,
        to_name: `Người Nhận ${n}`,
        account_id: null,
        unit_id: rows[0].id,
        dossier_id: null,
        subject: `Tin thử ${n}`,
        text: 'x',
        at: app.now.at,
      }),
    );
  assert.equal((await deliver(app.db.pool, () => app.now.at)).dead, 2);

  const { page, problems } = await visitor('quantri');
  await open(page, '/notices/outbox');
  await page.getByText('Máy chủ thư từ chối (mã 550)').first().waitFor();
  assert.equal(await page.getByText('nguoinhan1@vidu.vn').count(), 0, 'addresses are covered');
  await assertAccessible(page);
  await page.getByRole('button', { name: /Gửi lại: Tin thử 1/ }).click();
  await told(page, 'Đã xếp lại vào hàng chờ gửi.');
  await page.getByText('Tin thử 1').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Gửi lại tất cả (1)' }).click();
  await page.getByText('Hộp gửi đi trống.').waitFor();
  is_refusing = false;
  assert.equal((await deliver(app.db.pool, () => app.now.at)).sent, 2);
  assert.deepEqual(received.sort(), ['nguoinhan1@vidu.vn', 'nguoinhan2@vidu.vn']);
  await page.getByRole('link', { name: /Đã gửi/ }).click();
  await page.getByText('Tin thử 2').waitFor();
  assert.deepEqual(problems, []);
});

test('a unit is warned earlier than the product comes with; on a phone the rules fit', async () => {
  const { page, problems } = await visitor('quantri', PHONE);
  await open(page, '/notices/outbox?tab=rules');
  await page.getByText('ngay khi quá hạn').waitFor();
  await assertFits(page);
  // The units come only when their name is typed already.
  const [asked, typed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/api/org/tree', async (route) => {
    asked.resolve();
    await typed.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Đặt riêng cho đơn vị' }).click();
  const dialog = page.getByRole('dialog', { name: 'Đặt riêng cho đơn vị' });
  await dialog.getByRole('combobox', { name: 'Đơn vị' }).click();
  await asked.promise;
  await page.keyboard.type('bo y');
  typed.resolve();
  await choice(page, 'Xã Bờ Y').click();
  await dialog.getByRole('combobox', { name: 'Cảnh báo' }).click();
  await choice(page, 'Sắp đến hạn').click();
  await dialog.getByRole('spinbutton').fill('6');
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  // Six, since the product comes with five for tasks: that line would be found without anything kept.
  await page.getByText('trước hạn 6 ngày làm việc').waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});
