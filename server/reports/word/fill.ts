// A template and a report give the Word file: sections into their controls, figures locked and bound, everything else of the template as it is.
import { randomUUID } from 'node:crypto';
import { rezip } from '#checks';
import type { Content } from '../content.ts';
import { blocksNamed, leftOver, partOf, placedBy } from './left-over.ts';
import { NAME, nameOf, withControls } from './marks.ts';
import { ANNEX_TAG, ANNEXES_TAG, FIELD_TAG, FIGURE_TAG, fieldBookmark, ISSUED_FIELDS, REST_TAG, SECTION_TAG } from './names.ts';
import { figureParts, figuresPart, highestId, Links, openWord, type Part, styleParts, type WordFile } from './package.ts';
import { annexNamed, figureNamed, sectionNamed } from './places.ts';
import { TEMPLATE_FIELDS, type TemplateField } from './template.ts';
import { all, ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';
import { BODY, type Look, textRun, Writer } from './write.ts';

export type FillOptions = {
  /** Page behind a figure; null: no link. */
  linkOf: (anchor: string) => string | null;
  /** Identity of the part of figures; a new one by default. */
  store?: string | undefined;
};

type Control = { node: Node; inner: Node; tag: string };
type Filling = { tree: Tree; content: Content; writer: Writer; tags: string[]; placed: ReadonlySet<string> };

/**
 * The report as a Word file, in the template of the office; around its controls every byte of the text stays.
 * Sections, blocks, tables and annexes the template names stand where it names them; the others where it says `s:*` and `a:*`, in their order;
 * where it does not say it, behind the last part it names and at the end.
 * @throws UnreadableError when the template is no Word file
 */
export function filled(template: Uint8Array, content: Content, options: FillOptions): Uint8Array {
  const opened = openWord(template);
  const file = { ...opened, xml: withControls(opened.xml, highestId(opened.xml)) };
  const tree = readTree(file.xml);
  const store = figuresPart(file)?.store ?? options.store ?? `{${randomUUID().toUpperCase()}}`;
  const links = new Links(file.rels, options.linkOf);
  const writer = new Writer(content, highestId(file.xml), (anchor) => links.of(anchor));
  const controls = usable(tree);
  const tags = controls.map(({ tag }) => tag);
  const filling = { tree, content, writer, tags, placed: placedBy(content, tags) };
  const edits = [...controls.flatMap((control) => editOf(filling, control) ?? []), ...appended(filling, controls)];
  return packed({ ...file, rels: links.rels }, edited(file.xml, edits), content, store);
}

/** Controls that can be filled: the outer one of two, the first of two with the same part, none that holds cells or rows. */
export function usable(tree: Tree): Control[] {
  const found: Control[] = [];
  const parts = new Set<string>();
  for (const node of all(tree.root, 'w:sdt')) {
    const [inner, tag] = [child(node, 'w:sdtContent'), nameOf(node)];
    if (!inner || !NAME.test(tag) || inner.children.some(({ name }) => name === 'w:tc' || name === 'w:tr')) continue;
    if (found.some((one) => node.start >= one.node.start && node.end <= one.node.end)) continue;
    if (isPart(tag)) {
      if (parts.has(tag) || !isAlone(tree, node)) continue;
      parts.add(tag);
    }
    found.push({ node, inner, tag });
  }
  return found;
}

/** Paragraphs and tables stand for it, not words of a line. */
export const isPart = (tag: string) => !tag.startsWith(FIELD_TAG) && !tag.startsWith(FIGURE_TAG);

/** A part needs a paragraph of its own. */
export function isAlone(tree: Tree, node: Node): boolean {
  const paragraph = ancestor(node, 'w:p');
  return !paragraph || textOf(tree, paragraph).trim() === textOf(tree, node).trim();
}

function editOf(filling: Filling, control: Control): Edit | null {
  const { tree, content } = filling;
  const { node, inner, tag } = control;
  if (tag.startsWith(FIELD_TAG)) {
    const field = TEMPLATE_FIELDS.find((one) => one === tag.slice(FIELD_TAG.length));
    return field ? fieldEdit(tree, node, inner, linesOf(content, field), bookmarkOf(field, filling, control)) : null;
  }
  if (tag.startsWith(FIGURE_TAG)) return figureEdit(filling, control);
  const xml = partXml(filling, control);
  return partEdit(tree, node, xml === '' ? '<w:p/>' : xml);
}

function partXml({ tree, content, writer, tags, placed }: Filling, { node, inner, tag }: Control): string {
  const width = textWidth(tree, node);
  const look = lookOf(tree, inner);
  if (tag === REST_TAG)
    return leftOver(content, tags)
      .map((one) => writer.section(one, look, width, true))
      .join('');
  if (tag === ANNEXES_TAG)
    return annexesXml(
      content.annexes.filter(({ key }) => !placed.has(key)),
      writer,
      width,
    );
  if (tag.startsWith(SECTION_TAG)) {
    const section = sectionNamed(content, tag.slice(SECTION_TAG.length));
    const part = section ? partOf(content, section, placed) : [];
    return part.map((one, at) => writer.section(one, look, width, at > 0)).join('');
  }
  if (tag.startsWith(ANNEX_TAG)) {
    const annex = annexNamed(content, tag.slice(ANNEX_TAG.length));
    return annex ? writer.annex(annex, width) : '';
  }
  const heading = (key: string) => content.sections.find(({ blocks }) => blocks.some((one) => one.key === key))?.heading ?? '';
  return blocksNamed(content, tag)
    .map((one) => (one.kind === 'narrative' ? writer.narrative(one, look, heading(one.key)) : writer.table(one, width)))
    .join('');
}

const PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
const annexesXml = (annexes: Content['annexes'], writer: Writer, width: number) =>
  annexes.map((one) => writer.annex(one, width)).join(PAGE_BREAK);

/** The control of a part gives way to what it stood for, with the paragraph it stood alone in: its blocks have controls of their own. */
function partEdit(tree: Tree, node: Node, xml: string): Edit {
  const paragraph = ancestor(node, 'w:p');
  if (!paragraph) return { start: node.start, end: node.end, xml };
  // The end of a section of the document, with its paper and margins, is kept by its last paragraph.
  const section = child(child(paragraph, 'w:pPr'), 'w:sectPr');
  const rest = section ? `<w:p><w:pPr>${outer(tree, section)}</w:pPr></w:p>` : '';
  return { start: paragraph.start, end: paragraph.end, xml: xml + rest };
}

function figureEdit({ tree, content, writer }: Filling, { node, inner, tag }: Control): Edit {
  const name = tag.slice(FIGURE_TAG.length);
  const figure = figureNamed(content, name);
  const run = runLook(tree, inner);
  const xml = figure ? writer.figure(figure.anchor, run) : textRun(`[chưa có số liệu: ${name}]`, run);
  const paragraph = [...all(inner, 'w:p')][0];
  return {
    start: node.start,
    end: node.end,
    xml: paragraph ? `<w:p>${outer(tree, child(paragraph, 'w:pPr'))}${xml}</w:p>` : xml,
  };
}

/** What no control stands for, where the template has no place for the rest. */
function appended({ tree, content, writer, tags, placed }: Filling, controls: readonly Control[]): Edit[] {
  const body = child(
    tree.root.children.find(({ name }) => name === 'w:document'),
    'w:body',
  );
  if (!body) return [];
  const last_section = body.children.findLast(({ name }) => name === 'w:sectPr');
  const end = last_section?.start ?? body.inner_end;
  const edits: Edit[] = [];
  const last = controls.findLast(({ tag }) => isPart(tag) && !tag.startsWith(ANNEX_TAG));
  const sections = tags.includes(REST_TAG) ? [] : leftOver(content, tags);
  if (sections.length > 0) {
    const at = last ? (body.children.find((one) => one.start <= last.node.start && last.node.end <= one.end)?.end ?? end) : end;
    const look = last ? lookOf(tree, last.inner) : BODY;
    const width = textWidth(tree, last?.node ?? body);
    edits.push({ start: at, end: at, xml: sections.map((one) => writer.section(one, look, width, true)).join('') });
  }
  const annexes = tags.includes(ANNEXES_TAG) ? [] : content.annexes.filter(({ key }) => !placed.has(key));
  if (annexes.length > 0)
    edits.push({ start: end, end, xml: PAGE_BREAK + annexesXml(annexes, writer, textWidth(tree, body.children.at(-1) ?? body)) });
  return edits;
}

function packed(file: WordFile, xml: string, content: Content, store: string): Uint8Array {
  const { parts, rels, types } = figureParts(file, content, store);
  return rezip(file.archive, [
    { name: file.part, bytes: Buffer.from(xml) },
    { name: file.rels_part, bytes: Buffer.from(rels) },
    { name: '[Content_Types].xml', bytes: Buffer.from(types) },
    ...parts,
    ...styleParts(file),
    ...marginParts(file, content),
  ]);
}

/** Headers and footers with the lines of the report they name; those that name none stay as they are. */
function marginParts({ archive }: WordFile, content: Content): Part[] {
  return archive.entries.flatMap(({ name }) => {
    const read = /^word\/(header|footer)\d*\.xml$/.test(name) ? archive.text(name) : null;
    if (read === null) return [];
    const xml = withControls(read, highestId(read));
    const tree = readTree(xml);
    const edits = usable(tree).flatMap(({ node, inner, tag }) => {
      const field = tag.startsWith(FIELD_TAG) && TEMPLATE_FIELDS.find((one) => one === tag.slice(FIELD_TAG.length));
      return (field && fieldEdit(tree, node, inner, linesOf(content, field), ['', ''])) || [];
    });
    return edits.length === 0 ? [] : [{ name, bytes: Buffer.from(edited(xml, edits)) }];
  });
}

/** Lines of the head and foot of a report, as a template may place them. */
export function linesOf(content: Content, field: TemplateField): readonly string[] {
  switch (field) {
    case 'superior':
      return content.superior;
    case 'issuer':
      return content.issuer;
    case 'number':
      return [content.number];
    case 'place_and_date':
      return [content.place_and_date];
    case 'type':
      return [content.type];
    case 'subject':
      return content.subject;
    case 'bases':
      return content.bases;
    case 'recipients':
      return content.recipients;
    case 'authority':
      return content.authority;
    case 'signer':
      return [content.signer];
    case 'unit':
      return [content.unit_name];
    case 'period':
      return [content.period_name];
  }
}

/** Ends of the bookmark by which a line is found again when the report is issued, whatever became of the control; once in a file. */
function bookmarkOf(field: TemplateField, { tree, writer }: Filling, { node, tag }: Control): [string, string] {
  const issued = ISSUED_FIELDS.find((one) => one === field);
  const first = usable(tree).find((one) => one.tag === tag);
  if (!issued || first?.node.start !== node.start) return ['', ''];
  const id = writer.nextId();
  return [`<w:bookmarkStart w:id="${id}" w:name="${fieldBookmark(issued)}"/>`, `<w:bookmarkEnd w:id="${id}"/>`];
}

/** One line takes the place of the words of the control; several lines repeat the paragraph it stands in; none takes the paragraph away. */
function fieldEdit(tree: Tree, node: Node, inner: Node, lines: readonly string[], [begins, ends]: [string, string]): Edit | null {
  if (!lines) return null;
  const run = runLook(tree, inner);
  const paragraph = ancestor(node, 'w:p');
  if (!paragraph || lines.length === 1) {
    const xml = inner.children.some((one) => one.name === 'w:p')
      ? lines.map((line) => `<w:p>${lookOf(tree, inner).paragraph}${textRun(line, run)}</w:p>`).join('')
      : // A line that is not known yet keeps a blank with its look, to be written over.
        lines.map((line) => textRun(line === '' && begins ? ' ' : line, run)).join('<w:r><w:br/></w:r>');
    return { start: inner.start, end: inner.end, xml: `<w:sdtContent>${begins}${xml}${ends}</w:sdtContent>` };
  }
  const look = outer(tree, child(paragraph, 'w:pPr'));
  const [before, after] = [tree.xml.slice(paragraph.inner_start, node.start), tree.xml.slice(node.end, paragraph.inner_end)];
  if (lines.length === 0) {
    // A cell of a table must keep a paragraph.
    const is_only =
      paragraph.parent?.name === 'w:tc' && paragraph.parent.children.filter((one) => one.name === 'w:p').length === 1;
    return { start: paragraph.start, end: paragraph.end, xml: is_only ? '<w:p/>' : '' };
  }
  const head = tree.xml.slice(node.start, inner.start);
  const rest = before.startsWith(look) ? before.slice(look.length) : before;
  const first = `<w:p>${look}${rest}${head}<w:sdtContent>${textRun(lines[0] as string, run)}</w:sdtContent></w:sdt>${after}</w:p>`;
  const others = lines.slice(1).map((line) => `<w:p>${look}${textRun(line, run)}</w:p>`);
  return { start: paragraph.start, end: paragraph.end, xml: first + others.join('') };
}

/** How the office formatted the paragraph in the control: its own body text goes on looking like that. */
function lookOf(tree: Tree, inner: Node): Look {
  const properties = child([...all(inner, 'w:p')][0] ?? ancestor(inner, 'w:p'), 'w:pPr');
  const kept = properties?.children.filter(({ name }) => name !== 'w:sectPr') ?? [];
  const paragraph = kept.length === 0 ? BODY.paragraph : `<w:pPr>${kept.map((one) => outer(tree, one)).join('')}</w:pPr>`;
  return { paragraph, run: runLook(tree, inner) };
}

function runLook(tree: Tree, inner: Node): string {
  // LibreOffice cuts a mark into runs of several looks: the one with the most words of it is meant.
  const runs = [...all(inner, 'w:r')];
  const most = runs.reduce<Node | null>(
    (best, run) => (textOf(tree, run).length > (best ? textOf(tree, best).length : 0) ? run : best),
    null,
  );
  const properties = child(most ?? runs[0] ?? null, 'w:rPr');
  if (!properties) return '';
  // What Word shows where nothing is written yet is grey: not a look of the text.
  return properties.children
    .filter((one) => one.name !== 'w:rStyle' || one.attribute('val') !== 'PlaceholderText')
    .map((one) => outer(tree, one))
    .join('');
}

/** Width of the text where a control stands, in twentieths of a point: that of its section of the document. */
export function textWidth(tree: Tree, node: Node): number {
  const section = [...all(tree.root, 'w:sectPr')].find((one) => one.start > node.start);
  const [size, margin] = [child(section, 'w:pgSz'), child(section, 'w:pgMar')];
  const number = (from: Node | null, name: string, otherwise: number) => Number(from?.attribute(name) ?? otherwise);
  return number(size, 'w', 11906) - number(margin, 'left', 1701) - number(margin, 'right', 1134);
}
