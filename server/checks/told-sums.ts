import { cueOf, namedIn } from './cues.ts';
import { type Document, type Passage, segmentsOf } from './document.ts';
import { leftFault } from './done-then-left.ts';
import { faultOf } from './enumerations.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, printVi, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';
import type { Place } from './story.ts';

const REST_TOLD_CUE = cueOf('còn lại');

// Arithmetic that a sentence tells word by word: every figure is named, none is looked for elsewhere.

const WORDS: Record<string, number> = { hai: 2, ba: 3, bốn: 4, năm: 5, sáu: 6, bảy: 7, tám: 8, chín: 9, mười: 10 };
const COUNTED = '(hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\\d{1,2})';
const numberOf = (word: string): number => WORDS[word.toLowerCase()] ?? Number(word);

const isExact = (f: Figure): boolean => f.kind === 'count' && f.bound === 'exact';
const sumOf = (figures: readonly Figure[]): Rational => figures.map(exactOf).reduce(add, ZERO);

function* bodies({ passages }: Document): Generator<Passage> {
  for (const passage of passages)
    if (!passage.section.is_plan && !passage.is_footnote && passage.figures.length > 0) yield passage;
}

function sumFault(total: Place, parts: readonly Place[]): Fault | null {
  return equal(sumOf(parts.map(({ figure }) => figure)), exactOf(total.figure)) ? null : faultOf(total, parts);
}

/** Sums that name all their parts. R03. */
export function* toldSums(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of bodies(context.document))
    for (const [total, parts] of sumsOf(passages, passage)) {
      decided(context);
      const fault = sumFault(total, parts);
      if (fault) yield fault;
    }
}

type Sum = [Place, Place[]];

/** Each form only where the words that it cannot do without stand; but for a list, a total and two parts are of one passage. */
function* sumsOf(passages: readonly Passage[], passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  yield* allOfList(passages, passage);
  if (figures.length < 3) return;
  if (/còn/iu.test(text)) yield* soFarAndLeft(passage);
  if (/hành vi hành chính|cấp/iu.test(text)) yield* ofTwoKinds(passage);
  yield* pointsThenAll(passage);
  if (/gồm/iu.test(text)) yield* ofAnyUnits(passage);
}

const CLOSING = new RegExp(
  `^\\s*(?:Cả|Tổng cả|Tất cả|Tổng cộng)\\s${COUNTED}\\s[^\\d.;,:()]{2,40}?\\s(?:là|có|được|cộng lại|:)\\s?$`,
  'iu',
);

/** Three items of a list, each with its count, then “Cả ba nguồn là 2.111 hồ sơ”. */
function* allOfList(passages: readonly Passage[], passage: Passage): Generator<Sum> {
  const [total] = passage.figures.filter(isExact);
  const m = total && passage.label === null ? CLOSING.exec(passage.text.slice(0, total.start)) : null;
  if (!total || !m || total.unit === '') return;
  const items = passages.slice(Math.max(0, passage.index - numberOf(m[1] ?? '')), passage.index);
  if (items.length !== numberOf(m[1] ?? '') || items.some((item) => item.label === null)) return;
  const parts = items.flatMap((item) => {
    const own = item.figures.filter((f) => isExact(f) && f.unit === total.unit);
    return own.length === 1 ? [{ passage: item, figure: own[0] as Figure }] : [];
  });
  if (parts.length === items.length) yield [{ passage, figure: total }, parts];
}

/** “đã nhập 34.150 trường hợp, còn phải nhập 8.550 trường hợp để hoàn thành 40.000 trường hợp”. */
function* soFarAndLeft(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, done] of figures.entries()) {
    const [left, all] = [figures[i + 1], figures[i + 2]];
    if (!left || !all || ![done, left, all].every(isExact) || left.unit !== all.unit || done.unit !== all.unit || all.unit === '')
      continue;
    if (!/đã\s(?:\p{L}+\s){1,4}(?:được\s)?$/iu.test(text.slice(Math.max(0, done.start - 40), done.start))) continue;
    if (!/^[,;]\s(?:hiện\s)?còn (?:lại\s|phải\s(?:\p{L}+\s){1,3}|thiếu\s)?$/iu.test(text.slice(done.tail, left.start))) continue;
    if (!/^\s(?:nữa\s)?(?:để|mới)\s(?:hoàn thành|đủ|đạt)\s(?:đủ\s|tổng số\s)?$/iu.test(text.slice(left.tail, all.start)))
      continue;
    yield [{ passage, figure: all }, [done, left].map((figure) => ({ passage, figure }))];
  }
}

