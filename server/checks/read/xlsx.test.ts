import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, xlsxOf } from './make-files.ts';
import { columnName, columnNumber, readXlsx } from './xlsx.ts';

const SHEET = {
  name: 'Biểu 1',
  rows:
    row(1, { A: 'BIỂU TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ' }) +
    row(2, { A: '(Kèm theo Báo cáo số 12/BC-UBND)' }) +
    row(4, { B: 'STT', C: 'Xã', D: 'Tiếp nhận', F: 'Tỷ lệ' }) +
    row(5, { D: 'Trực tuyến', E: 'Trực tiếp' }) +
    row(6, { B: ['1', 0], C: 'Tân Lập', D: ['1598', 1], E: ['12', 0], F: ['0.984', 2] }) +
    row(7, { B: ['2', 0], C: 'Bình An', D: ['402', 1], F: ['1', 2] }) +
    row(9, { B: 'Ghi chú: số liệu tính đến hết ngày 30/9/2023.' }),
  merges: ['A1:F1', 'B4:B5', 'C4:C5', 'D4:E4', 'F4:F5'],
};
const FORMATS = ['#,##0', '0.0%'];

test('lines above and below are text, the rest is a table of cells as they are shown', () => {
  const { report, origins } = readXlsx('a.xlsx', xlsxOf([SHEET], { formats: FORMATS }));
  assert.deepEqual(
    report.blocks.map((block) => [block.kind, block.place.line, block.kind === 'table' ? null : block.text]),
    [
      ['paragraph', 1, 'BIỂU TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ'],
      ['paragraph', 2, '(Kèm theo Báo cáo số 12/BC-UBND)'],
      ['table', 4, null],
      ['paragraph', 9, 'Ghi chú: số liệu tính đến hết ngày 30/9/2023.'],
    ],
  );
  const table = report.blocks[2];
  assert.ok(table?.kind === 'table');
  assert.deepEqual([table.row_count, table.column_count, table.header_rows], [4, 5, 2]);
  assert.equal(
    table.text,
    'STT\tXã\tTiếp nhận\tTỷ lệ\nTrực tuyến\tTrực tiếp\n1\tTân Lập\t1.598\t12\t98,4%\n2\tBình An\t402\t\t100,0%',
  );
  const cell = table.cells.find(({ text }) => text === '98,4%');
  assert.equal(origins.get(cell?.offset ?? -1), 'Biểu 1!F6');
});

test('hidden rows, columns and sheets are marked; shared strings and saved results of formulas are read', () => {
  const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
    <row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c><c r="B2"><f>SUM(C1:C9)</f><v>7</v></c></row>
    <row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="str"><f>A1&amp;"x"</f><v>kết quả</v></c></row>`;
  const columns = '<cols><col min="1" max="1" hidden="1"/></cols>';
  const bytes = xlsxOf(
    [
      { name: 'S', rows, columns },
      { name: 'Ẩn', rows: row(1, { A: 'x' }), state: 'hidden' },
    ],
    { strings: ['Tên', 'Số & chữ'] },
  );
  const { report } = readXlsx('a.xlsx', bytes);
  const table = report.blocks[0];
  assert.ok(table?.kind === 'table');
  assert.deepEqual(
    table.cells.map(({ text, is_hidden = false }) => [text, is_hidden]),
    [
      ['Tên', true],
      ['Số & chữ', false],
      ['Số & chữ', true],
      ['7', true],
      ['TRUE', true],
      ['kết quả', false],
    ],
  );
});

test('names of columns', () => {
  for (const [name, number] of [
    ['A', 0],
    ['Z', 25],
    ['AA', 26],
    ['XFD', 16383],
  ] as const) {
    assert.equal(columnName(number), name);
    assert.equal(columnNumber(name), number);
  }
});
