import type { RatioClaim } from './bind.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { rateDiffers, ratioVerdict } from './ratio.ts';
import { compare, HUNDRED } from './rational.ts';
import { type Context, type Fault, spotIn, spotOf } from './rule.ts';
import { fits, sums } from './share-bases.ts';
import { fitsAnywhere } from './shares-far.ts';
import { isMisprintedShare } from './story.ts';

/**
 * Shares of two counts of one sentence: the base is one that a neighbour's share proves (“một phần 86 thủ tục (33,6 %), toàn trình 170 thủ tục (66,4 %) trên 256 thủ
 * tục”), or the only larger count of the unit, of whose quotient the printed share is a slip of the pen.
 */
export function* shareSiblings(context: Context, open: readonly RatioClaim[]): Generator<Fault> {
  for (const { passage, percent, part } of open) {
    if (!part || passage.section.is_plan || passage.is_footnote || percent.bound !== 'exact' || percent.decimals === 0) continue;
    if (part.unit.startsWith('~') || compare(exactOf(percent), HUNDRED) >= 0) continue;
    const sentence = segmentsOf(passage.text, '.?!').find((s) => percent.start >= s.start && percent.start < s.end);
    if (!sentence) continue;
    const counts = passage.figures.filter(
      (f) =>
        f !== part &&
        f.kind === 'count' &&
        f.bound === 'exact' &&
        f.scale === part.scale &&
        (f.unit === part.unit || f.unit === '') &&
        f.start >= sentence.start &&
        f.end <= sentence.end &&
        compare(exactOf(f), exactOf(part)) > 0,
    );
    const explains = (base: Figure): boolean => fits(part, base, percent);
    if (counts.some(explains) || sums(counts, part).some(explains) || sums(passage.figures, part).some(explains)) continue;
    const siblings = open.filter((c) => c.passage === passage && c.percent !== percent && c.part && c.part.unit === part.unit);
    const proven = counts.find((base) =>
      siblings.some((c) => c.percent.decimals > 0 && c.part && ratioVerdict(c.part, base, c.percent) === 'match'),
    );
    const slipped = counts.find((base) => isMisprintedShare(percent, part, base));
    const base = proven ?? slipped;
    if (!base || fitsAnywhere(context.document, part, percent, true)) continue;
    for (const what of ['bound', 'checked'] as const) context.count(what);
    yield faultOf(passage, percent, part, base);
  }
}

function faultOf(passage: Passage, percent: Figure, part: Figure, base: Figure): Fault {
  return {
    ...rateDiffers(part, base, percent),
    at: spotIn(passage, Math.min(part.start, percent.start), Math.max(part.tail, percent.tail)),
    related: [spotOf(passage, base)],
    shares: [passage.offset + percent.start, passage.offset + part.start],
  };
}
