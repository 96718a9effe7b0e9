import type { CellFormulaValue, Cell as ExcelCell, Worksheet } from 'exceljs';
import { type Cell, headerRows } from '#lib/document';
import { BOX, FONT, type Look, newBook, newSheet, words as put } from '#lib/printed-sheet';
import { COUNT_FORMAT, columnLetters, withLinks } from '#lib/xlsx';
import { bodyName, issuerOf, placeAndDate } from '#org';
import { columnNumbers, type FilledCell, type FilledForm, type FilledRow, formNotes, type LinkTo } from './filled.ts';
import type { FigureColumn } from './layout.ts';

const FAINT = { style: 'hair' as const, color: { argb: 'FF808080' } };
const HEAD_ROW = 6;

type Place = { sheet: Worksheet; form: FilledForm; links: Map<string, string>; linkTo: LinkTo; first: number };

/**
 * The form as an Excel sheet in the official layout: column numbers, live formulas with their results for every total, thousands
 * grouped by a point, each figure a link to its records, A4 landscape one page wide, heads repeated.
 * Beside the printed form stand the figures it has no column for and a live check of each row.
 */
export async function formXlsx(form: FilledForm, linkTo: LinkTo, made: { at: Date; on: string }): Promise<Uint8Array> {
  const book = await newBook(bodyName(form.unit), made.at);
  const sheet = newSheet(book, form.form, { orientation: 'landscape', row_height: 18 });
  const depth = Math.max(...form.columns.map((column) => column.path_vi.length));
  const place: Place = { sheet, form, links: new Map(), linkTo, first: HEAD_ROW + depth + 1 };
  const last = form.columns.length;
  heading(place, last);
  head(place, depth);
  const end = body(place);
  beside(place);
  const foot = notes(place, end + 1, last);
  signature(place, foot + 1, last, made.on);
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: place.first - 1, showGridLines: false }];
  // ExcelJS puts a $ before each address only; without the second one Excel takes the rows as relative.
  sheet.pageSetup.printArea = `A$1:${columnLetters(last)}$${foot + 8}`;
  sheet.pageSetup.printTitlesRow = `${HEAD_ROW}:${place.first - 1}`;
  return withLinks(new Uint8Array(await book.xlsx.writeBuffer()), place.links);
}

/** The official form is set smaller than the others. */
const words = (cell: ExcelCell, text: string, look: Look = {}) => put(cell, text, { size: 11, ...look });

function heading({ sheet, form }: Place, last: number) {
  // Left, title, right: shares of the columns that leave the title the most room.
  const [left_to, right_from] = [3, last - 2];
  const span = (row: number, from: number, to: number, text: string, look: Look) => {
    sheet.mergeCells(row, from, row, to);
    words(sheet.getCell(row, from), text, look);
  };
  span(1, 1, left_to, `Biểu số ${form.official_code}`, { bold: true });
  span(2, 1, left_to, 'Ban hành theo Thông tư 01/2020/TT-VPCP', { italic: true });
  sheet.mergeCells(1, left_to + 1, 2, right_from - 1);
  words(sheet.getCell(1, left_to + 1), form.title_vi.toUpperCase(), { bold: true, size: 13, align: 'center' });
  span(3, left_to + 1, right_from - 1, form.period.text_vi, { italic: true, size: 12, align: 'center' });
  span(1, right_from, last, `Đơn vị báo cáo: ${bodyName(form.unit)}`, {});
  span(2, right_from, last, `Đơn vị nhận báo cáo: ${form.parent ? bodyName(form.parent) : '…'}`, {});
  span(4, right_from - 2, last, `Đơn vị tính: ${form.count_unit_vi}`, { italic: true, align: 'right' });
  sheet.getRow(1).height = 32;
  sheet.getRow(2).height = 32;
}

function head({ sheet, form, first }: Place, depth: number) {
  form.columns.forEach((column, i) => {
    sheet.getColumn(i + 1).width = column.width * 1.15;
  });
  const taken = new Set<string>();
  headerRows(form.columns.map((column) => ({ path: column.path_vi }))).forEach((cells, level) => {
    let at = 1;
    for (const cell of cells) {
      while (taken.has(`${level}:${at}`)) at += 1;
      const [wide, high] = [cell.col_span ?? 1, cell.row_span ?? 1];
      for (let r = 0; r < high; r += 1) for (let c = 0; c < wide; c += 1) taken.add(`${level + r}:${at + c}`);
      headCell(sheet, { row: HEAD_ROW + level, at, wide, high }, cell);
      at += wide;
    }
    sheet.getRow(HEAD_ROW + level).height = level === depth - 1 ? 48 : 24;
  });
  columnNumbers(form.columns).forEach((text, i) => {
    const cell = sheet.getCell(first - 1, i + 1);
    words(cell, text, { italic: true, size: 9, align: 'center' });
    cell.border = BOX;
  });
  sheet.getRow(first - 1).height = 26;
}

