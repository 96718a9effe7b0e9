import { type Document, type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Entry, type Grid, isNotSummed } from './grid.ts';
import { compare, equal, HUNDRED } from './rational.ts';
import { type Context, decided, type Fault, spotInCell, spotOf } from './rule.ts';
import { flat, type Shown } from './shown-tables.ts';
import { areOneSlip } from './slip.ts';
import { plainUnit } from './story.ts';
import { toldIn } from './told-in.ts';

const APART =
  /so với|cùng kỳ|tăng|giảm|năm trước|(?:quý|tháng|kỳ) trước|trong đó|lũy kế|luỹ kế|kế hoạch|chỉ tiêu|mục tiêu|còn lại|(?:^|\s)chưa|không/iu;
const STOP = new Set([
  'số',
  'tổng',
  'đã',
  'được',
  'các',
  'của',
  'là',
  'về',
  'trong',
  'kỳ',
  'và',
  'có',
  'lượng',
  'năm',
  'quý',
  'tháng',
]);
const LEAST_WORDS = 4;
const TEN = { n: 10n, d: 1n };

/**
 * A figure whose clause holds the whole name of one row, or the name of a row and of a column, against that cell: they are called alike, and a slip of the
 * pen makes the one of the other.
 */
export function* cellsTold(context: Context, shown: readonly Shown[]): Generator<Fault> {
  const cells = cellsOf(shown.map(({ grid }) => grid));
  if (cells.length === 0 || cells.length > 3000) return;
  const values = new Set(cells.map(({ entry }) => printOf(entry.figure)));
  const by_column = [...Map.groupBy(cells.filter(isNameable), ({ column }) => column)];
  const wholes = cells.filter(({ is_form, words }) => is_form && words.length >= LEAST_WORDS);
  for (const passage of toldIn(context.document, 1)) {
    if (passage.section.is_annex) continue;
    for (const figure of passage.figures) {
      if (figure.kind !== 'count' || figure.bound !== 'exact' || compare(exactOf(figure), TEN) < 0) continue;
      // What some cell prints is told of that cell.
      if (values.has(printOf(figure)) || isInFraction(passage, figure)) continue;
      const clause = segmentAt(segmentsOf(passage.text, '.;'), figure.start);
      if (!clause) continue;
      const lead = passage.text.slice(clause.start, figure.start);
      const text = passage.text.slice(clause.start, clause.end);
      if (APART.test(text)) continue;
      const alone = passage.figures.filter((f) => f.start >= clause.start && f.end <= clause.end).length === 1;
      const words = flat(lead);
      // “ban hành 26 văn bản chỉ đạo về cải cách hành chính”: all words of a row's name stand in the clause, which tells this figure alone.
      const own = wholes.length > 0 && alone && plainUnit(figure) !== '' ? new Set(flat(text).split(' ')) : null;
      const is_large = exactOf(figure).n >= 100n;
      // Names first, and of names the column's: few cells are named, and telling slips takes longer.
      const named = is_large ? by_column.flatMap(([column, under]) => (words.endsWith(column) ? under : [])) : [];
      const [cell, more] = [
        ...named.filter((one) => isNamed(one, words) && slips(one, figure)),
        ...(own ? wholes.filter((one) => one.words.every((word) => own.has(word)) && slips(one, figure)) : []),
      ];
      if (!cell || more) continue;
      decided(context);
      yield faultOf(passage, figure, cell);
    }
  }
}

type CellOf = { grid: Grid; entry: Entry; row: string; column: string; words: string[]; is_form: boolean };

function cellsOf(grids: readonly Grid[]): CellOf[] {
  return grids.slice(0, 30).flatMap((grid) => {
    const counted = grid.columns.filter((c) => c.has_figures && !c.is_percent && !isNotSummed(c));
    return grid.rows.slice(0, 120).flatMap((row) =>
      counted.flatMap((column): CellOf[] => {
        const entry = row.figures[column.index];
        if (entry?.figure.kind !== 'count' || row.label.length < 3) return [];
        const label = flat(row.label);
        return [
          {
            grid,
            entry,
            row: label,
            column: flat(column.own),
            words: label.split(' ').filter((word) => !STOP.has(word)),
            is_form: counted.length === 1,
          },
        ];
      }),
    );
  });
}

