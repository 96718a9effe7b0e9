// Rows of an annex (indicator, unit, figures of one or more periods) against the one count of the words that bears all of the row's name. R10.
//
// `form-rows.ts` reads forms of one column of figures, and asks of most small figures that a slip explains them. Here the column of the report's own period is
// taken among others, and a count of the words is bound to a row only when its clause names nothing that the row does not: then any other figure contradicts.
import { annexBound, type Bound } from './annex-bound.ts';
import { exactOf } from './figure.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';

/** What `form-rows.ts` tells, and rows of annexes: of one cell one of them speaks. */
export function* withAnnexRows(context: Context, told: Iterable<Fault>): Generator<Fault> {
  const bound = annexBound(context.document);
  if (bound.length === 0) return yield* told;
  const own = bound.flatMap((row) => faultOf(context, row) ?? []);
  const faulty = new Set(own.flatMap(({ shares }) => shares ?? []));
  // What the words tell of a row by its whole name agrees with it: what another reading finds is of something else.
  const agreed = new Set(bound.flatMap(({ entry }) => (faulty.has(entry.cell.offset) ? [] : [entry.cell.offset])));
  const spoken = new Set<number>();
  for (const fault of told) {
    const shares = fault.shares ?? [];
    if (fault.severity === 'warning' && shares.some((at) => agreed.has(at) || faulty.has(at))) continue;
    for (const at of shares) spoken.add(at);
    yield fault;
  }
  yield* own.filter(({ shares }) => !shares?.some((at) => spoken.has(at)));
}

function faultOf(context: Context, { entry, grid, row, told }: Bound): Fault | null {
  const [first] = told;
  if (!first) return null;
  decided(context);
  if (equal(exactOf(entry.figure), exactOf(first.figure))) return null;
  return {
    message: 'told_cell',
    at: spotInCell(grid.table, entry.cell),
    figures: [entry.figure, first.figure],
    data: { name: row.label, first: entry.figure.raw, second: first.figure.raw },
    expected: first.figure.raw,
    related: told.map(({ passage, figure }) => ({ ...spotOf(passage, figure), message: 'Trong phần lời' })),
    shares: [entry.cell.offset, ...told.map(({ at }) => at)],
  };
}
