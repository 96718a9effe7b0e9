// Documents told by their kinds: “phát hành 57 văn bản chỉ đạo; trong đó 07 kế hoạch, 14 quyết định và 34 công văn”. “Trong đó” may leave out, but who names three
// kinds or more, closes them with “và” and comes near the total has named them all. R03.
import { cueOf, toldWith } from './cues.ts';
import { segmentAt, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp, sumOf } from './parts.ts';
import { absolute, compare, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';

const CUE = cueOf('văn bản');
const TO_PARTS = /^[^.:()\d;]{0,80}[,;]?\s(?:trong đó|cụ thể|gồm|bao gồm)(?: có| gồm| là| đã ban hành)?\s?:?\s$/iu;
const CHOICE = /chủ yếu|tiêu biểu|nổi bật|đáng chú ý|quan trọng|quy phạm|một số|so với|tăng|giảm/iu;
const KIND =
  /^\s(?:kế hoạch|quyết định|công văn|chỉ thị|tờ trình|thông báo|báo cáo|nghị quyết|hướng dẫn|chương trình|giấy mời|văn bản khác|công điện)(?!\p{L})/iu;
const ENDS = /^[^.;:,()\d]{0,40}(?:[.;:]|\s?\([^()]*\)\s?[.;]|$)/u;

/** Totals of documents that their kinds miss by one slip. */
export function* documentKinds(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 4, CUE)) {
    const { text, figures } = passage;
    for (const [i, total] of figures.entries()) {
      if (total.unit !== 'văn_bản' || total.kind !== 'count' || total.bound !== 'exact') continue;
      const parts: Figure[] = [];
      for (const next of figures.slice(i + 1)) {
        const last = parts.at(-1) ?? total;
        const gap = text.slice(last.tail, next.start);
        const goes_on =
          parts.length === 0 ? TO_PARTS.test(gap) && !CHOICE.test(gap) : /^[^.;:,()\d]{0,30}(?:,|\svà)\s$/u.test(gap);
        if (!goes_on || next.kind !== 'count' || next.bound !== 'exact' || !KIND.test(text.slice(next.end))) break;
        parts.push(next);
      }
      const last = parts.at(-1);
      if (parts.length < 3 || !last) continue;
      const before_last = text.slice((parts.at(-2) as Figure).tail, last.start);
      if (!/\svà\s$/u.test(before_last) || !ENDS.test(text.slice(last.tail))) continue;
      decided(context);
      if (addsUp(total, parts)) continue;
      const sum = sumOf(parts);
      const gap = absolute(subtract(sum, exactOf(total)));
      const sentence = segmentAt(segmentsOf(text, '.?!'), total.start);
      const fits = figures.some(
        (f) => f !== total && f.end <= total.start && f.start >= (sentence?.start ?? 0) && equal(exactOf(f), sum),
      );
      if (fits || compare({ n: gap.n * 8n, d: gap.d }, exactOf(total)) > 0 || !isSlip('sum', [total, ...parts])) continue;
      yield { ...partsFault(passage, total, parts, 'error'), message: 'listed', is_witnessed: true };
    }
  }
}
