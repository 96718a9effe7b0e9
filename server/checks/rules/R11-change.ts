import { changeFinders } from '../change-finders.ts';
import { changesOfFacts } from '../changes-of-facts.ts';
import { cueOf, namedIn } from '../cues.ts';
import { type Passage, segmentAt, segmentsOf } from '../document.ts';
import { extremesOfFacts } from '../extremes-of-facts.ts';
import { exactOf, type Figure, halfOf, lastDigit, someReading } from '../figure.ts';
import { matchesIn } from '../matches.ts';
import { closedAt, isMoved, isOfThen, isOtherShare, isPartOfThen, isRateOf } from '../other-shares.ts';
import {
  absolute,
  compare,
  divide,
  HUNDRED,
  type Interval,
  multiply,
  printScaled,
  printVi,
  type Rational,
  subtract,
  ZERO,
} from '../rational.ts';
import { type Context, decided, defineRule, type Fault, spotIn, spotOf } from '../rule.ts';
import { isThen, isThenShare } from '../then-told.ts';

/**
 * “tăng 120 hồ sơ (10,5 %) so với cùng kỳ (1.143 hồ sơ)”: the difference, the rate and the direction agree with the figures compared.
 *
 * `%` and percentage points are both accepted for a change of a rate.
 */
export const R11 = defineRule({
  id: 'R11',
  version: 1,
  severity: 'error',
  title: 'So sánh tăng, giảm khớp với số kỳ này và kỳ trước',
  messages: {
    direction: 'Ghi “{word}” nhưng số kỳ này {now}, kỳ so sánh {before}: thực tế là {actual}. Sửa chiều so sánh hoặc sửa số.',
    amount: 'Ghi {word} {amount} nhưng {now} so với {before} là {actual} {expected}. Tính lại mức chênh lệch.',
    rate: 'Ghi {word} {rate}% nhưng {now} so với {before} là {actual} {expected}%. Tính lại tỷ lệ tăng, giảm.',
    of_now:
      'Ghi {word} {amount} tương ứng {rate}%: đó là chia cho số kỳ này; {amount} so với {before} là {expected}%. Tính lại tỷ lệ.',
    each: 'Ghi {all} nhưng {number} × {rate} là {expected}. Tính lại hoặc sửa một trong ba số.',
    net: 'Ghi {said} nhưng {terms} là {expected}. Tính lại hoặc sửa một trong các số.',
    placed: 'Ghi {word} là {first} nhưng cùng câu có {second} {actual}. Sửa thứ tự hoặc sửa số.',
    opposite: 'Ghi “{word}” rồi ghi “{other}” cho cùng một thay đổi. Sửa một trong hai.',
    of_then: 'Ghi {word} {amount} tương ứng {rate}%, nhưng {amount} so với {before} là {expected}%. Tính lại một trong ba số.',
    from_to_rate: 'Từ {before} đến {now} là {actual} {expected}%, ở đây ghi {rate}%. Tính lại tỷ lệ hoặc sửa một trong hai số.',
    between: 'Tỷ lệ chung {mean}% không nằm giữa tỷ lệ các cấp ({low}% và {high}%). Tính lại tỷ lệ chung hoặc sửa tỷ lệ của cấp.',
    points: 'Ghi {word} {amount} điểm nhưng {now} so với {before} là {actual} {expected} điểm. Tính lại mức chênh lệch.',
    derived: 'Dòng “{row}”: cột “{column}” ghi {total} nhưng {how} là {expected}. Tính lại hoặc sửa số trong bảng.',
    told_mean: 'Trung bình ghi {mean} nhưng các số nêu ở đây ({of}) cho {expected}. Tính lại trung bình hoặc sửa số.',
    rank_beyond: 'Ghi hạng {now} trong {all} đơn vị: hạng không thể lớn hơn số đơn vị. Sửa hạng hoặc số đơn vị.',
    mean: 'Trung bình ghi {mean} nhưng {count} số trong bảng có trung bình {expected}. Tính lại trung bình hoặc sửa số trong bảng.',
    rank_moved: 'Từ hạng {before} đến hạng {now} là {expected} bậc, ở đây ghi “{said}”. Sửa số bậc hoặc thứ hạng.',
    rank: 'Hạng {now} so với hạng {before} là {actual} {expected} bậc, ở đây ghi {word} {amount} bậc. Sửa chiều, số bậc hoặc thứ hạng.',
    gap: 'Ghi chênh lệch {rest} nhưng {a} và {b} cách nhau {expected}. Tính lại chênh lệch hoặc sửa một trong hai số.',
    level: 'Ghi bằng {rate}% nhưng {now} so với {before} là {expected}%: đó là tỷ lệ lấy ngược. Tính lại tỷ lệ.',
    raised: 'Hiện có {now}, thêm {more} thì được {expected}, ở đây ghi nâng lên {goal}. Tính lại mục tiêu hoặc sửa số hiện có.',
    series: 'Ghi “{word}” nhưng {before} rồi {now} là {actual}. Sửa nhận định hoặc sửa số.',
    times: 'Ghi gấp {times} lần nhưng {now} so với {base} là gấp {expected} lần. Tính lại số lần hoặc sửa một trong hai số.',
    extreme_told: 'Ghi “{said}” ({own}) nhưng {other} là {value}. Đối chiếu các số vừa nêu rồi sửa tên hoặc số.',
    turned: 'Ghi {word} {amount} rồi {again} {rate} cho cùng một thay đổi. Sửa một trong hai từ.',
    most_twice: 'Cùng câu ghi “{word}” hai lần, một lần {first}, một lần {second}. Sửa một trong hai từ hoặc sửa số.',
    least_of_all: 'Ghi “{word}” nhưng chiếm {share} tổng số: quá nửa thì không thể ít nhất. Sửa từ hoặc sửa số.',
    year_other: 'Ghi {first} của năm {year} nhưng đó là của năm {other}. Sửa năm hoặc sửa số.',
    year_best: 'Ghi năm {year} ({first}) nhưng năm {other} là {second}. Sửa năm hoặc sửa số.',
    year_value: 'Ghi {first} của năm {year} nhưng nơi nêu từng năm ghi {second}. Thống nhất một số.',
    pair: 'Ghi {word} {amount} tương ứng {rate}%, nhưng với số kỳ này {now} thì {amount} ứng với {expected}%. Tính lại một trong hai.',
  },
  *check(context) {
    const told = new Set<number>();
    const found: Fault[] = [];
    for (const fault of byShape(context, told)) {
      found.push(fault);
      yield fault;
    }
    yield* changesOfFacts(context, told, found);
    yield* extremesOfFacts(context, found);
  },
});

