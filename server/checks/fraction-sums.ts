import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { overFault } from './listed-parts.ts';
import { absolute, add, compare, equal, printExact, type Rational, subtract, whole, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { toldIn } from './told-in.ts';

const IN_ALL = /(?<!\p{L})(?:tổng|cộng)(?:\s(?:cộng|số|chung|điểm|là|đạt|được|toàn|\p{L}+)){0,5}\s*:?\s*$/iu;

/** “đạt 91,6/100 điểm, gồm 05 nhóm: …”. */
const OPENS = /^[,;]?\s(?:bao gồm|gồm|trong đó|cụ thể|chia)[^.;:/]{0,50}:/iu;

/** “… 13,5/15 điểm; … 9/10 điểm; … 22,5/25 điểm. Tổng cộng 45/50 điểm”: of the fractions one row of numbers adds up, so the other must. */
export function* fractionTotals(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length < 3) continue;
    const { text, fractions } = passage;
    const opening = fractions.findIndex((f) => OPENS.test(text.slice(f.tail, f.tail + 80)));
    const k = opening >= 0 ? opening : fractions.findIndex((f) => IN_ALL.test(text.slice(Math.max(0, f.start - 50), f.start)));
    const total = fractions[k];
    const end = total && opening >= 0 ? (segmentAt(segmentsOf(text, '.'), total.start)?.end ?? text.length) : text.length;
    const parts =
      opening >= 0 ? fractions.slice(k + 1).filter((f) => f.end <= end) : k > 0 ? fractions.slice(0, k) : fractions.slice(1);
    if (!total || parts.length < 2 || parts.some((f) => f.unit !== total.unit && f.unit !== '')) continue;
    const sum = (of: 'a' | 'b'): Rational => parts.reduce((so_far, f) => add(so_far, exactOf(f[of])), ZERO);
    const [a, b] = [sum('a'), sum('b')];
    const fits = [equal(a, exactOf(total.a)), equal(b, exactOf(total.b))];
    decided(context);
    if (fits[0] === fits[1]) continue;
    const wrong = fits[0] ? total.b : total.a;
    const value = fits[0] ? b : a;
    const own = parts.map((f) => (fits[0] ? f.b : f.a));
    const gap = absolute(subtract(exactOf(wrong), value));
    if (compare({ n: gap.n * 4n, d: gap.d }, value) > 0) continue;
    yield {
      message: 'differs',
      at: spotIn(passage, total.start, total.tail),
      figures: [wrong, ...own],
      data: { total: wrong.raw, parts: own.map(({ raw }) => raw).join(' + '), sum: printExact(value), gap: printExact(gap) },
      expected: printExact(value),
      related: parts.map((f) => spotIn(passage, f.start, f.tail)),
      shares: [passage.offset + wrong.start],
    };
  }
}

/** “đã hoàn thành 19/38 nhiệm vụ … theo từng lĩnh vực: 05/8; 02/5; …”: fractions of one sentence after a colon make one side of a fraction told before them. */
export function* fractionRuns(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length < 4) continue;
    for (const sentence of segmentsOf(passage.text, '.')) {
      const colon = passage.text.indexOf(':', sentence.start);
      const own = passage.fractions.filter((f) => colon > 0 && f.start > colon && f.end <= sentence.end);
      if (colon < 0 || colon > sentence.end || own.length < 3) continue;
      const sum = (of: 'a' | 'b'): Rational => own.reduce((so_far, f) => add(so_far, exactOf(f[of])), ZERO);
      const [a, b] = [sum('a'), sum('b')];
      const total = passage.fractions.findLast(
        (f) => f.end < colon && equal(exactOf(f.a), a) !== equal(exactOf(f.b), b) && compare(exactOf(f.b), whole(12)) > 0,
      );
      if (!total || passage.fractions.some((f) => f.end < colon && equal(exactOf(f.a), a) && equal(exactOf(f.b), b))) continue;
      const side = equal(exactOf(total.b), b) ? 'a' : 'b';
      const value = side === 'a' ? a : b;
      const gap = absolute(subtract(exactOf(total[side]), value));
      if (compare({ n: gap.n * 5n, d: gap.d }, value) > 0) continue;
      decided(context);
      yield {
        message: 'differs',
        at: spotIn(passage, total.start, total.tail),
        figures: [total[side], ...own.map((f) => f[side])],
        data: {
          total: total[side].raw,
          parts: own.map((f) => f[side].raw).join(' + '),
          sum: printExact(value),
          gap: printExact(gap),
        },
        expected: printExact(value),
        related: own.map((f) => spotIn(passage, f.start, f.tail)),
        shares: [passage.offset + total[side].start],
      };
    }
  }
}

type Row = { passage: Passage; totals: Figure[]; fractions: Fraction[] };

