// Two parts of one total that changed places while a rate told behind them still says which is which: “Trong 118 TTHC có 36 TTHC toàn trình, 74 TTHC một phần …; tỷ lệ
// TTHC toàn trình đạt 62,71 %”. The rate names one part and is the share of the other. R01.
import { isWholeCount } from './countable.ts';
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { rateDiffers } from './ratio.ts';
import { add, compare, equal, type Rational, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat } from './shown-tables.ts';

const RATE_CUE = cueOf('tỷ lệ', 'tỉ lệ');
const NAMED = /(?:tỷ|tỉ) lệ\s([^.;,:()\d]{6,60}?)\s(?:là|đạt|chiếm|bằng|ở mức)(?:\s(?:mức|tới|là))?\s$/iu;
const APART = /cùng kỳ|năm trước|so với|kế hoạch|chỉ tiêu|mục tiêu/iu;

/** A rate by the name of one part of a run of parts that make their total, and another part of the run fits it. */
export function* partsExchanged(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 4, RATE_CUE))
    for (const percent of passage.figures) {
      if (percent.kind !== 'percent' || percent.bound !== 'exact' || percent.decimals === 0) continue;
      const name = flat(NAMED.exec(passage.text.slice(Math.max(0, percent.start - 110), percent.start))?.[1] ?? '');
      if (name.split(' ').length < 2) continue;
      const fault = judge(context, passage, percent, name);
      if (fault) yield fault;
    }
}

function judge(context: Context, passage: Passage, percent: Figure, name: string): Fault | null {
  const { text, figures } = passage;
  const counts = figures.filter((f) => isWholeCount(f) && f.end < percent.start);
  const named = counts.filter((f) => isCalled(passage, f, name));
  const [own, more] = named;
  if (!own || more) return null;
  const sentence = segmentAt(segmentsOf(text, '.?!'), own.start);
  if (!sentence || APART.test(text.slice(sentence.start, percent.start))) return null;
  const run = counts.filter((f) => f.start >= sentence.start && f.end <= sentence.end);
  const whole = wholeOf(run, own);
  if (!whole || fits(own, whole.base, percent) || counts.some((base) => base !== own && fits(own, base, percent))) return null;
  const other = whole.parts.find((part) => part !== own && fits(part, whole.base, percent));
  if (!other) return null;
  decided(context);
  return {
    ...rateDiffers(own, whole.base, percent),
    at: spotIn(passage, own.start, percent.tail),
    related: [spotOf(passage, own), spotOf(passage, other), spotOf(passage, percent)],
    shares: [passage.offset + percent.start],
    is_witnessed: true,
  };
}

/** “36 TTHC toàn trình”, “TTHC toàn trình 36”: the words of its side are the end of the name, and all of them. */
function isCalled({ text }: Passage, figure: Figure, name: string): boolean {
  const behind = flat(text.slice(figure.end).split(/[,;.(]|\svà\s/u)[0] ?? '');
  const before = flat(
    text
      .slice(Math.max(0, figure.start - 60), figure.start)
      .split(/[,;.:(]|\svà\s/u)
      .at(-1) ?? '',
  ).replace(/\s(?:là|có|đạt|được)$/u, '');
  return [behind, before].some((words) => words.split(' ').length >= 2 && (name === words || name.endsWith(` ${words}`)));
}

/** A count with what follows it, two to five counts, that make it. */
function wholeOf(run: readonly Figure[], own: Figure): { base: Figure; parts: readonly Figure[] } | null {
  for (const [i, base] of run.entries()) {
    const parts: Figure[] = [];
    let sum: Rational = ZERO;
    for (const part of run.slice(i + 1, i + 6)) {
      parts.push(part);
      sum = add(sum, exactOf(part));
      if (compare(sum, exactOf(base)) > 0) break;
      if (parts.length >= 2 && equal(sum, exactOf(base)) && parts.includes(own)) return { base, parts };
    }
  }
  return null;
}
