import { segmentsOf } from './document.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { absolute, add, compare, divide, HUNDRED, multiply, printVi, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import { isMisprint } from './story.ts';
import { toldIn } from './told-in.ts';

/** What is the one is not the other, and there is no third. */
const SIDES: [RegExp, RegExp][] = [
  [/(?<!\p{L})đúng (?:thời )?hạn|trước (?:và|,) đúng hạn/iu, /(?:quá|trễ|chậm) (?:thời )?hạn|trễ hẹn/iu],
  [/không dùng tiền mặt/iu, /(?<!không dùng )tiền mặt/iu],
  [/trực tuyến/iu, /trực tiếp(?! hoặc| và)|không trực tuyến/iu],
  [/(?<!chưa |không )hài lòng/iu, /(?:chưa|không) hài lòng/iu],
  [/(?<!chưa |không )đạt yêu cầu/iu, /(?:chưa|không) đạt yêu cầu/iu],
];
const THIRD =
  /bưu chính|BCCI|bình thường|tăng|giảm|so với|cùng kỳ|chỉ tiêu|mục tiêu|kế hoạch|không quá|dưới|trên \d|năm trước|quý trước|cấp (?:tỉnh|huyện|xã)|lĩnh vực|đang (?:giải quyết|xử lý)/iu;

const POINTS = { n: 3n, d: 1n };

/** “đúng hạn 97,13 %, quá hạn 3,87 %”: two shares told side by side that leave nothing out make 100. R04. */
export function* twoShares(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.figures.filter((f) => f.kind === 'percent').length < 2) continue;
    for (const clause of segmentsOf(passage.text, '.;')) {
      const own = passage.figures.filter((f) => f.start >= clause.start && f.end <= clause.end);
      const [one, two, more] = own.filter((f) => f.kind === 'percent');
      if (!one || !two || more || one.bound !== 'exact' || two.bound !== 'exact') continue;
      const before = passage.text.slice(clause.start, one.start);
      const between = passage.text.slice(one.tail, two.start);
      const pair = SIDES.find(([a, b]) => isSides(before, between, a, b) || isSides(before, between, b, a));
      const text = passage.text.slice(clause.start, clause.end);
      if (!pair || THIRD.test(text.replace(/\([^()]*(?:không quá|quy định|chỉ tiêu)[^()]*\)/giu, '')) || /trước hạn/iu.test(text))
        continue;
      const sum = add(exactOf(one), exactOf(two));
      const slack = [one, two].reduce(
        (so_far: Rational, f) => (f.readings[0] ? add(so_far, halfOf(f, f.readings[0])) : so_far),
        ZERO,
      );
      decided(context);
      const gap = absolute(subtract(sum, HUNDRED));
      if (compare(gap, add(slack, slack)) <= 0 || compare(gap, { n: 20n, d: 1n }) > 0) continue;
      yield faultOf(passage, own, one, two);
    }
  }
}

/** The first label stands before the first figure, the second between the two. */
const isSides = (before: string, between: string, a: RegExp, b: RegExp): boolean =>
  a.test(before) && !b.test(before.slice(-40)) && b.test(between) && !/\d{3}.*%/u.test(between.slice(0, 3));

function faultOf(passage: Parameters<typeof spotOf>[0], own: readonly Figure[], one: Figure, two: Figure): Fault {
  // The counts beside the shares say which of the two is right.
  const counts = own.filter((f) => f.kind === 'count');
  const wrong = counts.some((a) => counts.some((b) => a !== b && isShare(two, a, b))) ? one : two;
  const other = wrong === one ? two : one;
  const expected = printVi(subtract(HUNDRED, exactOf(other)), wrong.decimals);
  const gap = absolute(subtract(add(exactOf(one), exactOf(two)), HUNDRED));
  const is_slip = one.decimals > 0 && (isMisprint(expected, wrong.raw) || compare(gap, POINTS) <= 0);
  return {
    message: 'sides',
    severity: is_slip ? 'error' : 'warning',
    at: spotOf(passage, wrong),
    figures: [one, two],
    data: { one: one.raw, two: two.raw, sum: printVi(add(exactOf(one), exactOf(two)), Math.max(one.decimals, two.decimals)) },
    expected: `${expected}%`,
    related: [spotOf(passage, other)],
    shares: [wrong, other].map((f) => passage.offset + f.start),
  };
}

const isShare = (percent: Figure, a: Figure, b: Figure): boolean =>
  exactOf(b).n > 0n && printVi(multiply(divide(exactOf(a), exactOf(b)), HUNDRED), percent.decimals) === percent.raw;
