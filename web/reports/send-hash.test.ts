import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { sha256, sha256Hex } from './send-hash.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the hash computed without the browser’s help is that of the standard', async () => {
  // FIPS 180-4, examples: the empty message and `abc`.
  assert.equal(hex(sha256(new Uint8Array())), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(hex(sha256(Buffer.from('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  for (const length of [55, 56, 63, 64, 65, 119, 120, 100_003]) {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 256));
    assert.equal(hex(sha256(bytes)), createHash('sha256').update(bytes).digest('hex'), String(length));
  }
  assert.equal(await sha256Hex(new TextEncoder().encode('abc').buffer as ArrayBuffer), hex(sha256(Buffer.from('abc'))));
});
