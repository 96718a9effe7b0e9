import assert from 'node:assert/strict';
import test from 'node:test';
import {
  doubledCode,
  exactOf,
  holds,
  type Op,
  Part,
  periodsOf,
  printed,
  thresholdOf,
  type Verdict,
  verdictOf,
  verdictOfEnd,
} from './rule.ts';

const declared = { kind: 'declared' as const };
const leaf = (code: string, op: Op, threshold: string, years_before = 0) => ({
  code,
  name: code,
  op,
  threshold,
  unit: '%',
  figure: declared,
  years_before,
});

for (const [numerator, denominator, op, threshold, expected, why] of [
  ['7', '20', '>=', '30', true, '35 % of the units inspected'],
  ['48998', '50000', '>=', '98', false, '97,996 % is below 98 %, though it prints as 98,0 with one decimal'],
  ['49000', '50000', '>=', '98', true, 'exactly at the threshold'],
  ['1865', '17604', '<=', '5', false, '10,6 % late where 5 % are allowed'],
  ['100', '100', '=', '100', true, 'all of them'],
  ['99999', '100000', '=', '100', false, 'all but one in a hundred thousand'],
] as const) {
  test(`${numerator}/${denominator} ${op} ${threshold} %: ${why}`, () => {
    const exact = exactOf({ value: null, numerator, denominator }, '%');
    assert.ok(exact);
    assert.equal(holds(exact, op, thresholdOf(threshold)), expected);
  });
}

test('a third is a third: 1 of 3 reaches it, 333 of 1000 does not', () => {
  const share = (numerator: string, denominator: string) => exactOf({ value: null, numerator, denominator }, 'share');
  assert.equal(holds(share('1', '3') as never, '>=', thresholdOf('1/3')), true);
  assert.equal(holds(share('333', '1000') as never, '>=', thresholdOf('1/3')), false);
});

test('printed figures end where their digits end', () => {
  const values = ['10', '0', '98.5', '33.333333'].map((value) => exactOf({ value, numerator: null, denominator: null }, '%'));
  assert.deepEqual(
    values.map((value) => printed(value as never)),
    ['10', '0', '98.5', '33.3333'],
  );
});

const both = { code: '5', name: 'both', join: 'all' as const, parts: [leaf('5a', '=', '100'), leaf('5b', '>=', '30')] };
for (const [a, b, all, any] of [
  ['met', 'met', 'met', 'met'],
  ['met', 'missed', 'missed', 'met'],
  ['missed', 'unknown', 'missed', 'unknown'],
  ['met', 'unknown', 'unknown', 'met'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
  ['missed', 'missed', 'missed', 'missed'],
] as [Verdict, Verdict, Verdict, Verdict][]) {
  test(`${a} and ${b}: all is ${all}, any is ${any}`, () => {
    const of = (code: string) => (code === '5a' ? a : b);
    assert.equal(verdictOf(both, of), all);
    assert.equal(verdictOf({ ...both, join: 'any' }, of), any);
  });
}

test('three years before: every one must reach the threshold, and each must be known', () => {
  const d = leaf('d', '>=', '98', 3);
  assert.deepEqual(
    periodsOf(d, 2024, '2024-08-13').map(({ from_on, to_on }) => `${from_on} ${to_on}`),
    ['2021-01-01 2021-12-31', '2022-01-01 2022-12-31', '2023-01-01 2023-12-31'],
  );
  const of = (...values: (string | null)[]) =>
    verdictOfEnd(
      d,
      values.map((value) => ({ exact: value === null ? null : thresholdOf(value), declared: null })),
    );
  assert.equal(of('98', '99.7', '100'), 'met');
  assert.equal(of('98', '97.99', '100'), 'missed');
  assert.equal(of('98', null, '100'), 'unknown');
});

test('the year itself is asked about until the day', () => {
  assert.deepEqual(periodsOf(leaf('a', '>=', '1'), 2024, '2024-08-13'), [{ from_on: '2024-01-01', to_on: '2024-08-13' }]);
  assert.deepEqual(periodsOf(leaf('a', '>=', '1'), 2024, '2025-03-01'), [{ from_on: '2024-01-01', to_on: '2024-12-31' }]);
});

test('a figure decides before any declared verdict', () => {
  assert.equal(verdictOfEnd(leaf('a', '>=', '30'), [{ exact: thresholdOf('17'), declared: 'met' }]), 'missed');
  assert.equal(verdictOfEnd(leaf('a', '>=', '30'), [{ exact: null, declared: 'met' }]), 'met');
});

test('a rule is read whole or refused', () => {
  assert.equal(Part.safeParse(both).success, true);
  assert.equal(Part.safeParse({ ...both, parts: [] }).success, false);
  assert.equal(Part.safeParse({ ...leaf('a', '>=', '30'), threshold: 'ba mươi' }).success, false);
  assert.equal(Part.safeParse({ ...leaf('a', '>=', '30'), threshold: '1/0' }).success, false);
  assert.equal(doubledCode({ ...both, parts: [leaf('5a', '=', '100'), leaf('5a', '>=', '30')] }), '5a');
});
