import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { toDataURL } from 'qrcode';
import { typeset } from '#lib/typst';
import { issue, makeAuthority, makePkcs12 } from '#signatures';
import { DEMO_PASSWORD } from '../app.ts';
import { send } from '../flows/multipart.ts';
import { assertAccessible, assertFits, becomes, open, PHONE, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-papers-'));
after(() => fs.rmSync(FOLDER, { recursive: true }));
const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const seal = issue(root, { common_name: 'UBND xã thử' }, LIFE);
const file = (name: string, bytes: Uint8Array) => {
  const at = path.join(FOLDER, name);
  fs.writeFileSync(at, bytes);
  return at;
};
const pdf = file('ket-qua.pdf', await typeset({ template: 'Ket qua', data: {}, made_at: app.now.at }));
const photo = file(
  'anh.png',
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);
const admin = await app.signIn('quantri', DEMO_PASSWORD);
await send(
  app.base,
  admin,
  'signatures.add_seal',
  { unit: 'H48.108', label: 'Con dấu thử' },
  { name: 'k.p12', bytes: makePkcs12(seal, [root.certificate], 'x') },
  { password: 'x' },
);
await send(
  app.base,
  admin,
  'signatures.trust',
  { source: 'thử' },
  { name: 'goc.pem', bytes: Buffer.from(root.certificate.toString()) },
);

const clerk = await app.signIn('tiepnhan', DEMO_PASSWORD);
const { id } = await clerk.call('dossiers.receive', {
  procedure_code: '1.001022',
  receiving_unit: 'H48.108',
  applicant: { name: 'Y Thử Giấy', identity: '077201004321' },
  papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
});
const { code, papers } = await clerk.call('dossiers.get', { id });
const desk = await visitor('tiepnhan');

test('pages are collected, put in order, turned, and become one PDF named by its paper', async () => {
  const { page } = desk;
  const name = papers[0]?.name as string;
  await open(page, `/dossiers/${id}`);
  await page.getByRole('button', { name: `Quét: ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file][multiple]').setInputFiles([photo, pdf]);
  await becomes(() => dialog.getByRole('listitem').count(), 2);
  await dialog.getByRole('button', { name: 'Xoay trang 1' }).click();
  await dialog.getByRole('button', { name: 'Chuyển trang 1 ra sau' }).click();
  await dialog
    .getByRole('listitem')
    .first()
    .getByText(/ket-qua\.pdf/)
    .waitFor();
  assert.equal(await dialog.getByRole('listitem').count(), 2);
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Gửi 2 trang' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  await page.getByText(new RegExp(`${code}_01_.*_20261120\\.pdf`)).waitFor();
  const where = { id, paper_id: papers[0]?.id as number };
  assert.ok((await clerk.bytes('dossiers.paper_file', where)).toString('latin1').startsWith('%PDF-1.7'));
});

test('a PDF is seen in the page, signed there, and says who signed it', async () => {
  const { page, problems } = desk;
  const name = papers[0]?.name as string;
  await page.getByRole('button', { name: `Xem: ${name}` }).click();
  await page.locator('iframe.preview-page').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click();
  await page.getByRole('button', { name: `Việc khác: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Ký số' }).click();
  const dialog = page.getByRole('dialog', { name: /Ký số/ });
  await dialog.getByText('Con dấu thử').first().waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Ký số', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  await page.getByRole('button', { name: `Chữ ký số: ${name}: Chữ ký số hợp lệ` }).click();
  const details = page.getByRole('dialog', { name: /Chữ ký số/ });
  await details
    .getByText(/UBND xã thử/)
    .first()
    .waitFor();
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('what was digitised is offered in the store of its owner, opened with a ground and on record', async () => {
  const { page } = await visitor('tiepnhan', PHONE);
  await open(page, '/holdings');
  await page.getByLabel('Số định danh cá nhân hoặc mã doanh nghiệp').fill('077201004321');
  await page.getByRole('button', { name: 'Mở kho', exact: true }).click();
  await page.getByText(`hồ sơ ${code}`).waitFor();
  await assertAccessible(page);
  assert.ok(((await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number) <= 0);
  const { rows } = await app.db.owner.query(
    `select e.after ->> 'identity' as identity from audit.entry e where e.action = 'holdings.open'`,
  );
  assert.deepEqual(
    rows.map((row) => row.identity),
    ['********4321'],
  );
});

test('a certified copy from the desk to its public page, where a file at hand is compared', async () => {
  const { page } = desk;
  await open(page, '/certifications/new');
  await page.locator('input[type=file][multiple]').setInputFiles(pdf);
  await page.getByLabel('Tên bản chính').fill('Bằng tốt nghiệp');
  await page.getByLabel('Họ tên người yêu cầu').fill('Y Thử Giấy');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Lưu, chờ ký' }).click();
  await page.getByRole('heading', { name: 'Bằng tốt nghiệp' }).waitFor();
  const address = new URL(page.url()).pathname;

  const leader = (await visitor('lanhdao')).page;
  await open(leader, address);
  await leader.getByRole('button', { name: 'Ký chứng thực' }).click();
  const dialog = leader.getByRole('dialog', { name: 'Ký chứng thực' });
  await dialog.getByText('Con dấu thử').waitFor();
  await assertAccessible(leader);
  await dialog.getByRole('button', { name: 'Ký chứng thực' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await leader.getByText('1/2026', { exact: true }).waitFor();
  await assertAccessible(leader);

  const copy_id = Number(address.split('/').at(-1));
  const copy = await clerk.call('certifications.get', { id: copy_id });
  const right = file('ban-sao.pdf', await clerk.bytes('certifications.file', { id: copy_id }));
  const anyone = (await visitor(null, PHONE)).page;
  await open(anyone, `/c/${copy.token}`);
  await anyone.getByText('Bản sao này có trong sổ chứng thực.').waitFor();
  await anyone.locator('input[type=file]').setInputFiles(right);
  await anyone.getByText(/đúng là tệp đã được chứng thực/).waitFor();
  await anyone.locator('input[type=file]').setInputFiles(pdf);
  await anyone.getByText(/không phải tệp đã được chứng thực/).waitFor();
  await assertAccessible(anyone);
  assert.doesNotMatch(await anyone.locator('body').innerText(), /Y Thử Giấy/);
});

test('pictures chosen or dropped for a paper are its pages, none is lost', async () => {
  const { page } = desk;
  const name = papers[1]?.name as string;
  await open(page, `/dossiers/${id}`);
  await page.getByRole('listitem').filter({ hasText: name }).locator('input[type=file]').first().setInputFiles([photo, photo]);
  const dialog = page.getByRole('dialog');
  await becomes(() => dialog.getByRole('listitem').count(), 2);
  await dialog.getByRole('button', { name: 'Gửi 2 trang' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(new RegExp(`${code}_02_.*_20261120\\.pdf`)).waitFor();
});

/** This machine has no camera: the page is given one whose picture is drawn, and a browser that reads no codes itself. */
const DRAWN_CAMERA = `
  delete globalThis.BarcodeDetector;
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
  const picture = new Image();
  setInterval(() => {
    const pen = canvas.getContext('2d');
    pen.fillRect(0, 0, 1280, 720);
    if (picture.complete && picture.naturalWidth) pen.drawImage(picture, 480, 200, 300, 300);
  }, 50);
  globalThis.holdUp = (url) => { picture.src = url; };
  navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'videoinput' }];
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
`;

test('where the browser reads no codes, a card held before the camera fills the intake all the same; another code is told apart', async () => {
  const { page: phone } = await visitor('tiepnhan', PHONE);
  await phone.addInitScript(DRAWN_CAMERA);
  await open(phone, '/dossiers/new');
  const holdUp = async (text: string) => phone.evaluate(`holdUp(${JSON.stringify(await toDataURL(text, { margin: 4 }))})`);
  await holdUp('https://example.vn/not-a-card');
  await phone.getByRole('button', { name: 'Quét bằng máy ảnh' }).click();
  await phone.getByText('không phải mã trên thẻ căn cước').waitFor();
  await assertAccessible(phone);
  await holdUp('062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Xã Bờ Y, Quảng Ngãi|01012022');
  await phone.getByText('Đã đọc thẻ: A Thị Mới').waitFor();
  await becomes(() => phone.getByLabel('Địa chỉ').first().inputValue(), 'Thôn 2, Xã Bờ Y, Quảng Ngãi');
  await assertFits(phone);
});
