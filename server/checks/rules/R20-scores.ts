import { deductions } from '../deductions.ts';
import { type Document, type Passage, segmentsOf } from '../document.ts';
import { exactOf, type Fraction } from '../figure.ts';
import { sectionsUnder } from '../outline.ts';
import { ownScale } from '../own-scale.ts';
import { pointsOfScale } from '../points-of-scale.ts';
import { placesInOrder, ranksBehind } from '../ranks-order.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from '../rational.ts';
import { type Context, decided, defineRule, type Fault, spotIn, spotOf } from '../rule.ts';
import { scoreHeads } from '../score-heads.ts';
import { lossesIn, missingIn, reasonsIn, reasonsOfSection, scoreBefore, scoresIn } from '../score-reasons.ts';
import { scoresListed } from '../scores-listed.ts';
import { missingOf, scoresTold } from '../scores-told.ts';
import { isSlip } from '../slip.ts';
import { rankCells } from '../table-places.ts';
import { tableScores } from '../table-scores.ts';
import { withFigures } from '../told-in.ts';

/**
 * A scorecard adds up: the areas to the total, achieved and missing points to the maximum, the reasons to what is missing.
 */
export const R20 = defineRule({
  id: 'R20',
  version: 1,
  severity: 'error',
  title: 'Bảng chấm điểm cộng đúng: tổng các lĩnh vực, điểm chưa đạt, thứ hạng',
  messages: {
    lost: 'Ghi trừ {total} điểm nhưng các lý do cộng lại {parts} = {sum}. Kiểm tra từng lý do rồi sửa.',
    total:
      'Tổng điểm ghi {total} nhưng các lĩnh vực cộng lại {parts} = {sum}, lệch {gap}. Xếp loại có thể đổi theo. Cộng lại rồi sửa tổng hoặc điểm lĩnh vực.',
    maximum: 'Điểm tối đa ghi {total} nhưng điểm tối đa của các lĩnh vực cộng lại {sum}. Đối chiếu bộ tiêu chí rồi sửa.',
    missing: 'Đạt {score}/{maximum} điểm thì chưa đạt {expected} điểm, ở đây ghi {missing}. Sửa điểm đạt hoặc điểm chưa đạt.',
    retold: 'Đề mục ghi {head} điểm nhưng ngay dưới ghi {own}. Một điểm chỉ có một số. Đối chiếu bảng chấm rồi sửa chỗ sai.',
    reasons_over:
      'Đạt {score}/{maximum} điểm, tức mất {expected} điểm, nhưng các lý do nêu ra mất {sum} điểm ({parts}). Kiểm tra các lý do có thuộc tiêu chí này không, hoặc sửa điểm.',
    reasons_under:
      'Chưa đạt {expected} điểm nhưng các lý do nêu ra chỉ được {sum} điểm ({parts}). Bổ sung lý do còn thiếu hoặc sửa điểm.',
    own_scale:
      'Ghi tự đánh giá {own} điểm nhưng điểm đạt được nêu ngay sau là {score}/{maximum}. Có thể hai phần điểm đổi chỗ. Đối chiếu quy định rồi sửa.',
    above: 'Điểm đạt {score} lớn hơn điểm tối đa {maximum}. Sửa một trong hai số.',
    cell_above: 'Dòng “{row}”: điểm {score} lớn hơn điểm tối đa {maximum}. Sửa một trong hai số.',
    cell_missing: 'Dòng “{row}”: tối đa {maximum}, đạt {score} thì chưa đạt {expected}, bảng ghi {missing}. Sửa số lệch.',
    told: 'Điểm của “{row}” ghi {score} nhưng trong biểu là {cells}: số {wrong} không có ở dòng ấy. Đối chiếu biểu chấm điểm rồi sửa.',
    behind:
      'Ghi xếp thứ {rank} nhưng theo những đơn vị đứng trên, đứng dưới nêu ở đây thì là thứ {expected}. Sửa thứ hạng hoặc danh sách.',
    order: 'Xếp trên với {higher} nhưng đơn vị xếp ngay dưới lại có {lower}. Sửa điểm hoặc xếp lại thứ tự.',
    rank_cell: 'Dòng “{row}” có {score} thì đứng thứ {expected} trong bảng, ở đây ghi {rank}. Xếp lại thứ hạng.',
    rank: 'Dòng “{row}” có điểm {score} xếp hạng {rank}, trong khi “{other}” có {other_score} điểm lại xếp hạng {other_rank}. Xếp lại thứ hạng theo điểm.',
  },
  *check(context) {
    yield* deductions(context);
    for (const passage of withFigures(context.document)) {
      yield* scoresOf(context, passage);
      yield* totalOf(context, passage);
    }
    for (const section of sectionsUnder(context.document.root)) yield* reasonsOfSection(context, section);
    yield* scoreHeads(context);
    yield* scoresTold(context);
    yield* pointsOfScale(context);
    yield* ownScale(context);
    yield* scoresListed(context);
    yield* tableScores(context);
    yield* rankCells(context);
    yield* ranksBehind(context);
    yield* placesInOrder(context);
  },
});

function* scoresOf(context: Context, passage: Passage): Generator<Fault> {
  const scores = scoresIn(passage);
  for (const score of scores) {
    if (score.unit !== 'điểm') continue;
    decided(context);
    if (compare(exactOf(score.a), exactOf(score.b)) > 0)
      yield {
        message: 'above',
        at: spotIn(passage, score.start, score.tail),
        figures: [score.a, score.b],
        data: { score: score.a.raw, maximum: score.b.raw },
      };
  }
  yield* statedMissing(context, passage, scores);
  if (scores.length === 0) return;
  // A sentence with one score: the reasons in it are of that score.
  for (const sentence of segmentsOf(passage.text, '.')) {
    const own = scores.filter((score) => score.start >= sentence.start && score.tail <= sentence.end + 1);
    const [score] = own;
    if (score && own.length === 1)
      yield* reasonsIn(context, passage, score, [passage], score.tail, scores.length === 1 ? passage.text.length : sentence.end);
  }
}

