// A form of things as an Excel sheet: sums, differences, shares and counts are live formulas; every cell links to what stands behind it.
import type { CellFormulaValue, Cell as ExcelCell, Worksheet } from 'exceljs';
import { headerRows } from '#lib/document';
import { BOX, FONT, HEAD_FILL, type Look, newBook, newSheet, words } from '#lib/printed-sheet';
import {
  add,
  compare,
  divide,
  HUNDRED,
  multiply,
  printRational,
  type Rational,
  rationalOf,
  reduced,
  subtract,
} from '#lib/rational';
import { columnLetters, withLinks } from '#lib/xlsx';
import { bodyName, issuerOf, placeAndDate } from '#org';
import { type DetailCell, type DetailRow, type FilledDetail, printed, type Tally } from './detail.ts';
import type { DetailColumn } from './detail-layout.ts';
import { type DetailLinkTo, detailNumbers } from './detail-paper.ts';

const HEAD_ROW = 6;
const ALIGN = { ordinal: 'center', label: 'left', words: 'left', mark: 'center', day: 'center', figure: 'right' } as const;

type Page = {
  sheet: Worksheet;
  form: FilledDetail;
  at: ReadonlyMap<string, number>;
  links: Map<string, string>;
  linkTo: DetailLinkTo;
};

/** The filled form as an Excel file. @param made when and on which day it was made */
export async function detailXlsx(form: FilledDetail, linkTo: DetailLinkTo, made: { at: Date; on: string }): Promise<Uint8Array> {
  const book = await newBook(bodyName(form.unit), made.at);
  const sheet = newSheet(book, form.form, { orientation: form.orientation });
  form.columns.forEach((column, i) => {
    sheet.getColumn(i + 1).width = Math.max(5, column.width * 1.5);
  });
  const first = heading(sheet, form);
  const at = new Map(form.rows.map((row, i) => [row.key, first + i]));
  const page: Page = { sheet, form, at, links: new Map(), linkTo };
  for (const row of form.rows) writeRow(page, row);
  const end = foot(page, first + form.rows.length + 1, made.on);
  sheet.views = [{ state: 'frozen', ySplit: first - 1, showGridLines: false }];
  sheet.pageSetup.printTitlesRow = `${HEAD_ROW}:${first - 1}`;
  sheet.pageSetup.printArea = `A$1:${columnLetters(form.columns.length)}$${end}`;
  return withLinks(new Uint8Array(await book.xlsx.writeBuffer()), page.links);
}

/** @returns number of the first row below the heads */
function heading(sheet: Worksheet, form: FilledDetail): number {
  const last = form.columns.length;
  const line = (row: number, text: string, look: Look) => {
    sheet.mergeCells(row, 1, row, last);
    words(sheet.getCell(row, 1), text, look);
  };
  line(1, bodyName(form.unit).toUpperCase(), { bold: true });
  line(2, `Biểu ${form.official_code} (đơn vị tính: ${form.count_unit_vi})`, { italic: true });
  line(3, form.title_vi.toUpperCase(), { bold: true, size: 14, align: 'center' });
  const { name_vi, text_vi } = form.period;
  line(4, name_vi ? `${name_vi} (${text_vi.toLowerCase()})` : text_vi, { italic: true, size: 13, align: 'center' });
  sheet.getRow(3).height = 24;
  const heads = headerRows(form.columns.map((column) => ({ path: column.path_vi })));
  const taken = new Set<string>();
  heads.forEach((cells, level) => {
    let column = 1;
    for (const { text, col_span = 1, row_span = 1 } of cells) {
      while (taken.has(`${level}:${column}`)) column += 1;
      const top = HEAD_ROW + level;
      if (col_span > 1 || row_span > 1) sheet.mergeCells(top, column, top + row_span - 1, column + col_span - 1);
      words(sheet.getCell(top, column), text, { bold: true, align: 'center' });
      for (let down = 0; down < row_span; down += 1)
        for (let across = 0; across < col_span; across += 1) {
          const cell = sheet.getCell(top + down, column + across);
          cell.border = BOX;
          cell.fill = HEAD_FILL;
          taken.add(`${level + down}:${column + across}`);
        }
      column += col_span;
    }
    sheet.getRow(HEAD_ROW + level).height = heads.length > 1 ? 34 : 40;
  });
  const numbers = HEAD_ROW + heads.length;
  detailNumbers(form.columns).forEach((text, i) => {
    const cell = sheet.getCell(numbers, i + 1);
    words(cell, text, { italic: true, size: 10, align: 'center' });
    cell.border = BOX;
  });
  return numbers + 1;
}

function writeRow(page: Page, row: DetailRow) {
  const { sheet, form, at } = page;
  const line = at.get(row.key) as number;
  const bold = row.kind === 'group' || row.kind === 'total';
  let tallest = 1;
  form.columns.forEach((column, i) => {
    const cell = sheet.getCell(line, i + 1);
    cell.border = BOX;
    const told = row.cells[column.key];
    const is_covered = row.kind === 'group' && i > 1;
    if (!told || is_covered) return;
    const align = row.kind === 'group' && i === 1 ? 'left' : ALIGN[column.role];
    if (told.value === null)
      words(cell, told.text ?? '', { bold, align, size: 11, italic: row.kind === 'part' && column.role === 'label' });
    else number(page, cell, column, row, told, bold);
    // Readers that draw a linked text in one line would cut long ones: the row's number leads to the same place.
    if (told.link && printed(told) !== '' && column.role !== 'words' && column.role !== 'label') {
      const link = page.linkTo(told.link);
      if (link) page.links.set(`${columnLetters(i + 1)}${line}`, link);
    }
    if (row.kind !== 'group')
      tallest = Math.max(tallest, Math.ceil((printed(told).length * 1.15) / Math.max(4, column.width * 1.5)));
  });
  if (row.kind === 'group') sheet.mergeCells(line, 2, line, form.columns.length);
  // Excel does not fit rows to wrapped text by itself in every version.
  sheet.getRow(line).height = Math.min(400, 15 * tallest + 4);
}

