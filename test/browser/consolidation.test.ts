import assert from 'node:assert/strict';
import test from 'node:test';
import { transaction } from '#lib/db';
import { create, issue, leaveOut } from '#reports';
import type { Content } from '../../server/reports/content.ts';
import { step } from '../../server/reports/stored.ts';
import { assertAccessible, assertFits, open, PHONE, visits } from './visit.ts';

const { app, visitor } = await visits();
const { page: officer } = await visitor('kiemsoat');
const api = await app.signIn('kiemsoat');
// A report that is not sent is read and written by people of its own unit only.
const writer = await app.signIn('vanphong');
const PERIOD = { regime: 'tthc', kind: 'quarter', year: 2026, n: 3 };
const by = { actor: { user_id: null, name: 'Kiểm thử' }, now: app.now.at, scope: { unit_ids: null } };

const { id: below } = await transaction(app.db.pool, 'write', (db) => create(db, { unit: 'H48.108', ...PERIOD }, by));
const draft = (await writer.call('reports.get', { id: below })) as unknown as { version: number; content: Content };
const block = draft.content.sections.find(({ heading }) => heading.startsWith('IV.'))?.blocks[0]?.key as string;
await writer.call('reports.save', {
  id: below,
  version: draft.version,
  blocks: { [block]: [[{ text: 'Xã thiếu người trực.' }]] },
});
await transaction(app.db.pool, 'write', async (db) => {
  await leaveOut(db, below, by);
  await step(db, below, 'submit', null, by);
  await step(db, below, 'approve', null, by);
  await issue(db, below, { signer: 'Người Ký', issued_on: '2026-11-20' }, by);
});
const { id } = await api.call('reports.create', { unit: 'H48', ...PERIOD });

test('a province consolidates: who is missing, an adjustment with its reason, words taken from a commune', async () => {
  await open(officer, `/reports/kept/${id}`);
  await officer.getByRole('button', { name: 'Tổng hợp báo cáo đơn vị' }).click();
  await officer.getByText('Đã gửi 1/11 đơn vị').waitFor();
  await officer.getByRole('button', { name: 'Tổng hợp', exact: true }).click();
  const dialog = officer.getByRole('dialog', { name: 'Cách tổng hợp' });
  await dialog.getByText('Giữ nguyên đơn vị tại thời điểm phát sinh').waitFor();
  await dialog.getByRole('button', { name: 'Tổng hợp', exact: true }).click();
  await officer.getByRole('button', { name: 'Tổng hợp lại' }).waitFor();
  await assertAccessible(officer);
  await officer.getByRole('link', { name: /^Số liệu \d/ }).click();
  await officer.getByRole('button', { name: 'Tổng số tiếp nhận' }).click();
  await officer.getByRole('button', { name: 'Thêm điều chỉnh' }).click();
  const adjust = officer.getByRole('dialog');
  await adjust.getByLabel('Tăng (+) hoặc giảm (−)').fill('-3');
  await adjust.getByLabel('Lý do').fill('Xã nhập trùng');
  await adjust.getByRole('button', { name: 'Thêm điều chỉnh' }).click();
  await officer.getByRole('heading', { name: 'Điều chỉnh của cấp tổng hợp' }).waitFor();
  await officer.getByRole('link', { name: 'Lời văn' }).click();
  await officer.getByLabel('Mục', { exact: true }).waitFor();
  // The part without a heading, which no unit wrote, is no choice that leads nowhere.
  await officer.getByLabel('Mục', { exact: true }).click();
  await officer
    .getByTitle(/^I{1,3}\. .* \(\d+\)$/)
    .first()
    .waitFor();
  assert.equal(
    await officer
      .getByTitle(/\(0\)$/)
      .filter({ hasText: /^(?![IVX]+\.)/ })
      .count(),
    0,
  );
  await open(
    officer,
    `/reports/kept/${id}/consolidation?tab=words&heading=${encodeURIComponent('IV. NGUYÊN NHÂN, GIẢI PHÁP, KIẾN NGHỊ')}`,
  );
  await officer.getByRole('button', { name: 'Lấy lời văn của Xã Bờ Y' }).click();
  await officer.getByRole('article', { name: 'Từ: Xã Bờ Y' }).getByText('Xã thiếu người trực.').waitFor();
  await assertAccessible(officer);
  // A second time it asks.
  await officer.getByRole('button', { name: 'Lấy lời văn của Xã Bờ Y' }).click();
  await officer.getByText('Lời văn này đã được lấy. Lấy thêm một lần nữa?').waitFor();
  await officer.getByRole('dialog').getByRole('button', { name: 'Hủy' }).click();
  const { content } = (await api.call('reports.get', { id })) as unknown as { content: Content };
  const blocks = content.sections.flatMap((section) => section.blocks);
  assert.equal(blocks.filter((one) => one.kind === 'narrative' && one.origin === 'pulled').length, 1);
});

test('on a phone nothing goes over the edge', async () => {
  const { page } = await visitor('kiemsoat', PHONE);
  for (const tab of ['units', 'figures', 'words', 'changes']) {
    await open(page, `/reports/kept/${id}/consolidation?tab=${tab}`);
    await page.getByRole('heading', { name: 'Tổng hợp báo cáo các đơn vị' }).waitFor();
    await assertFits(page);
  }
});
