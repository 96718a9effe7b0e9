// Which of two figures of one thing is wrong: the one that its own sentence, fraction, row or column does not hold, and that the other would mend.
import { confirmedIn } from './confirmed.ts';
import type { Document } from './document.ts';
import type { Fact, Facts } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Grid, isNotSummed, signedOf } from './grid.ts';
import { ratioVerdict } from './ratio.ts';
import { add, equal, type Rational, subtract, ZERO } from './rational.ts';

/** `held`: a relation around it fits. `mends`: none fits, and one does with the value of the other. */
export type Standing = 'held' | 'mends' | 'open';

/** How a figure stands where it is, and what the value of another would make of it. */
export function standingOf(document: Document, facts: Facts, fact: Fact, other: Rational): Standing {
  return fact.cell ? ofCell(fact, other) : ofProse(document, facts, fact, other);
}

const worthOf = (fact: Fact): Rational => exactOf(fact.figure);

function ofProse(document: Document, facts: Facts, fact: Fact, other: Rational): Standing {
  if (confirmedIn(document).has(fact.at)) return 'held';
  const { passage, figure } = fact;
  if (!passage) return 'open';
  const beside = facts.by_sentence.get(fact.sentence) ?? [];
  const at = beside.indexOf(fact);
  const value = worthOf(fact);
  const triples = windowsOf(beside, at);
  const fits = (own: Rational): boolean =>
    figure.kind === 'percent'
      ? isShare(beside, at, own)
      : triples.some(([x, y]) => makes(own, x, y)) || hasShare(beside, at, figure, own);
  if (fits(value)) return 'held';
  return fits(other) ? 'mends' : 'open';
}

/** The two counts before it, the two behind, the one on each side. */
function windowsOf(beside: readonly Fact[], at: number): [Rational, Rational][] {
  const own = beside[at];
  const pairs = [
    [at - 2, at - 1],
    [at - 1, at + 1],
    [at + 1, at + 2],
  ] as const;
  return pairs.flatMap(([i, k]): [Rational, Rational][] => {
    const [a, b] = [beside[i], beside[k]];
    if (!own || !a || !b || a.figure.kind !== own.figure.kind || b.figure.kind !== own.figure.kind) return [];
    if ([a, b].some(({ figure }) => figure.scale !== own.figure.scale || figure.raw.length > own.figure.raw.length + 2))
      return [];
    const [x, y] = [worthOf(a), worthOf(b)];
    return x.n === 0n || y.n === 0n ? [] : [[x, y]];
  });
}

const makes = (own: Rational, x: Rational, y: Rational): boolean =>
  equal(own, add(x, y)) || equal(own, subtract(x, y)) || equal(own, subtract(y, x));

/** A share with decimals beside it that fits over the figure before it or behind it. */
function hasShare(beside: readonly Fact[], at: number, figure: Figure, value: Rational): boolean {
  const [reading] = figure.readings;
  if (figure.kind !== 'count' || !reading) return false;
  const own = { ...figure, readings: [{ ...reading, value }] };
  const near = beside.slice(Math.max(0, at - 3), at + 4).map((fact) => fact.figure);
  const shares = near.filter((f) => f.kind === 'percent' && f.decimals > 0 && f.bound === 'exact');
  return shares.some((share) =>
    near.some(
      (base) =>
        base !== figure &&
        base.kind === 'count' &&
        base.scale === figure.scale &&
        [
          [own, base],
          [base, own],
        ].some(([a, b]) => a && b && exactOf(b).n > 0n && ratioVerdict(a, b, share) === 'match'),
    ),
  );
}

