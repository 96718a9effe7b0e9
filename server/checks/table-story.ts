import { ratioClaims } from './bind.ts';
import { confirmedIn } from './confirmed.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { tablesNear } from './near-tables.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import { add, compare, equal } from './rational.ts';
import { nameOf } from './row-names.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { fits, sums } from './share-bases.ts';
import { flat, isNarrower, rowNamed, type Shown, shownOf } from './shown-tables.ts';
import { isMisprint, isMisprintedShare, isToldElsewhere, type Sentence } from './story.ts';
import { storyTold } from './told-in.ts';
import { digitsIn } from './words.ts';

/** Sentences that tell what a table shows: its totals, its rates, its highest and lowest rows. */
export function* tableStory(context: Context): Generator<Fault> {
  const shown = shownOf(context.document);
  if (shown.length === 0) return;
  for (const sentences of storyTold(context.document, 1)) {
    const passage = sentences[0]?.passage;
    if (!passage) continue;
    const near = tablesNear(shown, passage, 10);
    if (near.length === 0) continue;
    for (const sentence of sentences) {
      const fault = extreme(context, near, sentence) ?? total(context, near, sentence) ?? rate(context, near, sentence);
      if (fault) yield fault;
    }
  }
}

/** Of words that name an extreme each sentence has one. */
const EXTREME = /nhất|đầu|cuối/iu;
const HIGH = /(?:cao|nhiều|lớn)(?:\s\p{L}+){0,6}?\snhất|dẫn đầu|đứng đầu|tốt nhất|đứng thứ nhất|xếp thứ nhất/iu;
const LOW = /(?:thấp|ít|nhỏ)(?:\s\p{L}+){0,6}?\snhất|đứng cuối|xếp cuối|kém nhất/iu;
const APART = /so với|cùng kỳ|năm trước|tháng trước|tăng|giảm|kế hoạch|mục tiêu|chỉ tiêu|trên cả nước|toàn quốc/iu;

/** “Lĩnh vực có số hồ sơ cao nhất là chứng thực (2.916 hồ sơ), thấp nhất là …”: each clause names a row and may show its figure. */
function extreme(context: Context, near: readonly Shown[], sentence: Sentence): Fault | null {
  const { passage } = sentence;
  if (!EXTREME.test(sentence.text)) return null;
  for (const clause of clausesOf(sentence)) {
    const text = passage.text.slice(clause.start, clause.end);
    const is_high = HIGH.test(text);
    if (is_high === LOW.test(text) || /trong đó/iu.test(text)) continue;
    const figure = passage.figures.find(
      (f) => f.start >= clause.start && f.start < clause.end && f.bound === 'exact' && !isOwnNumber(f, text),
    );
    for (const { grid } of near) {
      const row = rowNamed(grid, text);
      if (!row || !figure || isShortfall(passage, figure) || isOfShare(passage, figure, text)) continue;
      context.count('seen');
      const column = grid.columns.find(
        (c) => c.has_figures && row.figures[c.index] && sameFigure((row.figures[c.index] as Entry).figure, figure),
      );
      if (column) {
        context.count('bound');
        context.count('checked');
        const best = bestOf(grid, column, is_high);
        if (!best || isTied(grid, column, row, best)) break;
        const other = best.figures[column.index] as Entry;
        return wrong(passage, clause, row, figure, best, other, grid, is_high);
      }
      // The figure is another row's, and that row is the extreme: the name is wrong. Or a misprint of this row's.
      const held = grid.columns.flatMap((c) => {
        const best = c.has_figures ? bestOf(grid, c, is_high) : null;
        const entry = best?.figures[c.index];
        return best && entry && sameFigure(entry.figure, figure) ? [{ best, entry }] : [];
      })[0];
      const misprinted = grid.columns.flatMap((c) => {
        const entry = c.has_figures && bestOf(grid, c, is_high) === row ? row.figures[c.index] : undefined;
        return entry && isMisprint(entry.figure.raw.padStart(2, '0'), figure.raw.padStart(2, '0')) ? [entry] : [];
      })[0];
      // A share to its decimals, printed once in the table: nothing else is meant.
      if (held) {
        const is_witnessed = figure.kind === 'percent' && figure.decimals > 0 && isPrintedOnce(grid, figure);
        return { ...wrong(passage, clause, row, figure, held.best, held.entry, grid, is_high), is_witnessed };
      }
      if (misprinted) return annex(passage, figure, misprinted, grid, row.label);
    }
  }
  return null;
}

/** “tỷ lệ cao nhất là A (5/6 nhiệm vụ)”: the share is compared, not its part (extremes-far.ts). */
const isOfShare = ({ fractions }: Passage, figure: Figure, text: string): boolean =>
  /(?:tỷ|tỉ) lệ/iu.test(text) && fractions.some(({ a }) => a.start === figure.start);