/** “phát sinh 120.182 hồ sơ, trực tuyến 117.780 hồ sơ, gồm: thường trú 14.011/14.203 hồ sơ; …”: the fractions add up to both. */
export function* fractionSums(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length < 3) continue;
    for (const row of rowsIn(passage)) {
      const sum = (of: 'a' | 'b'): Rational => row.fractions.reduce((so_far, f) => add(so_far, exactOf(f[of])), ZERO);
      const sums = [sum('a'), sum('b')];
      const found = sums.map((value) => row.totals.find((total) => equal(exactOf(total), value)));
      decided(context);
      // One of the two adds up, so these are all; the other total stands beside it.
      const missing = found[0] && !found[1] ? 1 : found[1] && !found[0] ? 0 : -1;
      if (missing < 0) continue;
      const value = sums[missing] as Rational;
      const near = row.totals.find((total) => {
        const gap = absolute(subtract(exactOf(total), value));
        return !found.includes(total) && compare({ n: gap.n * 10n, d: gap.d }, value) < 0;
      });
      if (!near) continue;
      yield {
        message: 'differs',
        at: spotOf(passage, near),
        figures: [near, ...row.fractions.map((f) => (missing === 0 ? f.a : f.b))],
        data: {
          total: near.raw,
          parts: row.fractions.map((f) => (missing === 0 ? f.a.raw : f.b.raw)).join(' + '),
          sum: printExact(value),
          gap: printExact(absolute(subtract(value, exactOf(near)))),
        },
        expected: printExact(value),
        related: row.fractions.map((f) => spotIn(passage, f.start, f.tail)),
        shares: [passage.offset + near.start],
      };
    }
  }
}

function* rowsIn(passage: Passage): Generator<Row> {
  for (const sentence of segmentsOf(passage.text, '.?!')) {
    const cue = /(?:gồm|cụ thể|trong đó|như sau|chia ra)[^:;\d]{0,30}:?\s/iu.exec(
      passage.text.slice(sentence.start, sentence.end),
    );
    if (!cue) continue;
    const at = sentence.start + cue.index;
    const fractions = passage.fractions.filter((f) => f.start > at && f.end <= sentence.end);
    const [first] = fractions;
    if (!first || fractions.length < 3 || fractions.some((f) => f.unit !== first.unit)) continue;
    const totals = passage.figures.filter(
      (f) => f.kind === 'count' && f.bound === 'exact' && f.end <= at && f.start >= sentence.start && f.unit === first.unit,
    );
    if (totals.length >= 2) yield { passage, totals, fractions };
  }
}

const CLAIM = /^[^.;,()]{0,60}(trên|dưới|từ|thấp hơn|cao hơn|chưa đạt)\s*$/iu;

/** “05/6 dịch vụ đạt tỷ lệ trên 95 %” over the six shares of the list before it. */
export function* listedShares(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    for (const claim of passage.fractions) {
      const limit = passage.figures.find((f) => f.kind === 'percent' && f.start > claim.tail && f.start - claim.tail < 70);
      const m = limit && CLAIM.exec(passage.text.slice(claim.tail, limit.start));
      if (!limit || !m || claim.unit === '') continue;
      const shares = passage.figures.filter((f) => f.kind === 'percent' && f.end < claim.start && isOwn(passage, f));
      const listed = shares.slice(-Number(exactOf(claim.b).n));
      if (
        exactOf(claim.b).n < 3n ||
        exactOf(claim.b).n > 30n ||
        BigInt(listed.length) !== exactOf(claim.b).n ||
        shares.length > listed.length
      )
        continue;
      decided(context);
      const counted = (holds: (order: number) => boolean) =>
        listed.filter((f) => holds(compare(exactOf(f), exactOf(limit)))).length;
      const word = (m[1] ?? '').toLowerCase();
      const is_low = /dưới|thấp|chưa/u.test(word);
      const strict = counted((order) => (is_low ? order < 0 : order > 0));
      const loose = counted((order) => (is_low ? order <= 0 : order >= 0));
      const stated = exactOf(claim.a);
      if (equal(stated, whole(strict)) || equal(stated, whole(loose))) continue;
      const value = word === 'từ' ? loose : strict;
      yield {
        message: 'shares',
        at: spotIn(passage, claim.start, limit.tail),
        figures: [claim.a, claim.b, limit],
        data: {
          stated: claim.a.raw,
          unit: passage.text.slice(claim.end, claim.tail).trim(),
          words: passage.text.slice(limit.start - word.length - 1, limit.tail).trim(),
          listed: value,
        },
        expected: String(value),
        related: listed.map((f) => spotOf(passage, f)),
        shares: [passage.offset + claim.a.start],
      };
    }
  }
}

/** A share in a bracket after its fraction. */
const isOwn = ({ text, fractions }: Passage, figure: Figure): boolean =>
  fractions.some((f) => f.end < figure.start && figure.start - f.tail < 16 && /[(,]/.test(text.slice(f.tail, figure.start)));

/** Things that no plan exceeds: what is done in all of them is done in as many as there are. */
const PLACES = new Set(['xã', 'huyện', 'thôn', 'trường', 'tổ', 'đơn_vị', 'hồ_sơ', 'ý_kiến']);
const OF_ALL =
  /(?:^|[\s,;:(])(?:có|tại|cho|ở|đã (?:xử lý|giải quyết|trả lời|số h[oó]a|công khai)|(?:xử lý|giải quyết|trả lời|đúng hạn|trực tuyến|quá hạn|số h[oó]a)[^.;,()\d]{0,20})\s*$/iu;

/** “có 15/13 xã triển khai”: no more of them than there are. */
export function* beyondAll(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    for (const f of passage.fractions) {
      if (!PLACES.has(f.unit) || compare(exactOf(f.a), exactOf(f.b)) <= 0 || f.a.scale !== f.b.scale) continue;
      const clause =
        passage.text
          .slice(Math.max(0, f.start - 90), f.start)
          .split(/[.;]\s/u)
          .at(-1) ?? '';
      const after = passage.text.slice(f.tail, f.tail + 60).split(/[.;]\s/u)[0] ?? '';
      if (!OF_ALL.test(clause) || /kế hoạch|chỉ tiêu|mục tiêu|được giao|vượt|kiểm tra/iu.test(`${clause} ${after}`)) continue;
      decided(context);
      yield overFault(passage, f);
    }
  }
}
