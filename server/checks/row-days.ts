import { backwards } from './cell-days.ts';
import { gridsOf } from './grid.ts';
import type { Context, Fault } from './rule.ts';

const CAME = /tiếp nhận|nhận hồ sơ|ngày (?:nhận|nộp|gửi|giao)|bắt đầu|khởi công|thụ lý/iu;
const ENDED = /trả kết quả|ngày trả|hoàn thành|kết thúc|(?:giải quyết|xử lý) xong|bàn giao|thực tế/iu;
const DUE = /hẹn|hạn|dự kiến|kế hoạch|quy định/iu;

/** `Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả`: nothing is given back before it came, when the other rows hold to that. R14. */
export function* rowDays(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const from = grid.columns.find(({ own }) => CAME.test(own) && !ENDED.test(own) && !DUE.test(own));
    const to = grid.columns.find(
      ({ own, index }) => from && index > from.index && ENDED.test(own) && !DUE.test(own) && /kết quả|thực tế|xong/iu.test(own),
    );
    if (from && to) yield* backwards(context, grid, from, to);
  }
}
