import assert from 'node:assert/strict';
import test from 'node:test';
import { ordersOf, type Window } from './plan.ts';
import { makeRandom } from './random.ts';

const { shuffled } = makeRandom('plan');
const WINDOW: Window = {
  id: 'w',
  source: 's',
  from: '2024-01-01',
  to: '2024-01-31',
  finished_by: '2024-02-10',
  papers: { digitised: 3, not_digitised: 2, none: 1 },
  results: { digitised: 1, not_digitised: 3, none: 0 },
  groups: [
    { id: 'online', unit: 'u', arrival: 'new', fate: 'in_time', count: 2, channel: 'online' },
    { id: 'desk', unit: 'u', arrival: 'new', fate: 'overdue', count: 2, channel: 'counter' },
    { id: 'open', unit: 'u', arrival: 'new', fate: 'pending_in_time', count: 2, channel: 'counter' },
  ],
};

test('quotas are dealt exactly, online papers are digitised, open dossiers have no result', () => {
  const orders = ordersOf(WINDOW, shuffled);
  assert.equal(orders.length, 6);
  assert.deepEqual(orders.map((order) => order.papers).sort(), [
    'digitised',
    'digitised',
    'digitised',
    'none',
    'not_digitised',
    'not_digitised',
  ]);
  assert.ok(orders.filter((order) => order.group.id === 'online').every((order) => order.papers === 'digitised'));
  assert.ok(orders.filter((order) => order.group.id === 'open').every((order) => order.result === null));
  assert.deepEqual(
    orders
      .filter((order) => order.group.id !== 'open')
      .map((order) => order.result)
      .sort(),
    ['digitised', 'not_digitised', 'not_digitised', 'not_digitised'],
  );
});

test('a quota that does not add up is refused with its numbers', () => {
  assert.throws(
    () => ordersOf({ ...WINDOW, results: { digitised: 1, not_digitised: 1, none: 0 } }, shuffled),
    /result quota is 2, dossiers are 4/,
  );
  assert.throws(() => ordersOf({ ...WINDOW, papers: { digitised: 1, not_digitised: 4, none: 1 } }, shuffled), /papers quota/);
});

test('the same seed deals the same cards', () => {
  assert.deepEqual(makeRandom('x').shuffled([1, 2, 3, 4, 5, 6, 7]), makeRandom('x').shuffled([1, 2, 3, 4, 5, 6, 7]));
  assert.notDeepEqual(makeRandom('x').shuffled([1, 2, 3, 4, 5, 6, 7]), makeRandom('y').shuffled([1, 2, 3, 4, 5, 6, 7]));
});
