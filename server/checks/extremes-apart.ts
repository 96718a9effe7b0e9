// “Nhiều nhất là tháng 3 (871 hồ sơ), ít nhất là tháng 2 (905 hồ sơ)”: what is most is not less than what is least. R11.
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import type { Sentence } from './story.ts';
import { storyOfFigures } from './told-in.ts';

const HIGH = /(?<!\p{L})(?:cao|nhiều|lớn) nhất(?!\p{L})/giu;
const LOW = /(?<!\p{L})(?:thấp|ít|nhỏ) nhất(?!\p{L})/giu;

/** A most and a least of one sentence, once each, each with its figure right behind. */
export function* extremesApart(context: Context): Generator<Fault> {
  for (const sentences of storyOfFigures(context.document))
    for (const sentence of sentences) {
      if (!sentence.text.includes('nhất') || sentence.passage.section.is_plan) continue;
      const [high, low] = [figureBehind(sentence, HIGH), figureBehind(sentence, LOW)];
      if (!high || !low || high.figure.kind !== low.figure.kind || high.figure.unit !== low.figure.unit) continue;
      if (high.figure.scale !== low.figure.scale || high.figure === low.figure) continue;
      // “cao nhất là xã A (98,2%), tỷ lệ trực tuyến thấp nhất …”: the second is of a thing of its own.
      const [earlier, later] = high.at < low.at ? [high, low] : [low, high];
      if (!/^\)?\s?[,;]?\s?(?:(?:và|còn)\s)?$/iu.test(sentence.passage.text.slice(earlier.figure.tail, later.at))) continue;
      decided(context);
      if (compare(exactOf(high.figure), exactOf(low.figure)) >= 0) continue;
      const { passage } = sentence;
      yield {
        message: 'placed',
        at: spotIn(passage, earlier.at, later.figure.tail),
        figures: [earlier.figure, later.figure],
        data: {
          word: earlier.word,
          first: earlier.figure.raw,
          second: later.figure.raw,
          actual: earlier === high ? 'lớn hơn' : 'nhỏ hơn',
        },
        shares: [earlier, later].map(({ figure }) => passage.offset + figure.start),
      };
    }
}

type Extreme = { at: number; word: string; figure: Figure };

function figureBehind({ passage, start, end, text }: Sentence, find: RegExp): Extreme | null {
  const [m, more] = matchesIn(text, find);
  if (!m || more) return null;
  const at = start + m.index;
  const figure = passage.figures.find((f) => f.start > at && f.end <= end);
  if (figure?.bound !== 'exact' || /[;.]|nhất|(?:và|,)\s\p{Lu}/u.test(passage.text.slice(at + m[0].length, figure.start)))
    return null;
  return { at, word: m[0].toLowerCase(), figure };
}
