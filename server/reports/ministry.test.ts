import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { openZip } from '#checks';
import { DomainError } from '#lib/errors';
import { throughOffice } from '../../test/office.ts';
import { without } from '../../test/programs.ts';
import { keyOf, openBook } from './ministry-book.ts';
import type { CellValue } from './ministry-cells.ts';
import { type FilledCells, filledBook } from './ministry-fill.ts';
import { type FormShape, faultsOf, proposed } from './ministry-map.ts';
import { unitsCells, unitsShape } from './ministry-units.ts';

// Workbooks of two producers filled in place: what was not to be filled keeps every byte.

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-ministry-'));
after(() => fs.rmSync(dir, { recursive: true, force: true }));

const KEYS = ['ordinal', 'label', 'received', 'online', 'direct', 'carried'];
const SHAPE: FormShape = {
  kind: 'table',
  rows: [
    { key: 'dat-dai', code: null, label: 'Đất đai', takes_figure: true },
    { key: 'ho-tich', code: null, label: 'Hộ tịch', takes_figure: true },
    { key: 'total', code: null, label: 'Tổng số', takes_figure: true },
  ],
  columns: KEYS.map((key, at) => ({ key, no: at + 1, label: key, is_words: at < 2 })),
};
const FIGURES: Record<string, (string | null)[]> = {
  'dat-dai': ['89', '18', '55', '16'],
  'ho-tich': ['493', '251', '233', null],
  total: ['582', '269', '288', '16'],
};
const FILLED: FilledCells = {
  shape: SHAPE,
  lines: ['dat-dai', 'ho-tich'],
  value: (row, column): CellValue => {
    if (column === 'label') return { kind: 'text', text: row === 'dat-dai' ? 'Đất đai & nhà ở' : 'Hộ tịch' };
    if (column === 'ordinal') return { kind: 'text', text: row === 'dat-dai' ? '1' : '2' };
    const text = FIGURES[row]?.[KEYS.indexOf(column) - 2] ?? null;
    return text === null ? { kind: 'blank' } : { kind: 'number', text };
  },
};

/** As a ministry sends it: heads with numbers, two sectors by name, a total of formulas, a share, a picture of nothing else. */
async function byExcelJs(): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = 'Bộ';
  const sheet = book.addWorksheet('Biểu 06a');
  sheet.mergeCells('A1:F1');
  sheet.getCell('A1').value = 'TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT';
  sheet.getRow(3).values = ['TT', 'Lĩnh vực', 'Tổng số', 'Trực tuyến', 'Trực tiếp', 'Kỳ trước'];
  sheet.getRow(4).values = ['(1)', '(2)', '(3) = (4)+(5)+(6)', '(4)', '(5)', '(6)'];
  sheet.getRow(5).values = [1, 'Đất đai'];
  sheet.getRow(6).values = [2, 'Hộ tịch'];
  sheet.getCell('F6').value = 7;
  sheet.getRow(7).values = ['', 'Tổng số'];
  for (const row of [5, 6, 7])
    for (let column = 3; column <= 6; column += 1) {
      sheet.getCell(row, column).numFmt = '#,##0';
      sheet.getCell(row, column).border = { top: { style: 'thin' } };
    }
  for (const row of [5, 6]) sheet.getCell(`C${row}`).value = { formula: `D${row}+E${row}+F${row}`, result: 0 };
  for (const column of ['C', 'D', 'E', 'F'])
    sheet.getCell(`${column}7`).value = { formula: `SUM(${column}5:${column}6)`, result: 0 };
  sheet.getCell('B8').value = 'Tỷ lệ trực tuyến (%)';
  sheet.getCell('C8').value = { formula: 'IF(C7=0,"",ROUND(D7/C7*100,2))', result: '' };
  sheet.getCell('A10').value = 'Ghi chú: không sửa mẫu';
  const other = book.addWorksheet('Hướng dẫn');
  other.getCell('A1').value = 'Nộp trước ngày 20';
  other.getCell('B2').value = { formula: "'Biểu 06a'!C7*2", result: 0 };
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function converted(bytes: Buffer): Promise<Buffer> {
  const file = path.join(dir, 'mau.xlsx');
  fs.writeFileSync(file, bytes);
  const [written = ''] = await throughOffice(dir, 'xlsx:Calc MS Excel 2007 XML', [file]);
  return fs.readFileSync(written);
}

