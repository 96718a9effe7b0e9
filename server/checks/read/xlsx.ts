import { type Cell, type Draft, layOut, type Report } from '../report.ts';
import { Mapped } from './mapped.ts';
import { BUILT_IN, shown } from './number-format.ts';
import { asTable } from './table.ts';
import { LIMITS, UnreadableError } from './unreadable.ts';
import { type Attributes, characters, parseXml } from './xml.ts';
import { type Archive, openZip } from './zip.ts';

type SheetCell = { row: number; column: number; row_span: number; column_span: number; text: string; is_hidden: boolean };

/** Where a cell of the report stands: `Biểu 1!C12`, by its offset in the text. */
export type XlsxOrigins = Map<number, string>;

/**
 * A workbook: each sheet's lines above and below its figures as paragraphs, the rest as tables, every cell as it is shown. Formulas give
 * the value that was saved with them.
 * @throws UnreadableError
 */
export function readXlsx(file: string, bytes: Uint8Array): { report: Report; origins: XlsxOrigins } {
  const archive = openZip(bytes);
  const workbook = archive.text('xl/workbook.xml');
  if (workbook === null) throw new UnreadableError('no_document');
  const shared = sharedStrings(archive.text('xl/sharedStrings.xml'));
  const formats = formatsOf(archive.text('xl/styles.xml'));
  const drafts: Draft[] = [];
  let length = 0;
  for (const { name, part, is_hidden } of sheetsOf(workbook, archive)) {
    const xml = archive.text(part);
    if (xml === null) continue;
    const cells = readSheet(xml, shared, formats, is_hidden);
    length += cells.reduce((sum, { text }) => sum + text.length, 0);
    if (length > LIMITS.text_chars) throw new UnreadableError('too_long');
    drafts.push(...draftsOf(name, cells));
  }
  const report = layOut(file, 'xlsx', drafts);
  return { report, origins: originsOf(report) };
}

function originsOf(report: Report): XlsxOrigins {
  const origins: XlsxOrigins = new Map();
  for (const block of report.blocks) {
    const sheet = block.place.sheet ?? '';
    if (block.kind !== 'table') origins.set(block.offset, `${sheet}!${block.place.line ?? 1}`);
    else
      for (const cell of block.cells) {
        const first = cell.source?.[0] ?? 0;
        origins.set(cell.offset, `${sheet}!${columnName(first)}${cell.place?.line ?? 1}`);
      }
  }
  return origins;
}

// ---- parts

function sheetsOf(workbook: string, archive: Archive): { name: string; part: string; is_hidden: boolean }[] {
  const targets = new Map<string, string>();
  const rels = archive.text('xl/_rels/workbook.xml.rels');
  if (rels !== null) {
    parseXml(rels, {
      open(name, attributes) {
        if (name.endsWith('Relationship')) targets.set(attributes('Id') ?? '', attributes('Target') ?? '');
      },
      close() {},
    });
  }
  const sheets: { name: string; part: string; is_hidden: boolean }[] = [];
  parseXml(workbook, {
    open(name, attributes) {
      if (name !== 'x:sheet') return;
      const target = targets.get(attributes('id') ?? '') ?? `worksheets/sheet${sheets.length + 1}.xml`;
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      sheets.push({ name: attributes('name') ?? '', part, is_hidden: (attributes('state') ?? 'visible') !== 'visible' });
    },
    close() {},
  });
  return sheets;
}

function sharedStrings(xml: string | null): string[] {
  const strings: string[] = [];
  if (xml === null) return strings;
  let parts: string[] = [];
  let in_text = false;
  let in_phonetic = false;
  parseXml(xml, {
    open(name) {
      if (name === 'x:si') parts = [];
      else if (name === 'x:rPh') in_phonetic = true;
      else if (name === 'x:t') in_text = !in_phonetic;
    },
    close(name) {
      if (name === 'x:si') strings.push(parts.join(''));
      else if (name === 'x:rPh') in_phonetic = false;
      else if (name === 'x:t') in_text = false;
    },
    text(start, end) {
      if (in_text) parts.push(characters(xml.slice(start, end)));
    },
  });
  return strings;
}

