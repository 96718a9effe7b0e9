import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dossierCode, sequenceOf } from './code.ts';

test('a code tells the agency, the day and the number of the day', () => {
  assert.equal(dossierCode('H34.19', '2024-01-15', 7), 'H34.19-240115-0007');
  assert.equal(dossierCode('H16.36.01', '2009-12-31', 1), 'H16.36.01-091231-0001');
});

test('the ten-thousandth of a day has five digits and stays unique', () => {
  assert.equal(dossierCode('H34.19', '2024-01-15', 9999), 'H34.19-240115-9999');
  assert.equal(dossierCode('H34.19', '2024-01-15', 10000), 'H34.19-240115-10000');
});

test('a number that is none is refused', () => {
  for (const bad of [0, -1, 1.5, Number.NaN]) assert.throws(() => dossierCode('H34.19', '2024-01-15', bad), RangeError);
});

test('the number is read back', () => {
  assert.equal(sequenceOf('H34.19-240115-0007'), 7);
  assert.equal(sequenceOf('H34.19-240115-10000'), 10000);
  assert.equal(sequenceOf('H34.19'), null);
  assert.equal(sequenceOf('ABC-1'), null);
});
