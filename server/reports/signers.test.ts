import assert from 'node:assert/strict';
import test from 'node:test';
import { isReason } from './remarks.ts';
import { authorityLines, signsAsOf } from './signers.ts';

const COMMITTEE = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'];
const DEPARTMENT = ['GIÁM ĐỐC'];

test('the place of the signature says who signs, and for whom', () => {
  assert.deepEqual(authorityLines(COMMITTEE, 'head', 'Chủ tịch UBND xã'), COMMITTEE);
  assert.deepEqual(authorityLines(COMMITTEE, 'deputy', 'Phó Chủ tịch UBND xã'), [
    'TM. ỦY BAN NHÂN DÂN',
    'KT. CHỦ TỊCH',
    'PHÓ CHỦ TỊCH',
  ]);
  assert.deepEqual(authorityLines(DEPARTMENT, 'deputy', null), ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']);
  assert.deepEqual(authorityLines(COMMITTEE, 'order', 'Chánh Văn phòng'), ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']);
  assert.deepEqual(authorityLines(DEPARTMENT, 'authorised', 'Trưởng phòng Tổng hợp'), ['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG TỔNG HỢP']);
  assert.deepEqual(authorityLines(COMMITTEE, 'acting', 'Quyền Chủ tịch'), ['TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH']);
});

test('what a title says of how its holder signs', () => {
  assert.deepEqual(['Chủ tịch UBND xã', 'Phó Chủ tịch UBND xã', 'Quyền Giám đốc', 'Chánh Văn phòng', null].map(signsAsOf), [
    'head',
    'deputy',
    'acting',
    'order',
    'head',
  ]);
});

test('an explanation says something', () => {
  for (const words of ['Đã rà soát.', 'Hai kỳ khác nhau', 'Số liệu theo Công văn 12/UBND'])
    assert.equal(isReason(words), true, words);
  for (const words of ['x', '...', 'ok ok ok ok', 'đã xem', 'a b c d e f g h']) assert.equal(isReason(words), false, words);
});
