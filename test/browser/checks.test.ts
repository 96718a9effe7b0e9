import assert from 'node:assert/strict';
import test from 'node:test';
import { unzipSync } from 'fflate';
import { checkTask } from '#checks';
import { runDue } from '#jobs';
import { docxOf, p, tbl, tr } from '../../server/checks/read/make-files.ts';
import { assertAccessible, assertFits, becomes, open, PHONE, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const report = (rate: string) => ({
  name: 'Báo cáo quý.docx',
  mimeType: TYPE,
  buffer: Buffer.from(
    docxOf({
      body: [
        p('BÁO CÁO'),
        p(`Đã giải quyết 17.604 hồ sơ, trong đó đúng hạn 15.739 hồ sơ, đạt ${rate}%.`),
        p('Hoàn thành trước ngày 31/9/2023.'),
        tbl(tr(['Xã', 'Số hồ sơ']), tr(['A', '10']), tr(['B', '12'])),
      ].join(''),
    }),
  ),
});
const work = () => runDue(app.db.pool, { tasks: [checkTask], now: () => app.now.at });

test('an officer drops a report, goes from finding to place, says what each is, takes the Word file back and sends a mended draft', async () => {
  const { page, problems } = await visitor('cchc');
  await open(page, '/checks');
  await assertAccessible(page);
  await page.locator('input[type=file]').setInputFiles(report('98,4'));
  await page.getByText('Dừng kiểm tra').waitFor();
  await assertAccessible(page);
  await work();
  const findings = page.locator('.finding');
  await findings.first().waitFor();
  const marks = page.locator('.reading-text .mark');
  await becomes(() => marks.allInnerTexts(), ['15.739 hồ sơ, đạt 98,4%', '31/9/2023']);
  await assertAccessible(page);

  // What is filtered away has no mark that would lead nowhere.
  const chosen = page.url();
  await open(page, `${chosen}?rule=R14`);
  await becomes(() => marks.allInnerTexts(), ['31/9/2023']);
  await marks.first().click();
  await becomes(() => findings.first().getAttribute('aria-current'), 'true');
  await open(page, `${chosen}?severity=note`);
  await becomes(() => marks.count(), 0);
  await open(page, chosen);

  await marks.nth(1).click();
  await becomes(() => findings.nth(1).getAttribute('aria-current'), 'true');
  await page.getByRole('region', { name: 'Các phát hiện' }).focus();
  await page.keyboard.press('k');
  await becomes(() => findings.nth(0).getAttribute('aria-current'), 'true');
  await becomes(() => page.locator('.mark.is-chosen').allInnerTexts(), ['15.739 hồ sơ, đạt 98,4%']);

  await findings.nth(1).getByRole('button', { name: 'Giải trình' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lý do').fill('Trích nguyên văn của cấp trên');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await findings.nth(1).getByText('Trích nguyên văn của cấp trên').waitFor();
  await findings.nth(0).getByRole('button', { name: 'Đã sửa' }).click();
  await findings.nth(0).getByRole('button', { name: 'Mở lại' }).waitFor();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tải về' }).click();
  await page.getByRole('menuitem', { name: 'Tệp Word kèm nhận xét' }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'Báo cáo quý.nhan-xet.docx');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const comments = Buffer.from(unzipSync(Buffer.concat(chunks))['word/comments.xml'] as Uint8Array).toString();
  assert.match(comments, /Lỗi R01/);

  await page.locator('input[type=file]').setInputFiles(report('89,4'));
  await page.getByText('Dừng kiểm tra').waitFor();
  await work();
  await findings.getByText('Trích nguyên văn của cấp trên').waitFor();
  await becomes(() => findings.count(), 1);
  await page.getByRole('link', { name: 'So sánh các bản' }).click();
  await page.getByRole('heading', { name: 'Đã hết (1)' }).waitFor();
  await page.getByRole('heading', { name: 'Vẫn còn (1)' }).waitFor();
  await settled(page);
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('a file is dropped; beside the box it opens nothing; the card, its other places and what was not checked lead into the text', async () => {
  const { page, problems } = await visitor('cchc');
  await open(page, '/checks');
  const lines =
    'Số: /BC-UBND\n\nBình An, ngày tháng 9 năm 2023\n\nBÁO CÁO\n\nĐã kiểm tra 07/20 đơn vị, đạt 45%. Tiếp nhận 1.185 hồ sơ, đạt 99,7%.\n';
  const dropped = await page.evaluateHandle(`{
    const files = new DataTransfer();
    files.items.add(new File([${JSON.stringify(lines)}], 'Kéo thả.txt'));
    files;
  }`);
  const isKept = (where: string) =>
    page.locator(where).evaluate((box) => !box.dispatchEvent(new Event('drop', { bubbles: true, cancelable: true })));
  assert.equal(await isKept('main'), true, 'the browser would open the file in place of the product');
  await page.locator('.drop-box').dispatchEvent('drop', { dataTransfer: dropped });
  await page.getByText('Dừng kiểm tra').waitFor();
  await work();
  const findings = page.locator('.finding');
  await findings.nth(1).waitFor();

  await findings.nth(1).locator('blockquote').click();
  await becomes(() => findings.nth(1).getAttribute('aria-current'), 'true');
  const selected = () => page.evaluate('String(getSelection())');
  await findings.nth(0).getByText('Các chỗ liên quan (1)').click();
  await findings.nth(0).getByRole('button', { name: '“ngày tháng 9 năm 2023”' }).click();
  await becomes(selected, 'ngày tháng 9 năm 2023');
  await page.getByText(/Chưa kiểm được/).click();
  await page.getByRole('button', { name: /99,7%/ }).click();
  await becomes(selected, '1.185 hồ sơ, đạt 99,7%');
  await assertAccessible(page);
  assert.deepEqual(problems, []);
});

test('on a phone the same pages fit; a broken file says what to do', async () => {
  const { page, problems } = await visitor('cchc', PHONE);
  for (const address of ['/checks', '/checks/1', '/checks/1/compare', '/checks/rules']) {
    await open(page, address);
    await assertFits(page);
    await assertAccessible(page);
  }
  await open(page, '/checks');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.docx', mimeType: TYPE, buffer: Buffer.from('PK\u0003\u0004 hỏng') });
  await page.getByText('Dừng kiểm tra').waitFor();
  await work();
  await page.getByText('Không đọc được tệp này').waitFor();
  assert.deepEqual(problems, []);
});

test('a rule that officers called wrong speaks lower, and its card says so', async () => {
  const { page, problems } = await visitor('cchc');
  await open(page, '/checks');
  await page.locator('input[type=file]').setInputFiles(report('98,4'));
  await page.getByText('Dừng kiểm tra').waitFor();
  await work();
  const findings = page.locator('.finding');
  const note = page.getByRole('link', { name: 'Quy tắc này tự hạ từ lỗi' });
  await findings.nth(1).waitFor();
  assert.equal(await note.count(), 0);
  await findings.nth(1).getByRole('button', { name: 'Báo nhầm' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lý do').fill('Ngày ghi theo kế hoạch của cấp trên');
  await dialog.getByRole('button', { name: 'Xác nhận' }).click();
  await findings.nth(1).getByText('Ngày ghi theo kế hoạch của cấp trên').waitFor();

  await open(page, '/checks');
  await page.locator('input[type=file]').setInputFiles(report('98,4'));
  await page.getByText('Dừng kiểm tra').waitFor();
  await work();
  await findings.nth(1).getByText('Cảnh báo').waitFor();
  await becomes(
    () =>
      findings
        .nth(1)
        .getByRole('link', { name: /tự hạ từ lỗi vì cán bộ đã kết luận báo nhầm/ })
        .count(),
    1,
  );
  assert.equal(await findings.nth(0).getByRole('link').count(), 0);
  await assertAccessible(page);
  await findings.nth(1).getByRole('link').click();
  await page.getByText('hạ từ lỗi').waitFor();
  assert.deepEqual(problems, []);
});
