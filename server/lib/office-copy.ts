// The copy of a Word file that LibreOffice makes a PDF of. Pure.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { plainCells } from './office-cells.ts';
import { hasLinks, styledLinks } from './office-links.ts';
import { type MarkedFigure, marksFor } from './office-marks.ts';

const MAIN = 'word/document.xml';
const STYLES = 'word/styles.xml';
const RELATIONS = 'word/_rels/document.xml.rels';
/** Fewer bookmarks cost LibreOffice nothing worth a new file. */
const MANY = 500;
const START = /<w:bookmarkStart\b[^>]*?(?:\/>|>\s*<\/w:bookmarkStart>)/g;
const END = /<w:bookmarkEnd\b[^>]*?(?:\/>|>\s*<\/w:bookmarkEnd>)/g;

const attribute = (element: string, name: string) => new RegExp(`\\sw:${name}="([^"]*)"`).exec(element)?.[1] ?? '';

/** The copy, and the figures whose links it leaves out: they are marked, and their links put into the PDF by the product. */
export type Copy = { bytes: Uint8Array; figures: readonly MarkedFigure[] };

/**
 * The file that prints the same: with links that LibreOffice keeps, and read sooner where figures are many: without the bookmarks that no field and no
 * link names (every figure of a report has one, and LibreOffice takes longer for each the more there are), and with the look of plain cells as styles.
 * Any other file as it is.
 */
export function lightCopy(docx: Uint8Array): Uint8Array {
  return copyOf(docx, false).bytes;
}

/** The same without the links of most figures, which are marked; null where they are not so many that it pays. */
export function markedCopy(docx: Uint8Array): Copy | null {
  const copy = copyOf(docx, true);
  return copy.figures.length > 0 ? copy : null;
}

function copyOf(docx: Uint8Array, with_marks: boolean): Copy {
  const as_it_is = { bytes: docx, figures: [] };
  const [main] = Object.values(partsOf(docx, (name) => name === MAIN));
  const xml = main && strFromU8(main);
  const is_long = xml !== undefined && (xml.match(/<w:bookmarkStart\b/g)?.length ?? 0) >= MANY;
  if (!xml || !(is_long || hasLinks(xml))) return as_it_is;
  const parts = partsOf(docx, () => true);
  if (!is_long && !parts[STYLES]) return as_it_is;
  const texts = Object.entries(parts).filter(([name]) => /\.xml$/.test(name) && name !== MAIN);
  const others = texts.map(([, bytes]) => strFromU8(bytes));
  const styles = parts[STYLES] ? strFromU8(parts[STYLES]) : '';
  const rels = parts[RELATIONS] ? strFromU8(parts[RELATIONS]) : '';
  const fewer = is_long ? withoutIdleBookmarks(xml, namesIn([xml, ...others])) : xml;
  const marks = is_long && with_marks ? marksFor(fewer, styles, rels) : null;
  const light = is_long ? plainCells(fewer, styles, marks) : { xml: fewer, styles };
  if (with_marks && !marks?.areMany) return as_it_is;
  const linked = hasLinks(light.xml) ? styledLinks(light.xml, light.styles) : light;
  const changed = { [MAIN]: strToU8(linked.xml), ...(styles && { [STYLES]: strToU8(linked.styles) }) };
  // It is read once, from a disk of this machine.
  return { bytes: zipSync({ ...parts, ...changed }, { level: 0 }), figures: marks?.figures ?? [] };
}

function withoutIdleBookmarks(xml: string, isNamed: (name: string) => boolean): string {
  const kept = new Set<string>();
  const dropped = new Set<string>();
  const light = xml.replace(START, (element) => {
    const is_kept = isNamed(attribute(element, 'name'));
    (is_kept ? kept : dropped).add(attribute(element, 'id'));
    return is_kept ? element : '';
  });
  const is_idle = (id: string) => dropped.has(id) && !kept.has(id);
  return light.replace(END, (element) => (is_idle(attribute(element, 'id')) ? '' : element));
}

function partsOf(docx: Uint8Array, wanted: (name: string) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(docx, { filter: ({ name }) => wanted(name) });
  } catch {
    return {};
  }
}

/** Whether a field (its words may lie in several runs) or a link of these texts names a bookmark. */
function namesIn(texts: readonly string[]): (name: string) => boolean {
  const anchors = new Set<string>();
  const fields: string[] = [];
  for (const text of texts) {
    for (const [, name = ''] of text.matchAll(/\sw:anchor="([^"]*)"/g)) anchors.add(name);
    for (const [, said = ''] of text.matchAll(/\sw:instr="([^"]*)"/g)) fields.push(said);
    fields.push(Array.from(text.matchAll(/<w:instrText\b[^>]*>([^<]*)</g), ([, said = '']) => said).join(''));
  }
  const said = fields.join('\n');
  return (name) => anchors.has(name) || said.includes(name);
}
