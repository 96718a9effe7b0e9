import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { absolute, add, compare, equal, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat, type Shown } from './shown-tables.ts';
import { isToldElsewhere, keyOf } from './story.ts';
import { columnNamed, isSlipOf, rowsNamed } from './table-named.ts';
import { toldIn } from './told-in.ts';

// Words that tell a row of a table by its share: “đất đai 842/1.252 hồ sơ tiếp nhận mới”, “còn 949 hộ, chiếm 35,36 %”. R10.

const TEN = { n: 10n, d: 1n };
const HUNDRED_THINGS = { n: 100n, d: 1n };
const APART = /so với|cùng kỳ|năm trước|(?:quý|tháng|kỳ) trước|kế hoạch|mục tiêu|phấn đấu|lũy kế/iu;

/** Shares told of rows, against the rows. */
export function* sharesInRows(context: Context, shown: readonly Shown[]): Generator<Fault> {
  const grids = shown.map(({ grid }) => grid).filter((grid) => grid.rows.length >= 3 && grid.rows.length <= 60);
  if (grids.length === 0) return;
  const [totals, rates, begun] = [totalsOf(grids), ratesOf(grids), begunOf(grids)];
  for (const passage of toldIn(context.document, 1)) {
    if (passage.section.is_annex) continue;
    for (const fraction of passage.fractions) yield* ofTotal(context, totals, passage, fraction);
    if (!passage.figures.some(({ kind }) => kind !== 'count')) continue;
    yield* besideRate(context, rates, passage);
    if (begun.size > 0) yield* ofBegun(context, begun, passage);
  }
}

type Whole = { grid: Grid; columns: Column[] };

/** Tables by what their total rows print, with the columns that print it. */
function totalsOf(grids: readonly Grid[]): Map<string, Whole[]> {
  const found = new Map<string, Whole[]>();
  for (const grid of grids) {
    const total = grid.rows.find((row) => row.is_total);
    const own = new Map<string, Column[]>();
    for (const column of total ? grid.columns : []) {
      const entry = column.has_figures && !column.is_percent ? total?.figures[column.index] : undefined;
      if (entry) own.set(keyOf(entry.figure), [...(own.get(keyOf(entry.figure)) ?? []), column]);
    }
    for (const [key, columns] of own) found.set(key, [...(found.get(key) ?? []), { grid, columns }]);
  }
  return found;
}

/** `a/b` where b is the total of a column and the words before name the row: a is the cell. */
function* ofTotal(
  context: Context,
  totals: ReadonlyMap<string, Whole[]>,
  passage: Passage,
  fraction: Fraction,
): Generator<Fault> {
  const { a, b } = fraction;
  if (compare(exactOf(b), TEN) < 0 || a.decimals > 0 || a.scale !== 1n || a.unit === 'điểm') return;
  const wholes = totals.get(keyOf(b));
  const clause = wholes && segmentAt(segmentsOf(passage.text), fraction.start);
  if (!wholes || !clause || APART.test(passage.text.slice(clause.start, fraction.tail))) return;
  for (const { grid, columns } of wholes) {
    const lead = passage.text.slice(clause.start, fraction.start);
    const [row, other] = rowsNamed(grid, lead).toSorted((x, y) => y.end - x.end);
    // Names side by side, “đất đai, hộ tịch 08/11”: of which is not told.
    if (!row || flat(lead).length - row.end > 40 || (other && row.at - other.end < 4)) continue;
    const named = columnNamed(columns, passage.text.slice(clause.start, Math.min(clause.end, fraction.tail + 60)));
    const column = named ?? (columns.length === 1 && compare(exactOf(b), HUNDRED_THINGS) >= 0 ? columns[0] : undefined);
    const entry = column && row.row.figures[column.index];
    if (!column || !entry) continue;
    decided(context);
    if (row.row.figures.some((one) => one && equal(exactOf(one.figure), exactOf(a)))) return;
    const is_wrong_cell = fitsInstead(grid, column.index, entry, exactOf(a), exactOf(b));
    if (!is_wrong_cell && !isSlipOf(a, exactOf(entry.figure))) return;
    yield is_wrong_cell ? cellFault(grid, passage, a, entry, row.row) : faultOf(grid, passage, a, entry, row.row);
    return;
  }
}

/** With the told figure instead of its own the column adds up, and with its own it does not. */
function fitsInstead(
  grid: Grid,
  column: number,
  entry: Entry,
  told: ReturnType<typeof exactOf>,
  total: ReturnType<typeof exactOf>,
): boolean {
  const own = grid.rows.filter((row) => !row.is_total && !row.is_part).flatMap((row) => row.figures[column] ?? []);
  if (!own.includes(entry)) return false;
  const sum = (instead: boolean): ReturnType<typeof exactOf> =>
    own.reduce((so_far, one) => add(so_far, one === entry && instead ? told : exactOf(one.figure)), ZERO);
  return equal(sum(true), total) && !equal(sum(false), total);
}

type Rate = { grid: Grid; row: Row; entry: Entry };

/** Rates with decimals that one row alone shows. */
function ratesOf(grids: readonly Grid[]): Map<string, Rate> {
  const found = new Map<string, Rate>();
  const twice = new Set<string>();
  for (const grid of grids)
    for (const row of grid.rows)
      for (const entry of row.figures) {
        if (entry?.figure.kind !== 'percent' || entry.figure.decimals < 1) continue;
        const key = keyOf(entry.figure);
        const known = found.get(key);
        if (known && known.row !== row) twice.add(key);
        found.set(key, { grid, row, entry });
      }
  for (const key of twice) found.delete(key);
  return found;
}

