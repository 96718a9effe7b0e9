import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { isNotSummed } from './grid.ts';
import {
  absolute,
  add,
  compare,
  divide,
  equal,
  HUNDRED,
  multiply,
  powerOfTen,
  printVi,
  type Rational,
  subtract,
  ZERO,
} from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';
import type { Sentence } from './story.ts';
import { besideOf, columnNamed, isSlipOf, measured, rowsNamed, rowsOf, wordsOf } from './table-named.ts';
import { storyTold } from './told-in.ts';

// What a sentence reckons of the table beside it: changes of two periods, sums of all rows, one cell.

/** Changes, sums and cells told of the table beside the sentence. R10. */
export function* tableTold(context: Context): Generator<Fault> {
  for (const sentences of storyTold(context.document, 1)) {
    const passage = sentences[0]?.passage;
    if (!passage) continue;
    const [only, more] = besideOf(context.document, passage);
    if (!only || more) continue;
    for (const sentence of sentences) {
      if (!passage.figures.some((f) => f.start >= sentence.start && f.end <= sentence.end)) continue;
      yield* changes(context, only.grid, sentence);
      yield* sums(context, only.grid, sentence);
      yield* cells(context, only.grid, sentence);
    }
  }
}

const figuresIn = ({ passage, start, end }: Sentence): Figure[] =>
  passage.figures.filter((f) => f.start >= start && f.end <= end && f.bound === 'exact');

const MOVED =
  /(?<!\p{L})(tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn)(?: thêm| đi| được)?(?:\s(?:so với )?(?:cùng kỳ|năm trước|kỳ trước|năm \d{4})(?: năm \d{4}| năm trước)?)?(?: là)?\s$/iu;
const WHEN = /\d{4}|cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|nay|này)|^(?:quý|tháng|9t|6t)/iu;

type Pair = { from: Entry; now: Entry; name: string };

/** “số tiếp nhận nhiều hơn cùng kỳ 345 hồ sơ”: of the two rows, or the two columns, that are periods. */
function* changes(context: Context, grid: Grid, sentence: Sentence): Generator<Fault> {
  const { passage } = sentence;
  const pairs = [...pairsOf(grid)];
  if (pairs.length === 0) return;
  const figures = figuresIn(sentence);
  for (const [i, figure] of figures.entries()) {
    const from = Math.max(sentence.start, figures[i - 1]?.tail ?? 0);
    const lead = passage.text.slice(from, figure.start);
    // Both figures beside it: decided there.
    if (!MOVED.test(lead) || figures.filter((f) => f.kind === figure.kind).length > 4) continue;
    const clause = lead.slice(Math.max(lead.lastIndexOf(';'), lead.lastIndexOf(',')) + 1);
    const pair =
      pairNamed(pairs, clause) ?? (clause === lead ? pairNamed(pairs, passage.text.slice(sentence.start, figure.start)) : null);
    if (!pair || holds(figure, pair) || /\d[\d.,]*\s?(?:hồ sơ|%)/u.test(clause)) continue;
    const expected = changeOf(figure, pair);
    if (!expected) continue;
    decided(context);
    // The change of another row, copied; or one slip of the pen.
    const is_copied = pairs.some((other) => other !== pair && holds(figure, other));
    const printed = printVi(
      expected,
      figure.kind === 'count' ? Math.max(pair.from.figure.decimals, pair.now.figure.decimals) : figure.decimals,
    );
    yield {
      message: 'moved_told',
      severity: is_copied || isSlipOf(figure, expected) ? 'error' : 'warning',
      at: spotOf(passage, figure),
      figures: [figure, pair.from.figure, pair.now.figure],
      data: {
        name: pair.name,
        amount: passage.text.slice(figure.start, figure.tail),
        before: pair.from.figure.raw,
        now: pair.now.figure.raw,
        expected: printed,
      },
      expected: printed,
      related: [pair.from, pair.now].map(({ cell }) => spotInCell(grid.table, cell)),
      shares: [passage.offset + figure.start],
    };
  }
}

