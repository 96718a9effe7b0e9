// A plan, a result and a verdict in each row of a table: those of most rows say which way is good. R13; and R12 asks which verdicts its figures contradict.
import { exactOf } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { judgedByTarget } from './judged-tables.ts';
import { compare } from './rational.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

const PLAN =
  /kế hoạch|(?<!\p{L})(?:được )?giao(?: năm|$)|(?<!\p{L})ngưỡng|chỉ tiêu(?! )|chỉ tiêu (?:giao|năm)|mục tiêu|quy định|yêu cầu|(?:^|\s)KH(?:\s|$)/iu;
/** What is also a target, where no column is called as one is: the level that was registered, promised, set. */
const ASKED = /đăng ký|cam kết|đề ra|phấn đấu|tiêu chuẩn|^mức(?! độ| hài| đạt)/iu;
const RESULT = /thực hiện|kết quả|đạt được|ước|(?:^|\s)TH(?:\s|$)/iu;
const VERDICT = /đánh giá|kết luận|nhận xét|mức độ hoàn thành|so với (?:kế hoạch|chỉ tiêu)/iu;

const SIGN = /[≥≤<>]|tối thiểu|tối đa|không quá|trở lên|dưới/iu;

type Judged = { row: Row; asked: Entry; got: Entry; cell: Cell; said: boolean; is_odd: boolean };

/** Verdicts of rows against the figures beside them. */
export function* verdictRows(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const { row, asked, got, cell, said, is_odd } of judgedRows(grid)) {
      decided(context);
      if (!is_odd) continue;
      yield {
        message: 'row',
        at: spotInCell(grid.table, cell),
        figures: [got.figure, asked.figure],
        data: { row: row.label, verdict: cell.text.trim(), result: got.figure.raw, target: asked.figure.raw },
        expected: said ? 'chưa đạt' : 'đạt',
        related: [spotInCell(grid.table, got.cell), spotInCell(grid.table, asked.cell)],
        shares: [got.cell.offset, asked.cell.offset],
      };
    }
}

const made = new WeakMap<Grid, readonly Judged[]>();

/** Rows whose verdict can be told from their figures. */
function judgedRows(grid: Grid): readonly Judged[] {
  let found = made.get(grid);
  if (!found) {
    found = readRows(grid);
    made.set(grid, found);
  }
  return found;
}

/** The rows that say one thing and whose figures say the other. */
export const contradicted = (grid: Grid): ReadonlySet<Row> =>
  new Set([...judgedRows(grid), ...judgedByTarget(grid)].flatMap(({ row, is_odd }) => (is_odd ? [row] : [])));

function readRows(grid: Grid): Judged[] {
  const plan =
    grid.columns.find((c) => c.has_figures && PLAN.test(c.own)) ?? grid.columns.find((c) => c.has_figures && isAsked(grid, c));
  if (!plan) return [];
  const verdict = grid.columns.find((c) => !c.has_figures && VERDICT.test(c.own)) ?? judging(grid);
  const named = grid.columns.find((c) => c.has_figures && c !== plan && RESULT.test(c.own) && !PLAN.test(c.own));
  // `Mục tiêu 2024 | 9T/2024 | KQ`: what stands between the two.
  const [between, more] = grid.columns.filter((c) => verdict && c.index > plan.index && c.index < verdict.index);
  const result = named ?? (between?.has_figures && !more && !PLAN.test(between.own) ? between : undefined);
  if (!verdict || !result) return [];
  const rows = grid.rows.flatMap((row) => {
    const [asked, got] = [row.figures[plan.index], row.figures[result.index]];
    const cell = grid.at[row.index]?.[verdict.index];
    const said = cell ? saysOf(cell) : null;
    return asked && got && cell && said !== null
      ? [{ row, asked, got, cell, said, order: compare(exactOf(got.figure), exactOf(asked.figure)) }]
      : [];
  });
  // “≤ 5”, “giảm còn”: less is good there.
  const upward = rows.filter(({ row, asked }) => !isLimit(row, asked));
  const held = upward.filter(({ said, order }) => said === order >= 0);
  const is_habit = upward.length >= 3 && held.length * 3 >= upward.length * 2;
  // “≥ 95 %” says itself which way is good.
  return rows
    .filter((entry) => (is_habit && upward.includes(entry)) || SIGN.test(entry.asked.cell.text))
    .map((entry) => {
      const is_low = /[≤<]|dưới|không quá|tối đa/iu.test(entry.asked.cell.text);
      return { ...entry, is_odd: entry.said !== (is_low ? entry.order <= 0 : entry.order >= 0) };
    });
}

/** Called as a level to be reached, or its figures say themselves that they are one: `≥ 98%`, `từ 90% trở lên`. */
function isAsked(grid: Grid, column: Column): boolean {
  if (ASKED.test(column.own)) return true;
  const cells = grid.rows.flatMap((row) => row.figures[column.index]?.cell ?? []);
  return cells.length >= 3 && cells.filter(({ text }) => SIGN.test(text)).length * 3 >= cells.length * 2;
}

/** A column of nothing but verdicts, whatever it is called. */
const judging = (grid: Grid): Column | undefined =>
  grid.columns.find(
    (c) =>
      !c.has_figures &&
      grid.rows.length > 3 &&
      grid.rows.every((row) => {
        const cell = grid.at[row.index]?.[c.index];
        return cell !== undefined && cell.text.length < 24 && saysOf(cell) !== null;
      }),
  );

function saysOf(cell: Cell): boolean | null {
  const text = cell.text.trim();
  if (/^(?:chưa|không) (?:đạt|hoàn thành)/iu.test(text)) return false;
  return /^(?:đạt|hoàn thành|vượt)/iu.test(text) ? true : null;
}

const isLimit = (row: Row, asked: Entry): boolean =>
  /≤|<|dưới|không quá|tối đa/u.test(asked.cell.text) ||
  /giảm|nghèo|sai sót|tai nạn|quá hạn|suy dinh dưỡng|tử vong|tội phạm|thất nghiệp/iu.test(row.label);
