import { ratesOfSums } from './derived-columns.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import { compare, HUNDRED } from './rational.ts';
import { type Context, type Fault, spotInCell } from './rule.ts';
import { isSlip } from './slip.ts';

/** Percentages of tables: a column that is the quotient of two others, and a row whose numerator and denominator stand under it. */
export function* tableRatios(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    for (const column of grid.columns) if (column.has_figures && column.is_percent) yield* percentColumn(context, grid, column);
    yield* percentRows(context, grid);
  }
}

const asPercent = (figure: Figure): Figure => (figure.kind === 'percent' ? figure : { ...figure, kind: 'percent', unit: '' });

type Pair = { a: Column; b: Column };

function* percentColumn(context: Context, grid: Grid, column: Column): Generator<Fault> {
  if (/tăng|giảm|so với|cùng kỳ|kế hoạch giao|chỉ tiêu/iu.test(column.own) && column.formula === '') return;
  const pair =
    byFormula(grid, column) ?? mined(grid, column) ?? planned(grid, column) ?? beside(grid, column) ?? named(grid, column);
  if (!pair) {
    yield* ofTotal(context, grid, column);
    yield* ratesOfSums(context, grid, column);
  }
  for (const row of grid.rows) {
    const percent = row.figures[column.index];
    if (!percent) continue;
    context.count('seen');
    const a = pair && row.figures[pair.a.index];
    const b = pair && row.figures[pair.b.index];
    if (!a || !b) continue;
    context.count('bound');
    context.count('checked');
    yield* judge(grid, row, percent, a, b);
  }
}

/** `Tỷ trọng (%)`: each row's share of the total of a column, as most rows print it. */
function* ofTotal(context: Context, grid: Grid, column: Column): Generator<Fault> {
  const total = grid.rows.find((row) => row.is_total);
  if (!total) return;
  const rows = grid.rows.filter((row) => row !== total && row.figures[column.index]);
  const printed = total.figures[column.index];
  if (rows.length < 3 || (printed && compare(exactOf(printed.figure), HUNDRED) !== 0)) return;
  for (const count of grid.columns) {
    const base = total.figures[count.index];
    if (!count.has_figures || count.is_percent || !base) continue;
    const parts = rows.filter((row) => row.figures[count.index]);
    const holds = (row: Row): boolean =>
      ['match', 'truncated'].includes(
        ratioVerdict(
          (row.figures[count.index] as Entry).figure,
          base.figure,
          asPercent((row.figures[column.index] as Entry).figure),
        ),
      );
    const held = parts.filter(holds).length;
    if (parts.length !== rows.length || held < 2 || held * 2 < parts.length) continue;
    for (const row of parts) {
      for (const what of ['bound', 'checked'] as const) context.count(what);
      yield* judge(grid, row, row.figures[column.index] as Entry, row.figures[count.index] as Entry, base);
    }
    return;
  }
}

function* judge(grid: Grid, row: Row, percent: Entry, a: Entry, b: Entry): Generator<Fault> {
  const figure = asPercent(percent.figure);
  const verdict = ratioVerdict(a.figure, b.figure, figure);
  if (verdict === 'match' || verdict === 'undecided') return;
  const exact = recomputed(a.figure, b.figure, figure.decimals + 2) ?? '';
  yield {
    message: verdict === 'mismatch' ? 'cell' : verdict === 'truncated' ? 'truncated' : 'whole',
    severity: verdict === 'mismatch' ? 'error' : 'note',
    at: spotInCell(grid.table, percent.cell),
    figures: [a.figure, b.figure, figure],
    data: { row: row.label || `dòng ${row.index + 1}`, percent: figure.raw, a: a.figure.raw, b: b.figure.raw, exact },
    expected: `${recomputed(a.figure, b.figure, figure.decimals)}%`,
    related: [spotInCell(grid.table, a.cell), spotInCell(grid.table, b.cell)],
    shares: [percent.cell.offset, a.cell.offset, b.cell.offset],
  };
}

