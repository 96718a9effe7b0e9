import { exactOf } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { absolute, add, equal, printExact, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';
import { flat } from './shown-tables.ts';

const WHOLE = /^(?:tổng(?: cộng| số)?|cộng|cả hai cấp|chung|toàn (?:tỉnh|huyện|xã|ngành|thành phố))(?!\p{L})[\s:–-]*/iu;
const MOST_ROWS = 200;

/**
 * `Huyện: đã giải quyết | Xã: đã giải quyết | Cộng đã giải quyết`: a column that is called the whole of what others are called the parts of, in one row of
 * headers or in two. When the other rows add up, the row that does not is wrong. R03.
 */
export function* groupedColumns(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    if (grid.columns.length < 5 || grid.rows.length < 4) continue;
    for (const target of grid.columns) {
      if (!target.has_figures || target.is_percent || target.formula !== '' || !WHOLE.test(target.name)) continue;
      const parts = partsOf(grid.columns, target);
      if (parts.length >= 2) yield* judged(context, grid, target, parts);
    }
  }
}

/** Columns of the same thing under other groups: their names end alike. */
function partsOf(columns: readonly Column[], target: Column): Column[] {
  const thing = flat(target.name.replace(WHOLE, ''));
  if (thing.length < 2) return [];
  return columns.filter(
    (c) =>
      c !== target &&
      c.has_figures &&
      !c.is_percent &&
      !WHOLE.test(c.name) &&
      flat(c.name).endsWith(` ${thing}`) &&
      flat(c.name) !== thing,
  );
}

function* judged(context: Context, grid: Grid, target: Column, parts: readonly Column[]): Generator<Fault> {
  const held: Row[] = [];
  const broken: Row[] = [];
  for (const row of grid.rows.slice(0, MOST_ROWS)) {
    const whole = row.figures[target.index];
    const own = parts.map((column) => row.figures[column.index]);
    if (!whole || own.some((entry) => !entry)) continue;
    const sum = own.reduce((so_far, entry) => add(so_far, exactOf((entry as Entry).figure)), ZERO);
    if (equal(sum, exactOf(whole.figure))) {
      if (sum.n > 0n) held.push(row);
    } else broken.push(row);
  }
  if (held.length < 3 || broken.length === 0 || broken.length * 3 > held.length) return;
  for (const row of broken) {
    decided(context);
    const whole = row.figures[target.index] as Entry;
    const own = parts.map((column) => row.figures[column.index] as Entry);
    const sum = own.reduce((so_far, entry) => add(so_far, exactOf(entry.figure)), ZERO);
    yield {
      message: 'row',
      at: spotInCell(grid.table, whole.cell),
      figures: [whole.figure, ...own.map(({ figure }) => figure)],
      data: {
        row: row.label || `dòng ${row.index + 1}`,
        column: target.name,
        total: whole.figure.raw,
        parts: own.map(({ figure }) => figure.raw).join(' + '),
        sum: printExact(sum),
        gap: printExact(absolute(subtract(sum, exactOf(whole.figure)))),
      },
      expected: printExact(sum),
      related: own.map(({ cell }) => spotInCell(grid.table, cell)),
      shares: [whole.cell.offset, ...own.map(({ cell }) => cell.offset)],
      root: `cell ${whole.cell.offset}`,
    };
  }
}
