import { cueOf, namedIn } from './cues.ts';
import type { Passage } from './document.ts';
import type { Figure } from './figure.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const CHANGE_AGAIN_CUE = cueOf('tăng');

/** Between the two tellings: what it is compared with, then the word that says the same again. */
const AGAIN =
  /^(?:\sso với[^.;:()]{0,50}(?:\([^()]{0,40}\))?)?(?:\s?,\s?(?:tức(?: là)?|tương ứng(?: với)?|tương đương(?: với)?|hay|nghĩa là)\s|\s\()(?:\s?(?:tức(?: là)?|tương ứng|tương đương)\s)?(?:tỷ lệ\s)?(tăng|giảm)\s(?:thêm\s|đi\s)?$/iu;
const WORD = /(?<!\p{L})(tăng|giảm)(?: thêm| đi| được)?\s$/iu;

/** “tăng 72 lượt so với năm 2023 (742 lượt), tức giảm 9,70 %”: one change, told as a number and as a rate, goes one way. R11. */
export function* changeAgain(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of namedIn(context.document, CHANGE_AGAIN_CUE)) {
    if (passage.section.is_plan || passage.figures.length < 2 || !/giảm/iu.test(passage.text)) continue;
    for (const [i, rate] of passage.figures.entries()) {
      if (rate.kind === 'count') continue;
      const found = amountBefore(passage, i, rate);
      if (!found || told.has(passage.offset + rate.start)) continue;
      decided(context);
      if (found.word === found.again) continue;
      const at = passage.text.toLowerCase().lastIndexOf(found.word, found.amount.start);
      yield {
        message: 'turned',
        at: spotIn(passage, at, rate.tail),
        figures: [found.amount, rate],
        data: { word: found.word, amount: found.amount.raw, again: found.again, rate: rate.raw },
        shares: [passage.offset + found.amount.start, passage.offset + rate.start],
      };
    }
  }
}

/** The count that the same change was told as: one figure back, or two where what it is compared with stands between. */
function amountBefore(
  { text, figures }: Passage,
  i: number,
  rate: Figure,
): { amount: Figure; word: string; again: string } | null {
  for (const amount of [figures[i - 1], figures[i - 2]]) {
    if (amount?.kind !== 'count' || amount.unit === '' || rate.start - amount.tail > 140) continue;
    const word = WORD.exec(text.slice(Math.max(0, amount.start - 14), amount.start))?.[1];
    const again = word ? AGAIN.exec(text.slice(amount.tail, rate.start))?.[1] : undefined;
    if (word && again) return { amount, word: word.toLowerCase(), again: again.toLowerCase() };
  }
  return null;
}
