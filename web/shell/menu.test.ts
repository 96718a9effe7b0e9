import assert from 'node:assert/strict';
import test from 'node:test';
import { menuFor } from './menu.ts';

test('an account sees only the pages it may open, and no empty group', () => {
  const menu = menuFor((permission) => permission === 'audit.read');
  assert.deepEqual(
    menu.map((group) => group.items.map((item) => item.to)),
    [['/'], ['/audit']],
  );
});
