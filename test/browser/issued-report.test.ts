import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { issue, makeAuthority, makePkcs12 } from '#signatures';
import { approve, ready } from '../report-steps.ts';
import { assertAccessible, assertFits, becomes, open, PHONE, visits } from './visit.ts';

// From the approved report to the level above: numbered, signed by the person and the office, sent, taken in, accepted; and anybody checks the file.

const { app, visitor } = await visits();
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-issued-'));
after(() => fs.rmSync(FOLDER, { recursive: true }));
const officer = await app.signIn('vanphong');
const leader = await app.signIn('lanhdao');
const admin = await app.signIn('quantri');

const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const key = (common_name: string) => ({
  name: 'khoa.p12',
  type: 'application/x-pkcs12',
  bytes: makePkcs12(issue(root, { common_name, organisation: 'Xã Bờ Y' }, LIFE), [root.certificate], 'mật khẩu'),
});
const pem = { name: 'goc.pem', type: 'text/plain', bytes: Buffer.from(root.certificate.toString()) };
await admin.upload('signatures.trust', { source: 'thử' }, pem);
const own = { unit: 'H48.108', label: 'Chữ ký của tôi', title: 'Phó Chủ tịch', password: 'mật khẩu' };
await leader.upload('signatures.add_own', own, key('Lê Thanh Sơn'));
await admin.upload(
  'signatures.add_seal',
  { unit: 'H48.108', label: 'Con dấu UBND xã', password: 'mật khẩu' },
  key('UBND xã Bờ Y'),
);

const { id } = await officer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n: 3 });
await approve(officer, leader, id);

test('the leader issues, signs, has the seal added and sends, step by step in one dialog', async () => {
  const { page, problems } = await visitor('lanhdao');
  await open(page, `/reports/kept/${id}`);
  await page.getByRole('button', { name: 'Ban hành', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ban hành', exact: true }).click();
  await dialog.getByText('Đã ban hành số 01/BC-UBND').waitFor();
  await dialog.getByLabel('Mật khẩu').fill('sai');
  await dialog.getByRole('button', { name: 'Ký số', exact: true }).click();
  await page
    .getByText(/[Mm]ật khẩu.*không đúng|[Ss]ai mật khẩu/)
    .first()
    .waitFor();
  await dialog.getByLabel('Mật khẩu').fill('mật khẩu');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Ký số', exact: true }).click();
  await dialog.getByText('Con dấu của cơ quan được ký thêm').waitFor();
  await dialog.getByRole('button', { name: 'Ký số', exact: true }).click();
  const above = dialog.getByRole('checkbox', { name: /tỉnh Quảng Ngãi/ });
  await becomes(() => above.isChecked(), true, 'the level above is chosen');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Gửi báo cáo' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Lê Thanh Sơn ký lúc').waitFor();
  await page.getByText('Đã đến').first().waitFor();
  await assertFits(page);
  assert.deepEqual(problems, []);
});

test('the level above finds it in its inbox, takes it in and accepts it, on a phone', async () => {
  const { page, problems } = await visitor('kiemsoat', PHONE);
  await open(page, '/reports/inbox');
  await assertFits(page);
  await page.getByText('Mới đến').last().waitFor();
  await assertAccessible(page);
  await page
    .getByRole('link', { name: /Báo cáo kết quả giải quyết/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
  await page.getByText('Đã tiếp nhận').first().waitFor();
  await page.getByRole('button', { name: 'Chấp nhận', exact: true }).click();
  await page.getByText('Đã chấp nhận').first().waitFor();
  await assertFits(page);
  await assertAccessible(page);
  assert.equal((await leader.call('reports.get', { id })).state, 'accepted');
  assert.deepEqual(problems, []);
});

test('anybody holds a file against the issued one; it never leaves the machine', async () => {
  const { issued } = await leader.call('reports.get', { id });
  const signed = path.join(FOLDER, 'bao-cao.pdf');
  const altered = path.join(FOLDER, 'sua.pdf');
  const bytes = await leader.bytes('reports.pdf', { id });
  fs.writeFileSync(signed, bytes);
  fs.writeFileSync(altered, Buffer.concat([bytes, Buffer.from('\n')]));
  const { page, problems } = await visitor(null, PHONE);
  await open(page, `/r/${issued?.token}`);
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  await page.locator('input[type=file]').setInputFiles(signed);
  await page.getByText('Đúng là bản đã ban hành (bản PDF có 2 chữ ký số).').waitFor();
  await page.locator('input[type=file]').setInputFiles(altered);
  await page.getByText('Không phải bản đã ban hành').waitFor();
  await page.getByLabel('Hoặc dán mã băm').fill(issued?.sha256 ?? '');
  await page.getByRole('button', { name: 'Đối chiếu', exact: true }).click();
  await page.getByText('Đúng là bản đã ban hành (bản Word).').waitFor();
  await assertFits(page);
  await assertAccessible(page);
  assert.deepEqual(sent, []);
  assert.deepEqual(problems, []);
});

test('recalled: the public page says so; the book keeps the number', async () => {
  await leader.call('reports.recall', { id, reason: 'Sai số liệu' });
  const { page, problems } = await visitor('lanhdao');
  await open(page, `/r/${(await leader.call('reports.get', { id })).issued?.token}`);
  await page.getByText('Báo cáo đã bị thu hồi ngày 20/11/2026').waitFor();
  await open(page, `/reports/kept/${id}`);
  await page.getByRole('alert').getByText('Thu hồi: Sai số liệu').waitFor();
  await open(page, '/reports/book');
  await page.getByText('01/BC-UBND').first().waitFor();
  await page.getByText('Đã thu hồi').first().waitFor();
  await assertFits(page);
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('several reports are submitted at once; who is refused is told why', async () => {
  const drafts = [1, 2].map((n) =>
    officer.call('reports.create', { unit: 'H48.108', regime: 'tthc', kind: 'quarter', year: 2026, n }),
  );
  for (const draft of await Promise.all(drafts)) await ready(officer, draft.id);
  const { page, problems } = await visitor('vanphong');
  await open(page, '/reports/kept?unit=H48.108');
  const boxes = page.getByRole('checkbox', { name: /^Chọn Báo cáo/ });
  await boxes.first().waitFor();
  for (const box of await boxes.all()) await box.check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByText('1 báo cáo chưa thực hiện được').waitFor();
  await page.getByText('Chờ duyệt').first().waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});