function headCell(sheet: Worksheet, area: { row: number; at: number; wide: number; high: number }, cell: Cell) {
  const [to_row, to_column] = [area.row + area.high - 1, area.at + area.wide - 1];
  if (area.wide > 1 || area.high > 1) sheet.mergeCells(area.row, area.at, to_row, to_column);
  words(sheet.getCell(area.row, area.at), cell.text, { bold: true, align: 'center' });
  for (let r = area.row; r <= to_row; r += 1) for (let c = area.at; c <= to_column; c += 1) sheet.getCell(r, c).border = BOX;
}

/** Writes every row. @returns number of the last row */
function body(place: Place): number {
  const { sheet, form, first } = place;
  form.rows.forEach((row, i) => {
    const bold = row.kind !== 'row';
    form.columns.forEach((column, c) => {
      const cell = sheet.getCell(first + i, c + 1);
      if (column.role === 'figure') count(place, cell, row.cells[column.key] as FilledCell, formula(form, i, column, first));
      else
        words(cell, column.role === 'ordinal' ? row.ordinal : row.label, {
          align: column.role === 'ordinal' ? 'center' : 'left',
        });
      cell.font = { name: FONT, size: 11, bold };
      cell.border = BOX;
    });
    // Excel does not fit rows to wrapped text by itself in every version; about 40 letters stand in a line of this column.
    sheet.getRow(first + i).height = 16 * Math.max(1, Math.ceil(row.label.length / 40)) + 2;
  });
  return first + form.rows.length - 1;
}

function count({ links, linkTo }: Place, cell: ExcelCell, filled: FilledCell, formula: string | null) {
  cell.alignment = { vertical: 'middle', horizontal: 'right' };
  if (filled.value === null) {
    // Not available: a sign that no reader and no formula takes for zero.
    cell.value = '-';
    return;
  }
  cell.numFmt = COUNT_FORMAT;
  cell.value = formula === null ? filled.value : ({ formula, result: filled.value } as CellFormulaValue);
  const link = linkTo(filled.measure, filled.filter);
  if (link) links.set(cell.address, link);
}

/**
 * The formula of a total, or null where the cell is a figure of its own. A formula that would not give the figure is not written:
 * the sheet then shows the figure and its check the difference.
 */
function formula(form: FilledForm, index: number, column: FigureColumn, first: number): string | null {
  const row = form.rows[index] as FilledRow;
  const value = row.cells[column.key]?.value ?? null;
  const letters = columnLetters(column.no);
  if (row.kind !== 'row') {
    const members = membersOf(form, index);
    const sum = members.reduce((so_far, at) => so_far + (form.rows[at]?.cells[column.key]?.value ?? Number.NaN), 0);
    return members.length > 0 && sum === value ? `SUM(${ranges(members, letters, first)})` : null;
  }
  if (!column.sum_of) return null;
  const parts = form.columns.filter(
    (each): each is FigureColumn => each.role === 'figure' && (column.sum_of as number[]).includes(each.no),
  );
  const sum = parts.reduce((so_far, part) => so_far + (row.cells[part.key]?.value ?? Number.NaN), 0);
  const terms = parts.map((part) => `${columnLetters(part.no)}${first + index}`);
  if (sum === value) return terms.join('+');
  // The form has no column for dossiers without a time limit: they stand beside it.
  const missing = form.besides.findIndex(
    (beside) => value !== null && sum + (row.besides[beside.key]?.value ?? Number.NaN) === value,
  );
  return missing < 0 ? null : [...terms, `${besideColumn(form, missing)}${first + index}`].join('+');
}

/** Indexes of the rows a subtotal or the total adds up. */
function membersOf(form: FilledForm, index: number): number[] {
  const kinds = form.rows.map((row) => row.kind);
  if (kinds[index] === 'total') return kinds.flatMap((kind, i) => (kind === 'row' ? [i] : []));
  const members: number[] = [];
  for (let at = index + 1; kinds[at] === 'row'; at += 1) members.push(at);
  return members;
}

