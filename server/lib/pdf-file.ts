// Reading a PDF file: its objects by number, as the newest cross-reference gives them. Nothing is drawn and no text is read.
import { inflateSync } from 'node:zlib';
import { isDict, isNamed, type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue } from './pdf-value.ts';

/** Why bytes cannot be read as a PDF. */
export class PdfUnreadable extends Error {}

const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)));
const DEEPEST = 60;
const MOST_OBJECTS = 500_000;
const MOST_INFLATED = 64 * 1024 * 1024;

/** Takes values from bytes, from `at` on. */
class Lexer {
  readonly bytes: Buffer;
  at: number;
  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  skip(): void {
    for (;;) {
      const code = this.bytes[this.at];
      if (code === undefined) return;
      if (code === 37)
        while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1;
      else if (SPACE.has(code)) this.at += 1;
      else return;
    }
  }

  word(): string {
    const from = this.at;
    while (this.at < this.bytes.length) {
      const code = this.bytes[this.at] as number;
      if (SPACE.has(code) || DELIMITER.has(code)) break;
      this.at += 1;
    }
    return this.bytes.toString('latin1', from, this.at);
  }

  value(depth = 0): PdfValue {
    if (depth > DEEPEST) throw new PdfUnreadable('nested too deep');
    this.skip();
    const code = this.bytes[this.at];
    if (code === undefined) throw new PdfUnreadable('the file ends inside a value');
    if (code === 47) {
      this.at += 1;
      return new PdfName(
        this.word().replace(/#([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      );
    }
    if (code === 40) return this.literal();
    if (code === 60) return this.bytes[this.at + 1] === 60 ? this.dict(depth) : this.hex();
    if (code === 91) return this.array(depth);
    return this.atom();
  }

  private atom(): PdfValue {
    const word = this.word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new PdfUnreadable(`no value at ${this.at}`);
    const number = Number(word);
    if (!/^\d+$/.test(word)) return number;
    // `12 0 R` is one value.
    const ahead = /^\s+(\d{1,5})\s+R(?![A-Za-z0-9])/.exec(this.bytes.toString('latin1', this.at, this.at + 24));
    if (!ahead) return number;
    this.at += ahead[0].length;
    return new PdfRef(number, Number(ahead[1]));
  }

  private array(depth: number): PdfValue[] {
    this.at += 1;
    const values: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 93) break;
      values.push(this.value(depth + 1));
    }
    this.at += 1;
    return values;
  }

  private dict(depth: number): PdfDict {
    this.at += 2;
    const dict: PdfDict = new Map();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 62 && this.bytes[this.at + 1] === 62) break;
      const key = this.value(depth + 1);
      if (!(key instanceof PdfName)) throw new PdfUnreadable('a dictionary without a name');
      // The last one counts, as in other readers.
      dict.set(key.name, this.value(depth + 1));
    }
    this.at += 2;
    return dict;
  }

  private hex(): Buffer {
    const end = this.bytes.indexOf(62, this.at);
    if (end < 0) throw new PdfUnreadable('a string without end');
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/[^0-9A-Fa-f]/g, '');
    this.at = end + 1;
    return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
  }

  private literal(): Buffer {
    const out: number[] = [];
    let depth = 1;
    for (this.at += 1; ; this.at += 1) {
      const code = this.bytes[this.at];
      if (code === undefined) throw new PdfUnreadable('a string without end');
      if (code === 92) {
        this.at += 1;
        const rest = this.bytes.toString('latin1', this.at, this.at + 3);
        const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
        const named = { n: 10, r: 13, t: 9, b: 8, f: 12 }[rest[0] ?? ''];
        if (octal) {
          out.push(Number.parseInt(octal, 8) & 255);
          this.at += octal.length - 1;
        } else if (named !== undefined) out.push(named);
        else if (rest[0] === '\r') this.at += rest[1] === '\n' ? 1 : 0;
        else if (rest[0] !== '\n') out.push(this.bytes[this.at] as number);
        continue;
      }
      if (code === 40) depth += 1;
      if (code === 41) depth -= 1;
      if (depth === 0) break;
      out.push(code);
    }
    this.at += 1;
    return Buffer.from(out);
  }
}

type Entry = { offset: number; gen: number } | { within: number; index: number };

/** A PDF file. Reading an object may throw {@link PdfUnreadable}. */
export class PdfFile {
  readonly bytes: Buffer;
  /** Of the newest section. */
  readonly trailer: PdfDict;
  /** Where the newest cross-reference begins, and of which kind it is. */
  readonly start: number;
  readonly is_stream: boolean;
  private readonly entries = new Map<number, Entry | null>();
  private readonly read = new Map<number, PdfValue>();
  private readonly packed = new Map<number, Map<number, PdfValue>>();

