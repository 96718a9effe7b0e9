// A ministry's workbook filled for a unit and a period: only mapped cells and the stored results of formulas over them are others.
import { UnreadableError } from '#checks';
import { DomainError } from '#lib/errors';
import { type Book, openBook } from './ministry-book.ts';
import { type CellValue, type Setting, withCells } from './ministry-cells.ts';
import { recomputed } from './ministry-compute.ts';
import { type FormShape, faultsOf, locate, type MapCell } from './ministry-map.ts';
import { withParts } from './ministry-zip.ts';

/** A filled form as cells: figures exact, blank where nothing is known. */
export type FilledCells = {
  shape: FormShape;
  /** Keys of the lines in their order, for `#1`, `#2` …; none of a list form. */
  lines: string[];
  value: (row: string, column: string) => CellValue;
};

export type FilledBook = {
  bytes: Buffer;
  cells: number;
  /** Formulas over filled cells that the product does not compute: the file asks to be computed anew when it is opened. */
  left: string[];
};

/** @throws reports.workbook_unreadable */
export function bookOf(bytes: Uint8Array): Book {
  try {
    return openBook(bytes);
  } catch (cause) {
    if (!(cause instanceof UnreadableError)) throw cause;
    throw new DomainError('reports.workbook_unreadable', 422, { reason: cause.reason, text: cause.message });
  }
}

/**
 * @throws reports.workbook_unreadable, reports.workbook_map_faults, reports.workbook_no_room
 */
export function filledBook(bytes: Uint8Array, mapping: readonly MapCell[], filled: FilledCells): FilledBook {
  const book = bookOf(bytes);
  const faults = faultsOf(book, filled.shape, mapping);
  if (faults.length > 0) throw mapFaults(faults);
  refuseLeftOver(mapping, filled);
  const settings = new Map<string, Setting[]>();
  for (const one of mapping) {
    const found = locate(book, one);
    if (typeof found === 'string') continue;
    const { sheet, row, column } = found;
    const line = one.row.startsWith('#') ? filled.lines[Number(one.row.slice(1)) - 1] : one.row;
    const value: CellValue = line === undefined ? { kind: 'blank' } : filled.value(line, one.column);
    settings.set(sheet.name, [...(settings.get(sheet.name) ?? []), { row, column, value }]);
  }
  const again = recomputed(book, settings);
  const parts = new Map<string, Uint8Array>();
  for (const sheet of book.sheets) {
    const all = [...(settings.get(sheet.name) ?? []), ...(again.settings.get(sheet.name) ?? [])];
    if (all.length === 0) continue;
    const xml = withCells(sheet, all);
    if (xml !== sheet.xml) parts.set(sheet.part, encoded(book, sheet.part, xml));
  }
  if (again.left.length > 0) parts.set(book.workbook_part, asksToCompute(book));
  return { bytes: withParts(bytes, parts), cells: mapping.length, left: again.left };
}

export function mapFaults(faults: ReturnType<typeof faultsOf>): DomainError {
  const text = faults
    .slice(0, 10)
    .map(({ place, fault }) => `${place} (${fault})`)
    .join(', ');
  return new DomainError('reports.workbook_map_faults', 422, { count: faults.length, faults: faults.slice(0, 200), text });
}

/** Lines by number must have room for every line of the form: a total would not be the sum of what is shown. */
function refuseLeftOver(mapping: readonly MapCell[], { lines }: FilledCells): void {
  const slots = new Set(mapping.filter(({ row }) => row.startsWith('#')).map(({ row }) => Number(row.slice(1))));
  if (slots.size === 0) return;
  const named = new Set(mapping.map(({ row }) => row));
  const left = lines.filter((key, at) => !slots.has(at + 1) && !named.has(key));
  if (left.length > 0)
    throw new DomainError('reports.workbook_no_room', 422, { lines: lines.length, room: slots.size, left: left.length });
}

// A part comes back in the encoding and with the byte order mark it had.
function encoded(book: Book, part: string, xml: string): Buffer {
  const old = book.archive.part(part) as Buffer;
  const mark = old.length >= 2 ? old.readUInt16BE(0) : 0;
  if (mark === 0xfffe) return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')]);
  if (mark === 0xfeff) return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(xml, 'utf16le').swap16()]);
  const has_mark = old.length >= 3 && old.readUIntBE(0, 3) === 0xefbbbf;
  return has_mark ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(xml)]) : Buffer.from(xml);
}

/** The one exception: `fullCalcOnLoad` in the workbook's part, where a formula over filled cells is not computed here. */
function asksToCompute(book: Book): Buffer {
  const xml = book.archive.text(book.workbook_part) ?? '';
  const [tag] = /<(?:\w+:)?calcPr\b[^>]*>/.exec(xml) ?? [];
  if (tag) {
    const plain = tag.replace(/\sfullCalcOnLoad\s*=\s*("[^"]*"|'[^']*')/, '');
    return encoded(book, book.workbook_part, xml.replace(tag, plain.replace(/\s*(\/?)>$/, ' fullCalcOnLoad="1"$1>')));
  }
  const prefix = /<(\w+:)?workbook\b/.exec(xml)?.[1] ?? '';
  // Its place is fixed by the format: behind these, as far as they are there.
  const before = ['definedNames', 'externalReferences', 'functionGroups', 'sheets'];
  const after = `</${prefix}${before.find((name) => xml.includes(`</${prefix}${name}>`)) ?? 'sheets'}>`;
  return encoded(book, book.workbook_part, xml.replace(after, `${after}<${prefix}calcPr fullCalcOnLoad="1"/>`));
}
