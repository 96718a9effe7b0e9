import assert from 'node:assert/strict';
import test from 'node:test';
import { endingOf, paperFileName, safeName } from './name.ts';

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

for (const [paper, ending, expected] of [
  [
    {
      code: 'H48.108-261120-0007',
      kind: 'component',
      ordinal: 1,
      name: 'Tờ khai đăng ký khai sinh (theo mẫu)',
      day: '2026-11-20',
    },
    '.PDF',
    'H48.108-261120-0007_01_to-khai-dang-ky-khai-sinh-theo-mau_20261120.pdf',
  ],
  [
    { code: 'H48-1', kind: 'result', ordinal: 1, name: 'Giấy chứng nhận', day: '2026-11-20' },
    '.pdf',
    'H48-1_kq_giay-chung-nhan_20261120.pdf',
  ],
  [{ code: 'H48-1', kind: 'result', ordinal: 2, name: '…', day: '2026-11-20' }, '.tif', 'H48-1_kq2_giay-to_20261120.tif'],
  [{ code: 'H48-1', kind: 'component', ordinal: 1001, name: '../../x', day: '2026-11-20' }, '.png', 'H48-1_1001_x_20261120.png'],
] as const)
  test(`the name of a scanned paper: ${expected}`, () => assert.equal(paperFileName(paper, ending), expected));
