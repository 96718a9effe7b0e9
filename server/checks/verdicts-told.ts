import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Column, type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { compare } from './rational.ts';
import type { Cell } from './report.ts';
import { type Context, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';

type Target = { figure: Figure; is_limit: boolean; open: number };

const ASKS =
  /(?:quy định|yêu cầu|chuẩn|chỉ tiêu|kế hoạch|mục tiêu|theo chuẩn|KH)(?:[^();,.\d]|\sSố\s){0,24}(?:\s(?:năm\s)?\d{4})?(?:[^();,.\d]){0,24}[:\s]\s*(từ|tối thiểu|ít nhất|trên|≥|>=|đạt|là|≤|<=|không quá|dưới|tối đa)?\s*$/iu;
const MET = /(?:^|:\s*)(?:đã )?(?:đạt|đạt chuẩn|đạt và vượt|vượt)\s*[.;]?\s*$/iu;
const NOT_MET = /(?:chưa|không) đạt(?: chuẩn)?\s*[.;]?\s*$/iu;

/** Verdicts of a heading over its figures, verdict columns of tables, and ranks with their threshold in a bracket. */
export function* verdictsTold(context: Context): Generator<Fault> {
  for (const passage of context.document.passages) {
    if (passage.section.is_plan || passage.is_footnote) continue;
    yield* underHeading(context, passage);
    yield* rank(context, passage);
  }
  for (const grid of gridsOf(context.document)) yield* inTable(context, grid);
}

/** “Tiêu chí số 11: Đạt” over “… tỷ lệ 4,09 % (quy định: ≤ 5 %)”. Under “chưa đạt” one of several may be met. */
function* underHeading(context: Context, passage: Passage): Generator<Fault> {
  const heading = headingOf(context.document, passage);
  if (!heading || !MET.test(heading.text) || NOT_MET.test(heading.text)) return;
  for (const target of targetsIn(passage)) {
    const result = resultBefore(passage, target);
    if (!result) continue;
    for (const what of ['seen', 'bound', 'checked'] as const) context.count(what);
    const order = compare(exactOf(result), exactOf(target.figure));
    if (target.is_limit ? order <= 0 : order >= 0) continue;
    const at = heading.text.length - (/(?:đã )?(?:đạt|vượt)[^:]*$/iu.exec(heading.text)?.[0].length ?? 0);
    yield {
      message: target.is_limit ? 'over_limit' : 'not_met',
      at: spotOf(passage, result),
      figures: [result, target.figure],
      data: {
        verdict: heading.text.slice(at).replace(/[\s.;]+$/u, ''),
        result: print(result),
        target: print(target.figure),
      },
      expected: 'chưa đạt',
      related: [spotOf(passage, target.figure), spotIn(heading, at, heading.text.length)],
      shares: [passage.offset + result.start],
    };
  }
}

const print = (figure: Figure): string => (figure.kind === 'percent' ? `${figure.raw}%` : figure.raw);

function headingOf(document: Document, passage: Passage): Passage | null {
  const heading = document.passages[passage.section.opens];
  return heading && heading !== passage && passage.index - heading.index <= 3 ? heading : null;
}

/** Thresholds in brackets: “(quy định: từ 98 % trở lên)”, “(KH 92 %)”. */
function targetsIn(passage: Passage): Target[] {
  return passage.figures.flatMap((figure) => {
    const open = passage.text.lastIndexOf('(', figure.start);
    if (open < 0 || figure.start - open > 70 || passage.text.slice(open, figure.start).includes(')')) return [];
    const lead = passage.text.slice(open + 1, figure.start);
    const m = ASKS.exec(lead);
    if (!m || /cùng kỳ|so với/iu.test(lead)) return [];
    return [
      {
        figure,
        is_limit: /≤|<=|không quá|dưới|tối đa/iu.test(m[1] ?? '') || figure.bound === 'at_most' || figure.bound === 'under',
        open,
      },
    ];
  });
}

/** The figure of the same kind right before the bracket. */
function resultBefore(passage: Passage, { figure, open }: Target): Figure | null {
  const result = passage.figures.findLast((f) => f.tail <= open + 1 && f.kind === figure.kind);
  if (result?.bound !== 'exact' || open - result.tail > 24) return null;
  if (figure.kind === 'count' && (result.scale !== figure.scale || result.unit !== figure.unit || figure.unit === ''))
    return null;
  return /(?:tăng|giảm)\s*$/iu.test(passage.text.slice(Math.max(0, result.start - 8), result.start)) ? null : result;
}

/** “đạt 91,37/100 điểm, xếp loại Xuất sắc (từ 90 điểm trở lên)”. */
function* rank(context: Context, passage: Passage): Generator<Fault> {
  const m = /xếp loại[^().;,\d]{0,40}\((?:từ|trên|≥|đạt từ)\s*$/iu;
  for (const figure of passage.figures) {
    if (figure.kind !== 'count' || !m.test(passage.text.slice(Math.max(0, figure.start - 70), figure.start))) continue;
    const score =
      passage.fractions.findLast((f) => f.unit === 'điểm' && f.tail < figure.start)?.a ??
      passage.figures.findLast((f) => f.unit === 'điểm' && f.tail < figure.start);
    if (!score || figure.start - score.end > 110) continue;
    for (const what of ['seen', 'bound', 'checked'] as const) context.count(what);
    if (compare(exactOf(score), exactOf(figure)) >= 0) continue;
    yield {
      message: 'rank',
      at: spotOf(passage, figure),
      figures: [score, figure],
      data: { score: score.raw, target: figure.raw },
      related: [spotOf(passage, score)],
      shares: [passage.offset + figure.start, passage.offset + score.start],
    };
  }
}

const PLAN = /kế hoạch|chỉ tiêu(?! )|chỉ tiêu (?:giao|năm)|mục tiêu|quy định|yêu cầu|(?:^|\s)KH(?:\s|$)/iu;
const RESULT = /thực hiện|kết quả|đạt được|ước|(?:^|\s)TH(?:\s|$)/iu;
const VERDICT = /đánh giá|kết luận|nhận xét|mức độ hoàn thành|so với (?:kế hoạch|chỉ tiêu)/iu;

/** A plan, a result and a verdict in each row: those of most rows say which way is good. */
function* inTable(context: Context, grid: Grid): Generator<Fault> {
  const verdict = grid.columns.find((c) => !c.has_figures && VERDICT.test(c.own));
  const plan = grid.columns.find((c) => c.has_figures && PLAN.test(c.own));
  const result = grid.columns.find((c) => c.has_figures && c !== plan && RESULT.test(c.own) && !PLAN.test(c.own));
  if (!verdict || !plan || !result) return;
  const rows = grid.rows.flatMap((row) => {
    const [asked, got] = [row.figures[plan.index], row.figures[result.index]];
    const cell = grid.at[row.index]?.[verdict.index];
    const said = cell ? saysOf(cell) : null;
    return asked && got && cell && said !== null
      ? [{ row, asked, got, cell, said, order: compare(exactOf(got.figure), exactOf(asked.figure)) }]
      : [];
  });
  // “≤ 5”, “giảm còn”: less is good there.
  const upward = rows.filter(({ row, asked }) => !isLimit(row, asked, plan));
  const held = upward.filter(({ said, order }) => said === order >= 0);
  if (upward.length < 3 || held.length * 3 < upward.length * 2) return;
  for (const entry of upward) {
    for (const what of ['seen', 'bound', 'checked'] as const) context.count(what);
    if (held.includes(entry)) continue;
    yield {
      message: 'row',
      at: spotInCell(grid.table, entry.cell),
      figures: [entry.got.figure, entry.asked.figure],
      data: {
        row: entry.row.label,
        verdict: entry.cell.text.trim(),
        result: entry.got.figure.raw,
        target: entry.asked.figure.raw,
      },
      expected: entry.order >= 0 ? 'đạt' : 'chưa đạt',
      related: [spotInCell(grid.table, entry.got.cell), spotInCell(grid.table, entry.asked.cell)],
      shares: [entry.got.cell.offset, entry.asked.cell.offset],
    };
  }
}

function saysOf(cell: Cell): boolean | null {
  const text = cell.text.trim();
  if (/^(?:chưa|không) (?:đạt|hoàn thành)/iu.test(text)) return false;
  return /^(?:đạt|hoàn thành|vượt)/iu.test(text) ? true : null;
}

const isLimit = (row: Row, asked: Entry, _plan: Column): boolean =>
  /≤|<|dưới|không quá|tối đa/u.test(asked.cell.text) ||
  /giảm|nghèo|sai sót|tai nạn|quá hạn|suy dinh dưỡng|tử vong|tội phạm|thất nghiệp/iu.test(row.label);
