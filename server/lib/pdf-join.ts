// Pages of several PDF files as one file. What is printed stays; forms, links and signatures of the single files do not.
import { PdfFile, PdfUnreadable } from './pdf-file.ts';
import { isDict, type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue, written } from './pdf-value.ts';

/** Where copied objects go. */
export type Target = { reserve(): PdfRef; put(value: PdfValue, ref: PdfRef): PdfRef };

/** A value of a file with everything it leads to, for another file. `copied`: what was taken from that file already. */
export function copyValue(target: Target, value: PdfValue, from: PdfFile, copied: Map<number, PdfRef> = new Map()): PdfValue {
  if (value instanceof PdfRef) {
    const known = copied.get(value.num);
    if (known) return known;
    const ref = target.reserve();
    copied.set(value.num, ref);
    return target.put(copyValue(target, from.get(value), from, copied), ref);
  }
  const copy = (one: PdfValue) => copyValue(target, one, from, copied);
  if (Array.isArray(value)) return value.map(copy);
  const dict = (entries: PdfDict) => new Map([...entries].map(([key, one]) => [key, copy(one)] as const));
  if (value instanceof PdfStream) return new PdfStream(dict(value.dict), value.raw);
  return isDict(value) ? dict(value) : value;
}

/** An object as it stands in a file. */
export function objectText(num: number, value: PdfValue): Buffer {
  if (!(value instanceof PdfStream)) return Buffer.from(`${num} 0 obj\n${written(value)}\nendobj\n`, 'latin1');
  const dict = new Map(value.dict).set('Length', value.raw.length);
  return Buffer.concat([
    Buffer.from(`${num} 0 obj\n${written(dict)}\nstream\n`, 'latin1'),
    value.raw,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
}

const OF_A_PAGE = ['Contents', 'Group', 'UserUnit'];
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

/** A PDF file that can be read and copied. @throws PdfUnreadable also when it is encrypted or has no page */
export function readablePdf(bytes: Buffer): PdfFile {
  const file = new PdfFile(bytes);
  if (file.trailer.has('Encrypt')) throw new PdfUnreadable('encrypted');
  if (file.pages().length === 0) throw new PdfUnreadable('no page');
  return file;
}

/** All pages of the files, in their order. @throws PdfUnreadable */
export function joinPdfs(files: readonly PdfFile[]): Buffer {
  const objects = new Map<number, PdfValue>();
  let next = 1;
  const target: Target = {
    reserve: () => new PdfRef(next++, 0),
    put: (value, ref) => {
      objects.set(ref.num, value);
      return ref;
    },
  };
  const [root, tree] = [target.reserve(), target.reserve()];
  const kids = files.flatMap((file) => {
    const copied = new Map<number, PdfRef>();
    return file.pages().map(({ dict, inherited }) => {
      const page: PdfDict = new Map<string, PdfValue>([
        ['Type', new PdfName('Page')],
        ['Parent', tree],
      ]);
      for (const key of OF_A_PAGE) if (dict.has(key)) page.set(key, copyValue(target, dict.get(key) ?? null, file, copied));
      for (const key of INHERITED)
        if (inherited.has(key)) page.set(key, copyValue(target, inherited.get(key) ?? null, file, copied));
      const drawn = drawnNotes(target, file, dict, copied);
      if (drawn.length > 0) page.set('Annots', drawn);
      return target.put(page, target.reserve());
    });
  });
  target.put(
    new Map<string, PdfValue>([
      ['Type', new PdfName('Pages')],
      ['Count', kids.length],
      ['Kids', kids],
    ]),
    tree,
  );
  target.put(
    new Map<string, PdfValue>([
      ['Type', new PdfName('Catalog')],
      ['Pages', tree],
    ]),
    root,
  );
  return wholeFile(objects, new Map([['Root', root]]), next);
}

/** What stands over the page (stamps, marks of signatures, filled fields) keeps its looks and loses everything else. */
function drawnNotes(target: Target, file: PdfFile, page: PdfDict, copied: Map<number, PdfRef>): PdfValue[] {
  const notes = file.get(page.get('Annots'));
  return (Array.isArray(notes) ? notes : []).flatMap((one) => {
    const note = file.dict(one);
    const looks = file.dict(note?.get('AP'))?.get('N');
    const flags = Number(note?.get('F') ?? 0);
    if (!note || !(file.get(looks) instanceof PdfStream) || (flags & 2) !== 0) return [];
    const drawn: PdfDict = new Map<string, PdfValue>([
      ['Type', new PdfName('Annot')],
      ['Subtype', new PdfName('Stamp')],
      ['F', 132],
      ['Rect', copyValue(target, note.get('Rect') ?? null, file, copied)],
      ['AP', new Map([['N', copyValue(target, looks ?? null, file, copied)]])],
    ]);
    return [target.put(drawn, target.reserve())];
  });
}

/** A file of its own. @param trailer without its size @param size one more than the highest number of an object */
export function wholeFile(objects: ReadonlyMap<number, PdfValue>, trailer: PdfDict, size: number): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = (parts[0] as Buffer).length;
  const lines: string[] = ['0000000000 65535 f '];
  for (let num = 1; num < size; num += 1) {
    lines.push(`${String(at).padStart(10, '0')} 00000 n `);
    const text = objectText(num, objects.get(num) ?? null);
    parts.push(text);
    at += text.length;
  }
  const end = written(new Map(trailer).set('Size', size));
  parts.push(Buffer.from(`xref\n0 ${size}\n${lines.join('\n')}\ntrailer\n${end}\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}
