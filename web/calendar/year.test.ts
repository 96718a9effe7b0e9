import assert from 'node:assert/strict';
import test from 'node:test';
import { monthsOf, weekdayOf } from './year.ts';

test('weeks begin on Monday and hold only days of their month', () => {
  const february = monthsOf(2027)[1];
  assert.deepEqual(february?.weeks[0], [
    '2027-02-01',
    '2027-02-02',
    '2027-02-03',
    '2027-02-04',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
  ]);
  assert.equal(february?.weeks.length, 4);
  const january = monthsOf(2023)[0];
  assert.deepEqual(january?.weeks[0], [null, null, null, null, null, null, '2023-01-01']);
  assert.deepEqual(january?.weeks[5], ['2023-01-30', '2023-01-31', null, null, null, null, null]);
});

test('Sunday is the seventh day', () => {
  assert.equal(weekdayOf('2026-11-22'), 7);
  assert.equal(weekdayOf('2026-11-23'), 1);
});
