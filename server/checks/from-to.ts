import { cueOf, toldWith } from './cues.ts';
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
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
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isKindOf } from './unit.ts';

const FROM_TO_RATES_CUE = cueOf('tăng', 'giảm', 'rút');
const HIGHER_TOLD_CUE = cueOf('cao hơn', 'thấp hơn');

const FROM = /(?<!\p{L})từ\s*$/iu;
const TO =
  /^[\s,]*(?:[^.;:()\d]{0,48}?\s)?(?:xuống còn|giảm còn|chỉ còn|còn lại|xuống|còn|lên thành|lên|thành|đến)(?: là)?\s*$/iu;
/** “cùng kỳ năm 2023 tiếp nhận 12.450 hồ sơ; năm nay tiếp nhận 13.820 hồ sơ, tăng …”. */
const THEN = /(?:cùng kỳ|(?:năm|quý|tháng|kỳ) trước|năm ngoái)[^.;,()\d]{0,12}(?:năm \d{4}|\d{4})?[^.;()\d]{0,40}$/iu;
const MOVED = /(?<!\p{L})(tăng|giảm|cắt giảm|rút ngắn)(?: thêm| đi| được)?\s*$/iu;

type Pair = { passage: Passage; before: Figure; now: Figure; until: number };

/** Two states told one after the other and, behind them, by how much and by which share they differ. R11. */
export function* fromToRates(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, FROM_TO_RATES_CUE)) {
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const pair of pairsIn(passage, sentence))
        for (const fault of [amountBefore(pair, told), amountAfter(pair, told), rateAfter(pair, told)]) {
          if (!fault) continue;
          for (const at of fault.shares ?? []) told.add(at);
          decided(context);
          yield fault;
        }
  }
}

function pairsIn(passage: Passage, sentence: Stretch): Pair[] {
  const { text } = passage;
  const depth = (f: Figure): number => {
    const lead = text.slice(sentence.start, f.start);
    return lead.split('(').length - lead.split(')').length;
  };
  const own = passage.figures.filter(
    (f) => f.kind === 'count' && f.start >= sentence.start && f.end <= sentence.end && depth(f) === 0,
  );
  return own.flatMap((before, i): Pair[] => {
    const now = own[i + 1];
    if (!now || before.scale !== now.scale || before.bound !== 'exact' || now.bound !== 'exact') return [];
    if (before.unit !== now.unit && before.unit !== '') return [];
    const lead = text.slice(sentence.start, before.start);
    const gap = text.slice(before.tail, now.start).replace(/\([^()]*\)/gu, ' ');
    const is_range = FROM.test(lead) && TO.test(gap);
    const is_then = THEN.test(lead) && /^\s?[;,][^;()]{2,60}$/u.test(gap) && !/cùng kỳ|năm trước/iu.test(gap) && own.length === 3;
    return is_range || is_then ? [{ passage, before, now, until: sentence.end }] : [];
  });
}

const spanOf = ({ before, now }: Pair): Rational => absolute(subtract(exactOf(now), exactOf(before)));
const isUp = ({ before, now }: Pair): boolean => compare(exactOf(now), exactOf(before)) > 0;

