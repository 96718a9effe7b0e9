// One thing told with two figures, whatever the order of the words. R10.
//
// Figures that a slip of the pen makes one of the other are looked at in pairs: called alike in both directions (same-names.ts), nothing setting them apart,
// and more than likeness against one of them: a column, a difference or a share that holds with the other, a second place that tells the other, the rest of
// the row told in the same sentence, or so many digits that chance does not make them alike.
import { calibrated } from './certainty.ts';
import type { Document } from './document.ts';
import { type Fact, type Facts, factsOf } from './facts.ts';
import { exactOf } from './figure.ts';
import type { Grid } from './grid.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { companionsOf, keyOf, rowTold, type Standing, standingOf } from './same-held.ts';
import { areApart, isOfColumn, isRate, mayBeOne, sameness } from './same-names.ts';
import { areOneSlip } from './slip.ts';
import { mayMatch, plainUnit } from './story.ts';

// Pairs grow faster than facts: a real report of fifty pages tells some two hundred, and beyond this the other finders of R10 must do.
const MOST_FACTS = 1500;
const MOST_ALIKE = 30;
const MOST_DIGITS = 12;

/** What other finders told, and what facts tell: of one pair of figures one of them speaks. */
export function* withSameFacts(context: Context, told: readonly Fault[]): Generator<Fault> {
  // A figure whose row is known by its whole name (`annex-rows.ts`) is of no other row.
  const known = new Set(told.flatMap(({ message, shares }) => (message === 'told_cell' ? (shares ?? []) : [])));
  const own = [...sameFacts(context)].filter(
    (fault) =>
      !fault.shares?.some((at) => known.has(at)) || told.some(({ shares }) => fault.shares?.every((at) => shares?.includes(at))),
  );
  if (own.length === 0) return yield* told;
  const isPair = (a: Fault, b: Fault): boolean => b.shares?.every((at) => a.shares?.includes(at)) ?? false;
  const dropped = new Set<Fault>();
  for (const fault of own) {
    const others = told.filter((other) => isPair(other, fault));
    const doubted = others.filter((other) => calibrated(context.document, 'R10', other).severity === 'warning');
    if (others.length > doubted.length || (others.length > 0 && fault.severity === 'warning')) dropped.add(fault);
    else for (const other of doubted) dropped.add(other);
  }
  yield* [...told, ...own].filter((fault) => !dropped.has(fault));
}

/** Figures of one thing that differ: prose against prose, prose against a cell, each with what says which is wrong. */
function* sameFacts(context: Context): Generator<Fault> {
  const { document } = context;
  const facts = factsOf(document);
  const told = [...facts.prose, ...facts.cells].filter(isAsked);
  if (told.length > MOST_FACTS) return;
  const by_value = Map.groupBy(told, ({ figure }) => keyOf(figure));
  const found: Pair[] = [];
  for (const [f, g] of slipsAmong(told)) {
    if (!mayBeOne(facts, f, g) || (f.passage && f.passage === g.passage)) continue;
    const score = Math.max(sameness(document, facts, f, g), ofToldRow(document, facts, f, g));
    if (score < LEAST) continue;
    decided(context);
    const pair = judged(document, facts, by_value, f, g, score);
    if (pair) found.push(pair);
  }
  const by_odd = Map.groupBy(found, ({ odd }) => odd.at);
  for (const pairs of by_odd.values()) {
    const [best, next] = pairs.toSorted((a, b) => b.weight + b.score - a.weight - a.score);
    if (!best) continue;
    if (next && keyOf(next.right.figure) !== keyOf(best.right.figure) && next.weight >= best.weight - 1) continue;
    yield faultOf(best);
  }
}

/** Prose of results, and cells; no limits, ranks, footnotes, or figures of one digit. */
function isAsked(fact: Fact): boolean {
  const { figure, role, passage } = fact;
  if (figure.bound !== 'exact' || role === 'rank' || keyOf(figure).length < 2) return false;
  if (figure.kind === 'percent_points' || exactOf(figure).n <= 0n) return false;
  return !passage?.is_footnote && !(passage?.section.is_plan && role !== 'before' && role !== 'rest');
}

type Print = { fact: Fact; digits: string };

