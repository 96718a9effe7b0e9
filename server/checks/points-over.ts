// “đạt 58,4 %, cao hơn mức 50 % huyện giao 8,4 điểm phần trăm”, “đạt 42,9 %, thấp hơn mốc 50 % đề ra cho 6 tháng là 7,1 điểm phần trăm”: what is compared with
// stands between the word and the points, without a bracket; the rate is the one right before the word. R11.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, add, compare, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';

const POINTS_CUE = cueOf('điểm phần trăm', 'điểm %', '% điểm');
const WORD = /(?<!\p{L})(cao hơn|thấp hơn|vượt|kém|hụt)(?!\p{L})(?:\s(?:so với|quá))?\s(?:(?!chỉ tiêu \d)[^.;:()\d%]){0,50}$/iu;
/** Behind what is compared with: who set it, then how much. */
const TO_POINTS = /^(?:\s[^.;:()%]{1,50}?)?,?\s(?:là\s|tới\s|được\s)?$/iu;
const ANOTHER = /tăng|giảm|cùng kỳ|(?:năm|quý|kỳ|tháng) (?:trước|ngoái)|(?<!\p{L})(?:và|còn)(?!\p{L})/iu;

/** Points over or under a limit that is told between. `told`: figures that are spoken of already. */
export function* pointsOver(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, POINTS_CUE)) {
    for (const [i, points] of passage.figures.entries()) {
      const limit = passage.figures[i - 1];
      const now = passage.figures[i - 2];
      if (points.kind !== 'percent_points' || limit?.kind !== 'percent' || now?.kind !== 'percent') continue;
      if (told.has(passage.offset + points.start)) continue;
      const fault = judged(context, passage, now, limit, points);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
  }
}

function judged(context: Context, passage: Passage, now: Figure, limit: Figure, points: Figure): Fault | null {
  const { text } = passage;
  const sentence = segmentAt(segmentsOf(text, '.?!;'), points.start);
  if (!sentence || now.start < sentence.start) return null;
  const between = text.slice(now.tail, limit.start);
  const word = WORD.exec(between)?.[1]?.toLowerCase();
  const behind = text.slice(limit.tail, points.start);
  if (!word || !/^[^.;:()]{0,40}$/u.test(between) || !TO_POINTS.test(behind) || ANOTHER.test(behind) || ANOTHER.test(between))
    return null;
  if ([now, points].some(({ bound }) => bound !== 'exact')) return null;
  decided(context);
  const gap = subtract(exactOf(now), exactOf(limit));
  const size = absolute(gap);
  const room = [now, limit, points]
    .map(({ decimals }) => ({ n: decimals > 0 ? 1n : 0n, d: 2n * 10n ** BigInt(decimals) }))
    .reduce(add);
  const is_up = /cao|vượt/u.test(word);
  const is_way = gap.n === 0n || gap.n > 0n === is_up;
  // Another rate of the sentence that lies as far from the limit is what is told.
  const others = passage.figures.filter(
    (f) => f.kind === 'percent' && f !== limit && f !== now && f.start >= sentence.start && f.end <= sentence.end,
  );
  const isFar = (f: Figure): boolean =>
    compare(absolute(subtract(absolute(subtract(exactOf(f), exactOf(limit))), exactOf(points))), room) <= 0;
  if (others.some(isFar) || (is_way && isFar(now))) return null;
  const expected = printVi(size, Math.max(points.decimals, now.decimals));
  const data = {
    word,
    amount: points.raw,
    now: `${now.raw}%`,
    before: `${limit.raw}%`,
    actual: gap.n > 0n ? 'tăng' : 'giảm',
    expected,
  };
  return {
    message: is_way ? 'points' : 'direction',
    at: spotIn(passage, now.tail + between.search(/\S/u), points.tail),
    figures: [now, limit, points],
    data,
    expected: is_way ? expected : is_up ? 'thấp hơn' : 'cao hơn',
    related: [spotOf(passage, now), spotOf(passage, limit)],
    shares: [now, limit, points].map((f) => passage.offset + f.start),
  };
}
