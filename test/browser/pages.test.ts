import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { showDemoAccounts } from '../../server/app-routes.ts';
import {
  assertAccessible,
  assertFits,
  becomes,
  choice,
  drawn,
  goInside,
  open,
  openIntake,
  PHONE,
  settled,
  type Visitor,
  visits,
  WIDE,
} from './visit.ts';

const { app, visitor } = await visits();
showDemoAccounts();

const PERIOD = 'unit=po-y&from=2024-01-01&to=2024-08-13';

/** Every page with what proves that it is full and not an error: text that only its data can bring. */
const PAGES: Record<string, [address: string, shows: string | RegExp][]> = {
  '': [
    ['/sign-in?next=%2Ffigures', 'Tài khoản minh họa'],
    ['/api/docs', '/api/dossiers/{id}/actions/{action}'],
    ['/c/khong-co-ma-nay-dau-ca', 'Không xác nhận được bản sao này'],
    ['/verify/khong-co-ma-nay-dau-ca', 'Không xác nhận được phiếu này'],
  ],
  tiepnhan: [
    ['/', 'Sắp đến hạn'],
    ['/dossiers/new?procedure=1.001193', 'Giấy chứng sinh'],
    ['/dossiers/waiting', 'Không có hồ sơ nào chờ gửi'],
    ['/dossiers/queue?tab=in_progress', /H48\.108-\d{6}-\d{4}/],
    ['/dossiers', /H48\.108-\d{6}-\d{4}/],
    ['dossier', 'Quá trình giải quyết'],
    ['receipt', 'Giấy tiếp nhận và hẹn trả'],
    ['/slips', 'Phiếu đã cấp'],
    ['/slips/register', 'In sổ theo dõi hồ sơ'],
    ['/slips/handover?day=2026-11-19', 'Tải bản Excel'],
    ['/certifications', 'Chưa có bản sao nào'],
    ['/certifications/new', 'Bản quét bản chính'],
    ['/holdings', 'Căn cứ'],
    ['/signatures', 'Chữ ký cá nhân chỉ chủ nhân dùng được'],
    ['/desk', 'Trung tâm Phục vụ hành chính công xã Bờ Y'],
    ['/notices', 'Thông báo'],
    ['/notices/settings', 'Gửi qua e-mail'],
    ['/account', 'phiên này'],
    ['/no-such-page', 'Không có trang này'],
  ],
  kiemsoat: [
    ['/', 'Số liệu Tỉnh Quảng Ngãi'],
    ['/slips/templates', 'Mẫu của hệ thống'],
    [`/figures?${PERIOD}`, '1.185'],
    [`/figures?${PERIOD}&by=channel`, '1.076'],
    [`/figures/records?${PERIOD}&measure=new_online&scope=all`, 'Khớp: 109 = 109 hồ sơ'],
    ['/forms', 'II.06a'],
    [`/forms/II.06a?${PERIOD}`, 'Khớp'],
    [`/reports?${PERIOD}`, '1.179'],
    ['/procedures', 'Đăng ký'],
    ['/procedures/1.001193', 'Các lần công bố'],
    ['/org?day=2025-06-30', 'Tỉnh Bắc Kạn'],
    ['/org/H34?day=2025-06-30', 'Tỉnh Quảng Ngãi'],
    ['/calendar?year=2026', 'Ngày Văn hóa Việt Nam'],
    ['/calendar/deadline', 'Thời gian tạm dừng'],
    ['/audit', 'Tài khoản của bạn không mở được trang này'],
  ],
  lanhdao: [
    ['/', 'Tổng quan điều hành: việc đang chậm'],
    ['/overview', 'Theo lĩnh vực'],
  ],
  cchc: [['/overview?kind=year', 'Xã Đắk Song']],
  quantri: [
    ['/', 'Tài khoản'],
    ['/signatures?tab=seals', 'Chưa có con dấu nào'],
    ['/signatures?tab=trust', 'Chưa có tổ chức nào'],
    ['/notices/outbox?tab=rules', 'Mặc định của hệ thống'],
    ['/jobs', 'Công việc nền'],
    ['/access/accounts', 'Y Hoa Mai'],
    ['/access/roles', 'dossiers.receive'],
    ['/audit', 'Người thực hiện'],
  ],
};

const dossier = (await (await app.signIn('tiepnhan')).call('dossiers.list', { status: '4' })).rows[0];
assert.ok(dossier, 'the demonstration has a dossier in progress');
const addressOf = (address: string) =>
  address === 'dossier' ? `/dossiers/${dossier.id}` : address === 'receipt' ? `/dossiers/${dossier.id}/receipt` : address;

/**
 * From the page before as its links would, which is a third of the work of loading the product for every page; the first one of a window, and
 * the same page with another question, by its address. That the server has the product at each address is asked of the server alone.
 */
async function openAnew(page: Page, address: string): Promise<void> {
  const reply = await page.request.get(address, { headers: { accept: 'text/html' } });
  assert.equal(reply.status(), 200, address);
  assert.match(await reply.text(), /<div id="root">/, address);
  const before = page.url() === 'about:blank' ? null : new URL(page.url());
  const is_another = before !== null && before.pathname !== new URL(address, before).pathname;
  await (is_another ? goInside : open)(page, address);
}

