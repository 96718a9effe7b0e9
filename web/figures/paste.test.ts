import assert from 'node:assert/strict';
import test from 'node:test';
import { cellsOf, plainNumber } from './paste.ts';

test('a block from Excel: lines are rows, tabs are columns, the last line break is none', () => {
  assert.deepEqual(cellsOf('1\t2\r\n3\t\r\n'), [
    ['1', '2'],
    ['3', ''],
  ]);
});

for (const [text, plain] of [
  ['1.234,5', '1234.5'],
  ['69.843,532', '69843.532'],
  ['98,49 %', '98.49'],
  ['98.49%', '98.49'],
  ['1.234', '1234'],
  ['02', '2'],
  ['0', '0'],
  ['-3', '-3'],
  ['', ''],
  ['11 cả huyện, xã', null],
  ['1,2,3', null],
] as const) {
  test(`"${text}" is ${plain === null ? 'not a number' : `"${plain}"`}`, () => assert.equal(plainNumber(text), plain));
}
