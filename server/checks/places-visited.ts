import { isCountable, namesFault, OPEN } from './countable.ts';
import type { Passage } from './document.ts';
import { exactOf } from './figure.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

const KIND = 'xã|phường|thị trấn|huyện|thị xã|thành phố|sở|phòng|trường|thôn|bản|đặc khu';
const AT = new RegExp(
  `^[^.;:()\\d]{0,60}?\\s(?:tại|ở|đối với|là|gồm|với)\\s(?:UBND\\s)?(?:các\\s)?((?:${KIND})\\s\\p{Lu}[^.;:()\\d]{8,300})(?=[.;]|$)`,
  'u',
);
const NAME = new RegExp(
  `^(?:(?:UBND\\s)?(?:các\\s)?(?:${KIND})\\s)?\\p{Lu}[\\p{L}\\p{M}]*(?:\\s\\p{Lu}[\\p{L}\\p{M}]*){0,3}$`,
  'u',
);
/** Each is one place. */
const PLACES = new Set(['đơn_vị', 'xã', 'huyện', 'cơ_quan', 'địa_phương', 'thôn', 'trường']);

/** “05 cuộc thanh tra tại UBND các xã A, B, C, D. Cả 05 cuộc …”: as many places as there are, where each has one. R12. */
export function placesVisited(context: Context, passage: Passage): Fault | null {
  const { text } = passage;
  if (!/\s(?:tại|ở|đối với|là|gồm|với)\s/u.test(text)) return null;
  for (const claim of passage.figures) {
    if (!isCountable(passage, claim) || exactOf(claim).n < 3n) continue;
    const m = AT.exec(text.slice(claim.tail));
    const body = (m?.[1] ?? '').trim();
    if (!m || OPEN.test(m[0]) || /mỗi|lượt|cùng với/iu.test(m[0])) continue;
    const items = body
      .split(new RegExp(`,\\s|\\svà\\s(?=(?:UBND\\s)?(?:các\\s)?(?:(?:${KIND})\\s)?\\p{Lu})`, 'u'))
      .map((item) => item.trim());
    if (items.length < 3 || !items.every((item) => NAME.test(item))) continue;
    const rest = text.slice(claim.tail + m[0].length);
    const each = PLACES.has(claim.unit) || new RegExp(`(?:^|[.;]\\s)cả\\s0?${exactOf(claim).n}\\s`, 'iu').test(rest);
    if (!each) continue;
    decided(context);
    const stated = Number(exactOf(claim).n);
    // Two or more missing: some places have several.
    if (Math.abs(stated - items.length) !== 1) continue;
    const start = claim.tail + m[0].indexOf(body);
    return namesFault(passage, claim, items.length, spotIn(passage, start, start + body.length));
  }
  return null;
}
