import type { Cell, Draft, Table } from '../report.ts';

export type DraftTable = Draft<Table>;
type DraftCell = Omit<Cell, 'offset'>;

// A printed figure, or a dash that stands for none.
const FIGURE = /^[-–+(]?\s*\d[\d.,\s]*(?:\/\s*\d[\d.,]*)?\s*(?:%|\))?$/;
const YEAR = /^(?:năm\s+)?(?:19|20)\d\d$/i;
// Row of column numbers under a header: 1 2 3, (1) (2) (3)=(1)+(2), A B C.
const COLUMN_NUMBER = /^(?:\(?\d{1,2}\)?(?:\s*=[\s\d()+\-*/,%x:]*)?|\(?[A-E]\)?|\[\d{1,2}\])$/;

const MOST_HEADER_ROWS = 6;

/**
 * Number of rows above the figures that name the columns, where the file does not say it: down to the first row with a figure; a row
 * that only numbers the columns belongs to them.
 */
export function headerRows(cells: readonly DraftCell[], row_count: number): number {
  const rows: DraftCell[][] = [];
  for (const cell of cells) {
    if (cell.row > MOST_HEADER_ROWS) break;
    rows[cell.row] ??= [];
    rows[cell.row]?.push(cell);
  }
  if (row_count < 2) return 0;
  let header = 0;
  while (header < Math.min(row_count - 1, MOST_HEADER_ROWS)) {
    const filled = (rows[header] ?? []).filter(({ text }) => text !== '');
    const numbers_columns = header > 0 && isColumnNumbers(filled);
    if (!numbers_columns && filled.some(({ text }) => FIGURE.test(text) && !YEAR.test(text))) break;
    // A group title across the table belongs to the data below the header.
    if (header > 0 && filled.length <= 1 && !isUnderSpan(rows, header)) break;
    header += 1;
    if (numbers_columns) return header;
    // A cell that covers several rows takes them into the header.
    const covered = Math.max(...filled.map(({ row_span }) => row_span), 1);
    const next = (rows[header] ?? []).filter(({ text }) => text !== '');
    if (covered <= 1 && !isColumnNumbers(next) && !isUnderSpan(rows, header) && !hasHoles(rows, header)) break;
  }
  return Math.min(header, row_count - 1);
}

function isColumnNumbers(filled: readonly DraftCell[]): boolean {
  if (filled.length < 2 || !filled.every(({ text }) => COLUMN_NUMBER.test(text))) return false;
  const first = filled.map(({ text }) => Number(/\d+/.exec(text)?.[0] ?? 0)).filter((value) => value > 0);
  return first.every((value, i) => i === 0 || value === (first[i - 1] as number) + 1);
}

// Some cell of the row stands under one that covers several columns, or goes on below one that covers several rows.
function isUnderSpan(rows: readonly DraftCell[][], row: number): boolean {
  const above = rows.slice(0, row).flat();
  return above.some(
    (cell) => cell.row + cell.row_span > row || (cell.column_span > 1 && cell.row === row - 1 && above.length > 1),
  );
}

// Tables typed with tabs have no spans: the second header row is empty where the first one names the column.
function hasHoles(rows: readonly DraftCell[][], row: number): boolean {
  const above = rows[row - 1] ?? [];
  const here = rows[row] ?? [];
  const filled = here.filter(({ text }) => text !== '');
  if (filled.length === 0 || filled.some(({ text }) => FIGURE.test(text))) return false;
  const named = new Set(above.filter(({ text }) => text !== '').map(({ column }) => column));
  const is_first_empty = here[0]?.text === '' && named.has(here[0]?.column ?? -1);
  return is_first_empty && filled.some(({ column }) => !named.has(column)) && filled.length < named.size + 1;
}

