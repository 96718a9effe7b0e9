// Total rows that a table does not call so, and which of its cells is wrong when a total row fails. A row that is, in three columns or more, the sum of all rows
// above it is a total whatever its name is (“8 tháng”, “Cộng cấp xã”, “Ba trường”). When the total is told in the text as well and one cell, written otherwise by
// one slip of the pen, would make it, that cell is what an officer has to look at.
import type { Document } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Column, type Entry, type Grid, isNotSummed, type Row } from './grid.ts';
import { add, equal, printScaled, type Rational, subtract, ZERO } from './rational.ts';
import { type Fault, spotInCell } from './rule.ts';
import { keyOf } from './story.ts';

const NAMED =
  /tổng|cộng|toàn|cả (?:năm|kỳ|tỉnh|huyện|xã|\p{L}+ \p{L}+)|^(?:\d{1,2}|sáu|chín) tháng|^(?:quý|năm|học kỳ)\s|chung/iu;
/** Rows are too few to tell a sum from chance. */
const LEAST_ROWS = 3;

type Broken = { total: Row; column: Column; own: Entry; parts: Entry[] };

/** Columns of the last row that are not the sum of those above it, where the other columns are. */
export function unnamedTotals(grid: Grid): Broken[] {
  const total = grid.rows.at(-1);
  if (!total || total.is_total || grid.rows.length <= LEAST_ROWS || grid.rows.some((row) => row.is_total)) return [];
  const rows = grid.rows.slice(0, -1);
  const broken: Broken[] = [];
  let fitting = 0;
  for (const column of grid.columns) {
    const own = total.figures[column.index];
    if (!own || !column.has_figures || isNotSummed(column) || own.figure.kind !== 'count') continue;
    const parts = rows.flatMap((row) => row.figures[column.index] ?? []);
    if (parts.length < LEAST_ROWS || parts.filter(({ figure }) => exactOf(figure).n !== 0n).length < 2) continue;
    const sum = parts.map(({ figure }) => exactOf(figure)).reduce(add, ZERO);
    if (!equal(sum, exactOf(own.figure))) broken.push({ total, column, own, parts });
    else if (exactOf(own.figure).n > 0n) fitting += 1;
  }
  const least = NAMED.test(total.label) ? 1 : 3;
  return fitting >= least && broken.length <= fitting ? broken : [];
}

const told = new WeakMap<Document, Set<string>>();

/** Whether a count of this value is told in the text. */
const isToldInText = (document: Document, figure: Figure): boolean => isToldKey(document, keyOf(figure));

function isToldKey(document: Document, key: string): boolean {
  let known = told.get(document);
  if (!known) {
    known = new Set(document.passages.flatMap(({ figures }) => figures.map(keyOf)));
    told.set(document, known);
  }
  return known.has(key);
}

/** The fault of a column told of the cell that is wrong; as it is when no cell or more than one may be it, or nothing in the text speaks for the total or the cell. */
export function atItsCell(document: Document, grid: Grid, fault: Fault, own: Entry, parts: readonly Entry[]): Fault {
  const gap = subtract(sumOf(parts), exactOf(own.figure));
  const wanted = parts.flatMap((part): Wanted[] => {
    const value = subtract(exactOf(part.figure), gap);
    return isMiswritten(part.figure, value) ? [{ part, value }] : [];
  });
  const found = wanted.length === 0 ? null : (spokenFor(document, grid, wanted, gap) ?? onlyOne(document, own, parts, wanted));
  if (!found) return fault;
  const { cell, figure } = found.part;
  const expected = printScaled(found.value, figure.scale);
  return {
    ...fault,
    message: 'cell',
    at: spotInCell(grid.table, cell),
    data: { ...fault.data, cell: figure.raw, expected },
    expected,
    related: [
      spotInCell(grid.table, own.cell),
      ...(fault.related ?? []).filter(({ location }) => location.offset !== cell.offset),
    ],
    shares: [cell.offset, own.cell.offset],
  };
}

type Wanted = { part: Entry; value: Rational };

const sumOf = (parts: readonly Entry[]): Rational => parts.map(({ figure }) => exactOf(figure)).reduce(add, ZERO);

/** The one cell whose right value the text tells of its row (“lĩnh vực đất đai (13 hồ sơ)”), or makes a sum of the rows called alike that the text tells. */
function spokenFor(document: Document, grid: Grid, wanted: readonly Wanted[], gap: Rational): Wanted | null {
  const spoken = wanted.filter(({ part, value }) => {
    const row = grid.rows.find(({ figures }) => figures.includes(part));
    if (!row || row.label.length < 4) return false;
    const like = { ...part.figure, readings: [{ value, decimals: part.figure.decimals, is_foreign: false }] };
    if (isToldOf(document, row.label.toLowerCase(), keyOf(like))) return true;
    const group = row.label.split(' ').slice(0, 2).join(' ');
    const column = row.figures.indexOf(part);
    const rows = grid.rows.filter(({ label, is_total }) => label.startsWith(group) && !is_total);
    if (rows.length < 2 || rows.length === grid.rows.length - 1) return false;
    const sum = subtract(sumOf(rows.flatMap(({ figures }) => figures[column] ?? [])), gap);
    return sum.n >= 100n && isToldInText(document, { ...like, readings: [{ value: sum, decimals: 0, is_foreign: false }] });
  });
  return spoken.length === 1 ? (spoken[0] as Wanted) : null;
}

const isToldOf = (document: Document, label: string, key: string): boolean =>
  isToldKey(document, key) &&
  document.passages.some(
    ({ text, figures }) =>
      text.toLowerCase().includes(label) &&
      figures.some((f) => keyOf(f) === key && Math.abs(f.start - text.toLowerCase().indexOf(label)) < 160),
  );

/** The only cell that a slip explains, where the text tells the total and not the sum. */
function onlyOne(document: Document, own: Entry, parts: readonly Entry[], wanted: readonly Wanted[]): Wanted | null {
  if (own.figure.raw.length < 2 || !isToldInText(document, own.figure)) return null;
  if (
    isToldInText(document, {
      ...own.figure,
      readings: [{ value: sumOf(parts), decimals: own.figure.decimals, is_foreign: false }],
    })
  )
    return null;
  const swapped = wanted.filter(({ part, value }) => isSwapped(digitsOf(part.figure), digitsOf(part.figure, value)));
  const [found, more] = wanted.length > 1 && swapped.length === 1 ? swapped : wanted;
  return found && !more ? found : null;
}

function digitsOf(figure: Figure, value: Rational = exactOf(figure)): string {
  const scaled = (value.n * 10n ** BigInt(figure.decimals)) / (value.d * figure.scale);
  return scaled.toString().padStart(figure.is_padded ? 2 : 1, '0');
}

/** One digit differs, or two neighbours changed their places; of two digits and more. */
function isMiswritten(figure: Figure, value: Rational): boolean {
  if (value.n <= 0n) return false;
  const [is, wanted] = [digitsOf(figure), digitsOf(figure, value)];
  if (is.length !== wanted.length || is.length < 2) return false;
  return [...is].filter((digit, i) => digit !== wanted[i]).length === 1 || isSwapped(is, wanted);
}

function isSwapped(a: string, b: string): boolean {
  const off = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i, k, more] = off;
  return i !== undefined && k === i + 1 && more === undefined && a[i] === b[k] && a[k] === b[i];
}
