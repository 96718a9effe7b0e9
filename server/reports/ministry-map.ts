// Which cell of a ministry's workbook is which cell of a form: proposed from its heads and labels, changed by an officer, checked.
import { z } from 'zod';
import { addressOf, type Book, isIn, keyOf, placeOf, type Sheet } from './ministry-book.ts';
import { type Line, linesOf, tidy } from './ministry-lines.ts';
import { proposedUnits } from './ministry-units.ts';

/** One cell: by sheet and address, or by a defined name. `row`: key of a row of the form, `total`, or `#3` for its third line. */
export const MapCell = z.strictObject({
  sheet: z.string().max(100).nullable().default(null),
  cell: z.string().max(12).nullable().default(null),
  name: z.string().max(255).nullable().default(null),
  row: z.string().min(1).max(100),
  column: z.string().min(1).max(60),
});
export type MapCell = z.infer<typeof MapCell>;
export const Mapping = z.array(MapCell).max(5_000);

export const MAP_FAULTS = [
  'no_sheet',
  'no_cell',
  'no_name',
  'formula',
  'merged',
  'locked',
  'text_there',
  'twice',
  'no_row',
  'no_column',
] as const;
export const MapFault = z.object({ place: z.string(), fault: z.enum(MAP_FAULTS), text: z.string() });
export type MapFault = z.infer<typeof MapFault>;

/** What of a form can be mapped. */
export type FormShape = {
  /** `units`: a row for each unit, a column for each figure of a list form. */
  kind: 'table' | 'list' | 'units';
  /** Rows by key with their official code and label; of a form of columns those that are known now. */
  rows: { key: string; code: string | null; label: string; takes_figure: boolean }[];
  columns: { key: string; no: number | null; code?: string | null; label: string; is_words: boolean }[];
};

export type Found = { sheet: Sheet; row: number; column: number };

/** Where a mapped cell lies; null with why when it lies nowhere. */
export function locate(book: Book, one: MapCell): Found | 'no_sheet' | 'no_cell' | 'no_name' {
  const at = one.name === null ? { sheet: one.sheet ?? '', cell: one.cell ?? '' } : book.names.get(one.name);
  if (!at) return 'no_name';
  const sheet = book.sheets.find(({ name }) => name === at.sheet);
  if (!sheet) return 'no_sheet';
  const place = placeOf(at.cell);
  return place ? { sheet, ...place } : 'no_cell';
}

export const placeName = ({ sheet, cell, name }: MapCell) => name ?? `${sheet ?? ''}!${cell ?? ''}`;

/** What is wrong with a mapping: nothing of it is filled then. */
export function faultsOf(book: Book, shape: FormShape, mapping: readonly MapCell[]): MapFault[] {
  const taken = new Set<string>();
  const faults: MapFault[] = [];
  for (const one of mapping) {
    const add = (fault: MapFault['fault'], text = '') => faults.push({ place: placeName(one), fault, text });
    const column = shape.columns.find(({ key }) => key === one.column);
    if (!column) add('no_column', one.column);
    if (!isRow(shape, one.row)) add('no_row', one.row);
    const found = locate(book, one);
    if (typeof found === 'string') {
      add(found);
      continue;
    }
    const place = `${found.sheet.name}!${addressOf(found.row, found.column)}`;
    if (taken.has(place)) add('twice');
    taken.add(place);
    const wrong = cellFault(book, found, column?.is_words ?? false);
    if (wrong) add(wrong.fault, wrong.text);
  }
  return faults;
}

