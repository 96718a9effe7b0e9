import { exactOf, type Figure } from './figure.ts';
import { absolute, compare, equal, printScaled, subtract } from './rational.ts';
import { type Context, type Fault, spotOf } from './rule.ts';
import { storyOf, type Told } from './story.ts';

const BALANCE =
  /(?:kết dư|chênh lệch thu,? (?:-\s)?chi|chênh lệch (?:giữa )?thu (?:và|-|,) chi|thặng dư|cân đối thu,? chi)[^.;\d]{0,70}(?:\d{4}[^.;\d]{0,50})?$/iu;

/** “Kết dư 723,9 triệu đồng”: the total of what came in less the total of what went out, wherever both are told. */
export function* balances(context: Context): Generator<Fault> {
  const all = storyOf(context.document).flatMap((sentences) => sentences.flatMap(({ told }) => told));
  const money = all.filter(({ figure, passage }) => figure.unit === 'đồng' && !passage.section.is_plan);
  const called = (find: RegExp): Told[] =>
    money.filter(({ passage, figure }) => find.test(passage.text.slice(Math.max(0, figure.start - 60), figure.start)));
  const incomes = called(/tổng (?:số )?thu(?! hồi| hút)[^.;,\d]*(?:\d{1,4}[^.;,\d]*)?$/iu);
  const spendings = called(/tổng (?:số )?chi(?! tiết| phí)[^.;,\d]*(?:\d{1,4}[^.;,\d]*)?$/iu);
  for (const rest of money) {
    const lead = rest.passage.text.slice(Math.max(0, rest.figure.start - 90), rest.figure.start);
    if (!BALANCE.test(lead) || /năm trước|cùng kỳ|tăng|giảm|lũy kế/iu.test(lead)) continue;
    context.count('seen');
    const pairs = incomes
      .flatMap((income) => spendings.map((spending) => ({ income, spending })))
      .filter(({ income, spending }) => isOne(income.figure, rest.figure) && isOne(spending.figure, rest.figure));
    const [pair] = pairs;
    if (!pair) continue;
    const left = (p: (typeof pairs)[number]) => subtract(exactOf(p.income.figure), exactOf(p.spending.figure));
    for (const what of ['bound', 'checked'] as const) context.count(what);
    if (pairs.some((p) => equal(absolute(left(p)), exactOf(rest.figure))) || pairs.length > 1) continue;
    const value = left(pair);
    if (value.n <= 0n || compare(value, exactOf(pair.income.figure)) > 0) continue;
    const expected = printScaled(value, rest.figure.scale);
    yield {
      message: 'balance',
      at: spotOf(rest.passage, rest.figure),
      figures: [rest.figure, pair.income.figure, pair.spending.figure],
      data: { rest: rest.figure.raw, total: pair.income.figure.raw, part: pair.spending.figure.raw, expected },
      expected,
      related: [spotOf(pair.income.passage, pair.income.figure), spotOf(pair.spending.passage, pair.spending.figure)],
      shares: [rest.at, pair.income.at, pair.spending.at],
    };
  }
}

const isOne = (a: Figure, b: Figure): boolean => a.scale === b.scale;
