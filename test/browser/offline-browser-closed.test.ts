import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { type BrowserContext, chromium } from 'playwright-core';
import { testApp } from '../app.ts';
import { chromiumPath } from './chromium.ts';
import { line } from './cut.ts';
import { until } from './visit.ts';

// The browser itself is closed between the intake and its sending, so this story has a profile of its own on the disk.
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-profile-'));
const executable = await chromiumPath();
const app = await testApp();
const { base, cut, mend } = await line(app.base);
const officer = await app.signIn('tiepnhan');

const opened = new Set<BrowserContext>();
after(async () => {
  for (const context of opened) await context.close().catch(() => {});
  fs.rmSync(profile, { recursive: true, force: true });
});

async function browser(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    timeout: 120_000,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    baseURL: base,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  context.setDefaultTimeout(120_000);
  await context.clock.setFixedTime(app.now.at);
  opened.add(context);
  return context;
}

test('a dossier kept without a network is there when the browser is opened again, still without one, and is sent later', async () => {
  const first = await browser();
  const [name, value] = (officer.cookie ?? '').split('=') as [string, string];
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  await first.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Strict', expires }]);
  const desk = await first.newPage();
  await desk.goto('/dossiers/new?procedure=1.004837');
  await desk.getByText('Tờ khai đăng ký giám hộ').waitFor();
  await until(desk, 'navigator.serviceWorker.controller !== null');
  await cut();
  await desk.getByLabel('Số định danh').first().fill('062190006661');
  await desk.getByLabel('Họ và tên / tên tổ chức').fill('Y Tắt Máy');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Đã giữ hồ sơ trên máy này' }).waitFor();
  await first.close();

  const second = await browser();
  const again = await second.newPage();
  await again.goto('/dossiers/waiting');
  await again.getByText('Y Tắt Máy').waitFor();
  await again.getByText('Chờ gửi', { exact: true }).waitFor();
  await mend();
  await again.getByText('Đã gửi', { exact: true }).waitFor();
  assert.equal((await officer.call('dossiers.list', { q: '062190006661' })).total, 1);
});
