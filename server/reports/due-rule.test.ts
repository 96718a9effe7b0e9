import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCalendar, readCalendarPack } from '#calendar';
import { DueRule, dueDay, LockRule, lockDay } from './due-rule.ts';

// The days off the product comes with: Tết 2026 from 16 to 20 February (a block of 14 to 22), 30 April, 1 May, 31 August to 2 September, 24 November.
const calendar = makeCalendar({ ...readCalendarPack(), unit_code: '*', region: 'VN' });

for (const [rule, last, expected, why] of [
  [{ rule: 'days_after', days: 2 }, '2026-09-14', '2026-09-16', 'two calendar days after the last one'],
  [{ rule: 'days_after', days: 0 }, '2026-09-14', '2026-09-14', 'the last day itself'],
  [{ rule: 'days_after', days: 5 }, '2026-09-14', '2026-09-19', 'a Saturday stays one when nothing moves'],
  [{ rule: 'days_after', days: 5, moves: true }, '2026-09-14', '2026-09-21', 'a Saturday moves to Monday'],
  [{ rule: 'days_after', days: 2, counted: 'working' }, '2026-02-14', '2026-02-24', 'working days begin after Tết'],
  [{ rule: 'days_after', days: 1, counted: 'working' }, '2026-04-29', '2026-05-04', '30 April and 1 May are no working days'],
  [{ rule: 'days_after', days: 1, moves: true }, '2026-11-23', '2026-11-25', '24 November is a day off from 2026 on'],
  [{ rule: 'day_of_month', day: 20 }, '2026-03-14', '2026-03-20', 'the 20th of the month the period ends in'],
  [{ rule: 'day_of_month', day: 20, moves: true }, '2026-06-14', '2026-06-22', 'a Saturday moves over the Sunday'],
  [{ rule: 'day_of_month', day: 25, moves: true }, '2026-12-14', '2026-12-25', 'a Friday stays'],
  [{ rule: 'day_of_month', day: 31 }, '2026-02-28', '2026-02-28', 'February has no 31st'],
  [{ rule: 'day_of_month', day: 5, months_after: 1 }, '2026-12-31', '2027-01-05', 'the month after, over the year'],
  [{ rule: 'day_of_month', day: 2, months_after: 1, moves: true }, '2026-08-31', '2026-09-03', 'National Day moves'],
] as const) {
  test(`dueDay: ${why}`, () => assert.equal(dueDay(DueRule.parse(rule), last, calendar), expected));
}

test('lockDay counts from the last day in time; without a rule nothing is locked by itself', () => {
  assert.equal(lockDay(LockRule.parse({ days: 10 }), '2026-09-16', calendar), '2026-09-26');
  assert.equal(lockDay(LockRule.parse({ days: 3, counted: 'working' }), '2026-08-27', calendar), '2026-09-04');
  assert.equal(lockDay(null, '2026-09-16', calendar), null);
});