/** Number format of each cell style. */
function formatsOf(xml: string | null): string[] {
  const formats: string[] = [];
  if (xml === null) return formats;
  const own = new Map<number, string>();
  let in_cells = false;
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'x:numFmt') own.set(Number(attributes('numFmtId')), attributes('formatCode') ?? '');
      else if (name === 'x:cellXfs') in_cells = true;
      else if (name === 'x:xf' && in_cells) {
        const id = Number(attributes('numFmtId') ?? 0);
        formats.push(own.get(id) ?? BUILT_IN[id] ?? 'General');
      }
    },
    close(name) {
      if (name === 'x:cellXfs') in_cells = false;
    },
  });
  return formats;
}

function readSheet(xml: string, shared: string[], formats: string[], is_sheet_hidden: boolean): SheetCell[] {
  const cells: SheetCell[] = [];
  const hidden_columns: [number, number][] = [];
  const merges = new Map<string, { row_span: number; column_span: number }>();
  let length = 0;
  let row = 0;
  let column = 0;
  let is_row_hidden = false;
  let type = 'n';
  let format = 'General';
  let value = '';
  let takes = false;
  const begin = (attributes: Attributes) => {
    const address = /^([A-Z]{1,3})(\d{1,7})$/.exec(attributes('r') ?? '');
    column = address ? columnNumber(address[1] as string) : column + 1;
    type = attributes('t') ?? 'n';
    format = formats[Number(attributes('s') ?? 0)] ?? 'General';
    value = '';
  };
  const end = () => {
    const text = tidy(cellText(type, value, format, shared));
    if (text === '') return;
    length += text.length;
    if (cells.length >= LIMITS.table_cells || length > LIMITS.text_chars) throw new UnreadableError('too_long');
    const at = column;
    const is_hidden = is_sheet_hidden || is_row_hidden || hidden_columns.some(([from, to]) => at >= from && at <= to);
    cells.push({ row, column, row_span: 1, column_span: 1, text, is_hidden });
  };
  parseXml(xml, {
    open(name, attributes) {
      if (name === 'x:row') {
        row = Number(attributes('r') ?? row + 1);
        column = -1;
        is_row_hidden = attributes('hidden') === '1' || attributes('hidden') === 'true';
      } else if (name === 'x:c') begin(attributes);
      else if (name === 'x:v' || name === 'x:t') takes = true;
      else if (name === 'x:col' && hidden_columns.length < 1000 && ['1', 'true'].includes(attributes('hidden') ?? ''))
        hidden_columns.push([Number(attributes('min')) - 1, Number(attributes('max')) - 1]);
      else if (name === 'x:mergeCell') {
        const area = areaOf(attributes('ref') ?? '');
        if (area === null || merges.size >= 20_000) return;
        merges.set(`${area.top}:${area.left}`, {
          row_span: Math.min(LIMITS.cell_span, area.bottom - area.top + 1),
          column_span: Math.min(LIMITS.cell_span, area.right - area.left + 1),
        });
      }
    },
    close(name) {
      if (name === 'x:c') end();
      else if (name === 'x:v' || name === 'x:t') takes = false;
    },
    text(start, stop) {
      if (takes) value += characters(xml.slice(start, stop));
    },
  });
  for (const cell of cells) Object.assign(cell, merges.get(`${cell.row}:${cell.column}`));
  return cells;
}

function cellText(type: string, value: string, format: string, shared: string[]): string {
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE';
  if (type === 'e' || type === 'str' || type === 'inlineStr' || value === '') return value;
  return shown(value, format);
}

// A cell is one line.
function tidy(text: string): string {
  return text.includes('\n') || text.includes('\t') ? text.replace(/[\s]+/g, ' ').trim() : text.trim();
}

export function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

function areaOf(ref: string): { top: number; left: number; bottom: number; right: number } | null {
  const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref);
  if (!found) return null;
  const [, left, top, right, bottom] = found as unknown as [string, string, string, string, string];
  return { left: columnNumber(left), top: Number(top), right: columnNumber(right), bottom: Number(bottom) };
}

// ---- lines and tables

type Row = { number: number; cells: SheetCell[] };

