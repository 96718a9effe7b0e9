import assert from 'node:assert/strict';
import test from 'node:test';
import { chosenAmong, lastYearBefore, latestBegun, periodIn, twelveMonthsTo, yearToDate } from './period.ts';

const QUARTERS = [
  { n: 1, from: '2022-12-15', to: '2023-03-14' },
  { n: 2, from: '2023-03-15', to: '2023-06-14' },
];

test('the reporting year begins on 15 December before it', () => {
  assert.deepEqual(yearToDate('2023-09-20'), { from: '2022-12-15', to: '2023-09-20', regime: 'ND09', kind: 'free' });
  assert.equal(yearToDate('2023-12-15').from, '2023-12-15');
  assert.equal(yearToDate('2023-12-14').from, '2022-12-15');
});

test('a period is chosen only when both its days are', () => {
  assert.equal(chosenAmong(QUARTERS, '2023-03-15', '2023-06-14')?.n, 2);
  assert.equal(chosenAmong(QUARTERS, '2023-03-15', '2023-06-15'), undefined);
});

test('the latest period that has begun, or the first of a year to come', () => {
  assert.equal(latestBegun(QUARTERS, '2023-03-14')?.n, 1);
  assert.equal(latestBegun(QUARTERS, '2023-03-15')?.n, 2);
  assert.equal(latestBegun(QUARTERS, '2020-01-01')?.n, 1);
});

test('an address without a period, or with one that is none, falls back', () => {
  const fallback = yearToDate('2023-09-20');
  assert.equal(
    periodIn((key) => ({ from: '2023-01-01' })[key], fallback),
    fallback,
  );
  assert.equal(
    periodIn((key) => ({ from: 'x', to: 'y' })[key], fallback),
    fallback,
  );
  assert.deepEqual(
    periodIn((key) => ({ from: '2023-01-01', to: '2023-09-20' })[key], fallback),
    { from: '2023-01-01', to: '2023-09-20', regime: 'ND09', kind: 'free' },
  );
});

test('twelve months end with the month of the last day', () => {
  assert.deepEqual(twelveMonthsTo('2023-09-20'), { from: '2022-10-01', to: '2023-09-30' });
  assert.deepEqual(twelveMonthsTo('2024-02-29'), { from: '2023-03-01', to: '2024-02-29' });
  assert.deepEqual(twelveMonthsTo('2023-12-05'), { from: '2023-01-01', to: '2023-12-31' });
});

test('the last full year of a unit that ended', () => {
  assert.deepEqual(lastYearBefore('2025-07-01', 'ND09'), { from: '2023-12-15', to: '2024-12-14', regime: 'ND09', kind: 'year' });
  assert.deepEqual(lastYearBefore('2025-07-01', 'CAL'), { from: '2024-01-01', to: '2024-12-31', regime: 'CAL', kind: 'year' });
  // Ended with 14 December: its last reporting year was whole.
  assert.equal(lastYearBefore('2024-12-15', 'ND09').to, '2024-12-14');
  assert.equal(lastYearBefore('2024-12-14', 'ND09').to, '2023-12-14');
});
