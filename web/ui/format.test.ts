import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addDays,
  clockOf,
  dayOf,
  daysBetween,
  dayText,
  fromToday,
  matches,
  momentText,
  moneyText,
  numberText,
  percentText,
  sizeText,
  spanText,
} from './format.ts';

for (const [value, lang, expected, why] of [
  [0, 'vi', '0', 'zero is a figure'],
  [null, 'vi', '–', 'not available is not zero'],
  [17604, 'vi', '17.604', 'a dot between thousands in Vietnamese'],
  [17604, 'en', '17,604', 'a comma in English'],
  [1234567, 'vi', '1.234.567', 'every group of three'],
  ['89.41', 'vi', '89,41', 'decimals of the server are kept digit for digit'],
  ['-1728.5', 'vi', '-1.728,5', 'a negative figure'],
  [999, 'vi', '999', 'no dot below a thousand'],
] as const) {
  test(`numberText: ${why}`, () => assert.equal(numberText(value, lang), expected));
}

test('a rate that is not available has no percent sign', () => {
  assert.equal(percentText(null), '–');
  assert.equal(percentText('89.41'), '89,41%');
});

test('a moment is shown on the clocks of Vietnam, across midnight too', () => {
  assert.equal(momentText('2023-09-19T17:30:00.000Z'), '00:30 20/09/2023');
  assert.equal(dayOf(new Date('2023-09-19T16:59:59Z')), '2023-09-19');
  assert.equal(dayOf(new Date('2023-09-19T17:00:00Z')), '2023-09-20');
  assert.equal(dayText('2023-09-20'), '20/09/2023');
});

test('days are counted across months and leap days', () => {
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
  assert.equal(daysBetween('2023-12-31', '2024-01-01'), 1);
  assert.equal(daysBetween('2024-01-01', '2023-12-31'), -1);
});

test('a due date is told from today', () => {
  assert.equal(fromToday('2024-03-01', '2024-03-01', 'vi'), 'hôm nay');
  assert.equal(fromToday('2024-03-04', '2024-03-01', 'vi'), 'còn 3 ngày');
  assert.equal(fromToday('2024-02-29', '2024-03-01', 'vi'), 'quá 1 ngày');
  assert.equal(fromToday('2024-02-29', '2024-03-01', 'en'), 'yesterday');
  assert.equal(fromToday('2024-02-28', '2024-03-01', 'en'), '2 days ago');
});

test('words match without diacritics and in any order', () => {
  assert.ok(matches('Đăng ký khai sinh', 'khai dang'));
  assert.ok(!matches('Đăng ký khai sinh', 'khai tu'));
});

test('sizes and money', () => {
  assert.equal(sizeText(999), '999 B');
  assert.equal(sizeText(1536), '1,5 kB');
  assert.equal(sizeText(20 * 1024 * 1024), '20 MB');
  assert.equal(moneyText(150000), '150.000 đồng');
});

test('a span is told by its last day', () => {
  assert.equal(spanText('2018-06-21', '2025-07-01'), '21/06/2018 – 30/06/2025');
  assert.equal(spanText('2025-07-01', null), 'từ 01/07/2025');
});

test('clockOf: what the clocks of Vietnam show, in whatever zone the computer stands', () => {
  assert.equal(clockOf(new Date('2026-11-20T20:30:59Z')), '2026-11-21T03:30');
  assert.equal(clockOf(new Date('2026-12-31T16:59:00Z')), '2026-12-31T23:59');
});
