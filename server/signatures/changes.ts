// What was added to a PDF file after a signature: nothing, further signatures only, or something that may change what is read.
import { PdfFile } from '#lib/pdf-file';
import { isDict, isNamed, type PdfDict, PdfRef, PdfStream, type PdfValue, written } from '#lib/pdf-value';

export type Changes = 'none' | 'signatures' | 'changed' | 'unknown';

/** Entries of the catalogue that say nothing about what is read. */
const HARMLESS_IN_CATALOGUE = ['AcroForm', 'DSS', 'Extensions', 'Version', 'Perms'];
const HARMLESS_IN_INFO = ['ModDate', 'Producer'];

/** What stands after the first `end` bytes, as objects that differ from those before it. `unknown`: it could not be read. */
export function changesAfter(bytes: Buffer, end: number): Changes {
  if (/^\s*$/.test(bytes.toString('latin1', end))) return 'none';
  try {
    const before = new PdfFile(Buffer.from(bytes.subarray(0, end)));
    const after = new PdfFile(bytes);
    const size = Number(before.trailer.get('Size'));
    const info = after.trailer.get('Info');
    if (!isSameRef(before.trailer.get('Root'), after.trailer.get('Root'))) return 'changed';
    const numbers = new Set([...before.numbers(), ...after.numbers()]);
    for (const num of numbers) {
      const [old, now] = [before.object(num), after.object(num)];
      if (written(old) === written(now)) continue;
      if (info instanceof PdfRef && info.num === num && isSameBut(old, now, HARMLESS_IN_INFO)) continue;
      // What is new is read only where something older leads to it, and that older thing has changed then.
      if (isFileStructure(now) || (old === null && num >= size)) continue;
      if (!isAllowed(old, now, after)) return 'changed';
    }
    return 'signatures';
  } catch {
    return 'unknown';
  }
}

const isSameRef = (a: PdfValue | undefined, b: PdfValue | undefined) =>
  a instanceof PdfRef && b instanceof PdfRef && a.num === b.num;

function isFileStructure(value: PdfValue): boolean {
  const type = value instanceof PdfStream ? value.dict.get('Type') : undefined;
  return isNamed(type, 'XRef') || isNamed(type, 'ObjStm');
}

/** Changes that another signature makes: it is named in the form and placed on a page. */
function isAllowed(old: PdfValue, now: PdfValue, file: PdfFile): boolean {
  if (Array.isArray(old) && Array.isArray(now)) return onlySignaturesAdded(old, now, file);
  if (!isDict(old) || !isDict(now)) return false;
  if (isNamed(now.get('Type'), 'Catalog')) {
    const form = [file.dict(old.get('AcroForm')), file.dict(now.get('AcroForm'))] as const;
    return isSameBut(old, now, HARMLESS_IN_CATALOGUE) && isSameForm(form[0] ?? new Map(), form[1] ?? new Map(), file);
  }
  if (isNamed(now.get('Type'), 'Page')) {
    const lists = [old, now].map((page) => file.get(page.get('Annots'))).map((list) => (Array.isArray(list) ? list : []));
    return isSameBut(old, now, ['Annots']) && onlySignaturesAdded(lists[0] as PdfValue[], lists[1] as PdfValue[], file);
  }
  if (isNamed(now.get('FT'), 'Sig')) return !old.has('V') && isSameBut(old, now, ['V', 'AP', 'M', 'Lock', 'F', 'MK', 'AS']);
  return now.has('Fields') && isSameForm(old, now, file);
}

function isSameForm(old: PdfDict, now: PdfDict, file: PdfFile): boolean {
  const fields = [old, now].map((form) => file.get(form.get('Fields'))).map((list) => (Array.isArray(list) ? list : []));
  return (
    isSameBut(old, now, ['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances']) &&
    onlySignaturesAdded(fields[0] as PdfValue[], fields[1] as PdfValue[], file)
  );
}

function isSameBut(old: PdfValue, now: PdfValue, ignored: readonly string[]): boolean {
  if (!isDict(old) || !isDict(now)) return false;
  const rest = (dict: PdfDict) => written(new Map([...dict].filter(([key]) => !ignored.includes(key))));
  return rest(old) === rest(now);
}

function onlySignaturesAdded(old: readonly PdfValue[], now: readonly PdfValue[], file: PdfFile): boolean {
  const kept = now.filter((one) => old.some((before) => written(before) === written(one)));
  if (kept.length !== old.length) return false;
  return now.every((one) => {
    if (old.some((before) => written(before) === written(one))) return true;
    const field = file.dict(one);
    return field !== null && isNamed(field.get('FT'), 'Sig') && isNamed(field.get('Subtype'), 'Widget');
  });
}