for (const [username, pages] of Object.entries(PAGES)) {
  // One window for all pages of an account, opened by the first test that needs it; narrow and made wide, as a tablet that is turned.
  let window: Promise<Visitor> | null = null;
  for (const [address, shows] of pages) {
    test(`${address}${username && ` as ${username}`}: full, accessible, not wider than the window, wide and on a phone`, async () => {
      window ??= visitor(username || null);
      const { page, problems } = await window;
      problems.length = 0;
      // Opened on the phone: that is what a phone does, while a wide page opened as such is what nearly every other story looks at.
      await page.setViewportSize(PHONE);
      await openAnew(page, addressOf(address));
      for (const viewport of [PHONE, WIDE]) {
        await page.setViewportSize(viewport);
        await drawn(page);
        await page.getByText(shows).filter({ visible: true }).first().waitFor();
        await becomes(async () => /Một Cửa$/.test(await page.title()), true, 'the title ends with the name of the product');
        await becomes(() => page.locator('h1').count(), 1, 'one main heading');
        await assertFits(page);
        await assertAccessible(page);
      }
      assert.deepEqual(problems, []);
    });
  }
}

test('lists, trees and calendars open inside the window and are accessible while open', async () => {
  const { page, problems } = await visitor('kiemsoat');
  await open(page, `/figures?${PERIOD}`);
  // It is laid out somewhere else first and then put where it belongs.
  const inWindow = (popup: string) =>
    becomes(
      async () => {
        const box = await page.locator(popup).filter({ visible: true }).first().boundingBox();
        return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= WIDE.width;
      },
      true,
      `${popup} stands inside the window`,
    );
  await page.getByRole('combobox', { name: 'Đơn vị' }).first().click();
  await page.keyboard.type('ngoc hoi');
  await choice(page, 'Huyện Ngọc Hồi').waitFor();
  await inWindow('.ant-tree-select-dropdown');
  await assertAccessible(page);
  await choice(page, 'Huyện Ngọc Hồi').click();
  await page.getByRole('heading', { name: 'Số liệu: Huyện Ngọc Hồi' }).waitFor();
  await page.getByLabel('Từ ngày').click();
  await inWindow('.ant-picker-dropdown');
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByLabel('Kỳ báo cáo').click();
  await inWindow('.ant-select-dropdown');
  await assertAccessible(page);
  await choice(page, 'Quý').click();
  // A quarter of the reporting regime begins on the 15th.
  await page.waitForURL(/from=\d{4}-\d{2}-15&to=\d{4}-\d{2}-14&regime=ND09&kind=quarter/);
  assert.deepEqual(problems, []);
});

test('a phone opens the menu as a drawer and goes on from there', async () => {
  const { page } = await visitor('kiemsoat', PHONE);
  await open(page, '/');
  await page.getByRole('button', { name: 'Mở trình đơn' }).click();
  await page.getByRole('link', { name: 'Biểu mẫu thống kê' }).click();
  await page.getByRole('heading', { name: 'Biểu mẫu thống kê', level: 1 }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('the interface speaks English when asked, and remembers it', async () => {
  const { page } = await visitor('kiemsoat');
  await open(page, `/figures?${PERIOD}`);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await page.getByRole('link', { name: 'Statistical forms' }).waitFor();
  await page.getByText('1,185').first().waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Statistical forms' }).waitFor();
  await becomes(() => page.locator('html').getAttribute('lang'), 'en');
});

test('the keyboard alone goes through the product', async () => {
  const { page } = await visitor('tiepnhan');
  await open(page, '/');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor({ state: 'hidden' });
  // One right behind the other: the second is waited for a moment only.
  await Promise.all([page.keyboard.press('g'), page.keyboard.press('q')]);
  await page.getByRole('heading', { name: 'Hàng đợi xử lý', level: 1 }).waitFor();
  await page.reload();
  await settled(page);
  await page.keyboard.press('Tab');
  await becomes(() => page.evaluate('document.activeElement?.textContent'), 'Đến nội dung chính');
});

test('a page that cannot be fetched says that the server is away, inside the product', async () => {
  const { page, context } = await visitor('kiemsoat');
  await open(page, '/');
  await context.route(/.*/, (asked) => asked.abort('connectionrefused'));
  await page.getByRole('link', { name: 'Lịch làm việc' }).click();
  await page.getByText('Không kết nối được với máy chủ').first().waitFor();
  await page.getByRole('link', { name: 'Trang chính' }).waitFor();
  await context.unroute(/.*/);
});

test('without a network the page says so and keeps what is on it', async () => {
  const { page, context } = await visitor('tiepnhan');
  await openIntake(page);
  await page.getByLabel('Số định danh').first().fill('062190001234');
  await context.setOffline(true);
  await page.getByText('Không kết nối được máy chủ').waitFor();
  assert.equal(await page.getByLabel('Số định danh').first().inputValue(), '062190001234');
  await context.setOffline(false);
  await page.getByText('Không kết nối được máy chủ').waitFor({ state: 'hidden' });
});
