import { isAside } from './asides.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, isNotSummed, type Row, signedOf } from './grid.ts';
import { absolute, add, compare, printExact, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';
import { isNearly, isSlip } from './slip.ts';
import { atItsCell, unnamedTotals } from './total-rows.ts';

/** Sums of tables: total rows, columns that are the sum of others, formulas in the header, and rows with parts under them. */
export function* tableSums(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    yield* totalRows(context, grid);
    for (const { total, column, own, parts } of unnamedTotals(grid)) {
      decided(context);
      yield atItsCell(context.document, grid, faultOf(grid, 'column', total, column, own, parts), own, parts);
    }
    yield* sumColumns(context, grid);
    yield* partRows(context, grid);
  }
}

const sum = (entries: readonly Entry[]): Rational => entries.reduce((so_far, entry) => add(so_far, signedOf(entry)), ZERO);

/** Rounded parts may drift by half a digit each; counts by nothing. */
function agrees(total: Entry, parts: readonly Entry[], is_score = false): boolean {
  const reading = total.figure.readings[0];
  if (!reading) return false;
  if (is_score) return compare(sum(parts), signedOf(total)) === 0;
  const slack = parts.reduce(
    (so_far, { figure }) => add(so_far, figure.readings[0] ? halfOf(figure, figure.readings[0]) : ZERO),
    halfOf(total.figure, reading),
  );
  return compare(absolute(subtract(sum(parts), signedOf(total))), slack) <= 0;
}

function faultOf(
  grid: Grid,
  message: string,
  row: Row,
  column: Column,
  total: Entry,
  parts: readonly Entry[],
  extra: Record<string, string> = {},
): Fault {
  const all = sum(parts);
  return {
    message,
    at: spotInCell(grid.table, total.cell),
    figures: [total.figure, ...parts.map(({ figure }) => figure)],
    data: {
      column: column.own || column.name || `cột ${column.index + 1}`,
      row: row.label || row.code || `dòng ${row.index + 1}`,
      total: total.figure.raw,
      parts: parts
        .map(({ figure }) => figure.raw)
        .slice(0, 12)
        .join(' + '),
      sum: printExact(all),
      gap: printExact(absolute(subtract(all, signedOf(total)))),
      ...extra,
    },
    expected: printExact(all),
    related: parts.slice(0, 20).map(({ cell }) => spotInCell(grid.table, cell)),
    shares: [total.cell.offset],
    root: `cell ${total.cell.offset}`,
  };
}

/** Which rows a total row may sum: all others, the outermost, or the innermost; rows from the last total on, or all of the table. */
function candidates(grid: Grid, total: Row): Row[][] {
  const before = grid.rows.filter((row) => row.index < total.index);
  const after = grid.rows.filter((row) => row.index > total.index);
  const scopes = [before, after].filter((rows) => rows.length >= 2);
  const last_total = before.findLastIndex((row) => row.is_total);
  if (last_total >= 0 && before.length - last_total > 2) scopes.push(before.slice(last_total + 1));
  const next_total = after.findIndex((row) => row.is_total);
  if (next_total > 1) scopes.push(after.slice(0, next_total));
  return scopes.flatMap((rows) => {
    const own = rows.filter((row) => !row.is_total);
    const outer = own.filter((row) => /^(?:[IVX]+|[A-ZĐ])$/.test(row.code));
    const inner = own.filter((row) => !/^(?:[IVX]+|[A-ZĐ])$/.test(row.code));
    const top = own.filter((row) => /^\d+$/.test(row.code));
    const plain = own.filter((row) => !row.is_part);
    const leaves = own.filter((row, i) => !isParent(row, own[i + 1]));
    const totals = rows.filter((row) => row.is_total);
    // A group of one: “I. Cấp huyện”, “1. Huyện …”, then the total.
    const alone = outer.length === 1 && own.length >= 2 ? [outer] : [];
    return [...[own, outer, inner, top, plain, leaves, totals].filter((set) => set.length >= 2), ...alone];
  });
}

const isParent = (row: Row, next: Row | undefined): boolean =>
  row.code !== '' && next !== undefined && next.code.startsWith(`${row.code}.`);

