import assert from 'node:assert/strict';
import test from 'node:test';
import { groupFilter, groupLabel, largest } from './group.ts';

const FILTER = { unit: 'ngan-son', from: '2022-06-15', to: '2022-09-09', scope: 'all' as const };

test("the unit's own row opens its own records, a row below it everything under that unit", () => {
  assert.equal(groupFilter({ unit: { code: 'H03.15', name: 'Ngân Sơn', depth: 0 } }, 'unit', FILTER).scope, 'own');
  const below = groupFilter({ unit: { code: 'H03.15.01', name: 'Xã Bằng Vân', depth: 1 } }, 'unit', FILTER);
  assert.deepEqual([below.unit, below.scope], ['H03.15.01', 'all']);
});

test('a row of a sector or a channel narrows the question to it', () => {
  assert.equal(groupFilter({ sector: { code: 'DD', name: 'Đất đai' } }, 'sector', FILTER).sector, 'DD');
  assert.equal(groupFilter({ channel: 'online' }, 'channel', FILTER).channel, 'online');
});

test('codes are shown by their names', () => {
  assert.equal(
    groupLabel({ channel: 'online' }, 'channel', (prefix, code) => `${prefix}.${code}`),
    'channel.online',
  );
  assert.equal(
    groupLabel({ sector: { code: 'DD', name: 'Đất đai' } }, 'sector', () => ''),
    'Đất đai',
  );
});

test('the largest groups come first and empty ones are left out', () => {
  const groups = [3, 0, 9, 5].map((value) => ({ measures: { resolved: { value } } }));
  assert.deepEqual(
    largest(groups, 'resolved', 2).map((group) => group.measures.resolved.value),
    [9, 5],
  );
});
