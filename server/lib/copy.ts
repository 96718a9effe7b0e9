// Rows for COPY in PostgreSQL's binary format, written straight into memory: no text to make here and none to parse there.
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Day, daysBetween } from './day.ts';

/**
 * `until`: a timestamptz for which null means "has no end" and is written as infinity. `words`: different words, one space between them, for a
 * tsvector.
 */
export type ColumnType = 'int2' | 'int4' | 'int8' | 'text' | 'jsonb' | 'bool' | 'date' | 'timestamptz' | 'until' | 'words';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = Buffer.from([0xff, 0xff]);
const EPOCH_DAY: Day = '2000-01-01';
const EPOCH_MS = Date.UTC(2000, 0, 1);
const TWO_32 = 2 ** 32;
// Small enough that the server works on one while the next is on its way, about what a local socket holds.
const CHUNK_BYTES = 262_144;
/** The most a column of fixed width takes: its length word and eight bytes. */
const FIXED_BYTES = 12;
// Above it the call into native code pays for itself.
const SHORT_TEXT = 40;

/** Rows of one table on their way into it; emptied by {@link send} and used again. */
export class CopyRows<Row extends object> {
  readonly #statement: string;
  readonly #columns: readonly (readonly [keyof Row, ColumnType])[];
  #bytes = Buffer.allocUnsafe(262_144);
  #end = SIGNATURE.length;
  #rows = 0;

  /** @param columns in the order in which they are written; names as in the table */
  constructor(table: string, columns: { readonly [K in keyof Row]?: ColumnType }) {
    this.#columns = Object.entries(columns) as [keyof Row, ColumnType][];
    this.#statement = `copy ${table} (${Object.keys(columns).join(', ')}) from stdin (format binary)`;
    SIGNATURE.copy(this.#bytes);
  }

  get size_bytes(): number {
    return this.#end;
  }

  get rows(): number {
    return this.#rows;
  }

  /** @throws RangeError for a number that its column cannot hold, or a moment that is none */
  add(row: Row): void {
    const columns = this.#columns;
    this.#reserve(2 + columns.length * FIXED_BYTES);
    this.#end = this.#bytes.writeInt16BE(columns.length, this.#end);
    for (let at = 0; at < columns.length; at += 1) {
      const [name, type] = columns[at] as readonly [keyof Row, ColumnType];
      this.#field(type, row[name]);
    }
    this.#rows += 1;
  }

  #field(type: ColumnType, value: unknown): void {
    if (value === null || value === undefined) {
      if (type === 'until') this.#pair(0x7fffffff, 0xffffffff);
      else this.#end = this.#bytes.writeInt32BE(-1, this.#end);
      return;
    }
    switch (type) {
      case 'int2':
        this.#length(2);
        this.#end = this.#bytes.writeInt16BE(value as number, this.#end);
        break;
      case 'int4':
        this.#length(4);
        this.#end = this.#bytes.writeInt32BE(value as number, this.#end);
        break;
      case 'int8':
        this.#whole(value as number);
        break;
      case 'bool':
        this.#length(1);
        this.#bytes[this.#end] = value ? 1 : 0;
        this.#end += 1;
        break;
      case 'date':
        this.#length(4);
        this.#end = this.#bytes.writeInt32BE(daysBetween(EPOCH_DAY, value as Day), this.#end);
        break;
      case 'timestamptz':
      case 'until':
        this.#whole(((value as Date).getTime() - EPOCH_MS) * 1000);
        break;
      case 'text':
        this.#text(value as string, 0);
        break;
      case 'jsonb':
        this.#text(JSON.stringify(value), 1);
        break;
      case 'words':
        this.#words(value as string);
        break;
    }
  }

  #length(bytes: number): void {
    this.#end = this.#bytes.writeInt32BE(bytes, this.#end);
  }

  #whole(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number that can be kept: ${value}`);
    this.#pair(Math.floor(value / TWO_32), value >>> 0);
  }

  #pair(high: number, low: number): void {
    this.#length(8);
    this.#end = this.#bytes.writeInt32BE(high, this.#end);
    this.#end = this.#bytes.writeUInt32BE(low, this.#end);
  }

  /** @param prefix 1: after a version byte, as jsonb is sent */
  #text(text: string, prefix: 0 | 1): void {
    // The columns after this one were reserved for at their fixed width.
    this.#reserve(text.length * 3 + 5 + this.#columns.length * FIXED_BYTES);
    const at = this.#end + 4;
    if (prefix) this.#bytes[at] = 1;
    const bytes = prefix + this.#utf8(text, at + prefix);
    this.#length(bytes);
    this.#end = at + bytes;
  }

  /** How many there are, then each with its end and without a place. */
  #words(text: string): void {
    const words = text === '' ? [] : text.split(' ');
    this.#reserve(text.length * 3 + words.length * 3 + 8 + this.#columns.length * FIXED_BYTES);
    let at = this.#bytes.writeInt32BE(words.length, this.#end + 4);
    for (const word of words) {
      at += this.#utf8(word, at);
      at = this.#bytes.writeUInt8(0, at);
      at = this.#bytes.writeInt16BE(0, at);
    }
    this.#length(at - this.#end - 4);
    this.#end = at;
  }

  #utf8(text: string, at: number): number {
    if (text.length <= SHORT_TEXT) {
      let i = 0;
      for (; i < text.length; i += 1) {
        const code = text.charCodeAt(i);
        if (code > 0x7f) break;
        this.#bytes[at + i] = code;
      }
      if (i === text.length) return i;
    }
    return this.#bytes.write(text, at, 'utf8');
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }

  /** Sends what was added and begins anew. Nothing may be added until it is done. */
  async send(client: pg.ClientBase): Promise<void> {
    if (this.#rows === 0) return;
    const stream = client.query(copyFrom(this.#statement));
    const done = once(stream, 'finish');
    // One piece at a time: a stream that still holds pieces when the server refuses a row writes them to a connection it no longer has.
    for (let from = 0; from < this.#end; from += CHUNK_BYTES) {
      const piece = this.#bytes.subarray(from, Math.min(from + CHUNK_BYTES, this.#end));
      await Promise.race([done, new Promise((resolve) => stream.write(piece, resolve))]);
    }
    stream.end(END);
    await done;
    this.#end = SIGNATURE.length;
    this.#rows = 0;
  }
}
