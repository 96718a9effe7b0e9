// “38 (huyện 27, xã 01)” in a cell: the bracket right behind a number holds its parts, as it does in prose. R03.
import { closingBracket, type Document } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, areComplete, isWholeRow, overlap, sumOf, sumSaid } from './parts.ts';
import { compare } from './rational.ts';
import type { Cell, Table } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';
import { isSlip } from './slip.ts';

type Broken = { table: Table; cell: Cell; total: Figure; parts: Figure[]; labels: string[] };

/** A number and, in the bracket right behind it, one number for each name. */
function brokenDown(document: Document, table: Table, cell: Cell): Broken | null {
  const { text } = cell;
  const open = text.indexOf('(');
  if (open < 1 || text.length > 160 || !/^[\s<>i*]*\d/u.test(text)) return null;
  const { figures, masks, fractions } = document.figuresOfCell(cell);
  const [total, ...parts] = figures;
  if (!total || parts.length < 2 || masks.length > 0 || fractions.length > 0) return null;
  if (!/^\s*(?:<\/?\w+>\s*)?$/u.test(text.slice(total.tail, open))) return null;
  if (figures.some((f) => f.kind !== 'count' || f.bound !== 'exact' || f.scale !== total.scale)) return null;
  const close = closingBracket(text, open);
  if (
    text
      .slice(close + 1)
      .replace(/<\/?\w+>/gu, '')
      .trim() !== ''
  )
    return null;
  const pieces = text.slice(open + 1, close).split(/[,;]\s|\s[-–+]\s|\svà\s/u);
  if (pieces.length !== parts.length || pieces.some((piece) => (piece.match(/\d[\d.,]*/gu) ?? []).length !== 1)) return null;
  const labels = pieces.map((piece) =>
    piece
      .replace(/[\d.,:]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim()
      .toLowerCase(),
  );
  return labels.includes('') || new Set(labels).size < labels.length ? null : { table, cell, total, parts, labels };
}

/** Cells whose bracket does not make their number, where the names leave nothing out, or where the same names make it in another cell. */
export function* cellBrackets(context: Context): Generator<Fault> {
  const { document } = context;
  for (const { table } of document.tables) {
    const broken = table.cells.flatMap((cell) => (cell.text.includes('(') ? (brokenDown(document, table, cell) ?? []) : []));
    for (const { cell, total, parts, labels } of broken) {
      if (overlap(labels)) continue;
      decided(context);
      if (addsUp(total, parts)) continue;
      const witness = broken.some(
        (other) => other.cell !== cell && other.labels.join() === labels.join() && addsUp(other.total, other.parts),
      );
      const over = compare(sumOf(parts), exactOf(total)) > 0;
      if (!witness && !over && !isWholeRow(labels)) continue;
      if (!witness && !areComplete(labels) && !isSlip('sum', [total, ...parts])) continue;
      yield {
        message: 'differs',
        severity: isSlip('sum', [total, ...parts]) ? 'error' : 'warning',
        at: spotInCell(table, cell),
        ...sumSaid(total, parts),
        shares: [cell.offset + total.start],
      };
    }
  }
}
