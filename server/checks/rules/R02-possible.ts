import { exactOf } from '../figure.ts';
import { isPossibleShare } from '../ratio.ts';
import { defineRule, spotIn } from '../rule.ts';
import { withFigures } from '../told-in.ts';

/**
 * A percentage of N things is possible: some whole number of them has it (GRIM). Only told where the base is named beside it and N is small
 * enough to tell: below 100·10^decimals.
 *
 * Source: Brown and Heathers, “The GRIM test”, 2017.
 */
export const R02 = defineRule({
  id: 'R02',
  version: 1,
  severity: 'warning',
  title: 'Tỷ lệ có thể có với số lượng đã nêu',
  messages: {
    impossible: 'Không có số nguyên nào trong {total} {unit} cho tỷ lệ {percent}%. Kiểm tra lại tỷ lệ hoặc tổng số.',
  },
  *check(context) {
    for (const passage of withFigures(context.document)) {
      if (passage.section.is_plan) continue;
      for (const percent of passage.figures) {
        if (percent.kind !== 'percent' || percent.bound !== 'exact') continue;
        const base = passage.figures.find((f) => f.kind === 'count' && f.start >= percent.tail && f.start - percent.tail < 40);
        if (!base || base.unit === '' || base.unit.startsWith('~') || base.scale !== 1n || base.decimals > 0) continue;
        const glue = passage.text.slice(percent.tail, base.start);
        if (!/^\s*(?:\p{L}+\s){0,4}?(?:trong|trên|của|trong tổng|trên tổng|của tổng)\s(?:tổng )?số\s$/iu.test(glue)) continue;
        context.count('seen');
        const n = exactOf(base).n;
        if (n <= 0n || n >= 100n * 10n ** BigInt(percent.decimals)) continue;
        context.count('bound');
        context.count('checked');
        if (isPossibleShare(n, percent)) continue;
        yield {
          message: 'impossible',
          at: spotIn(passage, percent.start, base.tail),
          figures: [percent, base],
          data: { total: base.raw, unit: passage.text.slice(base.end, base.tail).trim(), percent: percent.raw },
        };
      }
    }
  },
});
