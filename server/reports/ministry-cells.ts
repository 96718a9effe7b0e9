// Cells of a sheet set to values where they stand: what is around them keeps every byte.
import { escapeXml } from '#checks';
import { addressOf, type BookCell, keyOf, type RowAt, type Sheet, type Span } from './ministry-book.ts';
import { type Edit, edited } from './word/tree.ts';

/** `number`: exact decimal; `error`: what a formula gives that has no value; `blank`: nothing, which is not zero. */
export type CellValue =
  | { kind: 'number'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'error'; text: string }
  | { kind: 'blank' };

export type Setting = { row: number; column: number; value: CellValue };

/** The sheet's XML with cells set. Formulas, styles and shared strings stay; a cell that is not there is made with the style of its row or column. */
export function withCells(sheet: Sheet, settings: readonly Setting[]): string {
  const edits: Edit[] = [];
  const missing: Setting[] = [];
  for (const setting of settings) {
    const cell = sheet.cells.get(keyOf(setting.row, setting.column));
    if (cell) edits.push(...editsOf(sheet, cell, setting.value));
    else if (setting.value.kind !== 'blank') missing.push(setting);
  }
  return edited(sheet.xml, [...edits, ...added(sheet, missing)]);
}

function editsOf({ xml, prefix }: Sheet, cell: BookCell, value: CellValue): Edit[] {
  const type = typeOf(value, cell.formula !== null);
  const tag = retyped(xml.slice(cell.tag.start, cell.tag.end), value.kind === 'blank' && cell.type === 'n' ? 'keep' : type);
  const inner = innerOf(prefix, value, cell.formula !== null);
  if (cell.is_empty_tag) {
    if (inner === '') return tag === xml.slice(cell.tag.start, cell.tag.end) ? [] : [{ ...cell.tag, xml: tag }];
    const name = `${prefix}c`;
    return [{ ...cell.tag, xml: `${tag.replace(/\s*\/>$/, '>')}${inner}</${name}>` }];
  }
  const edits: Edit[] = [];
  if (tag !== xml.slice(cell.tag.start, cell.tag.end)) edits.push({ ...cell.tag, xml: tag });
  const [first, ...others] = cell.value;
  for (const one of others) edits.push({ start: one.start, end: one.end, xml: '' });
  if (!first) {
    const at = cell.whole.end - `</${prefix}c>`.length;
    const end = xml.lastIndexOf('</', cell.whole.end - 1);
    const place = end > cell.tag.start ? end : at;
    if (inner !== '') edits.push({ start: place, end: place, xml: inner });
    return edits;
  }
  const is_number_in_place =
    first.name === 'x:v' && (value.kind === 'number' || value.kind === 'error') && first.inner.end > first.inner.start;
  if (is_number_in_place) edits.push({ ...first.inner, xml: value.text });
  else edits.push({ start: first.start, end: first.end, xml: inner });
  return edits;
}

/** What the type of a cell is called; null: a number, which needs none. */
function typeOf(value: CellValue, is_formula: boolean): string | null {
  if (value.kind === 'text') return is_formula ? 'str' : 'inlineStr';
  return value.kind === 'error' ? 'e' : null;
}

/** The tag with another type; the rest of it as it was. */
function retyped(tag: string, type: string | null): string {
  if (type === 'keep') return tag;
  const stands = /\st\s*=\s*("[^"]*"|'[^']*')/.exec(tag);
  if (type === null) return stands && !/["']n["']/.test(stands[1] ?? '') ? tag.replace(stands[0], '') : tag;
  if (stands) return tag.replace(stands[0], ` t="${type}"`);
  return tag.replace(/\s*(\/?)>$/, ` t="${type}"$1>`);
}

function innerOf(prefix: string, value: CellValue, is_formula: boolean): string {
  if (value.kind === 'blank') return '';
  const text = escapeXml(value.text);
  if (value.kind === 'text' && !is_formula)
    return `<${prefix}is><${prefix}t xml:space="preserve">${text}</${prefix}t></${prefix}is>`;
  return `<${prefix}v>${text}</${prefix}v>`;
}

function newCell(sheet: Sheet, { row, column, value }: Setting): string {
  const own = sheet.rows.find(({ no }) => no === row)?.style ?? null;
  const style = own ?? sheet.columns.find(({ min, max }) => column >= min && column <= max)?.style ?? 0;
  const type = typeOf(value, false);
  const attributes = `r="${addressOf(row, column)}"${style > 0 ? ` s="${style}"` : ''}${type ? ` t="${type}"` : ''}`;
  return `<${sheet.prefix}c ${attributes}>${innerOf(sheet.prefix, value, false)}</${sheet.prefix}c>`;
}

/** Cells, and rows, that are not in the sheet yet, in their order. */
function added(sheet: Sheet, settings: readonly Setting[]): Edit[] {
  const edits: Edit[] = [];
  const new_rows: { no: number; xml: string }[] = [];
  for (const [no, members] of [...Map.groupBy(settings, ({ row }) => row)].sort(([a], [b]) => a - b)) {
    const sorted = members.sort((a, b) => a.column - b.column);
    const row = sheet.rows.find((one) => one.no === no);
    if (row) edits.push(...inRow(sheet, row, sorted));
    else {
      const cells = sorted.map((one) => newCell(sheet, one)).join('');
      new_rows.push({ no, xml: `<${sheet.prefix}row r="${no}">${cells}</${sheet.prefix}row>` });
    }
  }
  return [...edits, ...inData(sheet, new_rows)];
}

function inRow(sheet: Sheet, row: RowAt, settings: readonly Setting[]): Edit[] {
  if (row.is_empty_tag) {
    const tag = sheet.xml.slice(row.tag.start, row.tag.end).replace(/\s*\/>$/, '>');
    return [{ ...row.tag, xml: `${tag}${settings.map((one) => newCell(sheet, one)).join('')}</${sheet.prefix}row>` }];
  }
  const there = [...sheet.cells.values()].filter((cell) => cell.row === row.no).sort((a, b) => a.column - b.column);
  const places = settings.map((setting) => {
    const after = there.find(({ column }) => column > setting.column);
    return { at: after ? after.whole.start : closing(sheet, row.whole), xml: newCell(sheet, setting) };
  });
  return joined(places);
}

function inData(sheet: Sheet, rows: readonly { no: number; xml: string }[]): Edit[] {
  if (rows.length === 0 || !sheet.data) return [];
  if (sheet.data.is_empty_tag) {
    const tag = sheet.xml.slice(sheet.data.tag.start, sheet.data.tag.end).replace(/\s*\/>$/, '>');
    return [{ ...sheet.data.tag, xml: `${tag}${rows.map(({ xml }) => xml).join('')}</${sheet.prefix}sheetData>` }];
  }
  const end = closing(sheet, sheet.data.whole);
  return joined(rows.map(({ no, xml }) => ({ at: sheet.rows.find((row) => row.no > no)?.whole.start ?? end, xml })));
}

/** Where the closing tag of an element begins. */
const closing = ({ xml }: Sheet, { end }: Span) => xml.lastIndexOf('</', end - 1);

/** What is put in at one place stands there in its order. */
function joined(places: readonly { at: number; xml: string }[]): Edit[] {
  return [...Map.groupBy(places, ({ at }) => at)].map(([at, all]) => ({
    start: at,
    end: at,
    xml: all.map(({ xml }) => xml).join(''),
  }));
}
