// Parts that the grammar itself closes: “19 đơn vị: 12 đơn vị xếp loại tốt, 06 đơn vị xếp loại khá, 01 đơn vị xếp loại trung bình.”, “19 văn bản, gồm 07 nghị
// quyết và 12 quyết định; …”, “21 trường hợp (03 cán bộ, 07 công chức, 11 viên chức) với các hình thức: khiển trách 13, …”. Colon or “gồm” right behind the
// total, one item after the other in one clause, the last behind “và” or before the full stop: what other finders hold against such a sum (another relation of
// one of its figures, what stands behind the clause) says nothing of it. R03.
import { cueOf, toldWith } from './cues.ts';
import { closingBracket, type Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { isPartOfFraction, partsFault } from './listed-parts.ts';
import { APART, CHOSEN } from './part-runs.ts';
import { addsUp, areComplete, deny, overlap, prefixFits, sumOf } from './parts.ts';
import { absolute, compare, equal, subtract } from './rational.ts';
import { type Context, decided, type Fault } from './rule.ts';
import { isSlip } from './slip.ts';
import { BOTH } from './sums-again.ts';

const CUE = cueOf(':', 'gồm', '(', 'trong đó');

/** Every closed run whose parts do not make the total right before it. */
export function* closedRuns(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 3, CUE)) {
    for (const total of passage.figures) {
      if (!mayBeTotal(passage, total)) continue;
      const runs = openingsOf(passage, total).flatMap((opening) => runFrom(passage, total, opening) ?? []);
      const holds = runs.some(({ parts }) => addsUp(total, parts));
      for (const run of runs) {
        if (addsUp(total, run.parts) || isMendedBehind(passage, total, run.parts)) continue;
        decided(context);
        if (isSure(total, run, holds)) yield { ...partsFault(passage, total, run.parts, 'error'), message: 'listed' };
      }
    }
  }
}

/** “388 TTHC, trong đó 152 toàn trình, 171 một phần; 65 TTHC còn lại chỉ cung cấp thông tin”: what the parts leave is told behind them. */
function isMendedBehind({ figures }: Passage, total: Figure, parts: readonly Figure[]): boolean {
  const left = subtract(exactOf(total), sumOf(parts));
  const end = parts.at(-1)?.tail ?? total.tail;
  return figures.some((f) => f.start >= end && f.start - end < 160 && f.kind === 'count' && equal(exactOf(f), left));
}

const NO_TOTAL = /(?:tăng|giảm|hơn|thứ|vượt|thêm|còn|trên|dưới|so với)\s(?:là\s)?$/iu;

const mayBeTotal = (passage: Passage, figure: Figure): boolean =>
  figure.kind === 'count' &&
  figure.bound === 'exact' &&
  figure.decimals === 0 &&
  figure.unit !== '' &&
  !figure.unit.startsWith('~') &&
  !['điểm', 'năm', 'tháng', 'ngày', 'giờ'].includes(figure.unit) &&
  !isPartOfFraction(passage, figure) &&
  !NO_TOTAL.test(passage.text.slice(Math.max(0, figure.start - 16), figure.start));