function* totalRows(context: Context, grid: Grid): Generator<Fault> {
  for (const total of grid.rows.filter((row) => row.is_total)) {
    const sets = candidates(grid, total);
    if (sets.length === 0) continue;
    const columns = grid.columns.filter(
      (column) => column.has_figures && !isNotSummed(column) && total.figures[column.index]?.figure.kind === 'count',
    );
    const broken: Fault[] = [];
    let fitting = 0;
    for (const column of columns) {
      const own = total.figures[column.index] as Entry;
      const tries = sets
        .map((rows) => rows.flatMap((row) => row.figures[column.index] ?? []))
        .filter((parts, i) => parts.length >= Math.min(2, sets[i]?.length ?? 2));
      if (tries.length === 0) continue;
      if (tries.every((parts) => isMean(column, own.figure, parts))) continue;
      decided(context);
      if (tries.some((parts) => agrees(own, parts, isScore(column))))
        // Zeros prove nothing.
        fitting += exactOf(own.figure).n === 0n ? 0 : 1;
      else {
        const best = nearest(tries, own.figure);
        broken.push(atItsCell(context.document, grid, faultOf(grid, 'column', total, column, own, best), own, best));
      }
    }
    // When no column adds up, the row is not the sum of what stands in the table.
    const is_sure =
      fitting > 0 ? broken.length <= fitting * 2 : broken.length === 1 && columns.length <= 2 && /tổng|cộng/iu.test(total.label);
    if (is_sure) yield* broken;
    else for (const fault of broken) context.unchecked(fault.at, 'Chưa rõ dòng tổng này cộng những dòng nào.');
  }
}

/** “Học sinh/lớp”: a quotient lies between those of the rows. */
function isMean(column: Column, total: Figure, parts: readonly Entry[]): boolean {
  const value = exactOf(total);
  // “Cộng/bình quân”: of points the row gives the mean.
  const all = sum(parts);
  const mean = { n: all.n, d: all.d * BigInt(Math.max(1, parts.length)) };
  if (total.decimals > 0 && parts.length > 2 && compare(absolute(subtract(mean, value)), { n: 1n, d: 100n }) < 0) return true;
  if (!/\p{L}\s?\/\s?\p{L}/u.test(column.own)) return false;
  return (
    parts.some(({ figure }) => compare(exactOf(figure), value) >= 0) &&
    parts.some(({ figure }) => compare(exactOf(figure), value) <= 0)
  );
}

const nearest = (tries: readonly Entry[][], total: Figure): Entry[] =>
  tries.toSorted((a, b) => compare(absolute(subtract(sum(a), exactOf(total))), absolute(subtract(sum(b), exactOf(total)))))[0] ??
  [];

/** Columns that are the sum of a run of other columns in nearly every row; and columns whose header gives a formula. */
function* sumColumns(context: Context, grid: Grid): Generator<Fault> {
  const columns = grid.columns.filter((column) => column.has_figures && !column.is_percent);
  for (const column of columns) {
    if (column.formula !== '') {
      yield* byFormula(context, grid, column);
      continue;
    }
    if (isNotSummed(column)) continue;
    const run = minedRun(grid, columns, column);
    if (!run) continue;
    for (const row of grid.rows) {
      if (isRateRow(grid, row)) continue;
      const total = row.figures[column.index];
      const parts = run.flatMap((part) => row.figures[part.index] ?? []);
      if (!total || parts.length !== run.length) continue;
      decided(context);
      if (!agrees(total, parts) && !lacksAside(context, total, parts)) yield faultOf(grid, 'row', row, column, total, parts);
    }
  }
}

/** “Tỷ lệ trực tuyến | %”, “Điểm bình quân”: a row whose figures are not added. */
const isRateRow = (grid: Grid, row: Row): boolean =>
  unitCell(grid, row) === '%' ||
  /^[-–+\s]*(?:tỷ lệ|tỉ lệ|mức độ|bình quân|trung bình|tốc độ|chỉ số|điểm (?:bình quân|trung bình))|\(%\)\s*$/iu.test(
    row.label,
  ) ||
  row.figures.some((entry) => entry?.figure.kind === 'percent');

