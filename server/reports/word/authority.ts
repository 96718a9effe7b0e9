// Who signs, in the office's own file: the lines above the signature are those of the head until it is known who signs.
import { escapeXml, rezip } from '#checks';
import { openWord } from './package.ts';
import { all, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';

/**
 * The lines above the signature written anew, each in the look of the one it replaces. Where the office wrote other words there, they stay.
 * @throws UnreadableError when it is no Word file
 */
export function withAuthority(bytes: Uint8Array, before: readonly string[], now: readonly string[]): Uint8Array {
  if (before.length === 0 || before.join('\n') === now.join('\n')) return bytes;
  const file = openWord(bytes);
  const tree = readTree(file.xml);
  const place = placeOf(tree, before);
  if (!place) return bytes;
  const edits = place.map((paragraph, at): Edit => {
    const is_last = at === place.length - 1;
    const lines = is_last ? now.slice(at) : now.slice(at, at + 1);
    return {
      start: paragraph.start,
      end: paragraph.end,
      xml: lines.map((line) => paragraphWith(tree, paragraph, line)).join(''),
    };
  });
  return rezip(file.archive, [{ name: file.part, bytes: Buffer.from(edited(file.xml, edits)) }]);
}

/** Paragraphs one behind the other that say just these lines; the last such place, which is the foot. */
function placeOf(tree: Tree, lines: readonly string[]): Node[] | null {
  const paragraphs = [...all(tree.root, 'w:p')];
  const texts = paragraphs.map((one) => textOf(tree, one).trim());
  for (let at = paragraphs.length - lines.length; at >= 0; at -= 1)
    if (lines.every((line, i) => texts[at + i] === line)) return paragraphs.slice(at, at + lines.length);
  return null;
}

function paragraphWith(tree: Tree, paragraph: Node, line: string): string {
  const [run] = all(paragraph, 'w:r');
  const look = outer(tree, child(paragraph, 'w:pPr'));
  return `<w:p>${look}<w:r>${run ? outer(tree, child(run, 'w:rPr')) : ''}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`;
}
