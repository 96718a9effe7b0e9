import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const WORDS = /(?:trên|hơn|dưới|chưa đến|chưa tới|gần)\s?$/iu;

/** “hơn 9.500 hồ sơ đúng hạn (9.412 hồ sơ)”: the bracket says the exact figure of what is said to be more or less. */
export function* boundsTold(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    for (const [i, figure] of passage.figures.entries()) {
      if (figure.bound !== 'over' && figure.bound !== 'under') continue;
      const exact = passage.figures[i + 1];
      const word = WORDS.exec(passage.text.slice(0, figure.start))?.[0].trim();
      if (!exact || !word || !isItsOwn(passage, figure, exact)) continue;
      decided(context);
      const order = compare(exactOf(exact), exactOf(figure));
      if (figure.bound === 'over' ? order >= 0 : order <= 0) continue;
      yield {
        message: 'bound',
        at: spotIn(passage, figure.start - word.length - 1, figure.tail),
        figures: [figure, exact],
        data: { word, bound: figure.raw, exact: exact.raw },
        related: [spotOf(passage, exact)],
        shares: [passage.offset + figure.start, passage.offset + exact.start],
      };
    }
  }
}

function isItsOwn({ text, fractions }: Passage, figure: Figure, exact: Figure): boolean {
  const between = text.slice(figure.tail, exact.start);
  return (
    exact.bound === 'exact' &&
    exact.kind === figure.kind &&
    exact.scale === figure.scale &&
    exact.unit === figure.unit &&
    /^[^().;,]{0,40}\((?:cụ thể |chính xác )?(?:là )?$/iu.test(between) &&
    /^\s?[),;]/u.test(text.slice(exact.tail)) &&
    !fractions.some(({ a, b }) => a === exact || b === exact)
  );
}