/** Spans that tabs cannot show: an empty header cell beside a title with names under it, an empty one under a name. */
export function spanHeader(cells: readonly DraftCell[], header_rows: number): DraftCell[] {
  if (header_rows < 2) return [...cells];
  const at = new Map(cells.filter(({ row }) => row < header_rows).map((cell) => [`${cell.row}:${cell.column}`, { ...cell }]));
  const gone = new Set<string>();
  for (const [key, cell] of at) {
    if (cell.text === '' || gone.has(key)) continue;
    for (let column = cell.column + 1; cell.row < header_rows - 1; column += 1) {
      const right = at.get(`${cell.row}:${column}`);
      if (right?.text !== '' || !at.get(`${cell.row + 1}:${column}`)?.text) break;
      cell.column_span += 1;
      gone.add(`${cell.row}:${column}`);
    }
    for (let row = cell.row + 1; cell.column_span === 1 && row < header_rows; row += 1) {
      if (at.get(`${row}:${cell.column}`)?.text !== '') break;
      cell.row_span += 1;
      gone.add(`${row}:${cell.column}`);
    }
  }
  return cells.flatMap((cell) => {
    const key = `${cell.row}:${cell.column}`;
    return gone.has(key) ? [] : [at.get(key) ?? cell];
  });
}

/** A table from its cells: header found where the file does not tell, header cells marked. */
export function asTable(input: {
  cells: DraftCell[];
  place: DraftTable['place'];
  /** Null: not told by the file. */
  header_rows: number | null;
  has_spans: boolean;
}): DraftTable {
  const cells = input.cells.sort((a, b) => a.row - b.row || a.column - b.column);
  const row_count = cells.reduce((most, cell) => Math.max(most, cell.row + cell.row_span), 0);
  const column_count = cells.reduce((most, cell) => Math.max(most, cell.column + cell.column_span), 0);
  const header_rows = Math.min(input.header_rows ?? headerRows(cells, row_count), row_count);
  const spanned = input.has_spans ? cells : spanHeader(cells, header_rows);
  for (const cell of spanned) cell.is_header = cell.row < header_rows;
  return { kind: 'table', place: input.place, row_count, column_count, header_rows, cells: spanned };
}

/**
 * `next` put under `table` when it is the same table after a page break: same columns, and its header repeated (dropped), or none at
 * all right after a break.
 * @returns null when it is another table
 */
export function continued(table: DraftTable, next: DraftTable, is_after_break: boolean): DraftTable | null {
  if (table.column_count !== next.column_count) return null;
  const repeated = repeatedRows(table, next);
  if (repeated === 0 && !(is_after_break && next.header_rows === 0)) return null;
  // In place: a table may go on over hundreds of pages.
  const cut = is_after_break ? cutRow(table, next, repeated) : null;
  const dropped = repeated + (cut === null ? 0 : 1);
  const shift = table.row_count - dropped;
  for (const [above, below] of cut ?? []) above.text += ` ${below.text}`;
  for (const cell of next.cells) if (cell.row >= dropped) table.cells.push({ ...cell, row: cell.row + shift, is_header: false });
  table.row_count = next.row_count + shift;
  return table;
}

/** The rest of a row that a page break cuts: no figures, its words go on in small letters under words. */
function cutRow(table: DraftTable, next: DraftTable, first: number): [DraftCell, DraftCell][] | null {
  const rest: DraftCell[] = [];
  for (const cell of next.cells) {
    if (cell.row > first) break;
    if (cell.row === first && cell.text !== '') rest.push(cell);
  }
  const last = table.cells.slice(-table.column_count).filter((cell) => cell.row === table.row_count - 1);
  const pairs = rest.flatMap((cell): [DraftCell, DraftCell][] => {
    const above = last.find(({ column }) => column === cell.column);
    return above && above.text !== '' && above.source === undefined ? [[above, cell]] : [];
  });
  const goes_on = rest.length > 0 && pairs.length === rest.length && rest.every(({ text }) => /^\p{Ll}/u.test(text));
  return goes_on ? pairs : null;
}

function repeatedRows(table: DraftTable, next: DraftTable): number {
  if (table.header_rows === 0) return 0;
  const header = (cells: readonly DraftCell[]) => {
    const said: string[] = [];
    for (const { row, text } of cells) {
      if (row >= table.header_rows) break;
      if (text !== '') said.push(`${row} ${text.replace(/\s+/g, ' ').toLowerCase()}`);
    }
    return said;
  };
  const ours = header(table.cells);
  const theirs = header(next.cells);
  return ours.length > 0 && ours.join('\n') === theirs.join('\n') ? table.header_rows : 0;
}
