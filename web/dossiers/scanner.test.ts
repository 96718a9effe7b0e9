import assert from 'node:assert/strict';
import test from 'node:test';
import { isOver, NO_TYPING, typed } from './scanner.ts';

function type(text: string, every_ms: number) {
  let now = 1_000;
  let typing = NO_TYPING;
  for (const letter of text) {
    now += every_ms;
    typing = typed(typing, letter, now);
  }
  return typing;
}

const CARD = '062190001234|233123456|A Thị Mới|15081990|Nữ|Thôn 2|01012022';

test('a card typed at the pace of a scanner is a scan, from its first bar on', () => {
  assert.equal(type(CARD.slice(0, 12), 8).is_scan, false);
  assert.equal(type(CARD.slice(0, 13), 8).is_scan, true);
  assert.deepEqual([type(CARD, 8).is_scan, type(CARD, 8).text], [true, CARD]);
});

test('a slow scanner that sends letters by their numbers is one too', () => {
  assert.equal(type(CARD, 60).is_scan, true);
});

test('a person is not, bar or no bar', () => {
  assert.equal(type(CARD, 180).is_scan, false);
  assert.equal(type('062190001234', 8).is_scan, false);
  assert.equal(type('Nguyễn Văn A', 8).is_scan, false);
});

test('a card that comes at once, pasted, is a scan', () => {
  assert.equal(typed(NO_TYPING, CARD, 5).is_scan, true);
});

test('it is over when nothing comes any more', () => {
  const typing = type(CARD, 8);
  assert.equal(isOver(typing, typing.at + 50), false);
  assert.equal(isOver(typing, typing.at + 150), true);
});
