import { type RatioClaim, ratioClaims } from './bind.ts';
import { isWholeCount } from './countable.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsExchanged } from './parts-exchanged.ts';
import { rateDiffers } from './ratio.ts';
import { add, compare, equal, HUNDRED, printExact, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { flat } from './shown-tables.ts';
import { withFigures } from './told-in.ts';

// Rates whose part, whole and rest all stand beside them, and which are the rate of the wrong one of these: of the rest, of the sister, of the year before. R01.

type Claim = { passage: Passage; part: Figure; percent: Figure; counts: readonly Figure[] };

/** Rates of the rest, of a sister, of the earlier whole, of the other's whole, against what their words call them. */
export function* sharesCrossed(context: Context): Generator<Fault> {
  yield* partsExchanged(context);
  // Of plans too: “vốn tỉnh: kế hoạch 46.280, giải ngân 41.736” is read as one, and what is asked here holds of a plan as well.
  for (const passage of withFigures(context.document)) {
    if (passage.figures.length < 3 || passage.is_footnote || !passage.figures.some(isRate)) continue;
    const counts = passage.figures.filter((f) => f.kind === 'count' && f.bound === 'exact');
    const claims = ratioClaims(passage).flatMap((claim) => asClaim(claim, counts));
    for (const claim of claims) {
      const base = ofRest(claim) ?? ofSister(claim) ?? ofNoOther(claim) ?? ofThen(claim);
      if (!base) continue;
      decided(context);
      yield faultOf(claim, base);
    }
    for (const [i, claim] of claims.entries()) {
      const next = claims[i + 1];
      const bases = next && exchanged(claim, next);
      if (bases) {
        decided(context);
        yield { ...faultOf(claim, bases[0]), at: spotIn(passage, bases[0].start, bases[1].tail) };
      }
      const whole = next && changedPlaces(claim, next);
      if (!whole) continue;
      decided(context);
      for (const one of [claim, next]) yield { ...faultOf(one, whole), message: 'changed_places', is_witnessed: true };
    }
  }
}

const isRate = (f: Figure): boolean => f.kind === 'percent' && f.bound === 'exact' && f.decimals > 0;

const asClaim = ({ passage, part, percent, fraction }: RatioClaim, counts: readonly Figure[]): Claim[] =>
  part && !fraction && isRate(percent) && part.bound === 'exact' && part.end < percent.start
    ? [{ passage, part, percent, counts }]
    : [];

const alike = (a: Figure, b: Figure): boolean => a.unit === b.unit && a.scale === b.scale;
const sentenceOf = ({ passage, part }: Claim): { start: number; end: number } =>
  segmentAt(segmentsOf(passage.text, '.?!'), part.start) ?? { start: 0, end: passage.text.length };

const DONE = /(?<!\p{L})(?:giải ngân|hoàn thành|thực hiện|giải quyết|xử lý|thanh toán)(?:\s(?:được|là|đạt|xong))?\s$/iu;
const REACHES = /^[^.;,:()\d]{0,20}[(,]\s?(?:đạt|bằng|đạt tỷ lệ|hoàn thành)\s$/iu;
const OF_REST = /còn lại|chưa|còn thiếu/iu;

/** “kế hoạch 46.280 triệu đồng, giải ngân 41.736 triệu đồng (đạt 9,82 % kế hoạch)”: that is the rate of what is left. */
function ofRest(claim: Claim): Figure | null {
  const { passage, part, percent, counts } = claim;
  const { text } = passage;
  if (!REACHES.test(text.slice(part.tail, percent.start)) || !DONE.test(text.slice(Math.max(0, part.start - 30), part.start)))
    return null;
  const sentence = sentenceOf(claim);
  const base = counts.findLast((f) => f.end < part.start && f.start >= sentence.start);
  if (!base || !alike(base, part) || compare(exactOf(part), exactOf(base)) >= 0 || fits(part, base, percent)) return null;
  if (OF_REST.test(text.slice(base.tail, percent.start) + text.slice(percent.tail, percent.tail + 30))) return null;
  return fits(valued(part, subtract(exactOf(base), exactOf(part))), base, percent) ? base : null;
}

const valued = (like: Figure, value: ReturnType<typeof exactOf>): Figure => ({
  ...like,
  readings: [{ value, decimals: 0, is_foreign: false }],
});

const IS = /^[^.;,:()\d]{0,20},\s(?:bằng|đạt|chiếm|tương ứng|đạt tỷ lệ)\s$/iu;

/** “gồm 42 nhiệm vụ. Đã hoàn thành 19 nhiệm vụ, bằng 40,5 %; đang triển khai 17; 06 chưa đến hạn”: 40,5 % is 17 of the 42 that the three make. */
function ofSister(claim: Claim): Figure | null {
  const { passage, part, percent, counts } = claim;
  if (!isWholeCount(part) || !IS.test(passage.text.slice(part.tail, percent.start))) return null;
  const { start, end } = sentenceOf(claim);
  const row = counts.filter((f) => f.start >= part.start && f.end <= end);
  if (row.length < 2 || row.length > 5 || row.some((f) => !alike(f, part))) return null;
  if (counts.some((f) => f !== part && f.start >= start && f.end < part.start && alike(f, part))) return null;
  const sum = row.reduce((so_far, f) => add(so_far, exactOf(f)), ZERO);
  const whole = counts.findLast((f) => f.end < part.start && alike(f, part));
  if (!whole || !equal(exactOf(whole), sum) || fits(part, whole, percent)) return null;
  return row.some((f) => f !== part && fits(f, whole, percent)) ? whole : null;
}

const AMONG = /(?:^|[.;]\s)\s*trong số (?:này|đó)(?:,)?\s(?:có\s)?$/iu;
const REST = /[;,]\s(?:số\s)?còn lại\s(?:là\s|có\s)?$/iu;

/** “trợ cấp cho 1.950 người …. Trong số này có 1.287 người (71,1 %) …; số còn lại 663 người”: the two make the whole, no other is meant. */
function ofNoOther({ passage, part, percent, counts }: Claim): Figure | null {
  const { text } = passage;
  if (!isWholeCount(part) || !/^[^.;,:()\d]{0,20}\($/u.test(text.slice(part.tail, percent.start))) return null;
  if (!/^\s?\)/u.test(text.slice(percent.tail)) || !AMONG.test(text.slice(Math.max(0, part.start - 30), part.start))) return null;
  const rest = counts.find((f) => f.start > percent.end);
  if (!rest || !alike(rest, part) || !REST.test(text.slice(Math.max(percent.tail, rest.start - 24), rest.start))) return null;
  if (/[.?!]\s/u.test(text.slice(percent.tail, rest.start))) return null;
  const earlier = counts.filter((f) => f.end < part.start);
  const whole = earlier.find((f) => isWholeCount(f) && equal(exactOf(f), add(exactOf(part), exactOf(rest))));
  return whole && !earlier.some((f) => fits(part, f, percent)) ? whole : null;
}

const FROM = /(?<!\p{L})(?:tăng|giảm)\stừ\s$/iu;
const SHARE = /(?<!\p{L})chiếm\s(?:tỷ lệ\s)?$/iu;

/** “giảm từ 1.162 hồ sơ năm 2023 xuống 974 hồ sơ; riêng cấp huyện 611 hồ sơ, chiếm 52,6 %”: of what there is now. */
function ofThen(claim: Claim): Figure | null {
  const { passage, part, percent, counts } = claim;
  const { text } = passage;
  if (!isWholeCount(part) || !SHARE.test(text.slice(part.tail, percent.start))) return null;
  if (/(?:tăng|giảm|thêm|bớt)(?: thêm| đi)?\s$/iu.test(text.slice(Math.max(0, part.start - 12), part.start))) return null;
  const { start } = sentenceOf(claim);
  const before = counts.filter((f) => f.start >= start && f.end < part.start && alike(f, part));
  const i = before.findIndex((f) => FROM.test(text.slice(Math.max(0, f.start - 12), f.start)));
  const [then, now] = i < 0 ? [] : before.slice(i, i + 2);
  if (!then || !now || !/(?<!\p{L})(?:xuống|lên|còn)(?: còn)?\s$/iu.test(text.slice(then.tail, now.start))) return null;
  if (
    compare(exactOf(part), exactOf(now)) > 0 ||
    /(?:năm|kỳ|quý) (?:trước|20\d\d)/iu.test(text.slice(percent.tail, percent.tail + 60))
  )
    return null;
  return fits(part, then, percent) && !fits(part, now, percent) ? now : null;
}

/** What a figure of a list is called: the words behind it up to a mark, or those before it. */
const nameOf = ({ text }: Passage, { start, tail }: Figure): string[] => [
  flat(/^[^.;,()\d]*/u.exec(text.slice(tail))?.[0].replace(/\svà\s*$/u, '') ?? ''),
  flat(/[^.;:,()\d]*$/u.exec(text.slice(0, start))?.[0] ?? ''),
];

/** “gồm 16.380 ngân sách tỉnh, 24.600 ngân sách huyện …; ngân sách tỉnh 9.215 (37,46 %), ngân sách huyện 6.894 (42,09 %)”: each fits the other's. */
function exchanged(first: Claim, second: Claim): [Figure, Figure] | null {
  const { passage, counts } = first;
  const earlier = counts.filter((f) => f.end < first.part.start && alike(f, first.part));
  if (!alike(first.part, second.part) || /[.?!]\s/u.test(passage.text.slice(first.percent.tail, second.part.start))) return null;
  for (const [i, x] of earlier.entries()) {
    const y = earlier[i + 1];
    if (!y || y.start - x.end > 60 || equal(exactOf(x), exactOf(y))) continue;
    if (!fits(first.part, y, first.percent) || !fits(second.part, x, second.percent)) continue;
    if (fits(first.part, x, first.percent) || fits(second.part, y, second.percent)) continue;
    const [one, two] = [leadOf(passage, first.part), leadOf(passage, second.part)];
    const names = nameOf(passage, x).map((name, k) => [name, nameOf(passage, y)[k] ?? ''] as const);
    const is_named = names.some(
      ([a, b]) => isName(a) && isName(b) && one.includes(a) && !one.includes(b) && two.includes(b) && !two.includes(a),
    );
    if (is_named) return [x, y];
  }
  return null;
}

/** “đúng hạn 9.084 hồ sơ (1,81 %), trễ hạn 167 hồ sơ (98,19 %)”: of the two that make the whole, each has the share of the other. */
function changedPlaces(first: Claim, second: Claim): Figure | null {
  const { part, counts } = first;
  if (!alike(part, second.part) || second.part.start - first.percent.tail > 60 || equal(exactOf(part), exactOf(second.part)))
    return null;
  if (!equal(add(exactOf(first.percent), exactOf(second.percent)), HUNDRED)) return null;
  const sum = add(exactOf(part), exactOf(second.part));
  const whole = counts.find((f) => f.end < part.start && equal(exactOf(f), sum)) ?? {
    ...valued(part, sum),
    raw: printExact(sum),
  };
  return fits(part, whole, second.percent) && fits(second.part, whole, first.percent) && !fits(part, whole, first.percent)
    ? whole
    : null;
}

const isName = (words: string): boolean => words.split(' ').length >= 2;
const leadOf = ({ text }: Passage, { start }: Figure): string => flat(/[^.;:,()\d]*$/u.exec(text.slice(0, start))?.[0] ?? '');

const faultOf = ({ passage, part, percent }: Claim, base: Figure): Fault => ({
  ...rateDiffers(part, base, percent),
  message: 'other_base',
  at: spotIn(passage, part.start, percent.tail),
  related: [spotOf(passage, base)],
  shares: [percent, part, base].map((f) => passage.offset + f.start),
});
