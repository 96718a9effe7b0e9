import { cueOf, toldWith } from './cues.ts';
import { type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { matchesIn } from './matches.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const LISTED_EXTREMES_CUE = cueOf('cao nhất', 'thấp nhất', 'nhiều nhất', 'ít nhất', 'lớn nhất', 'nhỏ nhất');

// One period or one hamlet that a list names twice with two figures. R10.

const NAME = /(?<!\p{L})((?:tháng|quý|thôn|tổ|ấp|bản|khu phố)\s(?:\d{1,2}|[IVX]{1,4}))(?![\p{L}\d/])/giu;
const EXTREME = /(?:cao|thấp|nhiều|ít|lớn|nhỏ) nhất/iu;
const LEAD = /^\s*(?:(?:và|còn|riêng|trong đó)\s)?(?:(?:\p{L}+\s){0,4}?(?:cao|thấp|nhiều|ít|lớn|nhỏ) nhất (?:là|thuộc về)\s)?$/iu;
const GLUE = /^(?:\s\(|:?\s|\s(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) nhất\s)?(?:là|có|đạt|với|ghi nhận)\s)$/iu;
const APART = /so với|cùng kỳ|năm trước|năm \d{4}|tăng|giảm|kế hoạch|mục tiêu|bình quân/iu;

type Item = { name: string; start: number; figure: Figure; is_extreme: boolean };

/** “Tháng cao nhất là tháng 5 (796 hồ sơ), tháng 4 thấp nhất với 736 hồ sơ, tháng 5 là 781 hồ sơ”: one name, two figures. */
export function* listedExtremes(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, LISTED_EXTREMES_CUE)) {
    if (!EXTREME.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text)) {
      const text = passage.text.slice(sentence.start, sentence.end);
      if (!EXTREME.test(text) || APART.test(text)) continue;
      const items = itemsIn(passage, sentence.start, text);
      for (const groups of Map.groupBy(items, ({ name }) => name).values()) {
        const [first, second, more] = groups;
        if (!first || !second || more || first.is_extreme === second.is_extreme) continue;
        decided(context);
        if (first.figure.unit !== second.figure.unit || equal(exactOf(first.figure), exactOf(second.figure))) continue;
        yield {
          message: 'count_differs',
          at: spotIn(passage, second.start, second.figure.tail),
          figures: [first.figure, second.figure],
          data: { name: `của ${first.name}`, first: second.figure.raw, second: first.figure.raw },
          related: [spotIn(passage, first.start, first.figure.tail)],
          shares: [passage.offset + first.figure.start, passage.offset + second.figure.start],
        };
      }
    }
  }
}

function itemsIn({ text, figures }: Passage, from: number, said: string): Item[] {
  return matchesIn(said, NAME).flatMap((m): Item[] => {
    const start = from + m.index;
    const end = start + m[0].length;
    const figure = figures.find((f) => f.start >= end);
    const lead =
      said
        .slice(0, m.index)
        .split(/[,;(:]\s/u)
        .at(-1) ?? '';
    if (figure?.kind !== 'count' || figure.bound !== 'exact' || figure.unit === '' || !LEAD.test(lead)) return [];
    const glue = text.slice(end, figure.start);
    if (!GLUE.test(glue) || !/^\s?(?:[,.;)]|và\s|$)/u.test(text.slice(figure.tail))) return [];
    return [{ name: (m[1] ?? '').toLowerCase(), start, figure, is_extreme: EXTREME.test(lead) || EXTREME.test(glue) }];
  });
}