/** What the row lacks is said below the table: “3 hồ sơ … không tính vào cột 8, 9, 10”. */
const lacksAside = ({ document }: Context, total: Entry, parts: readonly Entry[]): boolean =>
  isAside(document, subtract(exactOf(total.figure), sum(parts)), true);

/** The run of two to eight columns, beside the total, that adds up to it in most rows. Few rows need a header that says “tổng”. */
function minedRun(grid: Grid, columns: readonly Column[], total: Column): Column[] | null {
  const at = columns.indexOf(total);
  const is_named = /tổng|cộng|cả (?:năm|kỳ)|tiếp nhận|đã giải quyết|đang giải quyết/iu.test(total.own);
  for (const [from, step] of [
    [at + 1, 1],
    [at - 1, -1],
  ] as const) {
    for (let length = Math.min(8, columns.length - 1); length >= 2; length -= 1) {
      const run = Array.from({ length }, (_, i) => columns[from + i * step]).filter((column) => column !== undefined);
      if (run.length !== length || run.some((column) => isNotSummed(column))) continue;
      let held = 0;
      let tried = 0;
      let agreed = 0;
      for (const row of grid.rows) {
        const own = row.figures[total.index];
        const parts = run.flatMap((column) => row.figures[column.index] ?? []);
        if (!own || parts.length !== length || exactOf(own.figure).n === 0n) continue;
        tried += 1;
        if (!agrees(own, parts)) continue;
        agreed += 1;
        // A row where one part is everything proves nothing.
        if (parts.filter(({ figure }) => exactOf(figure).n !== 0n).length >= 2) held += 1;
      }
      if (held >= 2 && held * 3 >= tried * 2 && (is_named || held >= 4)) return run;
      if (is_named && held >= 1 && held * 2 >= tried) return run;
      // All rows but one, some of them with a part of nothing.
      if (is_named && held >= 1 && agreed >= 2 && agreed === tried - 1 && run.length === 2 && /hạn/iu.test(run[0]?.name ?? ''))
        return run;
    }
  }
  return null;
}

function* byFormula(context: Context, grid: Grid, column: Column): Generator<Fault> {
  const terms = column.formula.replace(/[()\s]/g, '');
  if (!/^\d{1,2}(?:[+-]\d{1,2})+$/.test(terms)) return;
  const parts = [...terms.matchAll(/([+-]?)(\d{1,2})/g)].map((m) => ({
    minus: m[1] === '-',
    column: grid.columns.find((c) => c.number === m[2]),
  }));
  if (parts.some((part) => !part.column)) return;
  for (const row of grid.rows) {
    const total = row.figures[column.index];
    const entries = parts.flatMap((part) => row.figures[(part.column as Column).index] ?? []);
    if (!total || entries.length !== parts.length) continue;
    decided(context);
    const signed = entries.map(({ figure, cell }, i) =>
      parts[i]?.minus
        ? {
            cell,
            figure: { ...figure, readings: figure.readings.map((r) => ({ ...r, value: { n: -r.value.n, d: r.value.d } })) },
          }
        : { cell, figure },
    );
    if (!agrees(total, signed) && !lacksAside(context, total, signed))
      yield faultOf(grid, 'formula', row, column, total, signed, { formula: column.formula });
  }
}

