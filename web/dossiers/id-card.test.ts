import assert from 'node:assert/strict';
import test from 'node:test';
import { readIdCard } from './id-card.ts';

test('a scanned card fills number, name and address', () => {
  assert.deepEqual(readIdCard('062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum|01012022'), {
    identity: '062190001234',
    name: 'A Thị Mới',
    address: 'Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum',
  });
});

test('a number typed by hand is not a card', () => {
  assert.equal(readIdCard('062190001234'), null);
  assert.equal(readIdCard('abc|def|ghi|jkl|mno|pqr'), null);
});
