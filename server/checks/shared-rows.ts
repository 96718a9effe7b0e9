// A row of parts that is complete (its last are all others, or its names are those of grades) with the share of one of them printed to its decimals: the
// share says of how many it is, wherever the total stands. “đất đai (82 hồ sơ, chiếm 70,09 %), hộ tịch 15 hồ sơ, bảo trợ 11 hồ sơ, lĩnh vực khác 09 hồ sơ” of
// 117: the row makes the number that the share is of, else one of them is wrong. The total must be printed, and one slip of the pen mend the row. R03.
import { faultOf } from './enumerations.ts';
import { exactOf, type Figure } from './figure.ts';
import { overlap, sumOf } from './parts.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { fits } from './share-bases.ts';
import { isSlip } from './slip.ts';
import { passagesBefore, type Sentence, storyOf, type Told } from './story.ts';
import { BOTH } from './sums-again.ts';
import { toldIn } from './told-in.ts';

const APART = /so với|cùng kỳ|tăng|giảm|bình quân|mỗi|tiêu biểu|lũy kế|ngoài ra|kế hoạch|chỉ tiêu|(?<!\p{L})trên(?!\p{L})|tổng/iu;
const OTHERS = /(?:khác|còn lại)$/iu;
const GRADE = /hoàn thành|xuất sắc|tốt|khá|trung bình|đạt|hài lòng|bình thường|yếu|kém/iu;

/** Rows with a share in them. */
export function* sharedRows(context: Context): Generator<Fault> {
  const story = storyOf(context.document);
  for (const passage of toldIn(context.document, 4)) {
    if (!passage.text.includes('%')) continue;
    for (const [k, sentence] of (story[passage.index] ?? []).entries()) {
      if (sentence.told.length < 3 || APART.test(sentence.text) || BOTH.test(sentence.text)) continue;
      const row = rowOf(sentence);
      if (!row) continue;
      const fault = judge(context, row, totalsNear(context, story, passage.index, k));
      if (fault) yield fault;
    }
  }
}

type Row = { parts: Told[]; shares: { part: Told; percent: Figure }[] };

/** The whole sentence, or what stands behind its colon: each count of one unit, with its share or without. */
function rowOf({ passage, told, start, end }: Sentence): Row | null {
  const unit = told.find(({ figure }) => figure.unit !== '')?.figure.unit;
  if (!unit || told.some(({ figure }) => figure.unit !== unit) || told.length > 8) return null;
  const { text } = passage;
  const percents = passage.figures.filter((f) => f.start >= start && f.end <= end && f.kind === 'percent');
  const shares = told.flatMap((part, i) => {
    const stop = told[i + 1]?.figure.start ?? end;
    const percent = percents.find((f) => f.start >= part.figure.tail && f.end <= stop);
    const glue = percent ? text.slice(part.figure.tail, percent.start) : '';
    return percent && percent.decimals > 0 && /^(?:,?\s|\s?\()(?:chiếm |đạt |bằng |tỷ lệ )?$/iu.test(glue)
      ? [{ part, percent }]
      : [];
  });
  if (shares.length === 0 || shares.length < percents.length || overlap(told.map(({ before }) => before))) return null;
  const labels = told.map(({ before, after, depth, figure }) =>
    depth > 0 ? text.slice(Math.max(start, figure.start - 40), figure.start) : before || after,
  );
  const last = labels.at(-1) ?? '';
  if (!OTHERS.test(last) && !labels.every((label) => GRADE.test(label))) return null;
  // What stands between two of them is the name of the second alone.
  const clear = told.every(
    ({ figure }, i) => i === 0 || !/[.:]\s/u.test(text.slice(told[i - 1]?.figure.tail ?? 0, figure.start)),
  );
  return clear ? { parts: told, shares } : null;
}

/** Counts of the sentences before and of the one after, over a slash too. */
function totalsNear({ document }: Context, story: readonly Sentence[][], index: number, k: number): Told[] {
  const passage = document.passages[index];
  const own = story[index] ?? [];
  const near = [...own.slice(0, k), ...own.slice(k + 1, k + 2)];
  for (const before of passage ? passagesBefore(document, passage, 4) : []) near.push(...(story[before.index] ?? []));
  return near.flatMap(({ told, bases }) => [...told, ...bases]);
}

function judge(context: Context, { parts, shares }: Row, totals: readonly Told[]): Fault | null {
  const figures = parts.map(({ figure }) => figure);
  const sum = sumOf(figures);
  const [first] = figures as [Figure];
  const isOf = ({ figure }: Told): boolean =>
    figure.scale === first.scale &&
    shares.every(({ part, percent }) => part.figure !== figure && fits(part.figure, figure, percent));
  if (totals.some(({ figure }) => equal(exactOf(figure), sum))) return null;
  const [total, ...others] = totals.filter(isOf);
  if (!total || others.some(({ figure }) => !equal(exactOf(figure), exactOf(total.figure)))) return null;
  decided(context);
  return isSlip('sum', [total.figure, ...figures]) ? { ...faultOf(total, parts), is_witnessed: true } : null;
}
