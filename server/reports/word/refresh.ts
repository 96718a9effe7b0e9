// The office's own file with the figures of today: every place of a figure prints what the system says now, nothing else of the file changes.
import { escapeXml, rezip } from '#checks';
import { attachedLine } from '../attached.ts';
import { cellTexts, looksOf } from '../cell-text.ts';
import { type Content, tablesIn } from '../content.ts';
import { figurePlaces } from './figure-places.ts';
import { linesOf } from './fill.ts';
import { withoutBindings } from './mark.ts';
import { fieldOfBookmark, isAttachedBookmark } from './names.ts';
import { figureParts, figuresPart, openWord } from './package.ts';
import { ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';

/**
 * Refreshes every figure the file still has, by its control or by its bookmark, and the number, place and day, and signer of its head and foot.
 * A figure that was bound, as in files of before, is bound no longer: LibreOffice would lose words before it.
 * @param before the report as the file was made from it, where it is known
 * @returns the file, and the anchors it could not find any more
 * @throws UnreadableError when it is no Word file
 */
export function refreshed(bytes: Uint8Array, content: Content, before?: Content): { bytes: Uint8Array; missing: string[] } {
  const file = openWord(bytes);
  const tree = readTree(file.xml);
  const found = new Set<string>();
  const edits: Edit[] = [];
  const write = (text: string, [first, ...others]: readonly Node[]) => {
    if (!first || edits.some((edit) => edit.start === first.start)) return;
    const properties = outer(tree, child(first, 'w:rPr'));
    const xml = `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
    edits.push({ start: first.start, end: first.end, xml });
    for (const run of others) edits.push({ start: run.start, end: run.end, xml: '' });
  };
  const looks = looksOf(content);
  const meant = cellLooks(content);
  const known_looks = before ? joined(looks, looksOf(before)) : looks;
  for (const { anchor, runs, part } of figurePlaces(tree, known_looks)) {
    const figure = content.figures[anchor];
    const [first] = runs;
    if (!figure || !first) continue;
    found.add(anchor);
    const was = runs.map((run) => textOf(tree, run)).join('');
    const text = ancestor(first, 'w:tc') ? inCell(meant.get(anchor) ?? [], was, figure.printed) : figure.printed;
    if (!part) write(text, runs);
    else {
      const whole = textOf(tree, first);
      write(whole.slice(0, part.from) + text + whole.slice(part.to), runs);
    }
  }
  for (const [field, runs] of bookmarked(tree, fieldOfBookmark)) write(linesOf(content, field)[0] ?? '', runs);
  for (const [, runs] of bookmarked(tree, (name) => (isAttachedBookmark(name) ? 'attached' : null)))
    write(attachedLine(content), runs);
  const known = figuresPart(file);
  const { parts } = known ? figureParts(file, content, known.store) : { parts: [] };
  const xml = withoutBindings(edited(file.xml, edits));
  return {
    bytes: rezip(file.archive, [{ name: file.part, bytes: Buffer.from(xml) }, ...parts]),
    missing: Object.keys(content.figures).filter((anchor) => !found.has(anchor)),
  };
}

type Looks = Map<string, Set<string>>;

/** What each figure prints as in the cells of the report. */
function cellLooks(content: Content): Map<string, string[]> {
  const looks = new Map<string, string[]>();
  for (const table of tablesIn(content))
    for (const [{ figure }, text] of cellTexts(content, table))
      if (figure !== undefined) looks.set(figure, [...(looks.get(figure) ?? []), text]);
  return looks;
}

/** A figure may stand under a head that says percent and under one that does not: it goes on as it stood. */
function inCell(looks: readonly string[], was: string, printed: string): string {
  return looks.find((look) => look.endsWith('%') === was.trim().endsWith('%')) ?? looks[0] ?? printed;
}

function joined(one: Looks, other: Looks): Looks {
  return new Map([...one].map(([anchor, looks]) => [anchor, new Set([...looks, ...(other.get(anchor) ?? [])])]));
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
