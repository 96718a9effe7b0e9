// Differences whose terms a sentence names by what was done: asked and approved, before and after, came and went. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { orderTold } from './order-told.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, printScaled, printVi, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isMisprint } from './story.ts';

const RECKONED_CUE = cueOf('giảm', 'tăng', 'nâng', 'tiết kiệm', 'chênh', 'vượt');

/** What is reckoned in words: “đề nghị 18.640, được duyệt 18.412,5, giảm trừ 227,5”. `told`: figures that are spoken of already. */
export function* reckoned(context: Context, told: Set<number>): Generator<Fault> {
  yield* orderTold(context, told);
  for (const passage of toldWith(context.document, 3, RECKONED_CUE)) {
    const is_asked = /duyệt|trúng thầu|thẩm|quyết toán|chấp thuận|thực tế/iu.test(passage.text);
    const is_raised = /(?:nâng|đưa)\s/iu.test(passage.text);
    const is_net = /như vậy|do đó|tính chung|thực/iu.test(passage.text);
    const is_over = /vượt/iu.test(passage.text);
    if (!is_asked && !is_raised && !is_net && !is_over) continue;
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const fault of [
        ...(is_asked ? asked(context, passage, sentence) : []),
        ...(is_raised ? raisedBy(context, passage, sentence) : []),
        ...(is_net ? net(context, passage, sentence) : []),
        ...(is_over ? overTarget(context, passage, sentence) : []),
      ]) {
        if (fault.shares?.some((at) => told.has(at))) continue;
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
  }
}

const countsIn = ({ figures }: Passage, { start, end }: Stretch): Figure[] =>
  figures.filter((f) => f.kind === 'count' && f.start >= start && f.end <= end);

const isLike = (a: Figure, b: Figure): boolean => a.unit === b.unit && a.scale === b.scale && a.bound === 'exact';

const ASKED = /(?:đề nghị|đề xuất|dự toán|giá gói thầu|gói thầu|ban đầu|trình|theo hồ sơ)[^.;,()\d]{0,50}$/iu;
const APPROVED = /(?:duyệt|phê duyệt|trúng thầu|thẩm định|thẩm tra|quyết toán|chấp thuận|thực tế)[^.;,()\d]{0,30}$/iu;
const LESS =
  /^[,;]?\s(?:đã\s)?(?:giảm trừ|cắt giảm|giảm|tiết kiệm(?: được| cho ngân sách)?|chênh lệch)(?: so với [^.;,()\d]{2,30})?(?: là)?\s$/iu;

