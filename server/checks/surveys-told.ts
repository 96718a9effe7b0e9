// “phát ra 180 phiếu khảo sát, thu về 186 phiếu, trong đó 174 phiếu hợp lệ”: no more sheets come back than were given out, and no more are valid than came
// back. No word announces parts, so the finders of sums do not see it. R03.
import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { exceedsFault } from './listed-parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';

const SHEETS_CUE = cueOf('phiếu');

const SENT = /(?:phát(?: ra| đi| hành)?|gửi(?: đi| ra)?)(?:\s(?:tổng (?:số|cộng)|được|là|khoảng))?:?\s*$/iu;
const BACK = /(?:thu(?: về| vào| lại| hồi| được)*|nhận (?:lại|về|được))(?:\s(?:tổng (?:số|cộng)|được|là|hợp lệ|đủ))*:?\s*$/iu;
const VALID = /hợp lệ(?:\s(?:là|có))?:?\s*$/iu;
const IS_VALID = /^\s?(?:phiếu\s)?(?:\p{L}+\s)?hợp lệ/iu;
/** Of another time or place, or given out once more. */
const APART = /cùng kỳ|năm (?:trước|ngoái|20\d\d)|(?:quý|kỳ|đợt) (?:trước|\d|[IVX])|bổ sung|lần (?:hai|2)|so với|tăng|giảm/iu;
/** How far behind the first the others are told, characters. */
const NEAR = 220;

/** More came back than was given out, more is valid than came back. */
export function* surveysTold(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 2, SHEETS_CUE)) {
    const { text, figures } = passage;
    const counts = figures.filter(isSheets);
    for (const [i, sent] of counts.entries()) {
      if (sent.unit !== 'phiếu' || !SENT.test(leadOf(passage, sent))) continue;
      const chain: Figure[] = [sent];
      for (const next of counts.slice(i + 1, i + 4)) {
        const lead = leadOf(passage, next);
        if (SENT.test(lead) || next.start - sent.tail > NEAR || APART.test(text.slice(sent.tail, next.start))) break;
        const is_next = chain.length === 1 ? BACK.test(lead) || isValid(passage, next) : isValid(passage, next);
        if (is_next) chain.push(next);
      }
      if (chain.length < 2) continue;
      decided(context);
      for (const [k, part] of chain.entries()) {
        const whole = chain[k - 1];
        if (!whole || compare(exactOf(part), exactOf(whole)) <= 0) continue;
        yield exceedsFault(passage, part, whole);
        break;
      }
    }
  }
}

const isSheets = (f: Figure): boolean =>
  f.kind === 'count' && f.bound === 'exact' && f.scale === 1n && f.decimals === 0 && (f.unit === 'phiếu' || f.unit === '');

const leadOf = ({ text }: Passage, { start }: Figure): string => text.slice(Math.max(0, start - 40), start);

const isValid = (passage: Passage, figure: Figure): boolean =>
  VALID.test(leadOf(passage, figure)) || IS_VALID.test(passage.text.slice(figure.tail, figure.tail + 24));
