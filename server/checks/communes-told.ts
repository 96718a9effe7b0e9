// The number of communes of a place, told without a fraction: “trên địa bàn 11 xã”, “tại trụ sở 11 xã”. R21.
//
// A number of communes may be of some of them; words that speak of the whole place (“trên địa bàn”, “cả”, “trụ sở”, 11/11) may not, and no part of them is
// more than all. Three places at least must agree before a fourth is the odd one.
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare, equal } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { areOneSlip } from './slip.ts';
import { toldIn } from './told-in.ts';

type Told = { passage: Passage; figure: Figure; is_whole: boolean };

const WHOLE =
  /(?:trên địa bàn|(?:huyện|thị xã) (?:có|gồm)|(?<!\p{L})cả|tất cả|toàn bộ|trụ sở(?: của)?|UBND|ủy ban nhân dân)\s$/iu;
/** Those of another place or another time, and visits that may come twice. */
const OTHER =
  /(?:so với|cùng kỳ|trước|(?<!\p{L})cũ|tỉnh|cả nước|toàn quốc|sáp nhập|sắp xếp|giảm|tăng|thêm|dự kiến|kế hoạch|lượt|cụm)/iu;
const NARROWED =
  /^\s(?:đặc biệt|khó khăn|vùng|biên giới|đạt|chưa|nông thôn|mới|điểm|còn|thuộc|trọng điểm|miền|khu vực|an toàn|đăng ký|có|được|không|nghèo|loại|về đích|mô hình|liên|hoàn thành|đã (?:đạt|hoàn thành))(?!\p{L})/iu;

/** The one number of communes that all others of the same place deny. */
export function* communesTold(context: Context): Generator<Fault> {
  const told = toldIn(context.document, 1).flatMap((passage) =>
    passage.figures.flatMap((figure): Told[] => {
      if (figure.unit !== 'xã' || figure.kind !== 'count' || figure.bound !== 'exact' || figure.decimals > 0) return [];
      const before = passage.text.slice(Math.max(0, figure.start - 40), figure.start);
      const after = passage.text.slice(figure.tail, figure.tail + 30);
      const fraction = passage.fractions.find(({ a, b }) => a.start === figure.start || b.start === figure.start);
      if (fraction && !equal(exactOf(fraction.a), exactOf(fraction.b))) return [];
      if (fraction && fraction.b.start === figure.start) return [];
      return OTHER.test(before)
        ? []
        : [{ passage, figure, is_whole: !NARROWED.test(after) && (fraction !== undefined || WHOLE.test(before)) }];
    }),
  );
  if (told.length < 4) return;
  const whole = told.filter(({ is_whole }) => is_whole);
  const [most] = [...Map.groupBy(whole, ({ figure }) => exactOf(figure).n).values()].sort((a, b) => b.length - a.length);
  const [known] = most ?? [];
  if (!most || !known || most.length < 2) return;
  const agree = told.filter(({ figure }) => equal(exactOf(figure), exactOf(known.figure)));
  const odd = told.filter(
    ({ figure, is_whole }) =>
      !equal(exactOf(figure), exactOf(known.figure)) && (is_whole || compare(exactOf(figure), exactOf(known.figure)) > 0),
  );
  const [one] = odd;
  if (!one || odd.length > 1 || agree.length < 3) return;
  decided(context);
  const is_slip = areOneSlip(one.figure.raw, known.figure.raw);
  yield {
    message: 'number',
    severity: is_slip ? 'error' : 'warning',
    at: spotOf(one.passage, one.figure),
    figures: [one.figure, known.figure],
    data: { unit: 'xã', first: one.figure.raw, second: known.figure.raw },
    related: agree.slice(0, 4).map(({ passage, figure }) => spotOf(passage, figure)),
  };
}
