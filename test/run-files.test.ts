import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mc-run-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** Counts of one test file with this content, run as `npm test` runs it. */
function counted(source: string): { passed: number; failed: number; skipped: number } {
  const file = path.join(folder, 'one.test.ts');
  fs.writeFileSync(file, `import test from 'node:test';\nimport { setTimeout as sleep } from 'node:timers/promises';\n${source}`);
  const program = `
    const { runFiles } = await import(${JSON.stringify(path.join(import.meta.dirname, 'run-files.ts'))});
    process.stdout.write('COUNTS ' + JSON.stringify(await runFiles([${JSON.stringify(file)}], 1)) + '\\n');`;
  // A file, not -e: the runner hands its own options on to the tests.
  const runner = path.join(folder, 'runner.mjs');
  fs.writeFileSync(runner, program);
  // Without this variable the runner does not take itself for a test file, in which it runs nothing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, [runner], { env, encoding: 'utf8' });
  assert.ok(stdout.includes('COUNTS '), stdout + stderr);
  return JSON.parse(/COUNTS (.*)/.exec(stdout)?.[1] ?? '');
}

for (const [why, source, expected] of [
  [
    'a suite is not a test',
    "test.suite('s', () => { test('a', () => {}); test('b', () => {}); });",
    { passed: 2, failed: 0, skipped: 0 },
  ],
  [
    'passed, failed, skipped',
    "test('a', () => {}); test('b', () => { throw new Error('no'); }); test('c', { skip: 'why' }, () => {});",
    { passed: 1, failed: 1, skipped: 1 },
  ],
  ['an empty file is a failure', '', { passed: 0, failed: 1, skipped: 0 }],
  ['a file that crashes is a failure', "throw new Error('no');", { passed: 0, failed: 1, skipped: 0 }],
  ['a file that ends itself at once is a failure', "test('a', () => process.exit(0));", { passed: 0, failed: 1, skipped: 0 }],
  [
    'a file that ends itself half-way is a failure',
    "test('a', () => sleep(300)); test('b', async () => { await sleep(300); process.exit(0); }); test('c', () => {});",
    { passed: 1, failed: 1, skipped: 0 },
  ],
  [
    'a promise that nobody caught is a failure',
    "test('a', () => { void Promise.reject(new Error('no')); });",
    { passed: 1, failed: 1, skipped: 0 },
  ],
] as const) {
  test(`npm test: ${why}`, () => {
    assert.deepEqual(counted(source), expected);
  });
}
