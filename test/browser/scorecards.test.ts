import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, assertFits, becomes, open, PHONE, visits } from './visit.ts';

// A card is scored by the keyboard, its missing points are seen, the round is a heat table, the result is public; all of it on a phone too.

const { app, visitor } = await visits();
const { page, problems } = await visitor('cchc');
const { page: phone, problems: phone_problems } = await visitor('cchc', PHONE);
const { page: commune, problems: commune_problems } = await visitor('cchc.truongxuan');
const client = await app.signIn('cchc');
const own = await app.signIn('cchc.truongxuan');
const { rounds } = await client.call('scorecards.rounds', {});
const running = rounds.find((round) => round.owner_code === 'H36' && round.year === 2026)?.id as number;
const published = rounds.find((round) => round.state === 'published')?.id as number;
const district = rounds.find((round) => round.year === 2023)?.id as number;
const cardOf = async (round_id: number, code: string) =>
  (await client.call('scorecards.round', { id: round_id })).rows.find((row) => row.unit_code === code)?.card_id as number;
const draft = await cardOf(running, 'H36.104');
const dak_song = await cardOf(district, 'H16.36');

test('points are typed down the column; what departs from the figures is asked for its reason', async () => {
  await open(commune, `/scorecards/cards/${draft}`);
  const field = commune.getByLabel('Điểm tiêu chí 2.2', { exact: true });
  await field.fill('3');
  await field.press('Enter');
  await commune.getByLabel('Điểm tiêu chí 2.3', { exact: true }).and(commune.locator(':focus')).waitFor();
  await commune.getByRole('button', { name: 'Mức độ hoàn thành kế hoạch CCHC' }).click();
  const drawer = commune.getByRole('dialog');
  await drawer.getByLabel('Lý do, căn cứ').fill('Theo báo cáo');
  await drawer.getByLabel(/^Điểm \(0/).fill('3,5');
  await drawer.getByRole('button', { name: 'Thêm khoản' }).click();
  await drawer.getByLabel('Lý do thiếu').fill('Còn nhiệm vụ cuối năm');
  await drawer.getByRole('button', { name: 'Ghi điểm' }).click();
  // Told in the drawer itself: that something was kept is still on the page from the points before.
  await drawer.getByRole('listitem').filter({ hasText: 'Theo báo cáo' }).waitFor();
  const view = await own.call('scorecards.card', { id: draft });
  const value = (code: string) => view.rows.find((row) => row.code === code)?.leaf?.stages.self?.value;
  assert.deepEqual([value('2.2'), value('1.2')], ['3', '3.5']);
  assert.equal(view.ledger.find((item) => item.criterion === '1.2')?.reason, 'Còn nhiệm vụ cuối năm');
});

test('points above the maximum are refused where they are typed, in words, and nothing is kept', async () => {
  await open(commune, `/scorecards/cards/${draft}`);
  const before =
    (await own.call('scorecards.card', { id: draft })).rows.find((row) => row.code === '2.3')?.leaf?.stages.self ?? null;
  const field = commune.getByLabel('Điểm tiêu chí 2.3', { exact: true });
  await field.fill('9');
  await commune.getByText('Tối đa 2 điểm', { exact: true }).waitFor();
  await becomes(() => field.getAttribute('aria-invalid'), 'true');
  await field.press('Enter');
  await commune.getByText('Tiêu chí 2.3 tối đa 2 điểm, không chấm 9 được. Nhập lại điểm.').first().waitFor();
  // Still there to be mended, the place not left.
  assert.equal(await field.inputValue(), '9');
  await field.press('Escape');
  await commune.getByRole('button', { name: 'Xử lý văn bản trái pháp luật sau kiểm tra' }).click();
  const drawer = commune.getByRole('dialog');
  await drawer.getByLabel(/^Điểm \(0/).fill('2,01');
  await drawer.getByText('Tối đa 2 điểm', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: 'Ghi điểm' }).click();
  await commune.getByText('Tiêu chí 2.3 tối đa 2 điểm, không chấm 2,01 được. Nhập lại điểm.').first().waitFor();
  const after =
    (await own.call('scorecards.card', { id: draft })).rows.find((row) => row.code === '2.3')?.leaf?.stages.self ?? null;
  assert.deepEqual(after, before);
});

test('the sum that the report got wrong is told; its missing points by office', async () => {
  await open(page, `/scorecards/cards/${dak_song}`);
  await page.getByText('Báo cáo ghi tổng 65,7 điểm, cộng từ các tiêu chí được 64,7 điểm (lệch 1).').waitFor();
  await page.getByRole('link', { name: /Điểm chưa đạt/ }).click();
  await page.getByText('Mới có 1 trong 2 sáng kiến').waitFor();
});

test('the pages are accessible and inside the window, on a desk and on a phone', async () => {
  const sets = (await client.call('scorecards.sets', { code: 'xa-2026-minh-hoa' })).sets;
  const addresses = [
    '/scorecards',
    `/scorecards/${running}`,
    `/scorecards/${published}/ranking`,
    `/scorecards/cards/${dak_song}`,
    `/scorecards/cards/${dak_song}?tab=gaps`,
    '/scorecards/index-766?unit=H16.36&from=2023-01-01&to=2023-09-20',
    '/scorecards/sets',
    `/scorecards/sets/${sets[0]?.id}`,
    `/cong-khai/cham-diem/${published}`,
  ];
  // On a phone those that are drawn in another way.
  for (const one of [page, phone])
    for (const address of one === page ? addresses : addresses.filter((_, at) => [1, 2, 3, 5].includes(at))) {
      await open(one, address);
      await assertFits(one);
      await assertAccessible(one);
    }
  assert.deepEqual([...problems, ...phone_problems, ...commune_problems], []);
});
