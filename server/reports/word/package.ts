// The parts of a Word file around its text: relations, types, and the part that holds the figures.
import { type Archive, escapeXml, openZip, UnreadableError } from '#checks';
import type { Content } from '../content.ts';
import { FIGURE_TAG } from './names.ts';
import { all, child, type Node, readTree, type Tree } from './tree.ts';
import { CELL_STYLE, CELL_STYLE_XML, FIGURES_NAMESPACE } from './write.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PROPERTIES_TYPE = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml';

export type Part = { name: string; bytes: Uint8Array };

/** A Word file with its main part found. */
export type WordFile = { archive: Archive; part: string; rels_part: string; xml: string; rels: string; types: string };

/** @throws UnreadableError no_document, broken_archive, bomb … */
export function openWord(bytes: Uint8Array): WordFile {
  const archive = openZip(bytes);
  const root = archive.text('_rels/.rels') ?? '';
  const target = relationsOf(root).find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'word/document.xml';
  const part = target.replace(/^\//, '');
  const xml = archive.text(part);
  if (xml === null) throw new UnreadableError('no_document');
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const rels_part = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const rels =
    archive.text(rels_part) ??
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${RELATIONS}"></Relationships>`;
  return { archive, part, rels_part, xml, rels, types: archive.text('[Content_Types].xml') ?? '' };
}

type Relation = { id: string; type: string; target: string; is_external: boolean };

export function relationsOf(rels: string): Relation[] {
  if (rels === '') return [];
  const tree = readTree(rels);
  const list = tree.root.children[0]?.children ?? [];
  return list.map((one) => ({
    id: one.attribute('Id') ?? '',
    type: one.attribute('Type') ?? '',
    target: one.attribute('Target') ?? '',
    is_external: one.attribute('TargetMode') === 'External',
  }));
}

/** Which report a file is of, and which version of it was given out. */
export type Mark = { report: number; version: number; unit: string; from: string; to: string };

/** The figures of a report as a part: what other programs read them from, and by which the file says what it is of. */
export function figuresXml(content: Content): string {
  const rows = Object.values(content.figures)
    .sort((a, b) => (a.anchor < b.anchor ? -1 : 1))
    .map(
      (figure) => `<figure id="${figure.anchor}" measure="${escapeXml(figure.measure)}">${escapeXml(figure.printed)}</figure>`,
    );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><figures xmlns="${FIGURES_NAMESPACE}">${rows.join('')}</figures>`;
}

/** Where a file keeps the figures, and the identity their controls name; null when it has none yet. */
export function figuresPart(file: WordFile): { name: string; store: string } | null {
  for (const { name } of file.archive.entries) {
    if (!/^customXml\/item\d+\.xml$/i.test(name)) continue;
    const xml = file.archive.text(name) ?? '';
    if (!xml.includes(FIGURES_NAMESPACE)) continue;
    const properties = file.archive.text(name.replace(/item(\d+)\.xml$/i, 'itemProps$1.xml')) ?? '';
    const store = /itemID\s*=\s*"(\{[0-9A-Fa-f-]{36}\})"/.exec(properties)?.[1];
    if (store) return { name, store };
  }
  return null;
}

/** The parts that carry the figures: written anew, or added to a file that has none. */
export function figureParts(file: WordFile, content: Content, store: string): { parts: Part[]; rels: string; types: string } {
  const bytes = Buffer.from(figuresXml(content));
  const known = figuresPart(file);
  if (known) return { parts: [{ name: known.name, bytes }], rels: file.rels, types: file.types };
  const numbers = file.archive.entries.map(({ name }) => Number(/^customXml\/item(\d+)\.xml$/i.exec(name)?.[1] ?? 0));
  const n = Math.max(0, ...numbers) + 1;
  const properties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><ds:datastoreItem ds:itemID="${store}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${FIGURES_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`;
  const own = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/customXmlProps" Target="itemProps${n}.xml"/></Relationships>`;
  const type = `<Override PartName="/customXml/itemProps${n}.xml" ContentType="${PROPERTIES_TYPE}"/>`;
  return {
    parts: [
      { name: `customXml/item${n}.xml`, bytes },
      { name: `customXml/itemProps${n}.xml`, bytes: Buffer.from(properties) },
      { name: `customXml/_rels/item${n}.xml.rels`, bytes: Buffer.from(own) },
    ],
    rels: withRelations(
      file.rels,
      relationXml(freeRelation(file.rels), `${OFFICE}/customXml`, `../customXml/item${n}.xml`, false),
    ),
    types: file.types.replace('</Types>', `${type}</Types>`),
  };
}

export function freeRelation(rels: string): string {
  return freeId(new Set(relationsOf(rels).map(({ id }) => id)));
}

function freeId(taken: ReadonlySet<string>): string {
  for (let n = taken.size + 1; ; n += 1) if (!taken.has(`rIdM${n}`)) return `rIdM${n}`;
}

function relationXml(id: string, type: string, target: string, is_external: boolean): string {
  const mode = is_external ? ' TargetMode="External"' : '';
  return `<Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"${mode}/>`;
}

function withRelations(rels: string, added: string): string {
  if (added === '') return rels;
  // An empty list may be written as one element.
  return /<\/Relationships>\s*$/.test(rels)
    ? rels.replace(/<\/Relationships>\s*$/, () => `${added}</Relationships>`)
    : rels.replace(/\/>\s*$/, () => `>${added}</Relationships>`);
}

/** Links of the figures, each made when first asked for and the same for every place of one figure. */
export class Links {
  readonly #rels: string;
  readonly #target: (anchor: string) => string | null;
  readonly #taken = new Set<string>();
  readonly #made = new Map<string, string>();
  #added = '';

  constructor(rels: string, target: (anchor: string) => string | null) {
    this.#rels = rels;
    this.#target = target;
    for (const { id, target: known, type } of relationsOf(rels)) {
      this.#taken.add(id);
      if (type.endsWith('/hyperlink')) this.#made.set(known, id);
    }
  }

  /** The relations with those that were made among them. */
  get rels(): string {
    return withRelations(this.#rels, this.#added);
  }

  of(anchor: string): string | null {
    const target = this.#target(anchor);
    if (target === null) return null;
    const known = this.#made.get(target);
    if (known) return known;
    // Reading all relations again for each of a report's thousand figures took longer than all else of writing it.
    const id = freeId(this.#taken);
    this.#taken.add(id);
    this.#added += relationXml(id, `${OFFICE}/hyperlink`, target, true);
    this.#made.set(target, id);
    return id;
  }
}

/** The styles of the file with the style of cells among them; none when it has them already or no styles at all. */
export function styleParts(file: WordFile): Part[] {
  const name = `${file.part.slice(0, file.part.lastIndexOf('/') + 1)}styles.xml`;
  const xml = file.archive.text(name);
  if (xml === null || xml.includes(`"${CELL_STYLE}"`)) return [];
  return [{ name, bytes: Buffer.from(xml.replace('</w:styles>', `${CELL_STYLE_XML}</w:styles>`)) }];
}

/** Highest id of a bookmark or control in the text, so that new ones do not meet it. */
export function highestId(xml: string): number {
  let most = 1000;
  for (const [, id] of xml.matchAll(/<w:(?:id|bookmarkStart|bookmarkEnd)\s[^<>]*?w:(?:val|id)="(\d{1,9})"/g))
    most = Math.max(most, Number(id));
  return most;
}

/** What the tag of a control says; '' when it has none. */
export function tagOf(sdt: Node): string {
  return child(child(sdt, 'w:sdtPr'), 'w:tag')?.attribute('val') ?? '';
}

/** The figure a control holds: by its tag, or by what it is bound to, because LibreOffice keeps the binding and drops the tag. */
export function figureOf(sdt: Node): string | null {
  const tag = tagOf(sdt);
  if (tag.startsWith(FIGURE_TAG)) return tag.slice(FIGURE_TAG.length);
  const path = child(child(sdt, 'w:sdtPr'), 'w:dataBinding')?.attribute('xpath') ?? '';
  return /figure\[@id='(f[0-9a-f]{12})'\]/.exec(path)?.[1] ?? null;
}

/** Highest number of the bookmarks of each figure: a name may stand once. */
export function placeNumbers(tree: Tree): Map<string, number> {
  const most = new Map<string, number>();
  for (const one of all(tree.root, 'w:bookmarkStart')) {
    const [, anchor, n] = /^n_(f[0-9a-f]{12})_(\d+)$/.exec(one.attribute('name') ?? '') ?? [];
    if (anchor) most.set(anchor, Math.max(most.get(anchor) ?? 0, Number(n)));
  }
  return most;
}
