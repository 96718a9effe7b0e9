import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addDays,
  addMonths,
  daysBetween,
  daysIn,
  dayVi,
  isDay,
  lastDayOfMonth,
  makeDay,
  vietnamDay,
  vietnamMoment,
  vietnamTime,
  weekday,
} from './day.ts';

test('a day is a date that exists', () => {
  for (const good of ['2024-02-29', '2023-12-31', '0001-01-01']) assert.equal(isDay(good), true, good);
  for (const bad of [
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '2023-4-3',
    '0000-01-01',
    '03/04/2023',
    '',
    null,
    20230403,
  ]) {
    assert.equal(isDay(bad), false, String(bad));
  }
});

test('days add over month, year and leap-day ends', () => {
  assert.equal(addDays('2023-12-31', 1), '2024-01-01');
  assert.equal(addDays('2024-03-01', -1), '2024-02-29');
  assert.equal(addDays('2023-03-01', -1), '2023-02-28');
  assert.equal(daysBetween('2023-12-15', '2024-12-15'), 366);
  assert.equal(daysBetween('2024-01-02', '2024-01-01'), -1);
  assert.deepEqual(daysIn('2024-02-28', '2024-03-01'), ['2024-02-28', '2024-02-29', '2024-03-01']);
  assert.deepEqual(daysIn('2024-03-02', '2024-03-01'), []);
  assert.throws(() => addDays('2023-02-29', 1), RangeError);
});

test('weekdays are ISO, also before 1970', () => {
  assert.equal(weekday('2024-08-31'), 6);
  assert.equal(weekday('2024-09-01'), 7);
  assert.equal(weekday('2024-09-02'), 1);
  assert.equal(weekday('1969-12-31'), 3);
  assert.equal(weekday('1945-09-02'), 7);
});

test('months end where they end', () => {
  assert.equal(lastDayOfMonth('2024-02-01'), '2024-02-29');
  assert.equal(lastDayOfMonth('2023-02-28'), '2023-02-28');
  assert.equal(lastDayOfMonth('2023-12-31'), '2023-12-31');
  assert.equal(addMonths('2023-01-31', 1), '2023-02-28');
  assert.equal(addMonths('2024-01-29', 1), '2024-02-29');
  assert.equal(addMonths('2023-12-15', 1), '2024-01-15');
  assert.equal(addMonths('2024-01-15', -1), '2023-12-15');
  assert.equal(makeDay(2023, 13, 1), '2024-01-01');
  assert.equal(makeDay(2024, 0, 31), '2023-12-31');
});

test('a moment belongs to the day it is in Vietnam', () => {
  assert.equal(vietnamDay(new Date('2024-01-01T16:59:59Z')), '2024-01-01');
  assert.equal(vietnamDay(new Date('2024-01-01T17:00:00Z')), '2024-01-02');
  assert.equal(vietnamTime(new Date('2024-01-01T17:00:00Z')), '00:00:00');
  assert.equal(vietnamTime(new Date('2024-01-01T05:30:00Z')), '12:30:00');
  assert.equal(vietnamMoment('2024-01-02').toISOString(), '2024-01-01T17:00:00.000Z');
  assert.equal(vietnamMoment('2024-01-02', '12:30').toISOString(), '2024-01-02T05:30:00.000Z');
  assert.equal(vietnamMoment('2024-01-02', '24:00').toISOString(), '2024-01-02T17:00:00.000Z');
  for (const bad of ['24:01', '25:00', '12:60', '7:30', ''])
    assert.throws(() => vietnamMoment('2024-01-02', bad), RangeError, bad);
  assert.equal(dayVi('2024-09-02'), '02/09/2024');
});
