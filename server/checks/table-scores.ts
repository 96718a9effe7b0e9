import { exactOf } from './figure.ts';
import { type Column, type Grid, gridsOf } from './grid.ts';
import { compare, equal, printExact, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

const MAXIMUM = /điểm (?:tối đa|chuẩn|theo quy định)|thang điểm|tối đa/iu;
const SCORE =
  /điểm (?:tự (?:chấm|đánh giá)|đạt|chấm|thẩm định|đánh giá|thực tế)|(?:tự chấm|tự đánh giá|thẩm định|kết quả chấm|đạt được)|^điểm$|tổng điểm|điểm số/iu;
const MISSING = /(?:chưa|không) đạt|bị trừ|điểm trừ|mất điểm/iu;
const RANK = /xếp (?:hạng|thứ)|thứ (?:hạng|tự)|^hạng/iu;

/** Scorecards in tables: no score above its maximum, missing = maximum − achieved, ranks in the order of the scores. */
export function* tableScores(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const columns = grid.columns.filter((column) => column.has_figures);
    const maximum = columns.find((column) => MAXIMUM.test(column.name));
    const missing = columns.find((column) => MISSING.test(column.own));
    const scores = columns.filter(
      (column) => column !== maximum && column !== missing && SCORE.test(column.own) && !MAXIMUM.test(column.own),
    );
    const [first] = scores;
    if (maximum) for (const score of scores) yield* above(context, grid, maximum, score);
    if (maximum && first && missing) yield* missingPoints(context, grid, maximum, first, missing);
    const rank = columns.find((column) => RANK.test(column.own));
    const ranked =
      scores.at(-1) ??
      columns.find((column) => /điểm|chỉ số/iu.test(column.own) && column !== rank) ??
      columns.find((column) => column.is_percent && column !== rank);
    // Of two years' scores the ranks are of one: whichever column they follow.
    const others = columns.filter((column) => column !== rank && /điểm|chỉ số/iu.test(column.own) && !MAXIMUM.test(column.own));
    const against = (column: Column): number =>
      [...ranking({ ...context, count: () => {} }, grid, column, rank as Column)].length;
    const [best] =
      rank && others.length > 1
        ? [ranked, ...others].flatMap((c) => (c ? [c] : [])).toSorted((a, b) => against(a) - against(b))
        : [ranked];
    if (rank && best) yield* ranking(context, grid, best, rank);
  }
}

function* above(context: Context, grid: Grid, maximum: Column, score: Column): Generator<Fault> {
  for (const row of grid.rows) {
    const most = row.figures[maximum.index];
    const own = row.figures[score.index];
    if (!most || !own || own.figure.kind !== 'count') continue;
    decided(context);
    if (compare(exactOf(own.figure), exactOf(most.figure)) <= 0) continue;
    yield {
      message: 'cell_above',
      at: spotInCell(grid.table, own.cell),
      figures: [own.figure, most.figure],
      data: { row: row.label, score: own.figure.raw, maximum: most.figure.raw },
      related: [spotInCell(grid.table, most.cell)],
      shares: [own.cell.offset],
    };
  }
}

function* missingPoints(context: Context, grid: Grid, maximum: Column, score: Column, missing: Column): Generator<Fault> {
  for (const row of grid.rows) {
    const most = row.figures[maximum.index];
    const own = row.figures[score.index];
    const lost = row.figures[missing.index];
    if (!most || !own || !lost) continue;
    decided(context);
    const expected = subtract(exactOf(most.figure), exactOf(own.figure));
    if (equal(expected, exactOf(lost.figure))) continue;
    yield {
      message: 'cell_missing',
      at: spotInCell(grid.table, lost.cell),
      figures: [most.figure, own.figure, lost.figure],
      data: {
        row: row.label,
        score: own.figure.raw,
        maximum: most.figure.raw,
        missing: lost.figure.raw,
        expected: printExact(expected),
      },
      expected: printExact(expected),
      related: [spotInCell(grid.table, most.cell), spotInCell(grid.table, own.cell)],
      shares: [lost.cell.offset, own.cell.offset, most.cell.offset],
    };
  }
}

function* ranking(context: Context, grid: Grid, score: Column, rank: Column): Generator<Fault> {
  const rows = grid.rows.flatMap((row) => {
    const points = row.figures[score.index];
    const place = row.figures[rank.index];
    return points && place && !row.is_total ? [{ row, points, place }] : [];
  });
  if (rows.length < 3) return;
  const sorted = rows.toSorted((a, b) => compare(exactOf(a.place.figure), exactOf(b.place.figure)));
  // The least is first, in every row: “thấp nhất xếp thứ nhất”.
  if (
    sorted.every(
      (row, i) => i === 0 || compare(exactOf(row.points.figure), exactOf((sorted[i - 1] as typeof row).points.figure)) > 0,
    )
  )
    return;
  const pairs = sorted.slice(1).map((worse, i) => ({ better: sorted[i] as typeof worse, worse }));
  decided(context, pairs.length);
  const odd = pairs.filter(({ better, worse }) => {
    const places = compare(exactOf(better.place.figure), exactOf(worse.place.figure));
    const points = compare(exactOf(better.points.figure), exactOf(worse.points.figure));
    return points !== 0 && (places === 0 || points < 0);
  });
  for (const { better, worse } of odd) {
    yield {
      message: 'rank',
      at: spotInCell(grid.table, worse.place.cell),
      figures: [worse.points.figure, worse.place.figure],
      data: {
        row: worse.row.label,
        score: worse.points.figure.raw,
        rank: worse.place.figure.raw,
        other: better.row.label,
        other_score: better.points.figure.raw,
        other_rank: better.place.figure.raw,
      },
      // All other rows of a long table stand in the order of their points: the ranks are of these points.
      ...(odd.length === 1 && rows.length >= 5 ? { is_witnessed: true } : {}),
      related: [
        spotInCell(grid.table, better.place.cell),
        spotInCell(grid.table, better.points.cell),
        spotInCell(grid.table, worse.points.cell),
      ],
      shares: [worse.points.cell.offset, better.points.cell.offset],
    };
  }
}