/** `C10:C14,C16:C30`: neighbours as one range, so that a heading between them is left out. */
function ranges(members: readonly number[], letters: string, first: number): string {
  const parts: [number, number][] = [];
  for (const at of members) {
    const open = parts.at(-1);
    if (open && open[1] === at - 1) open[1] = at;
    else parts.push([at, at]);
  }
  return parts.map(([from, to]) => `${letters}${first + from}:${letters}${first + to}`).join(',');
}

// One empty column separates the printed form from what stands beside it.
function besideColumn(form: FilledForm, index: number): string {
  return columnLetters(form.columns.length + 2 + index);
}

/** Outside the printed form: figures without a column, and whether 3 = 7 + 11 + withdrawn holds in each row. */
function beside(place: Place) {
  const { sheet, form, first } = place;
  const from = form.columns.length + 2;
  const labels = [...form.besides.map((each) => each.label_vi), 'Đối chiếu (3) = (7) + (11) + rút, dừng, từ chối'];
  sheet.mergeCells(HEAD_ROW, from, HEAD_ROW, from + labels.length - 1);
  words(sheet.getCell(HEAD_ROW, from), 'Ngoài biểu (không in)', { italic: true, align: 'center' });
  labels.forEach((label, i) => {
    sheet.getColumn(from + i).width = 22;
    sheet.mergeCells(HEAD_ROW + 1, from + i, first - 1, from + i);
    words(sheet.getCell(HEAD_ROW + 1, from + i), label, { size: 10, italic: true, align: 'center' });
  });
  form.rows.forEach((row, i) => {
    form.besides.forEach((each, b) => {
      const cell = sheet.getCell(first + i, from + b);
      count(place, cell, row.besides[each.key] as FilledCell, null);
      cell.font = { name: FONT, size: 11, bold: row.kind !== 'row' };
      cell.border = { bottom: FAINT };
    });
    const at = first + i;
    const verdict = sheet.getCell(at, from + form.besides.length);
    const [received, resolved, pending] = [row.cells.received?.value, row.cells.resolved?.value, row.cells.pending?.value];
    const withdrawn = row.besides.withdrawn_refused?.value;
    if ([received, resolved, pending, withdrawn].some((value) => value === null || value === undefined)) return;
    const is_met = received === (resolved as number) + (pending as number) + (withdrawn as number);
    const test = `IF(C${at}=G${at}+K${at}+${besideColumn(form, 0)}${at},"khớp","lệch "&(C${at}-G${at}-K${at}-${besideColumn(form, 0)}${at}))`;
    verdict.value = { formula: test, result: is_met ? 'khớp' : 'lệch' } as CellFormulaValue;
    verdict.font = { name: FONT, size: 11 };
    verdict.alignment = { horizontal: 'center' };
    verdict.border = { bottom: FAINT };
  });
}

/** @returns number of the last row written */
function notes({ sheet, form, linkTo }: Place, from: number, last: number): number {
  const lines = formNotes(form, linkTo);
  lines.forEach((runs, i) => {
    const text = runs.map((run) => run.text).join('');
    sheet.mergeCells(from + 1 + i, 1, from + 1 + i, last);
    words(sheet.getCell(from + 1 + i, 1), text, { italic: true, size: 11 });
    // Merged cells do not grow with their text.
    sheet.getRow(from + 1 + i).height = 17 * Math.ceil(text.length / 150);
  });
  return from + lines.length;
}

function signature({ sheet, form }: Place, from: number, last: number, made_on: string) {
  const { authority, place } = issuerOf(form.unit, form.parent);
  const middle = Math.ceil(last / 2);
  const line = (row: number, left: string, right: string, look: { bold?: boolean; italic?: boolean }) => {
    sheet.mergeCells(row, 1, row, 3);
    sheet.mergeCells(row, middle + 1, row, last);
    words(sheet.getCell(row, 1), left, { ...look, align: 'center', size: 12 });
    words(sheet.getCell(row, middle + 1), right, { ...look, align: 'center', size: 12 });
  };
  line(from + 1, '', placeAndDate(place, made_on), { italic: true });
  line(from + 2, 'NGƯỜI LẬP BIỂU', authority[0] ?? '', { bold: true });
  line(from + 3, '(Ký, ghi rõ họ tên)', authority[1] ?? '(Ký, đóng dấu)', {
    bold: authority.length > 1,
    italic: authority.length === 1,
  });
}