const printOf = (figure: Figure): string => `${exactOf(figure).n}/${exactOf(figure).d}`;
const isInFraction = ({ fractions }: Passage, figure: Figure): boolean =>
  fractions.some(({ a, b }) => a.start === figure.start || b.start === figure.start);

function slips({ entry }: CellOf, figure: Figure): boolean {
  const [x, y] = [exactOf(entry.figure), exactOf(figure)];
  if (equal(x, y) || x.d !== 1n || y.d !== 1n || entry.figure.scale !== figure.scale) return false;
  return (
    areOneSlip(x.n.toString(), y.n.toString()) && (compare(y, HUNDRED) >= 0 || x.n.toString().length === y.n.toString().length)
  );
}

/** “Lĩnh vực đất đai tiếp nhận 821 hồ sơ”: the column right before the figure, the row before that, in one clause. */
function isNamed({ row, column }: CellOf, words: string): boolean {
  const before = words.slice(0, words.length - column.length).trim();
  return before.endsWith(row) && before.length - row.length < 30;
}

const isNameable = ({ row, column, is_form }: CellOf): boolean => !is_form && row.length >= 5 && column.length >= 6;

function faultOf(passage: Passage, figure: Figure, { grid, entry, row }: CellOf): Fault {
  return {
    message: 'annex',
    severity: 'warning',
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name: row, first: passage.text.slice(figure.start, figure.tail), second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}

type Told = { passage: Passage; figure: Figure; unit: string };

/** “05 lớp tập huấn cho 412 lượt công chức”, later “05 lớp tập huấn với 421 lượt công chức”: the one figure is the same, the other is a slip of it. */
export function* companions(context: Context): Generator<Fault> {
  const pairs = pairsOf(context.document);
  const groups = Map.groupBy(pairs, ({ key }) => key);
  for (const group of groups.values()) {
    const [first, ...others] = group;
    for (const second of others) {
      if (!first || first.other.passage.section === second.other.passage.section) continue;
      const [a, b] = [exactOf(first.other.figure), exactOf(second.other.figure)];
      if (equal(a, b) || a.d !== 1n || b.d !== 1n || compare(b, TEN) < 0) continue;
      if (a.n.toString().length !== b.n.toString().length || !areOneSlip(a.n.toString(), b.n.toString())) continue;
      if (group.length > 2) continue;
      decided(context);
      yield {
        message: 'count_differs',
        severity: 'warning',
        at: spotOf(second.other.passage, second.other.figure),
        figures: [first.other.figure, second.other.figure],
        data: { name: second.other.unit, first: second.other.figure.raw, second: first.other.figure.raw },
        expected: first.other.figure.raw,
        related: [spotOf(first.other.passage, first.other.figure)],
        shares: [first, second].map(({ other }) => other.passage.offset + other.figure.start),
      };
    }
  }
}

/** Sentences that tell two counts of different things and nothing else. */
function pairsOf(document: Document): { key: string; other: Told }[] {
  return document.passages.flatMap((passage) => {
    if (passage.is_footnote || passage.section.is_annex || passage.figures.length < 2) return [];
    if (passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== '').length < 2) return [];
    return segmentsOf(passage.text, '.;').flatMap((sentence) => {
      const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
      const [a, b] = own;
      if (!a || !b || own.length !== 2 || [a, b].some((f) => f.kind !== 'count' || f.bound !== 'exact' || f.unit === ''))
        return [];
      if (APART.test(passage.text.slice(sentence.start, sentence.end)) || isInFraction(passage, a)) return [];
      const [x, y] = [wordsOf(passage, a), wordsOf(passage, b)];
      if (x === y || x === '' || y === '') return [];
      return [
        { key: `${x} ${exactOf(a).n} ${y}`, other: { passage, figure: b, unit: y } },
        { key: `${y} ${exactOf(b).n} ${x}`, other: { passage, figure: a, unit: x } },
      ];
    });
  });
}

/** The unit and the word after it. */
const wordsOf = ({ text }: Passage, figure: Figure): string =>
  flat(text.slice(figure.end, figure.tail + 24).split(/[,;.(\d]/u)[0] ?? '')
    .split(' ')
    .slice(0, 2)
    .join(' ');
