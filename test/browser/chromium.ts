import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';
import { install, whyNoInstall, whyNotInstalled } from '../install.ts';

const CACHE = path.join(import.meta.dirname, '../../.cache/chromium');
const LOG = path.join(import.meta.dirname, '../../.cache/chromium.log');
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const CHROMIUM_PACKAGES = ['chromium', 'fonts-liberation2'];

/** The browser of this machine, or null: `CHROMIUM_PATH`, an installed one, or one that an earlier run put into `.cache`. */
export function foundChromium(): string | null {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!fs.existsSync(wanted)) throw new Error(`CHROMIUM_PATH names ${wanted}, which does not exist.`);
    return wanted;
  }
  // On Ubuntu the names may be scripts that only tell to use snap; those are small.
  const own = path.join(CACHE, 'start');
  return [...INSTALLED, own].find((file) => fs.existsSync(file) && !tellsToUseSnap(file)) ?? null;
}

function tellsToUseSnap(file: string): boolean {
  return fs.statSync(file).size < 4096 && fs.readFileSync(file, 'utf8').includes('snap install');
}

let providing: Promise<string> | null = null;

/**
 * Path of a Chromium, got from the machine's Debian packages when there is none: installed when we are root, otherwise unpacked into `.cache`.
 * @param installed what apt-get said, of an installation that is under way; null: there was none
 * @throws Error with a sentence that says what to do when neither is possible
 */
export function chromiumPath(installed?: Promise<string | null>): Promise<string> {
  providing ??= provide(installed);
  return providing;
}

async function provide(installed: Promise<string | null> = Promise.resolve(null)): Promise<string> {
  // Awaited first: half of one may stand there while it is installed.
  const earlier = await installed;
  const found = foundChromium();
  if (found) return found;
  const why_not = whyNoInstall(process.env, process.getuid?.());
  const said = earlier ?? (why_not === null ? await install([CHROMIUM_PACKAGES]) : null);
  const now = foundChromium();
  if (now) return now;
  const problems = [`install: ${said === null ? why_not : whyNotInstalled(said, CHROMIUM_PACKAGES)}`];
  fs.mkdirSync(path.dirname(LOG), { recursive: true });
  fs.writeFileSync(LOG, '');
  try {
    await unpack();
    const unpacked = foundChromium();
    if (unpacked) return unpacked;
    problems.push('unpack: no browser afterwards');
  } catch (error) {
    problems.push(`unpack: ${(error as Error).message}, see ${LOG}`);
  }
  throw new Error(
    `No Chromium for the browser stories: install one (apt-get install chromium) or set CHROMIUM_PATH. ${problems.join('; ')}`,
  );
}

/** The packages and what they need beyond the machine's own, unpacked side by side; nothing outside `.cache` is touched. */
async function unpack(): Promise<void> {
  const apt = path.join(CACHE, 'apt');
  const root = path.join(CACHE, 'root');
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    fs.mkdirSync(path.join(apt, folder), { recursive: true });
  const own = {
    'Dir::State': path.join(apt, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': path.join(apt, 'cache'),
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': os.userInfo().username,
  };
  const options = Object.entries(own).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await logged('apt-get', [...options, 'update']);
  await logged('apt-get', [...options, 'install', '-y', '--no-install-recommends', '--download-only', ...CHROMIUM_PACKAGES]);
  fs.rmSync(root, { recursive: true, force: true });
  fs.mkdirSync(root);
  const archives = path.join(apt, 'cache/archives');
  for (const name of fs.readdirSync(archives))
    if (name.endsWith('.deb')) await logged('dpkg-deb', ['-x', path.join(archives, name), root]);
  writeStart(root);
  fs.rmSync(apt, { recursive: true, force: true });
}

function writeStart(root: string): void {
  const program = path.join(root, 'usr/lib/chromium/chromium');
  if (!fs.existsSync(program)) throw new Error('the package chromium holds no browser');
  const fonts = path.join(CACHE, 'fonts.conf');
  const folders = [path.join(root, 'usr/share/fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  const cache = `<cachedir>${path.join(CACHE, 'font-cache')}</cachedir>`;
  fs.writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}${cache}</fontconfig>\n`,
  );
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${libraryFolders(root).join(':')}'`,
    `export FONTCONFIG_FILE='${fonts}'`,
    `exec '${program}' "$@"`,
  ];
  // Last, and renamed into place: its being there says that the rest is.
  fs.writeFileSync(path.join(CACHE, 'start.new'), `${lines.join('\n')}\n`, { mode: 0o755 });
  fs.renameSync(path.join(CACHE, 'start.new'), path.join(CACHE, 'start'));
}

// Some libraries keep others in a folder of their own, by an absolute path that does not hold here.
function libraryFolders(root: string): string[] {
  const folders = new Set<string>();
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (/\.so(\.|$)/.test(entry.name)) folders.add(entry.parentPath);
  }
  return [...folders].sort();
}

function logged(command: string, args: string[]): Promise<void> {
  const out = fs.openSync(LOG, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const child = spawn(command, args, { stdio: ['ignore', out, out], env });
  fs.closeSync(out);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) return resolve();
      const last = fs.readFileSync(LOG, 'utf8').trimEnd().split('\n').at(-1);
      reject(new Error(`${command} ended with ${code ?? signal} (${last})`));
    });
  });
}

const OFF = '--disable-features=';

/** What Playwright itself turns off: Chromium heeds only the last list that it is given. */
const OFF_BY_PLAYWRIGHT = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];

/** Suggestions below the address line, two pages of the browser's own for every window and in a process of their own: 0.4 s of a window's 0.7 s, never seen. */
const ADDRESS_LINE = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

async function options(): Promise<LaunchOptions> {
  return {
    executablePath: await chromiumPath(),
    headless: true,
    // On a computer that is busy with other things it takes longer than the half minute it is given otherwise.
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `${OFF}${[...OFF_BY_PLAYWRIGHT, ...ADDRESS_LINE].join()}`,
    ],
  };
}

/** One browser for all stories of a run: `MOTCUA_TEST_BROWSER` then tells the stories where it is. The caller closes it. */
export async function serveBrowser(): Promise<BrowserServer> {
  const server = await chromium.launchServer(await options());
  const lists = server.process().spawnargs.filter((argument) => argument.startsWith(OFF));
  const off = new Set(lists.at(-1)?.slice(OFF.length).split(','));
  const forgotten = lists.flatMap((list) => list.slice(OFF.length).split(',')).filter((name) => !off.has(name));
  if (forgotten.length === 0) return server;
  await server.close();
  throw new Error(
    `Playwright turns off ${forgotten.join(', ')} as well: add that to OFF_BY_PLAYWRIGHT in test/browser/chromium.ts.`,
  );
}

/**
 * A headless browser that asks nothing of the network by itself: this run's own (`test/run.ts` names it in MOTCUA_TEST_BROWSER), or one for
 * this process when a file runs alone. Every window has cookies, storage and files of its own. The caller closes it, and with it its windows.
 */
export async function launchBrowser(): Promise<Browser> {
  const shared = process.env.MOTCUA_TEST_BROWSER;
  return shared ? chromium.connect(shared) : chromium.launch(await options());
}
