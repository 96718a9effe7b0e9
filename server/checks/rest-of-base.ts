// “Tổng vốn 51.409/282.226 triệu đồng, cụ thể: + Vốn huyện: 4.874 triệu đồng, đạt 23,87 %; + Vốn tỉnh: 105/7.460; + Vốn chương trình: …/258.449”: the item
// that names no base has what the others leave of the whole. R01.
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { ratioVerdict, recomputed } from './ratio.ts';
import { add, printScaled, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { isSlip } from './slip.ts';
import { withFigures } from './told-in.ts';

const MOST_ITEMS = 8;

type Item = { passage: Passage; fraction: Fraction | null };

/** Bullets of one mark right under a passage. */
function itemsUnder({ passages }: Document, lead: Passage): Passage[] {
  const first = passages[lead.index + 1];
  const mark = first?.label?.style === 'bullet' ? first.label.text : null;
  if (!first || mark === null || (lead.label?.style === 'bullet' && lead.label.text === mark)) return [];
  const items: Passage[] = [];
  for (let i = lead.index + 1; i < passages.length && items.length < MOST_ITEMS; i += 1) {
    const item = passages[i] as Passage;
    if (item.is_footnote) continue;
    if (item.label?.style !== 'bullet' || item.label.text !== mark) break;
    items.push(item);
  }
  return items;
}

/** Accuses only where one slip of the pen would make the share that of the rest. */
export function* restOfBase(context: Context): Generator<Fault> {
  for (const lead of withFigures(context.document)) {
    if (lead.section.is_plan || lead.fractions.length === 0 || !/:\s*$/u.test(lead.text)) continue;
    const whole = lead.fractions[0] as Fraction;
    const items = itemsUnder(context.document, lead).map(
      (passage): Item => ({
        passage,
        fraction: passage.fractions.find((f) => f.unit === whole.unit && f.b.scale === whole.b.scale) ?? null,
      }),
    );
    const [bare, more] = items.filter(({ fraction }) => fraction === null);
    if (items.length < 2 || lead.fractions.length > 1 || !bare || more) continue;
    const i = bare.passage.figures.findIndex((f) => f.kind === 'count' && f.unit === whole.unit && f.bound === 'exact');
    const [part, rate, other] = bare.passage.figures.slice(i, i + 3);
    if (i < 0 || !part || rate?.kind !== 'percent' || rate.bound !== 'exact' || rate.decimals === 0 || other) continue;
    if (part.scale !== whole.b.scale || !/đạt|bằng|chiếm|tỷ lệ/iu.test(bare.passage.text.slice(part.tail, rate.start))) continue;
    const told = items.flatMap(({ fraction }) => (fraction ? [exactOf(fraction.b)] : [])).reduce(add, ZERO);
    const value = subtract(exactOf(whole.b), told);
    if (value.n <= 0n) continue;
    const [reading] = whole.b.readings;
    if (!reading) continue;
    const rest: Figure = { ...whole.b, raw: printScaled(value, whole.b.scale), readings: [{ ...reading, value }] };
    decided(context);
    if (ratioVerdict(part, rest, rate) !== 'mismatch' || ratioVerdict(part, whole.b, rate) !== 'mismatch') continue;
    if (!isSlip('ratio', [part, rest, rate])) continue;
    const expected = recomputed(part, rest, rate.decimals) ?? '';
    yield {
      message: 'rest_base',
      at: spotIn(bare.passage, part.start, rate.tail),
      data: { percent: rate.raw, part: part.raw, rest: rest.raw, whole: whole.b.raw, expected },
      expected: `${expected}%`,
      related: [
        spotOf(lead, whole.b),
        ...items.flatMap(({ passage, fraction }) => (fraction ? [spotOf(passage, fraction.b)] : [])),
      ],
      shares: [part, rate].map((f) => bare.passage.offset + f.start),
    };
  }
}
