import assert from 'node:assert/strict';
import test from 'node:test';
import { plain, viOrder } from './text.ts';

test('plain removes every Vietnamese mark, also when typed as combining characters', () => {
  assert.equal(plain('Đăng  ký THẾ CHẤP quyền sử dụng đất'), 'dang ky the chap quyen su dung dat');
  assert.equal(plain('Hộ tịch'.normalize('NFD')), 'ho tich');
});

test('viOrder is dictionary order', () => {
  assert.deepEqual(['Đào', 'Ăn', 'an', 'Dũng', 'Ân', 'ấn', 'Bình'].sort(viOrder), [
    'an',
    'Ăn',
    'Ân',
    'ấn',
    'Bình',
    'Dũng',
    'Đào',
  ]);
});
