// The first sheet of an Excel book, read as it streams by: cells as text, numbers or moments, merged ranges. Made for many rows.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { DomainError } from '#lib/errors';

/** `number`: as the book has it, 15 digits; `error`: `#REF!` and the like. */
export type Cell = { kind: 'text' | 'number' | 'flag' | 'error'; text: string };
export type SheetRow = { no: number; cells: Map<number, Cell> };
export type Sheet = { name: string; rows: SheetRow[]; merged: string[]; is_1904: boolean };

const MOST_BYTES = 600 * 1024 * 1024;
const MOST_CELLS = 8_000_000;
const PIECE = 1 << 20;
const WANTED = /^xl\/(workbook\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml|_rels\/workbook\.xml\.rels)$/;

/**
 * Reads the first sheet of a book.
 * @param asked called between pieces: a long reading lets others work, and may be stopped by what it throws
 * @throws registers.book_unreadable
 */
export async function readSheet(bytes: Uint8Array, asked: () => Promise<void> = async () => {}): Promise<Sheet> {
  let stopped = false;
  // What `asked` throws is no fault of the book.
  const turn = () =>
    asked().catch((error) => {
      stopped = true;
      throw error;
    });
  try {
    const parts = unpack(bytes);
    const book = new BookReader();
    await feed(need(parts, 'xl/workbook.xml'), book, turn);
    const links = new LinkReader();
    await feed(need(parts, 'xl/_rels/workbook.xml.rels'), links, turn);
    const [first] = book.sheets;
    const target = first && links.targets.get(first.link);
    if (!first || !target) throw new Error('no sheet');
    const strings = new StringReader();
    const shared = parts['xl/sharedStrings.xml'];
    if (shared) await feed(shared, strings, turn);
    const sheet = new SheetReader(strings.strings);
    await feed(need(parts, target.startsWith('/') ? target.slice(1) : `xl/${target}`), sheet, turn);
    return { name: first.name, rows: sheet.rows, merged: sheet.merged, is_1904: book.is_1904 };
  } catch (cause) {
    if (stopped) throw cause;
    throw new DomainError('registers.book_unreadable', 422, {}, { cause });
  }
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!WANTED.test(name)) return false;
      total += originalSize;
      if (total > MOST_BYTES) throw new Error('too large');
      return true;
    },
  });
}

function need(parts: Record<string, Uint8Array>, name: string): Uint8Array {
  const part = parts[name];
  if (!part) throw new Error(`no ${name}`);
  return part;
}

type Attributes = Record<string, string>;
interface Reader {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

async function feed(bytes: Uint8Array, reader: Reader, turn: () => Promise<void>): Promise<void> {
  const parser = new SaxesParser();
  let failed: Error | null = null;
  parser.on('opentag', (tag) => reader.open(bare(tag.name), tag.attributes as Attributes));
  parser.on('closetag', (tag) => reader.close(bare(tag.name)));
  parser.on('text', (text) => reader.text(text));
  parser.on('error', (error) => {
    failed ??= error;
  });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += PIECE) {
    parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
    if (failed) throw failed;
    await nextTurn();
    await turn();
  }
  parser.write(decoder.decode()).close();
  if (failed) throw failed;
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

class BookReader implements Reader {
  readonly sheets: { name: string; link: string }[] = [];
  is_1904 = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'workbookPr') this.is_1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet' || attributes.state === 'hidden' || attributes.state === 'veryHidden') return;
    const link = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1];
    if (link) this.sheets.push({ name: attributes.name ?? '', link });
  }

  text(): void {}

  close(): void {}
}

class LinkReader implements Reader {
  readonly targets = new Map<string, string>();

  open(name: string, { Id, Target }: Attributes): void {
    if (name === 'Relationship' && Id && Target) this.targets.set(Id, Target);
  }

  text(): void {}

  close(): void {}
}

class StringReader implements Reader {
  readonly strings: string[] = [];
  #now: string | null = null;
  #in_text = false;
  #in_phonetic = false;

  open(name: string): void {
    if (name === 'si') this.#now = '';
    if (name === 'rPh') this.#in_phonetic = true;
    if (name === 't') this.#in_text = true;
  }

  text(text: string): void {
    if (this.#in_text && !this.#in_phonetic && this.#now !== null) this.#now += text;
  }

  close(name: string): void {
    if (name === 't') this.#in_text = false;
    if (name === 'rPh') this.#in_phonetic = false;
    if (name !== 'si' || this.#now === null) return;
    this.strings.push(this.#now);
    this.#now = null;
  }
}

const KINDS: Record<string, Cell['kind']> = {
  s: 'text',
  str: 'text',
  inlineStr: 'text',
  b: 'flag',
  e: 'error',
  n: 'number',
  d: 'text',
};

class SheetReader implements Reader {
  readonly rows: SheetRow[] = [];
  readonly merged: string[] = [];
  readonly #strings: readonly string[];
  #row: SheetRow | null = null;
  #column = 0;
  #type = 'n';
  #value = '';
  #is_value = false;
  #in_phonetic = false;
  #cells = 0;

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        this.#row = { no: Number(attributes.r ?? (this.rows.at(-1)?.no ?? 0) + 1), cells: new Map() };
        this.#column = 0;
        break;
      case 'c':
        this.#column = attributes.r ? columnNo(attributes.r) : this.#column + 1;
        this.#type = attributes.t ?? 'n';
        this.#value = '';
        break;
      case 'v':
        this.#is_value = true;
        break;
      case 't':
        this.#is_value = !this.#in_phonetic;
        break;
      case 'rPh':
        this.#in_phonetic = true;
        break;
      case 'mergeCell':
        if (attributes.ref) this.merged.push(attributes.ref);
        break;
    }
  }

  text(text: string): void {
    if (this.#is_value) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#is_value = false;
    if (name === 'rPh') this.#in_phonetic = false;
    if (name === 'c') this.#keep();
    if (name !== 'row' || !this.#row) return;
    if (this.#row.cells.size > 0) this.rows.push(this.#row);
    this.#row = null;
  }

  #keep(): void {
    if (!this.#row || this.#value === '') return;
    this.#cells += 1;
    if (this.#cells > MOST_CELLS) throw new Error('too many cells');
    const kind = KINDS[this.#type] ?? 'text';
    const text = this.#type === 's' ? (this.#strings[Number(this.#value)] ?? '') : this.#value;
    if (text.trim() !== '')
      this.#row.cells.set(this.#column, { kind, text: kind === 'number' ? plainNumber(text) : text.trim() });
  }
}

function columnNo(address: string): number {
  let no = 0;
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    no = no * 26 + code - 64;
  }
  return no;
}

/** A number as a book keeps it (`1.2E7`, `0.30000000000000004`) as plain decimal text of the 15 digits Excel knows. */
export function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const [mantissa, exponent] = value.toExponential(14).split('e') as [string, string];
  const digits = mantissa.replace('-', '').replace('.', '');
  const point = 1 + Number(exponent);
  const sign = value < 0 ? '-' : '';
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Corners of `B3:D5`, counted from 1. */
export function rangeOf(ref: string): { top: number; left: number; bottom: number; right: number } {
  const [from = '', to = from] = ref.split(':');
  const row = (address: string) => Number(/\d+$/.exec(address)?.[0] ?? 0);
  return { top: row(from), left: columnNo(from), bottom: row(to), right: columnNo(to) };
}
