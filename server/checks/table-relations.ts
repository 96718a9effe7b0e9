import { exactOf, type Figure, halfOf } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { absolute, add, compare, divide, equal, multiply, printExact, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

/** What a column is of two or three others, found in the rows themselves. */
type Relation = { name: string; from: Column[]; value: (values: readonly Rational[]) => Rational | null };

const MOST_COLUMNS = 14;
const MOST_ROWS = 120;

/**
 * Columns that are the difference, the quotient or the balance of others in every row but one or two: “Tăng, giảm”, “Học sinh/lớp”, “Số dư cuối năm”.
 * Sums and percentages have readers of their own.
 */
export function* tableRelations(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const columns = grid.columns.filter((column) => column.has_figures && !/^(?:stt|tt|hạng|xếp)/iu.test(column.own));
    if (columns.length < 3 || columns.length > MOST_COLUMNS || grid.rows.length < 3) continue;
    for (const column of columns)
      if (column.formula === '') {
        yield* ofColumn(context, grid, columns, column);
        yield* signs(context, grid, columns, column);
      }
  }
}

function* ofColumn(context: Context, grid: Grid, columns: readonly Column[], target: Column): Generator<Fault> {
  const rows = grid.rows.slice(0, MOST_ROWS);
  const found = relationsOf(columns, target)
    .map((relation) => ({ relation, ...tryOn(rows, relation, target) }))
    .filter(
      ({ relation, held, broken }) =>
        (held.length >= 3 ||
          (relation.name === '−' && held.length === 2 && grid.rows.length <= 4 && /tăng|giảm|chênh/iu.test(target.own))) &&
        broken.length > 0 &&
        broken.length * (held.length === 2 ? 2 : 3) <= held.length &&
        isVaried(held, target),
    )
    .toSorted((a, b) => a.broken.length - b.broken.length || b.held.length - a.held.length)[0];
  // A relation that holds everywhere decides that this column is well.
  if (!found || relationsOf(columns, target).some((r) => isWhole(tryOn(rows, r, target), target))) return;
  for (const row of found.broken) {
    decided(context);
    if (isSharedOut(row, columns, target, found.relation)) continue;
    yield faultOf(grid, row, target, found.relation);
  }
}

/** “6 | đạt 4 | chưa đạt 1 | chưa đánh giá 1”: what the row has left is told in this column and in another. */
function isSharedOut(row: Row, columns: readonly Column[], target: Column, { name, from, value }: Relation): boolean {
  const own = row.figures[target.index];
  const parts = from.map((column) => row.figures[column.index]);
  const left = name === '−' && parts.every((part) => part) ? value(parts.map((part) => exactOf((part as Entry).figure))) : null;
  if (!own || !left) return false;
  const missing = subtract(left, exactOf(own.figure));
  return (
    missing.n > 0n &&
    columns.some((column) => {
      const other = row.figures[column.index];
      return column !== target && !from.includes(column) && !column.is_percent && other && equal(exactOf(other.figure), missing);
    })
  );
}

const isWhole = ({ held, broken }: { held: Row[]; broken: Row[] }, target: Column): boolean =>
  broken.length === 0 && held.length >= 3 && isVaried(held, target);

/** Zeros and one value over and over prove nothing. */
const isVaried = (rows: readonly Row[], target: Column): boolean =>
  new Set(rows.map((row) => printExact(exactOf((row.figures[target.index] as Entry).figure))).filter((text) => text !== '0'))
    .size >= 2;

const signOf = (text: string): number => (/^\s*\+/u.test(text) ? 1 : /^\s*[-−–]\s?\d/u.test(text) ? -1 : 0);

/** `702 | 1.341 | -639`: a change that fell by its sign and rose by its figures, where the other rows hold. */
function* signs(context: Context, grid: Grid, columns: readonly Column[], target: Column): Generator<Fault> {
  if (!/tăng|giảm|chênh|so|số tuyệt đối|số (?:hs|hồ sơ|lượng)|±/iu.test(target.name)) return;
  for (const [a, b] of pairsOf(
    columns.filter((c) => !c.is_percent),
    target,
  )) {
    if (a.index > b.index || b.index > target.index || target.index - b.index > 3) continue;
    const rows = grid.rows.slice(0, MOST_ROWS).flatMap((row) => {
      const [x, y, z] = [row.figures[a.index], row.figures[b.index], row.figures[target.index]];
      if (!x || !y || !z || signOf(z.cell.text) === 0) return [];
      const moved = subtract(exactOf(y.figure), exactOf(x.figure));
      if (moved.n === 0n || !equal(absolute(moved), exactOf(z.figure))) return [];
      return [{ row, z, x, y, held: moved.n > 0n === signOf(z.cell.text) > 0 }];
    });
    const odd = rows.filter(({ held }) => !held);
    if (rows.length < 3 || odd.length === 0 || odd.length * 3 > rows.length) continue;
    for (const { row, z, x, y } of odd) {
      decided(context);
      const expected = `${compare(exactOf(y.figure), exactOf(x.figure)) > 0 ? '+' : '-'}${z.figure.raw}`;
      yield {
        message: 'relation',
        at: spotInCell(grid.table, z.cell),
        figures: [x.figure, y.figure, z.figure],
        data: {
          row: row.label,
          column: target.own,
          total: z.cell.text.trim(),
          parts: `${y.figure.raw} − ${x.figure.raw}`,
          sum: expected,
        },
        expected,
        related: [spotInCell(grid.table, x.cell), spotInCell(grid.table, y.cell)],
        shares: [z.cell.offset],
        root: `cell ${z.cell.offset}`,
      };
    }
    return;
  }
}

