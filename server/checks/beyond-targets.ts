// “Mục tiêu: 60 %. Kết quả: đạt, vượt 8,68 điểm %”: the result stands elsewhere, the report prints only the one that lies as far on the other side.

import { factsOf } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { add, compare, equal, type Rational, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const ASKED = /(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu)(?!\p{L})/iu;
const SAID =
  /(?:(?<!\p{L})(?:đạt|hoàn thành|chưa đạt|không đạt),\s)?(?<!\p{L})(vượt|thấp hơn|còn thiếu|thiếu|hụt|kém)\s(?:mục tiêu\s|chỉ tiêu\s|kế hoạch\s)?$/iu;

/** Points beyond or below a target told right before, against every rate that the report prints. R13. */
export function* beyondTargets(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (!/vượt|thấp hơn|thiếu|hụt|kém/iu.test(passage.text)) continue;
    for (const [i, gap] of passage.figures.entries()) {
      const target = passage.figures[i - 1];
      // Two digits behind the comma: that another rate lies just so far is no chance.
      if (gap.kind !== 'percent_points' || gap.bound !== 'exact' || gap.decimals < 2) continue;
      if (target?.kind !== 'percent' || target.bound === 'about') continue;
      const lead = passage.text.slice(0, gap.start);
      const m = SAID.exec(lead);
      const before = passage.text.slice(Math.max(0, target.start - 90), target.start);
      if (!m || m.index < target.tail || m.index - target.tail > 40 || !ASKED.test(before)) continue;
      if (passage.figures.some((f) => f !== target && f !== gap && f.kind === 'percent' && Math.abs(f.start - target.start) < 60))
        continue;
      const is_over = /vượt/iu.test(m[1] ?? '');
      const [more, less] = [add(exactOf(target), exactOf(gap)), subtract(exactOf(target), exactOf(gap))];
      const [said, other] = is_over ? [more, less] : [less, more];
      decided(context);
      const found = rateOf(context, other, gap);
      if (!found || rateOf(context, said, gap)) continue;
      yield {
        message: is_over ? 'not_met' : 'met',
        at: spotIn(passage, m.index, gap.tail),
        figures: [target, gap],
        data: { verdict: passage.text.slice(m.index, gap.tail).trim(), result: `${found.raw}%`, target: `${target.raw}%` },
        expected: is_over ? 'chưa đạt' : 'đạt',
        related: [spotOf(passage, target)],
        shares: [passage.offset + target.start, passage.offset + gap.start],
      };
    }
  }
}

/** A figure of the report, of prose or of a table, that is this rate to the last digit of the gap. */
const rateOf = (context: Context, value: Rational, { decimals }: Figure): Figure | null =>
  compare(value, { n: 0n, d: 1n }) <= 0
    ? null
    : ([...factsOf(context.document).prose, ...factsOf(context.document).cells].find(
        ({ figure }) => figure.kind !== 'percent_points' && figure.decimals === decimals && equal(exactOf(figure), value),
      )?.figure ?? null);
