// Adding to a PDF file without touching a byte of what stands there, so that earlier signatures stay good.
import { PdfFile, PdfUnreadable } from '#lib/pdf-file';
import { copyValue, objectText } from '#lib/pdf-join';
import { type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue, textString, written } from '#lib/pdf-value';

/** Objects to be written behind a file. */
export class Appendix {
  readonly file: PdfFile;
  private next: number;
  private readonly objects = new Map<number, PdfValue>();

  constructor(file: PdfFile) {
    this.file = file;
    this.next = Math.max(Number(file.trailer.get('Size') ?? 0), ...file.numbers().map((num) => num + 1));
  }

  /** A new object, or another value for one that is there. */
  put(value: PdfValue, ref: PdfRef = this.reserve()): PdfRef {
    this.objects.set(ref.num, value);
    return ref;
  }

  reserve(): PdfRef {
    this.next += 1;
    return new PdfRef(this.next - 1, 0);
  }

  /** The file with what was put, and where each object begins in it. */
  bytes(): { bytes: Buffer; offsets: Map<number, number> } {
    const { file } = this;
    const parts: Buffer[] = [file.bytes];
    let at = file.bytes.length;
    const push = (part: Buffer) => {
      parts.push(part);
      at += part.length;
    };
    if (file.bytes.at(-1) !== 10) push(Buffer.from('\n'));
    const offsets = new Map<number, number>();
    for (const [num, value] of [...this.objects].sort(([a], [b]) => a - b)) {
      offsets.set(num, at);
      push(objectText(num, value));
    }
    const start = at;
    push(file.is_stream ? this.crossReference(offsets, start) : this.table(offsets));
    push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
    return { bytes: Buffer.concat(parts), offsets };
  }

  private trailer(): PdfDict {
    const trailer: PdfDict = new Map();
    for (const key of ['Root', 'Info', 'ID']) {
      const value = this.file.trailer.get(key);
      if (value !== undefined) trailer.set(key, value);
    }
    return trailer.set('Size', this.next).set('Prev', this.file.start);
  }

  private table(offsets: Map<number, number>): Buffer {
    const lines = runs(offsets).flatMap((run) => [
      `${run[0]?.[0]} ${run.length}`,
      ...run.map(([, offset]) => `${String(offset).padStart(10, '0')} 00000 n `),
    ]);
    return Buffer.from(`xref\n${lines.join('\n')}\ntrailer\n${written(this.trailer())}\n`);
  }

  private crossReference(offsets: Map<number, number>, start: number): Buffer {
    const ref = this.reserve();
    const all = runs(new Map([...offsets, [ref.num, start]]));
    const entry = (offset: number) => {
      const row = Buffer.alloc(8);
      row[0] = 1;
      row.writeUIntBE(offset, 1, 5);
      return row;
    };
    const raw = Buffer.concat(all.flatMap((run) => run.map(([, offset]) => entry(offset))));
    const index = all.flatMap((run) => [run[0]?.[0] as number, run.length]);
    const dict = this.trailer().set('Type', new PdfName('XRef')).set('W', [1, 5, 2]).set('Index', index);
    return objectText(ref.num, new PdfStream(dict, raw));
  }
}

/** Neighbouring numbers together. */
function runs(offsets: Map<number, number>): [number, number][][] {
  const found: [number, number][][] = [];
  for (const one of [...offsets].sort(([a], [b]) => a - b)) {
    const last = found.at(-1)?.at(-1);
    if (last && last[0] === one[0] - 1) found.at(-1)?.push(one);
    else found.push([one]);
  }
  return found;
}

/** Room for the envelope: chains of three certificates with 4096-bit keys need about 6 kB. */
const ENVELOPE_BYTES = 12_288;

/** Where a visible mark stands: a page (0 the first, -1 the last) and a rectangle in points from the page's lower left corner. */
export type Mark = { page: number; x: number; y: number; width: number; height: number; picture: PdfFile };

export type Statement = { name: string; at: string; reason: string | null; location: string | null };

/** A file with an empty signature, ready to be hashed. `holes`: the covered part ends at the first and goes on at the second. */
export type Prepared = { bytes: Buffer; holes: [number, number] };

/**
 * Adds a signature field with room for its envelope. Earlier signatures stay good.
 * @throws PdfUnreadable
 */
