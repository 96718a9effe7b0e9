import assert from 'node:assert/strict';
import test from 'node:test';
import { divideRounded, formatVi, parseDecimal, printDecimal, ratio } from './decimal.ts';

for (const [numerator, denominator, expected, why] of [
  [15739, 17604, '89.41', 'a rate of a real report'],
  [396, 5106, '7.76', 'half up, not the 7.75 that was cut off'],
  [0, 5, '0.00', 'nothing out of something is zero'],
  [0, 0, null, 'nothing out of nothing is not available'],
  [7, 0, null, 'a denominator of zero is not available'],
  [1, 8, '12.50', 'trailing zeros of the scale stay'],
  [1, 3, '33.33', 'down'],
  [2, 3, '66.67', 'up'],
  [1, 800, '0.13', 'exactly half goes up: 0.125'],
] as const) {
  test(`ratio: ${why}`, () => assert.equal(ratio(numerator, denominator), expected));
}

test('ratio stays exact where floats do not', () => {
  assert.equal(ratio(9007199254740993n, 9007199254740994n, 100, 18), '99.999999999999988898');
});

test('divideRounded rounds half away from zero on both sides', () => {
  assert.equal(divideRounded(5n, 2n), 3n);
  assert.equal(divideRounded(-5n, 2n), -3n);
  assert.equal(divideRounded(5n, -2n), -3n);
  assert.equal(divideRounded(-4n, -2n), 2n);
  assert.throws(() => divideRounded(1n, 0n), RangeError);
});

test('parseDecimal and printDecimal keep every digit', () => {
  for (const text of ['0', '-0.50', '12.345', '100000000000000000000.01']) assert.equal(printDecimal(parseDecimal(text)), text);
  for (const text of ['', '1,5', '1e3', '.5', '1.', ' 1', 'NaN']) assert.throws(() => parseDecimal(text), RangeError);
});

test('formatVi groups by points and separates decimals with a comma', () => {
  assert.equal(formatVi(20845), '20.845');
  assert.equal(formatVi('89.40'), '89,4');
  assert.equal(formatVi('-1234567.25'), '-1.234.567,25');
  assert.equal(formatVi(0), '0');
  assert.equal(formatVi('100.00'), '100');
});