const COLON = /^[^.;:()\d]{0,50}:\s/u;
const ALL_OF = /^[^.;:()\d]{0,50},?\s(?:bao gồm|gồm có|gồm|trong đó)\s?:?\s/iu;
const BRACKET = /^(?:\s\p{L}+){0,3}\s?\((?:gồm\s)?:?/iu;
/** Behind a bracket that is full: the same things broken down once more. */
const AGAIN = /^[^.;:()\d]{0,60}:\s/u;

/** Where parts may begin: behind a colon, “gồm” or a bracket that follows the total at once; and behind that bracket. */
function openingsOf({ text }: Passage, total: Figure): Opening[] {
  const rest = text.slice(total.tail, total.tail + 90);
  const bracket = BRACKET.exec(rest);
  if (bracket) {
    const close = closingBracket(text, total.tail + bracket[0].lastIndexOf('('));
    const again = AGAIN.exec(text.slice(close + 1, close + 90));
    const inside = { from: total.tail + bracket[0].length, to: close };
    return again ? [inside, { from: close + 1 + again[0].length, to: endOf(text, close + 1 + again[0].length) }] : [inside];
  }
  const lead = COLON.exec(rest) ?? ALL_OF.exec(rest);
  return lead && !/riêng|chủ yếu|nổi bật/iu.test(lead[0])
    ? [
        {
          from: total.tail + lead[0].length,
          to: endOf(text, total.tail + lead[0].length),
          is_some: /trong đó/iu.test(lead[0]),
        },
      ]
    : [];
}

type Opening = { from: number; to: number /** “trong đó” may leave parts out. */; is_some?: boolean };

/** The end of the clause: a full stop or semicolon outside brackets. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    const char = text[i];
    if (char === '(') depth += 1;
    else if (char === ')') {
      if (depth === 0) return i;
      depth -= 1;
    } else if (depth === 0 && (char === ';' || char === '.') && /^(?:\s|$)/u.test(text.slice(i + 1, i + 2))) return i;
  }
  return text.length;
}

type Run = { parts: Figure[]; labels: string[]; words: string; is_and: boolean };

/** What stands between two items once brackets are taken out. */
const BETWEEN = /^[^.;:()\d]{0,80}(?:,\s(?:và\s)?|\svà\s)[^.;:()\d]{0,60}$/u;

function runFrom(passage: Passage, total: Figure, { from, to, is_some }: Opening): Run | null {
  const plain = withoutBrackets(passage.text, from, to);
  const parts = passage.figures.filter((f) => f.start >= from && f.start < to && plain[f.start - from] !== ' ');
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last || parts.length < 2 || parts.length > 12) return null;
  const lead = plain.slice(0, first.start - from);
  const is_first = lead.trim() === '';
  if (!is_first && !/^[^.;:()\d,]{2,60}$/u.test(lead)) return null;
  if (parts.some((part) => !mayBePart(passage, total, part, is_first))) return null;
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1];
    if (next && !BETWEEN.test(plain.slice(part.tail - from, next.start - from))) return null;
  }
  const words = plain.slice(0, to - from);
  const after = plain.slice(last.tail - from);
  if (APART.test(words) || CHOSEN.test(words) || BOTH.test(passage.text.slice(total.start, to)) || after.length > 70) return null;
  if (/,/u.test(after) || (!is_first && after.trim().split(/\s+/u).length > (last.unit === total.unit ? 8 : 3))) return null;
  const labels = parts.map((part, i) => {
    const [start, end] = is_first ? [part.end, parts[i + 1]?.start ?? to] : [parts[i - 1]?.tail ?? from, part.start];
    return plain
      .slice(start - from, end - from)
      .replace(/[,]|\svà\s*$|^\s*và\s/gu, ' ')
      .trim();
  });
  if (new Set(labels).size < labels.length || labels.some((label) => label === '') || overlap(labels)) return null;
  if (is_some && !areComplete(labels) && !deny(labels)) return null;
  // “12 thôn có nhà văn hóa, 07 thôn có sân thể thao”: traits, of which one thing may have several.
  if (!areComplete(labels) && !deny(labels) && labels.filter((label) => TRAIT.test(label)).length >= 2) return null;
  return { parts, labels, words, is_and: /\svà\s[^,]*$/u.test(plain.slice(0, last.start - from)) || areComplete(labels) };
}

const TRAIT = /^(?:\p{L}+\s){0,2}(?:có|còn|chưa|không|thiếu|vi phạm|được|đã|đạt|bị|trả|cung cấp|giải quyết)(?!\p{L})/iu;

/** Blanks for brackets, so that every place stays. */
const withoutBrackets = (text: string, from: number, to: number): string =>
  text.slice(from, to).replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length));

function mayBePart(passage: Passage, total: Figure, part: Figure, is_first: boolean): boolean {
  if (part.kind !== 'count' || part.bound !== 'exact' || part.scale !== total.scale || part.decimals > 0) return false;
  if (isPartOfFraction(passage, part)) return false;
  const unit = part.unit.startsWith('~') ? '' : part.unit;
  return is_first ? unit !== 'điểm' && unit !== 'năm' && unit !== 'ngày' : unit === '' || unit === total.unit;
}

/**
 * Items that print the unit of the total, or each a kind of its own behind “gồm”, miss it by a slip of the pen or a few; a second break-down beside one that
 * holds is of all.
 */
function isSure(total: Figure, { parts, labels, is_and }: Run, is_second: boolean): boolean {
  const gap = subtract(sumOf(parts), exactOf(total));
  const size = absolute(gap);
  const has_unit = parts.every(({ unit }) => unit === total.unit);
  const kinds = new Set(parts.map(({ unit }) => unit));
  const are_kinds = kinds.size === parts.length && parts.every(({ unit }) => unit !== '' && !unit.startsWith('~'));
  const is_whole = areComplete(labels) || deny(labels);
  const is_slip = isSlip('sum', [total, ...parts]);
  if (compare({ n: size.n * 3n, d: size.d }, exactOf(total)) > 0 && !(is_whole && is_slip)) return false;
  // Of a complete row the last part is no other matter, though those before it make the total by chance.
  if (!is_whole && gap.n > 0n && prefixFits(total, parts)) return false;
  if (
    !is_second &&
    !is_whole &&
    !((has_unit || are_kinds) && (parts.length >= 3 || is_and)) &&
    !(parts.length >= 3 && !is_first(parts))
  )
    return false;
  return is_slip || gap.n > 0n || is_whole || is_second;
}

/** Numbers behind their names. */
const is_first = (parts: readonly Figure[]): boolean => parts.some(({ unit }) => unit !== '');
