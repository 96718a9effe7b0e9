import { runningTotals } from './derived-columns.ts';
import type { Document } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row, signedOf } from './grid.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import {
  absolute,
  add,
  compare,
  divide,
  equal,
  HUNDRED,
  multiply,
  printExact,
  printVi,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

// Columns and rows of small tables whose other rows say how they are made: rates of change, rates of one base told above the table, differences, means.

const MOST_ROWS = 60;

type Tried = { row: Row; entry: Entry; expected: Rational; sources: Entry[] };

/** All rows but one agree, two of them at least with something to prove. */
function oddOne(tries: readonly Tried[], holds: (tried: Tried) => boolean, least = 2): Tried | null {
  if (tries.length < least + 1 || tries.length > MOST_ROWS) return null;
  const odd = tries.filter((tried) => !holds(tried));
  const proofs = tries.filter((tried) => holds(tried) && tried.expected.n !== 0n && compare(tried.expected, HUNDRED) !== 0);
  return odd.length === 1 && proofs.length >= least ? (odd[0] as Tried) : null;
}

const isPrinted = ({ entry, expected }: Tried): boolean =>
  entry.figure.readings.some(
    (reading) => compare(absolute(subtract(absolute(expected), absolute(reading.value))), lastDigit(reading)) < 0,
  );

const counts = (grid: Grid): Column[] => grid.columns.filter((c) => c.has_figures && !c.is_percent);

function fault(grid: Grid, message: string, column: Column, { row, entry, expected, sources }: Tried, how: string): Fault {
  const printed = printVi(expected, entry.figure.decimals);
  return {
    message,
    at: spotInCell(grid.table, entry.cell),
    figures: [entry.figure, ...sources.map(({ figure }) => figure)],
    data: {
      row: row.label || `dòng ${row.index + 1}`,
      column: column.own,
      percent: entry.figure.raw,
      total: entry.figure.raw,
      how,
      expected: printed,
    },
    expected: printed,
    related: sources.map(({ cell }) => spotInCell(grid.table, cell)),
    shares: [entry, ...sources].map(({ cell }) => cell.offset),
  };
}

/** “Tăng/giảm (%)”, “Tỷ lệ giảm”: the change of two columns of the row, of the earlier one. R01. */
function* changeRates(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const column of grid.columns) {
      if (!column.has_figures || !column.is_percent || !/tăng|giảm|so với|cùng kỳ/iu.test(column.own)) continue;
      const own = counts(grid).filter((c) => c.index < column.index);
      const pairs = own.flatMap((a) => own.flatMap((b) => (a === b ? [] : [[a, b] as const])));
      for (const [a, b] of pairs.slice(0, 30)) {
        const tries = grid.rows.flatMap((row): Tried[] => {
          const [p, x, y] = [row.figures[column.index], row.figures[a.index], row.figures[b.index]];
          if (!p || !x || !y || exactOf(y.figure).n === 0n) return [];
          const expected = multiply(divide(subtract(exactOf(x.figure), exactOf(y.figure)), exactOf(y.figure)), HUNDRED);
          return [{ row, entry: p, expected: absolute(expected), sources: [x, y] }];
        });
        const odd = oddOne(tries, isPrinted);
        if (!odd) continue;
        decided(context, tries.length);
        const [x, y] = odd.sources.map(({ figure }) => figure.raw);
        yield fault(grid, 'derived', column, odd, `${x} so với ${y}`);
        break;
      }
    }
}

/** “Trong 1.250 hồ sơ phát sinh: …” above a table of counts and their shares: one base for all rows. R01. */
function* sharesOfTold(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const bases = toldAbove(context.document, grid);
    for (const column of grid.columns) {
      if (!column.has_figures || !column.is_percent) continue;
      const own = counts(grid);
      if (own.length === 0 || own.some((a) => own.some((b) => a !== b && agrees(grid, column, a, b)))) continue;
      const found = own.flatMap((a) => bases.flatMap((base) => oddShare(grid, column, a, base) ?? []));
      const [odd] = found;
      if (!odd) continue;
      decided(context);
      yield fault(grid, 'derived', column, odd.tried, `${odd.tried.sources[0]?.figure.raw} trên ${odd.base.raw}`);
    }
  }
}

const agrees = (grid: Grid, column: Column, a: Column, b: Column): boolean => {
  const rows = grid.rows.filter((row) => row.figures[column.index] && row.figures[a.index] && row.figures[b.index]);
  return (
    rows.length >= 2 &&
    rows.filter((row) =>
      ['match', 'truncated'].includes(
        ratioVerdict(
          (row.figures[a.index] as Entry).figure,
          (row.figures[b.index] as Entry).figure,
          asPercent((row.figures[column.index] as Entry).figure),
        ),
      ),
    ).length >=
      rows.length - 1
  );
};

const asPercent = (figure: Figure): Figure => (figure.kind === 'percent' ? figure : { ...figure, kind: 'percent', unit: '' });

function toldAbove({ tables, passages }: Document, grid: Grid): Figure[] {
  const at = tables.find(({ table }) => table === grid.table)?.before ?? 0;
  return passages
    .slice(Math.max(0, at - 2), at)
    .flatMap(({ figures }) => figures)
    .filter((f) => f.kind === 'count' && f.bound === 'exact' && f.scale === 1n && exactOf(f).n >= 50n)
    .slice(0, 12);
}

