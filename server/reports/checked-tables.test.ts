import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFile } from '#checks';
import type { ReportTable } from './content.ts';
import { draftDocx } from './stored.ts';
import { exampleContent } from './word/example-content.ts';

// Tables the product prints itself: what is right in them is no error of the check, whatever the signs.

const table = (heads: string[], rows: string[][]): ReportTable => ({
  kind: 'table',
  key: 'z1.t1',
  caption: 'Bảng',
  widths: heads.map(() => 1),
  header: [heads.map((text) => ({ text, align: 'center' as const, bold: true }))],
  rows: rows.map((row) => row.map((text) => ({ text }))),
});

async function errorsOf(one: ReportTable): Promise<string[]> {
  const section = { key: 'z1', level: 1 as const, heading: 'I. SỐ LIỆU', blocks: [one] };
  const docx = await draftDocx({ ...exampleContent(), annexes: [], sections: [section] });
  const { checked } = await checkFile('bao-cao.docx', docx, {});
  return checked.findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`);
}

const COMPARED = ['TT', 'Chỉ tiêu', 'Cộng báo cáo', 'Điều chỉnh', 'Số tổng hợp', 'Số của hệ thống', 'Chênh lệch'];
const compared = (less: string) => [
  ['1', 'Tổng số tiếp nhận', '300', '−2', '298', '702', '−404'],
  ['2', 'Đã giải quyết', '280', '-2', '278', '600', '−322'],
  ['3', 'Kỳ trước chuyển sang', '20', '+6', less, '57', '−31'],
];

test('an adjustment below nothing is added with its sign, whichever sign it is written with', async () => {
  assert.deepEqual(await errorsOf(table(COMPARED, compared('26'))), []);
});

test('rows are added with their sign; a total that is wrong is still told', async () => {
  const units = (total: string) =>
    table(
      ['TT', 'Đơn vị', 'Phải giải quyết', 'Đã giải quyết', 'Đang giải quyết'],
      [
        ['1', 'Xã A', '100', '90', '10'],
        ['2', 'Xã B', '200', '190', '10'],
        ['3', 'Điều chỉnh của cấp tổng hợp', '−12', '-17', '5'],
        ['', 'Tổng cộng', total, '263', '25'],
      ],
    );
  assert.deepEqual(await errorsOf(units('288')), []);
  const [wrong = ''] = await errorsOf(units('312'));
  assert.match(wrong, /288/);
});

test('a column of differences is no account of what was received and resolved', async () => {
  const rows = [
    ['1', 'Tổng số hồ sơ tiếp nhận', '300', '702', '−402'],
    ['2', 'Số hồ sơ đã giải quyết', '280', '600', '−320'],
    ['3', 'Số hồ sơ đang giải quyết', '20', '102', '−82'],
  ];
  assert.deepEqual(await errorsOf(table(['TT', 'Chỉ tiêu', 'Báo cáo', 'Hệ thống', 'Chênh lệch'], rows)), []);
});

test('the corrections of the period before are no flow from one column to the next', async () => {
  const rows = [
    [
      '1',
      'Đã giải quyết, lĩnh vực Đất đai',
      'Phụ lục, dòng Đất đai, cột (7) Tổng số',
      '45',
      '44',
      '−1',
      'Bớt 1 hồ sơ do đổi kết quả giải quyết',
    ],
    [
      '2',
      'Số đang giải quyết',
      'Phụ lục, dòng Tổng số, cột (11) Tổng số',
      '1',
      '2',
      '+1',
      'Thêm 1 hồ sơ do đổi kết quả giải quyết',
    ],
    ['3', 'Đang giải quyết quá hạn', 'Bảng 1, dòng Tổng số', '0', '1', '+1', 'Thêm 1 hồ sơ do đổi kết quả giải quyết'],
    ['4', 'Tỷ lệ giải quyết quá hạn', 'mục I', '6,16', '6,03', '−0,13', 'Tính lại do tử số, mẫu số thay đổi'],
  ];
  assert.deepEqual(
    await errorsOf(table(['TT', 'Số liệu', 'Nơi nêu', 'Đã báo cáo', 'Nay là', 'Chênh lệch', 'Nguyên nhân'], rows)),
    [],
  );
  const old = [
    ['1', 'Số đang giải quyết', '1', '2', '1', '1'],
    ['2', 'Đã giải quyết', '45', '44', '', '1'],
  ];
  assert.deepEqual(await errorsOf(table(['TT', 'Số liệu', 'Đã báo cáo', 'Nay là', 'Bản ghi vào', 'Bản ghi ra'], old)), []);
});
