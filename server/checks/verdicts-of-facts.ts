// Verdicts against what they are said of, wherever result, target and verdict stand.
//
// The other finders of R13 know an order of words. Here the words that judge are found first (đạt, vượt, hoàn thành, cao hơn, thấp hơn … of a target, or of
// nothing at the end of a clause); then what was asked, next to them or in the sentences before; then the results that may be meant. A verdict is wrong only
// when every result that its words allow says otherwise.
import { type Claim, claimsIn } from './claim-cues.ts';
import { ASKED_WORD, isComparable, isNearBy, order, print, type Told, toldOf } from './claim-figures.ts';
import type { Document, Passage } from './document.ts';
import { type Facts, factsOf, foundAgain } from './facts.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import type { Sentence } from './story.ts';

const LESS_IS_GOOD =
  /quá hạn|trễ|chậm|nghèo|tai nạn|vi phạm|thất nghiệp|suy dinh dưỡng|tử vong|tội phạm|hao hụt|nợ|thời gian|chi phí|sai sót|khiếu nại|tố cáo|giảm|rút ngắn|cắt|tinh giản|bỏ học|sinh con thứ|tảo hôn|ngày|giờ|phút/iu;
const LIMIT = /không quá|tối đa|không vượt|≤|<=|dưới|không cao hơn|trở xuống|hạn mức|mức cho phép|khống chế/iu;

/** Verdicts of sentences that no finder has spoken of. R13. */
export function* verdictsOfFacts(context: Context, found: readonly Fault[]): Generator<Fault> {
  const { document } = context;
  const facts = factsOf(document);
  const spoken = found.map(({ at }) => at.location);
  let passage: Passage | null = null;
  let may_judge = false;
  for (const [index, sentence] of facts.sentences.entries()) {
    if (sentence.passage !== passage) {
      passage = sentence.passage;
      // Without a word of asking in its paragraph a verdict is of nothing that is known.
      may_judge = !passage.section.is_plan && !passage.is_footnote && ASKED_WORD.test(passage.text);
    }
    if (!may_judge || !hasTwoFigures(facts, index)) continue;
    for (const claim of claimsIn(sentence, index)) {
      const at = sentence.passage.offset + claim.start;
      if (spoken.some(({ offset, length }) => offset <= at + 60 && at <= offset + length + 30)) continue;
      const fault = judge(context, document, facts, claim);
      if (fault) yield fault;
    }
  }
}

/** A verdict is of a result and a target in its sentence or the three before. */
function hasTwoFigures({ by_sentence }: Facts, index: number): boolean {
  let found = 0;
  for (let k = index; k >= index - 3 && found < 2; k -= 1) found += by_sentence.get(k)?.length ?? 0;
  return found >= 2;
}

type Pair = { target: Told; results: Told[]; is_direct: boolean };

function judge(context: Context, document: Document, facts: Facts, claim: Claim): Fault | null {
  const pair = pairOf(document, facts, claim);
  const [first] = pair?.results ?? [];
  if (!pair || !first) return null;
  const { target } = pair;
  context.count('seen');
  const around = wordsOfPair(claim, target, first);
  const is_limit = LIMIT.test(`${target.before} ${claim.object}`) || ['at_most', 'under'].includes(target.figure.bound);
  const by_size = claim.sense === 'over' || claim.sense === 'under';
  if (!by_size && !is_limit && LESS_IS_GOOD.test(around)) return null;
  if (by_size && /giảm|rút|cắt|tinh giản/iu.test(`${claim.object} ${target.before}`)) return null;
  if (pair.results.some((result) => !isNearBy(result, target))) return null;
  decided(context);
  if (!pair.results.every((result) => belies(claim, order(result, target), is_limit && !by_size))) return null;
  const is_met = order(first, target) >= 0 !== is_limit;
  const message = is_met ? 'met' : is_limit ? 'over_limit' : 'not_met';
  const { passage } = claim.sentence;
  // Of several results in its paragraph each says otherwise: whichever was meant, the verdict is wrong.
  const tight = pair.is_direct || (target.passage === passage && pair.results.every((result) => result.passage === passage));
  return {
    message,
    ...(tight ? {} : { severity: 'warning' as const }),
    at: spotIn(passage, claim.start, pair.is_direct ? Math.max(claim.end, target.figure.tail) : claim.end),
    figures: [first.figure, target.figure],
    data: { verdict: claim.said, result: print(first), target: print(target) },
    expected: is_met ? 'đạt' : 'chưa đạt',
    related: [spotOf(first.passage, first.fact.figure), spotOf(target.passage, target.fact.figure)],
    shares: [first.fact.at, target.fact.at],
  };
}

