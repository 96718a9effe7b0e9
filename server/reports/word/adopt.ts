// Lines that lost their control and their bookmark: under which block they stand, and what stands under none.
import { attachedLine } from '../attached.ts';
import type { Content } from '../content.ts';
import type { Line } from './read-back.ts';

export const folded = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
export const lineText = ({ pieces }: Pick<Line, 'pieces'>) => pieces.map(({ text }) => text).join('');

/**
 * Gives lines without a block to one: under the heading of a section to its block when the file no longer says where that begins, else to the
 * block before them in the same section, so that a paragraph written after the end of a control is not lost.
 * @param words_of_template what the file said between the blocks when it was given out
 * @returns how many lines were written outside every block
 */
export function adopt(lines: Line[], content: Content, words_of_template: ReadonlySet<string>): number {
  const headings = new Map(
    content.sections.map(({ heading, blocks }) => [
      folded(heading),
      blocks.filter((one) => one.kind === 'narrative').map(({ key }) => key),
    ]),
  );
  const found = new Set(lines.flatMap(({ block }) => (block === null ? [] : [block])));
  const own = linesOfProduct(content);
  let outside = 0;
  let here: string | null = null;
  let is_inside = false;
  for (const line of lines) {
    if (line.table !== null) continue;
    const text = folded(lineText(line));
    const known = headings.get(text);
    if (known && text !== '') {
      // A heading is nobody's paragraph, wherever a bookmark begins.
      line.block = null;
      is_inside = true;
      here = known.find((key) => !found.has(key)) ?? null;
    } else if (text !== '' && own.has(text)) line.block = null;
    else if (isClosing(text) && (line.block === null || words_of_template.has(text))) {
      line.block = null;
      here = null;
      is_inside = false;
    } else if (line.block !== null) {
      here = line.block;
      is_inside = true;
    } else if (is_inside && here !== null && text !== '' && !words_of_template.has(text)) {
      if (found.has(here)) outside += 1;
      line.block = here;
    }
  }
  return outside;
}

/** Captions, heads and notes of annexes: LibreOffice moves the end of a bookmark over them, and they are no words of the block. */
function linesOfProduct(content: Content): Set<string> {
  const captions = content.sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'table' ? [one.caption] : [])));
  const annexes = content.annexes.flatMap(({ label, title, lines, notes }) => [label, title, ...lines, ...notes]);
  return new Set([...captions, ...annexes, attachedLine(content)].map(folded).filter((text) => text !== ''));
}

// After the text come the recipients, the authority and the annexes.
function isClosing(text: string): boolean {
  return /^(nơi nhận|tm\.|kt\.|tl\.|tuq\.|q\.|phụ lục|\(kèm theo)/.test(text);
}

const RECIPIENTS = /^\s*nơi nhận\s*:?\s*$/iu;

/** The list under “Nơi nhận:”; null when the file has none. */
export function recipientsIn(lines: readonly Line[]): string[] | null {
  const head = lines.findIndex((line) => RECIPIENTS.test(lineText(line).normalize('NFC')));
  if (head < 0) return null;
  const found: string[] = [];
  for (const line of lines.slice(head + 1)) {
    const text = lineText(line).normalize('NFC').trim();
    if (text !== '' && (line.table !== lines[head]?.table || !/^[-–+•]/.test(text))) break;
    if (text !== '') found.push(text);
  }
  return found.length === 0 ? null : found;
}
