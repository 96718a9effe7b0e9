import assert from 'node:assert/strict';
import test from 'node:test';
import { tiersOf, tiersText } from './tiers.ts';

const BEFORE = [
  { key: 'excellent', label_vi: 'Xuất sắc', label_en: 'Excellent', points: '2' },
  { key: 'good', label_vi: 'Tốt', label_en: 'Good', points: '1.5' },
];

test('grades as lines and back', () => {
  assert.equal(tiersText(BEFORE), 'Xuất sắc = 2\nTốt = 1,5');
  assert.deepEqual(tiersOf(tiersText(BEFORE), BEFORE), BEFORE);
});

test('a grade keeps its key while it keeps its name; a new one gets one of its own', () => {
  assert.deepEqual(tiersOf('Xuất sắc = 2,5\n\nHoàn thành tốt = 1', BEFORE), [
    { key: 'excellent', label_vi: 'Xuất sắc', label_en: 'Excellent', points: '2.5' },
    { key: 'hoan_thanh_tot', label_vi: 'Hoàn thành tốt', label_en: 'Hoàn thành tốt', points: '1' },
  ]);
  assert.deepEqual(
    tiersOf('Good = 1\nKhá = 0', BEFORE)?.map((tier) => tier.key),
    ['good_2', 'kha'],
  );
});

for (const text of [
  '',
  'Tốt = 1',
  'Tốt\nKhá = 1',
  'Tốt = hai\nKhá = 1',
  'Tốt = 1\nTốt = 2',
  Array(11)
    .fill('x')
    .map((x, n) => `${x}${n} = 1`)
    .join('\n'),
])
  test(`no grades: ${JSON.stringify(text).slice(0, 40)}`, () => assert.equal(tiersOf(text, BEFORE), null));
