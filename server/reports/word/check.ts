// The check of an office's own Word template: what would be lost, what is named and not there, each with where it stands. Pure.
import { UnreadableError } from '#checks';
import type { Content } from '../content.ts';
import { isAlone, isPart, usable } from './fill.ts';
import { blocksNamed, leftOver, placedBy } from './left-over.ts';
import { NAME, nameOf, withControls } from './marks.ts';
import { ANNEX_TAG, ANNEXES_TAG, FIELD_TAG, FIGURE_TAG, NARRATIVE_TAG, REST_TAG, SECTION_TAG, TABLE_TAG } from './names.ts';
import { highestId, openWord, type WordFile } from './package.ts';
import { annexNamed, figureNamed, sectionNamed } from './places.ts';
import { TEMPLATE_FIELDS } from './template.ts';
import { all, ancestor, child, type Node, readTree, type Tree, textOf } from './tree.ts';

/** Of these a template is refused. */
export const ERRORS = ['unreadable', 'no_controls', 'not_alone', 'in_cells', 'twice', 'nested'] as const;
/** These are told, and the template may be used. */
export const WARNINGS = [
  'unknown_control',
  'unknown_section',
  'unknown_table',
  'unknown_annex',
  'unknown_figure',
  'unknown_field',
  'part_in_margin',
  'missing_section',
  'missing_table',
  'missing_annex',
  'missing_field',
] as const;
export type TemplateFault = { code: (typeof ERRORS)[number] | (typeof WARNINGS)[number]; name: string; where: string };

/** Lines without which an issued report is not one. */
const NEEDED = ['number', 'place_and_date', 'subject', 'recipients', 'signer'] as const;

/**
 * @param content a report of the regime; null: there is none yet, and only the names themselves are checked
 * @returns every fault, those that refuse first, and the names the template has
 */
export function checkReportTemplate(bytes: Uint8Array, content: Content | null): { faults: TemplateFault[]; names: string[] } {
  let file: WordFile;
  let tree: Tree;
  try {
    file = openWord(bytes);
    tree = readTree(withControls(file.xml, highestId(file.xml)));
  } catch (cause) {
    if (!(cause instanceof UnreadableError)) throw cause;
    return { faults: [{ code: 'unreadable', name: cause.reason, where: '' }], names: [] };
  }
  const faults: TemplateFault[] = [];
  const names = usable(tree).map(({ tag }) => tag);
  faults.push(...misplaced(tree, new Set(usable(tree).map(({ node }) => node))));
  if (!names.some(isPart) && !faults.some(({ code }) => code === 'not_alone' || code === 'in_cells'))
    faults.push({ code: 'no_controls', name: '', where: '' });
  for (const sdt of all(tree.root, 'w:sdt')) {
    const tag = nameOf(sdt);
    if (tag !== '' && !NAME.test(tag)) faults.push({ code: 'unknown_control', name: tag.slice(0, 60), where: around(tree, sdt) });
  }
  const margin = marginNames(file);
  for (const name of margin) if (!name.startsWith(FIELD_TAG)) faults.push({ code: 'part_in_margin', name, where: '' });
  for (const { node, tag } of usable(tree)) {
    const code = unknown(content, tag);
    if (code) faults.push({ code, name: tag, where: around(tree, node) });
  }
  const fields = new Set([...names, ...margin]);
  for (const name of NEEDED)
    if (!fields.has(FIELD_TAG + name)) faults.push({ code: 'missing_field', name: FIELD_TAG + name, where: '' });
  if (content) faults.push(...missing(content, names));
  const is_error = ({ code }: TemplateFault) => (ERRORS as readonly string[]).includes(code);
  return {
    faults: [...faults.filter(is_error), ...faults.filter((one) => !is_error(one))].slice(0, 200),
    names: [...fields].sort(),
  };
}

/** Controls that cannot be filled where they stand. */
function misplaced(tree: Tree, used: ReadonlySet<Node>): TemplateFault[] {
  return [...all(tree.root, 'w:sdt')].flatMap((node): TemplateFault[] => {
    const name = nameOf(node);
    if (used.has(node) || !NAME.test(name)) return [];
    const inner = child(node, 'w:sdtContent');
    const where = around(tree, node);
    if (!inner || inner.children.some((one) => one.name === 'w:tc' || one.name === 'w:tr'))
      return [{ code: 'in_cells', name, where }];
    for (let at = ancestor(node, 'w:sdt'); at; at = ancestor(at, 'w:sdt'))
      if (used.has(at)) return [{ code: 'nested', name, where }];
    return [{ code: isPart(name) && !isAlone(tree, node) ? 'not_alone' : 'twice', name, where }];
  });
}

