import { type Figure, type Figures, figuresOf } from './figure.ts';
import type { Location } from './finding.ts';
import { type Head, headOf, type Period } from './head.ts';
import { type Label, labelOfBlock, outlineOf, type Section } from './outline.ts';
import type { Block, Cell, Report, Table } from './report.ts';

/** A paragraph, heading, list item or footnote with what was read in it. Tables are no passages: see `tables`. */
export type Passage = Figures & {
  index: number;
  block: Block;
  text: string;
  /** Of the text in the report. */
  offset: number;
  label: Label | null;
  section: Section;
  /** Index of the block in the report. */
  at: number;
  is_footnote: boolean;
  /** References to footnotes: where, and to which. */
  notes: readonly { at: number; label: string }[];
};

export type Document = {
  report: Report;
  passages: Passage[];
  root: Section;
  head: Head;
  tables: { table: Table /** Index of the first passage after it. */; before: number; section: Section }[];
  /** Cells are read when a rule asks. */
  figuresOfCell: (cell: Cell) => Figures;
};

/** Nobody writes a longer paragraph, or one with more figures. What is longer is read in pieces, so that the work stays linear. */
const LONGEST_PASSAGE = 4000;
const MOST_FIGURES = 200;

type Piece = {
  block: Block;
  at: number;
  text: string;
  label: Label | null /** Where the piece begins in its block. */;
  from: number;
};

function piecesOf(block: Block, at: number): Piece[] {
  const { text } = block;
  if (text.length <= LONGEST_PASSAGE) return [{ block, at, text, label: labelOfBlock(block), from: 0 }];
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + LONGEST_PASSAGE);
    if (to < text.length) {
      const stop = Math.max(text.lastIndexOf('. ', to), text.lastIndexOf('; ', to));
      if (stop > from + LONGEST_PASSAGE / 2) to = stop + 1;
    }
    const piece = text.slice(from, to);
    pieces.push({ block, at, text: piece, label: from === 0 ? labelOfBlock({ ...block, text: piece } as Block) : null, from });
    from = to;
  }
  return pieces;
}

function notesIn(block: Block, from: number, length: number): Passage['notes'] {
  if (!block.notes) return [];
  return block.notes.flatMap(({ at, label }) => (at > from && at <= from + length ? [{ at: at - from, label }] : []));
}

/** Marks of bold that were typed and not meant, `**98,5%**` in a Word file: blanks of the same length, so that every place stays. */
function withoutMarks(report: Report): Report {
  if (report.format === 'md' || report.format === 'txt' || !report.text.includes('**')) return report;
  const blank = (text: string): string => text.replace(/\*{2,}/g, (marks) => ' '.repeat(marks.length));
  const blocks = report.blocks.map((block) =>
    block.kind === 'table'
      ? { ...block, text: blank(block.text), cells: block.cells.map((cell) => ({ ...cell, text: blank(cell.text) })) }
      : { ...block, text: blank(block.text) },
  );
  return { ...report, text: blank(report.text), blocks };
}

/** Reads outline, head and figures of a report, once for all rules. */
export function understand(printed: Report): Document {
  recent.clear();
  const report = withoutMarks(printed);
  const raw = report.blocks.flatMap((block, at) =>
    block.kind === 'table' || block.text.trim() === '' ? [] : piecesOf(block, at),
  );
  const body = raw.map(({ text, label, block }) => ({ text, label: block.kind === 'footnote' ? null : label }));
  const { root, of } = outlineOf(body);
  const passages = raw.map(({ block, at, text, label, from: start }, index): Passage => {
    const found = figuresOf(text, MOST_FIGURES);
    const from = label && label.style !== 'annex' ? label.body : 0;
    const inLabel = (figure: { start: number }): boolean => figure.start < from;
    return {
      index,
      block,
      at,
      text,
      offset: block.offset + start,
      label: block.kind === 'footnote' ? null : label,
      section: of[index] as Section,
      is_footnote: block.kind === 'footnote',
      notes: notesIn(block, start, text.length),
      masks: found.masks,
      figures: found.figures.filter((figure) => !inLabel(figure)),
      fractions: found.fractions.filter((fraction) => !inLabel(fraction)),
    };
  });
  const head = headOf(
    passages
      .filter((p) => !p.is_footnote)
      .map((p) => ({ text: p.text, is_label: p.label !== null && p.label.style !== 'annex' })),
  );
  let before = 0;
  const tables = report.blocks.flatMap((block, at) => {
    if (block.kind !== 'table') return [];
    while (before < passages.length && (passages[before] as Passage).at <= at) before += 1;
    return [{ table: block, before, section: passages[before - 1]?.section ?? root }];
  });
  const cells = new Map<Cell, Figures>();
  const figuresOfCell = (cell: Cell): Figures => {
    let found = cells.get(cell);
    if (!found) {
      found = figuresOf(cell.text);
      cells.set(cell, found);
    }
    return found;
  };
  return { report, passages, root, head, tables, figuresOfCell };
}

/** Whether the title itself names the period: one that only the body names may be another's. */
export const isInTitle = ({ head, passages }: Pick<Document, 'head' | 'passages'>, { text }: Period): boolean =>
  head.title.some((i) => passages[i]?.text.includes(text));

/** Place of a stretch of a passage. */
export function placeIn(passage: Passage, start: number, end: number): Location {
  const { place } = passage.block;
  return {
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.paragraph === undefined ? {} : { paragraph: place.paragraph }),
    ...(place.page === undefined ? {} : { page: place.page }),
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    offset: passage.offset + start,
    length: end - start,
  };
}

