// An Excel workbook of somebody else's, read so that single cells of it can be changed where they stand.
import { type Archive, characters, FILE_LIMITS, openZip, parseXml, UnreadableError } from '#checks';
import { columnLetters } from '#lib/xlsx';

/** Cells of all sheets together; a ministry's form has some thousands. */
const MOST_CELLS = 200_000;

export type Span = { start: number; end: number };
export type Area = { top: number; left: number; bottom: number; right: number };
export type Formula = { text: string; shared: string | null; kind: string };

export type BookCell = {
  row: number;
  /** Counted from 1. */
  column: number;
  /** Tag that opens it, whole element, and what in it tells its value (`v`, `is`). */
  tag: Span;
  whole: Span;
  is_empty_tag: boolean;
  value: (Span & { inner: Span; name: string })[];
  type: string;
  style: number;
  /** As it is stored; shared strings resolved. */
  text: string;
  formula: Formula | null;
};
export type RowAt = { no: number; tag: Span; whole: Span; is_empty_tag: boolean; style: number | null };

export type Sheet = {
  name: string;
  part: string;
  is_hidden: boolean;
  is_protected: boolean;
  xml: string;
  /** Of the prefix its elements carry: `` or `x:`. */
  prefix: string;
  data: { tag: Span; whole: Span; is_empty_tag: boolean } | null;
  rows: RowAt[];
  cells: Map<string, BookCell>;
  merges: Area[];
  /** Cells that belong to an array formula or a table of what-if values. */
  formula_areas: Area[];
  columns: { min: number; max: number; style: number }[];
};

export type Book = {
  archive: Archive;
  workbook_part: string;
  sheets: Sheet[];
  /** Defined names of single cells. */
  names: Map<string, { sheet: string; cell: string }>;
  /** By number of the style of a cell: whether the protection of a sheet holds it. */
  locked: boolean[];
  /** A signature over the parts of the file would no longer hold. */
  is_signed: boolean;
};

export const keyOf = (row: number, column: number) => `${row}:${column}`;
export const addressOf = (row: number, column: number) => `${columnLetters(column)}${row}`;

/** Row and column from 1; null when it is no address of one cell. */
export function placeOf(address: string): { row: number; column: number } | null {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address.trim().toUpperCase()) ?? [];
  if (letters === '') return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const row = Number(digits);
  return column <= 16_384 && row <= 1_048_576 ? { row, column } : null;
}

export function areaOf(ref: string): Area | null {
  const [from = '', to = from] = ref.split(':');
  const [a, b] = [placeOf(from), placeOf(to)];
  if (!a || !b) return null;
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}

export const isIn = ({ top, left, bottom, right }: Area, row: number, column: number) =>
  row >= top && row <= bottom && column >= left && column <= right;

/** @throws UnreadableError broken_archive, bomb, broken_xml, dtd, too_deep, too_long, no_document, old_word */
export function openBook(bytes: Uint8Array): Book {
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') throw new UnreadableError('old_word');
  if (bytes.length > FILE_LIMITS.file_bytes) throw new UnreadableError('too_large');
  const archive = openZip(bytes);
  const seen = new Set<string>();
  for (const { name } of archive.entries) {
    if (seen.has(name.toLowerCase())) throw new UnreadableError('broken_archive');
    seen.add(name.toLowerCase());
  }
  const workbook_part = 'xl/workbook.xml';
  const workbook = archive.text(workbook_part);
  if (workbook === null) throw new UnreadableError('no_document');
  const { listed, names } = readWorkbook(workbook, targetsOf(archive.text('xl/_rels/workbook.xml.rels')));
  const shared = sharedStrings(archive.text('xl/sharedStrings.xml'));
  const room = { left: MOST_CELLS };
  const sheets = listed.flatMap(({ name, part, is_hidden }) => {
    const xml = archive.text(part);
    return xml === null ? [] : [readSheet({ name, part, is_hidden, xml }, shared, room)];
  });
  if (sheets.length === 0) throw new UnreadableError('no_document');
  const is_signed = archive.entries.some(({ name }) => name.toLowerCase().startsWith('_xmlsignatures/'));
  return { archive, workbook_part, sheets, names, locked: lockedStyles(archive.text('xl/styles.xml')), is_signed };
}

function targetsOf(rels: string | null): Map<string, string> {
  const found = new Map<string, string>();
  if (rels === null) return found;
  parseXml(rels, {
    open(name, attribute) {
      if (name.endsWith('Relationship')) found.set(attribute('Id') ?? '', attribute('Target') ?? '');
    },
    close() {},
  });
  return found;
}

function readWorkbook(xml: string, targets: ReadonlyMap<string, string>) {
  const listed: { name: string; part: string; is_hidden: boolean }[] = [];
  const names: Book['names'] = new Map();
  let name_of: string | null = null;
  parseXml(xml, {
    open(name, attribute) {
      if (name === 'x:sheet') {
        const target = targets.get(attribute('id') ?? '') ?? `worksheets/sheet${listed.length + 1}.xml`;
        const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
        listed.push({ name: attribute('name') ?? '', part, is_hidden: (attribute('state') ?? 'visible') !== 'visible' });
      } else if (name === 'x:definedName') name_of = attribute('name');
    },
    close(name) {
      if (name === 'x:definedName') name_of = null;
    },
    text(start, end) {
      if (name_of === null || name_of.startsWith('_xlnm.') || names.size > 5_000) return;
      const [, quoted, plain, cell = ''] =
        /^(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7})$/.exec(characters(xml.slice(start, end)).trim()) ?? [];
      const sheet = quoted?.replaceAll("''", "'") ?? plain;
      if (sheet !== undefined) names.set(name_of, { sheet, cell: cell.replaceAll('$', '') });
    },
  });
  return { listed, names };
}