/** `(5)=(4)/(3)`, `5=4/3*100`. */
function byFormula(grid: Grid, column: Column): Pair | null {
  const m = /^\(?\s*(\d{1,2})\s*\)?\s*[/:]\s*\(?\s*(\d{1,2})\s*\)?/.exec(column.formula.replace(/\*?\s*100\s*%?$/u, ''));
  const a = m && grid.columns.find((c) => c.number === m[1]);
  const b = m && grid.columns.find((c) => c.number === m[2]);
  return a && b ? { a, b } : null;
}

/** The pair of columns whose quotient most rows print. Rows of 100 % and of 0 prove nothing. */
function mined(grid: Grid, column: Column): Pair | null {
  const counts = grid.columns.filter((c) => c.has_figures && !c.is_percent && Math.abs(c.index - column.index) <= 8);
  let best: { pair: Pair; held: number } | null = null;
  for (const a of counts) {
    for (const b of counts) {
      if (a === b) continue;
      let held = 0;
      let tried = 0;
      for (const row of grid.rows) {
        const [p, x, y] = [row.figures[column.index], row.figures[a.index], row.figures[b.index]];
        if (!p || !x || !y) continue;
        tried += 1;
        const value = exactOf(p.figure);
        if (value.n === 0n || compare(value, HUNDRED) === 0) continue;
        if (['match', 'truncated'].includes(ratioVerdict(x.figure, y.figure, asPercent(p.figure)))) held += 1;
      }
      const is_sure = held >= 3 ? held * 2 >= tried : held === 2 ? tried <= 4 : false;
      if (is_sure && (!best || held > best.held)) best = { pair: { a, b }, held };
    }
  }
  return best?.pair ?? null;
}

/** “Kế hoạch | Thực hiện | % TH/KH”: one plan and one result, and all rows but one agree. */
function planned(grid: Grid, column: Column): Pair | null {
  const counts = grid.columns.filter((c) => c.has_figures && !c.is_percent && c.index < column.index);
  const [a, other_a] = counts.filter(
    (c) => /thực hiện|kết quả|đạt được|(?:^|\s)TH(?:\s|$)/iu.test(c.own) && !/kế hoạch|giao/iu.test(c.own),
  );
  const [b, other_b] = counts.filter((c) => /kế hoạch|chỉ tiêu|giao|dự toán|(?:^|\s)KH(?:\s|$)/iu.test(c.own));
  if (!a || !b || a === b || other_a || other_b) return null;
  const rows = grid.rows.flatMap((row) => {
    const [p, x, y] = [row.figures[column.index], row.figures[a.index], row.figures[b.index]];
    return p && x && y ? [ratioVerdict(x.figure, y.figure, asPercent(p.figure))] : [];
  });
  const held = rows.filter((verdict) => verdict === 'match' || verdict === 'truncated').length;
  return held >= rows.length - 1 && (held >= 2 || (held === 1 && rows.length === 2)) ? { a, b } : null;
}

/** Two rows, `Đã giải quyết | Kết quả số hóa | Tỷ lệ (%)`: the columns right before, as one row proves; the other misses by one slip. */
function beside(grid: Grid, column: Column): Pair | null {
  const [b, a] = [grid.columns[column.index - 2], grid.columns[column.index - 1]];
  if (!a?.has_figures || !b?.has_figures || a.is_percent || b.is_percent) return null;
  const rows = grid.rows.flatMap((row) => {
    const [p, x, y] = [row.figures[column.index], row.figures[a.index], row.figures[b.index]];
    if (!p || !x || !y) return [];
    const figures = [x.figure, y.figure, asPercent(p.figure)] as const;
    return [{ figures, value: exactOf(p.figure), holds: ['match', 'truncated'].includes(ratioVerdict(...figures)) }];
  });
  const [odd, more] = rows.filter(({ holds }) => !holds);
  const proves = rows.some(
    ({ holds, value, figures: [, , p] }) => holds && p.decimals > 0 && value.n !== 0n && compare(value, HUNDRED) !== 0,
  );
  return rows.length === 2 && odd && !more && proves && isSlip('ratio', odd.figures) ? { a, b } : null;
}