function oddShare(grid: Grid, column: Column, a: Column, base: Figure): { tried: Tried; base: Figure }[] | null {
  const tries = grid.rows.flatMap((row): Tried[] => {
    const [p, x] = [row.figures[column.index], row.figures[a.index]];
    if (!p || !x || row.is_total) return [];
    return [{ row, entry: p, expected: multiply(divide(exactOf(x.figure), exactOf(base)), HUNDRED), sources: [x] }];
  });
  const fits = ({ entry, sources: [x] }: Tried): boolean =>
    x !== undefined && ['match', 'truncated'].includes(ratioVerdict(x.figure, base, asPercent(entry.figure)));
  const odd = oddOne(tries, fits);
  return odd && recomputed((odd.sources[0] as Entry).figure, base, 1) ? [{ tried: odd, base }] : null;
}

/** “12/16 (80,0 %)” in a cell. R01. */
function* cellRates(context: Context): Generator<Fault> {
  for (const { table } of context.document.tables)
    for (const cell of table.cells) {
      if (cell.text.length > 60 || !/\d\s?\/\s?\d/.test(cell.text) || !cell.text.includes('%')) continue;
      const { fractions, figures } = context.document.figuresOfCell(cell);
      const [of, other] = fractions;
      const percents = figures.filter((f) => f.kind === 'percent' && f.bound === 'exact');
      const [percent] = percents;
      if (!of || other || !percent || percents.length !== 1 || percent.start < of.end || exactOf(of.b).n === 0n) continue;
      if (!/^[^\d;]{0,24}[(:,]\s?$|^\s*=\s*$/u.test(cell.text.slice(of.b.end, percent.start))) continue;
      decided(context);
      if (ratioVerdict(of.a, of.b, percent) !== 'mismatch') continue;
      yield {
        message: 'differs',
        at: spotInCell(table, cell),
        figures: [of.a, of.b, percent],
        data: {
          percent: percent.raw,
          a: of.a.raw,
          b: of.b.raw,
          exact: recomputed(of.a, of.b, percent.decimals + 2) ?? '',
          fits: '',
        },
        expected: `${recomputed(of.a, of.b, percent.decimals)}%`,
        shares: [cell.offset],
      };
    }
}

/** Rates of tables that only their other rows, or the words above the table, explain. R01. */
export function* derivedRates(context: Context): Generator<Fault> {
  yield* changeRates(context);
  yield* sharesOfTold(context);
  yield* cellRates(context);
}

/** “Còn lại”, “Chênh lệch”, “Số ngày giảm”: one column less another, as all other rows print it. R03. */
function* differences(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const column of grid.columns) {
      if (
        !column.has_figures ||
        column.is_percent ||
        !/còn|chênh lệch|tăng|giảm|thiếu|thừa|dư|sau (?:khi )?trừ/iu.test(column.own)
      )
        continue;
      const own = counts(grid).filter((c) => c !== column && Math.abs(c.index - column.index) <= 3);
      const pairs = own.flatMap((a) => own.flatMap((b) => (a === b ? [] : [[a, b] as const])));
      for (const [a, b] of pairs) {
        const tries = grid.rows.flatMap((row): Tried[] => {
          const [own_entry, x, y] = [row.figures[column.index], row.figures[a.index], row.figures[b.index]];
          if (!own_entry || !x || !y) return [];
          return [{ row, entry: own_entry, expected: subtract(exactOf(x.figure), exactOf(y.figure)), sources: [x, y] }];
        });
        const odd = oddOne(tries, ({ entry, expected }) => equal(absolute(signedOf(entry)), absolute(expected)));
        if (!odd || odd.expected.n < 0n) continue;
        decided(context, tries.length);
        const [x, y] = odd.sources.map(({ figure }) => figure.raw);
        const expected = printExact(odd.expected);
        const told = fault(grid, 'relation', column, odd, '');
        yield { ...told, data: { ...told.data, parts: `${x} − ${y}`, sum: expected }, expected };
        break;
      }
    }
}

/** “Bình quân 03 xã”: the mean of the rows above, as another column of the row is. R11. */
export function* meanRows(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const row of grid.rows) {
      if (!/^(?:điểm )?(?:bình quân|trung bình)/iu.test(row.label)) continue;
      const above = grid.rows.filter((other) => other.index < row.index && !other.is_total && !other.is_part);
      if (above.length < 2 || above.length > MOST_ROWS) continue;
      const tries = grid.columns.flatMap((column): (Tried & { column: Column })[] => {
        // Changes and places have no mean that their rows print.
        if (/tăng|giảm|so với|hạng|xếp|chênh/iu.test(column.name)) return [];
        const entry = row.figures[column.index];
        const sources = above.flatMap((other) => other.figures[column.index] ?? []);
        if (!entry || sources.length !== above.length) return [];
        const sum = sources.reduce((so_far: Rational, source) => add(so_far, exactOf(source.figure)), ZERO);
        return [{ row, entry, column, sources, expected: divide(sum, { n: BigInt(sources.length), d: 1n }) }];
      });
      const odd = tries.filter((tried) => !isPrinted(tried));
      const [wrong] = odd;
      if (!wrong || odd.length !== 1 || tries.length < 2) continue;
      decided(context, tries.length);
      yield fault(grid, 'derived', wrong.column, wrong, `trung bình ${wrong.sources.length} dòng`);
    }
}

/** Running totals and differences of tables. R03. */
export function* derivedSums(context: Context): Generator<Fault> {
  yield* runningTotals(context);
  yield* differences(context);
}
