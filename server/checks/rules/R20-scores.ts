import { deductions } from '../deductions.ts';
import { type Document, type Passage, segmentsOf } from '../document.ts';
import { exactOf, type Figure, type Fraction } from '../figure.ts';
import type { Section } from '../outline.ts';
import { ownScale } from '../own-scale.ts';
import { pointsOfScale } from '../points-of-scale.ts';
import { placesInOrder, ranksBehind } from '../ranks-order.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, ZERO } from '../rational.ts';
import { type Context, decided, defineRule, type Fault, spotIn, spotOf } from '../rule.ts';
import { scoresListed } from '../scores-listed.ts';
import { missingOf, scoresTold } from '../scores-told.ts';
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
    for (const section of sectionsOf(context.document.root)) yield* reasonsOfSection(context, section);
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

function* sectionsOf(section: Section): Generator<Section> {
  for (const child of section.children) {
    yield child;
    yield* sectionsOf(child);
  }
}

/** Scores as printed: `9,5/11 điểm`, and at the end of a heading `9.5/17`. */
const scoresIn = (passage: Passage): Fraction[] =>
  passage.fractions.filter(
    (f) =>
      f.unit === 'điểm' || (passage.section.opens === passage.index && passage.text.slice(f.tail).trim() === '' && f.unit === ''),
  );

const value = (figure: Figure): Rational => exactOf(figure);
const gapOf = ({ a, b }: Fraction): Rational => subtract(value(b), value(a));

