import { closingBracket, type Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { type Context, decided, type Fault, type Spot, spotIn, spotOf } from './rule.ts';

// Counts of things that are listed one by one, and where such a list stands.

export const OPEN =
  /\.\.\.|…|v\.\s?v|\bvv\b|như\s*:|chẳng hạn|(?:và|cùng) (?:các|một số|nhiều|những)|một số|trong đó có|chủ yếu|tiêu biểu|nổi bật/iu;

/** Whether the end of a text opens a list that is not all. “05 văn bản chủ yếu, gồm:” counts the main ones themselves, so those are all. */
export const isOpen = (text: string, last: number): boolean =>
  OPEN.test(text.slice(-last).replace(/chủ yếu|tiêu biểu|nổi bật/iu, (word) => (COUNTED_MAIN.test(text) ? ' ' : word)));
const COUNTED_MAIN = /\d\s(?:\p{L}+\s){1,4}(?:chủ yếu|tiêu biểu|nổi bật)[^\d;.:]{0,70}:\s*$/iu;

const CUE = /(?:,\s*)?(?:bao gồm|gồm có|gồm|cụ thể(?: là)?|như sau|sau đây|đó là|là)\s*(?:các\s*)?[:\-–]?\s*$|:\s*$/iu;
/** Units that are counted one by one; amounts, people and cases are not listed. */

const NEVER = new Set([
  'điểm',
  'đồng',
  'ha',
  'km',
  'mét',
  'mét_vuông',
  'tấn',
  'con',
  'ngày',
  'giờ',
  'năm',
  'lượt',
  'hồ_sơ',
  'phiếu',
  'hộ',
  'giao_dịch',
  'bản',
  'máy',
  'thôn_',
]);

/** Counted one by one, and told exactly. */
export const isWholeCount = (figure: Figure): boolean =>
  figure.kind === 'count' && figure.bound === 'exact' && figure.scale === 1n && figure.decimals === 0;

export const isCountable = (passage: Passage, figure: Figure): boolean =>
  isWholeCount(figure) &&
  figure.unit !== '' &&
  !NEVER.has(figure.unit) &&
  exactOf(figure).n >= 1n &&
  exactOf(figure).n <= 40n &&
  !passage.fractions.some((f) => f.a.start === figure.start || f.b.start === figure.start);

export const unitName = (passage: Passage, figure: Figure): string => passage.text.slice(figure.end, figure.tail).trim();

/** So many are told, another number is listed. R12. @param related where the list stands */
export const namesFault = (
  passage: Passage,
  claim: Figure,
  listed: number,
  related: Spot,
  unit = unitName(passage, claim),
): Fault => ({
  message: 'names',
  at: spotOf(passage, claim),
  figures: [claim],
  data: { stated: claim.raw, unit, listed },
  expected: String(listed),
  related: [related],
});

/** The same where the number is a word: “Ba chỉ tiêu không đạt là …”. @param body where the list stands */
export const namesInWords = (
  passage: Passage,
  { start, word, unit }: { start: number; word: string; unit: string },
  listed: number,
  body: readonly [number, number],
): Fault => ({
  message: 'names',
  at: spotIn(passage, start, start + word.length + 1 + unit.length),
  data: { stated: word, unit: unit.trim(), listed },
  expected: String(listed),
  related: [spotIn(passage, ...body)],
  shares: passage.figures.filter((f) => f.start === start).map((f) => passage.offset + f.start),
});

export const count = (context: Context): void => {
  decided(context);
};

/** Where a list after a claim stands: after `gồm:` to the end of the sentence, or in the bracket right after. */
export function listAfter(text: string, from: number, next_figure: number): { start: number; end: number } | null {
  const bracket = text.indexOf('(', from);
  const before_bracket = bracket < 0 ? '' : text.slice(from, bracket);
  if (bracket >= 0 && before_bracket.split(/\s+/).length <= 9 && !/[,;.:]/.test(before_bracket) && bracket < next_figure) {
    const end = closingBracket(text, bracket);
    return end < text.length ? { start: bracket + 1, end } : null;
  }
  // “gồm thị trấn Đông Sơn, xã Hòa Bình và xã Tân Tiến.”
  const plain = /^[^.;:,()\d]{0,60}?,?\s(?:bao gồm|gồm|đó là|là)\s(?=\p{L})/iu.exec(text.slice(from, from + 90));
  if (plain && !/^[^.;]*:/u.test(text.slice(from + plain[0].length, next_figure))) {
    const start = from + plain[0].length;
    const end = /[.;](?=\s|$)/u.exec(text.slice(start));
    return { start, end: end ? start + end.index : text.length };
  }
  const colon = text.indexOf(':', from);
  if (colon < 0 || colon > next_figure || colon - from > 90) return null;
  const lead = text.slice(from, colon + 1);
  if (/[;.]\s/.test(lead) || !CUE.test(lead)) return null;
  const stop = /\.(?=\s+\p{Lu}|\s*$)/u.exec(text.slice(colon + 1));
  return { start: colon + 1, end: stop ? colon + 1 + stop.index : text.length };
}

const TO_RATE = /^[^.;:()\d]{0,40}?(?:,\s|\s\(|\s)(?:(?:đạt|chiếm|bằng|tương đương)(?: tỷ lệ)?|tỷ lệ|tỉ lệ)?\s?$/iu;
const FROM_RATE =
  /^(?:\s(?:so với\s)?(?:kế hoạch|KH|chỉ tiêu|tổng số|số)(?!\p{L})[^.;:,()\d]{0,40}(?:năm 20\d\d)?)?\s?\)?(?=,?\s(?:bao gồm|gồm|đó là|cụ thể)(?!\s(?:nhiều|một số|phần lớn|hầu hết))|\s?:)/iu;

/** “03 đơn vị, đạt 50 %, gồm: …”: a list is announced behind the rate of its count as well as behind the count. */
export function pastRate({ text, figures }: Passage, at: number): { from: number; next: number } {
  const [claim, rate] = [figures[at] as Figure, figures[at + 1]];
  const plain = { from: claim.tail, next: rate?.start ?? text.length };
  if (rate?.kind !== 'percent' || !TO_RATE.test(text.slice(claim.tail, rate.start))) return plain;
  const close = FROM_RATE.exec(text.slice(rate.tail));
  return close ? { from: rate.tail + close[0].length, next: figures[at + 2]?.start ?? text.length } : plain;
}
