import assert from 'node:assert/strict';
import test from 'node:test';
import { sameName } from './holdings.ts';

for (const [a, b, expected] of [
  ['Giấy đề nghị đăng ký hộ kinh doanh', 'GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH', true],
  ['Giấy khai sinh (bản sao)', 'Giấy khai sinh', true],
  ['Giấy khai sinh; ', 'Giay khai sinh', true],
  ['Giấy khai sinh', 'Giấy khai tử', false],
  ['Sổ hộ khẩu', 'Sổ hộ khẩu của chủ hộ', false],
] as const)
  test(`“${a}” and “${b}” are ${expected ? 'the same' : 'different'} papers`, () => assert.equal(sameName(a, b), expected));
