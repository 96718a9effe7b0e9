// Which of two figures of one sentence is the larger, where words say so: the highest, the next and the lowest of a row; “cấp xã thấp hơn cấp huyện 0,9 điểm
// phần trăm” after the figures of both. R11.
import { type Passage, type Stretch, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { absolute, compare, equal, printScaled, printVi, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { flat } from './shown-tables.ts';
import { toldIn } from './told-in.ts';

/** Orders that a sentence tells. `told`: figures that are spoken of already. */
export function* orderTold(context: Context, told: Set<number>): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    const has_place = /nhất/iu.test(passage.text);
    const has_side = /hơn\s/iu.test(passage.text);
    if (!has_place && !has_side) continue;
    for (const sentence of segmentsOf(passage.text, '.?!'))
      for (const fault of [
        ...(has_place ? placed(context, passage, sentence) : []),
        ...(has_place ? gapToFirst(context, passage, sentence) : []),
        ...(has_side ? named(context, passage, sentence) : []),
      ]) {
        if (fault.shares?.some((at) => told.has(at))) continue;
        for (const at of fault.shares ?? []) told.add(at);
        yield fault;
      }
  }
}

const PLACE =
  /(?<!\p{L})(?:(cao|nhiều|lớn|tốt)(?:\s\p{L}+){0,5}?\snhất|(dẫn đầu|đứng đầu)|(tiếp đến|tiếp theo|kế đến|tiếp đó|sau đó)|(thấp|ít|nhỏ)(?:\s\p{L}+){0,5}?\snhất|(đứng cuối|xếp cuối))(?!\p{L})/giu;

type Mark = { kind: 'high' | 'next' | 'low'; figure: Figure; start: number; lead: string };

function marksIn(passage: Passage, sentence: Stretch): Mark[] {
  const text = passage.text.slice(sentence.start, sentence.end);
  const found = [...text.matchAll(PLACE)];
  return found.flatMap((m, i): Mark[] => {
    const start = sentence.start + m.index;
    const stop = sentence.start + (found[i + 1]?.index ?? text.length);
    const figure = passage.figures.find((f) => f.start > start && f.end <= stop);
    // Its own figure stands right behind the name: “là A (98,2 %)”, “là A với 412 hồ sơ”.
    const gap = figure ? passage.text.slice(start + m[0].length, figure.start) : '';
    if (
      figure?.bound !== 'exact' ||
      !/^(?:\s(?:là|thuộc về|gồm))?[^.;()\d]{0,60}(?:\(|\s(?:với|đạt|có)\s)(?:\p{L}+\s){0,2}$/iu.test(gap)
    )
      return [];
    const before = passage.text.slice(sentence.start + (i === 0 ? m.index : 0), start);
    const from = passage.figures.findLast((f) => f.tail <= start)?.tail ?? sentence.start;
    const kind = m[1] || m[2] ? 'high' : m[3] ? 'next' : 'low';
    return [{ kind, figure, start, lead: i === 0 ? before : passage.text.slice(Math.max(from, sentence.start), start) }];
  });
}

/** “cao nhất là A (98,2 %), tiếp đến là B (98,9 %), thấp nhất là C (91,4 %)”. */
function* placed(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const [first, ...rest] = marksIn(passage, sentence);
  if (
    !first ||
    first.kind === 'next' ||
    rest.length === 0 ||
    /so với|cùng kỳ|năm trước|tăng|giảm/iu.test(passage.text.slice(sentence.start, sentence.end))
  )
    return;
  for (const mark of rest) {
    const [a, b] = [first.figure, mark.figure];
    // “17,1/18 điểm”, “18,6/22 điểm”: which is higher their shares say.
    if (passage.fractions.some((f) => [a.start, b.start].includes(f.a.start))) continue;
    if (a.kind !== b.kind || a.unit !== b.unit || a.scale !== b.scale || mark.kind === first.kind) continue;
    // A measure named anew is another measure.
    if (
      !/^[^;]{0,3}\)?[,;]?\s(?:và\s|còn\s|trong khi\s)?(?:(?:đơn vị|xã|phường|huyện|lĩnh vực|nơi|sở)\s(?:có\s)?)?$/iu.test(
        mark.lead,
      )
    )
      continue;
    decided(context);
    const order = compare(exactOf(a), exactOf(b));
    if (first.kind === 'high' ? order >= 0 : order <= 0) continue;
    const print = (f: Figure): string => passage.text.slice(f.start, f.tail);
    yield {
      message: 'placed',
      at: spotIn(passage, first.start, b.tail),
      figures: [a, b],
      data: {
        word: first.kind === 'high' ? 'cao nhất' : 'thấp nhất',
        first: print(a),
        second: print(b),
        actual: order > 0 ? 'nhỏ hơn' : 'lớn hơn',
      },
      related: [spotOf(passage, a), spotOf(passage, b)],
      shares: [a, b].map((f) => passage.offset + f.start),
    };
    return;
  }
}

const TO_FIRST =
  /(?<!\p{L})(?:cách|kém|thấp hơn)\s(?:so với\s)?(?:(?:đơn vị|xã|phường|huyện|địa phương|nơi|sở)\s)?(?:dẫn đầu|đứng đầu|cao nhất|xếp thứ nhất)\s(?:là\s|tới\s|đến\s)?$/iu;

