import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangesOf, stretches } from './marks.ts';

const place = (offset: number, length: number) => ({ place: { offset, length } });

test('text is cut where findings begin and end, also when they overlap', () => {
  const ranges = rangesOf([place(2, 4), place(4, 4), place(20, 1)]);
  assert.deepEqual(
    stretches('0123456789', 0, ranges).map(({ text, findings }) => [text, findings]),
    [
      ['01', []],
      ['23', [0]],
      ['45', [0, 1]],
      ['67', [1]],
      ['89', []],
    ],
  );
});

test('a finding that goes over several cells marks its part of each', () => {
  const ranges = rangesOf([place(8, 6)]);
  assert.deepEqual(stretches('xy', 10, ranges), [{ text: 'xy', findings: [0] }]);
  assert.deepEqual(stretches('', 10, ranges), []);
});
