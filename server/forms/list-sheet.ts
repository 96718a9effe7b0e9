// A list form as an Excel sheet: rates and sums are live formulas, blank cells stay blank, every figure links to what stands behind it.
import type { CellFormulaValue, Cell as ExcelCell, Worksheet } from 'exceljs';
import { BOX, FONT, HEAD_FILL, type Look, newBook, newSheet, words } from '#lib/printed-sheet';
import { columnLetters, withLinks } from '#lib/xlsx';
import { bodyName, issuerOf, placeAndDate } from '#org';
import type { FilledList, FilledListRow } from './list.ts';
import { basisWords, checkWords, type ListLinkTo, noteOf } from './list-paper.ts';

const HEAD_ROW = 7;
const FIRST = HEAD_ROW + 1;
const WIDTHS = [8, 52, 17, 15, 30];
const VALUE = 4;
const LAST = WIDTHS.length;

/** The filled list as an Excel file. @param made when and on which day it was made */
export async function listXlsx(form: FilledList, linkTo: ListLinkTo, made: { at: Date; on: string }): Promise<Uint8Array> {
  const book = await newBook(bodyName(form.unit), made.at);
  const sheet = newSheet(book, form.form, { orientation: 'portrait', left: 0.7 });
  WIDTHS.forEach((width, at) => {
    sheet.getColumn(at + 1).width = width;
  });
  heading(sheet, form);
  const links = new Map<string, string>();
  const places = new Map(form.rows.map((row, at) => [row.key, FIRST + at]));
  form.rows.forEach((row, at) => {
    rowOf(sheet, row, FIRST + at, places);
    const link = linkTo(row);
    if (link && row.value !== null) links.set(`${columnLetters(VALUE)}${FIRST + at}`, link);
  });
  const end = foot(sheet, form, FIRST + form.rows.length + 1, made.on);
  sheet.views = [{ state: 'frozen', ySplit: HEAD_ROW, xSplit: 2, showGridLines: false }];
  sheet.pageSetup.printTitlesRow = `${HEAD_ROW}:${HEAD_ROW}`;
  sheet.pageSetup.printArea = `A$1:${columnLetters(LAST)}$${end}`;
  return withLinks(new Uint8Array(await book.xlsx.writeBuffer()), links);
}

function heading(sheet: Worksheet, form: FilledList) {
  const line = (row: number, text: string, look: Look) => {
    sheet.mergeCells(row, 1, row, LAST);
    words(sheet.getCell(row, 1), text, look);
  };
  line(1, bodyName(form.unit).toUpperCase(), { bold: true });
  line(2, `Biểu ${form.official_code}`, { italic: true });
  line(4, form.title_vi.toUpperCase(), { bold: true, size: 14, align: 'center' });
  line(5, form.period.name_vi ? `${form.period.name_vi} (${form.period.text_vi.toLowerCase()})` : form.period.text_vi, {
    italic: true,
    size: 13,
    align: 'center',
  });
  sheet.getRow(4).height = 24;
  ['STT', 'Chỉ tiêu thống kê', 'Đơn vị tính', 'Số liệu', 'Ghi chú'].forEach((text, at) => {
    const cell = sheet.getCell(HEAD_ROW, at + 1);
    words(cell, text, { bold: true, align: 'center' });
    cell.border = BOX;
    cell.fill = HEAD_FILL;
  });
  sheet.getRow(HEAD_ROW).height = 22;
}

function rowOf(sheet: Worksheet, row: FilledListRow, at: number, places: ReadonlyMap<string, number>) {
  const bold = row.is_heading || row.level === 1;
  words(sheet.getCell(at, 1), row.code ?? '', { bold, align: 'left' });
  words(sheet.getCell(at, 2), row.label_vi, { bold, italic: row.code === null });
  sheet.getCell(at, 2).alignment = { vertical: 'middle', wrapText: true, indent: Math.min(row.level - 1, 3) };
  words(sheet.getCell(at, 3), row.unit_vi, { align: 'center' });
  const cell = sheet.getCell(at, VALUE);
  cell.font = { name: FONT, size: 12, bold };
  cell.alignment = { vertical: 'middle', horizontal: 'right', wrapText: true, indent: 1 };
  value(cell, row, places);
  const note = noteOf(row);
  words(sheet.getCell(at, 5), [row.is_heading ? '' : basisWords(row), note].filter(Boolean).join('; '), { size: 11 });
  for (let column = 1; column <= LAST; column += 1) sheet.getCell(at, column).border = BOX;
  // Excel does not fit rows to wrapped text by itself in every version.
  const lines = Math.max(
    row.label_vi.length / 46,
    (note.length + 10) / 28,
    row.unit_vi.length / 15,
    (row.words?.length ?? 0) / 13,
  );
  sheet.getRow(at).height = 17 * Math.max(1, Math.ceil(lines)) + 2;
}

/** A blank figure leaves its cell empty: no reader and no formula takes it for zero. */
function value(cell: ExcelCell, row: FilledListRow, places: ReadonlyMap<string, number>) {
  if (row.words !== null) {
    cell.value = row.words;
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    return;
  }
  const digits = row.value?.split('.')[1]?.length ?? (row.ratio_of ? 2 : 0);
  cell.numFmt = digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`;
  const formula = formulaOf(row, places, digits);
  if (formula) cell.value = { formula, result: row.value === null ? '' : Number(row.value) } as CellFormulaValue;
  else if (row.value !== null) cell.value = Number(row.value);
}

function formulaOf(row: FilledListRow, places: ReadonlyMap<string, number>, digits: number): string | null {
  const place = (key: string) => `${columnLetters(VALUE)}${places.get(key)}`;
  if (row.ratio_of) {
    const [top, bottom] = row.ratio_of.map(place);
    return `IF(OR(NOT(ISNUMBER(${top})),NOT(ISNUMBER(${bottom})),${bottom}=0),"",ROUND(${top}/${bottom}*100,${digits}))`;
  }
  if (!row.sum_of) return null;
  const parts = row.sum_of.map(place);
  return `IF(COUNT(${parts.join(',')})<${parts.length},"",${parts.join('+')})`;
}

/** @returns number of the last row */
function foot(sheet: Worksheet, form: FilledList, from: number, made_on: string): number {
  let at = from;
  for (const text of checkWords(form)) {
    sheet.mergeCells(at, 1, at, LAST);
    words(sheet.getCell(at, 1), text, { italic: true, size: 11 });
    sheet.getRow(at).height = 16 * Math.ceil(text.length / 105);
    at += 1;
  }
  const { authority, place } = issuerOf(form.unit, form.parent);
  const line = (left: string, right: string, look: Look) => {
    sheet.mergeCells(at, 1, at, 2);
    sheet.mergeCells(at, 3, at, LAST);
    words(sheet.getCell(at, 1), left, { ...look, align: 'center' });
    words(sheet.getCell(at, 3), right, { ...look, align: 'center' });
    at += 1;
  };
  at += 1;
  line('', placeAndDate(place, made_on), { italic: true });
  line('NGƯỜI LẬP BIỂU', authority[0] ?? '', { bold: true });
  line('(Ký, ghi rõ họ tên)', authority[1] ?? '(Ký, đóng dấu)', { bold: authority.length > 1 });
  return at + 5;
}
