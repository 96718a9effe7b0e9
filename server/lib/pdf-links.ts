// Links behind the marked figures of a PDF that LibreOffice made, put there by the product, each where LibreOffice would put it; and the marks made black.
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { type MarkedFigure, TURNS } from './office-marks.ts';
import { PdfFile, PdfUnreadable } from './pdf-file.ts';
import { wholeFile } from './pdf-join.ts';
import { fontsOf, type KnownFonts, type MarkedWord, markedWords } from './pdf-marks.ts';
import { isNamed, type PdfDict, PdfName, PdfRef, PdfStream, type PdfValue, textString } from './pdf-value.ts';

/** Places of words are written in tenths of a point. */
const ALIKE_PT = 0.3;
/** Beside a figure there is nothing in its link. */
const WIDEST_PT = 1;

const deflated = promisify(deflate);

type Rect = readonly [x: number, y: number, x2: number, y2: number];
type Word = MarkedWord & { page: number };
/** How much larger a link is than its figure: left, below the line the letters stand on, right, above that line. */
type Around = readonly [number, number, number, number];
type Link = { ref: PdfRef; url: string; rect: Rect };
/** By kind, and the links that LibreOffice made by their figure. */
type Measured = { around: ReadonlyMap<string, Around>; links: ReadonlyMap<number, PdfRef> };
type Page = { ref: PdfRef; dict: PdfDict; notes: PdfValue[]; links: Link[] };
/** Numbers are taken one after the other. */
type Objects = { values: Map<number, PdfValue>; size: number };

/**
 * @param figures in the order their marks take turns
 * @returns null when one of the figures has no certain place: not found, found twice, with other words, or written in a way that is not understood
 */
export async function linkedPdf(bytes: Uint8Array, figures: readonly MarkedFigure[]): Promise<Uint8Array | null> {
  try {
    return await linked(new PdfFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), figures);
  } catch (cause) {
    if (cause instanceof PdfUnreadable) return null;
    throw cause;
  }
}

async function linked(file: PdfFile, figures: readonly MarkedFigure[]): Promise<Uint8Array | null> {
  const root = file.dict(file.trailer.get('Root'));
  // A tagged file names its links in its tree of parts too.
  if (!root || root.has('StructTreeRoot') || file.trailer.has('Encrypt')) return null;
  const pages: Page[] = [];
  const words: Word[] = [];
  const contents = new Map<number, PdfValue>();
  const fonts: KnownFonts = new Map();
  for (const { ref, dict, inherited } of file.pages()) {
    const content = dict.get('Contents');
    const stream = file.get(content);
    if (!(content instanceof PdfRef) || !(stream instanceof PdfStream)) return null;
    const named = fontsOf(file, file.dict(inherited.get('Resources')), fonts);
    const read = markedWords(file.inflated(stream).toString('latin1'), named);
    if (!read) return null;
    for (const word of read.words) words.push({ ...word, page: pages.length });
    // Between two pages others have their turn.
    if (read.words.length > 0) contents.set(content.num, await packed(stream, read.content));
    pages.push({ ref, dict, ...notesOf(file, dict) });
  }
  const places = placesOf(words, figures);
  const known = places && measured(places, figures, pages);
  if (!places || !known) return null;
  const objects = objectsOf(file, contents);
  for (const [at, notes] of notesWith(objects, pages, figures, places, known).entries()) {
    const { ref, dict } = pages[at] as Page;
    if (notes.length > 0) objects.values.set(ref.num, new Map(dict).set('Annots', notes));
  }
  const trailer = new Map([...file.trailer].filter(([key]) => ['Root', 'Info', 'ID'].includes(key)));
  return new Uint8Array(wholeFile(objects.values, trailer, objects.size));
}

async function packed({ dict }: PdfStream, content: string): Promise<PdfStream> {
  const plain = new Map(dict).set('Filter', new PdfName('FlateDecode'));
  plain.delete('DecodeParms');
  return new PdfStream(plain, await deflated(Buffer.from(content, 'latin1')));
}

function notesOf(file: PdfFile, page: PdfDict): Pick<Page, 'notes' | 'links'> {
  const found = file.get(page.get('Annots'));
  const notes = Array.isArray(found) ? found : [];
  const links = notes.flatMap((ref): Link[] => {
    const note = file.dict(ref);
    const url = file.get(file.dict(note?.get('A'))?.get('URI'));
    const rect = file.get(note?.get('Rect'));
    const is_link = isNamed(note?.get('Subtype'), 'Link') && ref instanceof PdfRef && Buffer.isBuffer(url);
    if (!is_link || !Array.isArray(rect) || rect.length !== 4) return [];
    return [{ ref, url: url.toString('latin1'), rect: rect.map(Number) as unknown as Rect }];
  });
  return { notes, links };
}

