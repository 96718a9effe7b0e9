import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from './number-format.ts';

for (const [value, format, expected, why] of [
  ['1234.5', 'General', '1234,5', 'a comma before decimals'],
  ['0.1', 'General', '0,1', 'as it is'],
  ['0.30000000000000004', 'General', '0,3', 'fifteen digits of a double'],
  ['33.333333333333336', 'General', '33,33333333', 'as many as fit a cell'],
  ['1E+2', 'General', '100', 'an exponent'],
  ['1234567', '#,##0', '1.234.567', 'points between thousands'],
  ['1598', '#,##0.00', '1.598,00', 'zeros that are printed'],
  ['0.8940', '0.0%', '89,4%', 'per cent'],
  ['0.89405', '0.00%', '89,41%', 'half up at the last printed digit'],
  ['1', '0%', '100%', 'whole per cent'],
  ['-5', '#,##0;(#,##0)', '(5)', 'a negative section has no sign of its own'],
  ['-5.25', '0.0', '-5,3', 'rounded away from zero'],
  ['0', '#,##0;-#,##0;"-"', '-', 'the section for zero'],
  ['7', '00', '07', 'a leading zero'],
  ['12', '0" hồ sơ"', '12 hồ sơ', 'words of the format'],
  ['5000000', '#,##0,', '5.000', 'thousands'],
  ['45199', 'dd/mm/yyyy', '30/09/2023', 'a day'],
  ['45199', 'm/d/yyyy', '30/09/2023', 'the order of another country is read the way it is written here'],
  ['45199.5', 'dd/mm/yyyy hh:mm', '30/09/2023 12:00', 'a moment'],
  ['45199', 'mm/yyyy', '09/2023', 'a month'],
  ['15', '@', '15', 'text'],
  ['chữ', '0.00', 'chữ', 'no figure at all'],
  ['1e999', '0', '1e999', 'too large to be a figure'],
  ['5', '[Red]0.0;[Blue]-0.0', '5,0', 'colours'],
  ['2198', '[>=1000000]#\\.###\\.##0_);[>=1000]#\\.##0_);0_)', '2.198', 'sections by conditions, points as literals'],
  ['1234567', '[>=1000000]#\\.###\\.##0_);[>=1000]#\\.##0_);0_)', '1.234.567', 'the first section that holds'],
  ['0', '[>=1000000]#\\.###\\.##0_);[>=1000]#\\.##0_);0_)', '0', 'the section without a condition'],
  ['912345678', '0000 000 000', '0912 345 678', 'places with blanks between'],
] as const) {
  test(`shown(${value}, ${format}): ${why}`, () => assert.equal(shown(value, format), expected));
}
