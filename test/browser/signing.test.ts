import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { typeset } from '#lib/typst';
import { issue, makeAuthority, makePkcs12 } from '#signatures';
import { assertAccessible, assertFits, choice, open, PHONE, visits } from './visit.ts';

const { app, visitor } = await visits();
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-signing-'));
after(() => fs.rmSync(FOLDER, { recursive: true }));
const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const root = makeAuthority({ common_name: 'Gốc thử nghiệm' }, LIFE);
const seal = issue(root, { common_name: 'UBND xã thử' }, LIFE);
const file = (name: string, bytes: string | Uint8Array) => {
  const at = path.join(FOLDER, name);
  fs.writeFileSync(at, bytes);
  return at;
};
const key_file = file('con-dau.p12', makePkcs12(seal, [root.certificate], 'mật khẩu tệp'));
const root_file = file('goc.pem', root.certificate.toString());
const pdf = file('thong-bao.pdf', await typeset({ template: 'Thong bao', data: {}, made_at: app.now.at }));
const administrator = await visitor('quantri');
const desk = await visitor('tiepnhan');

test('the administrator trusts an authority and adds a seal from its key file; what is missing or wrong is said', async () => {
  const { page, problems } = administrator;
  await open(page, '/signatures?tab=trust');
  await page.getByRole('button', { name: 'Thêm tổ chức chứng thực' }).click();
  const trusting = page.getByRole('dialog', { name: 'Thêm tổ chức chứng thực' });
  await trusting.getByLabel('Nguồn').fill('bàn giao ngày 20/11/2026');
  await trusting.getByRole('button', { name: 'Lưu' }).click();
  await trusting.getByText('Hãy chọn tệp.').waitFor();
  await trusting.locator('input[type=file]').setInputFiles(root_file);
  await trusting.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Gốc thử nghiệm').first().waitFor();

  await page.getByRole('link', { name: 'Con dấu của đơn vị', exact: true }).last().click();
  await page.getByRole('button', { name: 'Thêm con dấu', exact: true }).click();
  const adding = page.getByRole('dialog', { name: 'Thêm con dấu' });
  await adding.getByLabel('Tên gọi').fill('Con dấu thử');
  await adding.getByRole('combobox', { name: 'Đơn vị' }).click();
  await page.keyboard.type('bo y');
  await choice(page, 'Xã Bờ Y').click();
  await adding.locator('input[type=file]').setInputFiles(key_file);
  await adding.getByLabel('Mật khẩu của tệp khóa').fill('sai');
  await adding.getByRole('button', { name: 'Lưu' }).click();
  await adding.getByRole('alert').waitFor();
  await assertAccessible(page);
  await adding.getByLabel('Mật khẩu của tệp khóa').fill('mật khẩu tệp');
  await adding.getByRole('button', { name: 'Lưu' }).click();
  await adding.waitFor({ state: 'hidden' });
  await page.getByText('Con dấu thử').first().waitFor();
  assert.deepEqual(problems, []);
});

test('any PDF is checked: who signed, since when, and plainly what could not be checked', async () => {
  const clerk = await app.signIn('tiepnhan');
  const { id } = await clerk.call('dossiers.receive', {
    procedure_code: '1.001022',
    receiving_unit: 'H48.108',
    applicant: { name: 'Y Thử Ký', identity: '077201004399' },
    papers: [1, 2, 3].map((ordinal) => ({ ordinal, form: 0 as const })),
  });
  const { page, problems } = desk;
  await open(page, `/dossiers/${id}`);
  const [paper] = (await clerk.call('dossiers.get', { id })).papers;
  assert.ok(paper);
  await page.getByRole('button', { name: `Quét: ${paper.name}` }).click();
  const scanning = page.getByRole('dialog');
  await scanning.locator('input[type=file][multiple]').setInputFiles(pdf);
  await scanning.getByRole('button', { name: 'Gửi 1 trang' }).click();
  await scanning.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: `Việc khác: ${paper.name}` }).click();
  await page.getByRole('menuitem', { name: 'Ký số' }).click();
  const signing = page.getByRole('dialog', { name: `Ký số: ${paper.name}` });
  await signing.getByRole('combobox', { name: 'Con dấu, chữ ký' }).click();
  await choice(page, /Con dấu thử/).click();
  await signing.getByRole('button', { name: 'Ký số' }).click();
  await signing.waitFor({ state: 'hidden' });

  const signed = file('da-ky.pdf', await clerk.bytes('dossiers.paper_file', { id, paper_id: paper.id }));
  const phone = await visitor('tiepnhan', PHONE);
  await open(phone.page, '/signatures?tab=check');
  await phone.page.locator('input[type=file]').setInputFiles(signed);
  await phone.page.getByRole('heading', { name: /UBND xã thử/ }).waitFor();
  for (const words of [
    /theo máy của người ký/,
    /Không có; giờ ký là giờ trên máy/,
    /Chưa kiểm tra: tệp không kèm đủ danh sách thu hồi/,
  ])
    await phone.page.getByText(words).waitFor();
  await assertFits(phone.page);
  await assertAccessible(phone.page);
  await phone.page.locator('input[type=file]').setInputFiles(pdf);
  await phone.page.getByText('Tệp này chưa được ký số.').waitFor();
  assert.deepEqual([...problems, ...phone.problems], []);
});

test('a seal that is retired signs nothing any more, and says so', async () => {
  const { page } = administrator;
  await open(page, '/signatures?tab=seals');
  await page.getByRole('button', { name: 'Ngừng dùng: Con dấu thử' }).click();
  const asking = page.getByRole('dialog');
  await asking.getByRole('textbox').fill('đổi con dấu');
  await asking.getByRole('button', { name: /Xác nhận|Ngừng dùng|Đồng ý/ }).click();
  await page.getByText('Đã ngừng dùng').first().waitFor();
  const usable = await (await app.signIn('tiepnhan')).call('signatures.usable', {});
  assert.equal(
    usable.some((one) => one.label === 'Con dấu thử'),
    false,
  );
});
