import type { Passage } from './document.ts';
import { restFault } from './done-then-left.ts';
import { exactOf, type Figure } from './figure.ts';
import { equal, printScaled, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import type { Sentence, Told } from './story.ts';
import { storyOfFigures } from './told-in.ts';

const DUE = /(?:hết|toàn bộ|nốt|dứt điểm|xong|số nợ|số vốn|số tiền)\s(?:\p{L}+\s){0,4}$/iu;
const LEFT = /^[^.;,:()\d]{0,50}\scòn lại(?!\p{L})/iu;
const LEAST = 3;

/**
 * “đã giải ngân 1.974 trên kế hoạch 3.850 triệu đồng” and, among the tasks to come, “giải ngân hết 1.786 triệu đồng còn lại”: two digits of what is left
 * changed their places. Other rests may be meant, so only this slip accuses, and only a figure that stands nowhere else. R06.
 */
export function* restsAhead(context: Context, told: ReadonlySet<number>): Generator<Fault> {
  for (const sentences of storyOfFigures(context.document))
    for (const sentence of sentences) {
      if (!sentence.text.includes('còn lại')) continue;
      for (const rest of sentence.told) {
        if (told.has(rest.at) || !isDue(sentence.passage, rest.figure)) continue;
        const pair = swappedIn(context, rest, sentence);
        if (!pair) continue;
        decided(context);
        const { total, part, expected } = pair;
        yield restFault(rest, total, part, expected);
      }
    }
}

const isDue = ({ text }: Passage, figure: Figure): boolean =>
  figure.raw.replace(/\D/gu, '').length >= LEAST &&
  figure.decimals === 0 &&
  DUE.test(text.slice(Math.max(0, figure.start - 50), figure.start)) &&
  LEFT.test(text.slice(figure.tail, figure.tail + 80));

type Pair = { total: Told; part: Told; expected: string };

/** The one pair of figures told before whose difference is the rest but for two digits; none where the rest is printed elsewhere or follows from a pair. */
function swappedIn({ document }: Context, rest: Told, own: Sentence): Pair | null {
  const found = new Map<string, Pair>();
  for (const sentences of storyOfFigures(document))
    for (const sentence of sentences) {
      if (sentence === own) continue;
      const all = [...sentence.told, ...sentence.parts, ...sentence.bases].filter((t) => isAlike(t.figure, rest.figure));
      if (all.some((t) => equal(exactOf(t.figure), exactOf(rest.figure)))) return null;
      for (const total of all)
        for (const part of all) {
          const left = subtract(exactOf(total.figure), exactOf(part.figure));
          if (left.n <= 0n) continue;
          if (equal(left, exactOf(rest.figure))) return null;
          const expected = printScaled(left, rest.figure.scale);
          if (total.at < part.at && rest.at > part.at && isSwapped(expected, rest.figure.raw))
            found.set(expected, { total, part, expected });
        }
    }
  const [pair, more] = found.values();
  return pair && !more ? pair : null;
}

const isAlike = (a: Figure, b: Figure): boolean =>
  a.scale === b.scale && a.unit === b.unit && a.kind === 'count' && a.bound === 'exact';

/** Two neighbours that changed their places, and nothing else. */
export function isSwapped(a: string, b: string): boolean {
  const [x, y] = [a.replace(/\D/gu, ''), b.replace(/\D/gu, '')];
  const off = [...x].flatMap((digit, i) => (digit === y[i] ? [] : [i]));
  const [i, k, more] = off;
  return x.length === y.length && i !== undefined && k === i + 1 && more === undefined && x[i] === y[k] && x[k] === y[i];
}
