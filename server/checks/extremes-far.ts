// Who is said to be the highest or the lowest of a table that stands elsewhere, mostly in an annex: “tỷ lệ hoàn thành cao nhất là cải cách thể chế (5/6 nhiệm
// vụ)”, “Tháng 7 có số hồ sơ cao nhất (1.486 hồ sơ)”. The name says the row, and the figure beside it, which the row holds, says the table and the column. R10.
import type { Passage, Stretch } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { compare, divide, equal, type Rational } from './rational.ts';
import { rowTold } from './rows-told.ts';
import { type Context, decided, type Fault, spotIn, spotInCell } from './rule.ts';
import { type Shown, shownOf } from './shown-tables.ts';
import { isMisprint, type Sentence } from './story.ts';
import { measured, rowsNamed, rowsOf } from './table-named.ts';
import { clausesOf, HIGH, LOW, WIDER } from './table-words.ts';
import { storyTold } from './told-in.ts';

/** Of some of the rows, which the table does not tell apart. */
const OF_SOME =
  /trong (?:số|các|đó|nhóm)|(?<!\p{L})(?:riêng|đối với|(?:khối|nhóm)\s(?:các|xã|phường|sở|đơn vị|cơ quan))(?!\p{L})/iu;
const OF_RATE = /(?:tỷ|tỉ) (?:lệ|trọng)|so với (?:điểm )?tối đa/iu;

/** A name with its figure against the rows of tables that are not beside the sentence. */
export function* extremesFar(context: Context): Generator<Fault> {
  const tables = shownOf(context.document).filter(({ grid }) => !grid.rows.some((row) => row.is_part));
  if (tables.length === 0) return;
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      if (passage.section.is_annex || !sentence.text.includes('nhất')) continue;
      for (const clause of clausesOf(sentence)) {
        const fault = judge(context, tables, sentence, clause);
        if (fault) yield fault;
      }
    }
}

type Said = {
  passage: Passage;
  clause: Stretch;
  figure: Figure;
  fraction: Fraction | undefined;
  is_high: boolean;
  is_rate: boolean;
};

