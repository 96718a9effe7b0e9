import assert from 'node:assert/strict';
import test from 'node:test';
import { dayIn, dayOfCell, numberIn } from './cell.ts';
import { plainNumber } from './workbook.ts';

for (const [text, decimals, expected] of [
  ['1.234', 0, '1234'],
  ['13.646,727', 3, '13646.727'],
  ['59,33', 2, '59.33'],
  ['98.49%', 2, '98.49'],
  ['02', 0, '02'],
  ['1.851', 2, '1851'],
  ['-1.200,5', 1, '-1200.5'],
] as const) {
  test(`“${text}” is the number ${expected}`, () => assert.deepEqual(numberIn(text, decimals), { value: expected }));
}

for (const [text, decimals, fault] of [
  ['11 cả huyện, xã', 0, 'text_beside_number'],
  ['191 cả huyện, xã', 0, 'text_beside_number'],
  ['69.843,53 2x', 3, 'text_beside_number'],
  ['không có', 0, 'not_a_number'],
  ['12.345', 3, 'ambiguous_number'],
] as const) {
  test(`“${text}” is no number: ${fault}`, () => assert.deepEqual(numberIn(text, decimals), { fault }));
}

for (const [text, expected] of [
  ['2/9/2022', '2022-09-02'],
  ['02-09-2022', '2022-09-02'],
  ['2022-09-02', '2022-09-02'],
  ['26/0/2022', null],
  ['30/02/2024', null],
  ['tháng 9', null],
] as const) {
  test(`“${text}” is the day ${expected}`, () => assert.equal(dayIn(text), expected));
}

for (const [serial, is_1904, expected] of [
  ['44583', false, '2022-01-22'],
  ['61', false, '1900-03-01'],
  ['60', false, null],
  ['0', true, '1904-01-01'],
  ['44583.75', false, '2022-01-22'],
] as const) {
  test(`serial ${serial}${is_1904 ? ' of 1904' : ''} is ${expected}`, () =>
    assert.equal(dayOfCell({ kind: 'number', text: serial }, is_1904), expected));
}

for (const [text, expected] of [
  ['0.30000000000000004', '0.3'],
  ['1.2E7', '12000000'],
  ['13646.727', '13646.727'],
  ['-2.5E-3', '-0.0025'],
  ['0', '0'],
  ['69843532000', '69843532000'],
] as const) {
  test(`a book’s ${text} is ${expected}`, () => assert.equal(plainNumber(text), expected));
}
