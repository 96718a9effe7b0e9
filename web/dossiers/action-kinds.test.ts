import assert from 'node:assert/strict';
import test from 'node:test';
import { arranged } from './action-kinds.ts';

test('the usual next step comes first, what ends a dossier is never a button', () => {
  const { first, others } = arranged([
    'hand_over',
    'take_up',
    'request_supplement',
    'request_payment',
    'withdraw',
    'stop',
    'decide',
    'note',
  ]);
  assert.deepEqual(first, ['take_up', 'decide', 'hand_over', 'request_supplement']);
  assert.deepEqual(others, ['note', 'request_payment', 'withdraw', 'stop']);
});

test('one action alone is one button', () => {
  assert.deepEqual(arranged(['deliver']), { first: ['deliver'], others: [] });
});

test('a closed dossier offers to open it again, not an empty row before a menu', () => {
  assert.deepEqual(arranged(['reopen']), { first: ['reopen'], others: [] });
});
