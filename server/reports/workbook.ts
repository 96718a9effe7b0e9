// The Excel appendix of a report: one workbook, a sheet for every form and table it carries, from the same value as its Word file.
import type { CellFormulaValue, Cell as ExcelCell, Workbook, Worksheet } from 'exceljs';
import { DomainError } from '#lib/errors';
import { BOX, HEAD_FILL, type Look, newBook, newSheet, words } from '#lib/printed-sheet';
import { COUNT_FORMAT, columnLetters, steady, withLinks } from '#lib/xlsx';
import type { AnnexContent, Content, ReportTable, TableCell } from './content.ts';
import { columnRules, formulaAt, type Place, type RowRule } from './workbook-formulas.ts';

/** About how many letters of the text stand in one unit of width. */
const LETTERS = 1.05;

/** What of a list form is made of its other rows, by the title of its annex. */
export type ListRules = ReadonlyMap<string, { labels: readonly string[]; rules: ReadonlyMap<number, RowRule> }>;

type Made = {
  /** When the version was made or issued: the file is the same whenever it is asked for. */
  at: Date;
  linkOf: (anchor: string) => string;
  /** Of an issued report its number and day: `Kèm theo Báo cáo số …`. */
  attached_to: string | null;
  lists: ListRules;
};

/**
 * The workbook of a report. Totals, sums and shares are live formulas with their results stored; every figure links to what stands behind it.
 * @throws reports.no_tables when the report has no table
 */
export async function reportWorkbook(content: Content, made: Made): Promise<Uint8Array> {
  const pages = pagesOf(content);
  if (pages.length === 0) throw new DomainError('reports.no_tables', 409, {});
  const book = await newBook(content.unit_name, made.at);
  book.title = content.title;
  const links = pages.map((page) => writePage(book, page, content, made));
  let bytes: Uint8Array = new Uint8Array(await book.xlsx.writeBuffer());
  links.forEach((of_sheet, at) => {
    bytes = withLinks(bytes, of_sheet, at + 1);
  });
  return steady(bytes);
}

type Page = Omit<AnnexContent, 'key'> & { name: string };

