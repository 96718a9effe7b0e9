import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, matchFindings } from './match.ts';

const finding = (rule: string, quote: string, words = 'trong kỳ đã giải quyết … đúng hạn') => ({ rule, quote, around: words });

for (const [why, before, after, expected] of [
  ['the same words under the same rule', [finding('R01', 'đạt 98,4%')], [finding('R01', 'đạt  98,4%')], [0]],
  ['another rule is another finding', [finding('R01', 'đạt 98,4%')], [finding('R03', 'đạt 98,4%')], [null]],
  ['the figure was changed and is still wrong', [finding('R01', 'đạt 98,4%')], [finding('R01', 'đạt 97,1%')], [0]],
  [
    'a mended one is gone, the others keep their own',
    [finding('R01', 'a', 'xã thứ nhất của huyện'), finding('R01', 'b', 'xã thứ hai của huyện')],
    [finding('R01', 'b', 'xã thứ hai của huyện')],
    [1],
  ],
  [
    'the same words twice are matched in the order of the text',
    [finding('R14', '31/9'), finding('R14', '31/9')],
    [finding('R14', '31/9'), finding('R14', '31/9')],
    [0, 1],
  ],
  ['figures alone around it are not enough', [finding('R01', '5', '1 … 2')], [finding('R01', '6', '3 … 4')], [null]],
] as const) {
  test(`matchFindings: ${why}`, () => assert.deepEqual(matchFindings(before, after), expected));
}

test('around: the words beside a place', () => {
  assert.equal(around('Tổng số 15 hồ sơ', 8, 2), 'Tổng số … hồ sơ');
  assert.equal(around('đoạn trước\nTổng số 15 hồ sơ\nđoạn sau', 19, 2), 'Tổng số … hồ sơ');
});
