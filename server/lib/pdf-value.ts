// Values of a PDF file and how they are written. Pure.

export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class PdfRef {
  readonly num: number;
  readonly gen: number;
  constructor(num: number, gen: number) {
    this.num = num;
    this.gen = gen;
  }
}
export class PdfStream {
  readonly dict: PdfDict;
  /** As it lies in the file, before any filter. */
  readonly raw: Buffer;
  constructor(dict: PdfDict, raw: Buffer) {
    this.dict = dict;
    this.raw = raw;
  }
}
export type PdfDict = Map<string, PdfValue>;
/** Strings are their bytes. */
export type PdfValue = null | boolean | number | PdfName | Buffer | PdfValue[] | PdfDict | PdfRef | PdfStream;

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isNamed = (value: PdfValue | undefined, name: string) => value instanceof PdfName && value.name === name;

/** A value as PDF text. Two values are the same when their texts are; entries of a dictionary stand in the order of their names. */
export function written(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/0+$/, '');
  if (value instanceof PdfName) return `/${writtenName(value.name)}`;
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (Buffer.isBuffer(value)) return `<${value.toString('hex')}>`;
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (value instanceof PdfStream) return `${written(value.dict)}stream:${value.raw.toString('latin1')}`;
  const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  return `<<${entries.map(([key, one]) => `/${writtenName(key)} ${written(one)}`).join(' ')}>>`;
}

function writtenName(name: string): string {
  return name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (char) => `#${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** A text string: UTF-16 with its mark, which every reader understands. */
export function textString(text: string): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bytes.swap16();
}

/** What a text string says: UTF-16, UTF-8 with its mark, else Latin 1. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return even.swap16().toString('utf16le');
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  return bytes.toString('latin1');
}

/** `D:20261121103000+07'00'`: a moment in Vietnam's time. */
export function dateString(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return `D:${local}+07'00'`;
}

/** The moment a PDF date says; null when it says none. */
export function momentOf(text: string): Date | null {
  const found = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?/.exec(text);
  if (!found) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, zone_hour, zone_minute = '00'] =
    found;
  const zone = sign ? `${sign}${zone_hour}:${zone_minute}` : 'Z';
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
