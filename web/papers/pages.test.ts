import assert from 'node:assert/strict';
import test from 'node:test';
import { arePages, moved, type ScanPage, sizeOf, turned } from './pages.ts';

const page = (key: number): ScanPage => ({ key, file: new File([], `${key}.jpg`), kind: 'picture', turn: 0, url: null });
const keys = (pages: readonly ScanPage[]) => pages.map((one) => one.key);
const three = [page(1), page(2), page(3)];

test('pictures, and several files, are pages to be put in order; a single document is sent as it is', () => {
  const file = (type: string) => new File([], 'x', { type });
  const [picture, pdf, word] = [file('image/jpeg'), file('application/pdf'), file('application/msword')];
  assert.deepEqual([[picture], [pdf], [word], [picture, picture], [pdf, picture], [picture, word], []].map(arePages), [
    ...[true, false, false, true, true, false, false],
  ]);
});

test('a page goes up and down, and not beyond the ends', () => {
  assert.deepEqual(keys(moved(three, 1, -1)), [2, 1, 3]);
  assert.deepEqual(keys(moved(three, 1, 1)), [1, 3, 2]);
  assert.deepEqual(keys(moved(three, 0, -1)), [1, 2, 3]);
  assert.deepEqual(keys(moved(three, 2, 1)), [1, 2, 3]);
});

test('four turns bring a page back', () => {
  let pages: ScanPage[] = three;
  const turns = [1, 2, 3, 4].map(() => {
    pages = turned(pages, 0);
    return pages[0]?.turn;
  });
  assert.deepEqual(turns, [90, 180, 270, 0]);
  assert.equal(pages[1]?.turn, 0);
});

for (const [width, height, turn, expected] of [
  [1000, 500, 0, [1000, 500]],
  [1000, 500, 90, [500, 1000]],
  [5148, 2574, 0, [2574, 1287]],
  [3000, 6000, 270, [2574, 1287]],
  [1, 9000, 0, [1, 2574]],
] as const)
  test(`${width}×${height} turned by ${turn} is drawn ${expected.join('×')}`, () => {
    const size = sizeOf(width, height, turn);
    assert.deepEqual([size.width, size.height], expected);
  });
