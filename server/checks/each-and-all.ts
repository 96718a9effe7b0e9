// So many for each, so many of them, and all together: “45 hộ, mỗi hộ 12 triệu đồng, tổng kinh phí 540 triệu đồng”, “09 tổ với 63 thành viên (mỗi tổ 07 thành
// viên)”, “350 hộ nghèo với mức 300.000 đồng/hộ, tổng 105 triệu đồng”. R11.
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare, equal, multiply, printExact } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';
import { unitAt } from './unit.ts';

const EACH = /(?<!\p{L})mỗi\s(?:một\s)?/iu;
const NOT_EXACT =
  /ít nhất|tối thiểu|tối đa|bình quân|trung bình|khoảng|từ|không quá|trở lên|năm|tháng|quý|tuần|ngày|phấn đấu|trở xuống/iu;
const MOST_FIGURES = 8;

/** Products that a sentence tells with both factors. */
export function* eachAndAll(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    if (!EACH.test(passage.text) && !/\d\s?(?:nghìn |triệu )?đồng\/\p{L}/u.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.?!')) yield* inSentence(context, passage, sentence);
  }
}

function* inSentence(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end && f.kind === 'count');
  if (own.length < 3 || own.length > MOST_FIGURES) return;
  for (const rate of own) {
    const per = perOf(passage.text, sentence, rate);
    if (!per || rate.bound !== 'exact') continue;
    const [number, ...numbers] = own.filter((f) => f !== rate && f.unit === per && f.scale === 1n && f.bound === 'exact');
    const unit = rate.unit.startsWith('~đồng/') ? 'đồng' : rate.unit;
    const [all, ...others] = own.filter((f) => f !== rate && f !== number && f.unit === unit && f.bound === 'exact');
    if (!number || !all || numbers.length > 0 || others.length > 0) continue;
    // What stands between may part them: “45 hộ, trong đó 20 hộ …, mỗi hộ …” names its own number.
    const [first, last] = [Math.min(number.start, rate.start, all.start), Math.max(number.tail, rate.tail, all.tail)];
    const said = passage.text.slice(first, last);
    if (/;|trong đó|riêng|so với|cùng kỳ|năm trước|còn lại|đã (?:chi|giải ngân)|tăng|giảm/iu.test(said)) continue;
    const product = multiply(exactOf(number), exactOf(rate));
    decided(context);
    if (equal(product, exactOf(all)) || isNear(product, all)) continue;
    const expected = printExact({ n: product.n, d: product.d * all.scale });
    yield {
      message: 'each',
      // Twice as much or half: another number is meant.
      severity: isFar(product, all) ? 'warning' : 'error',
      at: spotIn(passage, first, last),
      figures: [all, number, rate],
      data: { all: all.raw, number: number.raw, rate: passage.text.slice(rate.start, rate.tail), expected },
      expected,
      related: [number, rate, all].map((f) => spotOf(passage, f)),
      shares: [all, number, rate].map((f) => passage.offset + f.start),
    };
  }
}

/** The unit that a rate is for: “mỗi hộ 12 triệu đồng”, “300.000 đồng/hộ”. */
function perOf(text: string, sentence: Stretch, rate: Figure): string | null {
  const [money, of = '', time] = rate.unit.split('/');
  if (rate.unit === '' || (rate.unit.startsWith('~') && money !== '~đồng')) return null;
  const lead = text.slice(Math.max(sentence.start, rate.start - 34), rate.start);
  const m = /(?<!\p{L})mỗi\s(?:một\s)?([^.;:()\d]{2,22}?)\s(?:có\s|được\s|nhận\s|là\s|gồm\s|hỗ trợ\s|trị giá\s)*$/iu.exec(lead);
  if (m) return NOT_EXACT.test(m[1] ?? '') ? null : (unitAt(m[1] ?? '', 0)?.key ?? null);
  // “300.000 đồng/hộ” is read as one word.
  if (money === '~đồng')
    return time !== undefined || NOT_EXACT.test(lead) || NOT_EXACT.test(of) || /^\s?\//u.test(text.slice(rate.tail))
      ? null
      : (unitAt(of, 0)?.key ?? null);
  const slash = rate.unit === 'đồng' ? /^\s?\/\s?(?:01\s)?(?=\p{L})/u.exec(text.slice(rate.tail)) : null;
  if (!slash || NOT_EXACT.test(lead)) return null;
  const per = unitAt(text, rate.tail + slash[0].length);
  // “đồng/người/tháng”: for a time that is not told here.
  return per && !/^\s?\/|^\s(?:mỗi|hằng|hàng)\s/u.test(text.slice(per.end)) && !NOT_EXACT.test(per.key) ? per.key : null;
}

/** Money is printed rounded to its last digit. */
function isNear(product: { n: bigint; d: bigint }, all: Figure): boolean {
  const unit = { n: all.scale, d: 10n ** BigInt(all.decimals) };
  const gap = { n: product.n * exactOf(all).d - exactOf(all).n * product.d, d: product.d * exactOf(all).d };
  return all.scale > 1n && compare({ n: gap.n < 0n ? -gap.n : gap.n, d: gap.d }, unit) < 0;
}

const isFar = (product: { n: bigint; d: bigint }, all: Figure): boolean =>
  compare({ n: product.n * 2n, d: product.d }, exactOf(all)) <= 0 ||
  compare(product, { n: exactOf(all).n * 2n, d: exactOf(all).d }) >= 0;
