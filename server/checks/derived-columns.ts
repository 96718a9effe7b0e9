import { exactOf, type Figure } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import { absolute, add, compare, HUNDRED, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

// Columns that every other row derives in one way from its neighbours: rates whose base is a sum of columns, and running totals.

const MOST_COLUMNS = 14;
const SPAN = 6;
const MOST_ROWS = 200;
const NINETY = { n: 90n, d: 1n };

type Made = { a: Column; bases: Column[] };

const asPercent = (figure: Figure): Figure => (figure.kind === 'percent' ? figure : { ...figure, kind: 'percent', unit: '' });

/** The sum of several cells as one figure; null when one is missing. */
function summed(row: Row, columns: readonly Column[]): { figure: Figure; entries: Entry[] } | null {
  const entries = columns.flatMap((column) => row.figures[column.index] ?? []);
  const [first] = entries;
  if (!first || entries.length !== columns.length) return null;
  if (entries.some(({ figure }) => figure.scale !== first.figure.scale || figure.kind !== 'count')) return null;
  const value = entries.reduce((so_far: Rational, { figure }) => add(so_far, exactOf(figure)), ZERO);
  const reading = first.figure.readings[0];
  if (!reading) return null;
  return { entries, figure: { ...first.figure, raw: printExact(value), readings: [{ ...reading, value }] } };
}

function verdictOf(row: Row, column: Column, { a, bases }: Made): { holds: boolean; proves: boolean } | null {
  const percent = row.figures[column.index];
  const part = row.figures[a.index];
  const base = summed(row, bases);
  if (!percent || !part || !base || exactOf(base.figure).n === 0n) return null;
  const value = exactOf(percent.figure);
  const holds = ['match', 'truncated'].includes(ratioVerdict(part.figure, base.figure, asPercent(percent.figure)));
  // Of one decimal, a rate near a hundred fits by chance.
  const is_fine = percent.figure.decimals >= 2 || (percent.figure.decimals === 1 && compare(value, NINETY) < 0);
  return { holds, proves: holds && is_fine && value.n !== 0n && compare(value, HUNDRED) !== 0 };
}

/**
 * “Đúng hạn 179 | Quá hạn 9 | Đang giải quyết 65 | Tỷ lệ đúng hạn”: of most rows the rate is of what was done, on time and late; one row took another base.
 * Only when all rows but one agree. Called for columns whose base no single column is.
 */
export function* ratesOfSums(context: Context, grid: Grid, column: Column): Generator<Fault> {
  if (grid.rows.length > MOST_ROWS) return;
  const counts = grid.columns.filter((c) => c.has_figures && !c.is_percent && Math.abs(c.index - column.index) <= SPAN);
  if (counts.length < 2 || counts.length > MOST_COLUMNS) return;
  const rows = grid.rows.filter((row) => row.figures[column.index]);
  if (rows.length < 4) return;
  if (isOfSummedParts(rows, column, counts) || isOfTheRest(rows, column, counts)) return;
  for (const made of candidatesOf(counts)) {
    const verdicts = rows.map((row) => ({ row, verdict: verdictOf(row, column, made) }));
    if (verdicts.some(({ verdict }) => verdict === null)) continue;
    const odd = verdicts.filter(({ verdict }) => !verdict?.holds);
    const proofs = verdicts.filter(({ verdict }) => verdict?.proves).length;
    const [wrong] = odd;
    if (odd.length > 1 || proofs < 3) continue;
    decided(context, rows.length);
    if (wrong) yield rateFault(grid, wrong.row, column, made);
    return;
  }
}

/** “Trước hạn | Đúng hạn | … | Tỷ lệ trước và đúng hạn”: two columns over one make the rate of most rows; what fits besides fits by chance. */
function isOfSummedParts(rows: readonly Row[], column: Column, counts: readonly Column[]): boolean {
  const fits = (row: Row, a: Column, b: Column, base: Column): boolean => {
    const [percent, part, whole] = [row.figures[column.index], summed(row, [a, b]), row.figures[base.index]];
    if (!percent || !part || !whole || exactOf(whole.figure).n === 0n) return false;
    return ['match', 'truncated'].includes(ratioVerdict(part.figure, whole.figure, asPercent(percent.figure)));
  };
  return counts.some((a, i) =>
    counts
      .slice(i + 1)
      .some((b) =>
        counts.some((base) => base !== a && base !== b && rows.filter((row) => fits(row, a, b, base)).length >= rows.length - 1),
      ),
  );
}

/** “Đã giải quyết 4.217 | Trễ hạn 31 | Tỷ lệ trước, đúng hạn 99,26 %”: in every row the rate is what one column less another leaves of it. */
function isOfTheRest(rows: readonly Row[], column: Column, counts: readonly Column[]): boolean {
  const fits = (row: Row, base: Column, late: Column): boolean => {
    const [percent, all, less] = [row.figures[column.index], row.figures[base.index], row.figures[late.index]];
    const reading = all?.figure.readings[0];
    if (!percent || !all || !less || !reading || exactOf(all.figure).n === 0n) return false;
    const value = subtract(exactOf(all.figure), exactOf(less.figure));
    const part = { ...all.figure, raw: printExact(value), readings: [{ ...reading, value }] };
    return ['match', 'truncated'].includes(ratioVerdict(part, all.figure, asPercent(percent.figure)));
  };
  return counts.some((base) => counts.some((late) => late !== base && rows.every((row) => fits(row, base, late))));
}

function* candidatesOf(counts: readonly Column[]): Generator<Made> {
  for (const a of counts)
    for (const [i, x] of counts.entries())
      for (const [k, y] of counts.slice(i + 1).entries()) {
        yield { a, bases: [x, y] };
        const z = counts[i + k + 2];
        if (z) yield { a, bases: [x, y, z] };
      }
}

function rateFault(grid: Grid, row: Row, column: Column, { a, bases }: Made): Fault {
  const percent = row.figures[column.index] as Entry;
  const part = row.figures[a.index] as Entry;
  const base = summed(row, bases) as { figure: Figure; entries: Entry[] };
  const figure = asPercent(percent.figure);
  return {
    message: 'cell',
    at: spotInCell(grid.table, percent.cell),
    figures: [part.figure, base.figure, figure],
    data: {
      row: row.label || `dòng ${row.index + 1}`,
      percent: figure.raw,
      a: part.figure.raw,
      b: base.figure.raw,
      exact: recomputed(part.figure, base.figure, figure.decimals + 2) ?? '',
    },
    expected: `${recomputed(part.figure, base.figure, figure.decimals)}%`,
    related: [part, ...base.entries].map(({ cell }) => spotInCell(grid.table, cell)),
    shares: [percent.cell.offset, part.cell.offset, ...base.entries.map(({ cell }) => cell.offset)],
  };
}

/** “Lũy kế”: each row is the row above and its own. One row that is not is a fault, of its sum or of its own figure. */
export function* runningTotals(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const column of grid.columns) {
      if (!column.has_figures || column.is_percent || !/l[ũu][yỹ] kế|cộng dồn/iu.test(column.own)) continue;
      for (const own of grid.columns) {
        if (own === column || !own.has_figures || own.is_percent) continue;
        const fault = brokenRun(context, grid, own, column);
        if (fault) yield fault;
      }
    }
}

