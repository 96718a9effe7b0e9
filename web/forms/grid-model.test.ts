import assert from 'node:assert/strict';
import test from 'node:test';
import { copiedText, moved, pastedCells, rectOf, shownValue, typedValue } from './grid-model.ts';

test('what is typed becomes what the server takes; what is no number stays as it is', () => {
  assert.equal(typedValue('1.234,5', 'number'), '1234.5');
  assert.equal(typedValue(' 98,49 % ', 'number'), '98.49');
  assert.equal(typedValue('1.234', 'number'), '1234');
  assert.equal(typedValue('0', 'number'), '0');
  assert.equal(typedValue('  ', 'number'), null);
  assert.equal(typedValue('11 cả huyện, xã', 'number'), '11 cả huyện, xã');
  assert.equal(typedValue('Có', 'yes_no'), '1');
  assert.equal(typedValue('không', 'yes_no'), '0');
  assert.equal(typedValue('Phát phiếu', 'words'), 'Phát phiếu');
  assert.deepEqual(
    [shownValue('1234.5', 'number'), shownValue('0', 'number'), shownValue('1', 'yes_no'), shownValue(null, 'number')],
    ['1.234,5', '0', 'Có', ''],
  );
});

const size = { rows: 5, columns: 2, hasCells: (row: number) => row !== 0 && row !== 2 };
const none = { shift: false, ctrl: false };

test('keys lead as in a spreadsheet, over headings, and Tab leaves at the end', () => {
  assert.deepEqual(moved(size, { row: 1, column: 0 }, 'ArrowDown', none), { row: 3, column: 0 });
  assert.deepEqual(moved(size, { row: 1, column: 0 }, 'ArrowUp', none), { row: 1, column: 0 });
  assert.deepEqual(moved(size, { row: 1, column: 0 }, 'ArrowDown', { shift: false, ctrl: true }), { row: 4, column: 0 });
  assert.deepEqual(moved(size, { row: 1, column: 1 }, 'Tab', none), { row: 3, column: 0 });
  assert.deepEqual(moved(size, { row: 3, column: 0 }, 'Tab', { shift: true, ctrl: false }), { row: 1, column: 1 });
  assert.equal(moved(size, { row: 4, column: 1 }, 'Tab', none), null);
  assert.equal(moved(size, { row: 1, column: 0 }, 'Tab', { shift: true, ctrl: false }), null);
  assert.deepEqual(moved(size, { row: 3, column: 1 }, 'Enter', { shift: true, ctrl: false }), { row: 1, column: 1 });
  assert.equal(moved(size, { row: 1, column: 0 }, 'a', none), null);
});

test('a block from Excel lies where it was put; blanks change nothing; one value fills the selection', () => {
  const at = { row: 1, column: 0 };
  assert.deepEqual(pastedCells('46\tghi chú\r\n\t\r\n1.234,5\t\r\n', at, rectOf(at, at), size), [
    { row: 1, column: 0, text: '46' },
    { row: 1, column: 1, text: 'ghi chú' },
    { row: 3, column: 0, text: '1.234,5' },
  ]);
  assert.deepEqual(pastedCells('7\n8\n9', { row: 3, column: 1 }, rectOf(at, at), size), [
    { row: 3, column: 1, text: '7' },
    { row: 4, column: 1, text: '8' },
  ]);
  assert.deepEqual(
    pastedCells('0', at, rectOf({ row: 1, column: 0 }, { row: 3, column: 0 }), size).map(({ row }) => row),
    [1, 2, 3],
  );
});

test('a copied block is read by Excel', () => {
  const rect = rectOf({ row: 3, column: 1 }, { row: 1, column: 0 });
  assert.equal(
    copiedText(rect, ({ row, column }) => `${row}.${column}`),
    '1.0\t1.1\r\n2.0\t2.1\r\n3.0\t3.1',
  );
});
