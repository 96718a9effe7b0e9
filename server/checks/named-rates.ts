import { cueOf, toldWith } from './cues.ts';
import { wordsAround } from './document.ts';
import type { Figure } from './figure.ts';
import { rateDiffers } from './ratio.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat } from './shown-tables.ts';

const NAMED_RATES_CUE = cueOf('tỷ lệ', 'tỉ lệ');

const NAMED =
  /(?:tỷ|tỉ) lệ ([^.;:,%()\d]{3,50}?)\s(?:trên|so với|trong)\s(?:tổng\s)?số\s([^.;:,%()\d]{3,50}?)(?:\s(?:đạt|là|chiếm))?\s*$/iu;

/** “tỷ lệ hồ sơ trực tuyến trên số tiếp nhận mới đạt 72,42 %”: both are named, and the paragraph tells one figure of each name. R01. */
export function* namedRates(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 1, NAMED_RATES_CUE)) {
    for (const percent of passage.figures) {
      if (percent.kind !== 'percent' || percent.bound !== 'exact' || percent.decimals === 0) continue;
      const lead = passage.text.slice(Math.max(0, percent.start - 130), percent.start);
      const m = / số /iu.test(lead) ? NAMED.exec(lead) : null;
      if (!m) continue;
      const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.end < percent.start);
      // “79 nhiệm vụ đúng hạn, 03 nhiệm vụ chậm hạn”: what stands before the comma is of the figure before.
      const called = (name: string): Figure[] => {
        const words = flat(name).split(' ').slice(-2).join(' ');
        return counts.filter((f) => {
          const { before, after } = wordsAround(passage, f);
          return /[,;]$|(?:^|\s)và$/iu.test(before) ? false : ` ${flat(before)} `.endsWith(` ${words} `) || flat(after) === words;
        });
      };
      const [parts, bases] = [called(m[1] ?? ''), called(m[2] ?? '')];
      const [part] = parts;
      const [base] = bases;
      if (!part || !base || part === base || parts.length > 1 || bases.length > 1 || part.scale !== base.scale) continue;
      decided(context);
      if (fits(part, base, percent)) continue;
      yield {
        ...rateDiffers(part, base, percent),
        at: spotIn(passage, percent.start, percent.tail),
        // Both are named, and of another count near it the share is right: that is how it came about.
        ...(counts.some((f) => f !== base && f !== part && fits(part, f, percent)) ? { is_witnessed: true } : {}),
        shares: [passage.offset + percent.start, passage.offset + part.start, passage.offset + base.start],
      };
    }
  }
}