function sharedStrings(xml: string | null): string[] {
  const strings: string[] = [];
  if (xml === null) return strings;
  let text = '';
  let takes = false;
  parseXml(xml, {
    open(name) {
      if (name === 'x:si') text = '';
      else if (name === 'x:t') takes = true;
    },
    close(name) {
      if (name === 'x:si') strings.push(text);
      else if (name === 'x:t') takes = false;
    },
    text(start, end) {
      if (takes) text += characters(xml.slice(start, end));
    },
  });
  return strings;
}

// A cell is locked unless its style says otherwise; that means something only where the sheet is protected.
function lockedStyles(xml: string | null): boolean[] {
  const locked: boolean[] = [];
  if (xml === null) return locked;
  let in_cells = false;
  parseXml(xml, {
    open(name, attribute) {
      if (name === 'x:cellXfs') in_cells = true;
      else if (name === 'x:xf' && in_cells) locked.push(true);
      else if (name === 'x:protection' && in_cells)
        locked[locked.length - 1] = !['0', 'false'].includes(attribute('locked') ?? '1');
    },
    close(name) {
      if (name === 'x:cellXfs') in_cells = false;
    },
  });
  return locked;
}

type Told = Pick<Sheet, 'name' | 'part' | 'is_hidden' | 'xml'>;

function readSheet(told: Told, shared: readonly string[], room: { left: number }): Sheet {
  const { xml } = told;
  const sheet: Sheet = {
    ...told,
    is_protected: false,
    prefix: '',
    data: null,
    rows: [],
    cells: new Map(),
    merges: [],
    formula_areas: [],
    columns: [],
  };
  let row: RowAt | null = null;
  let cell: BookCell | null = null;
  let column = 0;
  let takes: 'value' | 'formula' | null = null;
  parseXml(xml, {
    open(name, attribute, start, end, is_empty) {
      const tag = { start, end };
      if (name === 'x:c' && row) {
        room.left -= 1;
        if (room.left < 0) throw new UnreadableError('too_long');
        column = placeOf(attribute('r') ?? '')?.column ?? column + 1;
        const type = attribute('t') ?? 'n';
        const style = Number(attribute('s') ?? 0);
        cell = {
          row: row.no,
          column,
          tag,
          whole: { start, end },
          is_empty_tag: is_empty,
          value: [],
          type,
          style,
          text: '',
          formula: null,
        };
      } else if (name === 'x:row') {
        const no: number = Number(attribute('r') ?? (row?.no ?? 0) + 1);
        const style = attribute('customFormat') === '1' ? Number(attribute('s') ?? 0) : null;
        row = { no, tag, whole: { start, end }, is_empty_tag: is_empty, style };
        sheet.rows.push(row);
        column = 0;
      } else if (cell && (name === 'x:v' || name === 'x:is')) {
        cell.value.push({ start, end, inner: { start: end, end }, name });
        takes = name === 'x:v' ? 'value' : null;
      } else if (cell && name === 'x:t') takes = 'value';
      else if (cell && name === 'x:f') {
        const kind = attribute('t') ?? 'normal';
        cell.formula = { text: '', shared: kind === 'shared' ? attribute('si') : null, kind };
        const area = kind === 'array' || kind === 'dataTable' ? areaOf(attribute('ref') ?? '') : null;
        if (area) sheet.formula_areas.push(area);
        takes = is_empty ? null : 'formula';
      } else aside(sheet, name, attribute, tag, is_empty);
    },
    close(name, start, end) {
      if (name === 'x:c' && cell) {
        cell.whole.end = end;
        if (cell.type === 's') cell.text = shared[Number(cell.text)] ?? '';
        sheet.cells.set(keyOf(cell.row, cell.column), cell);
        cell = null;
      } else if (name === 'x:row' && row) row.whole.end = end;
      else if (name === 'x:sheetData' && sheet.data) sheet.data.whole.end = end;
      else if (cell && (name === 'x:v' || name === 'x:is')) {
        const last = cell.value.at(-1);
        if (last) Object.assign(last, { end, inner: { start: last.inner.start, end: Math.max(start, last.inner.start) } });
        takes = null;
      } else if (name === 'x:t' || name === 'x:f') takes = null;
    },
    text(start, end) {
      if (!cell || takes === null) return;
      const text = characters(xml.slice(start, end));
      if (takes === 'value') cell.text += text;
      else if (cell.formula) cell.formula.text += text;
    },
  });
  return sheet;
}

function aside(sheet: Sheet, name: string, attribute: (name: string) => string | null, tag: Span, is_empty: boolean): void {
  if (name === 'x:sheetData') {
    sheet.data = { tag, whole: { ...tag }, is_empty_tag: is_empty };
    sheet.prefix = /^<([\w.-]+:)?/.exec(sheet.xml.slice(tag.start, tag.end))?.[1] ?? '';
  } else if (name === 'x:mergeCell') {
    const area = areaOf(attribute('ref') ?? '');
    if (area && sheet.merges.length < 20_000) sheet.merges.push(area);
  } else if (name === 'x:sheetProtection') sheet.is_protected = ['1', 'true'].includes(attribute('sheet') ?? '0');
  else if (name === 'x:col' && sheet.columns.length < 2_000)
    sheet.columns.push({ min: Number(attribute('min')), max: Number(attribute('max')), style: Number(attribute('style') ?? 0) });
}
