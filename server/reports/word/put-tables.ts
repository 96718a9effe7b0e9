// Tables of the office's file that do not say what the report says, written again: single cells where the rows are the same, else the table; one that
// was taken out stands again where it stood.
import { rezip } from '#checks';
import { cellTexts } from '../cell-text.ts';
import type { Content, ReportTable, TableCell } from '../content.ts';
import { folded } from './adopt.ts';
import { figurePlaces } from './figure-places.ts';
import { textWidth } from './fill.ts';
import { narrativeBookmark, tableBookmark } from './names.ts';
import { highestId, openWord, placeNumbers } from './package.ts';
import { type Match, readTables } from './read-tables.ts';
import { all, ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';
import { Writer } from './write.ts';

/** @returns the file, the same bytes when nothing was to be done; null when a table has no place any more. @throws UnreadableError */
export function withTables(bytes: Uint8Array, content: Content): Uint8Array | null {
  const file = openWord(bytes);
  const tree = readTree(file.xml);
  const { matches } = readTables(tree, content);
  const wrong = matches.filter(({ faults, bare }) => faults.length > 0 || bare > 0);
  if (wrong.length === 0) return bytes;
  const writer = new Writer(content, highestId(file.xml), () => null);
  writer.skipPlaces(placeNumbers(tree));
  const edits: Edit[] = [];
  for (const match of wrong) {
    const made = match.node ? tableEdits(tree, content, writer, match, match.node) : placed(tree, content, writer, match.table);
    if (!made) return null;
    edits.push(...made);
  }
  return rezip(file.archive, [{ name: file.part, bytes: Buffer.from(edited(file.xml, edits)) }]);
}

function tableEdits(tree: Tree, content: Content, writer: Writer, { table, is_shaped }: Match, node: Node): Edit[] {
  const width = Number(child(child(node, 'w:tblPr'), 'w:tblW')?.attribute('w') ?? 0);
  if (!is_shaped)
    return [{ start: node.start, end: node.end, xml: writer.tableInner(table, width > 1000 ? width : textWidth(tree, node)) }];
  const texts = cellTexts(content, table);
  const rows = [...all(node, 'w:tr')].filter((row) => ancestor(row, 'w:tbl') === node);
  const anchors = anchorsIn(tree, content, node);
  return [...table.header, ...table.rows].flatMap((row, i) => {
    const cells = [...all(rows[i] as Node, 'w:tc')].filter((one) => ancestor(one, 'w:tr') === rows[i] && !isCovered(one));
    return row.flatMap((cell, at) => {
      const own = cells[at];
      const text = texts.get(cell) ?? '';
      return own && !isRight(tree, own, cell, text, anchors) ? [cellEdit(tree, writer, own, cell, text)] : [];
    });
  });
}

const squeezed = (text: string) => text.normalize('NFC').replace(/[\s\u00a0\u202f]+/g, '');
const isCovered = (cell: Node) => {
  const merge = child(child(cell, 'w:tcPr'), 'w:vMerge');
  return merge !== null && merge.attribute('val') !== 'restart';
};

function anchorsIn(tree: Tree, content: Content, table: Node): Map<Node, Set<string>> {
  const looks = new Map(Object.values(content.figures).map(({ anchor, printed }) => [anchor, new Set([printed])]));
  const found = new Map<Node, Set<string>>();
  for (const { anchor, runs } of figurePlaces(tree, looks)) {
    const cell = runs[0] && ancestor(runs[0], 'w:tc');
    if (cell && cell.start >= table.start && cell.end <= table.end) found.set(cell, (found.get(cell) ?? new Set()).add(anchor));
  }
  return found;
}

function isRight(tree: Tree, own: Node, cell: TableCell, text: string, anchors: ReadonlyMap<Node, Set<string>>): boolean {
  const is_held = cell.figure === undefined || anchors.get(own)?.has(cell.figure) === true;
  const said = [...all(own, 'w:p')].map((one) => textOf(tree, one)).join('\n');
  return is_held && squeezed(said) === squeezed(text);
}

/** What stands in the cell gives way; its borders, and the look of its first paragraph, stay. */
function cellEdit(tree: Tree, writer: Writer, own: Node, cell: TableCell, text: string): Edit {
  const start = child(own, 'w:tcPr')?.end ?? own.inner_start;
  const properties = child([...all(own, 'w:p')][0], 'w:pPr');
  return { start, end: own.inner_end, xml: writer.cellInner(cell, text, outer(tree, properties)) };
}

/** A table that was taken out: where its bookmark is, behind the block before it, or under its heading or title. */
function placed(tree: Tree, content: Content, writer: Writer, table: ReportTable): Edit[] | null {
  const after = behind(tree, content, table);
  if (!after) return null;
  return [{ start: after.end, end: after.end, xml: writer.table(table, textWidth(tree, after)) }];
}

function behind(tree: Tree, content: Content, table: ReportTable): Node | null {
  const marks = [...all(tree.root, 'w:bookmarkStart')];
  const named = (name: string) => marks.find((one) => one.attribute('name') === name);
  const top = (node: Node | null | undefined): Node | null => {
    let at = node ?? null;
    while (at?.parent && at.parent.name !== 'w:body') at = at.parent;
    return at?.parent ? at : null;
  };
  const own = top(named(tableBookmark(table.key)));
  if (own && own.name === 'w:p') return own;
  const section = content.sections.find(({ blocks }) => blocks.some(({ key }) => key === table.key));
  const before =
    section?.blocks
      .slice(
        0,
        section.blocks.findIndex(({ key }) => key === table.key),
      )
      .toReversed() ?? [];
  for (const block of before) {
    if (block.kind !== 'narrative') continue;
    const begins = named(narrativeBookmark(block.key));
    const ends = [...all(tree.root, 'w:bookmarkEnd')].find((one) => one.attribute('id') === begins?.attribute('id'));
    const last = top(ends);
    if (last) return last;
  }
  const annex = content.annexes.find((one) => one.table.key === table.key);
  const words = new Set(
    [section?.heading, ...(annex ? [...annex.lines, annex.title, annex.label] : [])].map((one) => folded(one ?? '')),
  );
  words.delete('');
  return top([...all(tree.root, 'w:p')].findLast((one) => words.has(folded(textOf(tree, one)))));
}
