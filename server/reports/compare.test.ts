import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChange, rateChange } from './compare.ts';

for (const [now, before, expected] of [
  [19117, 17883, '+1.234 (+6,9%)'],
  [90, 100, '−10 (−10%)'],
  [100, 100, '0'],
  [0, 0, '0'],
  [5, 0, '+5'],
  [0, 8, '−8 (−100%)'],
] as const) {
  test(`count ${before} → ${now}: ${expected}`, () => assert.equal(countChange(now, before), expected));
}

for (const [now, before, expected] of [
  ['89.41', '88.16', '+1,25 điểm %'],
  ['88.16', '89.41', '−1,25 điểm %'],
  ['100.00', '99.99', '+0,01 điểm %'],
  ['75.00', '75.00', '0 điểm %'],
] as const) {
  test(`rate ${before} → ${now}: ${expected}`, () => assert.equal(rateChange(now, before), expected));
}