/** Rows of one unit under a row that names their total: “Tổng số …”, then “Trong đó: cấp huyện”, “cấp xã”; or codes 1, 1.1, 1.2. */
function* partRows(context: Context, grid: Grid): Generator<Fault> {
  const columns = grid.columns.filter((column) => column.has_figures && !isNotSummed(column));
  const families = grid.rows.flatMap((row, i) => {
    if (row.is_total) return [];
    const children = childrenOf(grid.rows, i);
    // What is chosen (“Trong đó: …”), or measured in another unit, is no part of the whole.
    const is_mixed =
      new Set(children.map((child) => unitCell(grid, child))).size > 1 ||
      unitCell(grid, children[0] ?? row) !== unitCell(grid, row);
    const is_chosen = children.length < 3 && children.some(({ label }) => /^[-–+\s]*trong đó/iu.test(label));
    return children.length >= 2 && !is_mixed && !is_chosen ? [{ row, children }] : [];
  });
  const tried = columns.flatMap((column) =>
    families.flatMap(({ row, children }) => {
      const total = row.figures[column.index];
      const parts = children.flatMap((child) => child.figures[column.index] ?? []);
      const is_whole =
        total?.figure.kind === 'count' &&
        parts.length === children.length &&
        parts.every(({ figure }) => figure.kind === 'count');
      return total && is_whole ? [{ column, row, total, parts, holds: agrees(total, parts, isScore(column)) }] : [];
    }),
  );
  const held = tried.filter(({ holds }) => holds);
  // Elsewhere in the table, rows with such parts do add up: two of three at least.
  const is_habit = held.length >= 2 && held.length * 3 >= tried.length * 2;
  for (const { column, row, total, parts, holds } of tried) {
    const is_named = /^tổng|tổng số/iu.test(row.label) && held.length > 0 && tried.length <= held.length * 2;
    if (holds) decided(context);
    // One row under it says it all again: the others are something else.
    else if (parts.some(({ figure }) => compare(exactOf(figure), exactOf(total.figure)) === 0)) context.count('seen');
    else if (is_habit || is_named || headsAddUp(grid, column, families, row) || isWholeOf(row, total, parts)) {
      decided(context);
      yield faultOf(grid, 'children', row, column, total, parts);
    } else context.count('seen');
  }
}

/** `I`, `II` and their total agree: one of the families does not make its head, by one slip of the pen. */
function headsAddUp(grid: Grid, column: Column, families: readonly { row: Row; children: Row[] }[], own: Row): boolean {
  const entries = families.flatMap(({ row }) => row.figures[column.index] ?? []);
  const total = grid.rows.find((row) => row.is_total || /^tổng|^cộng/iu.test(row.label))?.figures[column.index];
  const family = families.find(({ row }) => row === own);
  const [head, parts] = [own.figures[column.index], family?.children.flatMap((child) => child.figures[column.index] ?? []) ?? []];
  if (!total || !head || families.length < 2 || entries.length !== families.length || !agrees(total, entries)) return false;
  return isSlip('sum', [head.figure, ...parts.map(({ figure }) => figure)]);
}

/** “Tổng số …”, “Trong đó: …” and all that follow: three parts or more that miss it by one slip of the pen and less than a tenth. */
const isWholeOf = (row: Row, total: Entry, parts: readonly Entry[]): boolean => {
  const figures = [total.figure, ...parts.map(({ figure }) => figure)];
  return /^tổng/iu.test(row.label) && parts.length >= 3 && isSlip('sum', figures) && isNearly(figures);
};

/** What the column of units prints in a row. */
function unitCell(grid: Grid, row: Row): string {
  const column = grid.columns.find(
    (c) => /^(?:đơn vị(?: tính)?|đvt)$/iu.test(c.own) && !c.has_figures && c.index !== row.label_cell?.column,
  );
  return column ? (grid.at[row.index]?.[column.index]?.text.trim().toLowerCase() ?? '') : '';
}

/** Points are exact to their last digit. */
const isScore = (column: Column): boolean => /điểm/iu.test(column.name);

function childrenOf(rows: readonly Row[], i: number): Row[] {
  const parent = rows[i] as Row;
  const children: Row[] = [];
  const depth = parent.code.split('.').length;
  const is_outer = /^(?:[IVX]+|[A-ZĐ])$/.test(parent.code);
  for (let k = i + 1; k < rows.length; k += 1) {
    const row = rows[k] as Row;
    if (parent.code !== '' && row.code.startsWith(`${parent.code}.`)) {
      if (row.code.split('.').length === depth + 1) children.push(row);
    } else if (is_outer && /^\d+$/.test(row.code) && !row.is_total) children.push(row);
    else if (is_outer && /^\d+\./.test(row.code)) continue;
    else if (row.code === '' && (row.is_part || children.some((child) => child.code === '')) && !row.is_total) children.push(row);
    else break;
  }
  const coded = children.filter((child) => child.code !== '');
  return coded.length >= 2 ? coded : children;
}