/** What is found by the order of its words; `told` grows by the figures of each. */
function* byShape(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of namedIn(context.document, CHANGE_CUE)) {
    if (passage.section.is_plan) continue;
    for (const fault of changes(context, passage)) {
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
  yield* changeFinders(context, told);
}

const CHANGE_CUE = cueOf('tăng', 'giảm', 'cao hơn', 'thấp hơn', 'nhiều hơn', 'ít hơn');
const CHANGE = /(?<!\p{L})(tăng(?: thêm)?|giảm(?: đi)?|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?!\p{L})/giu;
const SAME = /so với|cùng kỳ|năm trước|quý trước|tháng trước|kỳ trước|năm \d{4}/iu;
const NEVER =
  /giảm nghèo|tinh giản|cắt giảm|tăng cường|gia tăng|giảm thiểu|tăng trưởng|giảm tải|tăng lương|giảm (?:thời gian|phí|chi phí|thủ tục|lệ phí)|tăng (?:cường|tốc|giảm)/iu;

function* changes(context: Context, passage: Passage): Generator<Fault> {
  const found = matchesIn(passage.text, CHANGE);
  if (found.length === 0) return;
  const segments = segmentsOf(passage.text);
  for (const m of found) {
    const at = m.index;
    const segment = segmentAt(segments, at);
    if (isOfRank(passage, at + m[0].length)) continue;
    if (!segment || NEVER.test(passage.text.slice(Math.max(0, at - 4), at + 24))) continue;
    const stretch = passage.text.slice(at, segment.end);
    const range = rangeBefore(passage, at, segment.start);
    if (!range && !SAME.test(stretch) && !SAME.test(passage.text.slice(segment.start, at))) continue;
    context.claim(() => spotIn(passage, at, Math.min(segment.end, at + 80)), 'Chưa rõ số của hai kỳ để tính lại mức tăng, giảm.');
    const word = (m[1] ?? '').toLowerCase();
    // “cao hơn 6,2 điểm”: the word says the direction, it is no bound.
    const plain = (f: Figure): Figure => (/hơn$/iu.test(m[0]) && f.start - at - m[0].length < 3 ? { ...f, bound: 'exact' } : f);
    const after = passage.figures.filter((f) => f.start >= at + m[0].length && f.end <= segment.end).map(plain);
    // “tăng 120 hồ sơ (tăng 10,5 %) so với …”: the word in the bracket says the same again.
    const rest = passage.text.slice(at + m[0].length, segment.end);
    const next_change = matchesIn(rest, CHANGE).find((next) => !/\(\s*$/.test(rest.slice(0, next.index)));
    const limit = next_change ? at + m[0].length + next_change.index : segment.end;
    const closed = closedAt(passage.text, segment.start, at);
    // “(cùng kỳ 58 hội nghị, tăng 10,3 %) cho 5.216 lượt người”: how much it rose stands in the bracket of the word.
    const own = after.filter((f) => f.start < limit && (f.start < closed || isThen(passage, f)));
    // “cao hơn năm 2023 (1.897/2.131 hộ, 89,0 %)”: in the bracket stands what is compared with.
    const isCited = (f: Figure): boolean =>
      isPartOfThen(passage.text.slice(at, f.start)) ||
      (passage.fractions.some(({ a }) => a.start === f.start) && passage.text.charAt(f.start - 1) === '(');
    const amount = own.find((f) => f.kind === 'count' && f.start - (at + m[0].length) < 14 && !isThen(passage, f) && !isCited(f));
    const rate = own.find(
      (f) =>
        f.kind !== 'count' &&
        !isThen(passage, f) &&
        f.start - (at + m[0].length) < 46 &&
        !isOtherShare(passage.text, f) &&
        !isCited(f),
    );
    // “… 6.512 hồ sơ (…), so với cùng kỳ (5.920 hồ sơ) tăng 10 %”: the other period may stand before the word.
    const has_own = own.some((f) => isThen(passage, f));
    const lead = passage.figures.find(
      (f) => !has_own && f.end <= at && f.start >= segment.start && at - f.tail < 12 && isThen(passage, f),
    );
    const now = range
      ? range.now
      : lead
        ? beforeComparison(passage, segment.start, lead)
        : nowOf(passage, at, segment.start, amount, rate);
    const then =
      range?.then ??
      lead ??
      own.find((f) => isThen(passage, f) && !isAmount(passage, f) && (now ? sameKind(f, now) : true)) ??
      own.find((f) => now !== null && !isAmount(passage, f) && isThenShare(passage, f, now)) ??
      null;
    const change = { passage, at, word, now, then, amount: amount ?? null, rate: rate ?? null };
    const faults = [...judge(context, change)];
    // The plan may stand nearer than the result: “412 lượt, đạt 25 % kế hoạch (1.600 lượt), tăng …”. One figure that fits acquits.
    if (faults.length > 0 && then && othersOf(change, segment.start).some((other) => isQuiet({ ...change, now: other })))
      continue;
    yield* faults;
  }
}

/** “tăng 05 bậc”: a place in a ranking, which is the better the lower (ranks-told.ts). */
const isOfRank = ({ text }: Passage, from: number): boolean =>
  /^\s*\d{1,3}\s(?:bậc|hạng|thứ hạng|vị trí)(?!\p{L})/iu.test(text.slice(from, from + 24));

const sameKind = (a: Figure, b: Figure): boolean =>
  (a.kind === 'count') === (b.kind === 'count') && (a.unit === b.unit || a.unit === '' || b.unit === '');

const QUIET = { count: () => {}, unchecked: () => {} } as unknown as Context;

const isQuiet = (change: Change): boolean => judge(QUIET, change).next().done === true;

/** Other figures of the sentence that may be this period's. */
const othersOf = ({ passage, at, now, then }: Change, from: number): Figure[] =>
  passage.figures
    .filter((f) => f.end <= at && f.start >= from && f !== now && then !== null && sameKind(f, then) && f.bound === 'exact')
    .slice(-6);

/** What stands right after a word of change is an amount of change. */
const isAmount = (passage: Passage, figure: Figure): boolean =>
  isMoved(passage.text.slice(Math.max(0, figure.start - 20), figure.start));

const isInBracket = (passage: Passage, from: number, figure: Figure): boolean => {
  const lead = passage.text.slice(from, figure.start);
  return lead.split('(').length > lead.split(')').length;
};

/** “ước 7.286 tỷ đồng, đạt 112,79 % dự toán (6.460 tỷ đồng) và tăng …”: the plan is not what rose. */
const isOfPlan = ({ text }: Passage, { start }: Figure): boolean =>
  /(?:kế hoạch|dự toán|chỉ tiêu)[^().;,\d]{0,40}\(\s*$/iu.test(text.slice(Math.max(0, start - 60), start));

/** The figure of this period: the last before the word, of the kind that changes; one outside brackets sooner than one inside. */
function nowOf(passage: Passage, at: number, from: number, amount: Figure | undefined, rate: Figure | undefined): Figure | null {
  const before = passage.figures.filter(
    (f) => f.end <= at && f.start >= from && f.bound === 'exact' && !isAmount(passage, f) && (!amount || sameKind(f, amount)),
  );
  const nearest = before.at(-1);
  const last =
    nearest && isInBracket(passage, from, nearest)
      ? (before.findLast((f) => !isInBracket(passage, from, f) && f.kind === nearest.kind && f.unit === nearest.unit) ??
        (isOfPlan(passage, nearest) ? undefined : nearest))
      : nearest;
  if (!last || isThen(passage, last) || at - last.tail > 120 || /[;]/.test(passage.text.slice(last.tail, at))) return null;
  // “75/90 điểm, tăng 3,75 điểm”: what changed is the part, not what it is of.
  const of = amount && passage.fractions.find(({ b }) => b.start === last.start);
  if (of) return { ...of.a, unit: last.unit, bound: 'exact' };
  if (amount) return last.kind === 'count' && sameKind(last, amount) && last.scale === amount.scale ? last : null;
  return rate ? last : null;
}

/** “giảm từ 4,12 % xuống còn 3,87 %, giảm 0,25 điểm”: both periods stand before the word. */
function rangeBefore(passage: Passage, at: number, from: number): { then: Figure; now: Figure } | null {
  const before = passage.figures.filter((f) => f.end <= at && f.start >= from && f.bound === 'exact');
  const [then, now] = before.slice(-2);
  if (!then || !now || at - now.tail > 12 || !sameKind(then, now)) return null;
  if (then.scale !== now.scale && then.unit === '') return null;
  const is_from = /từ\s*$/iu.test(passage.text.slice(Math.max(0, then.start - 5), then.start));
  const is_to = /(?:xuống|lên|đến)(?: còn| mức| thành)?\s*$/iu.test(passage.text.slice(then.tail, now.start));
  return is_from && is_to ? { then, now } : null;
}

/** The figure outside brackets before `so với`. */
function beforeComparison(passage: Passage, from: number, then: Figure): Figure | null {
  const words = passage.text.slice(from, then.start);
  const at = from + words.toLowerCase().lastIndexOf('so với');
  const outside = (f: Figure): boolean => {
    const lead = passage.text.slice(from, f.start);
    return lead.split('(').length === lead.split(')').length;
  };
  return (
    passage.figures.findLast(
      // “giảm 72 lượt so với năm 2023 (742 lượt), tức giảm 9,70 %”: what it fell by is not what it fell to.
      (f) => f.end <= at && f.start >= from && f.bound === 'exact' && sameKind(f, then) && outside(f) && !isAmount(passage, f),
    ) ?? null
  );
}

type Change = {
  passage: Passage;
  at: number;
  word: string;
  now: Figure | null;
  then: Figure | null;
  amount: Figure | null;
  rate: Figure | null;
};

const isUp = (word: string): boolean => /tăng|cao|nhiều/u.test(word);

function* judge(context: Context, change: Change): Generator<Fault> {
  const { passage, at, word, now, then, amount, rate } = change;
  if (!now && then && amount && rate) yield* ofThen(context, change, then, amount, rate);
  if (!now || (!then && !(amount && rate))) return;
  const last = [amount, rate, then].filter((f) => f !== null).reduce((end, f) => Math.max(end, f.tail), at + word.length);
  const spot = spotIn(passage, Math.min(now.start, at), last);
  const figures = [now, then, amount, rate].filter((f) => f !== null);
  const related = then ? [spotOf(passage, then)] : [];
  if (!then) {
    if (amount && rate) yield* pair(context, change, spot, figures);
    return;
  }
  decided(context);
  const gap = subtract(exactOf(now), exactOf(then));
  const actual = gap.n > 0n ? 'tăng' : gap.n < 0n ? 'giảm' : 'không đổi';
  const data = { word, now: print(now), before: print(then), actual, amount: amount?.raw ?? '', rate: rate?.raw ?? '' };
  const shares = [passage.offset + now.start, passage.offset + then.start];
  if (gap.n !== 0n && gap.n > 0n !== isUp(word)) {
    yield { message: 'direction', at: spot, figures, data, expected: actual, related, shares };
    return;
  }
  if (amount && amount.bound === 'exact' && !someReading([now, then, amount], ([a, b, c]) => within(a, b, c))) {
    yield {
      message: 'amount',
      at: spot,
      figures,
      data: { ...data, expected: printScaled(absolute(gap), now.scale) },
      expected: printScaled(absolute(gap), now.scale),
      related,
      shares,
    };
    return;
  }
  if (rate && rate.bound === 'exact' && exactOf(then).n !== 0n && !rateFits(now, then, rate)) {
    // Points of a rate are the difference; a percentage is of the earlier figure.
    const change = rate.kind === 'percent_points' ? gap : multiply(divide(gap, exactOf(then)), HUNDRED);
    const expected = printVi(absolute(change), rate.decimals);
    yield { message: 'rate', at: spot, figures, data: { ...data, expected }, expected: `${expected}%`, related, shares };
  }
}

const print = (figure: Figure): string => (figure.kind === 'count' ? figure.raw : `${figure.raw}%`);

function within(a?: Interval, b?: Interval, c?: Interval): boolean {
  if (!a || !b || !c) return true;
  const low = subtract(a.low, b.high);
  const high = subtract(a.high, b.low);
  const [small, large] =
    high.n <= 0n
      ? [
          { n: -high.n, d: high.d },
          { n: -low.n, d: low.d },
        ]
      : [low, high];
  return compare(small, c.high) <= 0 && compare(c.low, large) <= 0;
}

/** As a percentage of the earlier figure, cut or rounded; or, for rates, as points. */
function rateFits(now: Figure, then: Figure, rate: Figure): boolean {
  return rate.readings.some((reading) => {
    const u = lastDigit(reading);
    const near = (value: Rational): boolean =>
      compare(absolute(subtract(value, reading.value)), u) < 0 ||
      compare(multiply(absolute(subtract(value, reading.value)), { n: 2n, d: 1n }), u) <= 0;
    const gap = absolute(subtract(exactOf(now), exactOf(then)));
    if (now.kind !== 'count') {
      const slack = now.readings[0] && then.readings[0] ? [halfOf(now, now.readings[0]), halfOf(then, then.readings[0])] : [];
      const drift = slack.reduce((so_far, half) => ({ n: so_far.n * half.d + half.n * so_far.d, d: so_far.d * half.d }), u);
      if (compare(absolute(subtract(gap, reading.value)), drift) <= 0) return true;
    }
    return near(multiply(divide(gap, exactOf(then)), HUNDRED));
  });
}

/** “tăng 1.842 hồ sơ (10,9 %) so với năm trước (16.900 hồ sơ)”: amount over the earlier figure. */
function* ofThen(context: Context, { passage, at, word }: Change, then: Figure, amount: Figure, rate: Figure): Generator<Fault> {
  if (then.kind !== 'count' || rate.kind !== 'percent' || exactOf(then).n <= 0n || amount.scale !== then.scale) return;
  if ([then, amount, rate].some((f) => f.bound !== 'exact')) return;
  decided(context);
  const moved = multiply(divide(exactOf(amount), exactOf(then)), HUNDRED);
  // “giảm 106 hồ sơ, bằng 92,4 % quý trước”: what is left of it.
  const is_level =
    /bằng\s*$/iu.test(passage.text.slice(amount.tail, rate.start)) && compare(exactOf(rate), { n: 50n, d: 1n }) > 0;
  const actual = is_level ? subtract(HUNDRED, isUp(word) ? subtract(ZERO, moved) : moved) : moved;
  if (rate.readings.some((reading) => compare(absolute(subtract(actual, reading.value)), lastDigit(reading)) < 0)) return;
  const expected = printVi(actual, rate.decimals);
  yield {
    message: 'of_then',
    at: spotIn(passage, at, Math.max(amount.tail, rate.tail, then.tail)),
    figures: [amount, then, rate],
    data: { word, amount: amount.raw, rate: rate.raw, before: then.raw, expected },
    expected: `${expected}%`,
    related: [spotOf(passage, then)],
    shares: [passage.offset + amount.start, passage.offset + then.start],
  };
}

/** Amount and rate without the earlier figure: it is this one less the amount. */
function* pair(
  context: Context,
  { passage, word, now, amount, rate }: Change,
  at: Fault['at'],
  figures: Figure[],
): Generator<Fault> {
  if (!now || !amount || !rate || now.kind !== 'count' || rate.bound !== 'exact' || amount.bound !== 'exact') return;
  // “So với năm 2023 tiếp nhận 3.418 hồ sơ, năm nay tăng 346 hồ sơ, tương đương 10,1 %”: of the other period (grown-from.ts).
  if (isOfThen(passage.text, now) || isRateOf(passage.text, now, amount, rate)) return;
  const then = isUp(word)
    ? subtract(exactOf(now), exactOf(amount))
    : { n: exactOf(now).n * exactOf(amount).d + exactOf(amount).n * exactOf(now).d, d: exactOf(now).d * exactOf(amount).d };
  if (then.n <= 0n || now.scale > 1n) return;
  decided(context);
  const actual = multiply(divide(exactOf(amount), then), HUNDRED);
  const fits = rate.readings.some((reading) => compare(absolute(subtract(actual, reading.value)), lastDigit(reading)) < 0);
  if (fits) return;
  const expected = printVi(actual, rate.decimals);
  yield {
    message: 'pair',
    at,
    severity: 'warning',
    figures,
    data: { word, amount: amount.raw, rate: rate.raw, now: now.raw, expected },
    expected: `${expected}%`,
    shares: [passage.offset + now.start],
  };
}
