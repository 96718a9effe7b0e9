// “3.862 cảnh báo … 9T/2023: 4.596; giảm 734, tức 19,0 %”: the amount is the difference of two figures told before, its rate is of the wrong one of them.
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { absolute, compare, divide, equal, HUNDRED, multiply, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const MOVED = /(?<!\p{L})(tăng|giảm)(?: thêm| đi| được)?\s$/iu;
const RATE = /^\s?(?:,\s|\()(?:(?:tương (?:ứng|đương)|tức(?: là)?|bằng|tỷ lệ)\s)?(?:với\s)?(?:tăng\s|giảm\s)?$/iu;

/** Needs no word of time: which of the two was before is said by the way it moved. R11. */
export function* sharesOfNow(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 4)) {
    const { text, figures } = passage;
    for (const [i, amount] of figures.entries()) {
      const rate = figures[i + 1];
      if (amount.kind !== 'count' || rate?.kind !== 'percent' || rate.bound !== 'exact' || rate.decimals === 0) continue;
      const word = MOVED.exec(text.slice(Math.max(0, amount.start - 16), amount.start))?.[1]?.toLowerCase();
      if (!word || !RATE.test(text.slice(amount.tail, rate.start)) || told.has(passage.offset + rate.start)) continue;
      if (/^[^.;]{0,24}(?:kế hoạch|tổng số|của)(?!\p{L})/iu.test(text.slice(rate.tail))) continue;
      const near = figures.slice(Math.max(0, i - 10), i).filter((f) => f.kind === 'count' && f.scale === amount.scale);
      const pairs = near.flatMap((large) =>
        near
          .filter((small) => small !== large && equal(subtract(exactOf(large), exactOf(small)), exactOf(amount)))
          .map((small) => (word === 'giảm' ? { base: large, now: small } : { base: small, now: large })),
      );
      // The figure right before must be one of the two; others may differ as much by chance.
      const [pair, more] = pairs.filter(({ base, now }) => [base, now].includes(near.at(-1) as Figure));
      if (!pair || more) continue;
      decided(context);
      if (pairs.some(({ base }) => isShare(amount, base, rate)) || !isShare(amount, pair.now, rate)) continue;
      const expected = printVi(multiply(divide(exactOf(amount), exactOf(pair.base)), HUNDRED), rate.decimals);
      for (const f of [amount, rate]) told.add(passage.offset + f.start);
      yield {
        message: 'of_now',
        at: spotIn(passage, amount.start, rate.tail),
        figures: [amount, pair.base, rate],
        data: { word, amount: amount.raw, rate: rate.raw, before: pair.base.raw, expected },
        expected: `${expected}%`,
        related: [spotOf(passage, pair.base), spotOf(passage, pair.now)],
        shares: [amount, pair.base, rate].map((f) => passage.offset + f.start),
      };
    }
  }
}

function isShare(part: Figure, whole: Figure, rate: Figure): boolean {
  if (exactOf(whole).n <= 0n || exactOf(part).n <= 0n) return false;
  const value = multiply(divide(exactOf(part), exactOf(whole)), HUNDRED);
  return rate.readings.some((reading) => compare(absolute(subtract(value, reading.value)), lastDigit(reading)) < 0);
}