function changeOf(figure: Figure, { from, now }: Pair): Rational | null {
  const moved = absolute(subtract(exactOf(now.figure), exactOf(from.figure)));
  if (figure.kind !== 'percent' || from.figure.kind === 'percent') return moved;
  return exactOf(from.figure).n > 0n ? multiply(divide(moved, exactOf(from.figure)), HUNDRED) : null;
}

function holds(figure: Figure, pair: Pair): boolean {
  const moved = changeOf(figure, pair);
  const unit = { n: 1n, d: powerOfTen(figure.decimals) };
  if (!moved) return true;
  return figure.kind === 'percent'
    ? compare(absolute(subtract(moved, exactOf(figure))), unit) < 0
    : equal(moved, exactOf(figure));
}

/** Two rows named by periods and their columns, or two columns of periods and their rows. */
function* pairsOf(grid: Grid): Generator<Pair> {
  const columns = measured(grid);
  const rows = rowsOf(grid);
  const [r1, r2, r3] = grid.rows.filter((row) => !row.is_total);
  const named = (row: Row): string =>
    row.label || (grid.at[row.index]?.find((cell) => cell && cell.text.trim() !== '')?.text ?? '');
  if (r1 && r2 && !r3 && WHEN.test(named(r1)) && WHEN.test(named(r2)))
    for (const column of columns) {
      const [from, now] = [r1.figures[column.index], r2.figures[column.index]];
      if (from && now) yield { from, now, name: column.own };
    }
  const when = columns.filter((c) => WHEN.test(c.own) && !/tăng|giảm|so sánh|chênh|%/iu.test(c.own));
  const [c1, c2, c3] = when;
  if (!c1 || !c2 || c3) return;
  for (const row of rows) {
    const [from, now] = [row.figures[c1.index], row.figures[c2.index]];
    if (from && now && from.figure.kind === now.figure.kind) yield { from, now, name: row.label };
  }
}

/** The only pair all of whose words stand in the clause; of two, the one with more. */
function pairNamed(pairs: readonly Pair[], clause: string): Pair | null {
  const said = ` ${flat(clause)} `;
  const found = pairs
    .map((pair) => ({ pair, words: wordsOf(pair.name).filter((word) => !['hồ', 'sơ'].includes(word)) }))
    .filter(({ words }) => words.length > 0 && words.every((word) => said.includes(` ${word} `)))
    .toSorted((a, b) => b.words.length - a.words.length);
  const [best, next] = found;
  return best && (!next || next.words.length < best.words.length) ? best.pair : null;
}

const NUMBERS: Record<string, number> = { hai: 2, ba: 3, bốn: 4, năm: 5, sáu: 6, bảy: 7, tám: 8, chín: 9, mười: 10 };

/** “Ba xã đã thành lập 22 tổ với 154 thành viên” beside a table of three communes that has no total. */
function* sums(context: Context, grid: Grid, sentence: Sentence): Generator<Fault> {
  const rows = rowsOf(grid);
  if (grid.rows.some((row) => row.is_total) || rows.length < 2 || rowsNamed(grid, sentence.text).length > 0) return;
  if (!isOfAll(sentence, rows.length) || /trong đó|so với|cùng kỳ|năm trước|tăng|giảm|lũy kế/iu.test(sentence.text)) return;
  const columns = measured(grid).filter((c) => !isNotSummed(c));
  const told = figuresIn(sentence).flatMap((figure) => {
    const column = figure.kind === 'count' ? columnOf(columns, sentence.passage, figure) : null;
    const entries = column ? rows.flatMap((row) => row.figures[column.index] ?? []) : [];
    if (!column || entries.length !== rows.length) return [];
    const sum = entries.reduce((so_far: Rational, { figure: one }) => add(so_far, exactOf(one)), ZERO);
    return [{ figure, column, entries, sum, holds: equal(sum, exactOf(figure)) }];
  });
  const odd = told.filter((one) => !one.holds);
  const [wrong, more] = odd;
  if (told.length > 0) decided(context, told.length);
  if (!wrong || more || !isSlipOf(wrong.figure, wrong.sum)) return;
  const { passage } = sentence;
  const printed = printVi(wrong.sum, wrong.figure.decimals);
  yield {
    message: 'sum_told',
    severity: told.length > 1 || exactOf(wrong.figure).n >= 100n ? 'error' : 'warning',
    at: spotOf(passage, wrong.figure),
    figures: [wrong.figure],
    data: {
      first: passage.text.slice(wrong.figure.start, wrong.figure.tail),
      column: wrong.column.own,
      count: rows.length,
      expected: printed,
    },
    expected: printed,
    related: wrong.entries.slice(0, 12).map(({ cell }) => spotInCell(grid.table, cell)),
    shares: [passage.offset + wrong.figure.start],
  };
}