/** Few rows: the words of the header name the numerator, and one column is called the total. Bound only when one other row or more agrees, or both are named. */
function named(grid: Grid, column: Column): Pair | null {
  const words = content(column.own);
  if (words.length === 0) return null;
  const counts = grid.columns.filter((c) => c.has_figures && !c.is_percent);
  const a = counts.filter((c) => content(c.own).length > 0 && content(c.own).every((word) => words.includes(word)));
  const b = counts.filter((c) => /tổng|tiếp nhận|kế hoạch|được giao|dự toán|phải/iu.test(c.own) && !a.includes(c));
  const [numerator] = a;
  const [denominator] = b;
  if (!numerator || !denominator || a.length !== 1 || b.length !== 1) return null;
  const rows = grid.rows.filter(
    (row) => row.figures[column.index] && row.figures[numerator.index] && row.figures[denominator.index],
  );
  const holds = (x: Column, y: Column): number =>
    rows.filter((row) => {
      const [p, i, j] = [row.figures[column.index] as Entry, row.figures[x.index], row.figures[y.index]];
      return i && j && ['match', 'truncated'].includes(ratioVerdict(i.figure, j.figure, asPercent(p.figure)));
    }).length;
  const pair = { a: numerator, b: denominator };
  // Another pair that fits the odd rows means that the header was misread.
  return holds(numerator, denominator) * 2 >= rows.length && rows.length >= 2 ? pair : null;
}

const STOP = new Set('tỷ tỉ lệ % số hồ sơ đạt phần trăm (%) được các đã tổng'.split(' '));
const content = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{M}%]+/u)
    .filter((word) => word !== '' && !STOP.has(word));

/** `Tỷ lệ … | % | 5,75`, then `Tổng số …`, `Số …`: the rows under a rate, of its code or without one, are what it is made of. */
function* percentRows(context: Context, grid: Grid): Generator<Fault> {
  for (const [i, row] of grid.rows.entries()) {
    if (!/tỷ lệ|tỉ lệ|%/iu.test(row.label)) continue;
    const entries = row.figures.filter((entry) => entry !== undefined);
    const [percent] = entries;
    if (!percent || entries.length !== 1 || percent.figure.scale !== 1n) continue;
    context.claim(() => spotInCell(grid.table, percent.cell), 'Chưa rõ tỷ lệ này tính trên hai dòng nào.');
    const column = row.figures.indexOf(percent);
    const below = under(grid.rows, i).flatMap((child) =>
      child.figures[column] ? [{ child, entry: child.figures[column] as Entry }] : [],
    );
    const counts = below
      .filter(({ child, entry }) => entry.figure.kind === 'count' && !/tỷ lệ|tỉ lệ/iu.test(child.label))
      .slice(0, 3);
    const bases = counts.filter(({ child }) => /^\s*[-–+]?\s*tổng|đề ra|được giao|kế hoạch|phải|cần/iu.test(child.label));
    const [base] = bases;
    const parts = counts.filter((entry) => entry !== base && !bases.includes(entry));
    const [part] = parts;
    if (!base || !part || bases.length !== 1 || counts.length < 2) continue;
    context.count('bound');
    context.count('checked');
    const p = asPercent(percent.figure);
    const fits = counts.some((x) =>
      counts.some(
        (y) => x !== y && ['match', 'truncated', 'rounded_to_whole'].includes(ratioVerdict(x.entry.figure, y.entry.figure, p)),
      ),
    );
    if (fits || exactOf(base.entry.figure).n === 0n) continue;
    yield* judge(grid, row, percent, part.entry, base.entry);
  }
}

function under(rows: readonly Row[], i: number): Row[] {
  const parent = rows[i] as Row;
  const found: Row[] = [];
  for (let k = i + 1; k < rows.length && found.length < 4; k += 1) {
    const row = rows[k] as Row;
    const is_child = row.code === '' || (parent.code !== '' && row.code.startsWith(`${parent.code}.`)) || row.is_part;
    // `3.4` then `3.4.1`; and forms that print the parts as the next codes of the same depth, right after the rate.
    if (!is_child) break;
    if (/tỷ lệ|tỉ lệ/iu.test(row.label) && row.figures.some((entry) => entry)) break;
    found.push(row);
  }
  return found;
}
