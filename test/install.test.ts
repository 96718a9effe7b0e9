import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { install, whyNoInstall, whyNotInstalled } from './install.ts';

// An apt-get of our own in the place of the machine's: what is asked of it, and what is made of what it says.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-install-'));
after(() => fs.rmSync(folder, { recursive: true }));
const asked = path.join(folder, 'asked');
const places = (name: string) => ({ log: path.join(folder, `${name}.log`), lock: path.join(folder, 'lock') });
process.env.PATH = `${folder}:${process.env.PATH}`;

/** Runs `work` with an apt-get that does this; $what is what is asked: `update` or `install a b`. @returns what it was asked, in order */
async function withApt(script: string, work: () => Promise<unknown>): Promise<string[]> {
  const words = `what=$(echo "$*" | sed -E 's/-o [^ ]+ ?//g; s/ -[-a-z]+//g')`;
  fs.writeFileSync(path.join(folder, 'apt-get'), `#!/bin/sh\n${words}\necho "$what" >> '${asked}'\n${script}\n`, { mode: 0o755 });
  fs.rmSync(asked, { force: true });
  await work();
  return fs.readFileSync(asked, 'utf8').trim().split('\n');
}

test('all packages are asked for in one go', async () => {
  const groups = [['chromium', 'fonts'], ['office']];
  assert.deepEqual(await withApt('echo "did $what"', () => install(groups, places('one'))), [
    'update',
    'install chromium fonts office',
  ]);
  assert.match(fs.readFileSync(path.join(folder, 'one.log'), 'utf8'), /^did update\n== chromium fonts office\ndid install/);
});

test('a package that is not offered here does not keep the others out', async () => {
  const refuse = `case $what in *chromium*) echo "E: Package 'chromium' has no installation candidate"; exit 100 ;; esac`;
  let said = '';
  const groups = [['chromium', 'fonts'], ['office'], ['pdf', 'bars']];
  const what = await withApt(refuse, async () => {
    said = await install(groups, places('refused'));
  });
  assert.deepEqual(what, [
    'update',
    'install chromium fonts office pdf bars',
    'install chromium fonts',
    'install office',
    'install pdf bars',
  ]);
  assert.equal(
    whyNotInstalled(said, ['chromium'], '/log'),
    "apt-get failed (E: Package 'chromium' has no installation candidate), see /log",
  );
});

test('lists that another program fetches are waited for; lists that cannot be fetched are done without', async () => {
  const busy = `[ "$what" = update ] && [ ! -e '${folder}/second' ] && { touch '${folder}/second'; echo 'E: Could not get lock /var/lib/apt/lists/lock'; exit 100; }`;
  assert.deepEqual(await withApt(busy, () => install([['a']], places('busy'))), ['update', 'update', 'install a']);
  const broken = `[ "$what" = update ] && { echo 'Hit:1 http://x y'; echo 'E: The repository is not signed.'; exit 100; }`;
  assert.deepEqual(await withApt(broken, () => install([['a']], places('broken'))), ['update', 'install a']);
});

test('where no server answers, none is asked for packages', async () => {
  const alone = 'echo "Err:1 http://x y"; echo "  Temporary failure resolving \'x\'"';
  assert.deepEqual(await withApt(alone, () => install([['a'], ['b']], places('alone'))), ['update']);
});

test('two installations at once follow one another', async () => {
  const slow = `sleep 0.2; echo "did $what" >> '${asked}'`;
  const what = await withApt(slow, () => Promise.all([install([['a']], places('a')), install([['b']], places('b'))]));
  const in_turn = what.indexOf('install a') < what.indexOf('install b') ? ['a', 'b'] : ['b', 'a'];
  assert.deepEqual(
    what,
    in_turn.flatMap((name) => ['update', 'did update', `install ${name}`, `did install ${name}`]),
  );
});

for (const [why, env, uid, expected] of [
  ['root on Debian', { PATH: `/nothing:${folder}` }, 0, null],
  ['somebody on Debian', { PATH: folder }, 1000, 'npm test installs only as root'],
  ['root elsewhere', { PATH: '/nothing' }, 0, 'npm test installs only on Debian, and here is no apt-get'],
  ['a system without accounts', {}, undefined, 'npm test installs only on Debian, and here is no apt-get'],
] as const) {
  test(`who may install: ${why}`, () => {
    fs.writeFileSync(path.join(folder, 'apt-get'), '');
    assert.equal(whyNoInstall(env, uid), expected);
  });
}

for (const [why, said, expected] of [
  [
    'no network, no lists',
    "Ign:1 http://deb.debian.org/debian bookworm InRelease\nW: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'\nE: Unable to locate package poppler-utils\n",
    "no network (W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org')",
  ],
  [
    'one package is unknown',
    'E: Unable to locate package poppler-utils\nE: Unable to locate package other\n',
    'apt-get failed (E: Unable to locate package poppler-utils)',
  ],
  [
    'dpkg was stopped before',
    "Reading package lists...\nE: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.\n",
    "apt-get failed (E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.)",
  ],
  ['it said nothing', '\n', 'apt-get failed (without a word)'],
] as const) {
  test(`why a package is not there: ${why}`, () => {
    assert.equal(whyNotInstalled(said, ['poppler-utils'], '/log'), `${expected}, see /log`);
  });
}
