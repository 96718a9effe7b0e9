// Lines of a part of a report a remark may be on: its paragraphs, the rows of its table; the same words as server/reports/remark-quotes.ts knows them by.
import { printed } from './narrative.ts';
import type { Paragraph } from './narrative-editor.tsx';
import type { Kept } from './report-page.tsx';

type Content = Kept['content'];
type Block = Content['sections'][number]['blocks'][number];
export type Table = Extract<Block, { kind: 'table' }>;

/** What is remarked on, as the address has it: `2` the third line, `2:10-25` some characters of it. */
export type Chosen = { line: number; from: number; to: number };

const CELL_BREAK = ' | ';
/** Longest words a remark quotes. */
const MOST_QUOTED = 4000;

const lineOf = (content: Content, paragraph: Paragraph) => paragraph.map((piece) => printed(content, piece)).join('');
const rowOf = (row: Table['rows'][number]) => row.map(({ text }) => text ?? '').join(CELL_BREAK);

/** Every part of the report that has lines, by its key; tables of annexes too. */
export function linesByPlace(content: Content): Map<string, string[]> {
  const blocks = content.sections.flatMap(({ blocks: own }) => own);
  return new Map([
    ...blocks.map((block): [string, string[]] => [
      block.key,
      block.kind === 'table' ? block.rows.map(rowOf) : block.paragraphs.map((one) => lineOf(content, one)),
    ]),
    ...content.annexes.map(({ table }): [string, string[]] => [table.key, table.rows.map(rowOf)]),
  ]);
}

export const addressOf = ({ line, from, to }: Chosen, whole: string) =>
  from === 0 && to === whole.length ? String(line) : `${line}:${from}-${to}`;

/** Null: it names nothing of these lines. */
export function chosenIn(lines: readonly string[], address: string | undefined): Chosen | null {
  const [, at, from, to] = /^(\d{1,5})(?::(\d{1,6})-(\d{1,6}))?$/.exec(address ?? '') ?? [];
  const line = lines[Number(at)];
  if (at === undefined || line === undefined || line.trim() === '') return null;
  const chosen = { line: Number(at), from: Number(from ?? 0), to: Math.min(Number(to ?? line.length), line.length) };
  return chosen.from < chosen.to ? chosen : null;
}

/** The words, without blanks around them, and which of their places in the part they are, from 1. */
export function quoteOf(lines: readonly string[], { line, from, to }: Chosen): { text: string; occurrence: number } | null {
  const own = lines[line] ?? '';
  const raw = own.slice(from, Math.min(to, from + MOST_QUOTED));
  const text = raw.trim();
  if (text === '') return null;
  const begin = from + raw.indexOf(text);
  let occurrence = 0;
  for (const [at, each] of lines.slice(0, line + 1).entries())
    for (let found = each.indexOf(text); found >= 0 && (at < line || found <= begin); found = each.indexOf(text, found + 1))
      occurrence += 1;
  return { text, occurrence };
}

/** A part of a printed line between marks; `of`: remarks on it. */
export type Cut<R> = { from: number; to: number; of: R[] };

/** The characters of a piece, cut where remarks on it begin and end. */
export function cutsOf<R extends { from: number; to: number }>(begin: number, size: number, marks: readonly R[]): Cut<R>[] {
  const end = begin + size;
  const bounds = new Set([begin, end]);
  for (const { from, to } of marks) for (const at of [from, to]) if (at > begin && at < end) bounds.add(at);
  const sorted = [...bounds].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] as number;
    return { from: from - begin, to: to - begin, of: marks.filter((mark) => mark.from < to && mark.to > from) };
  });
}
