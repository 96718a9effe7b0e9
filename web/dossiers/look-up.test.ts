import assert from 'node:assert/strict';
import test from 'node:test';
import { lookUp } from './look-up.ts';

test('a whole identity number is looked up, before a phone number', () => {
  assert.deepEqual(lookUp({ identity: '0621 9000 1234', phone: '0905123456' }), { identity: '062190001234' });
  assert.deepEqual(lookUp({ identity: 'b1234567' }), { identity: 'B1234567' });
});

test('a phone number is looked up while there is no identity', () => {
  assert.deepEqual(lookUp({ phone: '0905.123.456' }), { phone: '0905123456' });
  assert.equal(lookUp({ identity: '0621', phone: '0905123456' }), null);
});

test('half a number is not', () => {
  assert.equal(lookUp({ identity: '06219000', phone: '' }), null);
  assert.equal(lookUp({ phone: '09051' }), null);
  assert.equal(lookUp({}), null);
});
