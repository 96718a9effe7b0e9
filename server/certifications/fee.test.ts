import assert from 'node:assert/strict';
import test from 'node:test';
import { feeFor, feeOn } from './fee.ts';

for (const [pages, copies, expected] of [
  [1, 1, 2000],
  [2, 1, 4000],
  [3, 1, 5000],
  [5, 2, 14_000],
  [198, 1, 200_000],
  [300, 3, 600_000],
] as const)
  test(`${pages} pages, ${copies} copies: ${expected} đồng`, () => {
    const fee = feeOn('2026-11-20');
    assert.ok(fee);
    assert.equal(feeFor(fee, pages, copies), expected);
  });

test('before the rates that are known nothing is proposed', () => assert.equal(feeOn('2016-12-31'), null));