const names = (bytes: Buffer) =>
  openZip(bytes).entries.map(({ name, method, time, date, flags }) => ({ name, method, time, date, flags }));
/** Bytes of each part as they are packed. */
const packed = (bytes: Buffer) => {
  const archive = openZip(bytes);
  return new Map(archive.entries.map(({ name, from, to }) => [name, archive.bytes.subarray(from, to).toString('base64')]));
};
const shown = (bytes: Buffer, sheet: number, address: string) => {
  const [, letter = '', row = ''] = /^([A-Z])(\d+)$/.exec(address) ?? [];
  const cell = openBook(bytes).sheets[sheet]?.cells.get(keyOf(Number(row), letter.charCodeAt(0) - 64));
  return cell && { text: cell.text, type: cell.type, style: cell.style, formula: cell.formula?.text ?? null };
};

async function check(bytes: Buffer) {
  const book = openBook(bytes);
  const { mapping, skipped } = proposed(book, SHAPE);
  const at = mapping.map(({ cell, row, column }) => `${cell} ${row}.${column}`).sort();
  assert.deepEqual(at, [
    'D5 dat-dai.online',
    'D6 ho-tich.online',
    'E5 dat-dai.direct',
    'E6 ho-tich.direct',
    'F5 dat-dai.carried',
    'F6 ho-tich.carried',
  ]);
  assert.deepEqual([...new Set(skipped.map(({ fault }) => fault))], ['formula']);
  const { bytes: filled, left } = filledBook(bytes, mapping, FILLED);
  assert.deepEqual(left, []);
  assert.deepEqual(names(filled), names(bytes));
  const [before, now] = [packed(bytes), packed(filled)];
  const changed = [...before].filter(([name, part]) => now.get(name) !== part).map(([name]) => name);
  assert.deepEqual(changed, ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']);
  // Outside the cells the sheet is what it was.
  for (const part of changed) {
    const blind = (from: Buffer) =>
      (openZip(from).text(part) ?? '').replace(/<c [^>]*?r="(?:[C-F][5-7]|C8|B2)"[^>]*?(?:\/>|>.*?<\/c>)/gs, '<c/>');
    assert.equal(blind(filled), blind(bytes));
  }
  assert.equal(shown(filled, 0, 'D5')?.text, '18');
  assert.equal(shown(filled, 0, 'D5')?.style, shown(bytes, 0, 'D5')?.style);
  // What stood where nothing is known is gone: blank, not 0.
  assert.equal(shown(filled, 0, 'F6')?.text, '');
  assert.deepEqual(
    ['C5', 'C6', 'C7', 'D7', 'F7', 'C8'].map((address) => shown(filled, 0, address)?.text),
    ['89', '484', '573', '269', '16', '46.95'],
  );
  assert.equal(shown(filled, 0, 'C7')?.formula, shown(bytes, 0, 'C7')?.formula);
  assert.equal(shown(filled, 1, 'B2')?.text, '1146');
  assert.ok(filledBook(filled, mapping, FILLED).bytes.equals(filledBook(filled, mapping, FILLED).bytes));
  return { filled, mapping };
}

test('a workbook of the producer that writes part after part', async () => {
  const bytes = await byExcelJs();
  const { filled, mapping } = await check(bytes);
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(filled as never);
  assert.equal(book.getWorksheet('Biểu 06a')?.getCell('E6').value, 233);
  // Filled a second time with the same figures nothing moves.
  const twice = filledBook(filled, mapping, FILLED).bytes;
  assert.deepEqual(packed(twice), packed(filled));
});

test('a workbook as LibreOffice writes it, opened again by LibreOffice', {
  skip: without('calc'),
}, async () => {
  const { filled } = await check(await converted(await byExcelJs()));
  const file = path.join(dir, 'filled.xlsx');
  fs.writeFileSync(file, filled);
  const [written = ''] = await throughOffice(dir, 'csv:Text - txt - csv (StarCalc):44,34,76,1', [file]);
  const lines = fs.readFileSync(written, 'utf8').split('\n');
  assert.equal(lines[4], '1,"Đất đai",89,18,55,16');
  assert.equal(lines[5], '2,"Hộ tịch",484,251,233,');
});

test('a cell that is not there yet, a line of words: made in their place; the text of the file stays', async () => {
  const bytes = await byExcelJs();
  const mapping = [
    { sheet: 'Biểu 06a', cell: 'H9', name: null, row: 'total', column: 'received' },
    { sheet: 'Biểu 06a', cell: 'B9', name: null, row: '#1', column: 'label' },
    { sheet: 'Biểu 06a', cell: 'H5', name: null, row: '#2', column: 'online' },
  ];
  const { bytes: filled } = filledBook(bytes, mapping, FILLED);
  assert.deepEqual(shown(filled, 0, 'H9'), { text: '582', type: 'n', style: 0, formula: null });
  assert.equal(shown(filled, 0, 'B9')?.text, 'Đất đai & nhà ở');
  assert.equal(shown(filled, 0, 'H5')?.text, '251');
  assert.equal(packed(filled).get('xl/sharedStrings.xml'), packed(bytes).get('xl/sharedStrings.xml'));
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(filled as never);
  assert.equal(book.getWorksheet(1)?.getCell('H9').value, 582);
  const lines = [{ sheet: 'Biểu 06a', cell: 'D5', name: null, row: '#1', column: 'online' }];
  assert.throws(
    () => filledBook(bytes, lines, FILLED),
    (error) => error instanceof DomainError && error.code === 'reports.workbook_no_room' && error.data.left === 1,
  );
});

test('a list form is proposed by labels, by numbers where labels repeat, and filled by a defined name too', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('CCHC');
  sheet.getRow(2).values = ['STT', 'Chỉ tiêu thống kê', 'Đơn vị tính', 'Kết quả', 'Ghi chú'];
  const lines = [
    ['1', 'Công tác chỉ đạo', ''],
    ['1.1', 'Số văn bản đã ban hành', 'Văn bản'],
    ['1.2', 'Số lượng', 'Cuộc'],
    ['2.1', 'Số lượng', 'Đơn vị'],
    ['2.2', 'Viết khác đi một chút', '%'],
  ];
  lines.forEach((line, at) => {
    sheet.getRow(3 + at).values = line;
  });
  sheet.getCell('D7').value = { formula: 'D6/D5', result: 0 };
  sheet.getCell('G1').value = null;
  book.definedNames.add("'CCHC'!$G$1", 'tong_van_ban');
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const row = (key: string, code: string, label: string) => ({ key, code, label, takes_figure: key !== 'a' });
  const shape: FormShape = {
    kind: 'list',
    rows: [
      row('a', '1', 'Công tác chỉ đạo'),
      row('b', '1.1', 'Số văn bản đã ban hành'),
      row('c', '1.2', 'Số lượng'),
      row('d', '2.1', 'Số lượng'),
      row('e', '2.2', 'Tỷ lệ'),
    ],
    columns: [
      { key: 'value', no: null, label: 'Số liệu', is_words: false },
      { key: 'note', no: null, label: 'Ghi chú', is_words: true },
    ],
  };
  const { mapping, skipped } = proposed(openBook(bytes), shape);
  assert.deepEqual(
    mapping.filter(({ column }) => column === 'value').map(({ cell, row: of }) => `${cell} ${of}`),
    ['D4 b', 'D5 c', 'D6 d'],
  );
  assert.deepEqual(
    skipped.map(({ place, fault }) => `${place} ${fault}`),
    ['CCHC!D7 formula'],
  );
  const value = (key: string, column: string): CellValue =>
    column === 'note' ? { kind: 'blank' } : key === 'd' ? { kind: 'number', text: '0' } : { kind: 'number', text: '12.5' };
  const named = [...mapping, { sheet: null, cell: null, name: 'tong_van_ban', row: 'b', column: 'value' }];
  const { bytes: filled } = filledBook(bytes, named, { shape, lines: [], value });
  assert.deepEqual(
    ['D4', 'D5', 'D6', 'D7', 'G1'].map((address) => shown(filled, 0, address)?.text),
    ['12.5', '12.5', '0', '0', '12.5'],
  );
});

