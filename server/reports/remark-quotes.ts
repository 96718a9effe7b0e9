// Where in a block a remark is: some words of a paragraph or of a row, found again after edits. Pure.
import { cellTexts } from './cell-text.ts';
import { type Content, fieldOf, printedOf, type ReportTable } from './content.ts';

/** A piece of a line: as it prints, and as it is known when its figure has become another one. */
type Piece = { printed: string; known: string };
type Line = { pieces: Piece[]; printed: string; known: string };

/** Words that were remarked on, with what stood around them; figures as `{anchor}`. */
export type Quoted = { quote: string; quote_of: string; quote_before: string; quote_after: string; occurrence: number };
/** `line`: paragraph of a narrative or row of a table, from 0; characters as printed, the end not included. */
export type QuotePlace = { line: number; from: number; to: number };

/** Between the cells of a row. */
export const CELL_BREAK = ' | ';
/** Fewer characters than these say nothing about where they stand without the words around them. */
const LEAST_KNOWN = 12;

const words = (text: string): Piece => ({ printed: text, known: text });
const figure = (anchor: string, printed: string): Piece => ({ printed, known: `{${anchor}}` });

function lineOf(pieces: Piece[]): Line {
  return { pieces, printed: pieces.map(({ printed }) => printed).join(''), known: pieces.map(({ known }) => known).join('') };
}

function rowsOf(content: Content, table: ReportTable): Line[] {
  const texts = cellTexts(content, table);
  return table.rows.map((row) =>
    lineOf(
      row.flatMap((cell, at) => {
        const printed = texts.get(cell) ?? '';
        return [...(at > 0 ? [words(CELL_BREAK)] : []), cell.figure ? figure(cell.figure, printed) : words(printed)];
      }),
    ),
  );
}

/** Lines of a block of the text, or of the table of an annex; null: the report has no such block. */
export function linesOf(content: Content, key: string): Line[] | null {
  const table = content.annexes.find((annex) => annex.table.key === key)?.table;
  const block = content.sections.flatMap(({ blocks }) => blocks).find((one) => one.key === key) ?? table;
  if (!block) return null;
  if (block.kind === 'table') return rowsOf(content, block);
  return block.paragraphs.map((paragraph) =>
    lineOf(
      paragraph.map((one) => {
        if ('figure' in one) return figure(one.figure, printedOf(content, one.figure));
        return words('field' in one ? fieldOf(content, one.field) : one.text);
      }),
    ),
  );
}

/** The same range measured by the other face of the line; half a figure is the whole one. */
function across({ pieces }: Line, from: number, to: number, by: keyof Piece, into: keyof Piece): [number, number] {
  let [at, there] = [0, 0];
  let [begin, end]: [number | null, number] = [null, 0];
  for (const piece of pieces) {
    const [size, other] = [piece[by].length, piece[into].length];
    const is_words = piece.printed === piece.known;
    if (at < to && at + size > from) {
      begin ??= there + (is_words ? Math.max(from - at, 0) : 0);
      end = there + (is_words ? Math.min(to - at, size) : other);
    }
    at += size;
    there += other;
  }
  return [begin ?? 0, end];
}

/** Every place of some words in the lines. */
function placesIn(lines: readonly Line[], face: keyof Piece, wanted: string): { line: number; at: number }[] {
  return lines.flatMap((one, line) => {
    const found: { line: number; at: number }[] = [];
    for (let at = one[face].indexOf(wanted); at >= 0; at = one[face].indexOf(wanted, at + 1)) found.push({ line, at });
    return found;
  });
}

/** @param occurrence of these words in the block as printed, from 1. @returns null when they do not stand there */
export function quoted(lines: readonly Line[], quote: string, occurrence: number): Quoted | null {
  const place = placesIn(lines, 'printed', quote)[occurrence - 1];
  const line = place && lines[place.line];
  if (!line) return null;
  const [from, to] = across(line, place.at, place.at + quote.length, 'printed', 'known');
  const [begin, end] = across(line, from, to, 'known', 'printed');
  const quote_of = line.known.slice(from, to);
  const nth = placesIn(lines, 'known', quote_of).findIndex((one) => one.line === place.line && one.at === from) + 1;
  return {
    quote: line.printed.slice(begin, end),
    quote_of,
    quote_before: line.known.slice(0, from),
    quote_after: line.known.slice(to),
    occurrence: nth,
  };
}

/** Characters that are the same from the beginning of both on, or from the end of both back. */
function same(a: string, b: string, is_from_end: boolean): number {
  const of = (text: string, n: number) => text.at(is_from_end ? -1 - n : n);
  let n = 0;
  while (n < a.length && n < b.length && of(a, n) === of(b, n)) n += 1;
  return n;
}

/**
 * Where the words stand now: the very words, where most around them is as it was. Null: they were edited, or are gone; what is too short to be known
 * by itself counts as edited unless enough around it is the same.
 */
export function quotePlace(
  lines: readonly Line[],
  { quote_of, quote_before, quote_after, occurrence }: Quoted,
): QuotePlace | null {
  const places = placesIn(lines, 'known', quote_of).map(({ line, at }, index) => {
    const { known } = lines[line] as Line;
    const around = same(known.slice(0, at), quote_before, true) + same(known.slice(at + quote_of.length), quote_after, false);
    return { line, at, around, is_nth: index + 1 === occurrence };
  });
  const [best] = places.toSorted(
    (a, b) => b.around - a.around || Number(b.is_nth) - Number(a.is_nth) || a.line - b.line || a.at - b.at,
  );
  const enough = Math.min(LEAST_KNOWN, quote_before.length + quote_of.length + quote_after.length);
  if (!best || quote_of.length + best.around < enough) return null;
  const [from, to] = across(lines[best.line] as Line, best.at, best.at + quote_of.length, 'known', 'printed');
  return { line: best.line, from, to };
}
