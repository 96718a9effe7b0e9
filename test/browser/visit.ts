import assert from 'node:assert/strict';
import { after } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type TestApp, testApp } from '../app.ts';
import { launchBrowser } from './chromium.ts';

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export type Visitor = { page: Page; context: BrowserContext; problems: string[] };

export type Visits = {
  app: TestApp;
  /** A fresh browser window of somebody: signed in when a username is given. What goes wrong in it is collected. */
  visitor(username: string | null, viewport?: { width: number; height: number }, options?: VisitOptions): Promise<Visitor>;
};

export type VisitOptions = {
  /** Where the browser finds the product, when not at the product's own address. */
  base?: string;
  /** The page may keep the product's files for when there is no network. Elsewhere it may not: its fetching would only slow a story down. */
  with_worker?: boolean;
};

/** The real product and a real browser; both clocks stand at the same moment. */
export async function visits(): Promise<Visits> {
  // The browser first: it is also the first to be closed, so that no page asks a product that is gone.
  const browser: Browser = await launchBrowser();
  after(() => browser.close());
  const app = await testApp();
  return {
    app,
    async visitor(username, viewport = WIDE, { base = app.base, with_worker = false } = {}) {
      // Without motion nothing is half transparent while its contrast is measured.
      const context = await browser.newContext({
        reducedMotion: 'reduce',
        viewport,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        baseURL: base,
        serviceWorkers: with_worker ? 'allow' : 'block',
      });
      await context.clock.setFixedTime(app.now.at);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
      page.on('console', (message) => {
        // A refused request is told by the page; the browser's own line about it adds nothing.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          problems.push(`console: ${message.text()}`);
      });
      page.on('response', (reply) => {
        if (reply.status() >= 500) problems.push(`${reply.status()} ${reply.url()}`);
      });
      if (username !== null) {
        const client = await app.signIn(username);
        const [name, value] = (client.cookie ?? '').split('=') as [string, string];
        await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Strict' }]);
      }
      return { page, context, problems };
    },
  };
}

/** Opens an address and waits until nothing is loading any more. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** Everything that was asked for has come and is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('.state-loading').first().waitFor({ state: 'detached' });
}

/** Waits until an expression is true in the page. Playwright's own waiting evaluates text, which the product's policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(expression))) await page.waitForTimeout(50);
}

/**
 * No fault that axe knows of in the WCAG 2.2 A and AA rules. Only faults are gathered, and in the page itself instead of a second one, which only
 * frames of other origins would need: a third of the time for the same faults.
 */
export async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze();
  const told = violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
  assert.deepEqual(told, []);
}

/** The page itself never scrolls sideways. */
export async function assertFits(page: Page): Promise<void> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(wider, 0, `${page.url()} is ${wider} px wider than the window`);
}
