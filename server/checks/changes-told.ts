import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isUp, type Move, movesIn } from './moves.ts';
import {
  absolute,
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
import { pairFor, type Value, valuesIn } from './sides.ts';
import { toldIn } from './told-in.ts';

/**
 * By how much two figures of a sentence differ, in any order of the three: “46,3 %; cùng kỳ đạt 52,8 %, như vậy thấp hơn 6,5 điểm phần trăm”, “còn thiếu
 * 12,7 điểm phần trăm mới đạt chỉ tiêu 30 % (kết quả 17,3 %)”, “11,5 ngày, rút ngắn 3,5 ngày so với quy định (15 ngày)”. One figure that the words place on
 * the other side and one of its own; any two of the paragraph that fit acquit. R11.
 */
export function* changesTold(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    const moves = movesIn(passage);
    if (moves.length === 0) continue;
    const values = valuesIn(
      passage,
      moves.map(({ figure }) => figure?.start ?? -1),
    );
    const sentences = segmentsOf(passage.text, '.?!');
    for (const move of moves) {
      const k = sentences.findIndex((s) => move.start >= s.start && move.start < s.end);
      const scopes = scopesOf(passage, sentences, k, move);
      const pair = /phấn đấu|dự kiến/iu.test(passage.text.slice(sentences[k]?.start, sentences[k]?.end))
        ? null
        : pairFor(passage, move, values, scopes);
      if (!pair) continue;
      const figures = [pair.now.figure, pair.base.figure, ...(move.figure ? [move.figure] : [])];
      if (figures.some((f) => told.has(passage.offset + f.start))) continue;
      decided(context);
      const fault = move.sort === 'times' ? timesOff(passage, move, pair) : gapOff(passage, move, pair, values, moves);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

/** The clause of the change, its sentence, and with the one or two before when it holds no other figure. */
function scopesOf(passage: Passage, sentences: readonly Stretch[], k: number, move: Move): Stretch[] {
  const own = sentences[k];
  if (!own) return [];
  const clauses = segmentsOf(passage.text, '.?!;');
  const clause = clauses.find((s) => move.start >= s.start && move.start < s.end);
  const wider = sentences
    .slice(Math.max(0, k - 2), k)
    .map(({ start }) => ({ start, end: own.end }))
    .reverse();
  return [...(clause ? [clause] : []), own, ...wider];
}

type Pair = { now: Value; base: Value; is_sided: boolean };

const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);

function gapOff(passage: Passage, move: Move, pair: Pair, values: readonly Value[], moves: readonly Move[]): Fault | null {
  const { figure, word } = move;
  if (!figure) return null;
  // “tăng 5,00 điểm …; một lĩnh vực giảm 0,25 điểm”: of one part, which is not told.
  if (/(?:một|\d)\s(?:lĩnh vực|đơn vị|xã|phường|tiêu chí|chỉ số|huyện)\s$/iu.test(passage.text.slice(0, move.start).slice(-20)))
    return null;
  const [now, base] = [pair.now.figure, pair.base.figure];
  const gap = subtract(exactOf(now), exactOf(base));
  if (gap.n === 0n) return null;
  const actual = gap.n > 0n ? 'tăng' : 'giảm';
  const at = spotIn(passage, move.start, figure.tail);
  const related = [spotOf(passage, now), spotOf(passage, base)];
  const shares = [figure, now, base].map((f) => passage.offset + f.start);
  const data = { word, now: print(now), before: print(base), actual, amount: figure.raw, rate: figure.raw };
  const figures = [now, base, figure];
  const alike = values.map((v) => v.figure).filter((f) => f.kind === now.kind && f.scale === now.scale && f.unit === now.unit);
  const up = isUp(word);
  if (move.sort === 'rate') {
    // Only beside the difference itself, which holds.
    const witness = moves.some((m) => m.sort === 'gap' && m.figure?.kind === 'count' && equal(exactOf(m.figure), absolute(gap)));
    const rate = absolute(multiply(divide(gap, exactOf(base)), HUNDRED));
    if (now.kind !== 'count' || !witness || isNear(rate, figure)) return null;
    const expected = printVi(rate, figure.decimals);
    return { message: 'rate', at, figures, data: { ...data, expected }, expected: `${expected}%`, related, shares };
  }
  if (
    alike.some((x) =>
      alike.some((y) => x !== y && fits(x, y, figure) && !(x === now && y === base) && !(x === base && y === now)),
    )
  )
    return null;
  if (fits(now, base, figure)) {
    if (up === null || !pair.is_sided || gap.n > 0n === up) return null;
    return { message: 'direction', at, figures, data, expected: actual, related, shares };
  }
  const size = absolute(gap);
  const expected =
    figure.kind === 'count' && now.kind === 'count' ? printScaled(size, now.scale) : printVi(size, figure.decimals);
  const message = now.kind === 'count' ? 'amount' : 'points';
  return { message, at, figures, data: { ...data, actual: up === null ? 'chênh' : actual, expected }, expected, related, shares };
}

/** Whether two differ by as much as is said: of rates by points or by per cent, to the last digit. */
function fits(a: Figure, b: Figure, amount: Figure): boolean {
  const gap = absolute(subtract(exactOf(a), exactOf(b)));
  if (
    amount.kind === 'count' &&
    a.kind === 'count' &&
    amount.decimals >= Math.max(a.decimals, b.decimals) &&
    amount.scale === a.scale
  )
    return equal(gap, exactOf(amount));
  if (isNear(gap, amount)) return true;
  if (amount.kind !== 'percent') return false;
  return [a, b].some((of) => exactOf(of).n !== 0n && isNear(multiply(divide(gap, exactOf(of)), HUNDRED), amount));
}

/** Within one of its last printed digit. */
const isNear = (value: Rational, figure: Figure): boolean =>
  compare(absolute(subtract(value, exactOf(figure))), { n: figure.scale, d: 10n ** BigInt(figure.decimals) }) <= 0;

/** “gấp 2,6 lần”, “gấp đôi”: off by more than its rounding; said in words, by more than a quarter. */
function timesOff(passage: Passage, move: Move, pair: Pair): Fault | null {
  const [now, base] = [pair.now.figure, pair.base.figure];
  if (exactOf(base).n <= 0n) return null;
  const times = divide(exactOf(now), exactOf(base));
  const room =
    move.figure && move.figure.decimals > 0
      ? { n: 1n, d: 10n ** BigInt(move.figure.decimals) }
      : { n: 1n, d: move.figure ? 2n : 4n };
  if (compare(absolute(subtract(times, move.times)), room) <= 0) return null;
  const expected = printVi(times, Math.max(1, move.figure?.decimals ?? 1));
  return {
    message: 'times',
    at: spotIn(passage, move.start, move.end),
    figures: [now, base],
    data: { times: printVi(move.times, move.figure?.decimals ?? 0), now: now.raw, base: base.raw, expected },
    expected,
    related: [spotOf(passage, now), spotOf(passage, base)],
    shares: [passage.offset + move.start, passage.offset + now.start, passage.offset + base.start],
  };
}
