import type { Cell, Draft } from '../report.ts';
import { Mapped, type Piece } from './mapped.ts';
import { LIMITS } from './unreadable.ts';

/** A paragraph that is being read; `lines` are parted by manual breaks. */
export type Paragraph = {
  lines: Mapped[];
  style: string | null;
  num_id: string | null;
  level: number | null;
  outline: number | null;
  page: number | null;
  start: number;
  /** The mark at its end was deleted: it goes on in the next one. */
  is_joined: boolean;
  notes: { id: string; kind: 'footnote' | 'endnote'; at: number }[];
};

export type OpenCell = { paragraphs: Draft[]; column_span: number; merge: 'restart' | 'continue' | null; tables: number };
export type OpenRow = { cells: OpenCell[]; before: number; is_header: boolean; is_deleted: boolean };
export type OpenTable = { rows: OpenRow[]; paragraph: number; page: number | null };

export function span(text: string | null): number {
  const value = Number(text ?? 1);
  return Number.isSafeInteger(value) ? Math.min(LIMITS.cell_span, Math.max(1, value)) : 1;
}

// The heads and feet of official documents stand in tables without borders: agency beside national title, recipients beside signature.
const LAYOUT = /CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|N[ơƠ][iI] [nN][hH][ậẬ][nN]\s*:|^(?:TM|KT|TL|TUQ|Q)\.\s/im;

export function isLayout(rows: readonly OpenRow[]): boolean {
  if (rows.length > 4 || rows.some((row) => row.cells.length > 3)) return false;
  const paragraphs = rows.flatMap((row) =>
    row.cells.flatMap((cell) => cell.paragraphs.map((draft) => (draft.kind === 'table' ? '' : draft.text))),
  );
  return LAYOUT.test(paragraphs.join('\n')) || (rows.length === 1 && paragraphs.length >= 2 && rows[0]?.cells.length === 1);
}

export function placed(rows: readonly OpenRow[], anchorOf: (draft: Draft) => number): Omit<Cell, 'offset'>[] {
  const cells: Omit<Cell, 'offset'>[] = [];
  // By column: the cell that a vertical merge goes on from.
  let above = new Map<number, Omit<Cell, 'offset'>>();
  for (const [row, { cells: open, before }] of rows.entries()) {
    const here = new Map<number, Omit<Cell, 'offset'>>();
    let column = before;
    for (const one of open) {
      const started = one.merge === 'continue' ? above.get(column) : undefined;
      if (started) {
        started.row_span = row - started.row + 1;
        here.set(column, started);
      } else {
        const { text, source } = cellText(one.paragraphs, anchorOf);
        const place = one.paragraphs[0]?.place;
        const cell = {
          row,
          column,
          row_span: 1,
          column_span: one.column_span,
          is_header: false,
          text,
          source,
          ...(place && { place }),
        };
        cells.push(cell);
        if (one.merge === 'restart') here.set(column, cell);
      }
      column += one.column_span;
    }
    above = here;
  }
  return cells;
}

// A cell is one line: its paragraphs one after the other, automatic numbers written out.
function cellText(drafts: readonly Draft[], anchorOf: (draft: Draft) => number): Piece {
  const out = new Mapped();
  for (const draft of drafts) {
    if (draft.kind === 'table') continue;
    const at = draft.source?.[0] ?? anchorOf(draft);
    if (out.length > 0) out.addAt(' ', at);
    const label = 'numbering' in draft ? draft.numbering?.label : undefined;
    if (label) out.addAt(`${label} `, at);
    const text = draft.text.replaceAll('\t', ' ');
    if (draft.source) out.addMapped({ text, source: draft.source });
    else out.addAt(text, at);
  }
  return out.plain();
}

/** A paragraph whose mark is typed is an item of a list too. */
export function typedItem<C extends { text: string }>(common: C) {
  const marker = /^[-–+*•●○▪](?=\s)/.exec(common.text)?.[0];
  return marker === undefined
    ? { kind: 'paragraph' as const, ...common }
    : { kind: 'list_item' as const, level: 0, marker, ...common };
}
