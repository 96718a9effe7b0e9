// A book of entries as it was read: each row's values, and every fault by sheet and cell. Pure.
import type { Day } from '#lib/day';
import { plain } from '#lib/text';
import { columnLetters } from '#lib/xlsx';
import { dayOfCell, valueIn } from './cell.ts';
import { columnsOf, type SheetColumn } from './columns.ts';
import type { Layout } from './layout.ts';
import { readValues, type ValueFault, type Values } from './value.ts';
import { type Cell, rangeOf, type Sheet, type SheetRow } from './workbook.ts';

export type BookFault = { sheet: string; cell: string; fault: string; field: string | null; data: Record<string, string> };
export type EvidenceCell = { number: string; page: number | null; cell: string };
/** A row that holds an entry. `unit` null: that of the import. */
export type ReadRow = { no: number; unit: string | null; values: Values; evidence: EvidenceCell[] };
export type ReadBook = { rows: ReadRow[]; faults: BookFault[]; columns: readonly SheetColumn[] };

export const MOST_ROWS = 100_000;
/** Faults after so many are counted only: whoever mends a thousand sends the book again anyway. */
export const MOST_FAULTS = 1000;
const HEAD_WITHIN = 20;

/** Faults kept up to a limit, counted beyond it. */
export class Faults {
  readonly list: BookFault[] = [];
  count = 0;

  add(fault: BookFault): void {
    this.count += 1;
    if (this.list.length < MOST_FAULTS) this.list.push(fault);
  }
}

export type Reading = { layout: Layout; from: Day; to: Day; today: Day };

const bareLabel = (text: string) => plain(text.replace(/\*/g, '')).trim();

type Head = { no: number; at: number };

/** The row whose first cells are the first columns' names. */
function headOf(sheet: Sheet, columns: readonly SheetColumn[]): Head | null {
  const wanted = columns.map((column) => bareLabel(column.label));
  for (const [at, row] of sheet.rows.slice(0, HEAD_WITHIN).entries()) {
    const texts = [...row.cells.values()].map((cell) => bareLabel(cell.text));
    // Enough to know what is meant: then each name must stand in its column.
    if (texts.filter((text) => wanted.includes(text)).length >= Math.min(3, columns.length)) return { no: row.no, at };
  }
  return null;
}

/** @param turn called every thousand rows */
export async function readBook(
  sheet: Sheet,
  reading: Reading,
  faults: Faults,
  turn: (done: number, total: number) => Promise<void>,
): Promise<ReadBook> {
  const columns = columnsOf(reading.layout);
  const at = (row: number, column: number) => `${columnLetters(column)}${row}`;
  const told = (cell: string, fault: string, data: Record<string, string> = {}, field: string | null = null) =>
    faults.add({ sheet: sheet.name, cell, fault, field, data });
  const head = headOf(sheet, columns);
  if (!head) {
    told('A1', 'no_header', {
      columns: columns
        .map((column) => column.label)
        .join(', ')
        .slice(0, 400),
    });
    return { rows: [], faults: faults.list, columns };
  }
  const merged = sheet.merged.filter((ref) => rangeOf(ref).bottom >= head.no);
  for (const ref of merged) told(ref, 'merged_cells');
  const names = (sheet.rows[head.at] as SheetRow).cells;
  let shifted = 0;
  for (const [index, column] of columns.entries()) {
    const found = names.get(index + 1)?.text ?? '';
    if (bareLabel(found) === bareLabel(column.label)) continue;
    told(at(head.no, index + 1), found === '' ? 'missing_column' : 'shifted_column', { expected: column.label, found });
    shifted += 1;
  }
  // Under shifted columns and merged cells every row would be a fault of its own.
  if (shifted > 0 || merged.length > 0) return { rows: [], faults: faults.list, columns };
  const body = sheet.rows.slice(head.at + 1);
  if (body.length > MOST_ROWS) {
    told(at((body[MOST_ROWS] as SheetRow).no, 1), 'too_many_rows', { most: String(MOST_ROWS) });
    return { rows: [], faults: faults.list, columns };
  }
  const rows: ReadRow[] = [];
  for (const [index, row] of body.entries()) {
    if (index % 1000 === 0) await turn(index, body.length);
    if (isTotals(row, columns)) continue;
    for (const [column, cell] of row.cells)
      if (column > columns.length) told(at(row.no, column), 'beyond_columns', { text: cell.text.slice(0, 60) });
    rows.push(
      readRow(row, columns, { ...reading, is_1904: sheet.is_1904 }, (column, fault, data, field) =>
        told(at(row.no, column), fault, data, field),
      ),
    );
  }
  return { rows, faults: faults.list, columns };
}

