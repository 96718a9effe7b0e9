import { cueOf, toldWith } from './cues.ts';
import { segmentsOf } from './document.ts';
import { exactOf, type Figure, lastDigit } from './figure.ts';
import { add, compare, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotOf } from './rule.ts';

const BETWEEN_CUE = cueOf('cấp tỉnh', 'cấp huyện', 'cấp xã');

const LEVEL = /cấp (tỉnh|huyện|xã)/iu;
const WHOLE = /toàn (?:tỉnh|huyện|thành phố|thị xã)|tính chung|bình quân|(?<!\p{L})chung(?!\p{L})/iu;
const APART = /so với|cùng kỳ|tăng|giảm|chỉ tiêu|mục tiêu|kế hoạch|năm \d{4}|trước/iu;

/** “cấp huyện 97,2 %; cấp xã 99,5 %; toàn huyện 99,8 %”: the rate of the whole lies between those of its parts. R11. */
export function* between(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, BETWEEN_CUE)) {
    if (!LEVEL.test(passage.text) || !WHOLE.test(passage.text)) continue;
    for (const sentence of segmentsOf(passage.text, '.')) {
      const rates = passage.figures.filter((f) => f.kind === 'percent' && f.start >= sentence.start && f.end <= sentence.end);
      if (rates.length !== 3 || rates.some((f) => f.bound !== 'exact')) continue;
      const text = passage.text.slice(sentence.start, sentence.end);
      if (APART.test(text)) continue;
      const labels = rates.map((f, i) => passage.text.slice(rates[i - 1]?.tail ?? sentence.start, f.start));
      const parts = rates.filter(
        (_, i) => LEVEL.test(labels[i] ?? '') && !WHOLE.test((labels[i] ?? '').split(/[:;,]/u).at(-1) ?? ''),
      );
      const whole = rates.filter((_, i) => WHOLE.test(labels[i] ?? '') && !LEVEL.test(labels[i] ?? ''));
      const names = new Set(parts.map((f) => LEVEL.exec(labels[rates.indexOf(f)] ?? '')?.[1]));
      const [one, two] = parts;
      const [mean] = whole;
      if (!one || !two || !mean || names.size !== 2) continue;
      decided(context);
      const [low, high] = compare(exactOf(one), exactOf(two)) <= 0 ? [one, two] : [two, one];
      const unit = mean.readings[0] ? lastDigit(mean.readings[0]) : ZERO;
      const is_in =
        compare(exactOf(mean), subtract(exactOf(low), unit)) >= 0 && compare(exactOf(mean), add(exactOf(high), unit)) <= 0;
      if (is_in) continue;
      yield {
        message: 'between',
        at: spotOf(passage, mean),
        figures: [mean, low, high],
        data: { mean: mean.raw, low: low.raw, high: high.raw },
        related: [low, high].map((f: Figure) => spotOf(passage, f)),
        shares: [mean, low, high].map((f) => passage.offset + f.start),
      };
    }
  }
}
