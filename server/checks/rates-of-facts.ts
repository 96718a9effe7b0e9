import { type Fact, type Facts, factsNear, factsOf } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { asTold, basesCalled, type Called, calledAs, isAmong, isWholeOf, mayBeWhole, saysBase, shareWord } from './rate-bases.ts';
import { isCount, type RateClaim, rateClaims } from './rate-words.ts';
import { ratesByState } from './rates-by-state.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import { add, compare, equal, type Rational, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits as fitsAs, otherPairFits, sums } from './share-bases.ts';

/**
 * Rates asked of what every figure is of: the whole is the count that the words call so, whatever their order, and not any count near that happens to fit.
 *
 * The finders of shapes let a rate be that fits anything near. Here the counts near it are weighed by likeness of words, by state (`đúng hạn` is of what was
 * resolved), by where they stand; a rate is wrong when it fits only what is called clearly less well, or nothing.
 */
export function* ratesOfFacts(context: Context, before: readonly Fault[]): Generator<Fault> {
  const { document } = context;
  const told = [...before];
  for (const fault of ratesByState(context, before)) {
    told.push(fault);
    yield fault;
  }
  const facts = factsOf(document);
  const isTold = toldPlaces(told);
  const percents = facts.prose.filter(({ figure, at }) => figure.kind === 'percent' && !isTold(at));
  for (const claim of rateClaims(facts, percents)) {
    const fault = judged(facts, claim);
    if (!fault) continue;
    decided(context);
    yield fault;
  }
}

/** Whether an offset lies in what was told, or takes part in it: asked of every percentage of the report. */
function toldPlaces(told: readonly Fault[]): (offset: number) => boolean {
  const shares = new Set(told.flatMap((fault) => fault.shares ?? []));
  const spans = told.map(({ at: { location } }) => location).sort((a, b) => a.offset - b.offset);
  // Where the spans up to each reach: a long one may hold short ones.
  let reach = 0;
  const reaches = spans.map(({ offset, length }) => {
    reach = Math.max(reach, offset + length);
    return reach;
  });
  return (offset) => {
    if (shares.has(offset)) return true;
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle] as { offset: number }).offset <= offset) low = middle + 1;
      else high = middle;
    }
    return offset < (reaches[low - 1] ?? 0);
  };
}

/** How much better than all that fit, and how well at all, the best must be called. */
const CLEARLY = 0.3;
/** Words of the whole weigh more, right or wrong. */
const CLEARLY_SAID = 0.45;
/** A whole may stand pages away. */
const CLEARLY_FAR = 0.5;
const WELL = 0.6;
const VERY_WELL = 0.7;

function judged(facts: Facts, claim: RateClaim): Fault | null {
  if (fitsTheOneBefore(claim)) return null;
  const called = basesCalled(facts, claim);
  const [best, next] = called;
  if (!best || best.score < WELL || isLeft(best.base)) return null;
  const part = wholePart(claim);
  const percent = claim.percent.figure;
  const fits = ({ base }: Called): boolean => !['mismatch', 'undecided'].includes(ratioVerdict(part, base.figure, percent));
  const other = called.find(fits);
  if (other) return ofOther(facts, claim, part, best, other);
  if (best.score >= VERY_WELL && compare(exactOf(part), exactOf(best.base.figure)) > 0)
    return fitsAs(best.base.figure, part, percent) ? faultOf(claim, part, best, 'over') : null;
  if (isStale(facts, claim)) return faultOf(claim, part, best, 'stale');
  const far = farFit(facts, claim, part);
  if (far !== null) return best.score - far >= CLEARLY_FAR ? faultOf(claim, part, best, 'other_base') : null;
  if ((claim.is_named && claim.parts.length < 2) || (claim.parts[0] as Fact).at > claim.percent.at) return null;
  if (claim.base_words.length > 0 && !saysBase(facts, claim, best.base)) return null;
  if (best.score < VERY_WELL || (next && best.score - next.score < 0.2 && !sameValue(best, next))) return null;
  const beside = claim.passage.figures.filter((f) => f.kind === 'count' && f.start >= claim.from && f.end <= claim.to);
  if (otherPairFits(claim.passage, percent) || sums(beside, part).some((sum) => fitsAs(part, sum, percent))) return null;
  return faultOf(claim, part, best, 'differs');
}

/** “giảm từ 1.162 hồ sơ năm 2023 xuống 974 hồ sơ”: the words that name both stand before the first, which is of then. */
const isLeft = ({ passage, figure }: Fact): boolean =>
  passage !== null && /(?:tăng|giảm)\stừ\s$/iu.test(passage.text.slice(Math.max(0, figure.start - 9), figure.start));

const THEN = /cùng kỳ|(?:năm|quý|tháng|kỳ|đợt) (?:trước|ngoái)|(?:năm|quý) (?:20\d\d|học|[IVX]+)/iu;

const LONG_SENTENCE = 600;

/** The same rate is told beside it of an earlier period: it was left standing. */
function isStale(facts: Facts, { percent, passage }: RateClaim): boolean {
  return factsNear(facts, percent.sentence, 2, 2).some((other) => {
    if (other === percent || other.figure.kind !== 'percent' || other.figure.raw !== percent.figure.raw) return false;
    if (other.role === 'before') return true;
    const sentence = facts.sentences[other.sentence];
    const { text } = other.passage ?? passage;
    return (
      other.role === 'result' &&
      other.sentence !== percent.sentence &&
      // A sentence has its time near its figure: one of thousands of letters is none, and would be read anew for each figure.
      THEN.test(text.slice(Math.max(sentence?.start ?? 0, other.figure.start - LONG_SENTENCE), other.figure.start))
    );
  });
}