/** “Giá trị đề nghị … 18.640 triệu đồng, được duyệt 18.412,5 triệu đồng, giảm trừ 227,5 triệu đồng, tương đương 1,22 %”. */
function* asked(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const { text } = passage;
  const own = countsIn(passage, sentence);
  for (const [i, one] of own.entries()) {
    const [two, gap] = [own[i + 1], own[i + 2]];
    if (!two || !gap || one.unit === '' || !isLike(one, two) || !isLike(two, gap)) continue;
    if (!LESS.test(text.slice(two.tail, gap.start)) || !APPROVED.test(text.slice(one.tail, two.start))) continue;
    if (!ASKED.test(text.slice(sentence.start, one.start))) continue;
    decided(context);
    const right = subtract(exactOf(one), exactOf(two));
    const shares = [one, two, gap].map((f) => passage.offset + f.start);
    const related = [one, two].map((f) => spotOf(passage, f));
    const expected = printScaled(right, gap.scale);
    if (!equal(right, exactOf(gap))) {
      const data = { word: 'giảm', amount: gap.raw, now: two.raw, before: one.raw, actual: 'giảm', expected };
      yield { message: 'amount', at: spotOf(passage, gap), figures: [two, one, gap], data, expected, related, shares };
      continue;
    }
    const rate = passage.figures.find((f) => f.start >= gap.tail);
    if (rate?.kind !== 'percent' || rate.bound !== 'exact' || exactOf(one).n <= 0n) continue;
    if (!/^[,\s]*\(?(?:tương (?:ứng|đương)|tức|bằng|(?:tỷ|tỉ) lệ)\s(?:giảm\s|với\s)?$/iu.test(text.slice(gap.tail, rate.start)))
      continue;
    const share = multiply(divide(right, exactOf(one)), HUNDRED);
    const off = absolute(subtract(share, exactOf(rate)));
    if (compare(off, { n: 1n, d: 10n ** BigInt(rate.decimals) }) < 0) continue;
    const print = printVi(share, rate.decimals);
    yield {
      message: 'of_then',
      at: spotIn(passage, gap.start, rate.tail),
      figures: [gap, one, rate],
      data: { word: 'giảm', amount: gap.raw, rate: rate.raw, before: one.raw, expected: print },
      expected: `${print}%`,
      related,
      shares: [...shares, passage.offset + rate.start],
    };
  }
}

const TARGET = /(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu)(?:\s(?:được\s)?(?:giao|năm|là|tỉnh|huyện|đề ra|cả năm|\d{4}))*\s$/iu;
const OVER = /^[,;]?\s(?:đã\s)?vượt\s(?:(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu)(?:\s(?:được\s)?giao)?\s)?(?:là\s)?$/iu;

/** “Chỉ tiêu giao 1.200 người, đã đào tạo 1.260 người, vượt chỉ tiêu 5 %”. */
function* overTarget(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const { text } = passage;
  const own = countsIn(passage, sentence);
  for (const [i, target] of own.entries()) {
    const result = own[i + 1];
    if (!result || target.unit === '' || !isLike(target, result) || result.bound !== 'exact' || exactOf(target).n <= 0n) continue;
    if (!TARGET.test(text.slice(sentence.start, target.start))) continue;
    const rate = passage.figures.find((f) => f.start >= result.tail);
    if (rate?.kind !== 'percent' || !OVER.test(text.slice(result.tail, rate.start))) continue;
    decided(context);
    const share = multiply(divide(subtract(exactOf(result), exactOf(target)), exactOf(target)), HUNDRED);
    if (compare(absolute(subtract(share, exactOf(rate))), { n: 1n, d: 10n ** BigInt(rate.decimals) }) < 0) continue;
    const expected = printVi(absolute(share), rate.decimals);
    const actual = share.n > 0n ? 'vượt' : 'thấp hơn';
    yield {
      message: 'rate',
      at: spotIn(passage, result.start, rate.tail),
      figures: [result, target, { ...rate, bound: 'exact' }],
      data: { word: 'vượt', rate: rate.raw, now: result.raw, before: target.raw, actual, expected },
      expected: `${expected}%`,
      related: [result, target].map((f) => spotOf(passage, f)),
      shares: [result, target, rate].map((f) => passage.offset + f.start),
    };
  }
}

const NEW =
  /(?:cấp mới|phát triển mới|thành lập mới|thành lập thêm|công nhận mới|công nhận thêm|kết nạp(?: mới)?|bổ sung|thêm|tăng|tuyển mới|cấp)\s(?:được\s|thêm\s|mới\s)?$/iu;

/** “Đã cấp mới 46 chứng thư số, nâng tổng số … từ 318 lên 364”. */
function* raisedBy(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const { text } = passage;
  const own = countsIn(passage, sentence);
  for (const [i, more] of own.entries()) {
    const [from, to] = [own[i + 1], own[i + 2]];
    if (!from || !to || more.unit === '' || more.scale !== 1n || [more, from, to].some((f) => f.bound !== 'exact')) continue;
    if ([from, to].some((f) => f.unit !== '' && f.unit !== more.unit) || !NEW.test(text.slice(sentence.start, more.start)))
      continue;
    if (!/^[^.;()\d]{0,60},\s(?:qua đó\s)?(?:nâng|đưa)\s[^.;()\d]{2,80}\stừ\s$/iu.test(text.slice(more.tail, from.start)))
      continue;
    if (!/^(?:\s\p{L}+){0,3}\slên\s(?:thành\s)?$/iu.test(text.slice(from.end, to.start))) continue;
    // “(chuyển đi 02)”: some went.
    if (/chuyển|giảm|trừ|xóa|nghỉ|thôi|hết hạn|thu hồi/iu.test(text.slice(sentence.start, sentence.end))) continue;
    decided(context);
    const right = subtract(exactOf(to), exactOf(from));
    if (equal(right, exactOf(more))) continue;
    const expected = printScaled(add(exactOf(from), exactOf(more)), 1n);
    yield {
      message: 'raised',
      at: spotIn(passage, from.start, to.tail),
      figures: [from, more, to],
      data: { now: from.raw, more: more.raw, goal: to.raw, expected },
      expected,
      related: [more, from].map((f) => spotOf(passage, f)),
      shares: [more, from, to].map((f) => passage.offset + f.start),
    };
  }
}

const IN = /(?:tuyển (?:mới|dụng)|tiếp nhận|chuyển đến|điều động đến|bổ sung|kết nạp)[^.;,()\d]{0,24}$/iu;
const OUT =
  /(?:nghỉ hưu|thôi việc|chuyển (?:đi|công tác|ra)|từ trần|tinh giản|nghỉ việc|điều động đi|nghỉ chế độ)[^.;,()\d]{0,24}$/iu;
const TEN = { n: 10n, d: 1n };
const NET = /(?:như vậy|do đó|tính chung|thực)[^.;()\d]{0,50}?(?<!\p{L})(tăng|giảm)(?: thêm| đi)?\s$/iu;

/** “tuyển mới 36 giáo viên, tiếp nhận 09 người, nghỉ hưu 22 người, thôi việc 04 người; như vậy số giáo viên tăng thêm 19 người”. */
function* net(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const { text } = passage;
  const own = countsIn(passage, sentence);
  const at = own.findIndex((f) => NET.test(text.slice(sentence.start, f.start)));
  const said = own[at];
  if (!said || at < 2) return;
  const terms = own.slice(0, at).map((f, i) => {
    const lead = text.slice(own[i - 1]?.tail ?? sentence.start, f.start);
    return { figure: f, sign: IN.test(lead) ? 1n : OUT.test(lead) ? -1n : 0n };
  });
  if (terms.some(({ sign, figure }) => sign === 0n || !isLike(figure, said)) || new Set(terms.map(({ sign }) => sign)).size < 2)
    return;
  decided(context);
  const sum = terms.reduce(
    (so_far, { figure, sign }) => add(so_far, { n: exactOf(figure).n * sign, d: exactOf(figure).d }),
    ZERO,
  );
  const word = NET.exec(text.slice(sentence.start, said.start))?.[1]?.toLowerCase() ?? '';
  const is_up = word === 'tăng';
  if (equal(absolute(sum), exactOf(said)) && (sum.n === 0n || sum.n > 0n === is_up)) return;
  const expected = `${sum.n < 0n ? 'giảm' : 'tăng'} ${printScaled(absolute(sum), 1n)}`;
  const off = absolute(subtract(absolute(sum), exactOf(said)));
  const is_slip = isMisprint(printScaled(absolute(sum), 1n).padStart(said.raw.length, '0'), said.raw);
  yield {
    message: 'net',
    severity: is_slip || compare(off, TEN) <= 0 ? 'error' : 'warning',
    at: spotOf(passage, said),
    figures: [said, ...terms.map(({ figure }) => figure)],
    data: {
      said: `${word} ${said.raw}`,
      terms: terms.map(({ figure, sign }) => `${sign > 0n ? '+' : '−'}${figure.raw}`).join(' '),
      expected,
    },
    expected,
    related: terms.map(({ figure }) => spotOf(passage, figure)),
    shares: [said, ...terms.map(({ figure }) => figure)].map((f) => passage.offset + f.start),
  };
}