test('a list of units × indicators is proposed by numbers or words of its heads and names of units, or line by line', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const indicators = [
    { key: 'a', code: '1', label_vi: 'Công tác chỉ đạo', is_heading: true },
    { key: 'b', code: '1.1', label_vi: 'Số văn bản đã ban hành', is_heading: false },
    { key: 'c', code: '1.2', label_vi: 'Số cuộc họp', is_heading: false },
    { key: 'd', code: '2.1', label_vi: 'Tỷ lệ đúng hạn', is_heading: false },
  ];
  const units = [
    { code: 'H48.108', name: 'Xã Bờ Y' },
    { code: 'H48.109', name: 'Xã Sa Loong' },
    { code: 'H48.900', name: 'Phường Kon Tum' },
  ];
  const list = async (lines: string[][]) => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Danh sách');
    sheet.getRow(2).values = ['STT', 'Tên đơn vị', '1.1. Văn bản chỉ đạo', 'Số cuộc họp', '(2.1)', 'Ghi chú'];
    lines.forEach((line, at) => {
      sheet.getRow(3 + at).values = line;
      for (let column = 1; column <= 6; column += 1) sheet.getCell(3 + at, column).border = { top: { style: 'thin' } };
    });
    return Buffer.from(await book.xlsx.writeBuffer());
  };
  const shape = unitsShape(indicators, units);
  assert.deepEqual(
    shape.columns.map(({ key }) => key),
    ['ordinal', 'unit', 'b', 'c', 'd'],
  );
  const told = ({ mapping }: ReturnType<typeof proposed>) => mapping.map(({ cell, row, column }) => `${cell} ${row} ${column}`);
  const named = await list([
    ['1', 'UBND xã Sa Loong'],
    ['2', 'Bờ Y'],
    ['3', 'Xã khác'],
    ['', 'Tổng cộng'],
  ]);
  assert.deepEqual(told(proposed(openBook(named), shape)), [
    ...['C3 H48.109 b', 'D3 H48.109 c', 'E3 H48.109 d', 'C4 H48.108 b', 'D4 H48.108 c', 'E4 H48.108 d'],
    ...['C6 total b', 'D6 total c', 'E6 total d'],
  ]);
  const blank = await list([[], []]);
  const { mapping } = proposed(openBook(blank), shape);
  assert.deepEqual(mapping.map(({ cell, row, column }) => `${cell} ${row} ${column}`).slice(0, 5), [
    'C3 #1 b',
    'D3 #1 c',
    'E3 #1 d',
    'B3 #1 unit',
    'A3 #1 ordinal',
  ]);
  const said = (key: string, value: string | null) => ({ ...LIST_ROW, key, value });
  const cells = unitsCells({
    units: units
      .slice(0, 2)
      .map((unit, at) => ({ ...unit, rows: [said('b', String(at + 3)), said('c', null), said('d', '98.5')] })),
    whole: [said('b', '7')],
  });
  assert.deepEqual(
    [cells.value('H48.109', 'b'), cells.value('H48.109', 'c'), cells.value('total', 'b')],
    [{ kind: 'number', text: '4' }, { kind: 'blank' }, { kind: 'number', text: '7' }],
  );
  const { bytes: filled } = filledBook(blank, mapping, { ...cells, shape });
  assert.deepEqual(
    ['A3', 'B3', 'C3', 'D3', 'E3', 'B4', 'C4'].map((address) => shown(filled, 0, address)?.text),
    ['1', 'Xã Bờ Y', '3', '', '98.5', 'Xã Sa Loong', '4'],
  );
  // Three units and room for two: nothing is left out in silence.
  const three = { ...cells, lines: units.map(({ code }) => code) };
  assert.throws(() => filledBook(blank, mapping, { ...three, shape }), { code: 'reports.workbook_no_room' });
});

