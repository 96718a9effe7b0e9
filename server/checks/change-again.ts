import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, compare, divide, HUNDRED, multiply, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const CHANGE_AGAIN_CUE = cueOf('tăng', 'cao hơn', 'nhiều hơn');

/** “tăng 72 lượt so với năm 2023 (742 lượt), tức giảm 9,70 %”: one change, told as a number and as a rate, goes one way. R11. */
export function* changeAgain(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, CHANGE_AGAIN_CUE)) {
    if (!DOWN.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const fault of bothWays(context, passage, sentence)) if (!fault.shares?.some((at) => told.has(at))) yield fault;
  }
}

const UP = /tăng|(?:cao|nhiều) hơn/iu;
const DOWN = /giảm|(?:thấp|ít) hơn/iu;
const WAY = '(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?:\\s(?:thêm|đi|được|tới|đến|lên|là))?\\s';
const FIRST_WAY = new RegExp(`(?<!\\p{L})${WAY}$`, 'iu');
const SECOND_WAY = new RegExp(
  `^(?:\\s\\([^()]{1,40}\\))?(?:\\sso với [^.;,()]{2,50}(?:\\s\\([^()]{1,40}\\))?)?(?:,\\s|\\s\\(|\\s)((?:tức(?: là)?|tương (?:ứng|đương)(?: với)?|hay|nghĩa là|(?:tỷ|tỉ) lệ|tốc độ|với (?:tỷ lệ|tốc độ|mức))\\s)?${WAY}$`,
  'iu',
);

/** “giảm 412 hồ sơ, tăng 8,21 %”, “nhiều hơn 477 hồ sơ, tức giảm 16,2 %”: one change, told in number and in per cent. */
function* bothWays(context: Context, passage: Passage, { start, end }: Stretch): Generator<Fault> {
  const { text, figures } = passage;
  const own = figures.filter((f) => f.start >= start && f.tail <= end);
  for (const [i, amount] of own.entries()) {
    const one = FIRST_WAY.exec(text.slice(Math.max(start, amount.start - 20), amount.start));
    if (!one || amount.bound === 'about') continue;
    for (const rate of own.slice(i + 1, i + 4)) {
      const two = SECOND_WAY.exec(text.slice(amount.tail, rate.start));
      if (!two || (amount.kind === 'percent') === (rate.kind === 'percent')) continue;
      if (amount.kind === 'percent_points' || rate.kind === 'percent_points') continue;
      if (!/^\s?(?:[.,;)]|$|so với|cùng kỳ)/iu.test(text.slice(rate.tail))) continue;
      decided(context);
      if (UP.test(one[1] ?? '') === UP.test(two[2] ?? '')) continue;
      const [count, percent] = amount.kind === 'percent' ? [rate, amount] : [amount, rate];
      // Without a word that says it is the same change, the figures must say so.
      if (!two[1] && !isShareOfSome(count, percent, figures)) continue;
      const from = amount.start - one[0].length;
      yield {
        message: 'turned',
        at: spotIn(passage, from, rate.tail),
        figures: [amount, rate],
        data: { word: one[1] ?? '', amount: print(text, amount), again: two[2] ?? '', rate: print(text, rate) },
        related: [spotOf(passage, amount), spotOf(passage, rate)],
        shares: [amount, rate].map((f) => passage.offset + f.start),
      };
      break;
    }
  }
}

/** The rate is the amount of some figure near, or of that figure before it changed. */
function isShareOfSome(amount: Figure, rate: Figure, figures: readonly Figure[]): boolean {
  const [part, share] = [exactOf(amount), exactOf(rate)];
  const unit: Rational = { n: 1n, d: 10n ** BigInt(rate.decimals) };
  const fits = (base: Rational): boolean =>
    base.n > 0n && compare(absolute(subtract(multiply(divide(part, base), HUNDRED), share)), unit) < 0;
  return figures.some((f) => {
    if (f === amount || f.kind !== 'count' || f.scale !== amount.scale) return false;
    const value = exactOf(f);
    return [value, subtract(value, part), subtract(value, { n: -part.n, d: part.d })].some(fits);
  });
}

const print = (text: string, { start, tail }: Figure): string => text.slice(start, tail).trim();
