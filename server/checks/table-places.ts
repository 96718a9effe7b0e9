import { exactOf } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { compare } from './rational.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

// Places of tables: ranks against the scores that they follow, moves between two ranks, numbers of rows.

const MOST_ROWS = 200;
const RANK = /xếp (?:hạng|thứ)|thứ (?:hạng|bậc)|^hạng|vị (?:trí|thứ)/iu;
const NO_SCORE = /^(?:stt|tt)|hạng|xếp|thứ|bậc|tối đa|chuẩn|tăng|giảm|thay đổi|so với|chênh|biến động|^năm sinh/iu;

const cellAt = (grid: Grid, row: Row, column: Column): Cell | null => {
  const cell = grid.at[row.index]?.[column.index];
  return cell && cell.row === row.index ? cell : null;
};

type Placed = { row: Row; value: Entry; cell: Cell; rank: number };

/** One rank of a table is not the place of its score, where all others are: from the highest down, or from the lowest up. R20. */
export function* rankCells(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    if (grid.rows.length > MOST_ROWS) continue;
    for (const column of grid.columns.filter((c) => RANK.test(c.own) && !/tăng|giảm|so với|thay đổi/iu.test(c.own))) {
      const tried = grid.columns
        .filter((c) => c.has_figures && c !== column && !NO_SCORE.test(c.own))
        .flatMap((c) => [true, false].map((is_high) => ({ is_high, rows: placedIn(grid, c, column) })))
        .filter(({ rows }) => rows.length >= 3)
        .map(({ rows, is_high }) => ({ rows, wrong: rows.filter((one) => placeOf(rows, one, is_high) !== one.rank), is_high }));
      const [best, next] = tried.toSorted((a, b) => a.wrong.length - b.wrong.length);
      const [odd, more] = best?.wrong ?? [];
      if (!best || !odd || more || next?.wrong.length === 1 || best.rows.length < 3) continue;
      decided(context, best.rows.length);
      const right = placeOf(best.rows, odd, best.is_high);
      yield {
        message: 'rank_cell',
        severity: best.rows.length >= 4 || best.rows.some((one) => one !== odd && one.rank === odd.rank) ? 'error' : 'warning',
        at: spotInCell(grid.table, odd.cell),
        figures: [odd.value.figure],
        data: { row: odd.row.label, score: odd.value.figure.raw, rank: odd.rank, expected: right },
        expected: String(right),
        related: [spotInCell(grid.table, odd.value.cell)],
        shares: [odd.cell.offset, odd.value.cell.offset],
      };
    }
  }
}

function placedIn(grid: Grid, score: Column, rank: Column): Placed[] {
  const rows = grid.rows.filter((row) => !row.is_total);
  const placed = rows.flatMap((row) => {
    const [value, cell] = [row.figures[score.index], cellAt(grid, row, rank)];
    const place = cell ? rankOf(cell.text) : null;
    return value && cell && place !== null ? [{ row, value, cell, rank: place }] : [];
  });
  return placed.length === rows.length ? placed : [];
}

/** One more than those that are better. */
const placeOf = (rows: readonly Placed[], own: Placed, is_high: boolean): number =>
  1 +
  rows.filter((one) => {
    const order = compare(exactOf(one.value.figure), exactOf(own.value.figure));
    return is_high ? order > 0 : order < 0;
  }).length;

/** `7`, `07`, `7/10`, “Thứ 7”, “hạng 7/63”. */
function rankOf(text: string): number | null {
  const m = /^(?:thứ|hạng|xếp thứ)?\s?(\d{1,3})(?:\s?\/\s?\d{1,3})?$/iu.exec(text.trim());
  return m ? Number(m[1]) : null;
}

const MOVE = /tăng|giảm|thay đổi|so (?:với|sánh)|chênh lệch|biến động|\+|±/iu;

