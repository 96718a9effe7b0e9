import { dayIn } from './cell-days.ts';
import { type Band, bandOf, loneBandOf, nameOf, scaleOf } from './class-bands.ts';
import { exactOf, type Figure, figuresOf } from './figure.ts';
import { type Column, cellFigure, type Grid, gridsOf, type Row } from './grid.ts';
import { compare } from './rational.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

// Columns that judge their row: a verdict against a target in words, a class against the scale of the report, a state against two days.

const MOST_ROWS = 200;

/** Verdicts, classes and states of rows. R13. */
export function* judgedTables(context: Context): Generator<Fault> {
  const bands = scaleOf(context.document);
  const lone = bands ? null : loneBandOf(context.document);
  for (const grid of gridsOf(context.document)) {
    if (grid.rows.length > MOST_ROWS) continue;
    yield* againstTarget(context, grid);
    yield* againstDeadline(context, grid);
    const own = bands ?? (lone && twoBands(grid, lone));
    if (own) yield* classes(context, grid, own);
  }
}

/** Of two classes in a column, one from 80 points up: the other is what is below. */
function twoBands(grid: Grid, lone: Band): Band[] | null {
  const named = grid.columns.find((c) => !c.has_figures && CLASS.test(c.own));
  if (!named || !grid.columns.some((c) => c.has_figures && /điểm|chỉ số|kết quả/iu.test(c.own))) return null;
  const names = new Set(
    grid.rows.map((row) => nameOf(cellOf(grid, row, named)?.text.trim() ?? '')).filter((name) => name !== ''),
  );
  const [other, more] = [...names].filter((name) => name !== lone.name);
  if (!names.has(lone.name) || !other || more || other.length > 12) return null;
  return [lone, { ...lone, name: other, low: null, high: lone.low, text: other }];
}

const cellOf = (grid: Grid, row: Row, column: Column): Cell | null => {
  const cell = grid.at[row.index]?.[column.index];
  return cell && cell.row === row.index && cell.text.trim() !== '' ? cell : null;
};

const TARGET = /kế hoạch|chỉ tiêu|mục tiêu|yêu cầu|quy định|được giao|(?:^|\s)giao|ngưỡng|định mức/iu;
const RESULT = /kết quả|thực hiện|đạt được|thực tế|ước đạt|tỷ lệ đạt/iu;
const VERDICT = /đánh giá|kết luận|nhận xét|mức độ|tình trạng|xếp loại|ghi chú|trạng thái|so với/iu;
const LEAST = /^[^\d]{0,24}(?:tối thiểu|ít nhất|từ|không dưới|không thấp hơn|≥|>=|trên|đạt trên)\s?$/iu;
const MOST = /^[^\d]{0,24}(?:tối đa|không quá|không vượt(?: quá)?|dưới|≤|<=|không cao hơn)\s?$/iu;

type Limit = { figure: Figure; is_most: boolean; is_open: boolean };

/** “không quá 2 %”, “tối thiểu 70 %”, “từ 90 % trở lên”, “≥ 95 %”: one figure and the way that is good. */
function limitOf({ text }: Cell): Limit | null {
  if (text.length > 60) return null;
  const { figures, fractions } = figuresOf(text);
  const [figure, more] = figures;
  if (!figure || more || fractions.length > 0) return null;
  const [lead, rest] = [text.slice(0, figure.start), text.slice(figure.tail).trim()];
  if (rest !== '' && !/^(?:trở lên|trở xuống|hồ sơ|điểm|\p{L}+(?:\s\p{L}+){0,2})$/iu.test(rest)) return null;
  const is_most = MOST.test(lead) || /trở xuống/iu.test(rest);
  if (!is_most && !LEAST.test(lead) && !/trở lên/iu.test(rest)) return null;
  return { figure, is_most, is_open: /(?:^|\s)(?:trên|dưới)\s?$/iu.test(lead) };
}

/** `Kế hoạch giao | Kết quả | Đánh giá`: the target says itself which way is good. */
function* againstTarget(context: Context, grid: Grid): Generator<Fault> {
  for (const { row, limit, figure, got, asked, said, reaches, is_odd } of judgedByTarget(grid)) {
    decided(context);
    if (!is_odd) continue;
    yield {
      message: 'row',
      at: spotInCell(grid.table, said),
      figures: [figure, limit.figure],
      data: { row: row.label, verdict: said.text.trim(), result: got.text.trim(), target: asked.text.trim() },
      expected: reaches ? 'đạt' : 'chưa đạt',
      related: [spotInCell(grid.table, got), spotInCell(grid.table, asked)],
      shares: [said.offset, got.offset, asked.offset],
    };
  }
}

