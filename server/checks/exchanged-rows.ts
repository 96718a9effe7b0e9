import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Entry, Grid } from './grid.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat, shownOf } from './shown-tables.ts';
import { toldIn } from './told-in.ts';

// Two rows of a table told side by side, each with the figure of the other. R10.

/** What a table tells of one name: of a row by column, of a column in the row of totals. */
type Line = { grid: Grid; key: string; name: string; cells: readonly (Entry | null | undefined)[] };

/** “TP. Bảo Lộc đạt 51,5 %, các huyện mới đạt 61,2 %” where the table has 61,2 for the one and 51,5 for the others. */
export function* exchangedRows(context: Context): Generator<Fault> {
  const lines = linesOf(context);
  if (lines.size === 0) return;
  for (const passage of toldIn(context.document, 2)) {
    const { figures, text } = passage;
    for (let i = 0; i + 1 < figures.length; i += 1) {
      const [a, b] = [figures[i], figures[i + 1]] as [Figure, Figure];
      if (!mayBePair(a, b) || !/^[^.;:()\d]{0,60}$/u.test(text.slice(a.tail, b.start))) continue;
      const [one, two] = [lines.get(nameBefore(passage, a)), lines.get(nameBefore(passage, b, a.tail))];
      const found = one && two && exchanged(one, two, a, b);
      if (!found) continue;
      decided(context);
      yield faultOf(passage, [a, b], found);
    }
  }
}

const TEN = 10n;

function mayBePair(a: Figure, b: Figure): boolean {
  if (a.kind !== b.kind || a.bound !== 'exact' || b.bound !== 'exact' || a.scale !== 1n || b.scale !== 1n) return false;
  if (equal(exactOf(a), exactOf(b))) return false;
  // Small counts stand in many columns.
  return a.kind === 'percent'
    ? a.decimals > 0 && b.decimals > 0
    : a.kind === 'count' && exactOf(a).n >= TEN && exactOf(b).n >= TEN;
}

const VERBS = /(?:\s(?:mới|chỉ|đã|có|là|đạt|được|với|còn|chiếm|ở mức))+$/u;

const ENDS = new Set(';:,()0123456789');

/** What stands right before a figure back to a mark, without its verbs. */
const nameBefore = ({ text }: Passage, { start }: Figure, least = 0): string => {
  let from = start;
  while (from > least && from > start - 60 && !ENDS.has(text[from - 1] as string)) from -= 1;
  const lead = text.slice(from, start);
  return plain(lead).replace(VERBS, '').replace(LEADS, '');
};

const LEADS =
  /^(?:và|trong đó|gồm|(?:tiếp đến|tiếp theo|kế đến|kế tiếp|sau đó|nhiều nhất|cao nhất|đứng đầu)(?: là)?|cụ thể|riêng)\s/u;
const plain = (label: string): string => flat(label.replace(/\([^)]*\)/gu, ' '));

function linesOf({ document }: Context): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  const put = (name: string, line: Line): void => {
    if (name.length < 5 || !name.includes(' ')) return;
    const list = found.get(name);
    if (list) list.push(line);
    else found.set(name, [line]);
  };
  for (const { grid } of shownOf(document)) {
    if (grid.rows.length < 2 || grid.rows.length > 60) continue;
    for (const row of grid.rows)
      if (!row.is_total) put(plain(row.label), { grid, key: 'row', name: row.label, cells: row.figures });
    const total = grid.rows.find((row) => row.is_total);
    if (!total) continue;
    for (const column of grid.columns) {
      const entry = total.figures[column.index];
      if (entry && !column.is_percent) put(plain(column.own), { grid, key: 'total', name: column.own, cells: [entry] });
    }
  }
  return found;
}

type Found = { grid: Grid; names: string; a: Entry; b: Entry };

/** Each figure is in no cell of its own line and in the same place of the other's: of every table that has both names. */
function exchanged(one: readonly Line[], two: readonly Line[], a: Figure, b: Figure): Found | null {
  let found: Found | null = null;
  for (const x of one)
    for (const y of two) {
      if (x.grid !== y.grid || x.key !== y.key || x === y) continue;
      if (tells(x, a) || tells(y, b)) return null;
      found ??= crossed(x, y, a, b) ?? (a.kind === 'percent' ? crossedShares(x, y, a, b) : null);
    }
  return found;
}

const prints = (entry: Entry | null | undefined, figure: Figure): boolean =>
  entry !== null && entry !== undefined && equal(exactOf(entry.figure), exactOf(figure));

const tells = ({ cells }: Line, figure: Figure): boolean =>
  cells.some((entry) => prints(entry, figure)) || (figure.kind === 'percent' && sharePlaces(cells, figure).length > 0);

const foundIn = (x: Line, y: Line, a: Entry, b: Entry): Found => ({ grid: x.grid, names: `${x.name}; ${y.name}`, a, b });

function crossed(x: Line, y: Line, a: Figure, b: Figure): Found | null {
  for (const [c, entry] of x.cells.entries()) {
    const other = y.cells[c];
    if (entry && other && prints(entry, b) && prints(other, a)) return foundIn(x, y, entry, other);
  }
  return null;
}

/** Where in a row one count is such a share of another: `part/whole`. */
function sharePlaces(cells: Line['cells'], percent: Figure): string[] {
  const found: string[] = [];
  for (const [i, part] of cells.entries())
    for (const [j, whole] of cells.entries()) {
      if (!part || !whole || i === j || exactOf(part.figure).n < 100n || exactOf(whole.figure).n < exactOf(part.figure).n)
        continue;
      if (fits(part.figure, whole.figure, percent)) found.push(`${i}/${j}`);
    }
  return found;
}

/** The table prints no rates: what one column is of another is exchanged. */
function crossedShares(x: Line, y: Line, a: Figure, b: Figure): Found | null {
  const places = sharePlaces(x.cells, b);
  const both = places.length > 0 ? sharePlaces(y.cells, a).find((place) => places.includes(place)) : undefined;
  const at = Number(both?.split('/')[0] ?? -1);
  const [p, q] = [x.cells[at], y.cells[at]];
  return p && q ? foundIn(x, y, p, q) : null;
}

function faultOf(passage: Passage, [a, b]: readonly [Figure, Figure], found: Found): Fault {
  return {
    message: 'told',
    at: spotIn(passage, a.start, b.tail),
    figures: [a, b],
    data: { name: found.names, first: `${a.raw}; ${b.raw}`, second: `${b.raw}; ${a.raw}` },
    expected: `${b.raw}; ${a.raw}`,
    related: [found.a, found.b].map((entry) => ({ ...spotInCell(found.grid.table, entry.cell), message: 'Trong biểu' })),
    shares: [a, b].map((f) => passage.offset + f.start),
  };
}
