import assert from 'node:assert/strict';
import test from 'node:test';
import { codeFrom, limitWords } from './words.ts';

test('times of steps are said in working time', () => {
  assert.equal(limitWords({ unit: 'hour', amount: 4 }, 'vi'), '4 giờ làm việc');
  assert.equal(limitWords({ unit: 'working_day', amount: 3 }, 'vi'), '3 ngày làm việc');
  assert.equal(limitWords({ unit: 'percent', amount: 20 }, 'vi'), '20% thời hạn');
  assert.equal(limitWords(null, 'vi'), null);
});

test('a step gets its code from its name, never one that is taken', () => {
  assert.equal(codeFrom('Thẩm định hồ sơ', []), 'tham_dinh_ho_so');
  assert.equal(codeFrom('Đối chiếu', ['doi_chieu', 'doi_chieu_2']), 'doi_chieu_3');
  assert.equal(codeFrom('123', []), 'buoc');
});
