// A grid filled by keyboard: where a key leads, what a pasted block means, what a copied one says. Pure.
import { cellsOf, plainNumber } from '../figures/paste.ts';
import { numberText } from '../ui/format.ts';

export type Place = { row: number; column: number };
export type CellKind = 'number' | 'words' | 'yes_no';

const YES = ['1', 'có', 'co', 'c', 'yes', 'y', 'x'];
const NO = ['0', 'không', 'khong', 'k', 'no', 'n'];

/**
 * What a person typed as the server takes it: a plain decimal, words, or 1 and 0 for yes and no; null: blank. What is not a number stays as it was
 * typed, so that the server refuses it by its cell.
 */
export function typedValue(text: string, kind: CellKind): string | null {
  const bare = text.trim();
  if (bare === '') return null;
  if (kind === 'words') return bare;
  if (kind === 'yes_no') {
    const said = bare.toLowerCase();
    return YES.includes(said) ? '1' : NO.includes(said) ? '0' : bare;
  }
  const number = plainNumber(bare);
  return number === null || number === '' ? bare : number;
}

/** A value as a person writes and reads it: `1234.5` → `1.234,5`. */
export function shownValue(value: string | null, kind: CellKind): string {
  if (value === null) return '';
  if (kind === 'yes_no') return value === '1' ? 'Có' : value === '0' ? 'Không' : value;
  return kind === 'number' ? numberText(value, 'vi') : value;
}

export type Rect = { top: number; bottom: number; left: number; right: number };

export function rectOf(a: Place, b: Place): Rect {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function isWithin({ top, bottom, left, right }: Rect, { row, column }: Place): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export type GridSize = {
  rows: number;
  columns: number;
  /** Headings have no cells and are stepped over. */
  hasCells: (row: number) => boolean;
};

/** The next row with cells in a direction; the same where there is none. */
export function rowFrom(size: GridSize, row: number, step: 1 | -1): number {
  for (let at = row + step; at >= 0 && at < size.rows; at += step) if (size.hasCells(at)) return at;
  return row;
}

/** Where a key leads; null: out of the grid, as Tab leads from its last cell, or nowhere. */
export function moved(size: GridSize, from: Place, key: string, mods: { shift: boolean; ctrl: boolean }): Place | null {
  const last_row = rowFrom(size, size.rows, -1);
  const first_row = rowFrom(size, -1, 1);
  switch (key) {
    case 'ArrowDown':
      return { ...from, row: mods.ctrl ? last_row : rowFrom(size, from.row, 1) };
    case 'ArrowUp':
      return { ...from, row: mods.ctrl ? first_row : rowFrom(size, from.row, -1) };
    case 'Enter':
      return { ...from, row: rowFrom(size, from.row, mods.shift ? -1 : 1) };
    case 'ArrowLeft':
      return { ...from, column: mods.ctrl ? 0 : Math.max(0, from.column - 1) };
    case 'ArrowRight':
      return { ...from, column: mods.ctrl ? size.columns - 1 : Math.min(size.columns - 1, from.column + 1) };
    case 'Home':
      return mods.ctrl ? { row: first_row, column: 0 } : { ...from, column: 0 };
    case 'End':
      return mods.ctrl ? { row: last_row, column: size.columns - 1 } : { ...from, column: size.columns - 1 };
    case 'PageDown':
      return { ...from, row: stepped(size, from.row, 1) };
    case 'PageUp':
      return { ...from, row: stepped(size, from.row, -1) };
    case 'Tab':
      return tabbed(size, from, mods.shift);
    default:
      return null;
  }
}

const PAGE_ROWS = 15;

function stepped(size: GridSize, row: number, step: 1 | -1): number {
  let at = row;
  for (let n = 0; n < PAGE_ROWS; n += 1) at = rowFrom(size, at, step);
  return at;
}

function tabbed(size: GridSize, { row, column }: Place, is_back: boolean): Place | null {
  const next = column + (is_back ? -1 : 1);
  if (next >= 0 && next < size.columns) return { row, column: next };
  const other = rowFrom(size, row, is_back ? -1 : 1);
  return other === row ? null : { row: other, column: is_back ? size.columns - 1 : 0 };
}

export type Pasted = { row: number; column: number; text: string };

/**
 * What a block from Excel puts where, its first cell at `at`. A single value fills the whole selection. Blank cells of a block change nothing: they
 * are gaps of the sheet it was copied from.
 */
export function pastedCells(text: string, at: Place, selection: Rect, size: Pick<GridSize, 'rows' | 'columns'>): Pasted[] {
  const block = cellsOf(text);
  const first = block[0]?.[0] ?? '';
  const found: Pasted[] = [];
  if (block.length === 1 && block[0]?.length === 1) {
    for (let row = selection.top; row <= selection.bottom; row += 1)
      for (let column = selection.left; column <= selection.right; column += 1) found.push({ row, column, text: first });
    return found;
  }
  block.forEach((cells, down) => {
    cells.forEach((cell, right) => {
      const place = { row: at.row + down, column: at.column + right };
      if (cell !== '' && place.row < size.rows && place.column < size.columns) found.push({ ...place, text: cell });
    });
  });
  return found;
}

/** A selection as Excel reads it: cells by tabs, rows by lines. */
export function copiedText(rect: Rect, textAt: (place: Place) => string): string {
  const lines: string[] = [];
  for (let row = rect.top; row <= rect.bottom; row += 1) {
    const cells: string[] = [];
    for (let column = rect.left; column <= rect.right; column += 1)
      cells.push(textAt({ row, column }).replace(/[\t\r\n]+/g, ' '));
    lines.push(cells.join('\t'));
  }
  return lines.join('\r\n');
}
