import assert from 'node:assert/strict';
import test from 'node:test';
import { keyOn } from './paper-keys.ts';
import type { PaperRow } from './receive-form.ts';

const row = (ordinal: number, is_given: boolean): PaperRow => ({
  ordinal,
  name: `Giấy ${ordinal}`,
  is_given,
  is_required: false,
  form: 0,
  sheets: 1,
});
const PAPERS = [row(1, true), row(2, false), row(3, false)];

test('a digit ticks the paper of that place and goes there', () => {
  const done = keyOn(PAPERS, 0, '3', false);
  assert.deepEqual([done?.focus, done?.papers?.map((one) => one.is_given)], [2, [true, false, true]]);
  assert.equal(keyOn(PAPERS, 0, '9', false), null);
});

test('a letter says in which form the paper is handed in, and ticks it', () => {
  for (const [key, form] of [
    ['c', 0],
    ['S', 1],
    ['d', 2],
  ] as const) {
    const paper = keyOn(PAPERS, 1, key, false)?.papers?.[1];
    assert.deepEqual([paper?.form, paper?.is_given], [form, true]);
  }
});

test('sheets are counted with plus and minus, never below one', () => {
  assert.equal(keyOn(PAPERS, 0, '+', false)?.papers?.[0]?.sheets, 2);
  assert.equal(keyOn(PAPERS, 0, '-', false)?.papers?.[0]?.sheets, 1);
});

test('digits and arrows belong to the number of sheets when it has the focus', () => {
  assert.equal(keyOn(PAPERS, 0, '2', true), null);
  assert.equal(keyOn(PAPERS, 0, 'ArrowDown', true), null);
});

test('arrows go from line to line and stop at the ends', () => {
  assert.equal(keyOn(PAPERS, 0, 'ArrowDown', false)?.focus, 1);
  assert.equal(keyOn(PAPERS, 2, 'ArrowDown', false)?.focus, 2);
  assert.equal(keyOn(PAPERS, 0, 'ArrowUp', false)?.focus, 0);
});

test('K takes the paper from the store as an electronic one, and gives it back', () => {
  const taken = keyOn(PAPERS, 1, 'k', false, 77)?.papers ?? [];
  assert.deepEqual([taken[1]?.holding_id, taken[1]?.form, taken[1]?.is_given], [77, 2, true]);
  assert.equal(keyOn(taken, 1, 'k', false, 77)?.papers?.[1]?.holding_id, undefined);
  assert.equal(keyOn(PAPERS, 1, 'k', false), null);
});

test('a paper that is handed in after all is not taken from the store', () => {
  const taken = keyOn(PAPERS, 1, 'k', false, 77)?.papers ?? [];
  assert.equal(keyOn(taken, 1, 'c', false, 77)?.papers?.[1]?.holding_id, undefined);
});
