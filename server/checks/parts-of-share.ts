import { isWholeCount } from './countable.ts';
import { closingBracket, type Passage } from './document.ts';
import { exactOf, type Figure, type Fraction } from './figure.ts';
import { partsFault } from './listed-parts.ts';
import { addsUp, isNear, isWholeRow, labelOfFigure, leavesRest, overlap } from './parts.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { toldIn } from './told-in.ts';
import { isKindOf } from './unit.ts';

/** From `a/b` over its own rate to the words or the bracket that open the parts. */
const OPENS =
  /^[^.;:()\d]{0,40}(?:\(?\d[\d.,]*\s?%\)?[^.;:()\d]{0,30})?[,;]?\s?(?:\(\s?(?:(?:trong đó|bao gồm|gồm)(?: có)?\s?:?\s)?|(?:trong đó|bao gồm|gồm|chia ra)(?: có)?\s?:?\s)/iu;
const ELSE = /so với|cùng kỳ|tăng|giảm|chỉ tiêu|năm trước|quá hạn/iu;

/**
 * “trực tuyến 1.064/2.447 hồ sơ, đạt 43,48 % (trong đó 862 hồ sơ toàn trình và 238 hồ sơ một phần)”: the parts of a share are parts of what was done of the
 * whole, or of the whole. Only rows that leave nothing out (`parts.ts`), near one of the two.
 */
export function* partsOfShare(context: Context): Generator<Fault> {
  for (const passage of toldIn(context.document, 4)) {
    for (const share of passage.fractions) {
      const parts = partsOf(passage, share);
      if (!parts) continue;
      decided(context);
      const { a, b } = share;
      // What fits another figure told before them is of that one.
      const told = passage.figures.filter((f) => f.kind === 'count' && f.end <= b.end && f.scale === a.scale);
      if (told.some((f) => addsUp(f, parts)) || !isNear(a, parts)) continue;
      yield partsFault(passage, a, parts, 'error');
    }
  }
}

function partsOf(passage: Passage, { a, b, tail, unit }: Fraction): Figure[] | null {
  const { text, figures, fractions } = passage;
  if (unit === '' || ![a, b].every(isWholeCount) || compare(exactOf(a), exactOf(b)) > 0) return null;
  const opened = OPENS.exec(text.slice(tail, tail + 140));
  if (!opened || ELSE.test(opened[0])) return null;
  const from = tail + opened[0].length;
  const bracket = opened[0].lastIndexOf('(');
  const stop = /[.;)](?=\s|$)/u.exec(text.slice(from));
  const is_inside = bracket >= 0 && !opened[0].slice(bracket).includes(')');
  const until = is_inside ? closingBracket(text, tail + bracket) : from + (stop?.index ?? text.length);
  const parts = figures.filter((f) => f.kind === 'count' && f.start >= from && f.end <= until);
  if (parts.length < 2 || parts.length > 4 || !parts.every(isWholeCount)) return null;
  if (fractions.some((f) => f.start >= from && f.end <= until) || ELSE.test(text.slice(from, until))) return null;
  if (!parts.every((f) => f.unit === '' || f.unit.startsWith('~') || f.unit === unit || isKindOf(f.unit, unit))) return null;
  const labels = parts.map((part) => labelOfFigure(passage, part));
  if (!isNamedRow(text, parts, from, until) || overlap(labels) || leavesRest(text, (parts.at(-1) as Figure).tail)) return null;
  return parts;
}

/** The names stand all before their numbers or all behind them: “862 hồ sơ toàn trình và 238 hồ sơ một phần”, “toàn trình 862, một phần 238”. */
function isNamedRow(text: string, parts: readonly Figure[], from: number, until: number): boolean {
  const before = parts.map((part, i) => text.slice(parts[i - 1]?.tail ?? from, part.start));
  const behind = parts.map((part, i) => text.slice(part.tail, parts[i + 1]?.start ?? until));
  return isWholeRow(before) || isWholeRow(behind);
}
