import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Download, Page } from 'playwright-core';
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
      watchTraffic(page);
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

/**
 * Opens a page of intake as an officer does, who begins when the cursor stands in the first field: only then does the form take what is typed.
 * What was kept in the browser fills it first, which on a busy computer takes longer than half a second without a request.
 */
export async function openIntake(page: Page, address = '/dossiers/new'): Promise<void> {
  await open(page, address);
  await until(page, "document.activeElement?.id === 'procedure_code'");
}

const traffic = new WeakMap<Page, { pending: number; since: number }>();

function watchTraffic(page: Page): void {
  const of_page = { pending: 0, since: performance.now() };
  traffic.set(page, of_page);
  const moved = (by: number) => () => {
    of_page.pending += by;
    of_page.since = performance.now();
  };
  page.on('request', moved(1)).on('requestfinished', moved(-1)).on('requestfailed', moved(-1));
}

/** No request for half a second. The browser tells that once for a document, not for what the document asks later. */
async function quiet(page: Page): Promise<void> {
  const of_page = traffic.get(page);
  assert.ok(of_page, 'a page of a visitor');
  of_page.since = performance.now();
  while (of_page.pending > 0 || performance.now() - of_page.since < 500) await page.waitForTimeout(50);
}

/**
 * Goes from one page of the product to another without loading the product anew, as its own links do, and waits until the other one's
 * heading stands there and nothing is loading any more. The two must be different pages, not one with another question.
 */
export async function goInside(page: Page, address: string): Promise<void> {
  const go = `document.querySelector('h1').is_left = true;
    history.pushState({ idx: history.state.idx + 1, key: 'test' }, '', ${JSON.stringify(address)});
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))`;
  await page.evaluate<void>(go);
  await until(page, `[document.querySelector('h1')].some((heading) => heading && !heading.is_left)`);
  await quiet(page);
  await drawn(page);
}

/** Everything that was asked for has come and is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await drawn(page);
}

/** What has come is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('.state-loading').first().waitFor({ state: 'detached' });
}

/** Waits until an expression is true in the page. Playwright's own waiting evaluates text, which the product's policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(expression))) await page.waitForTimeout(50);
}

/**
 * No fault that axe knows of in the WCAG 2.2 A and AA rules. Only faults are gathered, and in the page itself instead of a second one, which only
 * frames of other origins would need: a third of the time for the same faults. Where axe is there already it is not read in again.
 */
export async function assertAccessible(page: Page): Promise<void> {
  const are_there = await Promise.all(page.frames().map((frame) => frame.evaluate<boolean>("typeof window.axe === 'object'")));
  const { violations } = await new AxeBuilder({ page, ...(are_there.every(Boolean) ? { axeSource: ';' } : {}) })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze();
  const told = violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
  assert.deepEqual(told, []);
}

/** What was downloaded. Its path is known only to whoever started the browser. */
export async function bytesOf(download: Download): Promise<Buffer> {
  return buffer(await download.createReadStream());
}

/** The page itself never scrolls sideways. */
export async function assertFits(page: Page): Promise<void> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(wider, 0, `${page.url()} is ${wider} px wider than the window`);
}
