// What there was, what came, what went, what there is: “Đầu năm 2021 có 138 TTHC; … bổ sung 27 TTHC mới và bãi bỏ 41 TTHC; đến nay còn 124 TTHC, giảm 14 TTHC
// (10,14 %)”. The words right before each figure say which of the four it is; one of each in a paragraph, all of one unit. R06, R11.
import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { absolute, add, compare, divide, equal, HUNDRED, multiply, printScaled, printVi, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';

const CUE = cueOf('đầu năm', 'đầu kỳ', 'đầu giai đoạn', 'đầu nhiệm kỳ', 'trước khi', 'trước sắp xếp');

const FIRST =
  /(?:đầu (?:năm|kỳ|giai đoạn|nhiệm kỳ)(?:\s(?:19|20)\d\d)?|trước (?:khi )?sắp xếp)[^.;()\d]{0,40}?(?:có|là|:)\s(?:tổng số\s)?$/iu;
const MORE = /(?<!\p{L})(?:bổ sung|thêm|ban hành mới|thành lập mới|tiếp nhận thêm|tuyển dụng|tăng thêm)\s(?:mới\s|được\s)?$/iu;
const LESS = /(?<!\p{L})(?:bãi bỏ|cắt giảm|loại bỏ|giảm đi|giải thể|thôi việc|nghỉ hưu|thanh lý)\s(?:được\s)?$/iu;
const LAST = /(?<!\p{L})(?:đến nay|hiện nay|hiện|cuối (?:năm|kỳ|giai đoạn))[^.;()\d]{0,30}?(?:còn|có|là)\s$/iu;

type Chain = { first: Figure; more: Figure[]; less: Figure[]; last: Figure };

function chainIn({ text, figures }: Passage): Chain | null {
  const told = figures.filter((f) => f.kind === 'count' && f.bound === 'exact' && f.unit !== '' && !f.unit.startsWith('~'));
  const as = (find: RegExp, unit: string): Figure[] =>
    told.filter((f) => f.unit === unit && find.test(text.slice(Math.max(0, f.start - 80), f.start)));
  const opening = told.find((f) => FIRST.test(text.slice(Math.max(0, f.start - 80), f.start)));
  if (!opening) return null;
  const [first, ...others] = as(FIRST, opening.unit);
  const [last, ...later] = as(LAST, opening.unit);
  const [more, less] = [as(MORE, opening.unit), as(LESS, opening.unit)];
  if (!first || !last || others.length > 0 || later.length > 0 || more.length + less.length === 0) return null;
  const moves = [...more, ...less];
  if (more.length > 1 || less.length > 1 || moves.some((f) => f.start < first.start || f.start > last.start)) return null;
  // Other figures of that unit between the two may have moved it too.
  const between = told.filter((f) => f.unit === first.unit && f.start > first.start && f.start < last.start);
  return between.every((f) => moves.includes(f)) ? { first, more, less, last } : null;
}

const sumOf = (figures: readonly Figure[]) => figures.map(exactOf).reduce(add, ZERO);

/** What there is, against what there was and what came and went. R06. */
export function* stockChains(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, CUE)) {
    const chain = chainIn(passage);
    if (!chain || chain.more.length === 0 || chain.less.length === 0) continue;
    const { first, more, less, last } = chain;
    decided(context);
    const expected = subtract(add(exactOf(first), sumOf(more)), sumOf(less));
    const all = [first, ...more, ...less, last];
    if (equal(expected, exactOf(last)) || !isSlip('account', [first, more[0] as Figure, less[0] as Figure, last])) continue;
    const value = printScaled(expected, last.scale);
    yield {
      message: 'stock_told',
      at: spotOf(passage, last),
      figures: all,
      data: { rest: last.raw, total: first.raw, part: less[0]?.raw ?? '', more: more[0]?.raw ?? '', expected: value },
      expected: value,
      related: [first, ...more, ...less].map((f) => spotOf(passage, f)),
      shares: all.map((f) => passage.offset + f.start),
    };
  }
}

const MOVED = /^[,;]?\s?(?:\(\s?)?(tăng|giảm)\s$/iu;

/** “đến nay còn 124 TTHC, giảm 14 TTHC (10,14 %)”: of what there was. R11. */
export function* stockMoves(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 4, CUE)) {
    const { text, figures } = passage;
    const chain = chainIn(passage);
    const i = chain ? figures.indexOf(chain.last) : -1;
    const [amount, rate] = [figures[i + 1], figures[i + 2]];
    const word = chain && amount ? MOVED.exec(text.slice(chain.last.tail, amount.start))?.[1] : undefined;
    if (!chain || !amount || !word || amount.kind !== 'count' || amount.unit !== chain.first.unit) continue;
    if (rate?.kind !== 'percent' || rate.bound !== 'exact' || rate.decimals === 0 || exactOf(chain.first).n <= 0n) continue;
    if (!/^\s?(?:\(|,\s(?:tương (?:ứng|đương)|tức|bằng)\s(?:giảm\s|tăng\s)?)$/iu.test(text.slice(amount.tail, rate.start)))
      continue;
    // Only beside an amount that holds.
    if (!equal(absolute(subtract(exactOf(chain.last), exactOf(chain.first))), exactOf(amount))) continue;
    decided(context);
    const value = multiply(divide(exactOf(amount), exactOf(chain.first)), HUNDRED);
    if (rate.readings.some((reading) => compare(absolute(subtract(value, reading.value)), lastDigit(reading)) < 0)) continue;
    const expected = printVi(value, rate.decimals);
    yield {
      message: 'of_then',
      at: spotIn(passage, amount.start, rate.tail),
      figures: [amount, chain.first, rate],
      data: { word, amount: amount.raw, rate: rate.raw, before: chain.first.raw, expected },
      expected: `${expected}%`,
      related: [spotOf(passage, chain.first)],
      shares: [amount, chain.first, rate].map((f) => passage.offset + f.start),
      is_witnessed: true,
    };
  }
}
