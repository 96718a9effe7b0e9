import assert from 'node:assert/strict';
import test from 'node:test';
import { findProcedures, indexed } from './find-procedure.ts';

const INDEX = indexed(
  [
    ['1.001193', 'Đăng ký khai sinh', 'Hộ tịch'],
    ['1.000894', 'Đăng ký kết hôn', 'Hộ tịch'],
    ['1.004837', 'Đăng ký giám hộ', 'Hộ tịch'],
    ['1.000656', 'Đăng ký khai tử', 'Hộ tịch'],
    ['2.000815', 'Chứng thực bản sao từ bản chính giấy tờ, văn bản', 'Chứng thực'],
    ['1.001022', 'Đăng ký nhận cha, mẹ, con', 'Hộ tịch'],
  ].map(([code = '', name = '', sector_name = '']) => ({ code, name, sector_name })),
);
const NONE = { favourites: [], recents: [] };
const codes = (typed: string, habits = NONE as { favourites: string[]; recents: string[] }) =>
  findProcedures(INDEX, typed, habits).map((one) => one.code);

for (const [typed, first, why] of [
  ['1.000894', '1.000894', 'a whole code'],
  ['815', '2.000815', 'the end of a code, as people say it'],
  ['khai sinh', '1.001193', 'words without diacritics'],
  ['Giám hộ', '1.004837', 'words with them'],
  ['con cha', '1.001022', 'words in another order'],
  ['ks', '1.001193', 'initials in the middle'],
  ['dkkh', '1.000894', 'initials from the beginning'],
  ['ctbs', '2.000815', 'initials of another sector'],
] as const) {
  test(`found by ${why}: ${typed}`, () => assert.equal(codes(typed)[0], first));
}

test('what does not fit is not listed', () => {
  assert.deepEqual(codes('xây dựng'), []);
  assert.deepEqual(codes('9.9'), []);
});

test('among those that fit alike the desk finds its favourites and its last ones first', () => {
  assert.equal(codes('dang ky', { favourites: [], recents: ['1.000656'] })[0], '1.000656');
  assert.deepEqual(codes('', { favourites: ['2.000815'], recents: ['1.004837', '2.000815'] }).slice(0, 2), [
    '2.000815',
    '1.004837',
  ]);
});

test('a favourite that does not fit better does not push away what was typed in full', () => {
  assert.equal(codes('dang ky khai tu', { favourites: ['1.001193'], recents: [] })[0], '1.000656');
});