/** “đứng thứ 1”: the number of the place is not the figure. */
const isOwnNumber = (figure: Figure, text: string): boolean => figure.raw === '1' && /thứ\s1/u.test(text);

function* clausesOf({ passage, start, end }: Sentence): Generator<{ start: number; end: number }> {
  let from = start;
  let depth = 0;
  for (let i = start; i < end; i += 1) {
    const char = passage.text[i];
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (
      depth === 0 &&
      (char === ';' || (char === ',' && (HIGH.test(passage.text.slice(i, i + 60)) || LOW.test(passage.text.slice(i, i + 60)))))
    ) {
      yield { start: from, end: i };
      from = i + 1;
    }
  }
  yield { start: from, end };
}

const sameFigure = (cell: Figure, told: Figure): boolean =>
  equal(exactOf(cell), exactOf(told)) || (cell.decimals > told.decimals && recomputedTo(cell, told));
const recomputedTo = (cell: Figure, told: Figure): boolean => {
  const unit = { n: 1n, d: 2n * 10n ** BigInt(told.decimals) };
  const a = exactOf(cell);
  const b = exactOf(told);
  const gap = { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
  return told.kind === 'percent' && compare({ n: gap.n < 0n ? -gap.n : gap.n, d: gap.d }, unit) <= 0;
};

function bestOf(grid: Grid, column: Column, is_high: boolean): Row | null {
  const rows = withoutSum(
    grid.rows.filter((row) => !row.is_total && row.figures[column.index]),
    column,
  );
  if (rows.length < 3) return null;
  return rows.reduce((best, row) => {
    const order = compare(
      exactOf((row.figures[column.index] as Entry).figure),
      exactOf((best.figures[column.index] as Entry).figure),
    );
    return (is_high ? order > 0 : order < 0) ? row : best;
  });
}

const isPrintedOnce = ({ rows }: Grid, figure: Figure): boolean =>
  rows.flatMap((row) => row.figures).filter((entry) => entry && equal(exactOf(entry.figure), exactOf(figure))).length === 1;

/** “Tháng 4, Tháng 5, Tháng 6, Quý II”: a last row that holds what the others make together is their total, whatever it is called. */
function withoutSum(rows: Row[], column: Column): Row[] {
  const last = rows.at(-1);
  if (!last || rows.length < 3) return rows;
  const valueIn = (row: Row) => exactOf((row.figures[column.index] as Entry).figure);
  const others = rows.slice(0, -1);
  const sum = others.map(valueIn).reduce(add);
  return equal(sum, valueIn(last)) ||
    /^(?:quý|cả|\d+ tháng|năm|toàn)(?!\p{L})/iu.test(last.label) !==
      /^(?:quý|cả|\d+ tháng|năm|toàn)(?!\p{L})/iu.test(others[0]?.label ?? '')
    ? others
    : rows;
}

const isTied = (grid: Grid, column: Column, row: Row, best: Row): boolean =>
  row === best ||
  grid.rows.filter((r) => r.is_part).length > 0 ||
  equal(exactOf((row.figures[column.index] as Entry).figure), exactOf((best.figures[column.index] as Entry).figure));

function wrong(
  passage: Passage,
  clause: { start: number; end: number },
  row: Row,
  figure: Figure,
  best: Row,
  entry: Entry,
  grid: Grid,
  is_high: boolean,
): Fault {
  const text = passage.text.slice(clause.start, clause.end);
  const lead = text.length - text.trimStart().length;
  return {
    message: 'extreme',
    at: spotIn(passage, clause.start + lead, Math.max(figure.tail, clause.start + lead + 1)),
    figures: [figure, entry.figure],
    data: { row: row.label, word: is_high ? 'cao nhất' : 'thấp nhất', other: best.label, value: entry.figure.raw },
    expected: best.label,
    related: [spotInCell(grid.table, entry.cell)],
    shares: [passage.offset + figure.start],
  };
}

const STOP = new Set(
  'tổng số của các trong đó là và được đã cộng chung tỷ lệ có theo từ bảng trên cho thấy như vậy năm toàn đạt chưa không số điểm hồ sơ kết quả xếp thứ hạng'.split(
    ' ',
  ),
);
const contentOf = (text: string): string[] => [
  ...new Set(
    flat(text)
      .split(' ')
      .filter((word) => word.length > 1 && !STOP.has(word)),
  ),
];

/** A count of the prose that is a misprint of the total row, where the column is called what the prose says. */
function total(context: Context, near: readonly Shown[], sentence: Sentence): Fault | null {
  for (const { figure, before, after, passage } of [...sentence.told, ...sentence.parts, ...sentence.bases]) {
    if (digitsIn(figure.raw) < 3 || figure.scale > 1_000_000n || figure.unit === '') continue;
    if (confirmedIn(context.document).has(passage.offset + figure.start)) continue;
    const lead = passage.text.slice(Math.max(sentence.start, figure.start - 60), figure.start);
    if (APART.test(before) || /năm (?:học )?\d{4}|kỳ trước|năm ngoái|cùng kỳ|so với/iu.test(lead)) continue;
    if (isShortfall(passage, figure)) continue;
    const is_long = digitsIn(figure.raw) >= 5;
    if (near.some(({ grid }) => hasValue(grid, figure)) || isToldElsewhere(context.document, figure, passage)) continue;
    const words = contentOf(
      `${passage.text.slice(Math.max(sentence.start, figure.start - 90), figure.start)} ${passage.text.slice(figure.end, figure.tail)} ${after}`,
    );
    if (words.length === 0) continue;
    for (const { grid } of near) {
      for (const row of grid.rows.filter(
        (r) => r.is_total || isNamedIn(r, sentence.text) || (is_long && contentOf(r.label).some((word) => words.includes(word))),
      )) {
        for (const column of grid.columns) {
          const entry = row.figures[column.index];
          if (
            !entry ||
            column.is_percent ||
            entry.figure.decimals !== figure.decimals ||
            !isMisprint(entry.figure.raw, figure.raw)
          )
            continue;
          const names = contentOf(`${column.own} ${row.is_total ? '' : row.label}`);
          const shared = names.filter((word) => words.includes(word) || (!row.is_total && flat(sentence.text).includes(word)));
          const is_enough = is_long && !row.is_total ? shared.length >= 1 : shared.length * 2 >= names.length;
          if (names.length === 0 || !is_enough) continue;
          // Of three digits two figures are alike by chance: its own words must be those of the column, and of no part of it.
          const clause = `${before} ${after}`;
          const own_words = contentOf(clause);
          const is_short = digitsIn(figure.raw) < 4;
          const own_names = contentOf(column.own);
          if (
            is_short &&
            (!own_names.every((word) => own_words.includes(word)) ||
              isNarrower(lead, `${column.name} ${row.label}`) ||
              !tellsRow(passage, figure, row))
          )
            continue;
          context.count('bound');
          context.count('checked');
          return annex(passage, figure, entry, grid, column.own || row.label);
        }
      }
    }
  }
  return null;
}

/** “số hóa hồ sơ (thiếu 2,4 điểm so với điểm tối đa)”: what is missing of a figure, not the figure. */
const isShortfall = ({ text }: Passage, { start }: Figure): boolean =>
  /(?:^|[\s,;(])(?:thiếu|mất|trừ|hụt|kém|vượt|thừa|dư|chênh(?: lệch)?|(?:thấp|cao|ít|nhiều) hơn)(?:\s(?:đi|mất|tới|đến|thêm|khoảng|điểm tối đa))?\s*$/iu.test(
    text.slice(Math.max(0, start - 28), start),
  );

/** Another figure of three digits or more in the paragraph stands in the row. */
const tellsRow = ({ figures }: Passage, figure: Figure, row: Row): boolean =>
  figures.some(
    (f) =>
      f !== figure &&
      f.kind === 'count' &&
      f.raw.replace(/\D/g, '').length >= 3 &&
      row.figures.some((entry) => entry && equal(exactOf(entry.figure), exactOf(f))),
  );

const isNamedIn = (row: Row, text: string): boolean => nameOf(row).length >= 6 && ` ${flat(text)} `.includes(` ${nameOf(row)} `);

const values = new WeakMap<Grid, Set<string>>();
function hasValue(grid: Grid, figure: Figure): boolean {
  let known = values.get(grid);
  if (!known) {
    known = new Set(grid.rows.flatMap((row) => row.figures.flatMap((entry) => (entry ? [keyOf(entry.figure)] : []))));
    values.set(grid, known);
  }
  return known.has(keyOf(figure)) || (figure.scale > 1n && known.has(keyOf(figure, figure.scale)));
}
/** A header may say the unit for all cells: “6.200 triệu đồng” is `6.200` there. */
const keyOf = (figure: Figure, scale = 1n): string => {
  const { n, d } = exactOf(figure);
  return `${n / scale}/${d}`;
};

/** A rate of the prose without its counts: a quotient of the total row is one misprint away, and nothing in the table fits. */
function rate(context: Context, near: readonly Shown[], sentence: Sentence): Fault | null {
  const { passage } = sentence;
  for (const percent of passage.figures) {
    if (percent.kind !== 'percent' || percent.bound !== 'exact' || percent.decimals === 0) continue;
    if (percent.start < sentence.start || percent.start >= sentence.end) continue;
    const lead = passage.text.slice(Math.max(sentence.start, percent.start - 90), percent.start);
    // A share with its part beside it is decided there.
    if (ratioClaims(passage).some((claim) => claim.percent === percent && (claim.part || claim.fraction))) continue;
    if (APART.test(lead.slice(-50)) || !/tỷ lệ|tỉ lệ|đạt|chiếm|\(\s*$/iu.test(lead)) continue;
    const words = contentOf(lead);
    // It is a share of what the paragraph itself prints.
    const counts = passage.figures.filter((f) => f.kind === 'count' && f.scale === 1n && f.start < percent.start).slice(-8);
    if (counts.some((a) => [...counts, ...sums(counts, a)].some((b) => b !== a && fits(a, b, percent)))) continue;
    for (const { grid } of near) {
      if (hasValue(grid, percent)) break;
      const rows = grid.rows.filter((row) => row.is_total || isNamedIn(row, sentence.text));
      const columns = grid.columns.filter((c) => c.has_figures && !/điểm|tăng|giảm|so sánh|chênh/iu.test(c.own));
      const own = columns.flatMap((c) =>
        rows.flatMap((row) =>
          c.is_percent ||
          /%|(?:tỷ|tỉ) lệ/iu.test(row.label) ||
          (grid.at[row.index] ?? []).some((cell) => cell?.text.trim() === '%')
            ? isCalledSo(lead, words, c, row)
              ? (row.figures[c.index] ?? [])
              : []
            : [],
        ),
      );
      const entry = own.find((e) => isMisprint(e.figure.raw, percent.raw) && e.figure.decimals === percent.decimals);
      if (entry && !isToldElsewhere(context.document, percent, passage)) return annex(passage, percent, entry, grid, 'tỷ lệ');
      const found = quotient(grid, rows, columns, percent, words, lead);
      if (found === 'fits') break;
      if (!found || isToldElsewhere(context.document, percent, passage)) continue;
      decided(context);
      return {
        message: 'table_rate',
        at: spotOf(passage, percent),
        figures: [found.a.figure, found.b.figure, percent],
        data: {
          percent: percent.raw,
          a: found.a.figure.raw,
          b: found.b.figure.raw,
          exact: recomputed(found.a.figure, found.b.figure, percent.decimals + 2) ?? '',
        },
        expected: `${recomputed(found.a.figure, found.b.figure, percent.decimals)}%`,
        related: [spotInCell(grid.table, found.a.cell), spotInCell(grid.table, found.b.cell)],
        shares: [passage.offset + percent.start],
      };
    }
  }
  return null;
}

/** The rate of the prose is called as the column, or as the row when the column is only called a rate. */
function isCalledSo(lead: string, words: readonly string[], column: Column, row: Row): boolean {
  // `2024` or `Quý III` says when; the row says what.
  const names = contentOf(column.own).filter((word) => !/^\d+$/u.test(word));
  if (isNarrower(lead, `${column.name} ${row.label}`)) return false;
  return names.length === 0 ? !row.is_total || column.is_percent : names.some((word) => words.includes(word));
}

function quotient(
  grid: Grid,
  rows: readonly Row[],
  columns: readonly Column[],
  percent: Figure,
  words: readonly string[],
  lead: string,
): { a: Entry; b: Entry } | 'fits' | null {
  let misprinted: { a: Entry; b: Entry } | null = null;
  const all = grid.rows.length <= 40 ? grid.rows : rows;
  for (const row of all)
    for (const x of columns)
      for (const y of columns) {
        const a = row.figures[x.index];
        const b = row.figures[y.index];
        if (
          !a ||
          !b ||
          x === y ||
          a.figure.kind !== 'count' ||
          x.is_percent ||
          y.is_percent ||
          compare(exactOf(a.figure), exactOf(b.figure)) > 0 ||
          exactOf(b.figure).n <= 0n
        )
          continue;
        if (!['mismatch', 'undecided'].includes(ratioVerdict(a.figure, b.figure, percent))) return 'fits';
        const names = contentOf(x.own);
        const is_named =
          names.length > 0 &&
          names.some((word) => words.includes(word)) &&
          names.filter((word) => words.includes(word)).length * 2 >= names.length &&
          !isNarrower(lead, `${x.name} ${row.label}`);
        if (rows.includes(row) && is_named && isMisprintedShare(percent, a.figure, b.figure)) misprinted ??= { a, b };
      }
  return misprinted;
}

function annex(passage: Passage, figure: Figure, entry: Entry, grid: Grid, name: string): Fault {
  return {
    message: 'annex',
    at: spotOf(passage, figure),
    figures: [figure, entry.figure],
    data: { name, first: figure.raw, second: entry.figure.raw },
    expected: entry.figure.raw,
    related: [{ ...spotInCell(grid.table, entry.cell), message: 'Trong biểu' }],
    shares: [passage.offset + figure.start, entry.cell.offset],
  };
}
