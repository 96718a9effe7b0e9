import assert from 'node:assert/strict';
import test from 'node:test';
import { heatOf, typedPoints } from './words.ts';

for (const [achieved, max, expected] of [
  ['0', '10', 0],
  ['4.9', '10', 0],
  ['5', '10', 1],
  ['7', '10', 2],
  ['8', '10', 3],
  ['9', '10', 4],
  ['0', '0', null],
  [undefined, '10', null],
] as const)
  test(`heat of ${achieved}/${max}`, () => assert.equal(heatOf(achieved, max), expected));

for (const [typed, expected] of [
  ['1,5', '1.5'],
  [' 2 ', '2'],
  ['-0,25', '-0.25'],
  ['mười', null],
  ['1,2345', null],
  ['', null],
] as const)
  test(`typed points: “${typed}”`, () => assert.equal(typedPoints(typed), expected));
