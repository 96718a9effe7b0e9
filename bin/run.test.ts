import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { flagsOf, isInstalled } from './run.mjs';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mc-bin-'));
after(() => fs.rmSync(root, { recursive: true }));

type Package = { version: string; dev?: true; optional?: true; os?: string[]; cpu?: string[] };

const LOCK: Record<string, Package> = {
  'node_modules/fastify': { version: '5.0.0' },
  'node_modules/typescript': { version: '7.0.2', dev: true },
  'node_modules/for-here': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  'node_modules/for-elsewhere': { version: '1.0.0', optional: true, os: ['plan9'], cpu: ['mips'] },
};

/** A checkout whose lock wants LOCK, in which npm recorded `packages` as installed. */
function checkout(packages: Record<string, Package>): void {
  fs.rmSync(path.join(root, 'node_modules'), { recursive: true, force: true });
  fs.writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...LOCK } }));
  for (const place of Object.keys(packages)) fs.mkdirSync(path.join(root, place), { recursive: true });
  fs.mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  fs.writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

const {
  'node_modules/fastify': fastify,
  'node_modules/typescript': typescript,
  'node_modules/for-here': here,
} = LOCK as Record<string, Package>;
const all = { 'node_modules/fastify': fastify, 'node_modules/typescript': typescript, 'node_modules/for-here': here } as Record<
  string,
  Package
>;

for (const [why, packages, for_start, for_test] of [
  ['nothing is installed', {}, false, false],
  ['everything for this machine is installed, by whomever', all, true, true],
  ['without what tests need', { 'node_modules/fastify': fastify, 'node_modules/for-here': here }, true, false],
  [
    'without an optional package of this machine',
    { 'node_modules/fastify': fastify, 'node_modules/typescript': typescript },
    false,
    false,
  ],
  ['another version than the lock wants', { ...all, 'node_modules/fastify': { version: '4.9.9' } }, false, false],
] as const) {
  test(`dependencies: ${why}`, () => {
    checkout(packages as Record<string, Package>);
    assert.equal(isInstalled(root, true), for_test);
    assert.equal(isInstalled(root, false), for_start);
  });
}

test('dependencies: a lock that changed after the installation is noticed', () => {
  checkout(all);
  assert.equal(isInstalled(root, true), true);
  fs.writeFileSync(
    path.join(root, 'package-lock.json'),
    JSON.stringify({ packages: { ...LOCK, 'node_modules/fastify': { version: '5.0.1' } } }),
  );
  assert.equal(isInstalled(root, true), false);
});

test('Node takes the flags of every program', () => {
  for (const [program, ...args] of [['start'], ['test'], ['motcua', 'figures'], ['motcua', 'check', 'a.txt']]) {
    const { stderr, status } = spawnSync(process.execPath, [...flagsOf(program, args), '--eval', '0'], { encoding: 'utf8' });
    assert.deepEqual([stderr, status], ['', 0], program);
  }
});

test('what is said goes to stderr: stdout belongs to the program', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'run.mjs'), 'nonsense'], {
    encoding: 'utf8',
  });
  assert.equal(stdout, '');
  assert.match(stderr, /^Cách dùng: /);
  assert.equal(status, 1);
});

test('a signal sent to npm reaches the program: no shell stands between them', () => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  for (const name of ['start', 'test', 'motcua']) assert.match(scripts[name], /^exec node /, name);
});
