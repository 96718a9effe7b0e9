// Changes against the two figures they are of, wherever the three stand.
//
// The other finders of R11 know orders of words within a paragraph. Here the words of change are found first, then the figures of the same kind in the clause,
// the sentence and the two before, each with its time; the pair is one of two times (or of what was asked). Any two near figures that fit acquit.
import { type ChangeCue, changesIn } from './change-cues.ts';
import { POINTING } from './claim-cues.ts';
import { isComparable, later, order, print, type Told, toldOf } from './claim-figures.ts';
import type { Document } from './document.ts';
import { contentOf, type Facts, factsOf, likeness } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { romanValue } from './outline.ts';
import { isFromTo } from './ranges-told.ts';
import {
  absolute,
  add,
  compare,
  divide,
  equal,
  HUNDRED,
  multiply,
  printScaled,
  printVi,
  type Rational,
  subtract,
} from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isOfNext } from './sides.ts';
import { isToldNow } from './then-told.ts';

type Pair = { now: Told; base: Told; like: number };

/** Changes of sentences that no finder has spoken of. `told`: figures that are spoken of already. R11. */
export function* changesOfFacts(context: Context, told: Set<number>, found: readonly Fault[]): Generator<Fault> {
  const { document } = context;
  const facts = factsOf(document);
  const spoken = found.map(({ at }) => at.location);
  for (const [index, sentence] of facts.sentences.entries()) {
    const { passage } = sentence;
    if (passage.section.is_plan || passage.is_footnote || passage.figures.length < 2) continue;
    for (const cue of changesIn(sentence, index)) {
      const [from, to] = [passage.offset + cue.start, passage.offset + cue.end];
      if (spoken.some(({ offset, length }) => offset < to && from < offset + length)) continue;
      if (cue.amount && told.has(passage.offset + cue.amount.start)) continue;
      const fault = judge(context, document, facts, cue);
      if (!fault || fault.shares?.some((at) => told.has(at))) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

function judge(context: Context, document: Document, facts: Facts, cue: ChangeCue): Fault | null {
  const { passage } = cue.sentence;
  const around = (k: number): Told[] => {
    const found: Told[] = [];
    for (const fact of facts.by_sentence.get(cue.index - k) ?? []) {
      // Of most cues the sentences around are of other paragraphs: their figures are not read.
      if (fact.passage !== passage || fact.figure.start === cue.amount?.start) continue;
      const told = toldOf(document, facts, fact, true);
      if (told && isOfKind(cue, told)) found.push(told);
    }
    return found;
  };
  const [here, before, earlier] = [around(0), around(1), around(2)];
  if (here.length + before.length + earlier.length < 2) return null;
  const own = here.filter(mayBeOfPair);
  const with_before = [...own, ...before.filter(mayBeOfPair)];
  const words = contentOf(cue.lead).filter((word) => !POINTING.has(word));
  const scopes = [clauseOf(cue, own), own, with_before, [...with_before, ...earlier.filter(mayBeOfPair)]];
  const pair = pairOf(facts, cue, words, scopes);
  if (!pair || !isSaidOf(cue, pair)) return null;
  const all = [...here, ...before, ...earlier, ...around(3), ...around(-1)];
  if (isSpent(all, cue, pair)) return null;
  const unsure = own.length < here.length && here.some((told) => told.side === 'unsure' && isComparable(told, pair.now));
  if (unsure || isAbout(facts, cue, pair)) return null;
  // “riêng huyện Hàm Yên giảm 0,27 điểm”: of something that neither figure is called.
  const least = cue.amount || cue.times.n > 0n ? 0.15 : 0.6;
  if (words.length > 0 && likeness(facts, words, pair.now.fact) < least) return null;
  decided(context);
  if (acquits(cue, all, pair) || isOfOthers(facts, cue, pair)) return null;
  return faultOf(cue, pair);
}

const mayBeOfPair = ({ side, fact }: Told): boolean => side !== 'change' && side !== 'unsure' && fact.of_fraction !== 'base';

/** The two differ by what another change of the passage says: this one is of something else, unless it says the same again. */
function isSpent(all: readonly Told[], cue: ChangeCue, { now, base }: Pair): boolean {
  const { amount } = cue;
  const others = all.filter(
    ({ side, figure }) => side === 'change' && figure.start !== amount?.start && figure.kind === amount?.kind,
  );
  return (
    amount !== null &&
    !fits(now, base, amount) &&
    others.some(({ figure }) => fits(now, base, figure) || isNet(now, base, amount, figure))
  );
}

/** “412; giảm 168 hộ; tăng 121 hộ; còn 365”: both together. */
const isNet = (now: Told, base: Told, one: Figure, other: Figure): boolean =>
  one.kind === 'count' &&
  equal(absolute(subtract(exactOf(now.figure), exactOf(base.figure))), absolute(subtract(exactOf(one), exactOf(other))));

/** A figure of the sentence that is told only about may be meant. */
const isAbout = (facts: Facts, cue: ChangeCue, { now }: Pair): boolean =>
  (facts.by_sentence.get(cue.index) ?? []).some(
    ({ figure }) => figure.bound === 'about' && figure.kind === now.figure.kind && figure.start !== cue.amount?.start,
  );

const UNREAL = /phấn đấu|dự kiến|(?<!\p{L})(?:sẽ|nếu|giả sử|để|nhằm)(?!\p{L})/iu;

/** Nothing that is only planned stands between; what is told of only its way stands before the word, and what it is compared with right behind at most. */
function isSaidOf(cue: ChangeCue, { now, base }: Pair): boolean {
  const { text } = cue.sentence.passage;
  const from = Math.min(now.figure.start, base.figure.start, cue.start);
  if (UNREAL.test(text.slice(from, cue.end)) || !isClose(now.figure, base.figure, cue)) return false;
  if (isOfNext(text, cue, now.figure)) return false;
  if (cue.amount || cue.times.n > 0n) return true;
  if (now.figure.start > cue.start) return false;
  return base.figure.start < cue.start || !/[;,.)]\s/u.test(text.slice(cue.end, base.figure.start));
}

/** Whether a figure may be one of the two that a change is of. */
function isOfKind({ amount, times }: ChangeCue, told: Told): boolean {
  const { figure, unit } = told;
  if (figure.bound === 'about' || isToldNow(told.passage.text, figure)) return false;
  // “và đã đạt mức 85 % mà thành phố giao”: what was to be reached is not what it rose to.
  const { text } = told.passage;
  if (/(?:đạt|vượt|qua)\s(?:được\s|quá\s)?(?:mức|mốc|ngưỡng)\s$/iu.test(text.slice(Math.max(0, figure.start - 20), figure.start)))
    if (/^[^.;,\d]{0,24}(?:giao|đề ra|yêu cầu|quy định|đặt ra)/iu.test(text.slice(figure.tail, figure.tail + 50))) return false;
  if (!amount) return times.n > 0n ? figure.kind === 'count' : true;
  if (amount.kind !== 'count')
    return figure.kind === 'percent' || (amount.kind === 'percent' && figure.kind === 'count' && unit !== '');
  if (figure.kind === 'percent') return amount.unit === 'điểm';
  return figure.kind === 'count' && figure.scale === amount.scale && (unit === amount.unit || (unit === '' && hasTime(told)));
}

const hasTime = ({ time }: Told): boolean => time.is_then || time.is_now || time.year > 0;

function clauseOf({ sentence, start, end }: ChangeCue, own: readonly Told[]): Told[] {
  const { text } = sentence;
  const from = sentence.start + text.slice(0, start - sentence.start).lastIndexOf(';') + 1;
  const stop = text.indexOf(';', end - sentence.start);
  return own.filter(({ figure }) => figure.start >= from && (stop < 0 || figure.start < sentence.start + stop));
}

/** The only two of two times in the nearest scope that holds such; of several the pair whose words are clearly likest. */
function pairOf(facts: Facts, cue: ChangeCue, words: readonly string[], scopes: readonly (readonly Told[])[]): Pair | null {
  let most = 0;
  for (const scope of scopes) {
    // Each scope holds the one before: one that adds nothing has no pair either.
    if (scope.length < 2 || scope.length === most) continue;
    most = scope.length;
    const pairs: Pair[] = [];
    for (const base of scope)
      for (const now of scope) {
        if (now === base || !isPair(cue, now, base)) continue;
        const like = likeness(facts, base.fact.own, now.fact) + (words.length > 0 ? likeness(facts, words, now.fact) : 0);
        pairs.push({ now, base, like });
      }
    const [best, next] = pairs.sort((a, b) => b.like - a.like);
    if (!best) continue;
    // “19 giải: 01 giải Nhất, 04 giải Nhì …; năm học trước 14 giải, giảm 05 giải”: the only two of two times that differ by as much.
    const { amount } = cue;
    const fitting = amount ? pairs.filter(({ now, base }) => fits(now, base, amount)) : [];
    const [only] = fitting;
    if (only && next && fitting.length === 1 && amount && exactOf(only.base.figure).n > exactOf(amount).n) return only;
    return next && (cue.amount === null || next.like > best.like - 0.4) ? null : best;
  }
  return null;
}

function isPair(cue: ChangeCue, now: Told, base: Told): boolean {
  if (
    !isComparable(now, base) &&
    !(
      now.figure.kind === 'count' &&
      base.figure.kind === 'count' &&
      now.figure.scale === base.figure.scale &&
      (now.unit === '' || base.unit === '')
    )
  )
    return false;
  // “từ 93 năm 2021 xuống 88 năm 2025”: what leads to the other is not what came of it, whatever year stands nearest.
  if (now.passage === base.passage && isFromTo(now.passage.text, now.figure, base.figure)) return false;
  if (cue.is_asked) return base.side === 'target' && now.side === 'plain' && !now.time.is_then;
  if (now.side === 'target' || base.side === 'target' || (now.is_aside && base.is_aside)) return false;
  if (now.side === 'then' && base.side !== 'then') return false;
  return later(now, base) === 1 && isNamed(cue.against, base);
}

/** Whether the words that say what it is compared with may mean this figure. */
function isNamed(against: string, { time }: Told): boolean {
  if (against === '') return true;
  const years = against.match(/(?:19|20)\d\d/gu);
  if (years) return time.year === 0 ? time.is_then : years.includes(String(time.year));
  const quarter = /quý\s(IV|III|II|I)(?!\p{L})|tháng\s(\d{1,2})(?!\d)/iu.exec(against);
  if (quarter) return time.month === (quarter[2] ? Number(quarter[2]) : (romanValue((quarter[1] ?? '').toUpperCase()) ?? 0) * 3);
  if (/(?:quý|tháng|kỳ|lần|đợt|tuần) (?:trước|liền kề)/iu.test(against)) return time.is_then || time.month > 0;
  if (/cùng (?:kỳ|thời điểm)|năm (?:học )?(?:trước|ngoái)|đầu (?:năm|kỳ)/iu.test(against)) return time.is_then || time.year > 0;
  return !/so với\s\p{L}/iu.test(against) || time.is_then;
}

/** Whether the change is said rightly of any two figures near it. */
function acquits(cue: ChangeCue, all: readonly Told[], { now, base }: Pair): boolean {
  if (cue.times.n > 0n)
    return all.some((x) => all.some((y) => x !== y && x.figure.kind === y.figure.kind && isMultiple(cue, x, y)));
  if (!cue.amount) return order(now, base) === 0 || order(now, base) > 0 === cue.is_up;
  // “thấp hơn cùng kỳ 144 hồ sơ”: what it is compared with.
  if (
    cue.may_be_base &&
    all.some(
      (x) =>
        x.unit === cue.amount?.unit &&
        compare(exactOf(x.figure), exactOf(cue.amount as Figure)) > 0 === cue.is_up &&
        x.side === 'plain' &&
        isClose(x.figure, cue.amount as Figure),
    )
  )
    return true;
  // Two of two times that differ by just as much: that others without a time do so too is chance.
  const is_turned = fits(now, base, cue.amount);
  return all.some((x) =>
    all.some((y) => {
      if (x === y || x.figure.kind !== y.figure.kind || !fits(x, y, cue.amount as Figure)) return false;
      const turned = turns(cue, x, y);
      return is_turned ? turned === false : turned !== true;
    }),
  );
}

/** “phần tiếp nhận trong kỳ 242.197”: a count without a unit may be what the rate is of; “nhiều hơn 10.351 hồ sơ, tăng 4,5 %”: so is an amount told. */
function isOfOthers(facts: Facts, cue: ChangeCue, { base }: Pair): boolean {
  const { amount } = cue;
  if (amount?.kind !== 'percent' || base.figure.kind !== 'count' || exactOf(base.figure).n <= 0n) return false;
  const of = (k: number) => facts.by_sentence.get(cue.index - k) ?? [];
  return [...of(0), ...of(1)].some(({ figure, passage }) => {
    if (figure.kind !== 'count' || passage !== cue.sentence.passage || figure.start > cue.start) return false;
    const value = exactOf(figure);
    const gap = subtract(value, exactOf(base.figure));
    const share = (part: Rational): boolean => isNear(multiply(divide(part, exactOf(base.figure)), HUNDRED), amount);
    return (
      (gap.n > 0n === cue.is_up && figure.unit === '' && share(absolute(gap))) ||
      (figure.start > base.figure.start && share(value))
    );
  });
}

/** Of one thing in two years one is not many times the other, unless a multiple is told. */
function isClose(a: Figure, b: Figure, cue?: ChangeCue): boolean {
  const [x, y] = [exactOf(a), exactOf(b)];
  const most = cue === undefined ? 2n : cue.times.n > 0n ? 12n : cue.amount ? 5n : 3n;
  return compare({ n: x.n * most, d: x.d }, y) >= 0 && compare({ n: y.n * most, d: y.d }, x) >= 0;
}

/** Whether the times of two figures say that the change went the other way; null when they say nothing. */
function turns(cue: ChangeCue, x: Told, y: Told): boolean | null {
  const when = cue.is_asked ? (x.side === 'target' ? -1 : y.side === 'target' ? 1 : 0) : later(x, y);
  if (when === 0) return null;
  return order(x, y) * when > 0 !== cue.is_up;
}

function fits(x: Told, y: Told, amount: Figure): boolean {
  const gap = absolute(subtract(exactOf(x.figure), exactOf(y.figure)));
  if (isNear(gap, amount, x.figure, y.figure)) return true;
  if (amount.kind !== 'percent') return false;
  return [x, y].some((of) => exactOf(of.figure).n > 0n && isNear(multiply(divide(gap, exactOf(of.figure)), HUNDRED), amount));
}

/** Equal for counts; else within what rounding of the amount allows, and of the figures with decimals. */
function isNear(value: Rational, amount: Figure, ...of: Figure[]): boolean {
  const off = absolute(subtract(value, exactOf(amount)));
  const is_count = amount.kind === 'count' && of.length > 0 && of.every((f) => f.kind === 'count');
  if (is_count && of.every((f) => f.scale === amount.scale && f.decimals <= amount.decimals)) return off.n === 0n;
  const rounded = [amount, ...of.filter(({ decimals }) => decimals > 0)];
  const room = rounded.map((f) => ({ n: f.scale, d: 2n * 10n ** BigInt(f.decimals) })).reduce(add);
  return compare(off, room) <= 0;
}

function isMultiple({ times }: ChangeCue, x: Told, y: Told): boolean {
  if (exactOf(y.figure).n <= 0n) return false;
  const off = absolute(subtract(divide(exactOf(x.figure), exactOf(y.figure)), times));
  return compare(off, { n: times.n, d: times.d * 8n }) <= 0;
}

function faultOf(cue: ChangeCue, { now, base }: Pair): Fault | null {
  const { passage } = cue.sentence;
  const gap = subtract(exactOf(now.figure), exactOf(base.figure));
  if (gap.n === 0n && cue.times.n === 0n) return null;
  const actual = gap.n > 0n ? 'tăng' : 'giảm';
  const { amount, word } = cue;
  const figures = [now.figure, base.figure, ...(amount ? [amount] : [])];
  const common = {
    at: spotIn(passage, cue.start, cue.end),
    figures,
    related: [spotOf(now.passage, now.fact.figure), spotOf(base.passage, base.fact.figure)],
    shares: [now.fact.at, base.fact.at, ...(amount ? [passage.offset + amount.start] : [])],
  };
  const data = { word, now: print(now), before: print(base), actual, amount: amount?.raw ?? '', rate: amount?.raw ?? '' };
  if (cue.times.n > 0n) {
    if (exactOf(base.figure).n <= 0n) return null;
    const expected = printVi(divide(exactOf(now.figure), exactOf(base.figure)), 2);
    const times = passage.text
      .slice(cue.start + 4, cue.end)
      .trim()
      .replace(/\s?lần$/u, '');
    return { message: 'times', ...common, data: { times, now: now.figure.raw, base: base.figure.raw, expected }, expected };
  }
  if (!amount || (fits(now, base, amount) && gap.n > 0n !== cue.is_up)) {
    const witness = amount !== null || now.fact.sentence === base.fact.sentence;
    return { message: 'direction', ...(witness ? {} : { severity: 'warning' as const }), ...common, data, expected: actual };
  }
  if (amount.kind === 'percent' && now.figure.kind === 'count') {
    if (exactOf(base.figure).n <= 0n) return null;
    const expected = printVi(absolute(multiply(divide(gap, exactOf(base.figure)), HUNDRED)), amount.decimals);
    return { message: 'rate', ...common, data: { ...data, expected }, expected: `${expected}%` };
  }
  const size = absolute(gap);
  const expected =
    amount.kind === 'count' && now.figure.kind === 'count' ? printScaled(size, now.figure.scale) : printVi(size, amount.decimals);
  return { message: now.figure.kind === 'count' ? 'amount' : 'points', ...common, data: { ...data, expected }, expected };
}
