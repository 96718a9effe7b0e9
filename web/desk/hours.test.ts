import assert from 'node:assert/strict';
import test from 'node:test';
import { spansOf, spansText } from './hours.ts';

test('opening hours are read the way people write them', () => {
  assert.deepEqual(spansOf('7:30-11:30, 13h30 - 17h'), [
    { opens: '07:30', closes: '11:30' },
    { opens: '13:30', closes: '17:00' },
  ]);
  assert.deepEqual(spansOf('  '), []);
  for (const bad of ['7:30', '17:00-7:30', '7:30-24:00', 'sáng', '7:30-8:00-9:00']) assert.equal(spansOf(bad), null, bad);
});

test('and written back on one line', () => {
  assert.equal(spansText([{ opens: '07:30', closes: '11:30' }]), '07:30-11:30');
});
