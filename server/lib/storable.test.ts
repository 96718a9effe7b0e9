import assert from 'node:assert/strict';
import test from 'node:test';
import { unstorable } from './storable.ts';

test('a NUL and half of a surrogate pair are found wherever they stand', () => {
  assert.deepEqual(unstorable({ q: 'a\u0000b' }), ['q']);
  assert.deepEqual(unstorable({ applicant: { name: 'Y \ud83c' }, matter: 'ổn' }), ['applicant.name']);
  assert.deepEqual(unstorable({ papers: [{ name: 'a' }, { name: '\udc00' }] }), ['papers.1.name']);
  assert.deepEqual(unstorable({ data: { 'a\u0000': 1 } }), ['data']);
});

test('everything that people write is let through', () => {
  assert.deepEqual(unstorable({ name: 'Nguyễn Thị Ổn 🏛️', note: 'dòng\nhai\tcột', n: 1, nothing: null, list: [true, 'x'] }), []);
  assert.deepEqual(unstorable(undefined), []);
});

test('a body nested very deep is refused without being walked to its end', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 1_000_000; i++) deep = [deep];
  assert.equal(unstorable(deep).length, 1);
});
