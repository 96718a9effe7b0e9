import assert from 'node:assert/strict';
import test from 'node:test';
import { plain, viOrder } from './text.ts';

test('plain removes every Vietnamese mark, also when typed as combining characters', () => {
  assert.equal(plain('Đăng  ký THẾ CHẤP quyền sử dụng đất'), 'dang ky the chap quyen su dung dat');
  assert.equal(plain('Hộ tịch'.normalize('NFD')), 'ho tich');
});

test('plain is the same letter by letter as for the whole text', () => {
  const whole = (text: string) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase().replace(/\s+/g, ' ').trim();
  const letters = [...'ĐđƠơƯưẤậỹ aZ09-/–’“\u00a0\t\n\u0301\u0323ßİŉſΣσάЙй한字😀\ud800'];
  let state = 7;
  for (let n = 0; n < 3000; n += 1) {
    let text = '';
    for (let length = (state >>> 5) % 12; length > 0; length -= 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      text += letters[(state >>> 8) % letters.length];
    }
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    assert.equal(plain(text), whole(text), JSON.stringify(text));
  }
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
