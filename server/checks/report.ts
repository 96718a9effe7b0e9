/**
 * A report as it was read: what stands in the file, in the order in which it stands. What it means (outline, period, figures) is found by the engine.
 *
 * Offsets count UTF-16 units of `Report.text`, which is NFC, without marks of bold or italic, without footnote reference marks.
 */
export type Report = {
  /** Name shown to the reader. */
  file: string;
  format: 'docx' | 'pdf' | 'xlsx' | 'md' | 'txt';
  /** All blocks one after the other: a line break after each block and each table row, a tab between the cells of a row. */
  text: string;
  blocks: Block[];
};

/** Where a block stands in the file, as far as the format knows it. Counts start at 1. */
export type Place = { line?: number; paragraph?: number; page?: number; sheet?: string };

type Common = {
  /** Text as typed. A number that Word writes by itself is not in it: see `numbering`. */
  text: string;
  /** Offset of `text` in `Report.text`. */
  offset: number;
  place: Place;
  /**
   * Offset in the decoded file of every UTF-16 unit of `text`, when the file is text (md, txt): marks and joined lines make the two differ.
   * Absent when the file has no such offsets.
   */
  source?: Uint32Array;
  /** References to notes, where they stand in `text` (before the unit at `at`); absent without any, and where the format does not tell. */
  notes?: { at: number; label: string }[];
  /** Label that Word wrote by itself (`w:numPr`), as printed: `1.`, `a)`, `-`; level from 0. */
  numbering?: { label: string; level: number };
};

export type Paragraph = Common & { kind: 'paragraph' };
/** A paragraph with a heading style (Word, Markdown). Headings that are only typed are paragraphs: the engine finds them by their number and case. */
export type Heading = Common & { kind: 'heading'; level: number };
/** A paragraph that the file marks as an item of a list; `marker` is the typed mark, which stands in `text` too (`-`, `+`, `•`, `a)`), or '' when automatic. */
export type ListItem = Common & { kind: 'list_item'; level: number; marker: string };
/** A note at the foot of a page or the end. `label` is its printed number. */
export type Footnote = Common & { kind: 'footnote'; label: string };

export type Cell = {
  /** First row and column it covers, from 0. */
  row: number;
  column: number;
  row_span: number;
  column_span: number;
  text: string;
  /** Offset in `Report.text`. */
  offset: number;
  /** In a row above the figures that names the columns. */
  is_header: boolean;
  is_hidden?: boolean;
  place?: Place;
  source?: Uint32Array;
};

/** A table; one that a page break splits is one table here, its repeated header rows dropped. `text` is its rows and cells joined. */
export type Table = Common & {
  kind: 'table';
  /** Number of the table in the file, from 1. */
  index: number;
  row_count: number;
  column_count: number;
  header_rows: number;
  /** In reading order; a cell that covers several rows or columns stands once. */
  cells: Cell[];
};

export type Block = Paragraph | Heading | ListItem | Footnote | Table;

/** A block before it has its place in the whole text. */
export type Draft<B = Block> = B extends Table
  ? Omit<Table, 'offset' | 'text' | 'index' | 'cells'> & { cells: Omit<Cell, 'offset'>[] }
  : B extends Block
    ? Omit<B, 'offset'>
    : never;

/** Gives blocks their offsets and joins their text. Readers end with this. */
export function layOut(file: string, format: Report['format'], drafts: readonly Draft[]): Report {
  const parts: string[] = [];
  let at = 0;
  let tables = 0;
  const add = (text: string): number => {
    const start = at;
    parts.push(text);
    at += text.length;
    return start;
  };
  const blocks: Block[] = drafts.map((draft) => {
    if (draft.kind !== 'table') {
      const offset = add(draft.text);
      add('\n');
      return { ...draft, offset };
    }
    const offset = at;
    const first_part = parts.length;
    let row = 0;
    const cells: Cell[] = draft.cells.map((cell, i) => {
      if (i > 0) add(cell.row === row ? '\t' : '\n');
      row = cell.row;
      return { ...cell, offset: add(cell.text) };
    });
    const text = parts.slice(first_part).join('');
    add('\n');
    tables += 1;
    return { ...draft, cells, offset, text, index: tables };
  });
  return { file, format, text: parts.join(''), blocks };
}
