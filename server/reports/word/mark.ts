// What a file says of itself: which report it is of and which version was given out, in the part of figures and as a property (what one program
// drops the other may keep), and its title and author.
import { characters, escapeXml, rezip, UnreadableError } from '#checks';
import { figuresPart, freeRelation, type Mark, openWord, type Part, relationsOf, type WordFile } from './package.ts';
import { all, child, type Edit, edited, outer, readTree } from './tree.ts';
import { FIGURES_NAMESPACE } from './write.ts';

const CUSTOM = 'docProps/custom.xml';
const CUSTOM_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const CUSTOM_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';
const CUSTOM_NS = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties';
const TYPES_NS = 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes';
/** Properties of one's own all have this identity. Source: [MS-OSHARED] 2.3.3.2.2. */
const FORMAT = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';
const NAME = 'motcua_report';

const written = ({ report, version, unit, from, to }: Mark) => [report, version, unit, from, to].join('|');

function parsed(text: string): Mark | null {
  const [report = '', version = '', unit = '', from = '', to = ''] = text.split('|');
  return /^\d+$/.test(report) && /^\d+$/.test(version)
    ? { report: Number(report), version: Number(version), unit, from, to }
    : null;
}

/** What a file is of; null: it does not say. @throws UnreadableError */
export function markOf(bytes: Uint8Array): Mark | null {
  const file = openWord(bytes);
  const part = figuresPart(file);
  const said = part && /<(?:\w+:)?figures\b[^>]*\sof="([^"]*)"/.exec(file.archive.text(part.name) ?? '')?.[1];
  return parsed(characters(said ?? '')) ?? parsed(property(file));
}

function property({ archive }: WordFile): string {
  const xml = archive.text(CUSTOM);
  if (!xml) return '';
  const tree = readTree(xml);
  const own = [...all(tree.root, 'property')].find((one) => one.attribute('name') === NAME);
  const value = own?.children[0];
  return value ? characters(xml.slice(value.inner_start, value.inner_end)) : '';
}

/** The file with what it is of, its title and its author. @throws UnreadableError when it is no Word file */
export function marked(bytes: Uint8Array, mark: Mark, { title, author }: { title: string; author: string }): Uint8Array {
  const file = openWord(bytes);
  const parts: Part[] = [];
  const figures = figuresPart(file);
  if (figures) {
    const xml = (file.archive.text(figures.name) ?? '').replace(/(<(?:\w+:)?figures\b[^>]*?)\sof="[^"]*"/, '$1');
    const told = xml.replace(/<((?:\w+:)?figures)\b/, `<$1 of="${escapeXml(written(mark))}"`);
    parts.push({ name: figures.name, bytes: Buffer.from(told) });
  }
  parts.push(...coreParts(file, title, author), ...propertyParts(file, written(mark)));
  return rezip(file.archive, parts);
}

function coreParts({ archive }: WordFile, title: string, author: string): Part[] {
  const name = 'docProps/core.xml';
  const xml = archive.text(name);
  if (!xml?.includes('</cp:coreProperties>')) return [];
  const put = (text: string, tag: string, value: string) => {
    const element = `<${tag}>${escapeXml(value)}</${tag}>`;
    const old = new RegExp(`<${tag}(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</${tag}>)`);
    return old.test(text)
      ? text.replace(old, () => element)
      : text.replace('</cp:coreProperties>', () => `${element}</cp:coreProperties>`);
  };
  const has_terms = xml.includes('xmlns:dc=');
  return has_terms ? [{ name, bytes: Buffer.from(put(put(xml, 'dc:title', title), 'dc:creator', author)) }] : [];
}

/** The property beside those the office has of its own. */
function propertyParts({ archive, types }: WordFile, value: string): Part[] {
  const root = archive.text('_rels/.rels');
  const xml = archive.text(CUSTOM);
  const element = (pid: number) =>
    `<property fmtid="${FORMAT}" pid="${pid}" name="${NAME}"><vt:lpwstr xmlns:vt="${TYPES_NS}">${escapeXml(value)}</vt:lpwstr></property>`;
  if (xml) {
    const old = [...all(readTree(xml).root, 'property')].find((one) => one.attribute('name') === NAME);
    const rest = old ? xml.slice(0, old.start) + xml.slice(old.end) : xml;
    const pids = [...rest.matchAll(/\bpid="(\d+)"/g)].map(([, pid]) => Number(pid));
    const pid = Math.max(1, ...pids) + 1;
    const closed = rest.includes('</Properties>') ? rest : rest.replace(/<Properties([^>]*)\/>/, '<Properties$1></Properties>');
    return [{ name: CUSTOM, bytes: Buffer.from(closed.replace('</Properties>', () => `${element(pid)}</Properties>`)) }];
  }
  if (root === null || relationsOf(root).some(({ type }) => type === CUSTOM_RELATION)) return [];
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const relation = `<Relationship Id="${freeRelation(root)}" Type="${CUSTOM_RELATION}" Target="${CUSTOM}"/>`;
  const type = `<Override PartName="/${CUSTOM}" ContentType="${CUSTOM_TYPE}"/>`;
  return [
    { name: CUSTOM, bytes: Buffer.from(`${head}<Properties xmlns="${CUSTOM_NS}">${element(2)}</Properties>`) },
    { name: '_rels/.rels', bytes: Buffer.from(root.replace('</Relationships>', `${relation}</Relationships>`)) },
    { name: '[Content_Types].xml', bytes: Buffer.from(types.replace('</Types>', `${type}</Types>`)) },
  ];
}

/** A file of before, in which figures were bound, as it is given out and drawn now: LibreOffice keeps the words before them, and their look. */
export function unbound(bytes: Uint8Array): Uint8Array {
  try {
    const file = openWord(bytes);
    const xml = withoutBindings(file.xml);
    return xml === file.xml ? bytes : rezip(file.archive, [{ name: file.part, bytes: Buffer.from(xml) }]);
  } catch (cause) {
    if (cause instanceof UnreadableError) return bytes;
    throw cause;
  }
}

export function withoutBindings(xml: string): string {
  if (!xml.includes('w:dataBinding')) return xml;
  const tree = readTree(xml);
  const edits = [...all(tree.root, 'w:sdtPr')].flatMap((properties): Edit[] => {
    const binding = child(properties, 'w:dataBinding');
    const text = child(properties, 'w:text');
    if (!binding || !outer(tree, binding).includes(FIGURES_NAMESPACE)) return [];
    return (text ? [binding, text] : [binding]).map(({ start, end }) => ({ start, end, xml: '' }));
  });
  return edited(xml, edits);
}

/** Anchors of the figures a file names, by their controls, bookmarks or the part of figures. @throws UnreadableError */
export function figuresNamed(bytes: Uint8Array): string[] {
  const { xml } = openWord(bytes);
  return [...new Set([...xml.matchAll(/(?:"n:|"n_|@id=(?:'|&apos;))(f[0-9a-f]{12})/g)].map(([, anchor]) => anchor as string))];
}
