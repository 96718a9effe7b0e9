import type { Passage } from './document.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { absolute, add, compare, equal, printScaled, subtract, whole } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { withFigures } from './told-in.ts';

const TENS: Record<string, bigint> = {
  không: 0n,
  một: 1n,
  mốt: 1n,
  hai: 2n,
  ba: 3n,
  bốn: 4n,
  tư: 4n,
  năm: 5n,
  lăm: 5n,
  sáu: 6n,
  bảy: 7n,
  bẩy: 7n,
  tám: 8n,
  chín: 9n,
};
const SCALES: Record<string, bigint> = { nghìn: 1000n, ngàn: 1000n, triệu: 1_000_000n, tỷ: 1_000_000_000n, tỉ: 1_000_000_000n };
const LONGEST = 200;

/** “44.600.000 đồng (Bốn mươi bốn triệu sáu trăm nghìn đồng), tương đương 44,6 triệu đồng”: one sum of money in figures, in words, in another unit. */
export function* moneyTwice(context: Context): Generator<Fault> {
  for (const passage of withFigures(context.document)) {
    const money = passage.figures.filter((f) => f.unit === 'đồng' && f.kind === 'count');
    for (const [i, figure] of money.entries()) {
      yield* words(context, passage, figure);
      const next = money[i + 1];
      if (next) yield* equals(context, passage, figure, next);
    }
  }
}

function* words(context: Context, passage: Passage, figure: Figure): Generator<Fault> {
  const rest = passage.text.slice(figure.tail, figure.tail + LONGEST);
  const m = /^\s*\(\s*(?:bằng chữ|viết bằng chữ)?\s*:?\s*((?:\p{L}+[\s,]*){2,24}?)\s*đồng(?:\s(?:chẵn|chẳn))?\s*[.]?\s*\)/iu.exec(
    rest,
  );
  const value = m ? moneyInWords(m[1] ?? '') : null;
  if (!m || value === null) return;
  decided(context);
  if (equal(exactOf(figure), whole(value))) return;
  yield {
    message: 'words',
    at: spotIn(passage, figure.start, figure.tail + m[0].length),
    figures: [figure],
    data: { number: passage.text.slice(figure.start, figure.tail), words: `${(m[1] ?? '').trim()} đồng` },
    expected: printScaled(whole(value), figure.scale),
    shares: [passage.offset + figure.start],
  };
}

/** `bốn mươi bốn triệu sáu trăm nghìn` → 44600000; null when the words are no number. */
export function moneyInWords(text: string): bigint | null {
  let total = 0n;
  let group = 0n;
  let last: bigint | null = null;
  let has_group = false;
  for (const word of text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((w) => w !== '')) {
    if (word in TENS) {
      if (last !== null) group += last;
      last = TENS[word] as bigint;
      has_group = true;
    } else if (word === 'mươi' || word === 'mười') {
      group += word === 'mười' ? (last ?? 0n) + 10n : (last ?? 1n) * 10n;
      last = null;
      has_group = true;
    } else if (word === 'trăm') {
      group += (last ?? 1n) * 100n;
      last = null;
    } else if (word in SCALES) {
      if (!has_group && total === 0n) return null;
      const scale = SCALES[word] as bigint;
      const own = group + (last ?? 0n);
      // “năm nghìn tỷ”: the thousand is of the milliards.
      total = scale === 1_000_000_000n && own === 0n ? total * scale : total + own * scale;
      group = 0n;
      last = null;
      has_group = false;
    } else if (word !== 'linh' && word !== 'lẻ' && word !== 'chẵn') return null;
  }
  return total + group + (last ?? 0n);
}

const SAME =
  /^\s*(?:\([^()]*\)\s*)?,?\s*\(?\s*(?:tương đương(?: với)?|tức(?: là)?|hay(?: là)?|quy tròn(?: là)?|làm tròn(?: là)?)\s*(?:khoảng\s)?$/iu;

/** “44.600.000 đồng, tương đương 44,6 triệu đồng”. */
function* equals(context: Context, passage: Passage, a: Figure, b: Figure): Generator<Fault> {
  const is_bracket =
    /^\s*\(\s*(?:hơn|trên|gần|khoảng|xấp xỉ)?\s*$/iu.test(passage.text.slice(a.tail, b.start)) &&
    /^\s*\)/.test(passage.text.slice(b.tail)) &&
    a.scale !== b.scale;
  if ((!is_bracket && !SAME.test(passage.text.slice(a.tail, b.start))) || a.bound !== 'exact') return;
  const [x, y] = [a.readings[0], b.readings[0]];
  // “phải thu 19,2 tỷ đồng, tức 6,4 tỷ đồng mỗi tháng”: spread over months, households, days.
  if (!x || !y || /^\s?(?:\/|mỗi|một|trên|cho (?:mỗi|một)|bình quân|trung bình)/iu.test(passage.text.slice(b.tail))) return;
  if (/(?:mỗi|bình quân|trung bình)[^.;,\d]{0,20}$/iu.test(passage.text.slice(a.tail, b.start))) return;
  decided(context);
  const slack = add(halfOf(a, x), halfOf(b, y));
  const rough = b.bound !== 'exact' ? { n: exactOf(a).n, d: exactOf(a).d * 20n } : { n: 0n, d: 1n };
  if (compare(absolute(subtract(exactOf(a), exactOf(b))), add(slack, rough)) <= 0) return;
  yield {
    message: 'same_money',
    at: spotIn(passage, a.start, b.tail),
    figures: [a, b],
    data: { first: passage.text.slice(a.start, a.tail), second: passage.text.slice(b.start, b.tail) },
    shares: [passage.offset + a.start, passage.offset + b.start],
  };
}