function unknown(content: Content | null, tag: string): TemplateFault['code'] | null {
  const name = tag.slice(2);
  if (tag.startsWith(FIELD_TAG)) return TEMPLATE_FIELDS.some((one) => one === name) ? null : 'unknown_field';
  if (!content || tag === REST_TAG || tag === ANNEXES_TAG) return null;
  if (tag.startsWith(SECTION_TAG)) return sectionNamed(content, name) ? null : 'unknown_section';
  if (tag.startsWith(NARRATIVE_TAG)) return blocksNamed(content, tag).length > 0 ? null : 'unknown_section';
  if (tag.startsWith(TABLE_TAG)) return blocksNamed(content, tag).length > 0 ? null : 'unknown_table';
  if (tag.startsWith(ANNEX_TAG)) return annexNamed(content, name) ? null : 'unknown_annex';
  if (tag.startsWith(FIGURE_TAG)) return figureNamed(content, name) ? null : 'unknown_figure';
  return 'unknown_control';
}

/** What the report has and the template gives no place: it is printed behind what it places. */
function missing(content: Content, names: readonly string[]): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const placed = placedBy(content, names);
  if (!names.includes(REST_TAG))
    for (const { heading, key, blocks } of leftOver(content, names)) {
      const tables = blocks.filter((one) => one.kind === 'table');
      if (blocks.length > tables.length || blocks.length === 0)
        faults.push({ code: 'missing_section', name: `${SECTION_TAG}${key}`, where: heading });
      else
        for (const table of tables)
          faults.push({ code: 'missing_table', name: `${TABLE_TAG}${table.key}`, where: table.caption || heading });
    }
  if (!names.includes(ANNEXES_TAG))
    for (const { key, label, title } of content.annexes)
      if (!placed.has(key)) faults.push({ code: 'missing_annex', name: `${ANNEX_TAG}${key}`, where: `${label} ${title}` });
  return faults;
}

function marginNames({ archive }: WordFile): string[] {
  return archive.entries.flatMap(({ name }) => {
    const xml = /^word\/(header|footer)\d*\.xml$/.test(name) ? archive.text(name) : null;
    if (xml === null) return [];
    const tree = readTree(withControls(xml, highestId(xml)));
    return [...all(tree.root, 'w:sdt')].map(nameOf).filter((tag) => NAME.test(tag));
  });
}

/** The words a control stands in. */
function around(tree: Tree, node: Node): string {
  const paragraph = ancestor(node, 'w:p') ?? [...all(node, 'w:p')][0];
  return paragraph ? textOf(tree, paragraph).trim().slice(0, 120) : '';
}

/** Everything a template of this report may name, with the words it stands for. */
export function namesOf(content: Content): { name: string; words: string }[] {
  return [
    ...TEMPLATE_FIELDS.map((field) => ({ name: FIELD_TAG + field, words: '' })),
    { name: REST_TAG, words: '' },
    { name: ANNEXES_TAG, words: '' },
    ...content.sections.flatMap(({ key, heading, blocks }) => [
      { name: SECTION_TAG + key, words: heading },
      ...(blocks.some(({ kind }) => kind === 'narrative') ? [{ name: NARRATIVE_TAG + key, words: heading }] : []),
      ...blocks.flatMap((block) =>
        block.kind === 'table' ? [{ name: TABLE_TAG + block.key, words: block.caption || heading }] : [],
      ),
    ]),
    ...content.annexes.map(({ key, label, title }) => ({ name: ANNEX_TAG + key, words: `${label} ${title}`.trim() })),
    ...Object.values(content.figures).flatMap((figure) =>
      figureNamed(content, figure.measure)?.anchor === figure.anchor
        ? [{ name: FIGURE_TAG + figure.measure, words: `${figure.label}: ${figure.printed}` }]
        : [],
    ),
  ];
}
