import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Download, Locator, Page, Request } from 'playwright-core';
import { type TestApp, testApp } from '../app.ts';
import { launchBrowser } from './chromium.ts';

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** What one step may take on a computer that is busy with other things: it ends a story that hangs. */
const PATIENCE_MS = 120_000;

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

/**
 * A browser without a screen has no print dialog, and a page that prints a PDF while it is left for another breaks down: what would be printed is counted.
 */
const PRINTER = `
  window.printed = [];
  const real = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      if (this.id !== 'slip-printer') return real.get.call(this);
      return { focus() {}, print: () => window.printed.push(this.src) };
    },
  });`;

/** What the page says in passing (“Đã lưu”) is gone after three seconds, on a busy computer before anybody looked: it is written down. */
const LISTENER = `
  window.told = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(node instanceof Element)) continue;
      const said = node.closest('.ant-message') ? [node] : node.querySelectorAll('.ant-message');
      window.told.push(...[...said].map((one) => one.textContent));
    }
  }).observe(document, { childList: true, subtree: true });`;

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
      context.setDefaultTimeout(PATIENCE_MS);
      await context.addInitScript(`${PRINTER}${LISTENER}`);
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

/** Opens an address and waits until the page stands there and nothing is loading any more. */
export async function open(page: Page, address: string): Promise<void> {
  trafficOf(page).pending.clear();
  await page.goto(address);
  await quiet(page);
}

/**
 * Opens a page of intake as an officer does, who begins when the cursor stands in the first field: only then does the form take what is typed.
 * What was kept in the browser fills it first, which on a busy computer takes longer than half a second without a request.
 */
export async function openIntake(page: Page, address = '/dossiers/new'): Promise<void> {
  await open(page, address);
  await until(page, "document.activeElement?.id === 'procedure_code'");
}

const traffic = new WeakMap<Page, { pending: Set<Request>; since: number }>();

function watchTraffic(page: Page): void {
  const of_page = { pending: new Set<Request>(), since: performance.now() };
  traffic.set(page, of_page);
  const ended = (request: Request) => {
    of_page.since = performance.now();
    of_page.pending.delete(request);
  };
  page.on('requestfinished', ended).on('requestfailed', ended);
  page.on('request', (request) => {
    of_page.since = performance.now();
    of_page.pending.add(request);
  });
}

function trafficOf(page: Page) {
  const of_page = traffic.get(page);
  assert.ok(of_page, 'a page of a visitor');
  return of_page;
}

const QUIET_MS = 500;
/** A page that asks again and again by itself never stops asking where each answer takes long; what is drawn is then what it has. */
const ASKS_ON_MS = 15_000;
const DRAWN = "document.querySelector('h1, [role=alert]') !== null && document.querySelector('.state-loading') === null";

/**
 * The page has its heading, or says why there is none, nothing on it is loading, and there was no request for half a second. The page itself is asked last: on a busy
 * computer it may still be reading what came, and ask for more afterwards; it answers when it has time.
 */
async function quiet(page: Page): Promise<void> {
  const of_page = trafficOf(page);
  const began = performance.now();
  let drawn_since = Number.POSITIVE_INFINITY;
  for (;;) {
    const { since } = of_page;
    const waited = performance.now() - began;
    const is_quiet = of_page.pending.size === 0 && performance.now() - since >= QUIET_MS;
    if (is_quiet || waited > ASKS_ON_MS) {
      // A page that is just going elsewhere cannot be asked.
      const is_drawn = await page.evaluate<boolean>(DRAWN).catch(() => false);
      if (is_drawn && is_quiet && since === of_page.since) return;
      // Between two parts that load nothing seems to be loading for a moment.
      drawn_since = is_drawn ? Math.min(drawn_since, performance.now()) : Number.POSITIVE_INFINITY;
      if (waited > ASKS_ON_MS && performance.now() - drawn_since >= QUIET_MS) return;
    }
    if (waited > PATIENCE_MS) {
      const says = await page.evaluate<string>('document.body.innerText').catch(String);
      const asked = [...of_page.pending].map((request) => request.url());
      throw new Error(`${page.url()} is still loading; waits for: ${asked.join(' ') || 'nothing'}; says: ${says.slice(0, 400)}`);
    }
    await sleep(50);
  }
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
  await settled(page);
}

