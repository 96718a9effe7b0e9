import { type Column, type Grid, gridsOf } from './grid.ts';
import { dayNumber } from './head.ts';
import { masksOf } from './mask.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

const CAME = /tiếp nhận|nhận hồ sơ|ngày (?:nhận|nộp|gửi|giao)|bắt đầu|khởi công|thụ lý/iu;
const ENDED = /trả kết quả|ngày trả|hoàn thành|kết thúc|(?:giải quyết|xử lý) xong|bàn giao|thực tế/iu;
const DUE = /hẹn|hạn|dự kiến|kế hoạch|quy định/iu;
const LEAST = 3;
const MOST_ROWS = 500;

/** `Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả`: nothing is given back before it came, when the other rows hold to that. R14. */
export function* rowDays(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    if (grid.rows.length < LEAST) continue;
    const from = grid.columns.find(({ own }) => CAME.test(own) && !ENDED.test(own) && !DUE.test(own));
    const to = grid.columns.find(
      ({ own, index }) => from && index > from.index && ENDED.test(own) && !DUE.test(own) && /kết quả|thực tế|xong/iu.test(own),
    );
    if (from && to) yield* judged(context, grid, from, to);
  }
}

function* judged(context: Context, grid: Grid, from: Column, to: Column): Generator<Fault> {
  const rows = grid.rows.slice(0, MOST_ROWS).flatMap((row) => {
    const [a, b] = [from, to].map((column) => grid.at[row.index]?.[column.index]);
    const [came, ended] = [a, b].map((cell) => (cell ? dayOf(cell) : null));
    return a && b && typeof came === 'number' && typeof ended === 'number' ? [{ a, b, is_odd: ended < came }] : [];
  });
  const odd = rows.filter(({ is_odd }) => is_odd);
  if (rows.length < LEAST || odd.length * 3 > rows.length) return;
  for (const { a, b } of odd) {
    decided(context);
    yield {
      message: 'reversed_row',
      at: spotInCell(grid.table, b),
      data: { from: a.text.trim(), to: b.text.trim() },
      related: [spotInCell(grid.table, a)],
    };
  }
}

/** The only full date of a cell. */
function dayOf({ text }: Cell): number | null {
  if (text.length > 40) return null;
  const [date, more] = masksOf(text).filter((mask) => mask.kind === 'date');
  return date?.date?.day !== undefined && date.date.year !== undefined && !more ? dayNumber(date.date) : null;
}
