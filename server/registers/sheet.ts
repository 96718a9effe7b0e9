// A register as an Excel sheet: the list with its totals, and the empty template in the same columns.
import ExcelJS from 'exceljs';
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { COUNT_FORMAT, columnLetters, LANDSCAPE_A4 } from '#lib/xlsx';
import { columnsOf, type SheetColumn } from './columns.ts';
import type { RegisterDefinition } from './definitions.ts';
import { type Field, numbersOf } from './layout.ts';
import type { DocumentValue, Value, Values } from './value.ts';

export type SheetEntry = {
  unit_name: string;
  values: Values;
  evidence: { document_number: string | null; page: number | null }[];
};

const FONT = { name: 'Times New Roman', size: 11 } as const;
const HEAD_ROW = 4;

function cellOf({ field, part }: SheetColumn, entry: SheetEntry): ExcelJS.CellValue {
  if (part === 'unit') return entry.unit_name;
  if (part === 'evidence')
    return (
      entry.evidence
        .map((one) => one.document_number ?? '')
        .filter(Boolean)
        .join('; ') || null
    );
  if (part === 'page') return entry.evidence.length === 1 ? (entry.evidence[0]?.page ?? null) : null;
  const value = field ? entry.values[field.key] : undefined;
  if (field === null || value === undefined) return null;
  if (part === 'on') return day((value as DocumentValue).on);
  if (part !== 'value') return (value as DocumentValue)[part] ?? null;
  return plainCell(field, value);
}

function plainCell(field: Field, value: Value): ExcelJS.CellValue {
  switch (field.type) {
    case 'number':
    case 'money':
      // Fifteen digits are all that Excel keeps of a number.
      return (value as string).replace(/\D/g, '').length > 15 ? formatVi(value as string) : Number(value);
    case 'day':
      return day(value as string);
    case 'choice':
      return field.choices.find((one) => one.key === value)?.label_vi ?? String(value);
    case 'flag':
      return value ? 'Có' : 'Không';
    case 'person':
      return (value as { name: string }).name;
    default:
      return String(value);
  }
}

const day = (on: string | undefined) => (on === undefined ? null : new Date(`${on}T00:00:00Z`));

function formatOf({ field, part }: SheetColumn): string | undefined {
  if (part === 'on' || field?.type === 'day') return 'dd/mm/yyyy';
  if (part !== 'value' || !field) return undefined;
  if (field.type === 'money' || (field.type === 'number' && field.decimals === 0)) return COUNT_FORMAT;
  return field.type === 'number' ? `#,##0.${'#'.repeat(field.decimals)}` : undefined;
}

type Told = { title: string; lines: string[] };

function begin(definition: RegisterDefinition, told: Told) {
  const book = new ExcelJS.Workbook();
  const columns = columnsOf(definition.layout);
  const sheet = book.addWorksheet('Sổ', {
    views: [{ state: 'frozen', ySplit: HEAD_ROW, xSplit: 1 }],
    pageSetup: { ...LANDSCAPE_A4, printTitlesRow: `${HEAD_ROW}:${HEAD_ROW}` },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  sheet.getCell('A1').value = told.title;
  sheet.getCell('A1').font = { ...FONT, size: 14, bold: true };
  for (const [index, line] of told.lines.entries()) {
    sheet.getCell(index + 2, 1).value = line;
    sheet.getCell(index + 2, 1).font = { ...FONT, italic: true };
  }
  const head = sheet.getRow(HEAD_ROW);
  for (const [index, { label }] of columns.entries()) {
    const cell = head.getCell(index + 1);
    cell.value = label;
    cell.font = { ...FONT, bold: true };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
    cell.border = { bottom: { style: 'thin' }, right: { style: 'hair' } };
  }
  return { book, sheet, columns };
}

/** The list as it is shown, with a line of totals whose formulas follow the cells. */
export async function registerSheet(
  definition: RegisterDefinition,
  entries: readonly SheetEntry[],
  about: { unit_name: string; words: string },
): Promise<Uint8Array> {
  const told = { title: definition.name_vi, lines: [`${about.unit_name} · ${about.words}`, `${entries.length} mục`] };
  const { book, sheet, columns } = begin(definition, told);
  const formats = columns.map(formatOf);
  for (const entry of entries) {
    const row = sheet.addRow(columns.map((column) => cellOf(column, entry)));
    row.font = FONT;
    for (const [index, format] of formats.entries()) if (format) row.getCell(index + 1).numFmt = format;
  }
  if (entries.length > 0) totalsRow(sheet, definition, columns, entries.length);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function totalsRow(sheet: ExcelJS.Worksheet, definition: RegisterDefinition, columns: readonly SheetColumn[], n: number): void {
  // States on a day do not add up over days: who shows several days of one line would count it twice.
  if (definition.layout.period_kind === 'at_day') return;
  const sums = new Set(
    numbersOf(definition.layout)
      .filter((field) => field.unit !== '%')
      .map((field) => field.key),
  );
  if (sums.size === 0) return;
  const row = sheet.addRow(['Tổng cộng']);
  row.font = { ...FONT, bold: true };
  for (const [index, column] of columns.entries()) {
    if (!column.field || !sums.has(column.field.key)) continue;
    const letters = columnLetters(index + 1);
    const cell = row.getCell(index + 1);
    cell.value = { formula: `SUM(${letters}${HEAD_ROW + 1}:${letters}${HEAD_ROW + n})` };
    const format = formatOf(column);
    if (format) cell.numFmt = format;
  }
}

/** The empty form to fill in: lists to choose from, formats, and what each column wants. */
export async function templateSheet(definition: RegisterDefinition, unit_name: string, on: Day): Promise<Uint8Array> {
  const lines = [
    `Mẫu nhập cho ${unit_name}, theo sổ có hiệu lực ngày ${dayVi(on)} (phiên bản ${definition.version}).`,
    'Không gộp ô, không đổi tên, thứ tự cột. Cột có dấu * bắt buộc. Để trống nghĩa là chưa có số liệu; bằng không thì ghi 0.',
  ];
  const { book, sheet, columns } = begin(definition, { title: definition.name_vi, lines });
  const lists = book.addWorksheet('Danh mục');
  for (const [index, column] of columns.entries()) {
    const format = formatOf(column);
    const at = index + 1;
    if (format) sheet.getColumn(at).numFmt = format;
    const { field, part } = column;
    if (field?.help_vi && part === 'value') sheet.getCell(HEAD_ROW, at).note = field.help_vi;
    const words =
      field?.type === 'choice' ? field.choices.map((one) => one.label_vi) : field?.type === 'flag' ? ['Có', 'Không'] : null;
    if (!words) continue;
    const list_at = lists.columnCount + 1;
    lists.getCell(1, list_at).value = column.label;
    for (const [no, word] of words.entries()) lists.getCell(no + 2, list_at).value = word;
    const letters = columnLetters(list_at);
    const formulae = [`'Danh mục'!$${letters}$2:$${letters}$${words.length + 1}`];
    for (let row = HEAD_ROW + 1; row <= HEAD_ROW + 500; row += 1)
      sheet.getCell(row, at).dataValidation = { type: 'list', allowBlank: true, formulae, showErrorMessage: true };
  }
  for (let at = 1; at <= columns.length; at += 1) sheet.getCell(HEAD_ROW, at).numFmt = '@';
  return new Uint8Array(await book.xlsx.writeBuffer());
}