const GLUE = /^[^.;:()\d]{0,30}?(?:,\s(?:chiếm|đạt|bằng|tương ứng|tương đương|tỷ lệ)|\s\()[^.;:()\d]{0,30}$/iu;

/** “còn 994 hộ, chiếm 35,36 %” where the one row of 35,36 % has 949: the count that belongs to the rate. */
function* besideRate(context: Context, rates: ReadonlyMap<string, Rate>, passage: Passage): Generator<Fault> {
  if (rates.size === 0) return;
  for (const [i, count] of passage.figures.entries()) {
    const percent = passage.figures[i + 1];
    if (
      percent?.kind !== 'percent' ||
      count.kind !== 'count' ||
      count.bound !== 'exact' ||
      compare(exactOf(count), HUNDRED_THINGS) < 0
    )
      continue;
    const found = rates.get(keyOf(percent));
    if (!found || percent.decimals !== found.entry.figure.decimals || !GLUE.test(passage.text.slice(count.tail, percent.start)))
      continue;
    const own = found.row.figures.flatMap((entry) => (entry?.figure.kind === 'count' ? [entry] : []));
    if (own.some(({ figure }) => equal(exactOf(figure), exactOf(count)))) continue;
    const near = own.filter(
      (entry) =>
        isSlipOf(count, exactOf(entry.figure)) && own.some((base) => base !== entry && fits(entry.figure, base.figure, percent)),
    );
    const [entry, more] = near;
    if (!entry || more) continue;
    decided(context);
    if (
      isToldElsewhere(context.document, count, passage) ||
      passage.figures.some((b) => b.kind === 'count' && b !== count && fits(count, b, percent))
    )
      continue;
    yield faultOf(found.grid, passage, count, entry, found.row);
  }
}

const TARGET = /chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|giao|năm trước|cùng kỳ|kỳ trước|tối đa/iu;

type Begun = { grid: Grid; row: Row; label: string };

const LEAST_WORDS = 4;
/** What a row may add without being of something else: when, or against what. */
const ENDS = /^\s?(?:so với|năm|đến|trong (?:năm|kỳ|tháng|quý)|cuối|đầu|theo|hằng|hàng|\d|$)/u;
const keyWords = (label: string): string => label.split(' ', 3).join(' ');

/** Rows that show a rate, by the first three words of their names. */
function begunOf(grids: readonly Grid[]): Map<string, Begun[]> {
  const rows = grids.flatMap((grid) =>
    grid.rows
      .filter((row) => !row.is_total && row.figures.some((entry) => entry && entry.figure.kind !== 'count'))
      .map((row) => ({ grid, row, label: flat(row.label) })),
  );
  return Map.groupBy(rows, ({ label }) => keyWords(label));
}

/** “Tỷ lệ hộ nghèo giảm 10,87 điểm phần trăm” and the row `Tỷ lệ hộ nghèo giảm so với đầu năm`, 9,87: the sentence begins as the row does. */
function* ofBegun(context: Context, begun: ReadonlyMap<string, Begun[]>, passage: Passage): Generator<Fault> {
  for (const figure of passage.figures) {
    if (figure.kind === 'count' || figure.bound !== 'exact' || figure.decimals === 0) continue;
    const clause = segmentAt(segmentsOf(passage.text), figure.start);
    const from = Math.max(clause?.start ?? 0, passage.label?.body ?? 0);
    if (!clause || figure.start - from > 100) continue;
    const lead = flat(passage.text.slice(from, figure.start));
    const rows = begun.get(keyWords(lead)) ?? [];
    if (rows.length === 0 || lead.split(' ').length < LEAST_WORDS || APART.test(lead)) continue;
    const name = lead.replace(/\s(?:đạt|là|được|còn|chiếm|ước đạt|ước)$/u, '');
    const [found, more] = rows.filter(({ label }) => `${label} `.startsWith(`${name} `) && ENDS.test(label.slice(name.length)));
    if (!found || more) continue;
    const own = found.row.figures.flatMap((entry, c) =>
      entry?.figure.kind === figure.kind && !TARGET.test(found.grid.columns[c]?.name ?? '') ? [entry] : [],
    );
    const [entry, second] = own;
    if (!entry || second || entry.figure.decimals !== figure.decimals) continue;
    decided(context);
    if (equal(exactOf(entry.figure), exactOf(figure))) continue;
    if (!isSlipOf(figure, exactOf(entry.figure)) && !isStep(figure, entry.figure)) continue;
    if (isToldElsewhere(context.document, figure, passage)) continue;
    yield faultOf(found.grid, passage, figure, entry, found.row);
  }
}

/** 9,87 and 10,87: one digit counted on, with what it carries. */
function isStep(a: Figure, b: Figure): boolean {
  const gap = absolute(subtract(exactOf(a), exactOf(b)));
  return /^10*$/u.test(String((gap.n * 10n ** BigInt(a.decimals)) / gap.d));
}

function faultOf(grid: Grid, passage: Passage, figure: Figure, entry: Entry, row: Row): Fault {
  return {
    message: 'annex',
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name: row.label, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}

/** The cell is what is wrong: its column adds up with the figure that the words tell. */
function cellFault(grid: Grid, passage: Passage, figure: Figure, entry: Entry, row: Row): Fault {
  const told = faultOf(grid, passage, figure, entry, row);
  return {
    ...told,
    message: 'cell',
    at: spotInCell(grid.table, entry.cell),
    expected: figure.raw,
    related: [{ ...spotOf(passage, figure), message: 'Trong phần lời' }],
  };
}
