// Two levels, offices or fields of which one is said to have more: “cấp xã nhiều hơn cấp huyện 08 hồ sơ” beside the table where cấp huyện has 46 late ones and cấp xã 38.
// The table names both; the amount says the row. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Grid, gridsOf } from './grid.ts';
import { matchesIn } from './matches.ts';
import { absolute, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell } from './rule.ts';
import { flat } from './shown-tables.ts';
import { wordsOf } from './table-named.ts';

const MORE_CUE = cueOf('nhiều hơn', 'ít hơn', 'cao hơn', 'thấp hơn');
const SAID =
  /((?:\p{L}+\s){1,8})(nhiều hơn|ít hơn|cao hơn|thấp hơn)\s(?:so với\s)?((?:(?!là\s)\p{L}+\s){1,7})(?:là\s|tới\s|đến\s)?(?=\d)/giu;

type Claim = { passage: Passage; left: string; right: string; is_more: boolean; word: string; amount: Figure; start: number };
type Pair = { a: Entry; b: Entry; label: string };
/** A table with its names as words are compared. */
type Named = { grid: Grid; columns: readonly string[]; rows: readonly string[] };

// A report has some twenty tables, of a hundred rows at most. More are not gone through for every comparison: that would grow with the square of a text.
const MOST_TABLES = 40;
const MOST_ROWS = 200;

/** Whichever of two that a table names has more, by the amount that one of its lines shows. */
export function* levelsCompared(context: Context, told: Set<number>): Generator<Fault> {
  let tables: Named[] | null = null;
  for (const passage of toldWith(context.document, 1, MORE_CUE))
    for (const m of matchesIn(passage.text, SAID)) {
      const amount = passage.figures.find((f) => f.start === m.index + m[0].length);
      if (!amount || amount.bound === 'about' || amount.scale !== 1n || told.has(passage.offset + amount.start)) continue;
      const word = (m[2] ?? '').toLowerCase();
      const is_more = /nhiều|cao/u.test(word);
      const claim = {
        passage,
        left: flat(m[1] ?? ''),
        right: flat(m[3] ?? ''),
        is_more,
        word,
        amount,
        start: m.index + (m[1] ?? '').length,
      };
      tables ??= tablesOf(context);
      const fault = judge(context, claim, tables);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
}

const tablesOf = ({ document }: Context): Named[] =>
  gridsOf(document)
    .filter(({ rows }) => rows.length <= MOST_ROWS)
    .slice(0, MOST_TABLES)
    .map((grid) => ({
      grid,
      columns: grid.columns.map(({ own }) => flat(own)),
      rows: grid.rows.map(({ label }) => flat(label)),
    }));

function judge(context: Context, claim: Claim, tables: readonly Named[]): Fault | null {
  const { passage, amount } = claim;
  const sentence = segmentAt(segmentsOf(passage.text, '.?!'), amount.start);
  if (!sentence) return null;
  const words = ` ${flat(passage.text.slice(sentence.start, sentence.end))} `;
  const wrong: { pair: Pair; grid: Grid }[] = [];
  for (const table of tables) {
    for (const pair of pairsIn(table, claim)) {
      const gap = subtract(exactOf(pair.a.figure), exactOf(pair.b.figure));
      if (gap.n === 0n || pair.a.figure.decimals !== amount.decimals || !equal(absolute(gap), exactOf(amount))) continue;
      // Any line in which it holds may be what is meant.
      if (gap.n > 0n === claim.is_more) return null;
      const names = wordsOf(pair.label);
      if (names.length > 0 && names.every((name) => words.includes(` ${name} `))) wrong.push({ pair, grid: table.grid });
    }
  }
  const [found, more] = wrong;
  if (!found || more) return null;
  decided(context);
  const { pair, grid } = found;
  const actual = claim.is_more ? 'ít hơn' : 'nhiều hơn';
  return {
    message: 'direction',
    at: spotIn(passage, claim.start, amount.tail),
    figures: [pair.a.figure, pair.b.figure, amount],
    data: { word: claim.word, now: pair.a.figure.raw, before: pair.b.figure.raw, actual, amount: amount.raw, rate: '' },
    expected: actual,
    related: [spotInCell(grid.table, pair.a.cell), spotInCell(grid.table, pair.b.cell)],
    shares: [passage.offset + amount.start],
    is_witnessed: true,
  };
}

/** The two columns, or the two rows, that the sentence names, line by line. */
function* pairsIn({ grid, columns, rows }: Named, { left, right }: Claim): Generator<Pair> {
  const isLeft = (name: string): boolean => name.length >= 4 && (left === name || left.endsWith(` ${name}`));
  const [x, ...more_x] = grid.columns.filter((c, i) => c.has_figures && isLeft(columns[i] ?? ''));
  const [y, ...more_y] = grid.columns.filter((c, i) => c.has_figures && right === columns[i]);
  if (x && y && more_x.length + more_y.length === 0 && x !== y)
    for (const row of grid.rows) {
      const [a, b] = [row.figures[x.index], row.figures[y.index]];
      if (a && b) yield { a, b, label: row.label };
    }
  const [top, ...more_top] = grid.rows.filter((_, i) => isLeft(rows[i] ?? ''));
  const [low, ...more_low] = grid.rows.filter((_, i) => right === rows[i]);
  if (top && low && more_top.length + more_low.length === 0 && top !== low)
    for (const column of grid.columns) {
      const [a, b] = [top.figures[column.index], low.figures[column.index]];
      if (column.has_figures && a && b) yield { a, b, label: column.own };
    }
}
