// Words changed in the browser put into the office's own file: the blocks that changed are written anew, everything else keeps its layout.
import { rezip } from '#checks';
import type { Content, Narrative } from '../content.ts';
import { NARRATIVE_TAG, narrativeBookmark } from './names.ts';
import { figureParts, figuresPart, highestId, openWord, placeNumbers, tagOf } from './package.ts';
import { all, ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree } from './tree.ts';
import { BODY, type Look, Writer } from './write.ts';

/**
 * @param keys of the blocks of narrative that changed
 * @returns the file, or null when it no longer has a place for one of them, or no part of figures to bind to
 * @throws UnreadableError when it is no Word file
 */
export function rewritten(bytes: Uint8Array, content: Content, keys: ReadonlySet<string>): Uint8Array | null {
  const file = openWord(bytes);
  const store = figuresPart(file)?.store;
  if (!store) return null;
  const tree = readTree(file.xml);
  const writer = new Writer(content, highestId(file.xml), () => null);
  writer.skipPlaces(placeNumbers(tree));
  const edits: Edit[] = [];
  for (const block of content.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'narrative' || !keys.has(block.key)) continue;
    const place = placeOf(tree, block);
    if (!place) return null;
    edits.push({ start: place.start, end: place.end, xml: writer.narrativeInner(block, place.look) });
  }
  // Figures that were put in stand in the part of figures too, or the new controls would be bound to nothing.
  const { parts } = figureParts(file, content, store);
  return rezip(file.archive, [{ name: file.part, bytes: Buffer.from(edited(file.xml, edits)) }, ...parts]);
}

type Place = { start: number; end: number; look: Look };

/** What stands in the control of a block; without it, the paragraphs its bookmark reaches over. */
function placeOf(tree: Tree, block: Narrative): Place | null {
  for (const control of all(tree.root, 'w:sdt')) {
    const inner = child(control, 'w:sdtContent');
    if (tagOf(control) === NARRATIVE_TAG + block.key && inner)
      return { start: inner.inner_start, end: inner.inner_end, look: lookOf(tree, inner) };
  }
  const begins = [...all(tree.root, 'w:bookmarkStart')].find((one) => one.attribute('name') === narrativeBookmark(block.key));
  const ends = [...all(tree.root, 'w:bookmarkEnd')].find((one) => one.attribute('id') === begins?.attribute('id'));
  const [first, last] = [begins && ancestor(begins, 'w:p'), ends && ancestor(ends, 'w:p')];
  if (!first || !last || first.parent !== last.parent) return null;
  return { start: first.start, end: last.end, look: lookOf(tree, first) };
}

function lookOf(tree: Tree, node: Node): Look {
  const paragraph = node.name === 'w:p' ? node : [...all(node, 'w:p')][0];
  return { paragraph: outer(tree, child(paragraph, 'w:pPr')) || BODY.paragraph, run: '' };
}
