import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Column, type Definition, lessOf, type Part, summedText, sumsOf, wayOf } from './consolidate-sums.ts';

const column = (measure: string, definition: Definition): Column => ({ key: `${measure}|2026-06-15`, measure, definition });
const part = (value: string | null, numerator: string | null = null, denominator: string | null = null): Part => ({
  value,
  numerator,
  denominator,
});
const sums = (columns: Column[], parts: Record<string, [number, Part][]>, deltas: Record<string, string> = {}) =>
  sumsOf(
    columns,
    new Map(Object.entries(parts).map(([measure, own]) => [`${measure}|2026-06-15`, new Map(own)])),
    new Map(Object.entries(deltas).map(([measure, delta]) => [`${measure}|2026-06-15`, delta])),
  );
const at = (found: ReturnType<typeof sums>, measure: string) => found.get(`${measure}|2026-06-15`);

const RESOLVED = column('resolved', { kind: 'count' });
const IN_TIME = column('in_time', { kind: 'count' });
const RATE = column('rate', { kind: 'ratio', numerator: 'in_time', denominator: 'resolved', factor: 100, decimals: 2 });

test('a ratio is made from sums: 90 of 100 and 1 of 2 is 89.22, not 70', () => {
  const found = sums([RESOLVED, IN_TIME, RATE], {
    resolved: [
      [1, part('100')],
      [2, part('2')],
    ],
    in_time: [
      [1, part('90')],
      [2, part('1')],
    ],
    rate: [
      [1, part('90.00', '90', '100')],
      [2, part('50.00', '1', '2')],
    ],
  });
  assert.deepEqual(at(found, 'rate'), { value: '89.22', numerator: '91', denominator: '102', lacking: [] });
  assert.equal(at(found, 'resolved')?.value, '102');
});

test('an adjustment of a count moves the ratio made of it', () => {
  const parts = {
    resolved: [[1, part('100')]] as [number, Part][],
    in_time: [[1, part('90')]] as [number, Part][],
    rate: [[1, part('90.00', '90', '100')]] as [number, Part][],
  };
  const found = sums([RESOLVED, IN_TIME, RATE], parts, { in_time: '-5', resolved: '-1' });
  assert.equal(at(found, 'in_time')?.value, '85');
  assert.deepEqual(
    [at(found, 'rate')?.value, at(found, 'rate')?.numerator, at(found, 'rate')?.denominator],
    ['85.86', '85', '99'],
  );
});

test('not available stays so and is named; zero is a figure', () => {
  const found = sums([RESOLVED], {
    resolved: [
      [1, part(null)],
      [2, part('0')],
      [3, part('7')],
    ],
  });
  assert.deepEqual(at(found, 'resolved'), { value: '7', numerator: null, denominator: null, lacking: [1] });
  assert.equal(at(sums([RESOLVED], { resolved: [[1, part(null)]] }), 'resolved')?.value, null);
  assert.equal(at(sums([RESOLVED], { resolved: [[2, part('0')]] }), 'resolved')?.value, '0');
});

test('nothing to divide by is nothing missing', () => {
  const found = sums([RATE], {
    rate: [
      [1, part(null, '0', '0')],
      [2, part('50.00', '1', '2')],
    ],
  });
  assert.deepEqual(at(found, 'rate'), { value: '50.00', numerator: '1', denominator: '2', lacking: [] });
  assert.equal(at(sums([RATE], { rate: [[1, part(null, '0', '0')]] }), 'rate')?.value, null);
});

test('an expression is computed from the sums of its parts, or not at all', () => {
  const share = column('c15', { kind: 'expression', expression: 'if(resolved = 0, 100, in_time / resolved * 100)', decimals: 1 });
  const parts: Record<string, [number, Part][]> = {
    resolved: [
      [1, part('10')],
      [2, part('30')],
    ],
    in_time: [
      [1, part('10')],
      [2, part('15')],
    ],
    c15: [
      [1, part('100.0')],
      [2, part('50.0')],
    ],
  };
  assert.equal(at(sums([RESOLVED, IN_TIME, share], parts), 'c15')?.value, '62.5');
  assert.equal(at(sums([RESOLVED, share], parts), 'c15')?.value, null);
});

test('what units declare for themselves alone, and how many different ones there are, makes no sum', () => {
  assert.equal(wayOf({ kind: 'declared', roll_up: 'none' }), 'none');
  assert.equal(wayOf({ kind: 'entries', aggregate: 'distinct', roll_up: 'sum' }), 'none');
  assert.equal(wayOf({ kind: 'entries', aggregate: 'max', roll_up: 'sum' }), 'max');
  const max = column('longest', { kind: 'entries', aggregate: 'max', roll_up: 'sum', decimals: 0 });
  assert.equal(
    at(
      sums([max], {
        longest: [
          [1, part('4')],
          [2, part('9')],
        ],
      }),
      'longest',
    )?.value,
    '9',
  );
});

test('decimals are exact', () => {
  assert.equal(summedText(['0.1', '0.2', '-0.30']), '0.00');
  assert.equal(lessOf('94.46', '94.67'), '-0.21');
  assert.equal(lessOf(null, '1'), null);
});
