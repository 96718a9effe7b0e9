import { confirmedIn } from './confirmed.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Column, type Entry, type Grid, isNotSummed, type Row } from './grid.ts';
import { add, compare, equal, nearly, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { flat, type Shown } from './shown-tables.ts';
import { columnNamed, measured, rowsNamed } from './table-named.ts';
import { toldIn } from './told-in.ts';

// A table against words that tell one of its cells, where a sum says which of the two is right. R10.

const APART = /so với|cùng kỳ|năm trước|(?:quý|tháng|kỳ) trước|tăng|giảm|kế hoạch|mục tiêu|chỉ tiêu|lũy kế|bình quân/iu;

/** Cells that their columns disprove, and two cells of one row that the words tell crosswise. */
export function* cellsDisproved(context: Context, shown: readonly Shown[]): Generator<Fault> {
  const odd = shown.flatMap(({ grid }) => oddColumns(grid));
  const totals = totalsByValue(shown);
  for (const passage of toldIn(context.document, 1)) {
    if (passage.section.is_annex) continue;
    if (odd.length > 0) yield* disproved(context, odd, passage);
    if (passage.figures.length > 1) yield* crosswise(context, totals, passage);
    yield* ofParts(context, shown, passage);
  }
}

type Odd = { grid: Grid; column: Column; lack: Rational };

/** Columns of counts that miss their total. */
function oddColumns(grid: Grid): Odd[] {
  const [total, more] = grid.rows.filter((row) => row.is_total);
  if (!total || more || grid.rows.length > 60 || grid.rows.some((row) => row.is_part)) return [];
  return measured(grid).flatMap((column) => {
    const all = total.figures[column.index];
    if (!all || column.is_percent || isNotSummed(column)) return [];
    const own = grid.rows.filter((row) => row !== total).flatMap((row) => row.figures[column.index] ?? []);
    const lack = subtract(
      exactOf(all.figure),
      own.reduce((so_far: Rational, one) => add(so_far, exactOf(one.figure)), ZERO),
    );
    return own.length >= 3 && lack.n !== 0n ? [{ grid, column, lack }] : [];
  });
}

/** “Thôn 7 còn nhiều hộ nghèo nhất (09 hộ)” where the cell says 6 and the column adds up with 9. */
function* disproved(context: Context, odd: readonly Odd[], passage: Passage): Generator<Fault> {
  for (const figure of passage.figures) {
    if (figure.kind !== 'count' || figure.bound !== 'exact' || figure.scale !== 1n) continue;
    const clause = segmentAt(segmentsOf(passage.text, '.;'), figure.start);
    const words = clause ? passage.text.slice(clause.start, figure.tail) : '';
    if (words === '' || APART.test(words)) continue;
    for (const { grid, column, lack } of odd) {
      const [named, more] = rowsNamed(grid, words);
      const entry = named?.row.figures[column.index];
      if (!named || !entry || more || !equal(add(exactOf(entry.figure), lack), exactOf(figure))) continue;
      if (
        columnNamed(
          grid.columns.filter((c) => c.has_figures),
          words,
        ) !== column
      )
        continue;
      decided(context);
      yield {
        message: 'cell',
        at: spotInCell(grid.table, entry.cell),
        figures: [figure, entry.figure],
        data: { name: named.row.label, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
        expected: figure.raw,
        related: [{ ...spotOf(passage, figure), message: 'Trong phần lời' }],
        shares: [entry.cell.offset, passage.offset + figure.start],
      };
    }
  }
}

type Line = { grid: Grid; row: Row };
type Total = { grid: Grid; cells: Map<number, Cell[]> };

/** The words right behind a figure and its unit, or right before it. */
function calls({ text }: Passage, figure: Figure, column: Column): boolean {
  const name = flat(column.own.replace(/\([^()]*\)/gu, ' '));
  if (name.length < 6) return false;
  const after = flat(text.slice(figure.tail, figure.tail + 60).split(/[,;.()]|\d/u)[0] ?? '');
  const before = flat(
    text
      .slice(Math.max(0, figure.start - 60), figure.start)
      .split(/[,;.()]|\d/u)
      .at(-1) ?? '',
  );
  return after === name || before === name;
}

type Cell = { column: Column; entry: Entry };

/** What stands under each value of a row, by value: rows are asked for every two figures that stand side by side. */
function cellsByValue({ grid, row }: Line): Map<number, Cell[]> {
  return Map.groupBy(
    grid.columns.flatMap((column): Cell[] => {
      const entry = row.figures[column.index];
      return entry ? [{ column, entry }] : [];
    }),
    ({ entry }) => nearly(exactOf(entry.figure)),
  );
}

/** Total rows by each value in them, in the order of the tables. */
function totalsByValue(shown: readonly Shown[]): Map<number, Total[]> {
  const found = new Map<number, Total[]>();
  for (const { grid } of shown)
    for (const row of grid.rows) {
      if (!row.is_total) continue;
      const cells = cellsByValue({ grid, row });
      for (const value of cells.keys()) {
        const list = found.get(value);
        if (list) list.push({ grid, cells });
        else found.set(value, [{ grid, cells }]);
      }
    }
  return found;
}

const NOTHING: Cell[] = [];

function under(cells: ReadonlyMap<number, Cell[]>, figure: Figure): Cell[] {
  const near = cells.get(nearly(exactOf(figure)));
  return near ? near.filter(({ entry }) => equal(exactOf(entry.figure), exactOf(figure))) : NOTHING;
}

/** “65.861 hồ sơ trước hạn, 176.111 hồ sơ đúng hạn” where the total row has the two the other way round. */
function* crosswise(context: Context, totals: ReadonlyMap<number, Total[]>, passage: Passage): Generator<Fault> {
  for (const [i, a] of passage.figures.entries()) {
    const b = passage.figures[i + 1];
    if (!b || a.kind !== 'count' || b.kind !== 'count' || a.unit !== b.unit || equal(exactOf(a), exactOf(b))) continue;
    if (exactOf(a).n < 20n || exactOf(b).n < 20n || b.start - a.tail > 60) continue;
    for (const { grid, cells } of totals.get(nearly(exactOf(a))) ?? []) {
      const [of_a, more_a] = under(cells, a);
      const [of_b, more_b] = of_a ? under(cells, b) : [];
      if (!of_a || !of_b || more_a || more_b) continue;
      decided(context);
      if (!calls(passage, a, of_b.column) || !calls(passage, b, of_a.column)) continue;
      yield {
        message: 'annex',
        at: { ...spotOf(passage, a) },
        figures: [a, of_b.entry.figure],
        data: {
          name: of_b.column.own,
          first: passage.text.slice(a.start, a.tail),
          second: of_b.entry.figure.raw,
        },
        expected: of_b.entry.figure.raw,
        related: [spotInCell(grid.table, of_b.entry.cell), spotOf(passage, b), spotInCell(grid.table, of_a.entry.cell)],
        shares: [passage.offset + a.start, passage.offset + b.start],
      };
      return;
    }
  }
}

const IN_PARTS = /^\s\($/u;

/** “Đã hoàn thành 78 (76 đúng hạn, 02 quá hạn)” and the rows “Hoàn thành đúng hạn 78”, “Hoàn thành quá hạn 2”. */
function* ofParts(context: Context, shown: readonly Shown[], passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, whole] of figures.entries()) {
    const [a, b] = [figures[i + 1], figures[i + 2]];
    if (
      !a ||
      !b ||
      whole.kind !== 'count' ||
      !IN_PARTS.test(text.slice(whole.end, a.start).replace(/^\s\p{L}+(?:\s\p{L}+)?(?=\s\()/u, ''))
    )
      continue;
    if (
      !equal(add(exactOf(a), exactOf(b)), exactOf(whole)) ||
      exactOf(whole).n < 10n ||
      !/^[^();]{3,40}\)/u.test(text.slice(b.end))
    )
      continue;
    const names = [text.slice(a.end, b.start), text.slice(b.end, b.end + 40)].map((part) =>
      flat(part.split(/[,;()]/u)[0] ?? '').replace(/^(?:nhiệm vụ|hồ sơ|văn bản) | và$/gu, ''),
    );
    for (const { grid } of shown) {
      const [one, other] = names.map((name) => grid.rows.filter((row) => name.length > 5 && flat(row.label).endsWith(name))) as [
        Row[],
        Row[],
      ];
      const [x, y] = [one[0], other[0]];
      if (!x || !y || one.length > 1 || other.length > 1 || Math.abs(x.index - y.index) !== 1) continue;
      // Both rows are of one thing, which the words before the whole name too.
      const common = flat(x.label)
        .slice(0, -(names[0] ?? '').length)
        .trim();
      const lead = flat(text.slice(Math.max(0, whole.start - 40), whole.start));
      if (common === '' || !lead.includes(common) || flat(y.label).slice(0, common.length) !== common) continue;
      const fault = oneOff(
        context,
        passage,
        grid,
        [
          [a, x],
          [b, y],
        ],
        whole,
      );
      if (fault) yield fault;
    }
  }
}

function oneOff(context: Context, passage: Passage, grid: Grid, told: readonly [Figure, Row][], whole: Figure): Fault | null {
  const cells = told.map(([figure, row]) => ({ figure, row, entries: row.figures.flatMap((entry) => entry ?? []) }));
  if (cells.some(({ entries }) => entries.length !== 1)) return null;
  decided(context);
  const wrong = cells.filter(({ figure, entries }) => !equal(exactOf(figure), exactOf((entries[0] as Entry).figure)));
  const [one, more] = wrong;
  const entry = one?.entries[0];
  if (!one || !entry || more || confirmedIn(context.document).has(entry.cell.offset)) return null;
  // The whole stands where a part should, or it is a part of less than the whole.
  if (compare(exactOf(entry.figure), exactOf(whole)) > 0) return null;
  return {
    message: 'row_told',
    at: spotInCell(grid.table, entry.cell),
    figures: [entry.figure, one.figure],
    data: { name: one.row.label, first: one.figure.raw, second: entry.figure.raw },
    expected: one.figure.raw,
    related: [{ ...spotOf(passage, one.figure), message: 'Trong phần lời' }],
    shares: [entry.cell.offset, passage.offset + one.figure.start],
  };
}
