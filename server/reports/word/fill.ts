// A template and a report give the Word file: sections into their controls, figures locked and bound, everything else of the template as it is.
import { randomUUID } from 'node:crypto';
import { rezip } from '#checks';
import type { Content } from '../content.ts';
import { ANNEXES_TAG, FIELD_TAG, FIGURE_TAG, fieldBookmark, ISSUED_FIELDS, REST_TAG, SECTION_TAG } from './names.ts';
import { figureParts, figuresPart, highestId, Links, openWord, styleParts, tagOf, type WordFile } from './package.ts';
import type { TemplateField } from './template.ts';
import { all, ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree } from './tree.ts';
import { BODY, type Look, textRun, Writer } from './write.ts';

export type FillOptions = {
  /** Page behind a figure; null: no link. */
  linkOf: (anchor: string) => string | null;
  /** Identity of the part of figures; a new one by default. */
  store?: string | undefined;
};

/**
 * The report as a Word file, in the template of the office.
 * Sections the template names stand where it names them; the others where it says `s:*`, in their order.
 * @throws UnreadableError when the template is no Word file
 */
export function filled(template: Uint8Array, content: Content, options: FillOptions): Uint8Array {
  const file = openWord(template);
  const tree = readTree(file.xml);
  const store = figuresPart(file)?.store ?? options.store ?? `{${randomUUID().toUpperCase()}}`;
  const links = new Links(file.rels, options.linkOf);
  const writer = new Writer(content, store, highestId(file.xml), (anchor) => links.of(anchor));
  const controls = [...all(tree.root, 'w:sdt')].map((node) => ({ node, tag: tagOf(node) }));
  const placed = new Set(
    controls.filter(({ tag }) => tag.startsWith(SECTION_TAG)).map(({ tag }) => tag.slice(SECTION_TAG.length)),
  );
  const edits: Edit[] = [];
  for (const { node, tag } of controls) {
    const inner = child(node, 'w:sdtContent');
    if (!inner || edits.some((edit) => node.start >= edit.start && node.end <= edit.end)) continue;
    const width = textWidth(tree, node);
    if (tag === REST_TAG) {
      const look = lookOf(tree, inner);
      const sections = content.sections.filter(({ key }) => !placed.has(key));
      edits.push(unwrapped(node, sections.map((one) => writer.section(one, look, width, true)).join('') || '<w:p/>'));
    } else if (tag.startsWith(SECTION_TAG)) {
      const section = content.sections.find(({ key }) => key === tag.slice(SECTION_TAG.length));
      edits.push(unwrapped(node, section ? writer.section(section, lookOf(tree, inner), width, false) : '<w:p/>'));
    } else if (tag === ANNEXES_TAG) {
      const page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
      edits.push(unwrapped(node, content.annexes.map((one) => writer.annex(one, width)).join(page_break) || '<w:p/>'));
    } else if (tag.startsWith(FIELD_TAG)) {
      const field = tag.slice(FIELD_TAG.length) as TemplateField;
      const edit = fieldEdit(tree, node, inner, linesOf(content, field), bookmarkOf(field, writer));
      if (edit) edits.push(edit);
    } else if (tag.startsWith(FIGURE_TAG)) {
      const anchor = anchorFor(content, tag.slice(FIGURE_TAG.length));
      if (anchor) edits.push({ start: node.start, end: node.end, xml: writer.figure(anchor, runLook(tree, inner)) });
    }
  }
  return packed({ ...file, rels: links.rels }, edited(file.xml, edits), content, store);
}

function packed(file: WordFile, xml: string, content: Content, store: string): Uint8Array {
  const { parts, rels, types } = figureParts(file, content, store);
  return rezip(file.archive, [
    { name: file.part, bytes: Buffer.from(xml) },
    { name: file.rels_part, bytes: Buffer.from(rels) },
    { name: '[Content_Types].xml', bytes: Buffer.from(types) },
    ...parts,
    ...styleParts(file),
  ]);
}

/** The control of a section gives way to what it stood for: its blocks have controls of their own. */
function unwrapped(node: Node, xml: string): Edit {
  return { start: node.start, end: node.end, xml };
}

// A template may name a figure by its measure: that of the whole unit and period of the report.
function anchorFor(content: Content, name: string): string | null {
  if (content.figures[name]) return name;
  const own = Object.values(content.figures).find((one) => one.measure === name && Object.keys(one.filter).length === 0);
  return own?.anchor ?? null;
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

/** Ends of the bookmark by which a line is found again when the report is issued, whatever became of the control. */
function bookmarkOf(field: TemplateField, writer: Writer): [string, string] {
  const issued = ISSUED_FIELDS.find((one) => one === field);
  if (!issued) return ['', ''];
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
  const paragraph = [...all(inner, 'w:p')][0];
  const properties = outer(tree, child(paragraph, 'w:pPr'));
  return { paragraph: properties || BODY.paragraph, run: runLook(tree, inner) };
}

function runLook(tree: Tree, inner: Node): string {
  const properties = child([...all(inner, 'w:r')][0] ?? null, 'w:rPr');
  if (!properties) return '';
  // What Word shows where nothing is written yet is grey: not a look of the text.
  return properties.children
    .filter((one) => one.name !== 'w:rStyle' || one.attribute('val') !== 'PlaceholderText')
    .map((one) => outer(tree, one))
    .join('');
}

/** Width of the text where a control stands, in twentieths of a point: that of its section of the document. */
function textWidth(tree: Tree, node: Node): number {
  const section = [...all(tree.root, 'w:sectPr')].find((one) => one.start > node.start);
  const [size, margin] = [child(section, 'w:pgSz'), child(section, 'w:pgMar')];
  const number = (from: Node | null, name: string, otherwise: number) => Number(from?.attribute(name) ?? otherwise);
  return number(size, 'w', 11906) - number(margin, 'left', 1701) - number(margin, 'right', 1134);
}
