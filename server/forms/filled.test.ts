import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleForm, exampleLayout, SECTORS, UNITS } from './example-form.ts';
import { columnNumbers, type FilledForm, formNotes, formTable, printCount, recordLinks } from './filled.ts';

const linkTo = recordLinks('http://motcua.example');
const failed = (form: FilledForm) => form.checks.filter((check) => !check.is_met).map((check) => [check.code, check.differences]);
const cells = (form: FilledForm, key: string) => form.rows.find((row) => row.key === key)?.cells;

test('every check holds for a sound form', () => {
  assert.deepEqual(
    exampleForm().checks.map((check) => check.code),
    ['c3', 'c7', 'c11', 'c3_all', 'total'],
  );
  assert.deepEqual(failed(exampleForm('sector')), []);
  assert.deepEqual(failed(exampleForm('unit')), []);
});

test('one wrong figure is found by the checks it belongs to, with both sides', () => {
  const form = exampleForm('sector', (lines) =>
    lines.map((line) => (line.key === 'dat-dai' ? { ...line, values: { ...line.values, resolved_overdue: 61 } } : line)),
  );
  assert.deepEqual(failed(form), [
    ['c7', [{ row: 'dat-dai', left: 250, right: 251 }]],
    ['total', [{ row: 'resolved_overdue', left: 60, right: 61 }]],
  ]);
  assert.equal(formNotes(form, linkTo).at(-1)?.[0]?.text.startsWith('Đối chiếu số liệu: CHƯA KHỚP'), true);
});

test('a sector that is left out shows in the total row', () => {
  const form = exampleForm('sector', (lines) => lines.slice(1));
  const total = form.checks.find((check) => check.code === 'total');
  assert.equal(total?.is_met, false);
  assert.deepEqual(total?.differences[0], { row: 'received', left: 1519, right: 315 });
});

test('a figure that is not available is left out of the checks and printed otherwise than zero', () => {
  const form = exampleForm('sector', (lines) =>
    lines.map((line) => (line.key === 'ton-giao' ? { ...line, values: { ...line.values, pending: null } } : line)),
  );
  assert.deepEqual(failed(form), []);
  assert.equal(printCount(null), '-');
  assert.equal(printCount(0), '0');
  assert.equal(printCount(1234567), '1.234.567');
});

test('lines by unit stand under their groups with subtotals, groups without lines are left out', () => {
  const form = exampleForm('unit');
  assert.deepEqual(
    form.rows.map((row) => [row.kind, row.ordinal, row.label]),
    [
      ['group', 'I', 'Ủy ban nhân dân cấp huyện'],
      ['row', '1', 'Huyện Kon Rẫy'],
      ['group', 'II', 'Ủy ban nhân dân cấp xã'],
      ['row', '1', 'Thị trấn Đắk Rve'],
      ['row', '2', 'Xã Đắk Kôi'],
      ['total', '', 'Tổng số'],
    ],
  );
  assert.equal(cells(form, 'group:commune')?.received?.value, 1204);
  assert.equal(cells(form, 'group:district')?.pending_overdue?.value, 7);
});

test('every figure of a line leads to its records, a subtotal to none', () => {
  const table = formTable(exampleForm(), linkTo);
  assert.equal(
    table.rows[1]?.[2]?.link,
    'http://motcua.example/figures/records?unit=H34.38&measure=received&from=2023-12-15&to=2024-12-14&scope=all&sector=dat-dai',
  );
  assert.equal(
    table.rows[3]?.[12]?.link,
    'http://motcua.example/figures/records?unit=H34.38&measure=pending_overdue&from=2023-12-15&to=2024-12-14&scope=all',
  );
  assert.equal(table.rows.flat().filter((cell) => cell.link).length, 4 * 11);
  assert.equal(formTable(exampleForm('unit'), linkTo).rows[0]?.[2]?.link, undefined);
});

test('the head has the official words and numbers', () => {
  assert.deepEqual(columnNumbers(exampleLayout().columns), [
    '(1)',
    '(2)',
    '(3) = (4) + (5) + (6)',
    '(4)',
    '(5)',
    '(6)',
    '(7) = (8) + (9) + (10)',
    '(8)',
    '(9)',
    '(10)',
    '(11) = (12) + (13)',
    '(12)',
    '(13)',
  ]);
  const [top, middle, low] = formTable(exampleForm(), linkTo).header;
  assert.deepEqual(
    top?.map((cell) => [cell.text, cell.col_span, cell.row_span]),
    [
      ['TT', 1, 3],
      ['Lĩnh vực, đơn vị', 1, 3],
      ['Số lượng hồ sơ tiếp nhận', 4, 1],
      ['Số lượng hồ sơ đã giải quyết', 4, 1],
      ['Số lượng hồ sơ đang giải quyết', 3, 1],
    ],
  );
  assert.deepEqual(
    middle?.map((cell) => cell.text),
    ['Tổng số', 'Trong kỳ', 'Từ kỳ trước', 'Tổng số', 'Trước hạn', 'Đúng hạn', 'Quá hạn', 'Tổng số', 'Trong hạn', 'Quá hạn'],
  );
  assert.deepEqual(
    low?.map((cell) => cell.text),
    ['Trực tuyến', 'Trực tiếp, dịch vụ bưu chính'],
  );
});

test('what the form has no column for is said under it, and only when there is any', () => {
  const said = (form: FilledForm) => formNotes(form, linkTo).map((runs) => runs.map((run) => run.text).join(''));
  assert.equal(said(exampleForm())[0], 'Hồ sơ rút, dừng giải quyết hoặc bị từ chối trong kỳ (biểu không có cột riêng): 3 hồ sơ.');
  assert.equal(
    said(exampleForm())[1],
    'Hồ sơ đã giải quyết thuộc thủ tục không quy định thời hạn (không tính vào cột 8, 9, 10): 3 hồ sơ.',
  );
  assert.equal(SECTORS.length, 3);
  assert.equal(UNITS.length, 3);
});
