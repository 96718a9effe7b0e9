import type { Figure, Fraction } from './figure.ts';
import { exactOf } from './figure.ts';
import { equal } from './rational.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';
import { toldIn } from './told-in.ts';

const APART =
  /cùng kỳ|năm (?:trước|\d{4})|so với|quý|tháng \d|cấp (?:xã|huyện|tỉnh)|tại |riêng|lĩnh vực|trong đó|phường|xã |huyện|sở |phòng /iu;

const LEAST = 4;

const labelOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .replace(/(?<!\p{L})(?:đạt|là|được|với|có|và|tỷ lệ|đã)(?!\p{L})/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** “số hóa thành phần hồ sơ 1.348/1.394 …; số hóa thành phần hồ sơ 1.337/1.375 …”: one name, two shares, side by side. R10. */
export function* fractionsTwice(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 2)) {
    if (passage.fractions.length < 2) continue;
    const { text } = passage;
    let last: { label: string; fraction: Fraction; from: number } | null = null;
    for (const fraction of passage.fractions) {
      const lead = text.slice(0, fraction.start);
      const from =
        Math.max(
          lead.lastIndexOf(';'),
          lead.lastIndexOf('. '),
          lead.lastIndexOf(': '),
          lead.lastIndexOf(', '),
          lead.lastIndexOf('('),
        ) + 1;
      const label = labelOf(lead.slice(from));
      const before = last;
      last = { label, fraction, from };
      if (
        !before ||
        fraction.unit === '' ||
        before.fraction.unit === '' ||
        label.split(' ').length < LEAST ||
        label !== before.label
      )
        continue;
      decided(context);
      const same = (x: Figure, y: Figure): boolean => equal(exactOf(x), exactOf(y));
      if (same(before.fraction.a, fraction.a) || same(before.fraction.b, fraction.b)) continue;
      if (APART.test(text.slice(before.from, from)) || fraction.start - before.fraction.tail > 220) continue;
      yield {
        message: 'label_twice',
        at: spotIn(passage, from, fraction.tail),
        figures: [before.fraction.a, fraction.a],
        data: {
          label,
          first: `${before.fraction.a.raw}/${before.fraction.b.raw}`,
          second: `${fraction.a.raw}/${fraction.b.raw}`,
        },
        related: [spotIn(passage, before.from, before.fraction.tail)],
        root: `twice ${passage.index} ${from}`,
        shares: [passage.offset + fraction.b.start],
      };
    }
  }
}
