import assert from 'node:assert/strict';
import test from 'node:test';
import { bulkActions, slicesOf } from './bulk-kinds.ts';

const all = () => true;

test('what is offered fits at least one of the ticked dossiers', () => {
  assert.deepEqual(bulkActions([{ status: 9 }], all), ['deliver']);
  assert.deepEqual(bulkActions([{ status: 1 }, { status: 5 }], all), ['accept', 'assign']);
  assert.deepEqual(bulkActions([{ status: 10 }], all), []);
});

test('what the account may not do anywhere is not offered', () => {
  assert.deepEqual(
    bulkActions([{ status: 2 }], (permission) => permission === 'dossiers.process'),
    ['take_up', 'hand_over'],
  );
});

test('many go in slices, in order, each once', () => {
  const ids = Array.from({ length: 45 }, (_, at) => at);
  const slices = slicesOf(ids);
  assert.deepEqual(
    slices.map((slice) => slice.length),
    [20, 20, 5],
  );
  assert.deepEqual(slices.flat(), ids);
  assert.deepEqual(slicesOf([]), []);
});
