import assert from 'node:assert/strict';
import test from 'node:test';
import { addressOf, chosenIn, cutsOf, quoteOf } from './remark-lines.ts';

const LINES = ['Không có.', 'Nguyên nhân là mất điện, mất điện kéo dài.', 'Không có.'];

test('a line and some of its words are named by an address and read again', () => {
  assert.equal(addressOf({ line: 0, from: 0, to: 9 }, 'Không có.'), '0');
  assert.equal(addressOf({ line: 1, from: 15, to: 23 }, LINES[1] as string), '1:15-23');
  assert.deepEqual(chosenIn(LINES, '1:15-23'), { line: 1, from: 15, to: 23 });
  assert.deepEqual(chosenIn(LINES, '0'), { line: 0, from: 0, to: 9 });
  for (const wrong of [undefined, '', '9', '1:9-3', '1:x', '-1']) assert.equal(chosenIn(LINES, wrong), null, String(wrong));
});

test('which of the same words is meant is counted over the whole part', () => {
  assert.deepEqual(quoteOf(LINES, { line: 2, from: 0, to: 9 }), { text: 'Không có.', occurrence: 2 });
  assert.deepEqual(quoteOf(LINES, { line: 1, from: 24, to: 34 }), { text: 'mất điện', occurrence: 2 });
  assert.deepEqual(quoteOf(LINES, { line: 1, from: 14, to: 24 }), { text: 'mất điện,', occurrence: 1 });
  assert.equal(quoteOf(['a   b'], { line: 0, from: 1, to: 3 }), null);
});

test('a piece is cut where remarks on it begin and end, also where they overlap', () => {
  const marks = [
    { id: 1, from: 2, to: 6 },
    { id: 2, from: 4, to: 20 },
  ];
  const told = (begin: number, size: number) =>
    cutsOf(begin, size, marks).map(({ from, to, of }) => [from, to, of.map(({ id }) => id).join('+')]);
  assert.deepEqual(told(0, 10), [
    [0, 2, ''],
    [2, 4, '1'],
    [4, 6, '1+2'],
    [6, 10, '2'],
  ]);
  assert.deepEqual(told(10, 5), [[0, 5, '2']]);
  assert.deepEqual(told(30, 3), [[0, 3, '']]);
});
