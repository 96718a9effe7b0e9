import assert from 'node:assert/strict';
import test from 'node:test';
import { headerCells } from './header.ts';

test('neighbours under one heading share it, a short path reaches down', () => {
  const rows = headerCells([
    ['STT'],
    ['Tiếp nhận', 'Tổng số'],
    ['Tiếp nhận', 'Trong kỳ', 'Trực tuyến'],
    ['Tiếp nhận', 'Trong kỳ', 'Trực tiếp'],
    ['Đã giải quyết'],
  ]);
  assert.deepEqual(
    rows.map((row) => row.map((cell) => [cell.text, cell.columns, cell.rows])),
    [
      [
        ['STT', 1, 3],
        ['Tiếp nhận', 3, 1],
        ['Đã giải quyết', 1, 3],
      ],
      [
        ['Tổng số', 1, 2],
        ['Trong kỳ', 2, 1],
      ],
      [
        ['Trực tuyến', 1, 1],
        ['Trực tiếp', 1, 1],
      ],
    ],
  );
});

test('the same words under different headings stay apart', () => {
  const rows = headerCells([
    ['A', 'Tổng số'],
    ['B', 'Tổng số'],
  ]);
  assert.deepEqual(
    rows[1]?.map((cell) => cell.columns),
    [1, 1],
  );
});
