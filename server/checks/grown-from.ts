import { segmentsOf } from './document.ts';
import { exactOf, lastDigit } from './figure.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const GROWN = /(?<!\p{L})(tăng|giảm)(?: thêm)?\s$/iu;
const RATE = /^,?\s?\(?(?:(?:tương (?:ứng|đương)|tức|bằng|tỷ lệ)\s(?:là\s|với\s)?)(?:mức\s)?(?:tăng\s|giảm\s|tỷ lệ\s)?$/iu;
const FIFTY = { n: 50n, d: 1n };

/** What stands right behind is the other period’s. */
const AGAINST = /(?<!\p{L})so với\s(?:(?:mức|con số|tổng số|số)\s|[^.;,()\d]{0,30}\((?:có |là |tiếp nhận )?)?$/iu;

/** “Năm 2022 tiếp nhận 4.517 hồ sơ; năm 2023 tăng 345 hồ sơ, tương ứng tăng 7,64 %”: the rate is of the one figure told before. R11. */
export function* grownFrom(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    for (const sentence of segmentsOf(passage.text, '.')) {
      const own = passage.figures.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
      for (const [i, amount] of own.entries()) {
        const rate = own[i + 1];
        if (amount.kind !== 'count' || amount.unit === '' || rate?.kind !== 'percent' || rate.bound !== 'exact') continue;
        const word = GROWN.exec(passage.text.slice(Math.max(0, amount.start - 12), amount.start))?.[1];
        if (!word) continue;
        if (!RATE.test(passage.text.slice(amount.tail, rate.start))) continue;
        if (/^[^.;]{0,60}so với/iu.test(passage.text.slice(rate.tail))) continue;
        const [base, more] = own.filter((f) => f.kind === 'count' && f.unit === amount.unit && f !== amount);
        if (!base || more || base.start > amount.start || base.bound !== 'exact' || base.scale !== amount.scale) continue;
        if (!/[;,]\s/u.test(passage.text.slice(base.tail, amount.start)) || told.has(passage.offset + rate.start)) continue;
        // “số trễ hạn là 591 (năm 2023: 734), giảm 143”: two others differ by it.
        if (own.some((x) => own.some((y) => x.end <= amount.start && equal(subtract(exactOf(x), exactOf(y)), exactOf(amount)))))
          continue;
        decided(context);
        const value = multiply(divide(exactOf(amount), exactOf(base)), HUNDRED);
        const [reading] = rate.readings;
        if (!reading || compare(absolute(subtract(value, exactOf(rate))), lastDigit(reading)) < 0) continue;
        // The figure told may be that of now, unless it is what is compared with: “So với 197 hồ sơ quá hạn của 9 tháng đầu năm 2023, kỳ này giảm 80 hồ sơ”.
        const is_then = AGAINST.test(passage.text.slice(Math.max(sentence.start, base.start - 50), base.start));
        const then = subtract(exactOf(base), exactOf(amount));
        const of_then = then.n > 0n ? multiply(divide(exactOf(amount), then), HUNDRED) : value;
        const is_of_now = compare(absolute(subtract(of_then, exactOf(rate))), lastDigit(reading)) < 0;
        if (is_of_now && !is_then) continue;
        // “năm nay tăng 726 hồ sơ, bằng 112,36 %”: what it came to, of what it was.
        const is_level = /bằng\s\(?$/iu.test(passage.text.slice(amount.tail, rate.start)) && compare(exactOf(rate), FIFTY) > 0;
        const level = /^tăng/iu.test(word) ? add(HUNDRED, value) : subtract(HUNDRED, value);
        if (is_level && compare(absolute(subtract(level, exactOf(rate))), lastDigit(reading)) < 0) continue;
        const expected = printVi(is_level ? level : value, rate.decimals);
        told.add(passage.offset + rate.start);
        yield {
          message: 'of_then',
          // How it came about is known.
          ...(is_of_now ? { is_witnessed: true } : {}),
          at: spotIn(passage, amount.start, rate.tail),
          figures: [amount, base, rate],
          data: { word, amount: amount.raw, rate: rate.raw, before: base.raw, expected },
          expected: `${expected}%`,
          related: [spotOf(passage, base)],
          shares: [amount, base, rate].map((f) => passage.offset + f.start),
        };
      }
    }
  }
}
