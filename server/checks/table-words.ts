import type { Document, Passage, Stretch } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import type { Column, Entry, Grid, Row } from './grid.ts';
import { compare, equal, HUNDRED, printVi, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { flat, isCited, type Shown, shownOf } from './shown-tables.ts';
import type { Sentence } from './story.ts';
import { byNameAndFigure, columnSaid } from './table-extremes.ts';
import { besideOf, columnNamed, isSlipOf, measured, rowsNamed, rowsOf } from './table-named.ts';
import { storyTold } from './told-in.ts';

// What a sentence says of the table beside it without its figures: who is highest and lowest, how far apart they are, what all others have.

export const HIGH = /(?:cao|nhiều|lớn|tốt)(?:\s\p{L}+){0,5}?\snhất|dẫn đầu|đứng đầu|đứng thứ nhất/iu;
export const LOW = /(?:thấp|ít|nhỏ|kém)(?:\s\p{L}+){0,5}?\snhất|đứng cuối|xếp cuối|cuối bảng/iu;
export const WIDER =
  /từ trước|cả nước|toàn quốc|lịch sử|(?:mức|điểm|giá trị|cấp) (?:cao|thấp|lớn) nhất|trong \d+ năm|so với|cùng kỳ|năm trước|tăng|giảm|cải thiện|trong số (?:đó|này)|trong nhóm|mục tiêu|chỉ tiêu/iu;

/** Extremes, gaps and rests that words tell of the table beside them. R10. */
export function* tableWords(context: Context): Generator<Fault> {
  for (const sentences of storyTold(context.document, 0)) {
    const passage = sentences[0]?.passage;
    if (!passage) continue;
    // Two tables beside one paragraph: which is meant is not known. Of none, the one that it names.
    const beside = besideOf(context.document, passage);
    const [only, more] = beside.length > 0 ? beside : citedBy(context.document, passage);
    if (!only || more) continue;
    for (const sentence of sentences) {
      if (!HIGH.test(sentence.text) && !LOW.test(sentence.text) && !/còn lại|khác|đều/iu.test(sentence.text)) continue;
      yield* extremes(context, only.grid, sentence);
      yield* gap(context, only.grid, sentence);
      yield* rest(context, only.grid, sentence);
    }
  }
}

const CITES = /(?:biểu|bảng|phụ lục)\s/iu;

/** “… (Biểu 4). Nguồn có tỷ lệ giải ngân cao nhất là …”. */
const citedBy = (document: Document, passage: Passage): readonly Shown[] =>
  EXTREMES.test(passage.text) && CITES.test(passage.text)
    ? shownOf(document).filter(
        (table) =>
          !table.grid.rows.some((row) => row.is_part) &&
          (isCited(table, passage.text) || isTitled(document, table, passage.text)),
      )
    : [];

const EXTREMES = /nhất (?:là|thuộc về)/iu;

/** The line above the table is its number: “BIỂU 4. GIẢI NGÂN VỐN …”. */
function isTitled(document: Document, { before }: Shown, text: string): boolean {
  const above = document.passages[before - 1]?.text.trim() ?? '';
  const own = /^\W*((?:biểu|bảng|phụ lục)\s(?:số\s)?(?:\d{1,2}|[IVX]{1,4}))(?![\p{L}\d])/iu.exec(above)?.[1]?.toLowerCase();
  return own !== undefined && new RegExp(`${own}(?![\\p{L}\\d])`, 'iu').test(text);
}

export function* clausesOf({ passage, start, end }: Sentence): Generator<Stretch> {
  let from = start;
  let depth = 0;
  for (let i = start; i < end; i += 1) {
    const char = passage.text[i];
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    if (depth > 0 || (char !== ';' && char !== ',')) continue;
    // “là đào tạo, phổ cập kỹ năng số; thấp nhất là …”: a name goes on behind its comma.
    const rest = passage.text.slice(i, i + 60).split(/(?<=.)[;,(]/u)[0] ?? '';
    if (char === ',' && !(/^,\s/u.test(rest) && (HIGH.test(rest) || LOW.test(rest)))) continue;
    yield { start: from, end: i };
    from = i + 1;
  }
  yield { start: from, end };
}

function* extremes(context: Context, grid: Grid, sentence: Sentence): Generator<Fault> {
  const { passage } = sentence;
  for (const clause of clausesOf(sentence)) {
    const text = passage.text.slice(clause.start, clause.end);
    const is_high = HIGH.test(text);
    if (is_high === LOW.test(text)) continue;
    const first = passage.figures.find((f) => f.start >= clause.start && f.end <= clause.end);
    const [only, second] = first ? rowsNamed(grid, passage.text.slice(clause.start, first.start)) : [];
    // “tỷ lệ điểm cao nhất là A (8,5/9 điểm); thấp nhất là B (8,25/12 điểm)”: shares are compared (extremes-far.ts).
    const is_share =
      passage.fractions.some(({ a }) => a.start === first?.start) &&
      /(?:tỷ|tỉ) lệ/iu.test(passage.text.slice(sentence.start, clause.end));
    if (is_share) continue;
    if (only && first && !second && first.bound === 'exact' && !WIDER.test(passage.text.slice(clause.start, first.start)))
      yield* byNameAndFigure(context, grid, passage, clause, { row: only.row, figure: first, is_high }, bestOf);
    if (WIDER.test(text)) continue;
    const figures = passage.figures.filter((f) => f.start >= clause.start && f.end <= clause.end && f.bound === 'exact');
    const named = rowsNamed(grid, text);
    const [figure, more] = figures;
    const [one, other] = named;
    if (one && !other && figures.length === 0) yield* byName(context, grid, sentence, clause, one.row, is_high);
    else if (figure && !more && !one) yield* byFigure(context, grid, passage, figure, clause, is_high);
  }
}

function bestOf(rows: readonly Row[], column: Column, is_high: boolean): { row: Row; entry: Entry } | null {
  const filled = rows.flatMap((row) => {
    const entry = row.figures[column.index];
    return entry ? [{ row, entry }] : [];
  });
  if (filled.length < 3 || filled.length !== rows.length) return null;
  return filled.reduce((best, one) =>
    compare(exactOf(one.entry.figure), exactOf(best.entry.figure)) > 0 === is_high && !isSame(one.entry, best.entry) ? one : best,
  );
}

const isSame = (a: Entry, b: Entry): boolean => equal(exactOf(a.figure), exactOf(b.figure));

/** “sang quý II đơn vị có tỷ lệ đúng hạn cao nhất là Xã Kon Đào”. */
function* byName(
  context: Context,
  grid: Grid,
  sentence: Sentence,
  clause: Stretch,
  row: Row,
  is_high: boolean,
): Generator<Fault> {
  const { passage } = sentence;
  const text = passage.text.slice(clause.start, clause.end);
  const columns = measured(grid);
  const said_here = columnSaid(grid, text);
  const column = said_here ?? columnSaid(grid, passage.text.slice(sentence.start, clause.end));
  const entry = column && row.figures[column.index];
  const best = column && bestOf(rowsOf(grid), column, is_high);
  if (!column || !entry || !best) return;
  // “đứng đầu” of what is late is no praise.
  if (/(?:dẫn|đứng) đầu|đứng cuối|xếp cuối/iu.test(text) && /quá hạn|trễ|chưa/iu.test(column.own)) return;
  decided(context);
  if (isSame(entry, best.entry)) return;
  // “Đội cơ động kiểm tra ít nhất nhưng mức phạt cao nhất, gần gấp đôi Đội 3 - đơn vị thấp nhất”: of one of the columns that the sentence names.
  if (!said_here && columns.some((c) => bestOf(rowsOf(grid), c, is_high)?.row === row)) return;
  const lead = text.length - text.trimStart().length;
  const said = /nhất\s(?:vẫn\s)?(?:là|thuộc về|:)\s?(.{2,90})$/iu.exec(text.trimEnd())?.[1] ?? '';
  const is_said = said !== '' && (!/[,;:]/u.test(said) || flat(said) === flat(row.label));
  yield {
    message: 'extreme_named',
    severity: is_said || columns.length === 1 ? 'error' : 'warning',
    at: spotIn(passage, clause.start + lead, clause.start + text.trimEnd().length),
    figures: [entry.figure, best.entry.figure],
    data: extremeData(row, entry, best, is_high),
    expected: best.row.label,
    related: [spotInCell(grid.table, entry.cell), spotInCell(grid.table, best.entry.cell)],
    shares: [passage.offset + clause.start, entry.cell.offset, best.entry.cell.offset],
  };
}

const extremeData = (row: Row, entry: Entry, best: { row: Row; entry: Entry }, is_high: boolean): Record<string, string> => ({
  row: row.label,
  value: entry.figure.raw,
  word: is_high ? 'cao nhất' : 'thấp nhất',
  other: best.row.label,
  other_value: best.entry.figure.raw,
});

/** “nơi thấp nhất mới đạt 63,9 %”: the figure is of a row that is not the lowest of its column. */
function* byFigure(
  context: Context,
  grid: Grid,
  passage: Passage,
  figure: Figure,
  clause: Stretch,
  is_high: boolean,
): Generator<Fault> {
  const lead = passage.text.slice(clause.start, figure.start);
  if (
    /(?<!\p{L})(?:này|đó|trên)(?!\p{L})/iu.test(lead) ||
    !/nhất(?:\s(?:là|chỉ|mới|đạt|cũng|ở mức|mức|còn|với|có|tỷ lệ)){0,4}\s?\(?$/iu.test(lead)
  )
    return;
  if (figure.kind === 'count' && figure.decimals === 0 && exactOf(figure).n < 20n) return;
  const held = measured(grid).flatMap((column) =>
    rowsOf(grid).flatMap((row) => {
      const entry = row.figures[column.index];
      return entry && equal(exactOf(entry.figure), exactOf(figure)) ? [{ column, row, entry }] : [];
    }),
  );
  const [found, more] = held;
  if (!found || more || (figure.kind === 'percent') !== found.column.is_percent) return;
  const best = bestOf(rowsOf(grid), found.column, is_high);
  if (!best) return;
  decided(context);
  if (isSame(best.entry, found.entry)) return;
  yield {
    message: 'extreme_named',
    at: spotIn(passage, clause.start + lead.length - lead.trimStart().length, figure.tail),
    figures: [figure, best.entry.figure],
    data: extremeData(found.row, found.entry, best, is_high),
    expected: best.entry.figure.raw,
    related: [spotInCell(grid.table, best.entry.cell), spotInCell(grid.table, found.entry.cell)],
    shares: [passage.offset + figure.start, best.entry.cell.offset],
  };
}

const FIRST = '(?:cao nhất|đứng đầu|dẫn đầu|xếp đầu|thứ nhất)';
const LAST = '(?:thấp nhất|đứng cuối|cuối bảng|xếp cuối|cuối cùng)';
const APART = new RegExp(
  `(?:khoảng cách|chênh lệch|cách biệt|chênh)[^.;\\d]{0,60}(?:${FIRST}[^.;\\d]{0,60}${LAST}|${LAST}[^.;\\d]{0,60}${FIRST})[^.;\\d]{0,40}$|${FIRST}[^.;\\d]{0,40}(?:cao|nhiều|lớn)?\\s?hơn[^.;\\d]{0,40}${LAST}[^.;\\d]{0,20}$|${LAST}[^.;\\d]{0,40}(?:kém|thấp hơn)[^.;\\d]{0,40}${FIRST}[^.;\\d]{0,20}$`,
  'iu',
);

/** “Khoảng cách giữa xã đứng đầu và xã đứng cuối còn tới 14,5 điểm”. */
function* gap(context: Context, grid: Grid, { passage, start, end, text }: Sentence): Generator<Fault> {
  const figure = passage.figures.find((f) => f.start >= start && f.end <= end && APART.test(passage.text.slice(start, f.start)));
  if (figure?.bound !== 'exact') return;
  const gaps = measured(grid).flatMap((column) => {
    const [high, low] = [bestOf(rowsOf(grid), column, true), bestOf(rowsOf(grid), column, false)];
    return high && low ? [{ column, high, low, value: subtract(exactOf(high.entry.figure), exactOf(low.entry.figure)) }] : [];
  });
  if (gaps.length === 0) return;
  decided(context);
  if (gaps.some(({ value }) => equal(value, exactOf(figure)))) return;
  const own = columnNamed(
    gaps.map(({ column }) => column),
    text,
  );
  const found = gaps.length === 1 ? gaps[0] : gaps.find(({ column }) => column === own);
  if (!found) return;
  const is_near = compare({ n: difference(found.value, figure).n * 5n, d: difference(found.value, figure).d }, found.value) < 0;
  yield {
    message: 'gap_told',
    severity: isSlipOf(figure, found.value) || is_near ? 'error' : 'warning',
    at: spotOf(passage, figure),
    figures: [figure, found.high.entry.figure, found.low.entry.figure],
    data: {
      gap: figure.raw,
      high: found.high.entry.figure.raw,
      low: found.low.entry.figure.raw,
      expected: printVi(found.value, Math.max(found.high.entry.figure.decimals, found.low.entry.figure.decimals)),
    },
    expected: printVi(found.value, Math.max(found.high.entry.figure.decimals, found.low.entry.figure.decimals)),
    related: [found.high, found.low].map(({ entry }) => spotInCell(grid.table, entry.cell)),
    shares: [passage.offset + figure.start],
  };
}

function difference(a: Rational, figure: Figure): Rational {
  const gap = subtract(a, exactOf(figure));
  return gap.n < 0n ? { n: -gap.n, d: gap.d } : gap;
}

const REST =
  /(?:trừ|ngoài|ngoại trừ)\s[^.;]{3,120}?,\s?(?:tất cả\s)?(?:các|những|\d{1,2})?\s?[^.;,\d]{0,40}(?:còn lại|khác)\s[^.;\d]{0,60}$/iu;

/** “Trừ xã Đăk Mar (97,5 %), các đơn vị còn lại đều đúng hạn 100 %”: so they are in the column that holds 97,5 for Đăk Mar. */
function* rest(context: Context, grid: Grid, { passage, start, end, text }: Sentence): Generator<Fault> {
  const full = passage.figures.find(
    (f) => f.kind === 'percent' && f.start >= start && f.end <= end && f.bound === 'exact' && equal(exactOf(f), HUNDRED),
  );
  const m = full && REST.exec(passage.text.slice(start, full.start));
  if (!full || !m) return;
  const but = rowsNamed(grid, m[0].split(/,\s?(?:tất cả\s)?(?:các|những|\d)/iu)[0] ?? '').map(({ row }) => row);
  const percents = measured(grid).filter((c) => c.is_percent);
  const shown = percents.filter((c) =>
    but.some((row) => {
      const entry = row.figures[c.index];
      return (
        entry && passage.figures.some((f) => f.start >= start && f.end <= full.start && equal(exactOf(f), exactOf(entry.figure)))
      );
    }),
  );
  const column =
    (shown.length === 1 ? shown[0] : null) ?? columnNamed(percents, text) ?? (percents.length === 1 ? percents[0] : null);
  if (but.length === 0 || !column) return;
  const others = rowsOf(grid).filter((row) => !but.includes(row));
  const odd = others.filter((row) => {
    const entry = row.figures[column.index];
    return entry && !equal(exactOf(entry.figure), HUNDRED);
  });
  decided(context);
  const [row, more] = odd;
  const entry = row?.figures[column.index];
  if (!row || !entry || more) return;
  yield {
    message: 'rest_told',
    at: spotIn(passage, start + m.index, full.tail),
    figures: [full, entry.figure],
    data: { row: row.label, value: entry.figure.raw },
    related: [spotInCell(grid.table, entry.cell)],
    shares: [passage.offset + full.start, entry.cell.offset],
  };
}
