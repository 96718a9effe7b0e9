import assert from 'node:assert/strict';
import test from 'node:test';
import { limitText } from './limit-text.ts';

test('a time limit is written with its unit', () => {
  assert.equal(limitText({ limit_unit: 'working_day', limit_amount: 5 }, 'vi'), '5 ngày làm việc');
  assert.equal(limitText({ limit_unit: 'working_day', limit_amount: 0 }, 'vi'), 'trong ngày');
  assert.equal(limitText({ limit_unit: 'month', limit_amount: 1 }, 'en'), '1 month');
  assert.equal(limitText({ limit_unit: null, limit_amount: null }, 'vi'), null);
});
