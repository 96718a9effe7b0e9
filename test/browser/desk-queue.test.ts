import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, becomes, choice, open, PHONE, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
const leader = await visitor('lanhdao');
const officer = await visitor('tiepnhan');

test('a number is taken at the machine, called at a counter and shown on the screen', async () => {
  await open(leader.page, '/desk');
  await leader.page.getByRole('link', { name: 'Trung tâm Phục vụ hành chính công xã Bờ Y' }).click();
  await settled(leader.page);
  await assertAccessible(leader.page);
  await leader.page.getByRole('link', { name: 'Quầy và số thứ tự' }).click();
  const addressOf = async (name: string) => (await leader.page.getByRole('link', { name }).getAttribute('href')) ?? '';
  const [kiosk_address, display_address] = [await addressOf('Trang lấy số'), await addressOf('Màn hình chờ')];
  const desk_address = new URL(leader.page.url()).pathname;

  const kiosk = await visitor(null, PHONE);
  await open(kiosk.page, kiosk_address);
  await assertAccessible(kiosk.page);
  assert.ok(await kiosk.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'scrolls sideways');
  await kiosk.page.getByRole('button', { name: /Chứng thực/ }).click();
  await kiosk.page.getByText('A001').waitFor();
  await kiosk.page.getByText('Ông/bà là người tiếp theo').waitFor();
  // At once: after 20 seconds the machine goes back by itself.
  await kiosk.page.getByRole('button', { name: 'Lấy số khác' }).click();

  await open(officer.page, `${desk_address}/queue`);
  await officer.page.getByRole('combobox', { name: 'Quầy của tôi' }).click();
  await choice(officer.page, 'Quầy 1').click();
  await officer.page.getByRole('button', { name: 'Gọi số tiếp theo' }).click();
  await officer.page.locator('.ticket-label', { hasText: 'A001' }).waitFor();
  await assertAccessible(officer.page);

  const screen = await visitor(null);
  await screen.page.addInitScript('globalThis.said = []; speechSynthesis.speak = (one) => said.push(one.text)');
  await open(screen.page, display_address);
  await screen.page.getByText('đến quầy 1').waitFor();
  assert.equal(await screen.page.locator('.display-label').innerText(), 'A001');
  await assertAccessible(screen.page);

  await officer.page.getByRole('button', { name: 'Bắt đầu phục vụ' }).click();
  await officer.page.getByText('Đang phục vụ').waitFor();
  await officer.page.getByRole('button', { name: 'Xong' }).click();
  await officer.page.getByText('Chưa gọi số nào.').waitFor();

  // Two counters call before the screen looks again: both are read aloud, the earlier one first, and nothing of before the voice was on.
  await screen.page.getByRole('button', { name: 'Bật giọng đọc' }).click();
  for (const label of ['A002', 'A003']) {
    await kiosk.page.getByRole('button', { name: /Chứng thực/ }).click();
    await kiosk.page.getByText(label).waitFor();
    await kiosk.page.getByRole('button', { name: 'Lấy số khác' }).click();
  }
  const clerk = await app.signIn('tiepnhan');
  const id = Number(desk_address.split('/').at(-1));
  const { counters } = await clerk.call('desk.get', { id });
  // From the first question that is not answered on: one asked before might still be answered between the two calls.
  const unanswered = Promise.withResolvers<void>();
  await screen.page.route('**/api/desk/display/**', async (asked) => {
    await asked.abort();
    unanswered.resolve();
  });
  await unanswered.promise;
  for (const counter of counters.slice(0, 2)) await clerk.call('desk.call', { id, counter_id: counter.id });
  await screen.page.unroute('**/api/desk/display/**');
  await screen.page.locator('.display-label', { hasText: 'A003' }).waitFor();
  await becomes(() => screen.page.evaluate('said'), ['Mời số A 0 0 2 đến quầy số 1', 'Mời số A 0 0 3 đến quầy số 2']);
  for (const one of [leader, officer, kiosk, screen]) assert.deepEqual(one.problems, []);
});
