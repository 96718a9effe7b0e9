// Takes the pictures of the README from a running product with its demonstration: `node bin/screenshots.ts [address]`.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/browser/chromium.ts';

const ADDRESS = process.argv[2] ?? 'http://127.0.0.1:7480';
const FOLDER = path.join(import.meta.dirname, '../docs/images');
const PASSWORD = 'motcua-demo-2026';
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const DAK_SONG = 'unit=dak-song&from=2023-01-01&to=2023-09-20';

type Picture = {
  name: string;
  username: string;
  path: string;
  viewport: { width: number; height: number };
  before?: (page: Page) => Promise<void>;
};

const PICTURES: Picture[] = [
  { name: 'figures', username: 'cchc', path: `/figures?${DAK_SONG}`, viewport: WIDE },
  { name: 'records', username: 'cchc', path: `/figures/records?${DAK_SONG}&measure=resolved_overdue&scope=all`, viewport: WIDE },
  { name: 'form', username: 'cchc', path: `/forms/II.06a?${DAK_SONG}`, viewport: WIDE },
  { name: 'report', username: 'cchc', path: `/reports?${DAK_SONG}`, viewport: WIDE },
  {
    name: 'receive',
    username: 'tiepnhan',
    path: '/dossiers/new?procedure=1.004837',
    viewport: WIDE,
    before: async (page) => {
      await page.getByLabel('Số định danh').first().fill('062190001234');
      await page.getByLabel('Họ và tên / tên tổ chức').fill('A Thị Mới');
      await page.getByLabel('Địa chỉ').fill('Thôn 2, Xã Bờ Y');
      await page.evaluate('document.activeElement.blur()');
    },
  },
  { name: 'queue', username: 'tiepnhan', path: '/dossiers/queue?tab=in_progress', viewport: WIDE },
  {
    name: 'dossier',
    username: 'tiepnhan',
    path: '/dossiers?status=5',
    viewport: WIDE,
    before: async (page) => {
      await page.getByRole('link', { name: /^H48/ }).first().click();
      await page.getByText('Quá trình giải quyết').waitFor();
    },
  },
  { name: 'calendar', username: 'kiemsoat', path: '/calendar?year=2026', viewport: WIDE },
  { name: 'organisation', username: 'kiemsoat', path: '/org?day=2025-06-30', viewport: WIDE },
  { name: 'phone-home', username: 'lanhdao', path: '/', viewport: PHONE },
  { name: 'phone-figures', username: 'cchc', path: `/figures?${DAK_SONG}`, viewport: PHONE },
];

const info = await fetch(`${ADDRESS}/api/app/info`).then(
  (reply) => reply.json() as Promise<{ is_demo: boolean }>,
  () => null,
);
if (!info?.is_demo) {
  process.stderr.write(`No demonstration answers at ${ADDRESS}: start it with npm start, or give its address.\n`);
  process.exit(1);
}
fs.mkdirSync(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  for (const picture of PICTURES) {
    const context = await browser.newContext({
      viewport: picture.viewport,
      baseURL: ADDRESS,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`/sign-in?next=${encodeURIComponent(picture.path)}`);
    await page.getByLabel('Tên đăng nhập').fill(picture.username);
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.locator('main h1').waitFor();
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    await picture.before?.(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: path.join(FOLDER, `${picture.name}.png`) });
    process.stdout.write(`docs/images/${picture.name}.png\n`);
    await context.close();
  }
} finally {
  await browser.close();
}