/** `Hạng 2023 | Hạng 2024 | Tăng/giảm bậc`: one move is not that of its two ranks. R11. */
export function* rankMovesInTables(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const [before, now, third] = grid.columns.filter((c) => RANK.test(c.own) && !MOVE.test(c.own));
    const moves = grid.columns.filter((c) => c !== before && c !== now && MOVE.test(c.own) && !/điểm|%/iu.test(c.own));
    const [move, other] = moves;
    if (!before || !now || third || !move || other || move.index < now.index) continue;
    const rows = grid.rows.slice(0, MOST_ROWS).flatMap((row) => {
      const cells = [before, now, move].map((c) => cellAt(grid, row, c));
      const [a, b, m] = cells;
      const [from, to, said] = [a ? rankOf(a.text) : null, b ? rankOf(b.text) : null, m ? movedIn(m.text) : null];
      if (!a || !b || !m || from === null || to === null || !said) return [];
      const moved = from - to;
      return [
        {
          row,
          a,
          b,
          m,
          from,
          to,
          moved,
          holds: said.sign === null ? Math.abs(moved) === said.by : said.sign * said.by === moved,
        },
      ];
    });
    const odd = rows.filter(({ holds }) => !holds);
    if (rows.length < 2 || odd.length * 2 > rows.length || !rows.some(({ holds, moved }) => holds && moved !== 0)) continue;
    for (const { a, b, m, from, to, moved } of odd) {
      decided(context);
      const expected = `${moved < 0 ? 'giảm' : 'tăng'} ${Math.abs(moved)}`;
      yield {
        message: 'rank_moved',
        at: spotInCell(grid.table, m),
        data: { before: from, now: to, said: m.text.trim(), expected },
        expected,
        related: [spotInCell(grid.table, a), spotInCell(grid.table, b)],
        shares: [m.offset, a.offset, b.offset],
      };
    }
  }
}

/** “tăng 4”, “Giảm 5 bậc”, `+3`, `-3`, “giữ nguyên”, `0`. */
function movedIn(text: string): { sign: number | null; by: number } | null {
  const said = text.trim();
  if (/^(?:giữ nguyên|không (?:thay )?đổi|không tăng|-|–)$/iu.test(said)) return { sign: 1, by: 0 };
  const m = /^(tăng|lên|giảm|xuống|tụt|[+−–-])?\s?(\d{1,3})(?:\s(?:bậc|hạng|thứ hạng))?$/iu.exec(said);
  if (!m) return null;
  const sign = m[1] === undefined ? null : /^(?:tăng|lên|\+)/iu.test(m[1]) ? 1 : -1;
  return { sign, by: Number(m[2]) };
}

/** `1, 2, 3, 5`: one number of the rows is left out or told twice, all others count on. R18. */
export function* rowNumbers(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const column = grid.columns.find((c) => /^(?:stt|tt|số tt|số thứ tự)\.?$/iu.test(c.own.trim()));
    if (!column || grid.rows.length > MOST_ROWS) continue;
    const cells = grid.rows.flatMap((row) => cellAt(grid, row, column) ?? []).filter(({ text }) => text.trim() !== '');
    const numbers = cells.map(({ text }) => (/^\d{1,3}\.?$/.test(text.trim()) ? Number.parseInt(text.trim(), 10) : Number.NaN));
    if (numbers.length < 4 || numbers[0] !== 1 || numbers.some(Number.isNaN)) continue;
    const odd = numbers.flatMap((n, i) => (i > 0 && n !== (numbers[i - 1] as number) + 1 ? [i] : []));
    const [i, next, more] = odd;
    if (i === undefined || more !== undefined || numbers[i] === 1) continue;
    // One wrong number breaks two steps beside each other, one left out or twice breaks one.
    if (next !== undefined && next !== i + 1) continue;
    const before = numbers[i - 1] as number;
    if (next === undefined && numbers[i] !== before && numbers[i] !== before + 2) continue;
    decided(context);
    yield {
      message: 'row_number',
      at: spotInCell(grid.table, cells[i] as Cell),
      data: { number: numbers[i] as number, before, expected: before + 1 },
      expected: String(before + 1),
      related: [spotInCell(grid.table, cells[i - 1] as Cell)],
    };
  }
}
