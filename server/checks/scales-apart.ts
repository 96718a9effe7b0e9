// “Tổng kế hoạch vốn: 51.409/282.226 tỷ đồng, cụ thể:” over items “246.429/258.449 triệu đồng”: a total in thousands of what its parts are in. R03.
import { cueOf, namedIn } from './cues.ts';
import { segmentAt, segmentsOf } from './document.ts';
import { matchesIn } from './matches.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const TOTAL_CUE = cueOf('tỷ đồng');
const moneyIn = (unit: string): RegExp =>
  new RegExp(`(?<![\\d.,/])(?:\\d[\\d.,]*\\s?/\\s?)?(\\d{1,3}(?:\\.\\d{3})+)(?:,\\d+)?\\s${unit} đồng`, 'giu');
const TOTAL = moneyIn('tỷ');
const PART = moneyIn('triệu');
const OPENS = /(?:trong đó|cụ thể|gồm|bao gồm|như sau|chia ra)[^.;:\d]{0,30}:?\s*$/iu;
/** Ten thousand tỷ: of so much no part that is half as large in print is told in millions. */
const LARGE = 10_000n;
/** Paragraphs under the total in which its parts are looked for. */
const ITEMS = 8;

const printed = (raw = ''): bigint => BigInt(raw.replaceAll('.', ''));

/** Totals whose unit is a thousand times that of a part as large in print. */
export function* scalesApart(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const passage of namedIn(context.document, TOTAL_CUE)) {
    for (const m of matchesIn(passage.text, TOTAL)) {
      const total = printed(m[1]);
      const end = m.index + m[0].length;
      const lead = passage.text.slice(segmentAt(segmentsOf(passage.text, '.;'), m.index)?.start ?? 0, m.index);
      if (total < LARGE || !/tổng/iu.test(lead) || !OPENS.test(passage.text.slice(end))) continue;
      decided(context);
      for (const item of passages.slice(passage.index + 1, passage.index + 1 + ITEMS)) {
        const part = matchesIn(item.text, PART).find((p) => printed(p[1]) * 2n >= total && printed(p[1]) <= total);
        if (item.section !== passage.section || item.is_footnote || !part) continue;
        yield {
          message: 'scale',
          at: spotIn(passage, m.index, end),
          data: { total: m[0], part: part[0] },
          expected: m[0].replace(/tỷ/iu, 'triệu'),
          related: [spotIn(item, part.index, part.index + part[0].length)],
        };
        break;
      }
    }
  }
}