/** The line of totals under an exported list is no entry. */
function isTotals(row: SheetRow, columns: readonly SheetColumn[]): boolean {
  return bareLabel(row.cells.get(1)?.text ?? '') === 'tong cong' && row.cells.size < columns.length;
}

type Tell = (column: number, fault: string, data: Record<string, string>, field: string | null) => void;

function readRow(row: SheetRow, columns: readonly SheetColumn[], reading: Reading & { is_1904: boolean }, tell: Tell): ReadRow {
  const { layout, from, to, today, is_1904 } = reading;
  const sent: Record<string, unknown> = {};
  const of_field = new Map<string, number>();
  const unread = new Set<string>();
  for (const [index, { field, part }] of columns.entries()) {
    if (field === null) continue;
    if (!of_field.has(field.key)) of_field.set(field.key, index + 1);
    const cell = row.cells.get(index + 1);
    if (!cell) continue;
    const read = part === 'value' ? valueIn(field, cell, is_1904) : partOf(part, cell, is_1904);
    if ('fault' in read) {
      tell(index + 1, read.fault, { text: read.text.slice(0, 60) }, field.key);
      unread.add(field.key);
    } else if (part === 'value') sent[field.key] = read.value;
    else sent[field.key] = { ...(sent[field.key] as object | undefined), [part]: read.value };
  }
  const { values, faults } = readValues(layout, sent, today);
  for (const fault of faults)
    if (!unread.has(fault.field)) tell(of_field.get(fault.field) ?? 1, fault.fault, dataOf(fault, layout), fault.field);
  const on_day = values[layout.day_field];
  if (typeof on_day === 'string' && (on_day < from || on_day > to))
    tell(of_field.get(layout.day_field) ?? 1, 'outside_period', { day: on_day, from, to }, layout.day_field);
  return { no: row.no, unit: row.cells.get(1)?.text ?? null, values, evidence: evidenceIn(row, columns, tell) };
}

function partOf(part: SheetColumn['part'], cell: Cell, is_1904: boolean): { value: unknown } | { fault: string; text: string } {
  if (cell.kind === 'error') return { fault: 'formula_error', text: cell.text };
  if (part !== 'on') return { value: cell.text };
  const day = dayOfCell(cell, is_1904);
  return day === null ? { fault: 'not_a_day', text: cell.text } : { value: day };
}

function dataOf({ data }: ValueFault, layout: Layout): Record<string, string> {
  const { than, when, ...rest } = data;
  const other = layout.fields.find((field) => field.key === than);
  return { ...rest, ...(other && { than_vi: other.label_vi, than_en: other.label_en }), ...(when && { when }) };
}

function evidenceIn(row: SheetRow, columns: readonly SheetColumn[], tell: Tell): EvidenceCell[] {
  const [numbers_at, page_at] = [columns.length - 1, columns.length];
  const numbers = row.cells.get(numbers_at)?.text.split(';') ?? [];
  const said = row.cells.get(page_at)?.text ?? null;
  const page = said !== null && /^\d{1,5}$/.test(said) ? Number(said) : null;
  if (said !== null && (page === null || page === 0)) tell(page_at, 'not_a_page', { text: said.slice(0, 60) }, null);
  return numbers
    .map((number) => number.trim())
    .filter(Boolean)
    .map((number) => ({ number, page: page === 0 ? null : page, cell: `${columnLetters(numbers_at)}${row.no}` }));
}