type ByTarget = {
  row: Row;
  limit: Limit;
  figure: Figure;
  got: Cell;
  asked: Cell;
  said: Cell;
  reaches: boolean;
  /** The verdict says the other. */
  is_odd: boolean;
};

/** Rows whose verdict can be told from a target that says which way is good. */
export function judgedByTarget(grid: Grid): ByTarget[] {
  const target = grid.columns.find(
    (c) => (TARGET.test(c.own) || isOfLimits(grid, c)) && grid.rows.some((row) => limitIn(grid, row, c)),
  );
  const verdict = grid.columns.findLast((c) => c !== target && !c.has_figures && VERDICT.test(c.own));
  const results = grid.columns.filter((c) => c !== target && c !== verdict && RESULT.test(c.own) && !TARGET.test(c.own));
  const [result] = results;
  if (!target || !verdict || !result || results.length > 1) return [];
  return grid.rows.flatMap((row): ByTarget[] => {
    const [limit, got, said] = [limitIn(grid, row, target), cellOf(grid, row, result), cellOf(grid, row, verdict)];
    const figure = got && cellFigure(got);
    const says = said && saysOf(said.text);
    if (!limit || !figure || !said || says === null || figure.bound !== 'exact') return [];
    if (figure.kind !== limit.figure.kind && (figure.kind !== 'count' || figure.unit !== '')) return [];
    const order = compare(exactOf(figure), exactOf(limit.figure));
    const reaches = limit.is_most ? order < 0 || (order === 0 && !limit.is_open) : order > 0 || (order === 0 && !limit.is_open);
    const asked = grid.at[row.index]?.[target.index] as Cell;
    // At the limit itself words are loose.
    return [{ row, limit, figure, got, asked, said, reaches, is_odd: reaches !== says && order !== 0 }];
  });
}

/** “Mức đăng ký” over `≥ 98%`, `≥ 90%`: whatever the column is called, its cells are limits. */
const isOfLimits = (grid: Grid, column: Column): boolean => {
  const limits = grid.rows.filter((row) => limitIn(grid, row, column)).length;
  return limits >= 3 && limits * 3 >= grid.rows.length * 2;
};

const limitIn = (grid: Grid, row: Row, column: Column): Limit | null => {
  const cell = cellOf(grid, row, column);
  return cell ? limitOf(cell) : null;
};

function saysOf(text: string): boolean | null {
  const said = text.trim();
  if (said.length > 24) return null;
  if (/^(?:chưa|không)\s(?:đạt|hoàn thành|đáp ứng|bảo đảm|đảm bảo)/iu.test(said)) return false;
  return /^(?:đạt|hoàn thành|đáp ứng|bảo đảm|đảm bảo)(?!\p{L}|\s(?:một phần|cơ bản|thấp))/iu.test(said) ? true : null;
}

const DUE =
  /thời hạn|hạn (?:hoàn thành|chót|cuối|xử lý|báo cáo|giải quyết|nộp|gửi)|^hạn$|hẹn trả|ngày hẹn|kế hoạch hoàn thành|phải (?:xong|gửi|nộp)/iu;
const DONE =
  /(?:ngày|thời gian|thời điểm)\s(?:thực tế\s)?(?:đã\s)?(?:hoàn thành|gửi|nộp|trả|xong|thực hiện|ban hành|trình)|thực tế|hoàn thành ngày|ngày trả/iu;
const STATE = /tình trạng|đánh giá|kết quả|trạng thái|tiến độ|nhận xét|kết luận|ghi chú/iu;