/**
 * Where each figure is: row by row, in a row by its turn.
 * @returns null when one is missing, has other words or a second line: of such a figure LibreOffice makes several links, some larger than its words
 */
function placesOf(words: readonly Word[], figures: readonly MarkedFigure[]): Word[] | null {
  const places: (Word | undefined)[] = figures.map(() => undefined);
  let first = 0;
  for (const word of words) {
    while (places[first]) first += 1;
    const row = figures[first]?.row;
    let at = first;
    while (figures[at]?.row === row && (at % TURNS !== word.turn || places[at])) at += 1;
    if (row === undefined || figures[at]?.row !== row || figures[at]?.text !== word.text) return null;
    places[at] = word;
  }
  const found = places.flatMap((one) => one ?? []);
  return found.length === figures.length ? found : null;
}

/** How figures of each kind lie in the links that LibreOffice made of some; null when such a link is not told from others, or they do not lie alike. */
function measured(places: readonly Word[], figures: readonly MarkedFigure[], pages: readonly Page[]): Measured | null {
  const around = new Map<string, Around>();
  const links = new Map<number, PdfRef>();
  for (const [at, { url, kind, is_measured }] of figures.entries()) {
    if (!is_measured) continue;
    const { x, x2, y, size, page } = places[at] as Word;
    const holds = ({ rect }: Link) => rect[0] <= x2 && rect[2] >= x && rect[1] <= y && rect[3] >= y + size / 4;
    const [link, ...others] = (pages[page] as Page).links.filter((one) => one.url === url && holds(one));
    if (!link || others.length > 0) return null;
    const found: Around = [x - link.rect[0], y - link.rect[1], link.rect[2] - x2, link.rect[3] - y];
    const known = around.get(kind) ?? found;
    const is_alike = found.every((one, side) => Math.abs(one - (known[side] as number)) < ALIKE_PT);
    if (!is_alike || Math.max(Math.abs(found[0]), Math.abs(found[2])) > WIDEST_PT) return null;
    around.set(kind, known);
    links.set(at, link.ref);
  }
  const are_told_apart = new Set(Array.from(links.values(), ({ num }) => num)).size === links.size;
  return are_told_apart ? { around, links } : null;
}

/** All objects of a file, but those that hold others or say where they are. */
function objectsOf(file: PdfFile, contents: ReadonlyMap<number, PdfValue>): Objects {
  const values = new Map<number, PdfValue>();
  let size = 1;
  for (const num of file.numbers()) {
    const value = contents.get(num) ?? file.object(num);
    const holds = value instanceof PdfStream && ['XRef', 'ObjStm'].some((type) => isNamed(value.dict.get('Type'), type));
    if (!holds) values.set(num, value);
    size = Math.max(size, num + 1);
  }
  return { values, size };
}

/** What lies over each page: what LibreOffice put there, and behind it the link of every figure, in reading order. */
function notesWith(
  objects: Objects,
  pages: readonly Page[],
  figures: readonly MarkedFigure[],
  places: readonly Word[],
  { around, links }: Measured,
): PdfValue[][] {
  const put = (value: PdfValue) => {
    const ref = new PdfRef(objects.size++, 0);
    objects.values.set(ref.num, value);
    return ref;
  };
  const measured = new Set(Array.from(links.values(), ({ num }) => num));
  const notes = pages.map((page) => page.notes.filter((one) => !(one instanceof PdfRef && measured.has(one.num))));
  const actions = new Map<string, PdfRef>();
  for (const [at, { url, text, kind }] of figures.entries()) {
    const action = actions.get(url) ?? put(dictOf({ S: new PdfName('URI'), URI: Buffer.from(url, 'latin1') }));
    actions.set(url, action);
    const { x, y, x2, page } = places[at] as Word;
    const [left, below, right, above] = around.get(kind) as Around;
    const rect = [x - left, y - below, x2 + right, y + above].map((one) => Math.round(one * 1000) / 1000);
    const note = { Type: new PdfName('Annot'), Subtype: new PdfName('Link'), Border: [0, 0, 0], Contents: textString(text) };
    (notes[page] as PdfValue[]).push(links.get(at) ?? put(dictOf({ ...note, Rect: rect, A: action })));
  }
  return notes;
}

const dictOf = (entries: Record<string, PdfValue>): PdfDict => new Map(Object.entries(entries));