function isRow(shape: FormShape, row: string): boolean {
  if (shape.kind === 'table') return row.length > 0;
  // Units come and go: a line by its number, or a unit that is there now.
  if (shape.kind === 'units' && /^#\d{1,3}$/.test(row)) return true;
  return shape.rows.some(({ key, takes_figure }) => key === row && takes_figure);
}

/** Signs that forms print where a number is to be put. */
const PLACEHOLDER = /^[\s.…\-–—_x0]*$/iu;

function cellFault(
  book: Book,
  { sheet, row, column }: Found,
  is_words: boolean,
): { fault: MapFault['fault']; text: string } | null {
  const cell = sheet.cells.get(keyOf(row, column));
  if (cell?.formula) return { fault: 'formula', text: cell.formula.text };
  if (sheet.formula_areas.some((area) => isIn(area, row, column))) return { fault: 'formula', text: '' };
  const merge = sheet.merges.find((area) => isIn(area, row, column));
  if (merge && (merge.top !== row || merge.left !== column)) return { fault: 'merged', text: addressOf(merge.top, merge.left) };
  if (sheet.is_protected && (book.locked[cell?.style ?? 0] ?? true)) return { fault: 'locked', text: '' };
  const is_text = cell !== undefined && ['s', 'str', 'inlineStr'].includes(cell.type) && !PLACEHOLDER.test(cell.text);
  return is_text && !is_words ? { fault: 'text_there', text: cell.text.slice(0, 100) } : null;
}

export type Proposal = { mapping: MapCell[]; skipped: MapFault[] };

const PROPOSED = { table: proposedTable, list: proposedList, units: proposedUnits };

/** A mapping by the numbers under the heads, the codes and the labels of rows. Cells that may not be filled are told instead. */
export function proposed(book: Book, shape: FormShape): Proposal {
  const mapping: MapCell[] = [];
  const skipped: MapFault[] = [];
  for (const sheet of book.sheets) {
    if (sheet.is_hidden) continue;
    const found = PROPOSED[shape.kind](sheet, shape);
    for (const one of found) {
      const [fault] = faultsOf(book, shape, [one]);
      if (fault) skipped.push(fault);
      else mapping.push(one);
    }
  }
  return { mapping, skipped };
}

/** Column of the sheet by number of the form, where a row holds `(1)`, `(2)`, `(3)=(4)+(5)` … or plain numbers. */
function numbersIn(line: Line, numbers: readonly number[]): Map<number, number> | null {
  const found = new Map<number, number>();
  for (const [column, text] of [...line.texts].sort(([a], [b]) => a - b)) {
    const no = Number(/^\(?(\d{1,2})\)?(?:\s*=.*)?$/.exec(text)?.[1] ?? Number.NaN);
    if (numbers.includes(no) && !found.has(no)) found.set(no, column);
  }
  return found.size >= Math.max(3, numbers.length - 2) && found.size > line.texts.size / 2 ? found : null;
}

function proposedTable(sheet: Sheet, shape: FormShape): MapCell[] {
  const lines = linesOf(sheet);
  const numbers = shape.columns.flatMap(({ no }) => no ?? []);
  const head = lines.find((line) => numbersIn(line, numbers) !== null);
  const places = head && numbersIn(head, numbers);
  if (!head || !places) return [];
  const known = new Map(shape.rows.map(({ key, label }) => [tidy(label), key]));
  const label_at = places.get(shape.columns.find(({ key }) => key === 'label')?.no ?? -1);
  const body = lines.filter(({ no }) => no > head.no);
  const named = body.map((line) => rowKey(label_at === undefined ? '' : (line.texts.get(label_at) ?? ''), line, known));
  const last = named.findLastIndex((key) => key !== null);
  const out: MapCell[] = [];
  let slot = 0;
  body.forEach((line, at) => {
    const label = label_at === undefined ? '' : (line.texts.get(label_at) ?? '');
    let row = named[at] ?? null;
    // Lines without a label above the last known one, or with room for every figure, take the form's lines in their order.
    const has_room = [...places.values()].every((column) => line.texts.has(column));
    const is_line = row === null && label === '' && has_room && (at < last || last < 0);
    if (is_line) {
      slot += 1;
      row = `#${slot}`;
    }
    if (row === null) return;
    for (const [no, column] of places) {
      const to = shape.columns.find((one) => one.no === no);
      if (!to || (to.is_words && !row.startsWith('#'))) continue;
      // Numbers of lines that are printed already stay.
      if (to.is_words && line.texts.get(column)) continue;
      out.push({ sheet: sheet.name, cell: addressOf(line.no, column), name: null, row, column: to.key });
    }
  });
  return out;
}

function rowKey(label: string, line: Line, known: ReadonlyMap<string, string>): string | null {
  const texts = label ? [label] : [...line.texts.values()].slice(0, 2);
  for (const text of texts) {
    const said = tidy(text);
    if (said === '') continue;
    if (/^tong (so|cong)( |$)/.test(said) || said === 'tong') return 'total';
    const key = known.get(said);
    if (key) return key;
  }
  return null;
}

const VALUE_HEAD = /^(so lieu|ket qua|gia tri|so luong|thuc hien|ket qua thuc hien|so lieu bao cao)$/;
const NOTE_HEAD = /^ghi chu$/;

function proposedList(sheet: Sheet, shape: FormShape): MapCell[] {
  const lines = linesOf(sheet);
  const heads = lines.flatMap((line) =>
    [...line.texts].flatMap(([column, text]) => (VALUE_HEAD.test(tidy(text)) ? [{ no: line.no, column }] : [])),
  );
  const [head] = heads;
  if (!head) return [];
  const note_at = [...(lines.find(({ no }) => no === head.no)?.texts ?? [])].find(([, text]) => NOTE_HEAD.test(tidy(text)))?.[0];
  const left = new Set(shape.rows.filter(({ takes_figure }) => takes_figure));
  const out: MapCell[] = [];
  for (const line of lines) {
    if (line.no <= head.no) continue;
    const texts = [...line.texts].filter(([column, text]) => column < head.column && text !== '').map(([, text]) => text);
    const labels = new Set(texts.map(tidy));
    const by_label = [...left].filter(({ label }) => labels.has(tidy(label)));
    // The same words stand in several rows: then the number decides.
    const row = by_label.find(({ code }) => code !== null && texts.includes(code)) ?? by_label[0] ?? byCode(left, texts);
    if (!row) continue;
    left.delete(row);
    out.push({ sheet: sheet.name, cell: addressOf(line.no, head.column), name: null, row: row.key, column: 'value' });
    if (note_at !== undefined && !line.texts.get(note_at))
      out.push({ sheet: sheet.name, cell: addressOf(line.no, note_at), name: null, row: row.key, column: 'note' });
  }
  return out;
}

function byCode(left: ReadonlySet<FormShape['rows'][number]>, texts: readonly string[]): FormShape['rows'][number] | null {
  const found = [...left].filter(({ code }) => code?.includes('.') && texts.includes(code));
  return found.length === 1 ? (found[0] as FormShape['rows'][number]) : null;
}
