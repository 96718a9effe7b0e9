// The office's own file with the figures of today: every place of a figure prints what the system says now, nothing else of the file changes.
import { escapeXml, rezip } from '#checks';
import type { Content } from '../content.ts';
import { linesOf } from './fill.ts';
import { anchorOfBookmark, fieldOfBookmark } from './names.ts';
import { figureOf, figureParts, figuresPart, openWord } from './package.ts';
import { all, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';

/**
 * Refreshes every figure the file still has, by its control or by its bookmark, and the number, place and day, and signer of its head and foot.
 * @param before the report as the file was made from it, where it is known
 * @returns the file, and the anchors it could not find any more
 * @throws UnreadableError when it is no Word file
 */
export function refreshed(bytes: Uint8Array, content: Content, before?: Content): { bytes: Uint8Array; missing: string[] } {
  const file = openWord(bytes);
  const tree = readTree(file.xml);
  const found = new Set<string>();
  const edits: Edit[] = [];
  const held = new Set<Node>();
  const write = (text: string, [first, ...others]: readonly Node[]) => {
    if (!first || edits.some((edit) => edit.start === first.start)) return;
    const properties = outer(tree, child(first, 'w:rPr'));
    const xml = `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
    edits.push({ start: first.start, end: first.end, xml });
    for (const run of others) edits.push({ start: run.start, end: run.end, xml: '' });
  };
  const put = (anchor: string, runs: readonly Node[]) => {
    const figure = content.figures[anchor];
    if (!figure || runs.length === 0) return;
    found.add(anchor);
    write(figure.printed, runs);
  };
  for (const control of all(tree.root, 'w:sdt')) {
    const anchor = figureOf(control);
    const inner = child(control, 'w:sdtContent');
    if (anchor === null || !inner) continue;
    const runs = [...all(inner, 'w:r')];
    for (const run of runs) held.add(run);
    put(anchor, runs);
  }
  for (const [field, runs] of bookmarked(tree, fieldOfBookmark)) write(linesOf(content, field)[0] ?? '', runs);
  for (const [anchor, runs] of bookmarked(tree, anchorOfBookmark)) {
    // LibreOffice may move the beginning of a bookmark to that of its paragraph: words that stand before the figure are not the figure.
    if (runs.some((run) => held.has(run))) continue;
    const was = before?.figures[anchor]?.printed;
    const only = runs.filter((run) => textOf(tree, run).trim() === was);
    put(anchor, only.length === 1 ? only : runs);
  }
  const known = figuresPart(file);
  const { parts } = known ? figureParts(file, content, known.store) : { parts: [] };
  return {
    bytes: rezip(file.archive, [{ name: file.part, bytes: Buffer.from(edited(file.xml, edits)) }, ...parts]),
    missing: Object.keys(content.figures).filter((anchor) => !found.has(anchor)),
  };
}

/** Runs between the ends of each bookmark whose name means something. */
function bookmarked<K extends string>(tree: Tree, meant: (name: string) => K | null): [K, Node[]][] {
  const open = new Map<string, [K, Node[]]>();
  const done: [K, Node[]][] = [];
  const walk = (node: Node): void => {
    for (const one of node.children) {
      if (one.name === 'w:bookmarkStart') {
        const key = meant(one.attribute('name') ?? '');
        if (key !== null) open.set(one.attribute('id') ?? '', [key, []]);
      } else if (one.name === 'w:bookmarkEnd') {
        const closed = open.get(one.attribute('id') ?? '');
        open.delete(one.attribute('id') ?? '');
        if (closed) done.push(closed);
      } else if (one.name === 'w:r') {
        for (const [, runs] of open.values()) runs.push(one);
      } else walk(one);
    }
  };
  walk(tree.root);
  return done;
}