/** Annexes first, in their order; then the tables inside the text that carry figures. */
function pagesOf(content: Content): Page[] {
  const taken = new Set<string>();
  const named = (wanted: string) => {
    const plain =
      wanted
        .replace(/[[\]:*?/\\']/g, '-')
        .slice(0, 28)
        .trim() || 'Bảng';
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${plain} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const annexes = content.annexes.map(({ key: _, ...annex }) => ({ ...annex, name: named(annexName(annex)) }));
  const inside = content.sections.flatMap(({ heading, blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind !== 'table' || !block.rows.some((row) => row.some(({ figure }) => figure))) return [];
      return [{ label: '', title: block.caption || heading, lines: [], table: block, notes: [], heading }];
    }),
  );
  return [...annexes, ...inside.map(({ heading: _, ...page }, at) => ({ ...page, name: named(`Bảng ${at + 1}`) }))];
}

/** `PL II - II.06a`: number of the annex and of its form. */
function annexName({ label, lines }: Pick<AnnexContent, 'label' | 'lines'>): string {
  const number = label.replace(/^PHỤ LỤC\s*/u, '').trim();
  const form = lines.map((line) => /^Biểu(?: số)? ([^\s/(]+)/u.exec(line)?.[1]).find((code) => code !== undefined);
  return [`PL${number ? ` ${number}` : ''}`, form].filter(Boolean).join(' - ');
}

/** @returns links of the sheet by cell */
function writePage(book: Workbook, page: Page, content: Content, made: Made): Map<string, string> {
  const { table } = page;
  const columns = table.widths.length;
  const landscape = columns > 7;
  const sheet = newSheet(book, page.name, { orientation: landscape ? 'landscape' : 'portrait' });
  const share = (landscape ? 150 : 96) / table.widths.reduce((sum, width) => sum + width, 0);
  table.widths.forEach((width, at) => {
    sheet.getColumn(at + 1).width = Math.max(5, width * share);
  });
  const top = heading(sheet, page, content, made, columns);
  const first = grid(sheet, table.header, top, table.widths);
  const links = body(sheet, page, content, made, first);
  const end = notes(sheet, page.notes, first + table.rows.length + 1, columns);
  sheet.views = [{ state: 'frozen', ySplit: first - 1, showGridLines: false }];
  if (first > top) sheet.pageSetup.printTitlesRow = `${top}:${first - 1}`;
  sheet.pageSetup.printArea = `A$1:${columnLetters(columns)}$${end}`;
  return links;
}

/** @returns number of the row the table begins in */
function heading(sheet: Worksheet, page: Page, content: Content, made: Made, columns: number): number {
  let at = 0;
  const line = (text: string, look: Look) => {
    at += 1;
    if (columns > 1) sheet.mergeCells(at, 1, at, columns);
    words(sheet.getCell(at, 1), text, look);
    const size = look.size ?? 12;
    const wide = sheet.columns.reduce((sum, column) => sum + (column.width ?? 9), 0) * LETTERS * (11 / size);
    sheet.getRow(at).height = (size + 5) * Math.max(1, Math.ceil(text.length / wide));
  };
  line(content.unit_name.toUpperCase(), { bold: true });
  if (page.label) line(page.label, { bold: true, size: 14, align: 'center' });
  line(page.title, { bold: true, size: 14, align: 'center' });
  line(made.attached_to ? `(${made.attached_to})` : '(Dự thảo, chưa ban hành)', { italic: true, align: 'center' });
  if (page.lines.length === 0) line(content.period_name, { italic: true, align: 'center' });
  for (const text of page.lines) line(text, { italic: true, align: 'center' });
  return at + 2;
}

/** The heads with their spans. @returns number of the first row below them */
function grid(sheet: Worksheet, header: ReportTable['header'], top: number, widths: readonly number[]): number {
  const taken = new Set<string>();
  header.forEach((cells, level) => {
    const is_numbers = header.length > 1 && level === header.length - 1;
    let column = 1;
    let tallest = 1;
    for (const { text = '', col_span = 1, row_span = 1 } of cells) {
      while (taken.has(`${level}:${column}`)) column += 1;
      const row = top + level;
      if (col_span > 1 || row_span > 1) sheet.mergeCells(row, column, row + row_span - 1, column + col_span - 1);
      words(sheet.getCell(row, column), text, {
        bold: !is_numbers,
        italic: is_numbers,
        size: is_numbers ? 9 : 11,
        align: 'center',
      });
      let wide = 0;
      for (let across = 0; across < col_span; across += 1) {
        wide += sheet.getColumn(column + across).width ?? 9;
        for (let down = 0; down < row_span; down += 1) {
          taken.add(`${level + down}:${column + across}`);
          const cell = sheet.getCell(row + down, column + across);
          cell.border = BOX;
          if (!is_numbers) cell.fill = HEAD_FILL;
        }
      }
      tallest = Math.max(tallest, Math.ceil((text.length * (is_numbers ? 0.9 : 1.25)) / wide / row_span));
      column += col_span;
    }
    sheet.getRow(top + level).height = 15 * tallest + 5;
  });
  return header.length === 0 || widths.length === 0 ? top : top + header.length;
}

/** A number as the report prints it: `1.234,5`, `98,7 %`. Numbers of rows (`1.4.2`) are words. */
export function numberIn(text: string): { value: string; suffix: string } | null {
  const [, digits, decimals, suffix] = /^(-?\d{1,3}(?:\.\d{3})+|-?\d+)(?:,(\d{1,6}))?( ?%)?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const whole = digits.replaceAll('.', '').replace(/^(-?)0+(?=\d)/, '$1');
  return { value: decimals === undefined ? whole : `${whole}.${decimals}`, suffix: suffix ?? '' };
}

function printedText(cell: TableCell, content: Content): string {
  return cell.figure === undefined ? (cell.text ?? '') : (content.figures[cell.figure]?.printed ?? '');
}

type Told = { cell: TableCell; text: string; number: ReturnType<typeof numberIn> };

function body(sheet: Worksheet, page: Page, content: Content, made: Made, first: number): Map<string, string> {
  const { table } = page;
  const rows = table.rows.map((row) => placed(row, content, table.widths.length));
  const list = made.lists.get(page.title);
  const is_list = list?.labels.every((label, at) => rows[at]?.[1]?.text === label) ?? false;
  const ask = {
    rows: rows.map((row) =>
      row.map((told): Place => ({ value: told?.number?.value ?? null, bold: told === null || told.cell.bold === true })),
    ),
    columns: columnRules((table.header.at(-1) ?? []).map(({ text = '' }) => text)) ?? new Map(),
    list: (is_list ? list?.rules : undefined) ?? new Map<number, RowRule>(),
    list_column: is_list ? 3 : -1,
    first,
  };
  const links = new Map<string, string>();
  rows.forEach((row, at) => {
    let tallest = 1;
    row.forEach((told, column) => {
      const cell = sheet.getCell(first + at, column + 1);
      cell.border = BOX;
      if (!told) return;
      const span = told.cell.col_span ?? 1;
      if (span > 1) sheet.mergeCells(first + at, column + 1, first + at, column + span);
      write(cell, told, formulaAt(ask, at, column));
      if (told.cell.figure) links.set(cell.address, made.linkOf(told.cell.figure));
      let wide = 0;
      for (let across = 0; across < span; across += 1) wide += sheet.getColumn(column + 1 + across).width ?? 9;
      tallest = Math.max(tallest, Math.ceil((told.text.length * 1.12) / wide));
    });
    // Excel does not fit rows to wrapped text by itself in every version.
    sheet.getRow(first + at).height = Math.min(400, 16 * tallest + 3);
  });
  return links;
}

/** Cells by column; what a span covers is null. */
function placed(row: readonly TableCell[], content: Content, columns: number): (Told | null)[] {
  const found: (Told | null)[] = [];
  for (const cell of row) {
    const text = printedText(cell, content);
    // Only what stands as a figure is one: numbers of rows and of decisions stay words.
    const number = cell.figure !== undefined || cell.align === 'right' ? numberIn(text) : null;
    found.push({ cell, text, number });
    for (let covered = 1; covered < (cell.col_span ?? 1); covered += 1) found.push(null);
  }
  while (found.length < columns) found.push(null);
  return found.slice(0, columns);
}

function write(cell: ExcelCell, { cell: told, text, number }: Told, formula: string | null) {
  const { bold = false, italic = false, align } = told;
  words(cell, text, { bold, italic, align: align ?? 'left', size: 11 });
  if (!number) return;
  const result = Number(number.value);
  const decimals = number.value.split('.')[1]?.length ?? 0;
  const suffix = number.suffix ? `"${number.suffix}"` : '';
  if (decimals > 0) cell.numFmt = `#,##0.${'0'.repeat(decimals)}${suffix}`;
  else cell.numFmt = suffix || result < 0 ? `#,##0${suffix}` : COUNT_FORMAT;
  cell.value = formula === null ? result : ({ formula, result } as CellFormulaValue);
}

/** @returns number of the last row written */
function notes(sheet: Worksheet, lines: readonly string[], from: number, columns: number): number {
  const wide = sheet.columns.reduce((sum, column) => sum + (column.width ?? 9), 0) * LETTERS;
  let at = from;
  for (const text of lines) {
    if (columns > 1) sheet.mergeCells(at, 1, at, columns);
    words(sheet.getCell(at, 1), text, { italic: true, size: 11 });
    sheet.getRow(at).height = 16 * Math.max(1, Math.ceil(text.length / wide));
    at += 1;
  }
  return at;
}
