// Shares that are no printed percentage of figures of one scale: “đơn giản hóa 12 trên 36 thủ tục rà soát, tức một phần ba số thủ tục đã rà soát”; “61,2 tỷ đồng,
// bằng 102 % dự toán (60,0 triệu đồng)”, which holds when one of the two is in the other's unit. R01.
import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentAt, segmentsOf } from './document.ts';
import { contentOf } from './facts.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { recomputed } from './ratio.ts';
import { absolute, compare, divide, HUNDRED, multiply, subtract } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';

const WORDS_CUE = cueOf('một nửa', 'một phần', 'hai phần', 'ba phần', '1/2', '1/3', '1/4', '2/3', '3/4');
const MONEY_CUE = cueOf('tỷ đồng', 'tỉ đồng', 'triệu đồng');
const SAID =
  /(?<!\p{L})(?:tức|bằng|đạt|chiếm|tương đương|tương ứng)(?:\s(?:là|với))?\s(một nửa|một phần (?:hai|ba|tư|bốn|năm)|(?:hai|ba) phần (?:ba|tư|bốn|năm)|[123]\/[2-5])\s(?:tổng\s)?số\s([^.;,:()\d]{4,60})/giu;
const NUMBERS: Record<string, bigint> = { một: 1n, hai: 2n, ba: 3n, tư: 4n, bốn: 4n, năm: 5n };

export function* sharesInWords(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, WORDS_CUE))
    for (const m of matchesIn(passage.text, SAID)) {
      const fault = inWords(context, passage, m);
      if (fault) yield fault;
    }
  for (const passage of toldWith(context.document, 3, MONEY_CUE)) yield* ofOtherScale(context, passage);
}

function quotientOf(said: string): { n: bigint; d: bigint } {
  if (said === 'một nửa') return { n: 1n, d: 2n };
  const [n = '', d = ''] = said.includes('/') ? said.split('/') : said.split(' phần ');
  return /\d/.test(said) ? { n: BigInt(n), d: BigInt(d) } : { n: NUMBERS[n] ?? 1n, d: NUMBERS[d] ?? 1n };
}

/** The only two counts of the sentence before the words, of which the larger is called as they say. */
function inWords(context: Context, passage: Passage, m: RegExpExecArray): Fault | null {
  const { text, figures } = passage;
  const sentence = segmentAt(segmentsOf(text, '.?!;'), m.index);
  const own = figures.filter((f) => f.kind === 'count' && f.start >= (sentence?.start ?? 0) && f.end <= m.index);
  const [x, y, more] = own;
  if (!x || !y || more || own.some((f) => f.bound !== 'exact' || f.scale !== 1n || f.decimals > 0)) return null;
  const [part, base] = compare(exactOf(x), exactOf(y)) <= 0 ? [x, y] : [y, x];
  // “rà soát 09 TTHC, kiến nghị đơn giản hóa 03 thủ tục”: what the whole is called, but for what is counted.
  const unit = contentOf(`${text.slice(part.end, part.tail)} ${text.slice(base.end, base.tail)}`);
  const words = contentOf(m[2] ?? '').filter((word) => !unit.includes(word) && word !== 'này');
  const around = contentOf(
    `${text.slice(Math.max(sentence?.start ?? 0, base.start - 40), base.start)} ${text.slice(base.tail, base.tail + 40)}`,
  );
  if (words.length === 0 || !words.every((word) => around.includes(word)) || exactOf(base).n < 4n) return null;
  decided(context);
  const said = quotientOf((m[1] ?? '').toLowerCase());
  const off = absolute(subtract(divide(exactOf(part), exactOf(base)), said));
  if (compare(off, { n: 3n, d: 100n }) <= 0) return null;
  const at = m.index + m[0].indexOf(m[1] ?? '');
  return {
    message: 'in_words',
    at: spotIn(passage, part.start, at + (m[1] ?? '').length),
    figures: [part, base],
    data: { said: m[1] ?? '', a: part.raw, b: base.raw, exact: recomputed(part, base, 1) ?? '' },
    related: [spotOf(passage, base)],
    shares: [passage.offset + part.start, passage.offset + base.start],
  };
}

/** “2.731 triệu đồng, bằng 54,12 % dự toán năm (5.046 tỷ đồng)”: a share between two sums of money, the plan in the bracket right behind it. */
function* ofOtherScale(context: Context, passage: Passage): Generator<Fault> {
  const { text, figures } = passage;
  for (const [i, percent] of figures.entries()) {
    const [a, b] = [figures[i - 1], figures[i + 1]];
    if (
      percent.kind !== 'percent' ||
      percent.bound !== 'exact' ||
      a?.unit !== 'đồng' ||
      b?.unit !== 'đồng' ||
      a.scale === b.scale
    )
      continue;
    if (!/^,?\s(?:\p{L}+\s){0,3}(?:bằng|đạt)\s$/iu.test(text.slice(a.tail, percent.start))) continue;
    if (!/^\s(?:so với\s)?(?:dự toán|kế hoạch|chỉ tiêu|cùng kỳ)[^.;()]{0,40}\(\s?$/iu.test(text.slice(percent.tail, b.start)))
      continue;
    decided(context);
    const apart = a.scale > b.scale ? a.scale / b.scale : b.scale / a.scale;
    const as_other: Figure = {
      ...a,
      scale: b.scale,
      readings: a.readings.map((r) => ({ ...r, value: multiply(r.value, { n: b.scale, d: a.scale }) })),
    };
    if (apart !== 1000n || fits(a, b, percent) || !fits(as_other, b, percent)) continue;
    if (compare(exactOf(percent), multiply(HUNDRED, { n: 3n, d: 1n })) > 0) continue;
    const printed = (f: Figure): string => text.slice(f.start, f.tail).trim();
    yield {
      message: 'scale',
      at: spotIn(passage, a.start, b.tail),
      figures: [a, b, percent],
      data: { a: printed(a), b: printed(b), percent: percent.raw },
      related: [spotOf(passage, b)],
      shares: [a, b, percent].map((f) => passage.offset + f.start),
    };
  }
}