/** A row of a filled list form of which only the value matters here. */
const LIST_ROW = {
  ...{ key: '', code: null, label_vi: '', label_en: '', level: 1, is_heading: false, unit_vi: '', basis: 'period' as const },
  ...{ value: null, words: null, note: null, as_of: null, reason_null: null, source: null, measure: null, filter: null },
  ...{ ratio_of: null, sum_of: null },
};

test('what may not be filled is told cell by cell: formulas, covered cells, locked cells, texts, places that are none', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('A');
  sheet.getCell('A1').value = { formula: '1+1', result: 2 };
  sheet.mergeCells('B1:C2');
  sheet.getCell('D1').value = 'Không ghi';
  sheet.getCell('E1').value = '…';
  sheet.getCell('F1').protection = { locked: false };
  const map = (cell: string, column = 'online') => ({ sheet: 'A', cell, name: null, row: 'total', column });
  const asked = [
    map('A1'),
    map('C2'),
    map('B1'),
    map('D1'),
    map('E1'),
    map('E1'),
    map('QQQQ1'),
    map('F1', 'x'),
    { ...map('A1'), sheet: 'B' },
  ];
  const said = (bytes: Buffer) => faultsOf(openBook(bytes), SHAPE, asked).map(({ place, fault }) => `${place} ${fault}`);
  assert.deepEqual(said(Buffer.from(await book.xlsx.writeBuffer())), [
    'A!A1 formula',
    'A!C2 merged',
    'A!D1 text_there',
    'A!E1 twice',
    'A!QQQQ1 no_cell',
    'A!F1 no_column',
    'B!A1 no_sheet',
  ]);
  await sheet.protect('x', {});
  const locked = faultsOf(openBook(Buffer.from(await book.xlsx.writeBuffer())), SHAPE, [map('E1'), map('F1')]);
  assert.deepEqual(
    locked.map(({ place, fault }) => `${place} ${fault}`),
    ['A!E1 locked'],
  );
});

