import assert from 'node:assert/strict';
import test from 'node:test';
import { adjustedSection } from './adjusted.ts';
import type { Difference } from './differences.ts';
import { movedCopiesWhy, movedDeclarations } from './differences-said.ts';
import { exampleContent, LATE } from './word/example-content.ts';

const KNOWN_AT = new Date('2026-09-20T00:00:00Z');
const said = (id: number, unit_id: number, declared_at = '2026-09-01T00:00:00Z') => ({
  ...{ id, unit_id, s: '2026-01-01', e: '2026-09-15', declared_at: new Date(declared_at) },
});
const LATER = '2026-10-01T00:00:00Z';

test('a unit that says another value later changed it; one that says it first came late', () => {
  const found = movedDeclarations(
    [said(1, 10), said(2, 11)],
    [said(5, 10, LATER), said(2, 11), said(6, 12, LATER)],
    KNOWN_AT,
    true,
  );
  assert.deepEqual(found, {
    entered: [{ id: 6, cause: 'entered_late' }],
    left: [],
    changed: [{ id: 5, cause: 'value_changed' }],
  });
});

test('a unit that was merged into another takes its word with it; one above that speaks late stands for those below', () => {
  const merged = movedDeclarations([said(1, 10), said(2, 11)], [said(1, 10)], KNOWN_AT, true);
  assert.deepEqual(merged.left, [{ id: 2, cause: 'tree_changed' }]);
  const above = movedDeclarations([said(1, 10), said(2, 11)], [said(7, 9, LATER)], KNOWN_AT, true);
  assert.deepEqual(above.entered, [{ id: 7, cause: 'entered_late' }]);
  assert.deepEqual(
    above.left.map(({ cause }) => cause),
    ['entered_late', 'entered_late'],
  );
  const another = movedDeclarations([said(1, 10)], [], KNOWN_AT, false);
  assert.deepEqual(another.left, [{ id: 1, cause: 'definition_changed' }]);
});

test('a copy comes late, is cancelled, or moves with its unit', () => {
  const copy = (id: number, more: object) => ({
    ...{ id, has_entered: true, was_there: true, is_cancelled: false, unit_id: 10, entered_n: 1, left_n: 1, ...more },
  });
  const copies = [
    copy(1, { was_there: false }),
    copy(2, { has_entered: false, is_cancelled: true }),
    copy(3, { unit_id: 11 }),
    copy(4, { has_entered: false }),
  ];
  const { entered, left } = movedCopiesWhy(copies, { moved_units: new Set([11]), same_text: true });
  assert.deepEqual(
    [...entered, ...left],
    [
      { id: 1, cause: 'entered_late' },
      { id: 3, cause: 'tree_changed' },
      { id: 2, cause: 'removed' },
      { id: 4, cause: 'other' },
    ],
  );
});

test('why a figure of the period before is another one is said in words', () => {
  const base: Difference = {
    ...{ anchor: LATE, label: 'Quá hạn', was: '3', now: '4', of: 'dossiers', parts: [] },
    ...{ entered: [], left: [], changed: [], entered_n: 0, left_n: 0, changed_n: 0 },
  };
  const why = (more: Partial<Difference>) => {
    const section = adjustedSection(exampleContent(), [{ ...base, ...more }], 'Báo cáo số 01/2026');
    const table = section?.blocks.find((block) => block.kind === 'table');
    return table?.rows[0]?.at(-1)?.text;
  };
  const moved = (id: number, cause: Difference['entered'][number]['cause']) => ({ id, cause });
  assert.equal(why({ left: [moved(1, 'outcome_changed')], left_n: 1 }), 'Bớt 1 hồ sơ do đổi kết quả giải quyết');
  assert.equal(
    why({
      entered: [moved(1, 'entered_late'), moved(2, 'entered_late'), moved(3, 'date_changed')],
      entered_n: 1203,
      left: [moved(4, 'removed')],
      left_n: 1,
    }),
    'Thêm 1.203 hồ sơ: 2 do nhập muộn, 1 do sửa ngày, 1.200 do nguyên nhân khác; bớt 1 hồ sơ do huỷ bản ghi',
  );
  assert.equal(
    why({ of: 'entries', changed: [moved(5, 'value_changed')], changed_n: 1 }),
    'Cập nhật 1 mục sổ theo dõi do sửa số liệu',
  );
  assert.equal(why({ of: null }), 'Số khai hoặc số thành phần được cập nhật');
});
