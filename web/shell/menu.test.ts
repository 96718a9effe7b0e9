import assert from 'node:assert/strict';
import test from 'node:test';
import { isAt, MENU, menuFor } from './menu.ts';

test('an account sees only the pages it may open, and no empty group', () => {
  const menu = menuFor((permission) => permission === 'audit.read');
  assert.deepEqual(
    menu.map((group) => group.items.map((item) => item.to)),
    [['/'], ['/audit']],
  );
});

test('what is looked up now and then begins closed for who works at the desk, and open for who keeps it', () => {
  const closed = (...held: string[]) => menuFor((permission) => held.includes(permission)).filter((group) => group.begins_closed);
  assert.deepEqual(
    closed('org.read', 'dossiers.receive').map((group) => group.text),
    ['nav.reference'],
  );
  assert.deepEqual(closed('org.read', 'procedures.write'), []);
});

test('an item is at its page and those below it, an exact one at its own alone', () => {
  const item = (to: string) => {
    const found = MENU.flatMap((group) => group.items).find((one) => one.to === to);
    assert.ok(found, to);
    return found;
  };
  assert.equal(isAt(item('/procedures'), '/procedures/1.001193'), true);
  assert.equal(isAt(item('/calendar'), '/calendar/deadline'), false);
  assert.equal(isAt(item('/signatures?tab=seals'), '/signatures'), true);
  assert.equal(isAt(item('/org'), '/organ'), false);
});
