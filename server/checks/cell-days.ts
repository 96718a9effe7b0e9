// Days in cells of tables, and rows whose days run backwards.
import type { Column, Grid } from './grid.ts';
import { dayNumber } from './head.ts';
import { masksOf } from './mask.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

const LEAST = 3;
const MOST_ROWS = 500;

/** The only full date of a cell, in days since 1970. */
export function dayIn({ text }: Cell): number | null {
  if (text.length > 40) return null;
  const [date, more] = masksOf(text).filter((mask) => mask.kind === 'date');
  return date?.date && !more ? dayNumber(date.date) : null;
}

/** Rows whose second day lies before the first, when at least two thirds of the rows hold to their order. R14. */
export function* backwards(context: Context, grid: Grid, from: Column, to: Column): Generator<Fault> {
  const rows = grid.rows.slice(0, MOST_ROWS).flatMap((row) => {
    const [a, b] = [from, to].map((column) => grid.at[row.index]?.[column.index]);
    const [begins, ends] = [a, b].map((cell) => (cell ? dayIn(cell) : null));
    return a && b && typeof begins === 'number' && typeof ends === 'number' ? [{ a, b, is_odd: ends < begins }] : [];
  });
  const odd = rows.filter(({ is_odd }) => is_odd);
  if (rows.length < LEAST || odd.length * 3 > rows.length) return;
  for (const { a, b } of odd) {
    decided(context);
    yield {
      message: 'reversed_row',
      at: spotInCell(grid.table, b),
      data: { from: a.text.trim(), to: b.text.trim() },
      related: [spotInCell(grid.table, a)],
    };
  }
}