/** `Thời hạn | Ngày hoàn thành | Tình trạng`: “Đúng hạn” of what was done after its day, “Quá hạn” of what was not. */
function* againstDeadline(context: Context, grid: Grid): Generator<Fault> {
  const due = grid.columns.find((c) => DUE.test(c.own) && !DONE.test(c.own));
  const done = grid.columns.find((c) => c !== due && DONE.test(c.own));
  const state = grid.columns.find((c) => c !== due && c !== done && STATE.test(c.own) && !/ngày|thời gian/iu.test(c.own));
  if (!due || !done || !state) return;
  const rows = grid.rows.flatMap((row) => {
    const [a, b, said] = [cellOf(grid, row, due), cellOf(grid, row, done), cellOf(grid, row, state)];
    const [limit, day] = [a && dayIn(a), b && dayIn(b)];
    const is_late = said ? latenessOf(said.text) : null;
    if (!a || !b || !said || is_late === null || limit === null || day === null) return [];
    return [{ row, a, b, said, is_late, holds: is_late === day > limit }];
  });
  const odd = rows.filter(({ holds }) => !holds);
  // Elsewhere in the table the days and the states agree.
  if (odd.length * 2 > rows.length || rows.length < 2) return;
  for (const { row, a, b, said, is_late } of odd) {
    decided(context);
    yield {
      message: 'row_late',
      at: spotInCell(grid.table, said),
      data: { row: row.label, verdict: said.text.trim(), due: a.text.trim(), done: b.text.trim() },
      expected: is_late ? 'đúng hạn' : 'quá hạn',
      related: [spotInCell(grid.table, b), spotInCell(grid.table, a)],
      shares: [said.offset, a.offset, b.offset],
    };
  }
}

function latenessOf(text: string): boolean | null {
  const said = text.trim();
  if (said.length > 40) return null;
  if (/^(?:không|chưa)\s(?:chậm|trễ|quá)/iu.test(said)) return false;
  if (/^(?:hoàn thành )?(?:đúng|trước|sớm|trong|kịp|bảo đảm|đảm bảo)(?: thời)?(?: hạn| tiến độ| kỳ hạn)|^sớm/iu.test(said))
    return false;
  return /^(?:hoàn thành |gửi )?(?:quá|trễ|chậm|muộn|không đúng)(?: thời)?(?: hạn| tiến độ|\s|$)/iu.test(said) ? true : null;
}

const CLASS = /xếp loại|^loại$|phân loại|xếp mức|mức xếp|đánh giá|hạng/iu;
const NO_VALUE = /tối đa|chuẩn|trừ|thưởng|kế hoạch|chỉ tiêu|^(?:stt|tt)|hạng|số (?:lượng|hồ sơ|dân)/iu;

/** “từ 80 đến dưới 90 là Tốt” above the table, `79,8 | Tốt` in it. */
function* classes(context: Context, grid: Grid, bands: readonly Band[]): Generator<Fault> {
  const named = grid.columns.find(
    (c) =>
      !c.has_figures &&
      CLASS.test(c.own) &&
      grid.rows.filter((row) => bandNamed(grid, row, c, bands)).length * 2 >= grid.rows.length,
  );
  if (!named) return;
  const values = grid.columns.filter((c) => c.has_figures && !NO_VALUE.test(c.own));
  const judged = values.map((column) => ({
    column,
    rows: grid.rows.flatMap((row) => {
      const [entry, band, cell] = [row.figures[column.index], bandNamed(grid, row, named, bands), cellOf(grid, row, named)];
      const right = entry && bandOf(bands, exactOf(entry.figure));
      return entry && band && right && cell ? [{ row, entry, right, cell, holds: right === band }] : [];
    }),
  }));
  // The column that the classes follow; of two, the last: what was appraised stands behind what was claimed.
  const [best] = judged.toSorted((a, b) => held(b.rows) - held(a.rows) || b.column.index - a.column.index);
  if (!best || best.rows.length < 2) return;
  const odd = best.rows.filter(({ holds }) => !holds);
  decided(context, best.rows.length);
  if (odd.length * 2 > best.rows.length) return;
  for (const { entry, right, cell } of odd)
    yield {
      message: 'band',
      at: spotInCell(grid.table, cell),
      figures: [entry.figure],
      data: {
        said: cell.text.trim(),
        value: `${entry.figure.raw}${entry.figure.kind === 'percent' ? '%' : ' điểm'}`,
        right: right.text,
      },
      expected: right.name,
      related: [spotInCell(grid.table, entry.cell)],
      shares: [cell.offset, entry.cell.offset],
    };
}

const held = (rows: readonly { holds: boolean }[]): number => rows.filter(({ holds }) => holds).length;

function bandNamed(grid: Grid, row: Row, column: Column, bands: readonly Band[]): Band | null {
  const cell = cellOf(grid, row, column);
  const said = cell ? nameOf(cell.text.trim()) : '';
  return bands.find(({ name }) => name === said || name === said.replace(/\s?\(.*$/u, '')) ?? null;
}
