import assert from 'node:assert/strict';
import test from 'node:test';
import { DEMO_PASSWORD } from '../app.ts';
import { assertAccessible, becomes, open, settled, visits } from './visit.ts';

const { app, visitor } = await visits();
const FIGURES = '/figures?unit=po-y&from=2024-01-01&to=2024-08-13';

test('a link to a page leads there after signing in; a wrong password says what to do', async () => {
  const { page } = await visitor(null);
  await open(page, FIGURES);
  await page.getByText('Đăng nhập để mở trang đã chọn').waitFor();
  await page.getByLabel('Tên đăng nhập').fill('kiemsoat');
  await page.getByLabel('Mật khẩu').fill('mat-khau-sai');
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByText('Tên đăng nhập hoặc mật khẩu chưa đúng').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('heading', { name: 'Số liệu: Xã Pờ Y' }).waitFor();
  await page.waitForURL((url) => url.href.endsWith(FIGURES));
});

test('a session that ends while a page is open leads to the sign-in page and back to that page', async () => {
  const { page } = await visitor('tiepnhan');
  await open(page, '/dossiers?q=Nguy%E1%BB%85n');
  const moment = app.now.at;
  // Longer than any session may last.
  app.now.at = new Date(moment.getTime() + 25 * 3_600_000);
  await page.getByRole('link', { name: 'Hàng đợi xử lý' }).click();
  await page.getByRole('heading', { name: 'Một Cửa', level: 1 }).waitFor();
  assert.match(decodeURIComponent(page.url()), /\/sign-in\?next=\/dossiers/);
  await page.getByText('Phiên làm việc đã hết').waitFor();
  await page.getByLabel('Tên đăng nhập').fill('tiepnhan');
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('heading', { name: 'Hàng đợi xử lý', level: 1 }).waitFor();
  app.now.at = moment;
});

test('signing out ends the session, and Back shows nothing', async () => {
  const { page } = await visitor('tiepnhan');
  await open(page, '/dossiers');
  await page.getByRole('button', { name: /Tài khoản của tôi/ }).click();
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  // Loaded anew: before, the page that is left may already ask who one is.
  await page.waitForURL(/\/sign-in$/);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor();
  await page.goBack();
  await settled(page);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor();
  assert.equal(await page.getByText('Mã hồ sơ').count(), 0);
});

test('an account sees only the pages of its roles, what it looks up now and then behind a heading', async () => {
  const { page } = await visitor('tiepnhan');
  await open(page, '/');
  const menu = page.getByRole('navigation', { name: 'Trình đơn chính' });
  const daily = [
    'Trang chính',
    'Tiếp nhận hồ sơ',
    'Hàng đợi xử lý',
    'Việc theo bước',
    'Tra cứu hồ sơ',
    'Bộ phận Một cửa',
    'Phiếu, sổ theo dõi',
    'Thu phí, lệ phí',
    'Chứng thực bản sao điện tử',
    'Kho dữ liệu cá nhân',
    'Ký số',
  ];
  await becomes(() => menu.getByRole('link').allInnerTexts(), daily);
  const reference = menu.getByRole('button', { name: 'Danh mục' });
  await reference.click();
  const looked_up = ['Thủ tục hành chính', 'Quy trình nội bộ', 'Tổ chức', 'Lịch làm việc', 'Tính hạn trả'];
  await becomes(() => menu.getByRole('link').allInnerTexts(), [...daily, ...looked_up]);
  // The browser remembers it.
  await page.reload();
  await menu.getByRole('link', { name: 'Tính hạn trả' }).waitFor();
  await assertAccessible(page);
  await reference.click();
  await menu.getByRole('link', { name: 'Tính hạn trả' }).waitFor({ state: 'hidden' });
});
