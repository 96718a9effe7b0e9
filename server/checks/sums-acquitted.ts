// A sum that no slip explains, asked once more of what its figures are: the shapes that find totals and parts read the order of the words only.
import { type Document, passageAt } from './document.ts';
import { type Item, isAlike, itemsOf, windowAt } from './fact-items.ts';
import { exactOf, type Figure } from './figure.ts';
import { sumOf } from './parts.ts';
import { compare, subtract } from './rational.ts';
import type { Fault } from './rule.ts';
import { isSlip } from './slip.ts';
import { kindOf } from './sums-of-facts.ts';
import { areOpenYears } from './years-open.ts';

/** Whether the total of a supposed sum is set and its parts are what came of it, a part is more than it, or it is made with a figure told beside them. */
export function isMadeOtherwise(document: Document, { message, figures = [], shares = [], at }: Fault): boolean {
  const [place] = shares;
  if (areOpenYears(document, figures) || leavesOut(document, figures, place)) return true;
  if (message !== 'differs' || place === undefined || at.location.table !== undefined || isSlip('sum', figures)) return false;
  const items = itemsOf(document);
  const passage = passageAt(document, place);
  for (const [sentence, own] of items) {
    if (own[0]?.passage !== passage) continue;
    const total = own.find((item) => item.at === place);
    if (!total || total.value < 20) continue;
    const near = windowAt(document, items, sentence).filter((item) => item.at !== place && isAlike(item, total));
    const parts = near.filter((item) => shares.includes(item.at));
    if (parts.length !== shares.length - 1) return false;
    return isSet(total, parts) || parts.some(({ value }) => value > total.value) || isMadeWithAnother(total, parts, near);
  }
  return false;
}

/** “Chỉ tiêu tuyển 420, đã tuyển 386 hệ trung cấp và 51 hệ sơ cấp”. */
const isSet = (total: Item, parts: readonly Item[]): boolean =>
  kindOf(total) === 'assigned' &&
  parts.every((part) => kindOf(part) === 'result') &&
  parts.some(({ lead }) => /(?<!\p{L})đã(?!\p{L})/u.test(lead));

/** “365 nhiệm vụ, hoàn thành 342, trong đó quá hạn 05. Còn 23”: one part and the figure that completes it. */
const isMadeWithAnother = (total: Item, parts: readonly Item[], near: readonly Item[]): boolean =>
  near.some((other) => !parts.includes(other) && parts.some((part) => part.value + other.value === total.value));

/** “34 công văn và các văn bản khác”, “; số còn lại đang lấy ý kiến”: the last of them have no number. */
const UNCOUNTED =
  /^[^.;:,()\d]{0,30}(?:(?:,|\svà)\s(?:các|một số|nhiều|những)\s(?:\p{L}+\s){0,5}khác(?!\p{L})|[;,]\s(?:số|phần)\s(?:\p{L}+\s){0,2}còn lại(?!\p{L})[^.;\d]*(?:[.;]|$))/iu;

/** “Trong 36 đơn vị, 20 đơn vị xếp loại tốt, 15 đơn vị khá, riêng Phòng Y tế không xếp loại”: one that is named is of no part. */
function leavesOut(document: Document, [total, ...parts]: readonly Figure[], place: number | undefined): boolean {
  const last = parts.at(-1);
  const passage = place === undefined ? undefined : passageAt(document, place);
  if (!total || !last || !passage?.figures.includes(last)) return false;
  const left = subtract(exactOf(total), sumOf(parts));
  if (left.n <= 0n) return false;
  if (UNCOUNTED.test(passage.text.slice(last.tail))) return true;
  if (compare(left, { n: 3n, d: 1n }) > 0) return false;
  return /^[^.;\d]{0,60},\s(?:riêng|trừ)\s[^.;\d]{2,80}(?:không|chưa)\s(?:xếp|đánh giá|chấm|thực hiện|có)/iu.test(
    passage.text.slice(last.tail),
  );
}