/** “giảm 07 biên chế, từ 1.236 xuống còn 1.229 biên chế”. */
function amountBefore(pair: Pair, told: ReadonlySet<number>): Fault | null {
  const { passage, before, now } = pair;
  const amount = passage.figures.findLast((f) => f.tail <= before.start);
  if (amount?.kind !== 'count' || amount.bound !== 'exact' || amount.scale !== now.scale || amount.unit === '') return null;
  if (amount.unit !== (now.unit || before.unit)) return null;
  const word = MOVED.exec(passage.text.slice(0, amount.start))?.[1];
  if (!word || !/^\s?[,(]?\s?(?:đi\s)?từ\s$/iu.test(passage.text.slice(amount.tail, before.start))) return null;
  if ([before, now, amount].some((f) => told.has(passage.offset + f.start)) || equal(spanOf(pair), exactOf(amount))) return null;
  return amountFault(pair, amount, word);
}

function amountAfter(pair: Pair, told: ReadonlySet<number>): Fault | null {
  const { passage, before, now, until } = pair;
  const amount = passage.figures.find((f) => f.start > now.tail && f.end <= until && f.kind === 'count');
  if (!amount || amount.scale !== now.scale || amount.bound !== 'exact' || amount.unit.startsWith('~')) return null;
  if (amount.unit !== '' && now.unit !== '' && amount.unit !== now.unit && !isKindOf(now.unit, amount.unit)) return null;
  const word = MOVED.exec(passage.text.slice(now.tail, amount.start))?.[1];
  if (!word || amount.start - now.tail > 60 || /so với/iu.test(passage.text.slice(now.tail, amount.start))) return null;
  if ([before, now, amount].some((f) => told.has(passage.offset + f.start)) || equal(spanOf(pair), exactOf(amount))) return null;
  return amountFault(pair, amount, word);
}

function amountFault(pair: Pair, amount: Figure, word: string): Fault {
  const { passage, before, now } = pair;
  const expected = printScaled(spanOf(pair), amount.scale);
  return {
    message: 'amount',
    at: spotOf(passage, amount),
    figures: [now, before, amount],
    data: { word, amount: amount.raw, now: now.raw, before: before.raw, actual: isUp(pair) ? 'tăng' : 'giảm', expected },
    expected,
    related: [spotOf(passage, before), spotOf(passage, now)],
    shares: [amount, before, now].map((f) => passage.offset + f.start),
  };
}

function rateAfter(pair: Pair, told: ReadonlySet<number>): Fault | null {
  const { passage, before, now, until } = pair;
  const rate = passage.figures.find((f) => f.start > now.tail && f.end <= until && f.kind === 'percent');
  if (rate?.bound !== 'exact' || exactOf(before).n <= 0n || told.has(passage.offset + rate.start)) return null;
  // “…; giảm 13 đầu mối, tỷ lệ giảm 59,09 %”: behind the change itself, however far that stands.
  const moved = passage.figures.find(
    (f) =>
      f.start > now.tail &&
      f.end <= rate.start &&
      f.kind === 'count' &&
      equal(exactOf(f), spanOf(pair)) &&
      MOVED.test(passage.text.slice(now.tail, f.start)),
  );
  const is_beside =
    moved !== undefined &&
    /^[\s,;(]*(?:(?:tương (?:ứng|đương)|tức|hay|bằng|với|đạt|là)\s)*(?:(?:tỷ|tỉ) lệ\s)?(?:(?:tăng|giảm)\s)?$/iu.test(
      passage.text.slice(moved.tail, rate.start),
    );
  const glue = is_beside ? 'giảm' : passage.text.slice(now.tail, rate.start);
  if (glue.length > 110 || /[;:]|so với|đạt|chiếm|cùng kỳ|trong đó|gồm|mục tiêu|chỉ tiêu/iu.test(glue)) return null;
  if (!/tăng|giảm|rút|tương ứng|tương đương|tức/iu.test(glue)) return null;
  const span = multiply(divide(spanOf(pair), exactOf(before)), HUNDRED);
  const level = isUp(pair) ? add(HUNDRED, span) : subtract(HUNDRED, span);
  const unit = rate.readings[0] ? lastDigit(rate.readings[0]) : ZERO;
  if ([span, level].some((value) => compare(absolute(subtract(value, exactOf(rate))), unit) < 0)) return null;
  const expected = printVi(span, rate.decimals);
  return {
    message: 'from_to_rate',
    at: spotIn(passage, rate.start, rate.tail),
    figures: [now, before, rate],
    data: { now: now.raw, before: before.raw, rate: rate.raw, actual: isUp(pair) ? 'tăng' : 'giảm', expected },
    expected: `${expected}%`,
    related: [spotOf(passage, before), spotOf(passage, now)],
    shares: [rate, before, now].map((f) => passage.offset + f.start),
  };
}

const HIGHER =
  /^[\s,]*(?:(?:\p{L}+\s){0,2})(cao hơn|thấp hơn)\s(?:so với\s)?(?:mức\s|của\s)?[^.;:()\d]{2,40}\((?:đạt\s|là\s)?$/iu;

/** “cấp xã đạt 99,2 %, cao hơn cấp huyện (99,6 %)”: which of the two is higher. R11. */
export function* higherTold(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, HIGHER_TOLD_CUE)) {
    for (const [i, now] of passage.figures.entries()) {
      const base = passage.figures[i + 1];
      if (!base || base.kind !== now.kind || now.kind === 'percent_points' || now.bound !== 'exact' || base.bound !== 'exact')
        continue;
      if (now.kind === 'count' && (now.unit === '' || now.unit !== base.unit || now.scale !== base.scale)) continue;
      const word = HIGHER.exec(passage.text.slice(now.tail, base.start))?.[1]?.toLowerCase();
      if (!word || [now, base].some((f) => told.has(passage.offset + f.start)) || !/^\s?\)/u.test(passage.text.slice(base.tail)))
        continue;
      decided(context);
      const order = compare(exactOf(now), exactOf(base));
      if (word === 'cao hơn' ? order >= 0 : order <= 0) continue;
      const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
      yield {
        message: 'direction',
        at: spotIn(passage, now.start, base.tail),
        figures: [now, base],
        data: { word, now: print(now), before: print(base), actual: order > 0 ? 'cao hơn' : 'thấp hơn' },
        expected: order > 0 ? 'cao hơn' : 'thấp hơn',
        shares: [now, base].map((f) => passage.offset + f.start),
      };
    }
  }
}