/** Whether the order of result and target is not what the words say; equal is none of more and less and not argued about. */
function belies({ sense }: Claim, order_: number, is_limit: boolean): boolean {
  if (sense === 'over') return order_ < 0;
  if (sense === 'under') return order_ > 0;
  const reaches = is_limit ? order_ <= 0 : order_ >= 0;
  return sense === 'met' ? !reaches : reaches && order_ !== 0;
}

const wordsOfPair = (claim: Claim, target: Told, result: Told): string =>
  `${claim.sentence.text} ${target.before} ${target.after} ${result.before} ${result.after} ${sentenceOf(target)} ${sentenceOf(result)}`;

const sentenceOf = ({ passage, figure }: Told): string => passage.text.slice(Math.max(0, figure.start - 80), figure.tail + 40);

function pairOf(document: Document, facts: Facts, claim: Claim): Pair | null {
  const near = (k: number): Told[] =>
    (facts.by_sentence.get(claim.index - k) ?? [])
      .map((fact) => toldOf(document, facts, fact))
      .filter((told) => told !== null)
      .filter(
        (told) =>
          told.passage === claim.sentence.passage ||
          (claim.words.length > 0 && told.passage.section === claim.sentence.passage.section),
      );
  const own = near(0);
  const before = own.filter((told) => told.figure.start < claim.start);
  const scopes = [clauseOf(claim, before), before, near(1), near(2), ...(claim.words.length > 0 ? [near(3)] : [])];
  const direct = directTarget(claim, own);
  if (direct) {
    const results = resultsIn(facts, claim, direct, scopes);
    return results && { target: direct, results, is_direct: true };
  }
  // Behind the verdict a result may stand that it is drawn from; then nothing is known.
  if (claim.is_open) return null;
  if (before.some(({ side }) => side === 'unsure')) return null;
  const target = targetOf(facts, claim, scopes);
  const results = target && resultsIn(facts, claim, target, [...scopes, own]);
  return results && { target, results, is_direct: false };
}

/** What was asked, nearest first. Of two that differ the one whose giver the verdict names: “tỉnh giao”. */
function targetOf(facts: Facts, claim: Claim, scopes: readonly (readonly Told[])[]): Told | null {
  const targets = [...new Set(scopes.flat())].filter((told) => told.side === 'target' && isMeant(facts, claim, told));
  const [nearest] = targets;
  if (!nearest || scopes.some((scope) => scope.includes(nearest) && scope.some(({ side }) => side === 'unsure'))) return null;
  const rivals = targets.filter((other) => isComparable(other, nearest) && order(other, nearest) !== 0);
  if (rivals.length === 0) return nearest;
  const givers = claim.object.toLowerCase().match(GIVER) ?? [];
  const named = [nearest, ...rivals].filter(({ before, after }) =>
    givers.some((giver) => `${before} ${after.slice(0, 40)}`.toLowerCase().includes(giver)),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}
const GIVER = /tỉnh|huyện|xã|phường|thành phố|trung ương|chính phủ|thủ tướng|bộ|sở|nghị quyết|điều chỉnh|đầu năm|đề án/gu;

/** Figures of the clause that the claim ends. */
function clauseOf({ sentence, start }: Claim, before: readonly Told[]): Told[] {
  const text = sentence.passage.text.slice(sentence.start, start);
  const from = sentence.start + text.replace(/[;,\s]+$/u, '').lastIndexOf(';') + 1;
  return before.filter(({ figure }) => figure.start >= from);
}

/** “cao hơn mốc 60 %”, “vượt mức tỉnh giao cho năm 2025 (40 %)”: the first figure behind, when words of asking lead to it. */
function directTarget(claim: Claim, own: readonly Told[]): Told | null {
  if (claim.object === '') return null;
  const next = own.find(({ figure }) => figure.start >= claim.end);
  if (!next || next.figure.kind === 'percent_points') return null;
  const between = claim.sentence.passage.text.slice(claim.end, next.figure.start);
  return between.length <= 90 &&
    /^[^.;:,]*(?:,\svốn\s)?[^.;:,]*$/u.test(between) &&
    !/\)/u.test(between) &&
    !DONE_AGAIN.test(between)
    ? next
    : null;
}
const DONE_AGAIN =
  /(?<!\p{L})(?:tăng|giảm|với|trong đó|bằng|khi|nhưng|song|bình quân|kết quả|chưa|không|trừ|thiếu|còn|\d+\/\d+)(?!\p{L})/iu;

