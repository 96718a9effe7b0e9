import type { Document } from './document.ts';
import { exactOf, type Figure, halfOf, lastDigit } from './figure.ts';
import { matchesIn } from './matches.ts';
import { isOfNext, isOtherShare, isPartOfThen } from './other-shares.ts';
import { isSlip } from './parts.ts';
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
  ZERO,
} from './rational.ts';
import { type Context, type Fault, spotIn, spotOf } from './rule.ts';
import { isOfOther } from './sides.ts';
import { isMisprint, passagesBefore, prints, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { storyTold } from './told-in.ts';

const CHANGE =
  /(?<!\p{L})(tăng(?: thêm)?|giảm(?: đi)?|nhiều hơn|ít hơn|cao hơn|thấp hơn|rút ngắn|vượt|thiếu|còn thiếu)(?!\p{L})/giu;
const NEVER = /giảm nghèo|tinh giản|cắt giảm|tăng cường|tăng trưởng|tăng tối thiểu|giảm tối thiểu/iu;
const BASE_BEFORE =
  /(?:\(|so với(?: cùng kỳ)?(?: năm (?:trước|\d{4}))?|cùng kỳ[^()\d;]{0,30}(?:là|đạt|có)?|năm (?:trước|ngoái|\d{4}|học[^():]{0,16})\s?(?:là|có|đạt|:)?|kế hoạch(?: năm \d{4})?\s?(?:là|:)?|(?:quý|tháng|kỳ) trước(?: là)?|dự toán|quy định)[^()\d;,]{0,32}$/iu;

/** A change with the figure it is counted from, wherever that and this period's figure stand. `told`: figures that are spoken of already. */
export function* changePairs(context: Context, told: Set<number>): Generator<Fault> {
  const story = storyOf(context.document);
  for (const sentences of storyTold(context.document, 1)) {
    for (const [k, sentence] of sentences.entries()) {
      for (const m of matchesIn(sentence.text, CHANGE)) {
        if (NEVER.test(sentence.text.slice(Math.max(0, m.index - 4), m.index + 20))) continue;
        // A place in a ranking is the better the lower: ranks-told.ts.
        if (/^\s*\d{1,3}\s(?:bậc|hạng|thứ hạng|vị trí)(?!\p{L})/iu.test(sentence.text.slice(m.index + m[0].length))) continue;
        const until = nextChange(sentence, m.index + m[0].length);
        const first = amountAfter(sentence, sentence.start + m.index + m[0].length, until);
        const amounts = first ? [first, ...joinedTo(sentence, first, until)] : [];
        const faults = amounts.map((amount) => judge(context, story, sentences, k, sentence, m, amount, until, told));
        for (const fault of [...faults, points(context, sentence, m, told)]) {
          if (!fault) continue;
          for (const at of fault.shares ?? []) told.add(at);
          yield fault;
        }
      }
    }
  }
}

function judge(
  context: Context,
  story: Sentence[][],
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  m: RegExpMatchArray & { index: number },
  amount: Told,
  until: number,
  told: Set<number>,
): Fault | null {
  const { passage } = sentence;
  const word = (m[1] ?? '').toLowerCase();
  if (told.has(amount.at)) return null;
  const base = baseOf(sentence, amount, m.index + sentence.start, until);
  if (!base || told.has(base.at)) return null;
  context.count('seen');
  const rate = passage.figures.find(
    (f) =>
      f.kind === 'percent' &&
      f.bound === 'exact' &&
      !isOtherShare(passage.text, f) &&
      f.start > amount.figure.tail &&
      f.start < sentence.end &&
      /^[\s,]*(?:\(|(?:so với[^();.]{0,40})?(?:\([^()]{0,60}\)[\s,]*)?(?:tương (?:ứng|đương)|tức|hay|bằng|(?:tỷ|tỉ) lệ)?[\s,]*(?:với\s)?(?:tăng|giảm|(?:tỷ|tỉ) lệ(?: tăng| giảm)?)?)\s*$/iu.test(
        passage.text.slice(amount.figure.tail, f.start),
      ),
  );
  const nows = nowsOf(context.document, story, sentences, k, sentence, amount, base, m.index + sentence.start);
  const own = nows.filter((now) => fits(now.figure, base.figure, amount.figure));
  if (rate && exactOf(base.figure).n > 0n) {
    context.count('bound');
    context.count('checked');
    const moved = multiply(divide(exactOf(amount.figure), exactOf(base.figure)), HUNDRED);
    // “giảm 106 hồ sơ, bằng 92,4 % quý trước”: what is left of it, not what went.
    const is_level = /bằng\s*$/iu.test(passage.text.slice(amount.figure.tail, rate.start));
    const level = isUp(word) ? add(HUNDRED, moved) : subtract(HUNDRED, moved);
    const actual = is_level && !near(moved, rate) ? level : moved;
    const good = prints(actual, rate.decimals).includes(normal(rate, actual));
    // Amount and rate bear each other out: only the figure right before the word can prove both wrong.
    if ((good || near(actual, rate)) && own.length === 0 && !isSaidHere(nows[0], sentence)) return null;
    if (
      !good &&
      !near(actual, rate) &&
      (own.length > 0 ||
        prints(actual, rate.decimals).some((p) => isMisprint(p, rate.raw)) ||
        nows.length === 0 ||
        isOfNow(word, amount.figure, base.figure, rate))
    )
      return ofThen(sentence, word, m, base, amount, rate, actual);
  }
  if (own.length > 0) {
    context.count('bound');
    context.count('checked');
    // Of the figures that fit, not one moved the way the word says.
    const up = isUp(word);
    const [wrong] = own;
    const moves = (now: Told): number => compare(exactOf(now.figure), exactOf(base.figure));
    return wrong && own.every((now) => (up ? moves(now) < 0 : moves(now) > 0)) && !/chênh/iu.test(sentence.text)
      ? { ...differs(sentence, word, m, wrong, base, amount), message: 'direction' }
      : null;
  }
  const [here, ...others] = nows;
  if (!here) return null;
  // In the same sentence the first figure of that unit is what changed; further back only a slip of the pen proves it.
  const close = here.at >= passage.offset + sentence.start && others.every((other) => other.at < passage.offset + sentence.start);
  // Of a few things, a figure of another paragraph comes near by chance.
  const is_large = compare(exactOf(base.figure), { n: 500n, d: 1n }) >= 0 || amount.figure.decimals > 0;
  const slipped = nows.find(
    (now) =>
      slips(now.figure, base.figure, amount.figure) &&
      (is_large || (now.passage === passage && now.figure.unit === amount.figure.unit)),
  );
  const chosen = close && !isAbsurd(here.figure, base.figure, amount.figure) ? here : slipped;
  // “… thì riêng chứng thực giảm 465 hồ sơ”: of a part, whose figure is not told.
  if (!chosen || (!close && /(?<!\p{L})riêng\s[^;]*$/iu.test(sentence.text.slice(0, m.index)))) return null;
  context.count('bound');
  context.count('checked');
  return differs(sentence, word, m, chosen, base, amount);
}

/** The rate was reckoned of this period's figure instead of the earlier one. */
function isOfNow(word: string, amount: Figure, base: Figure, rate: Figure): boolean {
  const now = isUp(word) ? add(exactOf(base), exactOf(amount)) : subtract(exactOf(base), exactOf(amount));
  return rate.decimals > 0 && now.n > 0n && near(multiply(divide(exactOf(amount), now), HUNDRED), rate);
}

const isSaidHere = (now: Told | undefined, { passage, start }: Sentence): boolean =>
  now !== undefined && now.at >= passage.offset + start;

const isUp = (word: string): boolean => /tăng|nhiều|cao|vượt/u.test(word);

function nextChange(sentence: Sentence, from: number): number {
  for (const m of matchesIn(sentence.text.slice(from), CHANGE))
    if (!/(?:\(|tương (?:ứng|đương)(?: với)?|tức|hay)\s*$/iu.test(sentence.text.slice(from, from + m.index))) {
      const at = from + m.index;
      // “giảm 136 lượt (2.084 lượt), giảm 6,5 %”: the same change as a rate.
      if (/^\p{L}+(?:\s\p{L}+)?\s[\d.,]+\s?%/u.test(sentence.text.slice(at, at + 24))) continue;
      return sentence.start + at;
    }
  return sentence.end;
}

/** The count right after the word; “nhiều hơn năm 2022 là 17 dự thảo”, “cao hơn 5,5 điểm”. */
function amountAfter(sentence: Sentence, from: number, until: number): Told | null {
  const found = sentence.told.find(({ figure }) => figure.start >= from && figure.start < until);
  if (!found) return null;
  const gap = sentence.passage.text.slice(from, found.figure.start);
  return /^\s*(?:(?:thêm|đi|được|khoảng|là|số lượng|:)\s*)*$/iu.test(gap) ||
    /^[^,;().:\d]{0,40}\slà\s*$/iu.test(gap) ||
    /^\s(?:so với\s)?(?:năm|cùng kỳ|kế hoạch|quý|tháng)[^,;():]{0,32}(?:là|:)\s*$/iu.test(gap)
    ? found
    : null;
}

/** “tăng 06 lớp và 512 học sinh”. */
function joinedTo(sentence: Sentence, first: Told, until: number): Told[] {
  const next = sentence.told.find(({ figure }) => figure.start > first.figure.start && figure.start < until);
  return next &&
    next.figure.unit !== first.figure.unit &&
    /^\s*(?:và|,)\s*$/iu.test(sentence.passage.text.slice(first.figure.tail, next.figure.start))
    ? [next]
    : [];
}

/** “bằng 44,7 %, cao hơn cùng kỳ (39,2 %) là 5,5 điểm phần trăm”. */
function points(context: Context, sentence: Sentence, m: RegExpMatchArray & { index: number }, told: Set<number>): Fault | null {
  const { passage } = sentence;
  const at = sentence.start + m.index;
  const rates = passage.figures.filter(
    (f) => f.kind !== 'count' && f.bound !== 'at_least' && f.start >= sentence.start && f.start < sentence.end,
  );
  const amount = rates.find((f) => f.kind === 'percent_points' && f.start > at && f.start - at < 90);
  if (!amount || told.has(passage.offset + amount.start)) return null;
  const word = (m[1] ?? '').toLowerCase();
  // What stands beyond a semicolon is of another change.
  const percents = rates.filter((f) => f.kind === 'percent' && !(f.end < at && /;/u.test(passage.text.slice(f.tail, at))));
  const compared = /(?:so với|cùng kỳ|năm trước|năm \d{4}|hơn|kế hoạch|mục tiêu|chỉ tiêu|bình quân)[^;.]{0,70}\([^()\d]{0,24}$/iu;
  const planned = /\(\s*(?:kế hoạch|mục tiêu|chỉ tiêu|quy định|KH|giao)[^()]{0,34}$/iu;
  const other = /\(\s*(?:cùng kỳ|năm)[^()]{0,34}$/iu;
  const base = percents.find((f) => {
    const lead = passage.text.slice(sentence.start, f.start);
    return compared.test(lead) || planned.test(lead) || other.test(lead);
  });
  const now = percents.findLast((f) => f.end <= at && f !== base);
  if (!base || !now || isOfOther(passage.text, base, amount)) return null;
  // “trên 99 %, cao hơn … (98,87 %) là 0,67 điểm”: of what exactly is not told here.
  if (now.bound !== 'exact') return null;
  context.count('seen');
  const gap = absolute(subtract(exactOf(now), exactOf(base)));
  // A target is what it says to its last digit.
  const is_target = planned.test(passage.text.slice(sentence.start, base.start));
  const slack = (is_target ? [now, amount] : [now, base, amount]).reduce(
    (so_far, f) => (f.readings[0] ? add(so_far, lastDigit(f.readings[0])) : so_far),
    ZERO,
  );
  const off = absolute(subtract(gap, exactOf(amount)));
  context.count('bound');
  context.count('checked');
  const finest = Math.max(now.decimals, base.decimals);
  const limit = now.decimals === base.decimals && amount.decimals >= finest ? { n: 0n, d: 1n } : slack;
  if (compare(off, limit) <= 0) return null;
  // Another pair of the sentence may be what is meant.
  if (percents.some((a) => percents.some((b) => a !== b && equal(absolute(subtract(exactOf(a), exactOf(b))), exactOf(amount)))))
    return null;
  const expected = printVi(gap, amount.decimals);
  return {
    message: 'amount',
    at: spotIn(passage, at, amount.tail),
    figures: [now, base, amount],
    data: {
      word,
      amount: amount.raw,
      now: `${now.raw}%`,
      before: `${base.raw}%`,
      actual: compare(exactOf(now), exactOf(base)) >= 0 ? 'tăng' : 'giảm',
      expected,
    },
    expected,
    shares: [now, base, amount].map((f) => passage.offset + f.start),
  };
}

/** The figure it is counted from: after the amount, in a bracket or after “so với”; or before the word, told of another period. */
function baseOf(sentence: Sentence, amount: Told, at: number, until: number): Told | null {
  const { text } = sentence.passage;
  const word = text.slice(amount.figure.end, amount.figure.tail).trim().toLowerCase();
  // “Giường bệnh kế hoạch: 180; giường thực kê: 215, vượt 35 giường so với kế hoạch”: the plan is printed without its unit.
  if (/^\s*(?:so với|trên)\s(?:kế hoạch|chỉ tiêu|dự toán|định mức)/iu.test(text.slice(amount.figure.tail)) && word !== '')
    for (const other of sentence.told)
      if (other.figure.end <= at && other.figure.unit === '' && other.figure.scale === amount.figure.scale) {
        const lead = text.slice(Math.max(sentence.start, other.figure.start - 45), other.figure.start).toLowerCase();
        if (/(?:kế hoạch|chỉ tiêu|dự toán|định mức)[^\d;]{0,14}:?\s*$/u.test(lead) && lead.includes(word))
          return { ...other, figure: { ...other.figure, unit: amount.figure.unit } };
      }
  const compares = /so với|cùng kỳ|năm trước|hơn|trước (?:sắp xếp|đây)|kế hoạch|năm học trước|đầu năm/iu;
  // “So với năm 2023 (64,25/80 điểm)”: a score out of its most is a base too.
  const scores = amount.figure.unit === 'điểm' ? sentence.parts : [];
  for (const other of [...sentence.told, ...scores]) {
    if (other === amount || !sameUnit(other.figure, amount.figure) || other.figure.scale !== amount.figure.scale) continue;
    if (other.figure.start > amount.figure.start) {
      if (isOfNext(text, amount.figure, other.figure)) continue;
      if (other.figure.start > until + 60) continue;
      const gap = text.slice(amount.figure.tail, other.figure.start);
      const in_bracket = other.depth > amount.depth && /\([^()]{0,90}$/u.test(gap) && !/trong đó|gồm|tăng|giảm/iu.test(gap);
      if (in_bracket && compares.test(text.slice(sentence.start, other.figure.start))) return other;
      if (/^\s*(?:\([^()]*\)\s*)?so với\s[^()\d;.]{0,30}$/iu.test(gap) || /^\s*so với[^()\d;.]{0,40}(?:là|đạt|có)\s$/iu.test(gap))
        return other;
      if (/so với/iu.test(gap) && BASE_BEFORE.test(gap) && !/[;.]/.test(gap)) return other;
    } else if (other.figure.end <= at && !/;/u.test(text.slice(other.figure.tail, at))) {
      if (isOfOther(text, other.figure, amount.figure)) continue;
      const lead = text.slice(sentence.start, other.figure.start);
      if (/(?:so với|kế hoạch|chỉ tiêu|dự toán|quy định|mục tiêu)[^;]{0,70}\([^()]{0,40}$/iu.test(lead) && other.depth > 0)
        return other;
    }
  }
  return null;
}

/** Figures that may be this period's, the likeliest first: of the sentence before the word, then of what was told before. */
function nowsOf(
  document: Document,
  story: readonly Sentence[][],
  sentences: readonly Sentence[],
  k: number,
  sentence: Sentence,
  amount: Told,
  base: Told,
  at: number,
): Told[] {
  const word = sentence.passage.text.slice(amount.figure.end, amount.figure.tail).trim().toLowerCase();
  const isNamed = ({ figure, passage }: Told): boolean =>
    figure.unit === '' &&
    word !== '' &&
    passage.text
      .slice(Math.max(0, figure.start - 30), figure.start)
      .toLowerCase()
      .includes(word);
  const wanted = (told: Told): boolean =>
    told !== amount &&
    told.at !== base.at &&
    !(told.depth > 0 && isPartOfThen(told.passage.text.slice(0, told.figure.start))) &&
    (sameUnit(told.figure, amount.figure) || isNamed(told)) &&
    told.figure.scale === amount.figure.scale;
  const all = [...sentence.parts, ...sentence.told];
  const own = all.filter((t) => wanted(t) && t.figure.end <= at && t.depth <= amount.depth);
  const rest: Told[] = all.filter((t) => wanted(t) && !own.includes(t));
  for (let i = k - 1; i >= 0 && rest.length < 12; i -= 1) {
    const before = sentences[i] as Sentence;
    rest.push(...[...before.parts, ...before.told].filter(wanted));
  }
  let seen = 0;
  for (const passage of passagesBefore(document, sentence.passage, 4)) {
    for (const other of story[passage.index] ?? []) rest.push(...other.told.filter(wanted));
    seen += 1;
    if (rest.length > 12 || seen > 4) break;
  }
  return [...own, ...rest];
}

const slackOf = (figures: readonly Figure[]): Rational =>
  figures.reduce((so_far, f) => (f.decimals > 0 && f.readings[0] ? add(so_far, halfOf(f, f.readings[0])) : so_far), ZERO);

function fits(now: Figure, base: Figure, amount: Figure): boolean {
  const gap = absolute(subtract(exactOf(now), exactOf(base)));
  return compare(absolute(subtract(gap, exactOf(amount))), slackOf([now, base, amount])) <= 0;
}

/** Off by more than a quarter of the base: not the figure that changed. */
function isAbsurd(now: Figure, base: Figure, amount: Figure): boolean {
  const gap = absolute(subtract(exactOf(now), exactOf(base)));
  const off = absolute(subtract(gap, exactOf(amount)));
  return compare(exactOf(base), { n: 20n, d: 1n }) >= 0 && compare({ n: off.n * 4n, d: off.d }, exactOf(base)) > 0;
}

/** One misprint in one of the three explains it. */
function slips(now: Figure, base: Figure, amount: Figure): boolean {
  if (compare(exactOf(base), { n: 20n, d: 1n }) < 0) return false;
  const gap = absolute(subtract(exactOf(now), exactOf(base)));
  const off = absolute(subtract(gap, exactOf(amount)));
  const limit = { n: off.n * 4n, d: off.d };
  if (compare(limit, exactOf(base)) > 0) return false;
  const text = printScaled(gap, amount.scale);
  return (
    isMisprint(text, amount.raw) || isSlip(amount, [{ ...amount, readings: [{ value: gap, decimals: 0, is_foreign: false }] }])
  );
}

const normal = (rate: Figure, actual: Rational): string => (near(actual, rate) ? printVi(actual, rate.decimals) : rate.raw);

const near = (actual: Rational, rate: Figure): boolean =>
  rate.readings.some((reading) => compare(absolute(subtract(actual, reading.value)), lastDigit(reading)) < 0);

function ofThen(
  sentence: Sentence,
  word: string,
  m: RegExpMatchArray & { index: number },
  base: Told,
  amount: Told,
  rate: Figure,
  actual: Rational,
): Fault {
  const { passage } = sentence;
  const expected = printVi(actual, rate.decimals);
  return {
    message: 'of_then',
    at: spotIn(passage, sentence.start + m.index, Math.max(amount.figure.tail, rate.tail)),
    figures: [amount.figure, base.figure, rate],
    data: { word, amount: amount.figure.raw, rate: rate.raw, before: base.figure.raw, expected },
    expected: `${expected}%`,
    related: [spotOf(base.passage, base.figure)],
    shares: [amount.at, base.at, passage.offset + rate.start],
  };
}

function differs(
  sentence: Sentence,
  word: string,
  m: RegExpMatchArray & { index: number },
  now: Told,
  base: Told,
  amount: Told,
): Fault {
  const gap = absolute(subtract(exactOf(now.figure), exactOf(base.figure)));
  const expected = printScaled(gap, amount.figure.scale);
  return {
    message: 'amount',
    at: spotIn(sentence.passage, sentence.start + m.index, amount.figure.tail),
    figures: [now.figure, base.figure, amount.figure],
    data: {
      word,
      amount: amount.figure.raw,
      now: now.figure.raw,
      before: base.figure.raw,
      actual: compare(exactOf(now.figure), exactOf(base.figure)) >= 0 ? 'tăng' : 'giảm',
      expected,
    },
    expected,
    related: [spotOf(now.passage, now.figure), spotOf(base.passage, base.figure)],
    shares: [now.at, base.at, amount.at],
  };
}