/** Pairs of figures of one kind whose digits are one slip apart. Cells with cells are the tables' own matter; of two digits only a column or a form tells. */
function* slipsAmong(told: readonly Fact[]): Generator<[Fact, Fact]> {
  const shapes = new Map<string, Print[]>();
  const seen = new Set<number>();
  for (const fact of told) {
    const digits = keyOf(fact.figure);
    if (digits.length > MOST_DIGITS) continue;
    seen.clear();
    const { asked, kept } = placesOf(fact);
    for (const shape of shapesOf(digits, isRate(fact))) {
      for (const place of asked)
        for (const { fact: other, digits: of_other } of shapes.get(place + shape) ?? []) {
          if (of_other === digits || seen.has(other.at)) continue;
          seen.add(other.at);
          if (areOneSlip(of_other, digits)) yield [other, fact];
        }
      for (const place of kept) {
        const list = shapes.get(place + shape);
        if (!list) shapes.set(place + shape, [{ fact, digits }]);
        else if (list.length < MOST_ALIKE) list.push({ fact, digits });
      }
    }
  }
}

/** Where its like are looked for among the prose before it, and where it is kept: by its unit, and for what bears none. */
function placesOf(fact: Fact): { asked: string[]; kept: string[] } {
  if (fact.cell) return { asked: ['|'], kept: [] };
  if (isSmall(fact)) return { asked: [], kept: ['|'] };
  const unit = `${plainUnit(fact.figure)}=`;
  return { asked: unit === '=' ? ['|'] : [unit, '='], kept: ['|', unit] };
}

/** The digits with each in turn struck out, and sorted: two that are one slip apart share one of these. */
function* shapesOf(digits: string, is_rate: boolean): Generator<string> {
  const kind = is_rate ? '%' : '';
  for (let i = 0; i < digits.length; i += 1) yield `${kind}${digits.slice(0, i)}*${digits.slice(i + 1)}`;
  if (digits.length > 2 || is_rate) yield `${kind}s${[...digits].sort().join('')}`;
}

type Pair = {
  odd: Fact;
  right: Fact;
  score: number;
  weight: number /** The right one, by what stands around it. */;
  is_held: boolean;
};

const LEAST = 0.6;
const ENOUGH = 2;

/** Which of two is wrong, and how much says so; null when each has a place of its own. */
function judged(
  document: Document,
  facts: Facts,
  by_value: ReadonlyMap<string, Fact[]>,
  f: Fact,
  g: Fact,
  score: number,
): Pair | null {
  const homes = [homesOf(document, facts, by_value, f, g), homesOf(document, facts, by_value, g, f)] as const;
  const stands = [standingOf(document, facts, f, exactOf(g.figure)), standingOf(document, facts, g, exactOf(f.figure))] as const;
  const right_of = (i: 0 | 1): number => {
    const [own, other] = i === 0 ? stands : [stands[1], stands[0]];
    return (own === 'held' ? 2 : own === 'mends' ? -3 : 0) + (other === 'mends' ? 3 : 0) + Math.min(2, 1.5 * homes[i]);
  };
  const [of_f, of_g] = [right_of(0), right_of(1)];
  // What is told later repeats; the words repeat the table.
  const is_f = of_f === of_g ? Boolean(g.cell) : of_f < of_g;
  const [odd, right] = is_f ? [f, g] : [g, f];
  const [own, other] = is_f ? stands : [stands[1], stands[0]];
  if ((is_f ? homes[0] : homes[1]) > 0 || own === 'held') return null;
  if (right.cell && standsIn(right.cell.grid, odd)) return null;
  if (odd.cell && standsIn(odd.cell.grid, right)) return null;
  let weight = rarity(odd, right);
  if (own === 'mends') weight += odd.cell ? 3 : 2;
  if (other === 'held') weight += 1.5;
  weight += Math.min(2, is_f ? homes[1] : homes[0]);
  const cell = odd.cell ? odd : right.cell ? right : null;
  if (cell) weight += Math.min(2, companionsOf(facts, cell === odd ? right : odd, cell));
  if (isSmall(odd) && !isWitnessed(own, other, odd, score)) return null;
  if (weight + 3 * (score - 0.75) < ENOUGH) return null;
  return { odd, right, score, weight, is_held: other === 'held' };
}