function judge(context: Context, tables: readonly Shown[], sentence: Sentence, clause: Stretch): Fault | null {
  const { passage } = sentence;
  const text = passage.text.slice(clause.start, clause.end);
  const is_high = HIGH.test(text);
  if (is_high === LOW.test(text)) return null;
  const figure = passage.figures.find((f) => f.start >= clause.start && f.end <= clause.end);
  if (figure?.bound !== 'exact' || figure.scale !== 1n || figure.kind === 'percent_points') return null;
  const lead = passage.text.slice(clause.start, figure.start);
  // What stands behind the figure is of it alone: “(16,80/22 điểm)”.
  const plain = lead.replace(/so với (?:điểm )?tối đa|(?:mức|điểm) (?=(?:cao|thấp) nhất là)/giu, '');
  const whole = passage.text.slice(sentence.start, figure.start).split(';').at(-1) ?? '';
  if (!/nhất/iu.test(lead) || WIDER.test(plain) || OF_SOME.test(whole)) return null;
  if (!/nhất[^.;()]{0,80}(?:\(|\s(?:với|đạt|có|là)\s)(?:\p{L}+\s){0,2}$/iu.test(lead)) return null;
  const fraction = passage.fractions.find((f) => f.a.start === figure.start);
  const is_rate = OF_RATE.test(passage.text.slice(sentence.start, figure.start));
  const said = { passage, clause, figure, fraction, is_high, is_rate };
  const found: Fault[] = [];
  for (const { grid } of tables) {
    const [only, more] = rowsNamed(grid, lead);
    if (!only || more || listed(grid).length < 3) continue;
    const fault = fraction ? ofFraction(grid, only.row, said, fraction) : ofFigure(grid, only.row, said);
    // A table in which it holds is the one that is meant.
    if (fault === 'holds') return null;
    if (fault) found.push(fault);
  }
  if (found.length > 0) decided(context);
  return found.length === 1 ? (found[0] as Fault) : null;
}

/** Without a last row that is of all, however it is called: “Cộng 05 tháng”, “Tổng các lĩnh vực”. */
const listed = (grid: Grid): Row[] =>
  rowsOf(grid).filter((row, i, all) => i + 1 < all.length || !/^(?:tổng|cộng|toàn)(?!\p{L})/iu.test(row.label));

const KIND = /^(?:tháng|quý|tuần|kỳ|đợt|xã|phường|thị trấn|huyện|sở|phòng|ban|thôn|bản|tổ|khu phố|trường)(?!\p{L})/iu;

/** What a row is compared with: months with months, not with the quarter that they make; all rows where its kind is not said. */
function rivals(grid: Grid, row: Row): Row[] {
  const kind = KIND.exec(row.label)?.[0].toLowerCase();
  return listed(grid).filter((other) => kind === undefined || other.label.toLowerCase().startsWith(`${kind} `));
}

type Verdict = Fault | 'holds' | null;
const entryOf = (row: Row, column: Column): Entry | undefined => row.figures[column.index];
const columnsWith = (grid: Grid, row: Row, figure: Figure): Column[] =>
  grid.columns.filter((column) => {
    const entry = entryOf(row, column);
    return column.has_figures && entry !== undefined && equal(exactOf(entry.figure), exactOf(figure));
  });

/** “cải cách TTHC (8/11 nhiệm vụ)”: both stand in the row. What is compared is the share, or without a word of rates the part as well. */
function ofFraction(grid: Grid, row: Row, said: Said, { a, b }: Fraction): Verdict {
  const [wholes, parts] = [columnsWith(grid, row, b), columnsWith(grid, row, a)];
  const [whole] = wholes;
  if (!whole || wholes.length > 1) return null;
  if (parts.length === 0) return slipOf(grid, row, said, a, whole);
  const [part] = parts;
  if (!part || parts.length > 1 || part === whole) return null;
  const share = (of: Row): Rational | null => {
    const [x, y] = [entryOf(of, part), entryOf(of, whole)];
    return x && y && exactOf(y.figure).n > 0n ? divide(exactOf(x.figure), exactOf(y.figure)) : null;
  };
  const count = (of: Row): Rational | null => {
    const x = entryOf(of, part);
    return x ? exactOf(x.figure) : null;
  };
  const best = beyond(grid, row, said.is_high, share);
  const best_count = beyond(grid, row, said.is_high, count);
  if (best === undefined || best_count === undefined) return null;
  if (best === null || (!said.is_rate && best_count === null)) return 'holds';
  return faultOf(grid, said, row, best, part);
}

/** “số hóa hồ sơ (18,60/22 điểm)” of a row with 16,80 and 22: the base says the row, one slip the cell. */
function slipOf(grid: Grid, row: Row, { passage, figure }: Said, a: Figure, whole: Column): Verdict {
  const cells = grid.columns.flatMap((column) => {
    const entry = entryOf(row, column);
    return entry && column !== whole && entry.figure.decimals === a.decimals && isMisprint(entry.figure.raw, a.raw)
      ? [entry]
      : [];
  });
  const [cell, more] = cells;
  return cell && !more && a.raw.replace(/\D/gu, '').length > 2 ? rowTold(passage, figure, grid, row, cell) : null;
}

/** “Tháng 7 có số hồ sơ cao nhất (1.486 hồ sơ)”: the figure is that of the row, or of the row which is the highest. */
function ofFigure(grid: Grid, row: Row, said: Said): Verdict {
  const { figure, is_high, is_rate } = said;
  const is_percent = figure.kind === 'percent';
  if ((is_rate && !is_percent) || (figure.kind === 'count' && figure.raw.replace(/\D/gu, '').length < 3)) return null;
  const columns = measured(grid).filter((column) => column.is_percent === is_percent);
  const value = (column: Column) => (of: Row) => {
    const entry = entryOf(of, column);
    return entry ? exactOf(entry.figure) : null;
  };
  const own = columnsWith(grid, row, figure).filter((column) => columns.includes(column));
  if (own.length > 1) return null;
  const [column] = own;
  if (column) {
    const best = beyond(grid, row, is_high, value(column));
    return best === undefined ? null : best === null ? 'holds' : faultOf(grid, said, row, best, column);
  }
  const held = columns.flatMap((c) =>
    listed(grid)
      .filter((other) => columnsWith(grid, other, figure).includes(c))
      .map((other) => ({ other, column: c })),
  );
  const [best, more] = held;
  if (!best || more || beyond(grid, best.other, is_high, value(best.column)) !== null) return null;
  return faultOf(grid, said, row, best.other, best.column);
}

/** The row that is beyond all others where the one that is named is not; null when it is, undefined when a row has no figure. */
function beyond(grid: Grid, row: Row, is_high: boolean, value: (row: Row) => Rational | null): Row | null | undefined {
  const own = value(row);
  if (own === null) return undefined;
  let best: Row | null = null;
  let most = own;
  for (const other of rivals(grid, row)) {
    const one = value(other);
    if (one === null) return undefined;
    const order = compare(one, most);
    if (is_high ? order <= 0 : order >= 0) continue;
    [best, most] = [other, one];
  }
  return best;
}

function faultOf(grid: Grid, { passage, clause, figure, is_high }: Said, row: Row, best: Row, column: Column): Fault | null {
  const [own, other] = [entryOf(row, column), entryOf(best, column)];
  if (!own || !other) return null;
  const text = passage.text.slice(clause.start, figure.start);
  return {
    message: 'extreme_named',
    at: spotIn(passage, clause.start + text.length - text.trimStart().length, figure.tail),
    figures: [own.figure, other.figure],
    data: {
      row: row.label,
      value: own.figure.raw,
      word: is_high ? 'cao nhất' : 'thấp nhất',
      other: best.label,
      other_value: other.figure.raw,
    },
    expected: best.label,
    related: [spotInCell(grid.table, own.cell), spotInCell(grid.table, other.cell)],
    shares: [passage.offset + figure.start, other.cell.offset],
  };
}