/** The results that may be meant, from the nearest scope that holds one; null when something there may be either. */
function resultsIn(facts: Facts, claim: Claim, target: Told, scopes: readonly (readonly Told[])[]): Told[] | null {
  const fits = (told: Told): boolean =>
    told !== target && told.side === 'plain' && !told.time.is_then && isComparable(told, target);
  const words = claim.words.filter((word) => !target.fact.own.includes(word));
  if (words.length > 0) {
    const all = [...new Set(scopes.flat())].filter(fits).map((told) => ({ told, like: likenessTo(facts, claim, words, told) }));
    const best = Math.max(0, ...all.map(({ like }) => like));
    // Words that none of the figures bears: it is said of something else; unless the same words name the target in a clause with its result.
    if (best < 0.5) return null;
    return exactly(all.filter(({ like }) => like >= best - 0.2).map(({ told }) => told));
  }
  // Named with its target in one breath: what another part of the sentence tells is of it only when it is called so.
  const { text } = claim.sentence.passage;
  const is_other = ({ fact, figure, passage }: Told): boolean =>
    claim.words.length > 0 &&
    passage === claim.sentence.passage &&
    fact.sentence === claim.index &&
    figure.start < claim.start &&
    text.slice(figure.tail, claim.start).includes(';');
  for (const [i, within] of scopes.entries()) {
    const scope = within.filter((told) => !is_other(told) || likenessTo(facts, claim, claim.words, told) >= 0.5);
    if (scope.some((told) => told.side === 'unsure' && isComparable(told, target) && told !== target)) return null;
    const results = scope.filter(fits);
    const [first] = results;
    if (!first) continue;
    const whole = POINTS_BACK.test(claim.sentence.text.slice(0, claim.start - claim.sentence.start)) ? wholeOf(results) : null;
    if (whole) return exactly([whole]);
    // “Riêng cấp huyện 82,1 %”: what is broken down stands before.
    const is_part = /^\s*(?:riêng|trong đó|cụ thể)/iu.test((facts.sentences[first.fact.sentence] as Sentence).text);
    return exactly(is_part ? [...results, ...(scopes[i + 1] ?? []).filter(fits)] : results);
  }
  return null;
}

const POINTS_BACK = /(?:kết quả|tỷ lệ|tỉ lệ|con số|mức)\s(?:này|trên|nêu trên|chung)\s[^.;,]{0,30}$/iu;

/** “bằng 31,72 %; trong đó A (37,46 %), B (42,09 %)”: “kết quả này” is none of several parts. */
function wholeOf(results: readonly Told[]): Told | null {
  const [whole, ...parts] = results;
  const [first] = parts;
  if (!whole || !first || parts.length < 2 || results.some(({ passage }) => passage !== whole.passage)) return null;
  const between = whole.passage.text.slice(whole.figure.tail, first.figure.start);
  return /^[^.%]*[;,]\s(?:trong đó|gồm|bao gồm|cụ thể)(?!\p{L})/iu.test(between) ? whole : null;
}

/** “ước đạt 84 %”, “trên 98 %”: with a figure that is none exactly nothing is known. */
const exactly = (results: Told[]): Told[] | null => (results.every(({ figure }) => figure.bound === 'exact') ? results : null);

/** Whether words that the verdict names, if any, are near a target. */
const isMeant = (facts: Facts, claim: Claim, told: Told): boolean =>
  claim.words.length === 0 || told.fact.sentence === claim.index || likenessTo(facts, claim, claim.words, told) >= 0.5;

/** Its part between semicolons: “đất đai (bằng 84 %); thanh toán còn dưới mức 50 %”, the words of the verdict's own part name no figure of another. */
function partOf(text: string, at: number, { start, end }: Sentence): string {
  const from = text.lastIndexOf(';', at);
  const to = text.indexOf(';', at);
  return text.slice(Math.max(start, from + 1), to < 0 ? end : Math.min(end, to));
}

function likenessTo(facts: Facts, claim: Claim, words: readonly string[], { fact, passage }: Told): number {
  const sentence = facts.sentences[fact.sentence] as Sentence;
  const text = (
    fact.sentence === claim.index
      ? partOf(passage.text, fact.figure.start, sentence)
      : passage.text.slice(sentence.start, sentence.end)
  ).toLowerCase();
  return foundAgain(facts, words, (word) => {
    if (fact.own.includes(word)) return 1;
    if (fact.topic.includes(word)) return 0.8;
    return text.includes(word) ? 0.6 : fact.under.includes(word) ? 0.3 : 0;
  });
}