/** A sheet's rows: lines of a single cell before and after are text, what lies between is a table; an empty row ends a table. */
function draftsOf(sheet: string, cells: SheetCell[]): Draft[] {
  const rows: Row[] = [];
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  for (const cell of cells) {
    const last = rows.at(-1);
    if (last?.number === cell.row) last.cells.push(cell);
    else rows.push({ number: cell.row, cells: [cell] });
  }
  const drafts: Draft[] = [];
  let group: Row[] = [];
  const flush = () => {
    drafts.push(...groupDrafts(sheet, group));
    group = [];
  };
  for (const row of rows) {
    const last = group.at(-1);
    const reach = last ? last.number + Math.max(...last.cells.map(({ row_span }) => row_span)) : row.number;
    if (last && row.number > reach) flush();
    group.push(row);
  }
  flush();
  return drafts;
}

function groupDrafts(sheet: string, rows: Row[]): Draft[] {
  const first = rows.findIndex((row) => row.cells.length > 1);
  if (first < 0) return rows.flatMap((row) => row.cells.map((cell) => lineOf(sheet, cell)));
  let end = rows.length;
  // Notes and the signature below a table: single cells with sentences.
  while (end > first + 1 && rows[end - 1]?.cells.length === 1 && (rows[end - 1]?.cells[0]?.text.length ?? 0) > 25) end -= 1;
  const table = rows.slice(first, end);
  if (table.length < 2) return rows.flatMap((row) => row.cells.map((cell) => lineOf(sheet, cell)));
  const lines = (some: Row[]) => some.flatMap((row) => row.cells.map((cell) => lineOf(sheet, cell)));
  return [...lines(rows.slice(0, first)), tableOf(sheet, table), ...lines(rows.slice(end))];
}

function lineOf(sheet: string, cell: SheetCell): Draft {
  const { text } = new Mapped().addAt(cell.text, 0).done();
  return { kind: 'paragraph', text, place: { sheet, line: cell.row } };
}

function tableOf(sheet: string, rows: Row[]): Draft {
  const left = rows.reduce((least, { cells }) => Math.min(least, cells[0]?.column ?? least), Number.POSITIVE_INFINITY);
  const top = rows[0]?.number ?? 1;
  const bottom = rows.at(-1)?.number ?? top;
  const right = rows.reduce((most, { cells }) => Math.max(most, ...cells.map((cell) => cell.column)), left);
  const filled = new Set<string>();
  const cells: Omit<Cell, 'offset'>[] = [];
  for (const { cells: of_row } of rows) {
    for (const cell of of_row) {
      const row_span = Math.min(cell.row_span, bottom - cell.row + 1);
      const column_span = Math.min(cell.column_span, right - cell.column + 1);
      for (let r = 0; r < row_span; r += 1)
        for (let c = 0; c < column_span; c += 1) filled.add(`${cell.row + r}:${cell.column + c}`);
      if (filled.size > LIMITS.table_cells) throw new UnreadableError('too_long');
      const { text } = new Mapped().addAt(cell.text, 0).done();
      cells.push(placed(sheet, cell.row, cell.column, text, { row_span, column_span, is_hidden: cell.is_hidden }));
    }
  }
  // Empty cells keep the columns apart, where there are not absurdly many.
  if (filled.size < LIMITS.table_cells && (bottom - top + 1) * (right - left + 1) < LIMITS.table_cells)
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (!filled.has(`${row}:${column}`))
          cells.push(placed(sheet, row, column, '', { row_span: 1, column_span: 1, is_hidden: false }));
  for (const cell of cells) {
    cell.row -= top;
    cell.column -= left;
  }
  return asTable({ cells, place: { sheet, line: top }, header_rows: null, has_spans: true });
}

// `source` keeps the sheet's own column: the table's first column need not be A.
function placed(
  sheet: string,
  row: number,
  column: number,
  text: string,
  more: { row_span: number; column_span: number; is_hidden: boolean },
): Omit<Cell, 'offset'> {
  const { is_hidden, ...spans } = more;
  return {
    row,
    column,
    ...spans,
    text,
    is_header: false,
    ...(is_hidden && { is_hidden }),
    place: { sheet, line: row },
    source: new Uint32Array(text.length).fill(column),
  };
}
