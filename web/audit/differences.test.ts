import assert from 'node:assert/strict';
import test from 'node:test';
import { differences } from './differences.ts';

test('only what changed is told, with what it was', () => {
  assert.deepEqual(differences({ name: 'A', limit: 3 }, { name: 'A', limit: 5 }), [{ field: 'limit', before: '3', after: '5' }]);
});

test('something made has no before, something removed no after', () => {
  assert.deepEqual(differences(null, { status: 'approved' }), [{ field: 'status', after: 'approved' }]);
  assert.deepEqual(differences({ status: 'approved' }, null), [{ field: 'status', before: 'approved' }]);
});