function number(page: Page, cell: ExcelCell, column: DetailColumn, row: DetailRow, told: DetailCell, bold: boolean) {
  const digits = told.value?.split('.')[1]?.length ?? 0;
  cell.font = { name: FONT, size: 11, bold };
  cell.alignment = { vertical: 'middle', horizontal: 'right', wrapText: true };
  cell.numFmt = `${digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`}${told.suffix ? `"${told.suffix}"` : ''}`;
  const made = formulaOf(page, column, row, digits);
  const result = Number(told.value);
  // A formula that would not give the figure is not written: the figure is what the records say.
  const holds = made !== null && printRational(reduced(made.exact), digits) === told.value;
  cell.value = holds ? ({ formula: made.formula, result } as CellFormulaValue) : result;
}

type Made = { formula: string; exact: Rational };

function formulaOf({ form, at }: Page, column: DetailColumn, row: DetailRow, digits: number): Made | null {
  const line = at.get(row.key) as number;
  const known = (no: number): Rational | null => {
    const value = row.cells[form.columns[no - 1]?.key ?? '']?.value ?? null;
    return value === null ? null : rationalOf(value);
  };
  const place = (no: number) => `${columnLetters(no)}${line}`;
  if (row.sum_of.length > 0 && column.minus === undefined) {
    const parts = form.rows.filter((one) => row.sum_of.includes(one.key)).map((one) => one.cells[column.key]?.value ?? null);
    if (parts.some((value) => value === null)) return null;
    const exact = parts.map((value) => rationalOf(value as string)).reduce(add);
    return { formula: row.sum_of.map((key) => `${columnLetters(column.no)}${at.get(key)}`).join('+'), exact };
  }
  if (column.minus) {
    const [left, right] = column.minus.map(known);
    return left && right
      ? { formula: `${place(column.minus[0])}-${place(column.minus[1])}`, exact: subtract(left, right) }
      : null;
  }
  if (column.sum_of) {
    // Blank is not zero: only what is told is added.
    const parts = column.sum_of.flatMap((no) => known(no) ?? []);
    return parts.length === 0 ? null : { formula: `SUM(${column.sum_of.map(place).join(',')})`, exact: parts.reduce(add) };
  }
  if (!column.percent_of) return null;
  const [top, bottom] = column.percent_of.map(known);
  if (!top || !bottom || compare(bottom, rationalOf('0')) === 0) return null;
  const [a, b] = column.percent_of.map(place);
  return { formula: `ROUND(${a}/${b}*100,${digits})`, exact: divide(multiply(top, HUNDRED), bottom) };
}

/** @returns number of the last row */
function foot(page: Page, from: number, made_on: string): number {
  const { sheet, form } = page;
  const last = form.columns.length;
  let line = from;
  for (const tally of form.tallies) {
    sheet.mergeCells(line, 1, line, 2);
    words(sheet.getCell(line, 1), `${tally.label_vi}:`, { size: 11, align: 'right' });
    const cell = sheet.getCell(line, 3);
    const formula = countFormula(page, tally);
    cell.value = formula ? ({ formula, result: tally.value } as CellFormulaValue) : tally.value;
    cell.font = { name: FONT, size: 11, bold: true };
    cell.alignment = { horizontal: 'left' };
    const link = tally.link ? page.linkTo(tally.link) : undefined;
    if (link) page.links.set(`C${line}`, link);
    line += 1;
  }
  for (const note of form.notes) {
    sheet.mergeCells(line, 1, line, last);
    words(sheet.getCell(line, 1), note.text_vi, { italic: true, size: 11 });
    sheet.getRow(line).height = 16 * Math.ceil(note.text_vi.length / 120);
    line += 1;
  }
  const { authority, place } = issuerOf(form.unit, form.parent);
  const middle = Math.max(2, Math.floor(last / 2));
  const pair = (left: string, right: string, look: Look) => {
    sheet.mergeCells(line, 1, line, middle);
    sheet.mergeCells(line, middle + 1, line, last);
    words(sheet.getCell(line, 1), left, { ...look, align: 'center' });
    words(sheet.getCell(line, middle + 1), right, { ...look, align: 'center' });
    line += 1;
  };
  line += 1;
  pair('', placeAndDate(place, made_on), { italic: true });
  pair('NGƯỜI LẬP BIỂU', authority[0] ?? '', { bold: true });
  pair('(Ký, ghi rõ họ tên)', authority[1] ?? '(Ký, đóng dấu)', { bold: authority.length > 1 });
  return line + 4;
}

/** Counts the rows themselves, not their parts; null where rows do not show it, or not all are written out. */
function countFormula({ form, at }: Page, tally: Tally): string | null {
  const column = form.columns.find((one) => one.key === tally.column);
  const counted = form.rows.filter((row) => row.kind === 'row' || (tally.column === 'cause' && row.kind === 'part'));
  const holds = (row: DetailRow) => row.cells[tally.column ?? '']?.text === tally.equals;
  if (!column || counted.filter(holds).length !== tally.value || counted.length > 200) return null;
  const letter = columnLetters(column.no);
  return counted.map((row) => `COUNTIF(${letter}${at.get(row.key)},"${tally.equals}")`).join('+');
}
