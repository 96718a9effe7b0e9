// A sheet of a ministry's workbook line by line, as its heads and labels are read.
import { plain } from '#lib/text';
import type { Sheet } from './ministry-book.ts';

export type Line = { no: number; texts: Map<number, string>; has_formula: Set<number> };

export function linesOf(sheet: Sheet): Line[] {
  const lines = new Map<number, Line>(sheet.rows.map(({ no }) => [no, { no, texts: new Map(), has_formula: new Set() }]));
  for (const cell of sheet.cells.values()) {
    const line = lines.get(cell.row);
    if (cell.formula) line?.has_formula.add(cell.column);
    line?.texts.set(cell.column, cell.formula ? '' : cell.text.trim());
  }
  return [...lines.values()].sort((a, b) => a.no - b.no);
}

export const tidy = (text: string) =>
  plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
