import assert from 'node:assert/strict';
import test from 'node:test';
import { aboveMatches, endedUnits, unitNodes } from './unit-tree.ts';

const UNITS = [
  { id: 2, code: 'H34', name: 'Tỉnh Kon Tum', parent_id: 1 },
  { id: 3, code: 'H34.25', name: 'Huyện Ngọc Hồi', parent_id: 2 },
  { id: 4, code: 'H34.25.01', name: 'Xã Pờ Y', parent_id: 3 },
  { id: 5, code: 'H16', name: 'Tỉnh Đắk Nông', parent_id: 1 },
];

test('a list that begins below the nation has its topmost units as roots', () => {
  const roots = unitNodes(UNITS);
  assert.deepEqual(
    roots.map((node) => node.value),
    ['H34', 'H16'],
  );
  assert.equal(roots[0]?.children[0]?.children[0]?.title, 'Xã Pờ Y');
});

test('what was found is shown with everything above it', () => {
  assert.deepEqual([...aboveMatches(UNITS, 'po y')], [3, 2, 1]);
  assert.deepEqual([...aboveMatches(UNITS, 'dak nong')], [1]);
});

test('ended units are those that only earlier trees have, each as it was last', () => {
  const unit = (id: number, name: string) => ({ id, code: `U${id}`, name, parent_id: null });
  const ended = endedUnits(
    [
      [unit(1, 'Tỉnh'), unit(2, 'Huyện cũ'), unit(3, 'Xã')],
      [unit(1, 'Tỉnh'), unit(2, 'Huyện')],
    ],
    [unit(1, 'Tỉnh')],
  );
  assert.deepEqual(
    ended.map((one) => one.name),
    ['Huyện', 'Xã'],
  );
});
