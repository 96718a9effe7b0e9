// Words that two people changed at once: each block takes what one of them changed; what both changed is asked. Pure.
import type { Content, Narrative, Paragraph } from './content.ts';
import { fieldOf } from './content.ts';

export type Conflict = { block: string; heading: string; mine: string; theirs: string };
export type Choice = { mine: ReadonlySet<string>; theirs: ReadonlySet<string> };
export type Merged = {
  /** Words of every block that was read back, as the report has them now. */
  words: Map<string, Paragraph[]>;
  /** Blocks in which the file gives way to what somebody else wrote meanwhile. */
  theirs: Set<string>;
  conflicts: Conflict[];
};

/** Pieces of a paragraph without the cuts a program makes: neighbours that look the same are one. */
function shape(content: Content, paragraph: Paragraph): string {
  const out: string[] = [];
  let last = '';
  for (const one of paragraph) {
    const look = 'text' in one ? `${one.bold ? 'b' : ''}${one.italic ? 'i' : ''}` : '';
    const text = 'figure' in one ? `⟦${one.figure}⟧` : 'text' in one ? one.text : fieldOf(content, one.field);
    if (text === '') continue;
    if (look !== last) out.push(`<${look}>`);
    last = look;
    out.push(text);
  }
  return out.join('').normalize('NFC').replace(/\s+/g, ' ').trim();
}

const isFilled = (said: string) => said.replace(/<[bi]*>/g, '').trim() !== '';
const shapes = (content: Content, paragraphs: readonly Paragraph[]) =>
  paragraphs.map((one) => shape(content, one)).filter(isFilled);
const isSame = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');

/** Whether a block says the same, whatever program wrote it. */
export function saysSame(one: Content, paragraphs: readonly Paragraph[], other: Content, others: readonly Paragraph[]): boolean {
  return isSame(shapes(one, paragraphs), shapes(other, others));
}

/**
 * @param mine words of the file, by block; `base` the version it was given out from; `newest` the report as it is now
 * @param choice blocks whose conflict somebody decided
 */
export function merged(mine: ReadonlyMap<string, Paragraph[]>, base: Content, newest: Content, choice: Choice): Merged {
  const words = new Map<string, Paragraph[]>();
  const theirs = new Set<string>();
  const conflicts: Conflict[] = [];
  const blocks = narrativesOf(base);
  for (const { block: now, heading } of narrativesOf(newest).values()) {
    const own = mine.get(now.key);
    const was = blocks.get(now.key)?.block.paragraphs ?? [];
    if (own === undefined) continue;
    const is_mine_changed = !isSame(shapes(base, own), shapes(base, was));
    const is_theirs_changed = !isSame(shapes(newest, now.paragraphs), shapes(base, was));
    const is_agreed = isSame(shapes(base, own), shapes(newest, now.paragraphs));
    if (!is_mine_changed || is_agreed || choice.theirs.has(now.key)) {
      words.set(now.key, now.paragraphs);
      if (is_theirs_changed && !is_agreed) theirs.add(now.key);
    } else if (is_theirs_changed && !choice.mine.has(now.key)) {
      const told = (content: Content, paragraphs: readonly Paragraph[]) => said(content, paragraphs);
      conflicts.push({ block: now.key, heading, mine: told(base, own), theirs: told(newest, now.paragraphs) });
    } else words.set(now.key, likeBefore(own, base, was));
  }
  return { words, theirs, conflicts };
}

/** Paragraphs that were not touched stay the very ones of the report, with what Word knows nothing of. */
function likeBefore(own: readonly Paragraph[], base: Content, was: readonly Paragraph[]): Paragraph[] {
  const known = new Map(was.map((one) => [shape(base, one), one]));
  return own.map((one) => known.get(shape(base, one)) ?? one);
}

function narrativesOf({ sections }: Content): Map<string, { block: Narrative; heading: string }> {
  return new Map(
    sections.flatMap(({ heading, blocks }) =>
      blocks.flatMap((block) => (block.kind === 'narrative' ? [[block.key, { block, heading }] as const] : [])),
    ),
  );
}

/** Words of a block as they read, for who must choose. */
function said(content: Content, paragraphs: readonly Paragraph[]): string {
  const text = (one: Paragraph[number]) =>
    'text' in one ? one.text : 'figure' in one ? (content.figures[one.figure]?.printed ?? '') : fieldOf(content, one.field);
  return paragraphs
    .map((paragraph) => paragraph.map(text).join(''))
    .join('\n')
    .slice(0, 2000);
}
