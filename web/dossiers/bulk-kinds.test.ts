import assert from 'node:assert/strict';
import test from 'node:test';
import { bulkActions, slicesOf } from './bulk-kinds.ts';

const all = () => true;
const row = (status: number, step_code: string | null = null, procedure_code = '1') => ({ status, step_code, procedure_code });

test('what is offered fits at least one of the ticked dossiers', () => {
  assert.deepEqual(bulkActions([row(9)], all), ['deliver']);
  assert.deepEqual(bulkActions([row(1), row(5)], all), ['accept', 'assign']);
  assert.deepEqual(bulkActions([row(10)], all), []);
});

test('what the account may not do anywhere is not offered', () => {
  assert.deepEqual(
    bulkActions([row(2)], (permission) => permission === 'dossiers.process'),
    ['take_up', 'hand_over'],
  );
});

test('in a process a step is handed on or sent back, back only from the same place', () => {
  const steps = (rows: ReturnType<typeof row>[]) =>
    bulkActions(rows, (permission) => permission === 'dossiers.process').filter((one) => one !== 'take_up');
  assert.deepEqual(steps([row(4, 'xem_xet'), row(4, 'xem_xet')]), ['finish_step', 'return_step']);
  assert.deepEqual(steps([row(4, 'xem_xet'), row(4, 'ky')]), ['finish_step']);
  assert.deepEqual(steps([row(4, 'xem_xet'), row(4, 'xem_xet', '2')]), ['finish_step']);
  assert.deepEqual(steps([row(4, 'xem_xet'), row(4)]), ['hand_over', 'finish_step']);
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