function* scoresOf(context: Context, passage: Passage): Generator<Fault> {
  const scores = scoresIn(passage);
  for (const score of scores) {
    if (score.unit !== 'điểm') continue;
    decided(context);
    if (compare(value(score.a), value(score.b)) > 0)
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
  const stated = (/điểm/iu.test(passage.text) ? passage.figures : []).find(
    (f) =>
      f.kind === 'count' &&
      /(?:số )?điểm (?:(?:chưa|không) đạt|bị trừ|trừ|bị mất|mất|còn thiếu)(?: được)?(?: là| còn)?\s*:?\s*$/iu.test(
        passage.text.slice(Math.max(0, f.start - 40), f.start),
      ),
  );
  if (!stated) return void (yield* lostAfter(context, passage, scores));
  const own =
    scores.find((score) => score.start < stated.start) ?? pairOf(passage, stated) ?? headScore(context.document, passage);
  if (!own) return context.unchecked(spotOf(passage, stated), 'Không thấy điểm đạt và điểm tối đa của mục này.');
  yield* missingOf(context, passage, stated, own);
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

/** “Tổng số điểm tối đa 14 điểm, đến nay đã đạt 12 điểm, số điểm chưa đạt là 02”. */
function pairOf(passage: Passage, stated: Figure): Fraction | null {
  const lead = (f: Figure): string => passage.text.slice(Math.max(0, f.start - 24), f.start);
  const before = passage.figures.filter(
    (f) =>
      f.end <= stated.start && f.kind === 'count' && (f.unit === 'điểm' || (f.unit === '' && /điểm[^.;,\d]*$/iu.test(lead(f)))),
  );
  const maximum = before.find((f) => /(?:tối đa|điểm chuẩn)(?: là)?\s*:?\s*$/iu.test(lead(f)));
  const score = before.findLast(
    (f) => f !== maximum && /(?:đạt(?: được)?|tự chấm|điểm chấm|thẩm định|đánh giá)(?: là)?\s*:?\s*$/iu.test(lead(f)),
  );
  return maximum && score ? { a: score, b: maximum, start: maximum.start, end: score.end, tail: score.tail, unit: 'điểm' } : null;
}

function headScore(document: Document, passage: Passage): Fraction | null {
  const opener = document.passages[passage.section.opens];
  if (!opener || opener === passage || passage.index - opener.index > 3) return null;
  return scoresIn(opener)[0] ?? null;
}

type Loss = { figure: Figure; passage: Passage };

const LOST_BEFORE = /(?:chưa đạt|không đạt|bị trừ|trừ|mất|giảm)\s*(?:được\s*)?(?:là\s*)?$/iu;
const LOST_AFTER = /^\s*(?:chưa|không) đạt/iu;

/** Points said to be lost: `(không đạt 02 điểm)`, `01 điểm không đạt`, and a bare `(0.5 điểm)`. */
function lossesIn(passage: Passage, from: number): Loss[] {
  return passage.figures.flatMap((figure) => {
    if (figure.start < from || figure.unit !== 'điểm' || figure.kind !== 'count') return [];
    if (passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start)) return [];
    const before = passage.text.slice(Math.max(0, figure.start - 24), figure.start);
    if (
      /số điểm (?:chưa|không) đạt(?: được)?(?: là| còn)?\s*:?\s*$/iu.test(
        passage.text.slice(Math.max(0, figure.start - 40), figure.start),
      )
    )
      return [];
    const lost = LOST_BEFORE.test(before) || LOST_AFTER.test(passage.text.slice(figure.tail));
    const bare =
      /\(\s*$/.test(before) &&
      !/so với|năm \d{4}|cùng kỳ|tối đa/iu.test(passage.text.slice(Math.max(0, figure.start - 40), figure.start)) &&
      /^\s*\)/.test(passage.text.slice(figure.tail));
    return lost || bare ? [{ figure, passage }] : [];
  });
}

const isBrokenDown = ({ figure, passage }: Loss): boolean =>
  /^\s*:|^[\s,:;(]*(?:gồm|bao gồm|trong đó|cụ thể|do|vì|nguyên nhân|lý do)(?!\p{L})/iu.test(passage.text.slice(figure.tail));

const total = (losses: readonly Loss[]): Rational => losses.reduce((so_far, { figure }) => add(so_far, value(figure)), ZERO);

function* reasonsIn(
  context: Context,
  passage: Passage,
  score: Fraction,
  passages: readonly Passage[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): Generator<Fault> {
  const losses = passages
    .flatMap((p) => lossesIn(p, p === passage ? from : 0))
    .filter(({ figure, passage: p }) => (p !== passage || figure.end <= to) && compare(value(figure), value(score.b)) <= 0);
  if (losses.length === 0) return;
  const gap = gapOf(score);
  // “Trừ 1,5 điểm, gồm: … (0,5 điểm), …”: the loss first, then its reasons.
  const [whole, ...own] = losses;
  if (whole && own.length > 0 && equal(value(whole.figure), gap) && isBrokenDown(whole) && equal(total(own), gap)) return;
  // “(8,75/10 điểm, chưa đạt 1,25 điểm): …”, “8,25/9 điểm” and under it “Bị trừ 0,75 điểm, gồm: …”: the first loss is the whole.
  const is_whole =
    whole !== undefined &&
    equal(value(whole.figure), gap) &&
    ((whole.passage === passage && whole.figure.start - score.tail < 30) ||
      !/\([^()]*$/u.test(whole.passage.text.slice(0, whole.figure.start)));
  const reasons = is_whole ? own : losses;
  if (reasons.length === 0) return;
  decided(context);
  const sum = total(reasons);
  const order = compare(sum, gap);
  if (order === 0 || gap.n < 0n) return;
  // Fewer is a fault only when every reason has its number.
  const items = is_whole && whole.passage === passage ? passage.text.slice(whole.figure.tail).split(/;\s/u) : [];
  const all_told =
    passages.length === 1 && items.length === reasons.length && /^[^:;]{0,4}:/u.test(items[0] ?? '') && items.length >= 2;
  const is_complete =
    all_told || (reasons.length >= 2 && passages.every((p) => !/chỉ đạt|đạt \d/iu.test(p.text.slice(p === passage ? from : 0))));
  if (order < 0 && !is_complete)
    return context.unchecked(spotIn(passage, score.start, score.tail), 'Có lý do mất điểm không ghi số điểm.');
  yield {
    message: order > 0 ? 'reasons_over' : 'reasons_under',
    severity: order > 0 || all_told ? 'error' : 'warning',
    at: spotIn(passage, score.start, score.tail),
    figures: [score.a, score.b, ...reasons.map(({ figure }) => figure)],
    data: {
      score: score.a.raw,
      maximum: score.b.raw,
      expected: printExact(gap),
      sum: printExact(sum),
      parts: reasons.map(({ figure }) => figure.raw).join(' + '),
    },
    expected: printExact(gap),
    related: reasons.map((loss) => spotOf(loss.passage, loss.figure)),
  };
}

/** The score of a section against all reasons under it, when they stand in more passages than one. */
function* reasonsOfSection(context: Context, section: Section): Generator<Fault> {
  const opener = context.document.passages[section.opens];
  if (!opener || section.children.some((child) => child.label?.style === 'arabic' || child.label?.style === 'roman')) return;
  const [score] = scoresIn(opener);
  if (!score) return;
  const body = context.document.passages.slice(section.opens, section.ends).filter((p) => !p.is_footnote);
  const inner = body.filter((p) => p !== opener && scoresIn(p).some((s) => !equal(value(s.b), value(score.b))));
  // Parts with scores of their own lose what they lose.
  if (inner.length > 0) {
    const parts = inner.flatMap((p) => scoresIn(p).filter((s) => !equal(value(s.b), value(score.b))));
    const losses = body.flatMap((p) => (inner.includes(p) ? [] : lossesIn(p, p === opener ? score.tail : 0)));
    const all = body.flatMap((p) => lossesIn(p, p === opener ? score.tail : 0));
    const sum = add(
      total(losses),
      parts.reduce((so_far, part) => add(so_far, gapOf(part)), ZERO),
    );
    decided(context);
    if (compare(sum, gapOf(score)) > 0 && compare(total(all), gapOf(score)) !== 0)
      yield* reasonsIn(context, opener, score, [opener], score.tail);
    return;
  }
  yield* reasonsIn(context, opener, score, body, score.tail);
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
  const maximum = found.reduce((so_far, { score }) => add(so_far, value(score.b)), ZERO);
  const sum = found.reduce((so_far, { score }) => add(so_far, value(score.a)), ZERO);
  decided(context);
  if (!equal(maximum, value(own.b))) {
    if (equal(sum, value(own.a)) && found.length === children.length)
      yield {
        message: 'maximum',
        severity: 'warning',
        at: spotIn(passage, own.start, own.tail),
        data: { total: own.b.raw, sum: printExact(maximum) },
        expected: printExact(maximum),
      };
    else if (found.length < children.length || equal(sum, value(own.a)))
      context.unchecked(spotIn(passage, own.start, own.tail), 'Điểm tối đa của các lĩnh vực không cộng thành điểm tối đa chung.');
    else yield totalFault(passage, own, found, sum, 'warning');
    return;
  }
  if (!equal(sum, value(own.a))) yield totalFault(passage, own, found, sum, 'error');
}

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
      gap: printExact(absolute(subtract(sum, value(own.a)))),
    },
    expected: printExact(sum),
    related: found.map(({ item, score }) => spotIn(item, score.start, score.tail)),
  };
}