test('a formula the product does not compute makes the file ask for it, and is named', async () => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('A');
  sheet.getCell('A1').value = 1;
  sheet.getCell('B1').value = { formula: 'SUMPRODUCT(A1:A2)', result: 1 };
  sheet.getCell('C1').value = { formula: 'TODAY()', result: 46000 };
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const { bytes: filled, left } = filledBook(
    bytes,
    [{ sheet: 'A', cell: 'A1', name: null, row: 'total', column: 'online' }],
    FILLED,
  );
  assert.deepEqual(left, ['A!B1']);
  const [before, now] = [packed(bytes), packed(filled)];
  assert.deepEqual(
    [...before]
      .filter(([name, part]) => now.get(name) !== part)
      .map(([name]) => name)
      .sort(),
    ['xl/workbook.xml', 'xl/worksheets/sheet1.xml'],
  );
  assert.match(openZip(filled).text('xl/workbook.xml') ?? '', /<calcPr [^>]*fullCalcOnLoad="1"\/>/);
});

test('files that are no workbook, broken or made to do harm are refused with what is wrong', async () => {
  const text = (xml: string) => new TextEncoder().encode(xml);
  const book =
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="A"/></sheets></workbook>';
  const sheet = (inner: string) => ({
    'xl/workbook.xml': text(book),
    'xl/worksheets/sheet1.xml': text(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inner}</worksheet>`,
    ),
  });
  const reason = (bytes: Uint8Array) => {
    try {
      filledBook(bytes, [], FILLED);
    } catch (error) {
      return error instanceof DomainError && error.code === 'reports.workbook_unreadable' ? error.data.reason : error;
    }
    return null;
  };
  assert.equal(reason(text('không phải')), 'broken_archive');
  assert.equal(reason(Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'old_word');
  assert.equal(reason(zipSync({ 'a.txt': text('a') })), 'no_document');
  assert.equal(reason(zipSync({ 'xl/workbook.xml': text('<!DOCTYPE a [<!ENTITY b "c">]><a/>') })), 'dtd');
  assert.equal(reason(zipSync(sheet('<sheetData><row r="1"><c r="A1"></row></sheetData>'))), 'broken_xml');
  assert.equal(reason(zipSync(sheet(`<sheetData><row r="1">${'<c/>'.repeat(200_001)}</row></sheetData>`))), 'too_long');
  assert.equal(reason(zipSync({ ...sheet(''), 'xl/big.xml': new Uint8Array(1) })), null);
  assert.equal(reason(zipSync(sheet(`<sheetData/>${' '.repeat(40 * 1024 * 1024)}`))), 'bomb');
});
