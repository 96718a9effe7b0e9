// Which column a sentence means that names the highest or the lowest row of a table, and whether the figure it tells beside the name is that of the row.
import type { Passage, Stretch } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { equal } from './rational.ts';
import { rowTold } from './rows-told.ts';
import { type Context, decided, type Fault, spotIn, spotInCell } from './rule.ts';
import { columnNamed, measured, rowsOf, wordsOf } from './table-named.ts';

/** Words of points that were not got: “mất điểm nhiều nhất” is of the column “Điểm chưa đạt”. */
const LOST = /(?:mất|trừ|hụt|chưa đạt|không đạt)/iu;
const ALL = /^(?:tổng(?: số| cộng| điểm)?|cộng)$/iu;
/** What nearly every column counts: these words alone choose none where another column is named too. */
const GENERAL = new Set(['hồ', 'sơ', 'người', 'đơn', 'vị', 'điểm', 'lượt']);

/**
 * The column that is spoken of: of rates only when the words say so, else the one whose words all stand there, else that of the points lost, else the sum of
 * the others.
 */
export function columnSaid(grid: Grid, words: string): Column | null {
  const all = measured(grid);
  // “nhiều giải nhất”: the superlative is no first prize.
  const text = words.replace(/(?<=(?:cao|nhiều|lớn|tốt|thấp|ít|nhỏ|kém)(?:\s\p{L}+){0,5}\s)nhất/giu, ' ');
  const is_rate = /(?:tỷ|tỉ) (?:lệ|trọng)|phần trăm|%/iu.test(text);
  const rates = all.filter((c) => c.is_percent);
  if (is_rate) return rates.length === 1 ? (rates[0] ?? null) : columnNamed(rates, text);
  const counts = all.filter((c) => !c.is_percent);
  const special = counts.filter((c) => !wordsOf(c.own).every((word) => GENERAL.has(word)));
  const lost = LOST.test(text) ? counts.filter((c) => LOST.test(c.own)) : [];
  if (lost.length === 1) return lost[0] ?? null;
  // What was lost may be the most less the score, which no column shows.
  if (lost.length === 0 && /(?:mất|trừ|hụt) (?:\p{L}+ )?điểm|điểm (?:mất|trừ|hụt)/iu.test(text)) return null;
  const found = columnNamed(special, text) ?? columnNamed(counts, text);
  if (found) return found;
  if (counts.length === 1 && rates.length === 0) return counts[0] ?? null;
  const sums = counts.filter((c) => ALL.test(c.own));
  return sums.length === 1 && counts.length > 2 ? (sums[0] ?? null) : null;
}

type Best = { row: Row; entry: Entry };
type BestOf = (rows: readonly Row[], column: Column, is_high: boolean) => Best | null;

/** “mất điểm nhiều nhất là A (2,75 điểm)”: another row is, or the row has another figure in that column. */
export function* byNameAndFigure(
  context: Context,
  grid: Grid,
  passage: Passage,
  clause: Stretch,
  said: { row: Row; figure: Figure; is_high: boolean },
  bestOf: BestOf,
): Generator<Fault> {
  const { row, figure, is_high } = said;
  const text = passage.text.slice(clause.start, figure.start);
  // The name first, its figure right behind: “… nhất là A (21 hồ sơ”, “… nhất là A với 21 hồ sơ”.
  if (
    !/nhất\s(?:vẫn\s)?(?:là|thuộc về|:)\s?[^;:()\d]{2,90}(?:\((?:\p{L}+\s){0,3}|\s(?:với|có|đạt)\s(?:\p{L}+\s){0,2})$/iu.test(
      text,
    )
  )
    return;
  const column = columnSaid(grid, text);
  const entry = column && row.figures[column.index];
  const best = column && bestOf(rowsOf(grid), column, is_high);
  if (!column || !entry || !best || (figure.kind === 'percent') !== column.is_percent || figure.scale !== 1n) return;
  decided(context);
  const holds = equal(exactOf(entry.figure), exactOf(figure));
  const lead = text.length - text.trimStart().length;
  if (!equal(exactOf(best.entry.figure), exactOf(entry.figure))) {
    // The figure must be that of the row, or of the row that is the highest: else another column may be meant.
    if (!holds && !equal(exactOf(best.entry.figure), exactOf(figure))) return;
    yield {
      message: 'extreme_named',
      at: spotIn(passage, clause.start + lead, figure.tail),
      figures: [figure, best.entry.figure],
      data: {
        row: row.label,
        value: entry.figure.raw,
        word: is_high ? 'cao nhất' : 'thấp nhất',
        other: best.row.label,
        other_value: best.entry.figure.raw,
      },
      expected: best.row.label,
      related: [spotInCell(grid.table, entry.cell), spotInCell(grid.table, best.entry.cell)],
      shares: [passage.offset + figure.start, best.entry.cell.offset],
    };
    return;
  }
  // A rate is printed with fewer digits elsewhere; a figure that stands in the row is of another column.
  const is_other = row.figures.some((other) => other && equal(exactOf(other.figure), exactOf(figure)));
  if (holds || is_other || entry.figure.decimals !== figure.decimals) return;
  yield rowTold(passage, figure, grid, row, entry);
}