/** The rate fits `other`, and `best` is called the whole: an error when no reader could mean the other. */
function ofOther(facts: Facts, claim: RateClaim, part: Figure, best: Called, other: Called): Fault | null {
  const gap = best.score - other.score;
  const fault = faultOf(claim, part, best, 'other_base');
  if (claim.base_words.length > 0) {
    const is_said = saysBase(facts, claim, best.base) && !saysBase(facts, claim, other.base);
    return gap >= (is_said ? CLEARLY : CLEARLY_SAID) ? fault : null;
  }
  const whole = claim.parts[0] as Fact;
  if (gap < CLEARLY || isWholeOf(whole, other.base) || isRightBefore(claim, other.base)) return null;
  const is_inner = compare(exactOf(other.base.figure), exactOf(best.base.figure)) > 0 && other.base.role !== 'before';
  if (!is_inner || isWholeOf(whole, best.base) || isAmong(best.base)) return fault;
  // Of a count and of what that count is a part of, a rate may be told of either: “2.846 hộ, chiếm 97,63 %, trong đó 1.720 hộ (59,01 %)”.
  const shared = claim.passage.figures.filter(
    (f) => f.kind === 'percent' && f !== claim.percent.figure && f.start >= claim.from && f.end <= claim.to,
  );
  const is_shared = shared.some((f) => fitsAs(best.base.figure, other.base.figure, f));
  const is_own = best.base.sentence === whole.sentence && other.base.sentence !== whole.sentence;
  return is_shared || !(is_own || shareWord(whole, best.base)) ? null : { ...fault, severity: 'warning' };
}

/** Most rates are of the count right before their part, and no words say otherwise: nothing need be weighed. */
function fitsTheOneBefore({ parts, passage, percent, base_words }: RateClaim): boolean {
  const [part, more] = parts as [Fact, Fact?];
  if (base_words.length > 0 || more || part.passage !== passage) return false;
  const base = passage.figures.findLast((f) => f.kind === 'count' && f.end <= part.figure.start);
  return base !== undefined && fitsAs(part.figure, base, percent.figure);
}

/** “1.197 em dự thi (99,4 %), đỗ 1.181 em, đạt 98,7 %”: each may be of the one before. */
function isRightBefore({ parts, passage }: RateClaim, base: Fact): boolean {
  const { figure } = parts[0] as Fact;
  return base.passage === passage && passage.figures.findLast((f) => f.kind === 'count' && f.end <= figure.start) === base.figure;
}

/** Four hundred pages have as many. */
const MOST_FACTS = 20_000;

/** How well the count anywhere in the report that is called best of those that fit is called so; null when none fits. */
function farFit(facts: Facts, claim: RateClaim, part: Figure): number | null {
  // Some count of so many fits anything; nor may each claim be put to all of them.
  if (facts.prose.length + facts.cells.length > MOST_FACTS) return 9;
  let found: number | null = null;
  const percent = claim.percent.figure;
  for (const list of [facts.cells, facts.prose])
    for (const told of list) {
      const fact = asTold(told);
      if (!isCount(fact) || claim.parts.includes(told) || !mayBeWhole(claim.parts[0] as Fact, fact)) continue;
      if (['mismatch', 'undecided'].includes(ratioVerdict(part, fact.figure, percent))) continue;
      if (fact.cell) return 9;
      found = Math.max(found ?? 0, calledAs(facts, claim, fact));
    }
  return found;
}

const sameValue = (a: Called, b: Called): boolean => equal(exactOf(a.base.figure), exactOf(b.base.figure));

/** The part, or the two parts together. */
function wholePart({ parts }: RateClaim): Figure {
  const [first, ...more] = parts.map(({ figure }) => figure) as [Figure, ...Figure[]];
  if (more.length === 0) return first;
  const value: Rational = [first, ...more].reduce((sum, figure) => add(sum, exactOf(figure)), ZERO);
  const raw = [first, ...more].map((figure) => figure.raw).join(' + ');
  return { ...first, raw, readings: [{ value, decimals: 0, is_foreign: false }] };
}

function faultOf(claim: RateClaim, part: Figure, best: Called, message: string): Fault {
  const { passage, percent, parts } = claim;
  const { base } = best;
  const own = parts.filter((f) => f.passage === passage).map(({ figure }) => figure.start);
  const start = Math.min(percent.figure.start, ...own);
  return {
    message,
    at: spotIn(passage, start, Math.max(percent.figure.tail, percent.figure.end)),
    figures: [part, base.figure, percent.figure],
    data: {
      percent: percent.figure.raw,
      a: part.raw,
      b: base.figure.raw,
      exact: recomputed(part, base.figure, percent.figure.decimals + 2) ?? '',
      fits: '',
    },
    expected: `${recomputed(part, base.figure, percent.figure.decimals)}%`,
    related: base.passage ? [spotOf(base.passage, base.figure)] : [],
    shares: [percent.at, ...parts.map(({ at }) => at)],
  };
}
