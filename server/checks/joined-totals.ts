import type { Document, Passage } from './document.ts';
import { faultOf } from './enumerations.ts';
import { exactOf } from './figure.ts';
import { wordsAsNumber } from './number.ts';
import { addsUp, areComplete, isSlip, sumOf } from './parts.ts';
import { absolute, add, compare, equal, printExact, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { flat } from './shown-tables.ts';
import { isMisprint, passagesBefore, plainUnit, type Sentence, sameUnit, storyOf, type Told } from './story.ts';
import { storyOfFigures, storyTold } from './told-in.ts';
import { unitAt } from './unit.ts';

/** Totals that name their parts by words: “Tổng số hộ nghèo và hộ cận nghèo là 886 hộ”; and parts told “lần lượt”. */
export function* joinedTotals(context: Context, told: Set<number>): Generator<Fault> {
  const story = storyOf(context.document);
  for (const sentences of storyTold(context.document, 1))
    for (const [k, sentence] of sentences.entries()) {
      const fault = both(context, story, sentence, told) ?? inTurn(context, story, sentences, k, told);
      if (!fault) continue;
      for (const at of fault.shares ?? []) told.add(at);
      yield fault;
    }
}

const BOTH =
  /tổng (?:cộng |số )?(?:các )?(\p{L}[\p{L}\s]{3,40}?)\s(?:và|cùng)\s(\p{L}[\p{L}\s]{3,40}?)(?:\s(?:toàn|cuối|năm|trong|trên|của|hiện|đến)\s[^.;:]{0,50}?)?\s(?:là|có|đạt|:)\s*$/iu;

/** The last count before this sentence of what each name says. */
function both(context: Context, story: readonly Sentence[][], sentence: Sentence, told: Set<number>): Fault | null {
  for (const total of sentence.told) {
    if (plainUnit(total.figure) === '' || told.has(total.at)) continue;
    const m = BOTH.exec(sentence.passage.text.slice(Math.max(sentence.start, total.figure.start - 140), total.figure.start));
    if (!m) continue;
    const names = [m[1] ?? '', m[2] ?? ''].map((name) => flat(name));
    const before = countsBefore(context.document, story, sentence, total);
    const own = names.map((name) => before.filter((t) => isCalled(t, name, names)));
    if (own.some((list) => list.length === 0)) continue;
    decided(context);
    const [first, second] = own as [Told[], Told[]];
    const makes = (a: Told, b: Told): boolean => equal(add(exactOf(a.figure), exactOf(b.figure)), exactOf(total.figure));
    if (before.some((a, i) => before.slice(i + 1).some((b) => makes(a, b)))) return null;
    const pairs = first.flatMap((a) => second.map((b) => [a, b] as [Told, Told]));
    const pair = pairs.find((p) =>
      isSlip(
        total.figure,
        p.map(({ figure }) => figure),
      ),
    );
    if (pair) return faultOf(total, pair);
  }
  return null;
}

/** “499 hộ nghèo”: the words after the number; a longer name that holds the shorter is not it. */
function isCalled({ figure, passage }: Told, name: string, names: readonly string[]): boolean {
  const words = flat(passage.text.slice(figure.end, figure.end + 60));
  return words.startsWith(name) && !names.some((other) => other.length > name.length && words.startsWith(other));
}

function countsBefore(document: Document, story: readonly Sentence[][], sentence: Sentence, total: Told): Told[] {
  const found: Told[] = [];
  for (let i = sentence.passage.index; i >= Math.max(0, sentence.passage.index - 14); i -= 1) {
    const passage = document.passages[i] as Passage;
    if (passage.section.is_plan) break;
    for (const s of (story[i] ?? []).toReversed())
      if (s.passage !== sentence.passage || s.start <= sentence.start)
        found.push(
          ...s.told.filter((t) => t.at < total.at && sameUnit(t.figure, total.figure) && t.figure.scale === total.figure.scale),
        );
  }
  return found.slice(0, 30);
}

const TURN = /lần lượt(?:\s(?:là|đạt|có|được|tương ứng(?: là)?))?\s*:?\s*$/iu;
const PERIODS = /(?:quý|tháng) (?:[IVX]+|\d{1,2})/giu;

/** “trong quý I, quý II và quý III lần lượt là 4.217; 4.688 và 4.964 hồ sơ”: as many numbers as names; all quarters of the period make its total. */
function inTurn(
  context: Context,
  story: Sentence[][],
  sentences: readonly Sentence[],
  k: number,
  told: Set<number>,
): Fault | null {
  const sentence = sentences[k] as Sentence;
  const { passage } = sentence;
  const at = sentence.text.toLowerCase().indexOf('lần lượt');
  if (at < 0) return null;
  const first = sentence.told.find((t) => t.figure.start > sentence.start + at);
  if (!first || !TURN.test(passage.text.slice(sentence.start + at, first.figure.start))) return null;
  const parts: Told[] = [first];
  for (const next of sentence.told.filter((t) => t.figure.start > first.figure.start)) {
    const last = parts.at(-1) as Told;
    if (!/^[\s\p{L}]{0,12}(?:[,;]|\svà)\s*(?:và\s)?$/u.test(passage.text.slice(last.figure.end, next.figure.start))) break;
    parts.push(next);
  }
  const named = parts.find(({ figure }) => plainUnit(figure) !== '');
  if (!named || parts.length < 2 || parts.some(({ figure }) => figure.unit !== '' && !sameUnit(figure, named.figure)))
    return null;
  const lead = sentence.text.slice(0, at);
  const periods = [...lead.matchAll(PERIODS)].map((m) => m[0]);
  const { period } = context.document.head;
  decided(context);
  if (periods.length >= 2 && periods.length !== parts.length)
    return {
      message: 'in_turn',
      at: spotIn(passage, sentence.start + at, (parts.at(-1) as Told).figure.tail),
      figures: parts.map(({ figure }) => figure),
      data: { names: periods.length, numbers: parts.length },
      shares: parts.map((part) => part.at),
    };
  const months = /quý/iu.test(periods[0] ?? '') ? periods.length * 3 : periods.length;
  if (periods.length < 2 || !period || period.to_month - period.from_month + 1 !== months) return null;
  const totals = before(context.document, story, sentences, k).filter(
    (t) => sameUnit(t.figure, named.figure) && t.figure.scale === named.figure.scale,
  );
  const figures = parts.map(({ figure }) => figure);
  if (totals.some((total) => addsUp(total.figure, figures)) || parts.some((part) => told.has(part.at))) return null;
  const sum = sumOf(figures);
  const near = totals.find((total) => {
    const gap = absolute(subtract(sum, exactOf(total.figure)));
    return (
      compare({ n: gap.n * 10n, d: gap.d }, exactOf(total.figure)) < 0 &&
      (isSlip(total.figure, figures) || /tổng|toàn/iu.test(total.before))
    );
  });
  return near && !told.has(near.at) ? faultOf(near, parts) : null;
}

function before(document: Document, story: readonly Sentence[][], sentences: readonly Sentence[], k: number): Told[] {
  const found: Told[] = [];
  for (let i = k - 1; i >= 0; i -= 1) found.push(...(sentences[i] as Sentence).told);
  for (const passage of passagesBefore(document, (sentences[k] as Sentence).passage, 4))
    for (const s of story[passage.index] ?? []) found.push(...s.told);
  return found;
}

const WORDS =
  /(?<!\p{L})((?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\smươi|mười)(?:\s(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín))?)\s(\p{L}+(?:\s\p{L}+)?)[^.;:\d]{0,30}(?:trong đó|gồm|bao gồm)[^.;\d]{0,16}$/iu;

/** “mười hai công chức, trong đó nam 7 người, nữ 5 người”: a total in words. */
export function* wordTotals(context: Context): Generator<Fault> {
  for (const sentences of storyOfFigures(context.document))
    for (const sentence of sentences) {
      const { passage } = sentence;
      const [first] = sentence.told;
      if (!first || sentence.told.length < 2 || passage.section.is_plan) continue;
      const m = WORDS.exec(passage.text.slice(sentence.start, first.figure.start));
      const value = m ? wordsAsNumber(m[1] ?? '') : null;
      const unit = m ? unitAt(` ${m[2]}`, 1) : null;
      if (!m || value === null || !unit || unit.key.startsWith('~')) continue;
      const parts = sentence.told.filter(({ figure }) => figure.unit === unit.key || figure.unit === '');
      if (parts.length !== sentence.told.length || !areComplete(parts.map((t) => `${t.before} ${t.after}`.trim()))) continue;
      decided(context);
      const sum = sumOf(parts.map(({ figure }) => figure));
      if (equal(sum, { n: BigInt(value), d: 1n })) continue;
      const at = sentence.start + m.index;
      yield {
        message: 'differs',
        at: spotIn(passage, at, at + (m[1] ?? '').length),
        figures: parts.map(({ figure }) => figure),
        data: {
          total: m[1] ?? '',
          parts: parts.map(({ figure }) => figure.raw).join(' + '),
          sum: printExact(sum),
          gap: printExact(absolute(subtract(sum, { n: BigInt(value), d: 1n }))),
        },
        expected: printExact(sum),
        related: parts.map(({ figure }) => spotIn(passage, figure.start, figure.tail)),
        shares: parts.map((part) => part.at),
      };
    }
}

const RANGE = /^[\s,]*(?:đơn vị|người|xã|thôn|[^.;\d]{0,24})?,?\s*(?:tức\s)?từ\s*$/iu;

/** “giảm 02 đơn vị, từ 04 đơn vị còn 02 đơn vị”. */
export function* fromTo(context: Context): Generator<Fault> {
  for (const sentences of storyOfFigures(context.document))
    for (const sentence of sentences) {
      const { passage, told } = sentence;
      if (passage.is_footnote) continue;
      for (let i = 0; i + 2 < told.length; i += 1) {
        const [amount, from, to] = [told[i] as Told, told[i + 1] as Told, told[i + 2] as Told];
        if (!sameUnit(from.figure, amount.figure) || !sameUnit(to.figure, amount.figure)) continue;
        const word = /(tăng|giảm)(?:\s(?:thêm|đi|được))?\s*$/iu.exec(
          passage.text.slice(Math.max(sentence.start, amount.figure.start - 14), amount.figure.start),
        )?.[1];
        if (!word || !RANGE.test(passage.text.slice(amount.figure.tail, from.figure.start))) continue;
        if (
          !/^\s*(?:xuống|lên|còn|thành|đến|tới)(?:\s(?:còn|thành))?\s*$/iu.test(
            passage.text.slice(from.figure.tail, to.figure.start),
          )
        )
          continue;
        decided(context);
        const gap = absolute(subtract(exactOf(from.figure), exactOf(to.figure)));
        if (equal(gap, exactOf(amount.figure)) || from.figure.scale !== amount.figure.scale) continue;
        const expected = decimalText(gap, amount.figure.decimals, amount.figure.scale);
        yield {
          message: 'amount',
          at: spotIn(passage, amount.figure.start, to.figure.tail),
          figures: [from.figure, to.figure, amount.figure],
          data: { word, amount: amount.figure.raw, now: to.figure.raw, before: from.figure.raw, actual: word, expected },
          expected,
          shares: [amount.at, from.at, to.at],
        };
      }
    }
}

const GAP = /(?:khoảng cách|chênh lệch|cách biệt|chênh nhau)[^.;\d]{0,60}(?:là|:|tới|đến)?\s*$/iu;

/** “dẫn đầu là A với 94,25 điểm, thấp nhất là B với 77,00 điểm, khoảng cách giữa hai phường là 17,25 điểm”. */
export function* gaps(context: Context): Generator<Fault> {
  for (const sentences of storyTold(context.document, 1))
    for (const sentence of sentences) {
      const { passage } = sentence;
      for (const rest of sentence.told) {
        const lead = passage.text.slice(Math.max(sentence.start, rest.figure.start - 80), rest.figure.start);
        if (!GAP.test(lead) || /thu|chi(?!\p{L})|cùng kỳ|năm trước/iu.test(lead)) continue;
        const counts = sentence.told.filter(
          (t) => t.at < rest.at && sameUnit(t.figure, rest.figure) && t.figure.scale === rest.figure.scale,
        );
        const [a, b] = counts.slice(-2);
        if (!a || !b || counts.length > 4) continue;
        decided(context);
        const apart = (x: Told, y: Told) => absolute(subtract(exactOf(x.figure), exactOf(y.figure)));
        if (counts.some((x) => counts.some((y) => x !== y && equal(apart(x, y), exactOf(rest.figure))))) continue;
        const value = apart(a, b);
        const { decimals } = rest.figure;
        const expected = decimalText(value, Math.max(decimals, a.figure.decimals, b.figure.decimals), rest.figure.scale);
        if (counts.length > 2 && !isMisprint(expected, rest.figure.raw)) continue;
        yield {
          message: 'gap',
          at: spotIn(passage, rest.figure.start, rest.figure.tail),
          figures: [a.figure, b.figure, rest.figure],
          data: { rest: rest.figure.raw, a: a.figure.raw, b: b.figure.raw, expected },
          expected,
          shares: [rest.at, a.at, b.at],
        };
      }
    }
}

function decimalText(value: ReturnType<typeof exactOf>, decimals: number, scale: bigint): string {
  const unit = 10n ** BigInt(decimals);
  const n = (value.n * unit * 2n + value.d * scale) / (value.d * scale * 2n);
  const text = String(n).padStart(decimals + 1, '0');
  const head = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return decimals === 0 ? head : `${head},${text.slice(-decimals)}`;
}