/** Place of a stretch of a cell; the whole cell when nothing else is said. */
export function placeInCell(table: Table, cell: Cell, start = 0, end = cell.text.length): Location {
  const place = { ...table.place, ...cell.place };
  return {
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.paragraph === undefined ? {} : { paragraph: place.paragraph }),
    ...(place.page === undefined ? {} : { page: place.page }),
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    table: table.index,
    row: cell.row + 1,
    column: cell.column + 1,
    offset: cell.offset + start,
    length: end - start,
  };
}

export type Stretch = { start: number; end: number };

/** Stretches of a text between full stops and semicolons, or other `marks` of ASCII, outside brackets. A mark between digits ends nothing. */
export function segmentsOf(text: string, marks = '.;?!'): Stretch[] {
  let of_marks = recent.get(marks);
  const known = of_marks?.get(text);
  if (known) return known;
  if (!of_marks || of_marks.size > MOST_RECENT) {
    of_marks = new Map();
    recent.set(marks, of_marks);
  }
  const found = split(text, marks);
  of_marks.set(text, found);
  return found;
}

/**
 * Many rules split the same passages, each all of them in turn: those of a hundred pages are kept, until the next report: equal texts of two
 * reports are compared letter by letter each time, which takes longer than splitting them once more.
 */
const MOST_RECENT = 20_000;
const recent = new Map<string, Map<string, Stretch[]>>();

/** Last passage that begins at an offset of the report or before it: passages stand in the order of the text. */
export function passageAt({ passages }: Pick<Document, 'passages'>, offset: number): Passage | undefined {
  let [low, high] = [0, passages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((passages[middle] as Passage).offset <= offset) low = middle + 1;
    else high = middle;
  }
  return passages[low - 1];
}

const owners = new WeakMap<object, Map<Figure, Passage>>();

/** The passage that a figure, or a term of a fraction, was read in. Kept: to look through all passages for each fault grows with the square of a text. */
export function passageOf({ passages }: Pick<Document, 'passages'>, figure: Figure): Passage | undefined {
  let of = owners.get(passages);
  if (!of) {
    of = new Map();
    for (const passage of passages) {
      for (const own of passage.figures) of.set(own, passage);
      for (const { a, b } of passage.fractions) of.set(a, passage).set(b, passage);
    }
    owners.set(passages, of);
  }
  return of.get(figure);
}

function split(text: string, marks: string): Stretch[] {
  const segments: Stretch[] = [];
  let start = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Marks stand before the letters in Unicode, square brackets among them: most of a text is passed over with one comparison.
    if (unit === 32 || (unit > 63 && unit !== 91 && unit !== 93)) continue;
    const char = text[i] as string;
    if (char === '(' || char === '[') depth += 1;
    else if ((char === ')' || char === ']') && depth > 0) depth -= 1;
    else if (depth === 0 && marks.includes(char) && (i + 1 === text.length || /[\s”")]/.test(text[i + 1] as string))) {
      if (i > start) segments.push({ start, end: i });
      start = i + 1;
    }
  }
  if (text.slice(start).trim() !== '') segments.push({ start, end: text.length });
  return segments;
}

/** Where the bracket that opens at `open` is closed; the end of the text when it is not. */
export function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}

export const segmentAt = (segments: readonly Stretch[], position: number): Stretch | undefined =>
  segments.find((segment) => segment.start <= position && position < segment.end + 1);

type Around = { before: string; after: string };
type Figured = { text: string; figures: readonly Figure[] };

/** Words that say what a figure counts: before it, back to the last mark or figure; and after its unit, up to the next. */
export function wordsAround(passage: Figured, figure: Figure): Around {
  let of_passage = around.get(passage);
  if (!of_passage) {
    of_passage = new Map();
    around.set(passage, of_passage);
  }
  let words = of_passage.get(figure);
  if (!words) {
    words = readAround(passage, figure);
    of_passage.set(figure, words);
  }
  return words;
}

/** Where the words before a figure begin; blanks may stand between them and it. */
export function nameOpens(passage: Figured, figure: Figure): number {
  return Math.max(0, passage.text.lastIndexOf(wordsAround(passage, figure).before, figure.start - 1));
}

/** A dozen finders ask the same of each figure. */
const around = new WeakMap<Figured, Map<Figure, Around>>();

function readAround({ text, figures }: Figured, figure: Figure): Around {
  let from = 0;
  let to = text.length;
  for (const other of figures) {
    if (other.end <= figure.start) from = Math.max(from, other.unit.startsWith('~') ? other.end : other.tail);
    if (other.start >= figure.end) {
      to = Math.min(to, other.start);
      break;
    }
  }
  let left = text.slice(from, figure.start);
  const cut = lastMark(left);
  if (cut >= 0) left = left.slice(cut + 1);
  const right = text.slice(figure.unit.startsWith('~') ? figure.end : figure.tail, to);
  const stop = right.search(/[;.,:(){}\n]/);
  return { before: left.trim(), after: (stop < 0 ? right : right.slice(0, stop)).trim() };
}

/** Last mark that parts labels: a comma, semicolon, bracket or full stop. One right before the figure does not count, nor a colon. */
function lastMark(left: string): number {
  for (let i = left.trimEnd().length - 2; i >= 0; i -= 1) {
    const char = left[i] as string;
    if (char === ';' || char === '(' || char === ')' || char === '\n') return i;
    if ((char === '.' || char === ',') && /\s/.test(left[i + 1] ?? ' ')) return i;
  }
  return -1;
}
