import assert from 'node:assert/strict';
import test from 'node:test';
import { spanIn, toldNext } from './words.ts';

test('a bar stands where its days are, cut at the ends of the year', () => {
  assert.deepEqual(spanIn(2023, '2023-01-01', '2023-12-31'), { left: 0, width: 100 });
  assert.deepEqual(spanIn(2023, '2022-06-01', '2024-02-01'), { left: 0, width: 100 });
  const first_day = spanIn(2023, '2023-01-01', '2023-01-01');
  assert.equal(first_day?.left, 0);
  assert.ok(Math.abs((first_day?.width ?? 0) - 100 / 365) < 1e-9);
  assert.equal(spanIn(2023, '2024-01-01', '2024-03-01'), null);
});

test('what is finished can only be taken up again or remarked on', () => {
  assert.deepEqual(toldNext('completed'), ['comment', 'reopened']);
  assert.equal(toldNext('overdue').includes('done'), true);
  assert.equal(toldNext('overdue').includes('reopened'), false);
});