/** “dẫn đầu là A (88,75 điểm), …; thấp nhất là C (71,45 điểm), cách đơn vị dẫn đầu 17,30 điểm”. */
function* gapToFirst(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const amount = passage.figures.find(
    (f) => f.start > sentence.start && f.end <= sentence.end && TO_FIRST.test(passage.text.slice(sentence.start, f.start)),
  );
  if (!amount) return;
  const marks = marksIn(passage, sentence).filter(({ figure }) => figure.end < amount.start);
  const [high, low] = (['high', 'low'] as const).map((kind) => marks.filter((mark) => mark.kind === kind));
  const [a, b] = [high?.[0]?.figure, low?.[0]?.figure];
  if (!a || !b || high?.length !== 1 || low?.length !== 1 || a.kind !== b.kind || a.unit !== b.unit || a.scale !== b.scale)
    return;
  if (a.kind === 'count' ? amount.unit !== a.unit || amount.scale !== a.scale : amount.kind !== 'percent_points') return;
  decided(context);
  const gap = absolute(subtract(exactOf(a), exactOf(b)));
  if (equal(gap, exactOf(amount)) || amount.decimals < Math.max(a.decimals, b.decimals)) return;
  const expected = a.kind === 'count' && a.decimals === 0 ? printScaled(gap, amount.scale) : printVi(gap, amount.decimals);
  const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
  yield {
    message: a.kind === 'count' ? 'amount' : 'points',
    is_witnessed: true,
    at: spotIn(passage, amount.start, amount.tail),
    figures: [b, a, { ...amount, bound: 'exact' }],
    data: { word: 'cách', now: print(b), before: print(a), actual: 'chênh', amount: amount.raw, rate: amount.raw, expected },
    expected,
    related: [a, b].map((f) => spotOf(passage, f)),
    shares: [amount, a, b].map((f) => passage.offset + f.start),
  };
}

const SIDES =
  /([\p{L}][^,;:.()\d]{2,40}?)\s(cao|thấp|nhiều|ít|lớn|nhỏ) hơn\s(?:so với\s)?([\p{L}][^,;:.()\d]{2,40}?)\s(?:là\s|tới\s|đến\s)?(?=\d)/giu;

/** “cấp xã 98,2 %, cấp huyện 99,1 %; cấp xã cao hơn cấp huyện 0,9 điểm phần trăm”: the names stand before their figures. */
function* named(context: Context, passage: Passage, sentence: Stretch): Generator<Fault> {
  const text = passage.text.slice(sentence.start, sentence.end);
  for (const m of text.matchAll(SIDES)) {
    const from = sentence.start + m.index;
    const amount = passage.figures.find((f) => f.start === from + m[0].length);
    const values = passage.figures.filter((f) => f.start >= sentence.start && f.tail <= from && f.bound === 'exact');
    const [x, y] = [ownOf(passage, sentence, values, m[1] ?? ''), ownOf(passage, sentence, values, m[3] ?? '')];
    if (!amount || !x || !y || x === y || x.kind !== y.kind || x.unit !== y.unit || x.scale !== y.scale) continue;
    if (
      amount.bound === 'about' ||
      (x.kind === 'count' ? amount.unit !== x.unit || amount.scale !== x.scale : amount.kind !== 'percent_points')
    )
      continue;
    decided(context);
    const gap = subtract(exactOf(x), exactOf(y));
    const is_up = /cao|nhiều|lớn/iu.test(m[2] ?? '');
    const is_right =
      equal(absolute(gap), exactOf(amount)) ||
      (amount.decimals < Math.max(x.decimals, y.decimals) && printVi(absolute(gap), amount.decimals) === amount.raw);
    if (gap.n === 0n || (is_right && gap.n > 0n === is_up)) continue;
    const expected = x.kind === 'count' ? printScaled(absolute(gap), amount.scale) : printVi(absolute(gap), amount.decimals);
    const word = `${(m[2] ?? '').toLowerCase()} hơn`;
    const print = (f: Figure): string => (f.kind === 'count' ? f.raw : `${f.raw}%`);
    const actual = gap.n > 0n ? 'cao hơn' : 'thấp hơn';
    yield {
      message: is_right ? 'direction' : x.kind === 'count' ? 'amount' : 'points',
      at: spotIn(passage, from, amount.tail),
      figures: [x, y, { ...amount, bound: 'exact' }],
      data: { word, now: print(x), before: print(y), actual, amount: amount.raw, rate: amount.raw, expected },
      expected: is_right ? actual : expected,
      related: [x, y].map((f) => spotOf(passage, f)),
      shares: [x, y, amount].map((f) => passage.offset + f.start),
    };
  }
}

/** The only figure right before which the name stands, in its last two words or more. */
function ownOf(passage: Passage, sentence: Stretch, values: readonly Figure[], name: string): Figure | null {
  const words = flat(name).split(' ');
  for (let length = Math.min(words.length, 4); length >= 2; length -= 1) {
    const tail = words.slice(-length).join(' ');
    const found = values.filter((f, i) =>
      ` ${flat(passage.text.slice(Math.max(sentence.start, values[i - 1]?.tail ?? 0), f.start))} `.includes(` ${tail} `),
    );
    if (found.length === 1) return found[0] as Figure;
    if (found.length > 1) return null;
  }
  return null;
}
