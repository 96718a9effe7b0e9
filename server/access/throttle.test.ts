import assert from 'node:assert/strict';
import test from 'node:test';
import { waitSeconds } from './throttle.ts';

const LAST = new Date('2026-09-07T01:00:00Z');

for (const [count, seconds_later, expected] of [
  [0, 0, 0],
  [4, 0, 0],
  [5, 0, 15],
  [5, 14, 1],
  [5, 14.5, 1],
  [5, 15, 0],
  [6, 0, 30],
  [7, 0, 60],
  [10, 0, 480],
  [11, 0, 900],
  [500, 0, 900],
  [500, 900, 0],
] as const) {
  test(`${count} failures, ${seconds_later} s after the last: wait ${expected} s`, () => {
    assert.equal(waitSeconds({ count, last_at: LAST }, 5, new Date(LAST.getTime() + seconds_later * 1000)), expected);
  });
}

test('without a failure there is nothing to wait for', () => {
  assert.equal(waitSeconds({ count: 9, last_at: null }, 5, LAST), 0);
});