/** As many units are named as the table has rows, or all of the place. */
function isOfAll({ passage, start, text }: Sentence, rows: number): boolean {
  const m =
    /(?<!\p{L})(?:cả\s)?(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s(?:xã|phường|đơn vị|phòng|sở|cơ quan|huyện|lĩnh vực|địa phương|thôn|nhóm|kênh)(?!\p{L})/iu.exec(
      text,
    );
  const word = m?.[1]?.toLowerCase() ?? '';
  if (m && (NUMBERS[word] ?? Number(word)) === rows) return true;
  return (
    !m &&
    /(?:^|\s)(?:toàn (?:xã|huyện|tỉnh|thành phố|phường|ngành|thị xã)|tổng cộng|tất cả các)(?!\p{L})/iu.test(
      passage.text.slice(start, start + 60),
    )
  );
}

/** The one column that holds all words of the unit, or those right behind the number. */
function columnOf(columns: readonly Column[], { text }: Passage, figure: Figure): Column | null {
  const after = flat(text.slice(figure.end, figure.end + 40)).split(' ');
  for (const length of [3, 2, 1]) {
    const words = after.slice(0, length);
    const found = columns.filter((c) => ` ${flat(c.own)} `.includes(` ${words.join(' ')} `));
    if (words.length === length && words.join('') !== '' && found.length === 1) return found[0] as Column;
  }
  return null;
}

/** “còn 73 hồ sơ quá hạn, riêng lĩnh vực đất đai 57 hồ sơ”: the row right before the figure, the column of the figure before, which proves it. */
function* cells(context: Context, grid: Grid, sentence: Sentence): Generator<Fault> {
  const { passage } = sentence;
  const figures = figuresIn(sentence).filter((f) => f.kind === 'count');
  const columns = measured(grid).filter((c) => !isNotSummed(c));
  for (const [i, figure] of figures.entries()) {
    const before = figures[i - 1];
    if (!before || exactOf(figure).n < 10n) continue;
    const lead = passage.text.slice(before.tail, figure.start);
    if (/[;.]\s|so với|cùng kỳ|năm trước|tăng|giảm/iu.test(lead)) continue;
    const [one, more] = rowsNamed(grid, lead);
    if (!one || more || flat(lead).length - one.end > 8) continue;
    const own = columnNamed(columns, passage.text.slice(sentence.start, figure.start));
    const proven = own && equal(exactOf(before), sumOf(rowsOf(grid), own)) ? own : null;
    const entry = proven && one.row.figures[proven.index];
    if (!entry || columns.some((c) => valueIs(one.row, c, figure))) continue;
    decided(context);
    if (!isSlipOf(figure, exactOf(entry.figure))) continue;
    yield {
      message: 'annex',
      at: spotOf(passage, figure),
      figures: [figure, entry.figure],
      data: { name: one.row.label, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
      expected: entry.figure.raw,
      related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
      shares: [passage.offset + figure.start, entry.cell.offset],
    };
  }
}

const sumOf = (rows: readonly Row[], column: Column): Rational =>
  rows.reduce(
    (so_far: Rational, row) =>
      add(so_far, row.figures[column.index] ? exactOf((row.figures[column.index] as Entry).figure) : ZERO),
    ZERO,
  );

const valueIs = (row: Row, column: Column, figure: Figure): boolean => {
  const entry = row.figures[column.index];
  return entry !== undefined && equal(exactOf(entry.figure), exactOf(figure));
};
