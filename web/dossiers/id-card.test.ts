import assert from 'node:assert/strict';
import test from 'node:test';
import { looksLikeCard, readIdCard } from './id-card.ts';

const CARD = {
  identity: '062190001234',
  old_identity: '233123456',
  name: 'A Thị Mới',
  born_on: '1990-08-15',
  sex: 'female',
  address: 'Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum',
  issued_on: '2022-01-01',
  doubts: [],
};

test('a scanned card fills number, name and address', () => {
  assert.deepEqual(readIdCard('062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum|01012022'), CARD);
});

test('a card without an old number, and one with the parents after it', () => {
  const young = readIdCard('062190001234||A Thị Mới|15081990|Nữ|Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum|01012022||A Văn Cha|Y Mẹ');
  assert.deepEqual(young, { ...CARD, old_identity: null });
});

test('parts in another order are known by their shape', () => {
  const told = readIdCard('A Thị Mới|062190001234|Nữ|01/01/2022|15/08/1990|Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum|233123456');
  assert.deepEqual(told, CARD);
});

test('letters that were taken for another encoding are put right', () => {
  const sent = '062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2, Pờ Y, Ngọc Hồi, Kon Tum|01012022';
  const latin = Buffer.from(sent, 'utf8').toString('latin1');
  const windows = new TextDecoder('windows-1252').decode(Buffer.from(sent, 'utf8'));
  assert.deepEqual(readIdCard(latin), CARD);
  assert.deepEqual(readIdCard(windows), CARD);
});

test('letters that were decomposed are composed', () => {
  assert.equal(
    readIdCard(`062190001234|233123456|${'A Thị Mới'.normalize('NFD')}|15081990|Nữ|Thôn 2, Pờ Y|01012022`)?.name,
    'A Thị Mới',
  );
});

for (const [name, address, why] of [
  ['A Th? M?i', 'Thôn 2, Pờ Y', 'question marks'],
  ['NGUYN VN MI', 'Thôn 2, Pờ Y', 'words without a vowel'],
  ['NGUYEN VAN MOI', 'Thon 2, Xa Bo Y, Tinh Quang Ngai', 'no diacritic at all'],
  ['Nguy\ufffdn V\ufffdn M\ufffdi', 'Thôn 2', 'replacement characters'],
] as const) {
  test(`lost letters are told: ${why}`, () => {
    assert.deepEqual(readIdCard(`062090001234||${name}|15081990|Nam|${address}|01012022`)?.doubts, ['letters']);
  });
}

test('a card whose number says another year or sex is doubted', () => {
  assert.deepEqual(readIdCard('062190001234||A Thị Mới|15081991|Nam|Thôn 2, Pờ Y|01012022')?.doubts, ['birth', 'sex']);
  // 2 and 3 in the fourth place: born from 2000 on.
  assert.deepEqual(readIdCard('062305001234||A Thị Bé|15082005|Nữ|Thôn 2, Pờ Y|01012022')?.doubts, []);
});

test('a number or a name typed by hand is not a card', () => {
  assert.equal(readIdCard('062190001234'), null);
  assert.equal(readIdCard('abc|def|ghi|jkl|mno|pqr'), null);
  assert.equal(looksLikeCard('A | B'), false);
  assert.equal(looksLikeCard('abc|def|ghi|jkl|mno|pqr'), true);
});