/** What the last action asked for has come and is drawn. */
export async function settled(page: Page): Promise<void> {
  trafficOf(page).since = performance.now();
  await quiet(page);
}

/** What has come is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('.state-loading').first().waitFor({ state: 'detached' });
}

const OPEN_LIST = '.ant-select-dropdown:visible';

/** A choice of an open list or tree. What a field shows already bears the same title, so a title alone may be two things. */
export function choice(page: Page, title: string | RegExp): Locator {
  const choices = `${OPEN_LIST} .ant-select-item-option, ${OPEN_LIST} .ant-select-tree-node-content-wrapper`;
  return page.locator(choices).and(page.getByTitle(title, { exact: true }));
}

/** The choice of an open list that Enter takes. */
export function offered(page: Page, title: string): Locator {
  return choice(page, title).and(page.locator('.ant-select-item-option-active'));
}

/** Waits until an expression is true in the page. Playwright's own waiting evaluates text, which the product's policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  const began = performance.now();
  while (!(await page.evaluate<boolean>(expression))) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${page.url()}: not yet ${expression}`);
    await sleep(50);
  }
}

/** The page has said this in passing, be it gone again by now. Each saying is heard once. */
export async function told(page: Page, words: string | RegExp): Promise<void> {
  const is_it = typeof words === 'string' ? `one.includes(${JSON.stringify(words)})` : `${words}.test(one)`;
  await until(page, `((at) => at >= 0 && window.told.splice(at, 1).length > 0)(window.told.findIndex((one) => ${is_it}))`);
}

/**
 * Waits until what is read of a page is what it should be. A page shows what an action did only after the action, sometimes after an answer
 * of the server: read once, right behind it, it is often still as it was.
 */
export async function becomes<T>(read: () => Promise<T>, expected: T, message?: string): Promise<void> {
  const began = performance.now();
  for (;;) {
    const now = await read();
    if (isDeepStrictEqual(now, expected)) return;
    if (performance.now() - began > PATIENCE_MS) assert.deepEqual(now, expected, message);
    await sleep(50);
  }
}

/**
 * Begins what a dossier allows, whether its button stands there or lies behind the one for more. Right after another action the page may still show
 * what the dossier allowed before: what is not among that is looked for behind the one for more only when the page has fetched what it allows now.
 */
export async function press(page: Page, action: string): Promise<void> {
  const actions = page.getByRole('group', { name: 'Việc có thể làm' });
  const button = actions.getByRole('button', { name: action, exact: true });
  const more = actions.getByRole('button', { name: 'Xem thêm' });
  await button.or(more).first().waitFor();
  if (!(await button.isVisible())) {
    await settled(page);
    if (!(await button.isVisible())) await more.click();
  }
  await button
    .or(page.getByRole('menuitem', { name: action, exact: true }))
    .first()
    .click();
}

// Without its comments it comes through three programs, and is read, in two thirds of the work.
const AXE = fs.readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * No fault that axe knows of in the WCAG 2.2 A and AA rules. Only faults are gathered, and in the page itself instead of a second one, which only
 * frames of other origins would need: a third of the time for the same faults. Where axe is there already it is not read in again.
 */
export async function assertAccessible(page: Page): Promise<void> {
  const are_there = await Promise.all(page.frames().map((frame) => frame.evaluate<boolean>("typeof window.axe === 'object'")));
  const { violations } = await new AxeBuilder({ page, axeSource: are_there.every(Boolean) ? ';' : AXE })
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