type Step = { row: Row; own: Entry; all: Entry; gap: Rational };

function brokenRun(context: Context, grid: Grid, own: Column, all: Column): Fault | null {
  const rows = grid.rows.filter((row) => !row.is_total && row.figures[own.index] && row.figures[all.index]);
  if (rows.length < 3 || rows.length > MOST_ROWS) return null;
  // Of a table that begins in the middle of a year, the first row says what was before it.
  const [start_own, start_all] = [rows[0]?.figures[own.index], rows[0]?.figures[all.index]];
  if (!start_own || !start_all || compare(exactOf(start_own.figure), exactOf(start_all.figure)) > 0) return null;
  let before: Rational = subtract(exactOf(start_all.figure), exactOf(start_own.figure));
  const steps = rows.map((row): Step => {
    const [mine, sum] = [row.figures[own.index] as Entry, row.figures[all.index] as Entry];
    const gap = subtract(exactOf(sum.figure), add(before, exactOf(mine.figure)));
    before = exactOf(sum.figure);
    return { row, own: mine, all: sum, gap };
  });
  const odd = steps.filter(({ gap }) => gap.n !== 0n);
  if (odd.length > 2 || odd.length * 2 > steps.length) return null;
  decided(context, steps.length);
  const [first, second] = odd;
  if (!first) return null;
  const at = steps.indexOf(first);
  // One sum is wrong: the step into it and the step out of it miss by as much. Else the row's own figure.
  if (second && (steps.indexOf(second) !== at + 1 || add(first.gap, second.gap).n !== 0n)) return null;
  const is_own = !second && at < steps.length - 1;
  const parts = [...(steps[at - 1] ? [(steps[at - 1] as Step).all] : []), first.own];
  const expected = is_own ? add(exactOf(first.own.figure), first.gap) : subtract(exactOf(first.all.figure), first.gap);
  if (expected.n < 0n) return null;
  return {
    message: 'running',
    at: spotInCell(grid.table, (is_own ? first.own : first.all).cell),
    figures: [first.all.figure, ...parts.map(({ figure }) => figure)],
    data: {
      row: first.row.label || `dòng ${first.row.index + 1}`,
      total: first.all.figure.raw,
      own: first.own.figure.raw,
      before: steps[at - 1]?.all.figure.raw ?? '0',
      gap: printExact(absolute(first.gap)),
    },
    expected: printExact(expected),
    related: [is_own ? first.all : first.own, ...(steps[at - 1] ? [(steps[at - 1] as Step).all] : [])].map(({ cell }) =>
      spotInCell(grid.table, cell),
    ),
    shares: [first.all.cell.offset, first.own.cell.offset],
  };
}