function* pairsOf(columns: readonly Column[], target: Column): Generator<[Column, Column]> {
  for (const a of columns) for (const b of columns) if (a !== b && a !== target && b !== target) yield [a, b];
}

function relationsOf(columns: readonly Column[], target: Column): Relation[] {
  const counts = columns.filter((column) => !column.is_percent || /điểm|chỉ số/iu.test(column.name));
  const relations: Relation[] = [];
  const changes = /tăng|giảm|chênh lệch|so với|còn|thiếu|thừa|mất|trừ|chưa|\+|±/iu.test(target.own);
  const divides = /bình quân|trung bình|\p{L}\s?\/\s?\p{L}/iu.test(target.own);
  const ends = /cuối|tồn|dư|còn/iu.test(target.own);
  for (const [a, b] of pairsOf(counts, target)) {
    if (changes && a.index < b.index)
      relations.push({ name: '−', from: [a, b], value: ([x, y]) => (x && y ? absolute(subtract(x, y)) : null) });
    if (divides) relations.push({ name: '/', from: [a, b], value: ([x, y]) => (x && y && y.n > 0n ? divide(x, y) : null) });
    if (!ends || a.index > b.index) continue;
    for (const c of counts)
      if (c !== a && c !== b && c !== target)
        relations.push({ name: '+ −', from: [a, b, c], value: ([x, y, z]) => (x && y && z ? subtract(add(x, y), z) : null) });
  }
  return relations;
}

function tryOn(rows: readonly Row[], { name, from, value }: Relation, target: Column): { held: Row[]; broken: Row[] } {
  const held: Row[] = [];
  const broken: Row[] = [];
  for (const row of rows) {
    const own = row.figures[target.index];
    const parts = from.map((column) => row.figures[column.index]);
    if (!own || parts.some((part) => !part)) continue;
    const result = value(parts.map((part) => exactOf((part as Entry).figure)));
    if (!result) continue;
    (agrees(
      own.figure,
      result,
      parts.map((part) => (part as Entry).figure),
      from.length === 2,
      name === '/',
    )
      ? held
      : broken
    ).push(row);
  }
  return { held, broken };
}

/** Within what the prints round; a quotient may be cut off. */
function agrees(own: Figure, result: Rational, parts: readonly Figure[], may_cut: boolean, is_quotient: boolean): boolean {
  const reading = own.readings[0];
  if (!reading) return false;
  const gap = subtract(result, reading.value);
  if (equal(result, reading.value)) return true;
  const finest = Math.max(...parts.map(({ decimals }) => decimals));
  // A difference of numbers with so many decimals has no more.
  if (own.decimals >= finest && finest > 0 && !is_quotient) return false;
  // A quotient is rounded to whole thousands as well as to decimals: 14.799,7 is 14.800.
  const half = is_quotient && own.decimals === 0 ? { n: 1n, d: 2n } : own.decimals > 0 ? halfOf(own, reading) : { n: 0n, d: 1n };
  return compare(absolute(gap), half) <= 0 || (may_cut && gap.n > 0n && compare(gap, multiply(half, { n: 2n, d: 1n })) < 0);
}

function faultOf(grid: Grid, row: Row, target: Column, { name, from, value }: Relation): Fault {
  const own = row.figures[target.index] as Entry;
  const parts = from.map((column) => row.figures[column.index] as Entry);
  const result = value(parts.map(({ figure }) => exactOf(figure))) ?? exactOf(own.figure);
  const expected = name === '/' ? printVi(result, own.figure.decimals) : printExact(result);
  const signs = name.split(' ');
  return {
    message: 'relation',
    at: spotInCell(grid.table, own.cell),
    figures: [own.figure, ...parts.map(({ figure }) => figure)],
    data: {
      row: row.label || row.code || `dòng ${row.index + 1}`,
      column: target.own || `cột ${target.index + 1}`,
      total: own.figure.raw,
      parts: parts.map(({ figure }, i) => (i === 0 ? figure.raw : `${signs[i - 1] ?? ''} ${figure.raw}`)).join(' '),
      sum: expected,
    },
    expected,
    related: parts.map(({ cell }) => spotInCell(grid.table, cell)),
    shares: [own.cell.offset, ...parts.map(({ cell }) => cell.offset)],
    root: `cell ${own.cell.offset}`,
  };
}
