import assert from 'node:assert/strict';
import test from 'node:test';
import { isEmail, isOfficeCode, readLines } from './send-lines.ts';

test('recipients are read line by line, with or without a name', () => {
  assert.deepEqual(readLines('Sở Nội vụ <so@vidu.vn>\n\n ban@vidu.vn ; sai', isEmail), {
    lines: [
      { name: 'Sở Nội vụ', address: 'so@vidu.vn' },
      { name: 'ban@vidu.vn', address: 'ban@vidu.vn' },
    ],
    wrong: ['sai'],
  });
  assert.deepEqual(readLines('Bộ Nội vụ <G22>\nBộ <mã sai>', isOfficeCode), {
    lines: [{ name: 'Bộ Nội vụ', address: 'G22' }],
    wrong: ['Bộ <mã sai>'],
  });
});
