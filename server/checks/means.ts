import type { Passage } from './document.ts';
import { exactOf } from './figure.ts';
import { type Column, type Entry, type Grid, isNotSummed } from './grid.ts';
import { absolute, add, compare, divide, equal, printVi, type Rational, subtract, whole, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotInCell, spotOf } from './rule.ts';
import { isNear, shownOf } from './shown-tables.ts';
import { isMisprint, sameUnit, type Told } from './story.ts';
import { storyTold } from './told-in.ts';

const MEAN =
  /(?:điểm|mức|giá trị)?\s?(?:trung bình|bình quân)(?:\s(?:chung|cộng|toàn|của|các|là|đạt|năm|xã|huyện|tỉnh|thành|phố|ngành|đơn|vị|\d{4}))*\s*:?\s*$/iu;
const APART = /cùng kỳ|năm trước|so với|tăng|giảm|đầu người|mỗi|hơn/iu;
const COMPARED =
  /(thấp|cao|kém|vượt) hơn (?:điểm |mức )?(?:trung bình|bình quân)(?:\s(?:chung|của|toàn)(?:\s\p{L}+){0,3})?(?:\s\([^()]*\))?(?:\slà)?\s*$/iu;

/** “Điểm trung bình toàn thành phố: 83,25 điểm” of the column of scores beside it; “thấp hơn điểm trung bình 15,20 điểm” of that. */
export function* means(context: Context): Generator<Fault> {
  const { document } = context;
  const told: Told[] = [];
  for (const sentences of storyTold(document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      for (const one of sentence.told) {
        const lead = passage.text.slice(Math.max(sentence.start, one.figure.start - 60), one.figure.start);
        if (one.figure.unit === 'điểm' && MEAN.test(lead) && !APART.test(lead)) {
          told.push(one);
          yield* ofColumn(context, one);
        }
      }
    }
  const distinct = new Set(told.map(({ figure }) => String((exactOf(figure).n * 1000n) / exactOf(figure).d)));
  const [mean] = told;
  if (mean && distinct.size === 1) yield* compared(context, mean);
}

/** The one column of scores near, whose rows have no total: its mean. */
function* ofColumn(context: Context, mean: Told): Generator<Fault> {
  const near = shownOf(context.document).filter((table) => isNear(table, mean.passage, 8));
  const columns = near.flatMap(({ grid }) =>
    grid.columns.flatMap((column) => (isScores(grid, column) ? [{ grid, column }] : [])),
  );
  const [only] = columns;
  if (!only || columns.length > 1) return;
  const entries = only.grid.rows.flatMap((row) => (row.is_total ? [] : (row.figures[only.column.index] ?? [])));
  if (entries.length < 4) return;
  const sum = entries.reduce((so_far, { figure }) => add(so_far, exactOf(figure)), ZERO);
  const value = divide(sum, whole(entries.length));
  decided(context);
  const { figure, passage } = mean;
  const unit = { n: 1n, d: 10n ** BigInt(figure.decimals) };
  const gap = absolute(subtract(value, exactOf(figure)));
  if (compare(gap, unit) < 0) return;
  const expected = printVi(value, figure.decimals);
  // A weighted mean is near too: only a slip of the pen proves it, or the mean told outside all scores.
  const outside =
    entries.every((e) => compare(exactOf(e.figure), exactOf(figure)) < 0) ||
    entries.every((e) => compare(exactOf(e.figure), exactOf(figure)) > 0);
  const is_near = compare({ n: gap.n * 10n, d: gap.d }, value) < 0;
  if (!is_near || (!isMisprint(expected, figure.raw) && !outside)) return;
  yield {
    message: 'mean',
    at: spotOf(passage, figure),
    figures: [figure],
    data: { mean: figure.raw, count: entries.length, expected },
    expected,
    related: entries.slice(0, 12).map(({ cell }: Entry) => spotInCell(only.grid.table, cell)),
    shares: [passage.offset + figure.start],
  };
}

const isScores = (grid: Grid, column: Column): boolean =>
  column.has_figures &&
  !column.is_percent &&
  /điểm|chỉ số/iu.test(column.own) &&
  !/tối đa|chuẩn|trừ|thưởng|cộng|năm (?:trước|\d{4})|tháng/iu.test(column.own) &&
  (!isNotSummed(column) || /điểm|chỉ số/iu.test(column.own)) &&
  grid.rows.every((row) => !row.is_part);

function* compared(context: Context, mean: Told): Generator<Fault> {
  for (const sentences of storyTold(context.document, 1))
    for (const { passage, told, start } of sentences) {
      for (const amount of told) {
        const lead = passage.text.slice(Math.max(start, amount.figure.start - 70), amount.figure.start);
        if (!COMPARED.test(lead) || !sameUnit(amount.figure, mean.figure)) continue;
        const now = nowOf(passage, told, amount);
        if (!now) continue;
        decided(context);
        const gap: Rational = absolute(subtract(exactOf(now.figure), exactOf(mean.figure)));
        if (equal(gap, exactOf(amount.figure))) continue;
        const expected = printVi(gap, Math.max(now.figure.decimals, mean.figure.decimals));
        yield {
          message: 'amount',
          at: spotIn(passage, amount.figure.start, amount.figure.tail),
          figures: [now.figure, mean.figure, amount.figure],
          data: {
            word: 'chênh',
            amount: amount.figure.raw,
            now: now.figure.raw,
            before: mean.figure.raw,
            actual: 'chênh',
            expected,
          },
          expected,
          related: [spotOf(mean.passage, mean.figure)],
          shares: [amount.at, now.at, mean.at],
        };
      }
    }
}

/** The score right before, of the same sentence. */
function nowOf(passage: Passage, told: readonly Told[], amount: Told): Told | null {
  const before = told.filter((t) => t.at < amount.at && sameUnit(t.figure, amount.figure));
  const last = before.at(-1);
  return last &&
    amount.figure.start - last.figure.tail < 60 &&
    !/[;.]\s/.test(passage.text.slice(last.figure.tail, amount.figure.start))
    ? last
    : null;
}
