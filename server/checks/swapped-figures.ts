// Two figures that changed places: more is done than was given, and the share beside them is that of the first over the second. R13.
import { isComparable, order, type Told, toldOf } from './claim-figures.ts';
import { type Fact, factsOf } from './facts.ts';
import { exactOf } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { compare, HUNDRED } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const GIVEN = /(?<!\p{L})(?:giao|được giao|phân bổ|bố trí|dự toán|kế hoạch|tiếp nhận|phải giải quyết|tổng (?:số|vốn))(?!\p{L})/iu;
const DONE = /giải ngân|thanh toán|đã chi|thực hiện|hoàn thành|giải quyết|xử lý|đạt được/iu;

/** “giao 22.187 triệu đồng, giải ngân 24.860 triệu đồng, đạt 89,2 %”: 89,2 % is the first of the second. */
export function* swappedFigures(context: Context): Generator<Fault> {
  const { document } = context;
  const facts = factsOf(document);
  for (const of_sentence of facts.by_sentence.values()) {
    const [first] = of_sentence;
    if (!first?.passage || of_sentence.length < 3 || first.passage.section.is_plan || first.passage.is_footnote) continue;
    for (let i = 0; i + 2 < of_sentence.length; i += 1) {
      const [a, b, share] = [of_sentence[i] as Fact, of_sentence[i + 1] as Fact, of_sentence[i + 2] as Fact];
      if (share.figure.kind !== 'percent' || !mayBeSwapped(a, b, share)) continue;
      const [given, done, rate] = [toldOf(document, facts, a), toldOf(document, facts, b), toldOf(document, facts, share)];
      if (given && done && rate && isSwapped(given, done, rate)) yield faultOf(context, given, done, rate);
    }
  }
}

/** Seldom is more done than was given, and the share that of the first: no words are read before the figures say so. */
function mayBeSwapped(given: Fact, done: Fact, rate: Fact): boolean {
  if (given.figure.kind !== 'count' || done.figure.kind !== 'count') return false;
  if (compare(exactOf(done.figure), exactOf(given.figure)) <= 0) return false;
  // A figure of a printed fraction is read again with the unit behind it.
  if (given.of_fraction !== '' || done.of_fraction !== '') return true;
  return ratioVerdict(given.figure, done.figure, rate.figure) === 'match';
}

function isSwapped(given: Told, done: Told, rate: Told): boolean {
  if (rate.figure.kind !== 'percent' || rate.side !== 'plain' || compare(exactOf(rate.figure), HUNDRED) >= 0) return false;
  if (given.figure.kind !== 'count' || !isComparable(given, done) || order(done, given) <= 0) return false;
  if ([given, done, rate].some(({ figure }) => figure.bound !== 'exact')) return false;
  if (given.side === 'then' || done.side !== 'plain' || !GIVEN.test(given.before) || !DONE.test(done.before)) return false;
  if (rate.figure.start - done.figure.tail > 60) return false;
  const fits = (a: Told, b: Told): boolean => ratioVerdict(a.figure, b.figure, rate.figure) === 'match';
  return fits(given, done) && !fits(done, given);
}

function faultOf(context: Context, given: Told, done: Told, rate: Told): Fault {
  decided(context);
  const { passage } = done;
  return {
    message: 'swapped',
    at: spotIn(passage, given.figure.start, done.figure.tail),
    figures: [given.figure, done.figure, rate.figure],
    data: { given: given.figure.raw, done: done.figure.raw, rate: rate.figure.raw },
    related: [spotOf(passage, rate.figure)],
    shares: [given.fact.at, done.fact.at],
  };
}
