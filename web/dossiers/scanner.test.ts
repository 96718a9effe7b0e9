import assert from 'node:assert/strict';
import test from 'node:test';
import { NO_TYPING, typed } from './scanner.ts';

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
  assert.equal(type(CARD, 260).is_scan, false);
  assert.equal(type('062190001234', 8).is_scan, false);
  assert.equal(type('Nguyễn Văn A', 8).is_scan, false);
});

test('a card that comes at once, pasted, is a scan', () => {
  assert.equal(typed(NO_TYPING, CARD, 5).is_scan, true);
});

test('a scanner that stalls goes on where it was; after longer than that something new begins', () => {
  const typing = type(CARD.slice(0, 20), 8);
  assert.equal(typed(typing, 'x', typing.at + 450).text, `${CARD.slice(0, 20)}x`);
  assert.deepEqual(typed(typing, 'x', typing.at + 600), { text: 'x', at: typing.at + 600, field: null, is_scan: false });
});

test('a card that comes the moment after keys in another field is a scan without those keys', () => {
  const [picker, identity, phone] = [{}, {}, {}];
  const words = typed(typed(NO_TYPING, 'h', 1_000, picker), 'o', 1_030, picker);
  assert.deepEqual(typed(words, CARD, 1_100, identity), { text: CARD, at: 1_100, field: identity, is_scan: true });
  assert.equal(typed(words, CARD.slice(0, 3), 1_100, picker).text, 'ho062');
  const begun = typed(NO_TYPING, CARD.slice(0, 20), 1_000, identity);
  assert.equal(typed(begun, CARD.slice(20), 1_100, phone).text, CARD);
});
