// “Thang điểm 100, xã đạt 88,75 điểm, số điểm chưa đạt là 11,25 điểm”: the scale, what was scored and what was lost, each told by its own words. R20.

import { cueOf, toldWith } from './cues.ts';
import { exactOf, type Figure } from './figure.ts';
import { isOwnScore } from './own-scores.ts';
import { add, equal, printExact, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';

const POINTS_OF_SCALE_CUE = cueOf('tối đa', 'thang điểm', 'điểm chuẩn');
const SCALE = /(?:thang điểm|(?:số )?điểm tối đa|tổng điểm chuẩn)(?: tối đa)?(?: là| của [^.;,()\d]{2,30})?\s$/iu;
const SCORED = /(?:tự chấm|tự đánh giá|chấm|(?<!không |chưa )đạt|được|tổng điểm)(?: được| là| đạt)?\s$/iu;
const LOST = /(?:điểm (?:chưa đạt|không đạt|bị trừ|mất|bị mất)|bị trừ|(?<!\p{L})mất|chưa đạt)(?: là| tổng cộng)?\s$/iu;

/** Scale, score and loss of one paragraph, each told once. */
export function* pointsOfScale(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, POINTS_OF_SCALE_CUE)) {
    const { text, figures } = passage;
    const told = (lead: RegExp): Figure[] =>
      figures.filter(
        (f) =>
          f.kind === 'count' && (f.unit === 'điểm' || f.unit === '') && lead.test(text.slice(Math.max(0, f.start - 50), f.start)),
      );
    const [scales, lost] = [told(SCALE), told(LOST).filter((f) => f.unit === 'điểm')];
    const scored = told(SCORED).filter((f) => f.unit === 'điểm' && isOwnScore(text, f));
    const [scale, score, missing] = [scales[0], scored[0], lost[0]];
    if (!scale || !score || !missing || scales.length + scored.length + lost.length !== 3) continue;
    if ([scale, score, missing].some((f) => f.bound !== 'exact') || passage.fractions.some((f) => f.unit === 'điểm')) continue;
    decided(context);
    if (equal(add(exactOf(score), exactOf(missing)), exactOf(scale))) continue;
    const expected = printExact(subtract(exactOf(scale), exactOf(score)));
    yield {
      message: 'missing',
      at: spotOf(passage, missing),
      figures: [missing, score, scale],
      data: { score: score.raw, maximum: scale.raw, expected, missing: missing.raw },
      expected,
      related: [score, scale].map((f) => spotOf(passage, f)),
      shares: [missing, score, scale].map((f) => passage.offset + f.start),
    };
  }
}
