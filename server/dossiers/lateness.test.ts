import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vietnamMoment } from '#lib/day';
import { type DueDate, lateDays, standing, standingAtEndOf, timeliness } from './lateness.ts';

const at = (day: string, time: string) => vietnamMoment(day, time);
const DAY: DueDate = { due_on: '2024-09-04', due_at: at('2024-09-04', '17:00'), precision: 'day' };
const HOUR: DueDate = { due_on: '2024-09-04', due_at: at('2024-09-04', '10:30'), precision: 'hour' };
const NONE: DueDate = { due_on: null, due_at: null, precision: null };

for (const [due, decided_at, expected, why] of [
  [DAY, at('2024-09-03', '23:59:59'), 'early', 'the last second of the day before'],
  [DAY, at('2024-09-04', '00:00:00'), 'on_time', 'midnight at which the due day begins'],
  [DAY, at('2024-09-04', '12:30'), 'on_time', 'half past noon'],
  [DAY, at('2024-09-04', '17:00'), 'on_time', 'exactly at the due moment'],
  [DAY, at('2024-09-04', '19:45'), 'on_time', 'same day, later hour, limit in days'],
  [DAY, at('2024-09-05', '00:00:00'), 'overdue', 'midnight after the due day'],
  [HOUR, at('2024-09-03', '16:00'), 'early', 'limit in hours, the day before'],
  [HOUR, at('2024-09-04', '10:30'), 'on_time', 'limit in hours, exactly at the due moment'],
  [HOUR, new Date(at('2024-09-04', '10:30').getTime() + 1), 'overdue', 'limit in hours, a thousandth of a second later'],
  [HOUR, at('2024-09-04', '12:30'), 'overdue', 'limit in hours, same day, later hour'],
  [NONE, at('2024-09-04', '10:30'), 'undated', 'no due date is never on time'],
] as const) {
  test(`decided: ${why} → ${expected}`, () => assert.equal(timeliness(due, decided_at), expected));
}

for (const [due, paused_on, moment, expected, why] of [
  [DAY, null, at('2024-09-04', '23:59:59'), 'in_time', 'the due day is not over'],
  [DAY, null, at('2024-09-05', '00:00:00'), 'overdue', 'the day after'],
  [DAY, '2024-09-04', at('2024-12-31', '08:00'), 'paused', 'stopped on the due day: stands for months'],
  [DAY, '2024-09-05', at('2024-12-31', '08:00'), 'overdue', 'stopped after it was late'],
  [HOUR, null, at('2024-09-04', '10:30'), 'in_time', 'at the due moment'],
  [HOUR, null, at('2024-09-04', '10:31'), 'overdue', 'a minute after the due moment'],
  [NONE, null, at('2030-01-01', '08:00'), 'undated', 'never due'],
  [NONE, '2024-01-01', at('2030-01-01', '08:00'), 'paused', 'never due and stopped'],
] as const) {
  test(`open: ${why} → ${expected}`, () => assert.equal(standing(due, paused_on, moment), expected));
}

test('still open when its due day ends is overdue at the end of that day', () => {
  assert.equal(standingAtEndOf(DAY, null, '2024-09-03'), 'in_time');
  assert.equal(standingAtEndOf(DAY, null, '2024-09-04'), 'overdue');
  assert.equal(standingAtEndOf({ ...DAY, due_on: '2023-12-31' }, null, '2023-12-31'), 'overdue');
  assert.equal(standingAtEndOf({ ...DAY, due_on: '2024-01-01' }, null, '2023-12-31'), 'in_time');
});

test('days late count from the due day', () => {
  assert.equal(lateDays('2024-02-28', '2024-03-01'), 2);
  assert.equal(lateDays('2023-12-31', '2024-01-01'), 1);
  assert.equal(lateDays('2024-03-01', '2024-03-01'), 0);
  assert.equal(lateDays('2024-03-02', '2024-03-01'), 0);
  assert.equal(lateDays(null, '2024-03-01'), 0);
});
