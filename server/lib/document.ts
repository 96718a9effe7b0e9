/**
 * An administrative document as data: what stands where in the layout of Decree 30/2020/NĐ-CP. `#lib/docx` and `#lib/pdf` draw the
 * same value, so that the Word file and the PDF cannot differ in what they say.
 */

/** A piece of text; `link` makes it open an address without changing how it prints; `to_write`: a place that waits for the office's own words. */
export type Run = { text: string; bold?: boolean; italic?: boolean; link?: string; to_write?: boolean };

export type Cell = {
  text: string;
  link?: string;
  align?: 'left' | 'center' | 'right';
  bold?: boolean;
  italic?: boolean;
  col_span?: number;
  row_span?: number;
  /** Smaller than the rest of the table. */
  size_pt?: number;
};

/** `widths` are shares of the text width; `header` rows repeat on every page; a cell covered by a span is left out. */
export type Table = {
  widths: readonly number[];
  header: readonly (readonly Cell[])[];
  rows: readonly (readonly Cell[])[];
  size_pt: number;
};

export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  /** `offer`: a place beside which a kept report offers words of its own; it prints nothing. */
  | { kind: 'paragraph'; runs: readonly Run[]; style: 'body' | 'basis' | 'note'; offer?: string }
  | { kind: 'caption'; text: string }
  | { kind: 'table'; table: Table };

/** Who signs: `authority` lines are upper case as printed (`TM. ỦY BAN NHÂN DÂN`). */
export type Signature = { authority: readonly string[]; name?: string };

/** A landscape page with one form: the form's own head (left, right), its title, the table, notes below it. */
export type Annex = {
  label: string;
  title: string;
  lines: readonly string[];
  left: readonly string[];
  right: readonly string[];
  table: Table;
  notes: readonly (readonly Run[])[];
};

export type OfficialDocument = {
  title: string;
  /** The body above the issuing one, or empty: a People's Committee prints none. */
  superior: readonly string[];
  issuer: readonly string[];
  /** `Số:       /BC-UBND`: the number is given by the registry when the document is issued. */
  number: string;
  place_and_date: string;
  /** Name of the type, upper case: `BÁO CÁO`. */
  type: string;
  subject: readonly string[];
  body: readonly Block[];
  recipients: readonly string[];
  signature: Signature;
  annexes: readonly Annex[];
  /** The code that leads to the page where anybody may check the document, drawn under the recipients of the PDF. */
  proof?: { qr_svg: string; alt: string; lines: readonly string[] };
  made_at: Date;
};

export const MOTTO = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const;

type Headed = { path: readonly string[] };

/**
 * Rows of a table head from the path of each column (`['Tiếp nhận', 'Trong kỳ', 'Trực tuyến']`): neighbours with the same words share
 * a cell, a short path reaches down to the last row.
 */
export function headerRows(columns: readonly Headed[]): Cell[][] {
  const depth = Math.max(...columns.map((column) => column.path.length));
  return Array.from({ length: depth }, (_, level) => {
    const row: Cell[] = [];
    for (let at = 0; at < columns.length; ) {
      const { path } = columns[at] as Headed;
      const same = (other: Headed | undefined) =>
        other !== undefined && path.slice(0, level + 1).every((words, i) => other.path[i] === words);
      let span = 1;
      if (level < path.length - 1)
        while (same(columns[at + span]) && (columns[at + span] as Headed).path.length > level + 1) span += 1;
      if (level < path.length) {
        const is_leaf = level === path.length - 1;
        row.push({
          text: path[level] as string,
          align: 'center',
          bold: true,
          col_span: span,
          row_span: is_leaf ? depth - level : 1,
        });
      }
      at += span;
    }
    return row;
  });
}