/** A rate over two of the counts before it. */
function isShare(beside: readonly Fact[], at: number, value: Rational): boolean {
  const figure = beside[at]?.figure;
  const [reading] = figure?.readings ?? [];
  if (!figure || !reading || figure.decimals === 0) return false;
  const own = { ...figure, readings: [{ ...reading, value }] };
  const counts = beside.slice(Math.max(0, at - 4), at).filter((fact) => fact.figure.kind === 'count');
  return counts.some(({ figure: a }) =>
    counts.some(({ figure: b }) => a !== b && exactOf(b).n > 0n && ratioVerdict(a, b, own) === 'match'),
  );
}

type Column = { total: Rational; sum: Rational; rows: number };

const columns = new WeakMap<Grid, Map<number, Column | null>>();

/** The total of a column and what its rows make; null when it has no one total. */
export function columnOf(grid: Grid, index: number): Column | null {
  let of_grid = columns.get(grid);
  if (!of_grid) {
    of_grid = new Map();
    columns.set(grid, of_grid);
  }
  let found = of_grid.get(index);
  if (found === undefined) {
    found = readColumn(grid, index);
    of_grid.set(index, found);
  }
  return found;
}

function readColumn(grid: Grid, index: number): Column | null {
  const totals = grid.rows.filter((row) => row.is_total);
  const column = grid.columns[index];
  const [total, more] = totals;
  const all = total?.figures[index];
  if (!total || more || !all || !column || column.is_percent || isNotSummed(column)) return null;
  if (grid.rows.length > 80 || grid.rows.some((row) => row.is_part)) return null;
  const own = grid.rows.filter((row) => row !== total).flatMap((row) => row.figures[index] ?? []);
  if (own.length < 2) return null;
  const sum = own.reduce((so_far: Rational, one) => add(so_far, signedOf(one)), ZERO);
  return { total: exactOf(all.figure), sum, rows: own.length };
}

function ofCell(fact: Fact, other: Rational): Standing {
  const { grid, row, column } = fact.cell as NonNullable<Fact['cell']>;
  const found = columnOf(grid, column);
  if (!found) return 'open';
  if (equal(found.total, found.sum)) return 'held';
  const scaled = fact.figure.scale === 1n && fact.figure.decimals === 0 ? other : null;
  if (!scaled) return 'open';
  const with_other = row.is_total
    ? equal(scaled, found.sum)
    : equal(found.total, add(found.sum, subtract(scaled, exactOf(fact.figure))));
  return with_other ? 'mends' : 'open';
}

/** How many figures of the sentence stand in the row or the column of the cell: it tells the table. */
export function companionsOf(facts: Facts, told: Fact, cell: Fact): number {
  const { grid, row, column } = cell.cell as NonNullable<Fact['cell']>;
  const around = new Set<string>();
  for (const [i, entry] of row.figures.entries()) if (entry && i !== column) around.add(keyOf(entry.figure));
  const at = grid.rows.indexOf(row);
  for (const near of grid.rows.slice(Math.max(0, at - 2), at + 3)) {
    const entry = near.figures[column];
    if (near !== row && entry) around.add(keyOf(entry.figure));
  }
  const own = new Set(
    (facts.by_sentence.get(told.sentence) ?? []).filter((one) => one !== told).map(({ figure }) => keyOf(figure)),
  );
  return [...own].filter((key) => key.length > 1 && around.has(key)).length;
}

/** How many digits that tell the sentence has of other cells of the row. */
export function rowTold(facts: Facts, told: Fact, { cell }: Fact): number {
  if (!cell) return 0;
  const others = cell.row.figures.flatMap((entry, i) =>
    entry && i !== cell.column ? [keyOf(entry.figure).replace(/0+$/, '')] : [],
  );
  const own = new Set((facts.by_sentence.get(told.sentence) ?? []).map(({ figure }) => keyOf(figure).replace(/0+$/, '')));
  return others.filter((key) => key.length > 1 && own.has(key)).reduce((sum, key) => sum + key.length, 0);
}

/** Digits without marks: a header may say the scale. */
export const keyOf = ({ raw }: Figure): string => raw.replace(/\D/g, '').replace(/^0+(?=\d)/u, '');
