import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure, firstInterval, halfOf } from './figure.ts';
import { matchesIn } from './matches.ts';
import { absolute, around, compare, divide, divideIntervals, HUNDRED, meet, multiply, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const TIMES_TOLD_CUE = cueOf('gấp');

/** “3,2 tỷ đồng, gấp 1,6 lần năm trước (2,4 tỷ đồng)”: what stands before, over what the bracket or “so với” names. */
export function* timesTold(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, TIMES_TOLD_CUE)) {
    if (!/gấp\s/iu.test(passage.text)) continue;
    for (const m of matchesIn(passage.text, /(?<!\p{L})gấp\s([\d.,]*\d)\slần(?!\p{L})/giu)) {
      const at = m.index + m[0].indexOf(m[1] as string);
      const times = passage.figures.find((f) => f.start === at);
      const pair = times ? pairOf(passage, m.index, m.index + m[0].length) : null;
      if (!times || !pair) continue;
      decided(context);
      const quotient = divideIntervals(firstInterval(pair.now), firstInterval(pair.base));
      const [reading] = times.readings;
      if (!quotient || !reading || meet(quotient, around(reading.value, halfOf({ ...times, kind: 'percent' }, reading))))
        continue;
      const expected = printVi(divide(exactOf(pair.now), exactOf(pair.base)), Math.max(1, times.decimals));
      yield {
        message: 'times',
        at: spotIn(passage, m.index, m.index + m[0].length),
        figures: [pair.now, pair.base, times],
        data: { times: times.raw, now: pair.now.raw, base: pair.base.raw, expected },
        expected,
        related: [spotOf(passage, pair.now), spotOf(passage, pair.base)],
        shares: [times, pair.now, pair.base].map((figure) => passage.offset + figure.start),
      };
    }
  }
}

const AGAINST =
  /(?<!\p{L})(tăng|giảm|cao hơn|thấp hơn|hơn|kém)(?: so với)? (?:cùng kỳ|năm trước|(?:quý|tháng|kỳ) trước|năm (?:19|20)\d\d)[^();.\d]{0,12}\s(?=[\d,]+\s?%\s\((?:cùng kỳ|năm|quý|tháng|kỳ)[^()%;]{0,30}?\s[\d,]+\s?%\))/giu;

/** “95,1 %, cao hơn cùng kỳ 2,3 % (cùng kỳ 93,8 %)”: the rate before, the change, and the rate of then in the bracket. */
export function* ratesThen(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    for (const m of matchesIn(passage.text, AGAINST)) {
      const percents = passage.figures.filter((f) => f.kind !== 'count' && f.bound === 'exact');
      const k = percents.findIndex((f) => f.start >= m.index + m[0].length);
      const [now, amount, base] = [percents[k - 1], percents[k], percents[k + 1]];
      if (!now || !amount || !base || m.index - now.tail > 30 || /[.;()]/u.test(passage.text.slice(now.tail, m.index))) continue;
      decided(context);
      const gap = absolute(subtract(exactOf(now), exactOf(base)));
      const relative = exactOf(base).n === 0n ? gap : multiply(HUNDRED, divide(gap, exactOf(base)));
      const word = (m[1] ?? '').toLowerCase();
      const is_up = compare(exactOf(now), exactOf(base)) > 0;
      const prints = [gap, relative].map((value) => printVi(value, amount.decimals));
      if (
        prints.includes(printVi(exactOf(amount), amount.decimals)) &&
        is_up === /tăng|cao|hơn$/u.test(word.replace('thấp hơn', ''))
      )
        continue;
      yield {
        message: 'amount',
        at: spotIn(passage, m.index, amount.tail),
        figures: [now, base, amount],
        data: {
          word,
          amount: amount.raw,
          now: `${now.raw}%`,
          before: `${base.raw}%`,
          actual: is_up ? 'tăng' : 'giảm',
          expected: prints[0] ?? '',
        },
        expected: prints[0] ?? '',
        related: [spotOf(passage, now), spotOf(passage, base)],
        shares: [amount, now, base].map((figure) => passage.offset + figure.start),
      };
    }
  }
}

function pairOf({ text, figures }: Passage, start: number, end: number): { now: Figure; base: Figure } | null {
  const base = figures.find((f) => f.start >= end && !/(?:19|20)\d\d/u.test(f.raw));
  // “99,01 % (6.724/6.791 hồ sơ), gấp 3,3 lần năm 2021 (30,00 %)”: what the bracket right before tells is how the rate was reckoned.
  const open = /\([^()]*\),?\s?$/u.exec(text.slice(Math.max(0, start - 60), start))?.[0];
  const is_beside = open !== undefined && base?.kind === 'percent';
  const now = figures.findLast(
    (f) => f.tail <= (is_beside ? start - open.length : start) && (!is_beside || f.kind === base.kind),
  );
  if (!now || !base || now.bound !== 'exact' || base.bound !== 'exact' || now.kind !== base.kind || now.unit !== base.unit)
    return null;
  const before = text.slice(now.tail, is_beside ? start - open.length : start);
  const between = text.slice(end, base.start);
  if (before.length > 30 || /[.;()]/u.test(before) || between.length > 70 || /[.;)]/u.test(between)) return null;
  return /\($|so với|\(\D{0,30}$/iu.test(between) ? { now, base } : null;
}
