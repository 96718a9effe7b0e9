import { type Document, type Passage, segmentsOf } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { compare, equal, type Rational, ZERO } from './rational.ts';

/** “3 hồ sơ thuộc thủ tục không quy định thời hạn (không tính vào cột 8, 9, 10)”: a figure said to stand outside the account. */
const ASIDE =
  /không (?:được )?tính vào|không thuộc (?:các|những) (?:mục|cột|số)|biểu không có cột|ngoài biểu|không quy định (?:thời )?hạn|chưa tính|không bao gồm|không kể/iu;

const made = new WeakMap<Document, { passage: Passage; figure: Figure }[]>();

/** Counts that sentences of the report say stand outside. */
function asidesOf(document: Document): { passage: Passage; figure: Figure }[] {
  let found = made.get(document);
  if (!found) {
    found = document.passages.flatMap((passage) => {
      if (!ASIDE.test(passage.text)) return [];
      const said = segmentsOf(passage.text, '.;?!').filter(({ start, end }) => ASIDE.test(passage.text.slice(start, end)));
      return passage.figures
        .filter((f) => f.kind === 'count' && f.bound === 'exact' && said.some((s) => s.start <= f.start && f.end <= s.end))
        .map((figure) => ({ passage, figure }));
    });
    made.set(document, found);
  }
  return found;
}

/** Whether what an account lacks is what the report says stands outside; `most`: a row of a table may lack a part of it. */
export function isAside(document: Document, gap: Rational, most = false): boolean {
  if (compare(gap, ZERO) <= 0) return false;
  return asidesOf(document).some(({ figure }) => (most ? compare(gap, exactOf(figure)) <= 0 : equal(gap, exactOf(figure))));
}

/** Figures said to stand outside, for shares of a total. */
export const asideFigures = (document: Document): Figure[] => asidesOf(document).map(({ figure }) => figure);