export function prepare(bytes: Buffer, statement: Statement, mark: Mark | null): Prepared {
  const file = new PdfFile(bytes);
  const root_ref = file.trailer.get('Root');
  const root = file.dict(root_ref);
  if (!root || !(root_ref instanceof PdfRef)) throw new PdfUnreadable('no catalogue');
  const add = new Appendix(file);
  const signature = add.put(signatureDict(statement));
  const page = file.page(mark?.page ?? 0);
  const form_value = root.get('AcroForm');
  const form: PdfDict = new Map(file.dict(form_value) ?? []);
  const fields = listOf(file, form.get('Fields'));
  const widget = add.put(
    new Map<string, PdfValue>([
      ['Type', new PdfName('Annot')],
      ['Subtype', new PdfName('Widget')],
      ['FT', new PdfName('Sig')],
      ['T', textString(`Chu ky ${fields.length + 1} ${signature.num}`)],
      ['V', signature],
      ['P', page.ref],
      // Printed, and its place is locked.
      ['F', 132],
      ['Rect', mark ? [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height] : [0, 0, 0, 0]],
      ...(mark ? [['AP', new Map([['N', appearance(add, mark)]])] as [string, PdfValue]] : []),
    ]),
  );
  form.set('Fields', [...fields, widget]).set('SigFlags', 3);
  if (form_value instanceof PdfRef) add.put(form, form_value);
  else add.put(new Map(root).set('AcroForm', form), root_ref);
  const annotations = [...listOf(file, page.dict.get('Annots')), widget];
  add.put(new Map(page.dict).set('Annots', annotations), page.ref);
  const done = add.bytes();
  return withRange(done.bytes, done.offsets.get(signature.num) as number);
}

const listOf = (file: PdfFile, value: PdfValue | undefined): PdfValue[] => {
  const got = file.get(value);
  return Array.isArray(got) ? got : [];
};

// Ten digits each: their place is kept until the length is known.
const RANGE = [0, 1_000_000_000, 1_000_000_001, 1_000_000_002];

function signatureDict(statement: Statement): PdfDict {
  return new Map<string, PdfValue>([
    ['Type', new PdfName('Sig')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.CAdES.detached')],
    ['ByteRange', RANGE],
    ['Contents', Buffer.alloc(ENVELOPE_BYTES)],
    ['Name', textString(statement.name)],
    ['M', Buffer.from(statement.at)],
    ...(statement.reason ? [['Reason', textString(statement.reason)] as [string, PdfValue]] : []),
    ...(statement.location ? [['Location', textString(statement.location)] as [string, PdfValue]] : []),
  ]);
}

function withRange(bytes: Buffer, offset: number): Prepared {
  const contents = bytes.indexOf('/Contents <', offset) + '/Contents '.length;
  const end = contents + ENVELOPE_BYTES * 2 + 2;
  const place = bytes.indexOf(written(RANGE), offset);
  const range = `[0 ${contents} ${end} ${bytes.length - end}]`.padEnd(written(RANGE).length);
  bytes.write(range, place, 'latin1');
  return { bytes, holes: [contents, end] };
}

/** The parts of a prepared file that are signed. */
export function coveredParts({ bytes, holes }: Prepared): [Buffer, Buffer] {
  return [bytes.subarray(0, holes[0]), bytes.subarray(holes[1])];
}

/** The file with the envelope in its room. @throws Error when the envelope does not fit */
export function fill({ bytes, holes }: Prepared, envelope: Uint8Array): Buffer {
  if (envelope.length > ENVELOPE_BYTES) throw new Error(`the envelope has ${envelope.length} bytes`);
  const filled = Buffer.from(bytes);
  filled.write(Buffer.from(envelope).toString('hex'), holes[0] + 1, 'latin1');
  return filled;
}

/** The first page of a picture's file as something that can be drawn on another page. */
function appearance(add: Appendix, mark: Mark): PdfRef {
  const { picture } = mark;
  const { dict, inherited } = picture.page(0);
  const box = picture.get(inherited.get('MediaBox'));
  if (!Array.isArray(box)) throw new PdfUnreadable('a page without size');
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map(Number);
  const contents = picture.get(dict.get('Contents'));
  const streams = (Array.isArray(contents) ? contents.map((one) => picture.get(one)) : [contents]).filter(
    (one) => one instanceof PdfStream,
  );
  const raw = Buffer.concat(streams.flatMap((one) => [picture.inflated(one), Buffer.from('\n')]));
  const scale = Math.min(mark.width / (right - left), mark.height / (top - bottom));
  return add.put(
    new PdfStream(
      new Map<string, PdfValue>([
        ['Type', new PdfName('XObject')],
        ['Subtype', new PdfName('Form')],
        ['BBox', [left, bottom, right, top]],
        ['Matrix', [scale, 0, 0, scale, 0, 0]],
        ['Resources', copyValue(add, inherited.get('Resources') ?? new Map(), picture)],
      ]),
      raw,
    ),
  );
}
