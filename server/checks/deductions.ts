import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, printExact, type Rational, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const LOST = /(?:^|[\s,;(:])(?:bị |đã )?(?:trừ|mất|bị mất|không đạt|chưa đạt|giảm trừ)\s?:?\s*$/iu;
const LEAST = 2;

/** “Chính quyền số: trừ 3,5 điểm. … trừ 1,5 điểm; … trừ 2 điểm.”: what the first sentence loses is what the others lose. */
export function* deductions(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 3)) {
    const lost = passage.figures.filter(
      (f) =>
        f.kind === 'count' &&
        f.unit === 'điểm' &&
        f.bound === 'exact' &&
        LOST.test(passage.text.slice(Math.max(0, f.start - 14), f.start)),
    );
    const [total, ...parts] = lost;
    if (!total || parts.length < LEAST || !opens(passage, total, parts[0] as Figure)) continue;
    if (passage.fractions.some((f) => f.unit === 'điểm')) continue;
    const sum = parts.reduce((so_far: Rational, f) => add(so_far, exactOf(f)), ZERO);
    decided(context);
    if (equal(sum, exactOf(total)) || parts.some((f) => equal(exactOf(f), exactOf(total)))) continue;
    const is_over = compare(sum, exactOf(total)) > 0;
    yield {
      message: 'lost',
      ...(is_over ? {} : { severity: 'warning' as const }),
      at: spotOf(passage, total),
      figures: [total, ...parts],
      data: { total: total.raw, parts: parts.map(({ raw }) => raw).join(' + '), sum: printExact(sum) },
      expected: printExact(sum),
      related: parts.map((f) => spotIn(passage, f.start, f.tail)),
      shares: [total, ...parts].map((f) => passage.offset + f.start),
    };
  }
}

/** The first sentence, short, tells the total alone. */
const opens = ({ text, label }: Passage, total: Figure, first: Figure): boolean =>
  total.start - (label?.body ?? 0) < 90 &&
  /[.;:](?:\*\*)?\s/u.test(text.slice(total.tail, first.start)) &&
  // “(chưa đạt 1,5 điểm); … (chưa đạt 0,5 điểm)”: the first of several reasons.
  !/\([^()]*$/u.test(text.slice(0, total.start)) &&
  !/[.;]\s/u.test(text.slice(label?.body ?? 0, total.start));