/** Digits that tell: noughts at the end are no chance. */
const tellingOf = ({ figure }: Fact): number =>
  figure.decimals > 0 ? keyOf(figure).length : keyOf(figure).replace(/0+$/, '').length;
const isSmall = (fact: Fact): boolean => tellingOf(fact) < 3;

/** Of two digits any two figures may be one slip apart. */
const isWitnessed = (own: Standing, other: Standing, odd: Fact, score: number): boolean =>
  odd.cell ? own === 'mends' || (other === 'held' && score >= 0.8) : own === 'mends' && other === 'held' && score >= 0.85;

const values = new WeakMap<Grid, Set<string>>();

/** What some cell of the table prints is told of that cell. */
function standsIn(grid: Grid, { figure }: Fact): boolean {
  let known = values.get(grid);
  if (!known) {
    known = new Set(grid.rows.flatMap((row) => row.figures.flatMap((entry) => (entry ? [keyOf(entry.figure)] : []))));
    values.set(grid, known);
  }
  return known.has(keyOf(figure));
}

/** The sentence tells other cells of the row, and the column is called as what it counts. */
function ofToldRow(document: Document, facts: Facts, f: Fact, g: Fact): number {
  const [cell, told] = f.cell ? [f, g] : [g, f];
  if (!cell.cell || told.cell || rowTold(facts, told, cell) < LEAST_TOLD) return 0;
  return isOfColumn(facts, told, cell) && !areApart(document, facts, told, cell) ? TOLD : 0;
}

const LEAST_TOLD = 4;
const TOLD = 0.75;

/** How little chance makes two figures alike: by their digits, and more when two only changed places. */
function rarity(f: Fact, g: Fact): number {
  const [a, b] = [keyOf(f.figure), keyOf(g.figure)];
  const length = Math.max(2, Math.min(tellingOf(f), tellingOf(g)));
  const swapped = a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
  return ([0, 0, 0.4, 1.3, 2.2, 3][Math.min(length, 5)] as number) + (swapped ? 0.6 : 0);
}

/** Other places that tell the value of `own` of the same thing. */
function homesOf(document: Document, facts: Facts, by_value: ReadonlyMap<string, Fact[]>, own: Fact, other: Fact): number {
  const same = (by_value.get(keyOf(own.figure)) ?? []).filter(
    (one) => one !== own && one.figure.decimals === own.figure.decimals && isRate(one) === isRate(own),
  );
  let count = 0;
  for (const one of same.slice(0, 30)) {
    const is_far = keyOf(own.figure).length >= 3;
    const alike = Math.max(likeAt(document, facts, one, own), likeAt(document, facts, one, other));
    if (alike >= 0.5) count += 1;
    else if (is_far && equal(exactOf(one.figure), exactOf(own.figure)) && mayMatch(one.figure, own.figure)) count += 0.7;
  }
  return count;
}

const likeAt = (document: Document, facts: Facts, one: Fact, other: Fact): number =>
  mayBeOne(facts, one, other) ? sameness(document, facts, one, other) : 0;

function faultOf({ odd, right, score, weight, is_held }: Pair): Fault {
  const is_sure = score >= 0.75 && (weight >= 3 || (score >= 0.95 && odd.cell !== null && is_held));
  const [at, there] = [odd, right].map(({ cell, passage, figure }) =>
    cell ? spotInCell(cell.grid.table, cell.entry.cell) : spotOf(passage as NonNullable<Fact['passage']>, figure),
  ) as [Fault['at'], Fault['at']];
  const name = [odd, right].find(({ cell }) => cell)?.cell?.row.label ?? '';
  return {
    message: odd.cell ? 'told_cell' : right.cell ? 'told' : 'told_twice',
    severity: is_sure ? 'error' : 'warning',
    at,
    figures: [odd.figure, right.figure],
    data: { name, first: at.quote, second: there.quote },
    expected: right.figure.raw,
    related: [{ ...there, message: right.cell ? 'Trong biểu' : 'Trong phần lời' }],
    shares: [odd.cell?.entry.cell.offset ?? odd.at, right.cell?.entry.cell.offset ?? right.at],
  };
}