/** “đạt 12/14 điểm … số điểm chưa đạt là 02”: also when the score stands in the heading above. */
function* statedMissing(context: Context, passage: Passage, scores: readonly Fraction[]): Generator<Fault> {
  const stated = missingIn(passage);
  if (!stated) return void (yield* lostAfter(context, passage, scores));
  const own = scoreBefore(passage, stated);
  if (own) return void (yield* missingOf(context, passage, stated, own));
  const head = headScore(context.document, passage);
  if (!head) return context.unchecked(spotOf(passage, stated), 'Không thấy điểm đạt và điểm tối đa của mục này.');
  const { score, opener } = head;
  const told = { spot: spotIn(opener, score.start, score.tail), at: opener.offset + score.a.start };
  yield* missingOf(context, passage, stated, { ...score, told });
}

/** “được 8,5/12 điểm, mất 3,5 điểm”: the loss right after the score, and no other in the sentence. */
function* lostAfter(context: Context, passage: Passage, scores: readonly Fraction[]): Generator<Fault> {
  for (const own of scores) {
    const lost = passage.figures.find((f) => f.start >= own.tail);
    if (lost?.unit !== 'điểm' || own.unit !== 'điểm') continue;
    if (
      !/^[\s,;(]*(?:tức\s)?(?:bị\s)?(?:mất|trừ|thiếu|hụt|chưa đạt|không đạt)\s$/iu.test(passage.text.slice(own.tail, lost.start))
    )
      continue;
    const rest = passage.text.slice(lost.tail).split(/[.](?=\s|$)/u)[0] ?? '';
    // “trừ 0,5 điểm do …”: the one loss of the paragraph is the whole.
    if (/^\s(?:do|vì)/iu.test(rest) && lossesIn(passage, own.tail).length > 1) continue;
    if (/\d[\d,]*\s?điểm|^\s(?:ở|tại|về|nội dung|đối với)/iu.test(rest)) continue;
    yield* missingOf(context, passage, lost, own);
  }
}

function headScore(document: Document, passage: Passage): { opener: Passage; score: Fraction } | null {
  const opener = document.passages[passage.section.opens];
  if (!opener || opener === passage || passage.index - opener.index > 3) return null;
  const [score] = scoresIn(opener);
  return score ? { opener, score } : null;
}

/** “ước đạt 65,7/90 điểm, cụ thể từng lĩnh vực như sau:” and the scores of the sections under it. */
function* totalOf(context: Context, passage: Passage): Generator<Fault> {
  const own = passage.fractions.find((f) => f.unit === 'điểm');
  if (!own || !/(?:cụ thể|như sau|trong đó|gồm|từng lĩnh vực)[^.]{0,60}[:.]?\s*$/iu.test(passage.text)) return;
  const children = passage.section.children.filter((child) => child.opens > passage.index);
  const found = children.flatMap((child) => {
    for (let i = child.opens; i < Math.min(child.ends, child.opens + 3); i += 1) {
      const item = context.document.passages[i];
      const score = item && scoresIn(item)[0];
      if (item && score) return [{ item, score }];
    }
    return [];
  });
  if (found.length < 3 || found.length * 4 < children.length * 3) return;
  const maximum = found.reduce((so_far, { score }) => add(so_far, exactOf(score.b)), ZERO);
  const sum = found.reduce((so_far, { score }) => add(so_far, exactOf(score.a)), ZERO);
  decided(context);
  if (!equal(maximum, exactOf(own.b))) {
    const is_slipped = areSlipped(own, found);
    const fits = equal(sum, exactOf(own.a));
    if (found.length < children.length)
      context.unchecked(spotIn(passage, own.start, own.tail), 'Điểm tối đa của các lĩnh vực không cộng thành điểm tối đa chung.');
    else {
      if (fits || is_slipped)
        yield {
          message: 'maximum',
          severity: is_slipped ? 'error' : 'warning',
          at: spotIn(passage, own.b.start, own.tail),
          data: { total: own.b.raw, sum: printExact(maximum) },
          expected: printExact(maximum),
          related: found.map(({ item, score }) => spotIn(item, score.start, score.tail)),
        };
      if (!fits) yield totalFault(passage, own, found, sum, is_slipped ? 'error' : 'warning');
    }
    return;
  }
  if (!equal(sum, exactOf(own.a))) yield totalFault(passage, own, found, sum, 'error');
}

/** All areas are there, and one maximum, written otherwise by one slip, would make the maxima add up: those of something else miss by any amount. */
const areSlipped = (own: Fraction, found: readonly { score: Fraction }[]): boolean =>
  found.length >= 5 && isSlip('sum', [own.b, ...found.map(({ score }) => score.b)]);

function totalFault(
  passage: Passage,
  own: Fraction,
  found: readonly { item: Passage; score: Fraction }[],
  sum: Rational,
  severity: 'error' | 'warning',
): Fault {
  return {
    message: 'total',
    severity,
    at: spotIn(passage, own.start, own.tail),
    figures: [own.a, own.b],
    data: {
      total: own.a.raw,
      parts: found.map(({ score }) => score.a.raw).join(' + '),
      sum: printExact(sum),
      gap: printExact(absolute(subtract(sum, exactOf(own.a)))),
    },
    expected: printExact(sum),
    related: found.map(({ item, score }) => spotIn(item, score.start, score.tail)),
  };
}
