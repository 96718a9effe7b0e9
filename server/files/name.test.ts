import assert from 'node:assert/strict';
import test from 'node:test';
import { endingOf, safeName } from './name.ts';

for (const [given, expected, why] of [
  ['Đơn đề nghị.pdf', 'Đơn đề nghị.pdf', 'a Vietnamese name stays'],
  ['\u0110o\u031Bn.pdf', 'Đơn.pdf', 'composed in one way'],
  ['../../etc/passwd.pdf', 'passwd.pdf', 'no folders'],
  ['C:\\Users\\y\\don.docx', 'don.docx', 'no folders of Windows'],
  ['a\u0000b\n.pdf', 'ab.pdf', 'no control characters'],
  ['anh\u202Efdp.png', 'anhfdp.png', 'no turned reading direction'],
  ['a<b>:"|?*.pdf', 'a_b______.pdf', 'nothing Windows refuses'],
  ['..pdf', 'pdf', 'no leading dots'],
  ['.pdf', 'pdf', 'no hidden file'],
  ['   ', 'tep', 'never empty'],
  ['..', 'tep', 'never the folder above'],
  [`${'ộ'.repeat(300)}.pdf`, `${'ộ'.repeat(146)}.pdf`, 'at most 150 characters, the ending kept'],
] as const) {
  test(`a file name: ${why}`, () => {
    assert.equal(safeName(given), expected);
  });
}

test('the ending is told in small letters', () => {
  assert.equal(endingOf('Đơn.PDF'), 'pdf');
  assert.equal(endingOf('don.tar.gz'), 'gz');
  assert.equal(endingOf('don'), '');
});