/** Two kinds that are all there are: the words after each figure name it. */
const KINDS: [RegExp, RegExp][] = [
  [/^\s(?:\p{L}+\s){0,4}về (?:các )?quy định hành chính/iu, /^\s(?:\p{L}+\s){0,4}về hành vi hành chính/iu],
];
const PLACES = /cấp (tỉnh|huyện|xã)(?: và|,) cấp (tỉnh|huyện|xã)\s(?:là|có|:|gồm)\s?$/iu;

/** “19, trong đó 05 về quy định hành chính, 13 về hành vi hành chính”; “cấp huyện và cấp xã là 382. Trong đó: cấp huyện 262 …, cấp xã 122”. */
function* ofTwoKinds(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, total] of figures.entries()) {
    if (!isExact(total)) continue;
    const rest = figures.slice(i + 1, i + 9).filter(isExact);
    const [one, two] = rest;
    if (!one || !two) continue;
    const whole = { passage, figure: total };
    const after = (f: Figure): string => text.slice(f.end, f.end + 60);
    const is_cue = /^[^.;\d]{0,30},?\s\(?(?:trong đó|gồm|bao gồm):?\s(?:có\s)?$/iu.test(text.slice(total.tail, one.start));
    const has_kinds = KINDS.some(
      ([a, b]) => (a.test(after(one)) && b.test(after(two))) || (b.test(after(one)) && a.test(after(two))),
    );
    if (is_cue && has_kinds) yield [whole, [one, two].map((figure) => ({ passage, figure }))];
    const places = PLACES.exec(text.slice(Math.max(0, total.start - 60), total.start));
    if (!places || !/^[^.;\d]{0,20}[.,;]\s\(?(?:trong đó|gồm|cụ thể)/iu.test(text.slice(total.tail, one.start))) continue;
    const own = [places[1] ?? '', places[2] ?? ''].flatMap(
      (level) =>
        rest.find(
          (f) => new RegExp(`cấp ${level}(?: là| có|:)?\\s$`, 'iu').test(text.slice(0, f.start)) && f.unit === total.unit,
        ) ?? [],
    );
    if (own.length === 2 && own[0] !== own[1]) yield [whole, own.map((figure) => ({ passage, figure }))];
  }
}

/** “kiểm tra 09/09 đơn vị, đạt 100 % kế hoạch, gồm 06 chi cục và 04 đơn vị sự nghiệp;”: units of two kinds, and nothing after them. */
function* ofAnyUnits(passage: Passage): Generator<Sum> {
  const { text, figures } = passage;
  for (const [i, one] of figures.entries()) {
    const two = figures[i + 1];
    if (!two || !isExact(one) || !isExact(two) || !one.is_padded || !two.is_padded) continue;
    const total = figures.slice(Math.max(0, i - 2), i).findLast((f) => f.kind === 'count');
    if (!total || !isExact(total) || !/^\s?(?:đơn vị|cơ quan|tổ chức)(?!\s(?:có|không))/iu.test(text.slice(total.end))) continue;
    if (
      !/^[^;.()\d]{0,50}(?:\d[\d,]*\s?%[^;.()\d]{0,20})?,\s(?:gồm|bao gồm)(?: có)?:?\s$/iu.test(text.slice(total.end, one.start))
    )
      continue;
    if (!/^\s[^;.,():\d]{2,30}\svà\s$/iu.test(text.slice(one.end, two.start))) continue;
    if (
      !/^\s[^;.,():\d]{2,30}(?:[;.]|$)/u.test(text.slice(two.end)) ||
      /khác|trong đó|còn lại/iu.test(text.slice(two.end, two.end + 40))
    )
      continue;
    // “kiểm tra 10/28 đơn vị, gồm 04 phòng và 06 xã”: those of the fraction that were.
    const of_all = passage.fractions.find(({ b }) => b.start === total.start);
    if (of_all && equal(sumOf([one, two]), exactOf(of_all.a))) continue;
    yield [{ passage, figure: total }, [one, two].map((figure) => ({ passage, figure }))];
  }
}

/** “minh bạch 17,6 điểm; tiến độ 19,8 điểm; … Tổng điểm của xã là 77,0/100 điểm”. */
function* pointsThenAll(passage: Passage): Generator<Sum> {
  if (!/tổng điểm/iu.test(passage.text)) return;
  const sentences = segmentsOf(passage.text, '.');
  for (const [i, sentence] of sentences.entries()) {
    const lead = /^\s*(?:Như vậy,?\s)?Tổng điểm[^\d.;]{0,40}$/iu;
    const fraction = passage.fractions.find((f) => f.start >= sentence.start && f.end <= sentence.end);
    const total = fraction?.a ?? passage.figures.find((f) => f.start >= sentence.start);
    const before = sentences[i - 1];
    if (!total || !before || !lead.test(passage.text.slice(sentence.start, total.start))) continue;
    const parts = passage.figures.filter((f) => f.start >= before.start && f.end <= before.end);
    const pieces = passage.text.slice(before.start, before.end).split(';');
    if (parts.length < 3 || pieces.length !== parts.length || parts.some((f) => !isExact(f) || f.unit !== 'điểm')) continue;
    if (/tăng|giảm|so với/iu.test(passage.text.slice(before.start, before.end))) continue;
    yield [{ passage, figure: total }, parts.map((figure) => ({ passage, figure }))];
  }
}

/** “có 15 đơn vị được kiểm tra. Sáu tháng đầu năm đã kiểm tra 06 đơn vị; … kiểm tra 10 đơn vị còn lại”: three counts of a thing, the last the rest. R06. */
export function* restTold(context: Context): Generator<Fault> {
  for (const passage of namedIn(context.document, REST_TOLD_CUE)) {
    if (passage.is_footnote) continue;
    for (const rest of passage.figures) {
      if (!isExact(rest) || rest.unit === '' || !/^\s?còn lại/iu.test(passage.text.slice(rest.tail))) continue;
      const own = passage.figures.filter((f) => f.kind === 'count' && f.unit === rest.unit && f.start <= rest.start);
      const [all, done, last] = own;
      if (!all || !done || last !== rest || own.length !== 3 || ![all, done].every(isExact)) continue;
      if (passage.fractions.some(({ a, b }) => [a.start, b.start].some((at) => own.some((f) => f.start === at)))) continue;
      if (!/đã\s(?:\p{L}+\s){1,4}(?:được\s)?$/iu.test(passage.text.slice(all.tail, done.start))) continue;
      if (/trong đó|gồm|so với|mỗi/iu.test(passage.text.slice(all.tail, rest.start))) continue;
      const at = (figure: Figure) => ({ passage, figure });
      const fault = leftFault(context, at(all), at(done), at(rest));
      if (fault) yield fault;
    }
  }
}

/** Means whose terms stand before them, or beside them in a bracket, and means beside their extremes. R11. */
export function* toldMeans(context: Context): Generator<Fault> {
  for (const passage of bodies(context.document))
    for (const mean of passage.figures) {
      const found = meanOfTerms(passage, mean) ?? meanOfTotal(passage, mean) ?? meanOfRange(passage, mean);
      if (!found) continue;
      decided(context);
      if (found.is_good) continue;
      yield {
        message: 'told_mean',
        at: spotOf(passage, mean),
        figures: [mean, ...found.of],
        data: { mean: mean.raw, of: found.of.map(({ raw }) => raw).join('; '), expected: found.expected },
        expected: found.expected,
        related: found.of.map((f) => spotOf(passage, f)),
        shares: [mean, ...found.of].map((f) => passage.offset + f.start),
      };
    }
}

type Mean = { of: Figure[]; is_good: boolean; expected: string };

const MEAN = new RegExp(
  `(?:trung bình|bình quân)(?: cộng| chung)?(?: của)?\\s(?:cả\\s)?${COUNTED}\\s[^\\d.;,:()]{2,30}?(?:\\slà|\\sđạt|\\s:)?\\s$`,
  'iu',
);

function meanOfTerms(passage: Passage, mean: Figure): Mean | null {
  const lead = passage.text.slice(Math.max(0, mean.start - 80), mean.start);
  const m = MEAN.exec(lead);
  if (!m) return null;
  const n = numberOf(m[1] ?? '');
  const at = mean.start - m[0].length;
  const of = passage.figures.filter((f) => f.end <= at && f.kind === mean.kind && f.unit === mean.unit && f.bound === 'exact');
  if (n < 2 || n > 12 || of.length !== n) return null;
  const value = divide(sumOf(of), { n: BigInt(n), d: 1n });
  return { of, is_good: isNear(value, mean), expected: printVi(value, Math.max(mean.decimals, 1)) };
}

/** “Bình quân mỗi tháng … trả 246 kết quả (2.412 kết quả trong 9 tháng)”. */
function meanOfTotal(passage: Passage, mean: Figure): Mean | null {
  const { text } = passage;
  const lead = text.slice(Math.max(0, mean.start - 90), mean.start);
  const each = /(?:bình quân|trung bình) mỗi (tháng|ngày|tuần|quý|năm)\s[^\d.;()]{0,70}$/iu.exec(lead);
  const bracket =
    /^\s\((\d[\d.]*)\s[^\d.;()]{2,40}\s(?:trong|của|\/)\s?(\d{1,3})\s(tháng|ngày|tuần|quý|năm)(?: làm việc)?\)/iu.exec(
      text.slice(mean.tail),
    );
  if (!each || !bracket || each[1]?.toLowerCase() !== bracket[3]?.toLowerCase()) return null;
  const total = passage.figures.find((f) => f.start === mean.tail + 2);
  const n = BigInt(bracket[2] ?? '0');
  if (!total || !isExact(total) || n === 0n) return null;
  const value = divide(exactOf(total), { n, d: 1n });
  return { of: [total], is_good: isNear(value, mean), expected: printVi(value, mean.decimals) };
}

/** “điểm cao nhất 93,2, thấp nhất 74,5, điểm bình quân 95,6”. */
function meanOfRange(passage: Passage, mean: Figure): Mean | null {
  const { text, figures } = passage;
  const i = figures.indexOf(mean);
  const [a, b] = [figures[i - 2], figures[i - 1]];
  if (!a || !b || ![a, b].every((f) => f.kind === mean.kind && f.bound === 'exact')) return null;
  if (
    !/^[^.;\d]{0,40}[,;]\s(?:điểm\s|tỷ lệ\s|mức\s)?(?:bình quân|trung bình)(?: chung)?(?: là| đạt)?\s$/iu.test(
      text.slice(b.tail, mean.start),
    )
  )
    return null;
  const [x, y] = [text.slice(Math.max(0, a.start - 40), a.start), text.slice(a.tail, b.start)];
  const is_down = /cao nhất[^.;\d]{0,24}$/iu.test(x) && /thấp nhất[^.;\d]{0,24}$/iu.test(y);
  const is_up = /thấp nhất[^.;\d]{0,24}$/iu.test(x) && /cao nhất[^.;\d]{0,24}$/iu.test(y);
  if (!is_down && !is_up) return null;
  const [high, low] = is_down ? [a, b] : [b, a];
  const is_good = compare(exactOf(mean), exactOf(high)) <= 0 && compare(exactOf(mean), exactOf(low)) >= 0;
  return { of: [high, low], is_good, expected: `${low.raw} – ${high.raw}` };
}

/** Rates beside their part and base in words: “tỷ lệ 67,6 %, với 274 trên tổng 411”; “738 hồ sơ, tỷ lệ quá hạn 1,22 % tương đương 19 hồ sơ”. R01. */
export function* toldRates(context: Context): Generator<Fault> {
  for (const passage of bodies(context.document)) {
    const { text, figures } = passage;
    for (const [i, percent] of figures.entries()) {
      if (percent.kind !== 'percent' || percent.bound !== 'exact') continue;
      const pair = overBase(text, figures, i) ?? amountOf(text, figures, i) ?? partOfThree(passage, percent);
      if (!pair || exactOf(pair.b).n === 0n) continue;
      decided(context);
      const value = multiply(divide(exactOf(pair.a), exactOf(pair.b)), HUNDRED);
      if (isNear(value, percent)) continue;
      yield {
        message: 'differs',
        at: spotOf(passage, percent),
        figures: [pair.a, pair.b, percent],
        data: { percent: percent.raw, a: pair.a.raw, b: pair.b.raw, exact: printVi(value, percent.decimals + 2), fits: '' },
        expected: `${printVi(value, percent.decimals)}%`,
        related: [spotOf(passage, pair.a), spotOf(passage, pair.b)],
        shares: [percent, pair.a, pair.b].map((f) => passage.offset + f.start),
      };
    }
  }
}

function overBase(text: string, figures: readonly Figure[], i: number): { a: Figure; b: Figure } | null {
  const [percent, a, b] = [figures[i] as Figure, figures[i + 1], figures[i + 2]];
  if (!a || !b || !isExact(a) || !isExact(b)) return null;
  if (!/^,?\s(?:với|tương ứng|tức(?: là)?|\()\s?$/iu.test(text.slice(percent.tail, a.start))) return null;
  return /^\s(?:[^\d.;,()]{0,24}\s)?trên (?:tổng )?(?:số )?$/iu.test(text.slice(a.end, b.start)) ? { a, b } : null;
}

/** “giao 148 nhiệm vụ, hoàn thành đúng hạn 139, hoàn thành chậm 09; tỷ lệ đúng hạn 93,92 %”: two parts make the whole, and the rate has the name of one. */
function partOfThree({ text, figures }: Passage, percent: Figure): { a: Figure; b: Figure } | null {
  const sentence = segmentsOf(text, '.').find(({ start, end }) => start <= percent.start && percent.start < end);
  if (!sentence) return null;
  const own = figures.filter((f) => f.start >= sentence.start && f.end <= percent.start);
  const [b, x, y] = own;
  if (!b || !x || !y || own.length !== 3 || !own.every((f) => isExact(f) && f.scale === 1n)) return null;
  if (!equal(add(exactOf(x), exactOf(y)), exactOf(b))) return null;
  const name = /[;,]\s(?:đạt\s)?(?:tỷ|tỉ) lệ ([^.;,:\d]{3,30}?)(?:\s(?:đạt|là))?\s$/iu
    .exec(text.slice(y.end, percent.start))?.[1]
    ?.toLowerCase();
  if (!name || /tăng|giảm|chênh/u.test(name)) return null;
  const labels = [text.slice(b.tail, x.start), text.slice(x.end, y.start)].map((label) => label.toLowerCase().trim());
  const [is_x, is_y] = labels.map((label) => label.endsWith(name));
  return is_x === is_y ? null : { a: is_x ? x : y, b };
}

/** One count before, the rate of it, and how many that are. */
function amountOf(text: string, figures: readonly Figure[], i: number): { a: Figure; b: Figure } | null {
  const [b, percent, a] = [figures[i - 1], figures[i] as Figure, figures[i + 1]];
  if (!a || !b || i !== 1 || !isExact(a) || !isExact(b) || a.unit === '' || percent.decimals === 0) return null;
  if (!/^,?\s(?:tương (?:đương|ứng)(?: với)?|tức(?: là)?|bằng)\s$/iu.test(text.slice(percent.tail, a.start))) return null;
  if (!/^\s?[^.;\d]{0,20},\s(?:tỷ|tỉ) lệ [^.;,\d]{3,40}\s$/iu.test(text.slice(b.tail, percent.start))) return null;
  const lead = text.slice(0, b.start).toLowerCase();
  const unit = text.slice(a.end, a.tail).trim().toLowerCase();
  return (b.unit === a.unit || (unit !== '' && lead.includes(unit))) && compare(exactOf(a), exactOf(b)) < 0 ? { a, b } : null;
}

/** Rounded or cut off at its last printed digit. */
const isNear = (value: Rational, figure: Figure): boolean =>
  figure.readings.some((reading) => compare(absolute(subtract(value, reading.value)), lastDigit(reading)) <= 0);