  /** @throws PdfUnreadable */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const tail = bytes.subarray(Math.max(0, bytes.length - 2048)).toString('latin1');
    const found = [...tail.matchAll(/startxref\s+(\d+)/g)].at(-1);
    if (!found) throw new PdfUnreadable('no startxref');
    this.start = Number(found[1]);
    const visited = new Set<number>();
    const queue = [this.start];
    let newest: { dict: PdfDict; is_stream: boolean } | null = null;
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (visited.has(at)) continue;
      visited.add(at);
      const section = this.section(at);
      newest ??= section;
      for (const key of ['XRefStm', 'Prev']) {
        const next = section.dict.get(key);
        if (typeof next === 'number') queue.push(next);
      }
    }
    if (!newest) throw new PdfUnreadable('no cross-reference');
    this.trailer = newest.dict;
    this.is_stream = newest.is_stream;
  }

  /** Numbers of all objects, deleted ones not. */
  numbers(): number[] {
    return [...this.entries].flatMap(([num, entry]) => (entry ? [num] : []));
  }

  /** What a reference stands for; any other value stands for itself. */
  get(value: PdfValue | undefined): PdfValue {
    for (let hops = 0; value instanceof PdfRef; hops += 1) {
      if (hops > DEEPEST) throw new PdfUnreadable('a reference to itself');
      value = this.object(value.num);
    }
    return value ?? null;
  }

  dict(value: PdfValue | undefined): PdfDict | null {
    const got = this.get(value);
    return isDict(got) ? got : null;
  }

  object(num: number): PdfValue {
    const known = this.read.get(num);
    if (known !== undefined) return known;
    const entry = this.entries.get(num);
    if (!entry) return null;
    const value = 'offset' in entry ? this.objectAt(entry.offset, num) : (this.objectsIn(entry.within).get(num) ?? null);
    this.read.set(num, value);
    return value;
  }

  /** Bytes of a stream after its filter; only deflate is known, which is all that cross-references and packed objects use. */
  inflated(stream: PdfStream): Buffer {
    const filter = this.get(stream.dict.get('Filter'));
    const names = filter === null ? [] : Array.isArray(filter) ? filter : [filter];
    if (names.length === 0) return stream.raw;
    if (names.length > 1 || !isNamed(names[0], 'FlateDecode')) throw new PdfUnreadable('a filter that is not known');
    let bytes: Buffer;
    try {
      bytes = inflateSync(stream.raw, { maxOutputLength: MOST_INFLATED });
    } catch {
      throw new PdfUnreadable('a stream that does not inflate');
    }
    const parms = this.get(stream.dict.get('DecodeParms'));
    const parm = isDict(parms) ? parms : Array.isArray(parms) ? this.dict(parms[0]) : null;
    const predictor = parm?.get('Predictor');
    return typeof predictor === 'number' && predictor >= 10 ? unpredicted(bytes, Number(parm?.get('Columns') ?? 1)) : bytes;
  }

  /** First page of the tree, with its reference. @throws PdfUnreadable */
  page(index: number): { ref: PdfRef; dict: PdfDict; inherited: PdfDict } {
    const pages = this.pages();
    const page = pages.at(index);
    if (!page) throw new PdfUnreadable('no such page');
    return page;
  }

  /** Every page in order, with what it inherits. */
  pages(): { ref: PdfRef; dict: PdfDict; inherited: PdfDict }[] {
    const found: { ref: PdfRef; dict: PdfDict; inherited: PdfDict }[] = [];
    const seen = new Set<number>();
    const visit = (ref: PdfValue | undefined, inherited: PdfDict, depth: number) => {
      if (!(ref instanceof PdfRef) || seen.has(ref.num) || depth > DEEPEST) return;
      seen.add(ref.num);
      const dict = this.dict(ref);
      if (!dict) return;
      const own = new Map(inherited);
      for (const key of ['Resources', 'MediaBox', 'CropBox', 'Rotate'])
        if (dict.has(key)) own.set(key, dict.get(key) as PdfValue);
      const kids = this.get(dict.get('Kids'));
      if (Array.isArray(kids)) for (const kid of kids) visit(kid, own, depth + 1);
      else if (!isNamed(dict.get('Type'), 'Pages')) found.push({ ref, dict, inherited: own });
    };
    visit(this.dict(this.trailer.get('Root'))?.get('Pages'), new Map(), 0);
    return found;
  }

  private section(at: number): { dict: PdfDict; is_stream: boolean } {
    const lexer = new Lexer(this.bytes, at);
    lexer.skip();
    if (this.bytes.toString('latin1', lexer.at, lexer.at + 4) === 'xref') return { dict: this.table(lexer), is_stream: false };
    const stream = this.objectAt(at, null);
    if (!(stream instanceof PdfStream) || !isNamed(stream.dict.get('Type'), 'XRef'))
      throw new PdfUnreadable('no cross-reference there');
    this.crossReference(stream);
    return { dict: stream.dict, is_stream: true };
  }

  private table(lexer: Lexer): PdfDict {
    lexer.at += 4;
    for (;;) {
      lexer.skip();
      const word = lexer.word();
      if (word === 'trailer') break;
      lexer.skip();
      const [first, count] = [Number(word), Number(lexer.word())];
      if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count > MOST_OBJECTS)
        throw new PdfUnreadable('a broken table');
      for (let num = first; num < first + count; num += 1) {
        lexer.skip();
        const offset = Number(lexer.word());
        lexer.skip();
        const gen = Number(lexer.word());
        lexer.skip();
        const kind = lexer.word();
        if (!Number.isSafeInteger(offset) || !/^[nf]$/.test(kind)) throw new PdfUnreadable('a broken table');
        this.enter(num, kind === 'n' ? { offset, gen } : null);
      }
    }
    const dict = lexer.value();
    if (!isDict(dict)) throw new PdfUnreadable('no trailer');
    return dict;
  }

  private crossReference(stream: PdfStream): void {
    const widths = this.numbersOf(stream.dict.get('W'));
    const size = stream.dict.get('Size');
    const index = stream.dict.has('Index') ? this.numbersOf(stream.dict.get('Index')) : [0, Number(size)];
    const [first = 0, second = 0, third = 0] = widths;
    const width = first + second + third;
    if (widths.length < 3 || width === 0 || width > 24) throw new PdfUnreadable('a broken cross-reference');
    const bytes = this.inflated(stream);
    const field = (at: number, length: number) => (length === 0 ? 0 : Number(`0x${bytes.toString('hex', at, at + length)}`));
    let at = 0;
    for (let pair = 0; pair + 1 < index.length; pair += 2) {
      const [from, count] = [index[pair] as number, index[pair + 1] as number];
      for (let num = from; num < from + count && at + width <= bytes.length; num += 1, at += width) {
        const kind = first === 0 ? 1 : field(at, first);
        const [a, b] = [field(at + first, second), field(at + first + second, third)];
        this.enter(num, kind === 1 ? { offset: a, gen: b } : kind === 2 ? { within: a, index: b } : null);
      }
    }
  }

  // Sections are read from the newest to the oldest: the first word on an object stands.
  private enter(num: number, entry: Entry | null): void {
    if (this.entries.size > MOST_OBJECTS) throw new PdfUnreadable('too many objects');
    if (!this.entries.has(num)) this.entries.set(num, entry);
  }

  private objectAt(offset: number, expected: number | null): PdfValue {
    const lexer = new Lexer(this.bytes, offset);
    lexer.skip();
    const num = Number(lexer.word());
    lexer.skip();
    lexer.word();
    lexer.skip();
    if (lexer.word() !== 'obj' || (expected !== null && num !== expected))
      throw new PdfUnreadable(`object ${expected} is not where it should be`);
    const value = lexer.value();
    if (!isDict(value)) return value;
    lexer.skip();
    if (this.bytes.toString('latin1', lexer.at, lexer.at + 6) !== 'stream') return value;
    let from = lexer.at + 6;
    if (this.bytes[from] === 13) from += 1;
    if (this.bytes[from] === 10) from += 1;
    const length = this.get(value.get('Length'));
    if (typeof length !== 'number' || length < 0 || from + length > this.bytes.length)
      throw new PdfUnreadable('a stream without length');
    return new PdfStream(value, this.bytes.subarray(from, from + length));
  }

  private objectsIn(num: number): Map<number, PdfValue> {
    const known = this.packed.get(num);
    if (known) return known;
    const entry = this.entries.get(num);
    const stream = entry && 'offset' in entry ? this.objectAt(entry.offset, num) : null;
    if (!(stream instanceof PdfStream)) throw new PdfUnreadable('packed objects are missing');
    const bytes = this.inflated(stream);
    const [count, first] = [Number(stream.dict.get('N')), Number(stream.dict.get('First'))];
    if (!(count >= 0 && count <= MOST_OBJECTS)) throw new PdfUnreadable('packed objects are broken');
    const head = new Lexer(bytes, 0);
    const objects = new Map<number, PdfValue>();
    for (let n = 0; n < count; n += 1) {
      const [own, offset] = [head.value(), head.value()];
      if (typeof own !== 'number' || typeof offset !== 'number') throw new PdfUnreadable('packed objects are broken');
      objects.set(own, new Lexer(bytes, first + offset).value());
    }
    this.packed.set(num, objects);
    return objects;
  }

  private numbersOf(value: PdfValue | undefined): number[] {
    const got = this.get(value);
    return Array.isArray(got) ? got.filter((one) => typeof one === 'number') : [];
  }
}

/** Undoes the PNG predictors of a cross-reference stream. */
function unpredicted(bytes: Buffer, columns: number): Buffer {
  const rows = Math.floor(bytes.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (columns + 1)] as number;
    for (let at = 0; at < columns; at += 1) {
      const raw = bytes[row * (columns + 1) + 1 + at] as number;
      const left = at > 0 ? (out[row * columns + at - 1] as number) : 0;
      const up = row > 0 ? (out[(row - 1) * columns + at] as number) : 0;
      const corner = row > 0 && at > 0 ? (out[(row - 1) * columns + at - 1] as number) : 0;
      const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
      out[row * columns + at] = (raw + add) & 255;
    }
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
