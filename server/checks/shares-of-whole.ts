// “Khảo sát 862 lượt người dân: hài lòng 819 lượt (95,68 %), bình thường 37 lượt, chưa hài lòng 06 lượt”: where the parts behind a colon make the total before
// it to the last one, the share in the bracket right behind a part is of that total. Two of the parts together make a count too, of which such a share may
// be, and the finders that ask every count and every sum near let it be. R01.
import { cueOf, toldWith } from './cues.ts';
import type { Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { recomputed } from './ratio.ts';
import { add, compare, equal, HUNDRED, type Rational, subtract, ZERO } from './rational.ts';
import { type Context, decided, type Fault, spotIn, spotOf } from './rule.ts';
import { fits } from './share-bases.ts';
import { isMisprintedShare } from './story.ts';

const ANNOUNCED_CUE = cueOf('gồm', 'trong đó', 'chia ra', 'cụ thể', 'kết quả', ': ');
const ANNOUNCES =
  /^[^.;:()\d]{0,70}(?::|[,;]?\s(?:trong đó|gồm|bao gồm|chia ra|cụ thể|kết quả)(?:\s(?:là|có|như sau))?\s?:?)\s[^.;:()\d]{0,40}$/iu;
const IN_BRACKET = /^(?:\s[^.;:,()\d]{1,40})?\s?\(\s?(?:chiếm |đạt |tỷ lệ |tỉ lệ |bằng )*$/iu;
const BETWEEN = /^[^.:()\d]{0,60}$/u;
const MOST_PARTS = 8;

type Part = { figure: Figure; percent: Figure | null };

/** Shares of parts that make their whole. */
export function* sharesOfWhole(context: Context): Generator<Fault> {
  for (const passage of toldWith(context.document, 4, ANNOUNCED_CUE)) {
    const { figures, text } = passage;
    for (const [i, total] of figures.entries()) {
      const next = figures[i + 1];
      if (!next || !isCount(total) || !isCount(next) || exactOf(total).n < 20n) continue;
      if (!ANNOUNCES.test(text.slice(total.tail, next.start))) continue;
      const parts = partsAfter(passage, i, exactOf(total));
      if (!parts) continue;
      const shares = parts.filter(({ percent }) => percent !== null);
      const is_of_total = shares.some(({ figure, percent }) => percent && fits(figure, total, percent));
      for (const { figure, percent } of parts) {
        if (!percent || percent.decimals === 0 || fits(figure, total, percent)) continue;
        // “cấp tỉnh 9.672 hồ sơ (78,0 %), cấp huyện 28.240 hồ sơ (58,5 %)”: how much of each is of some kind.
        if (!is_of_total && !(shares.length === 1 && isOfSome(parts, figure, total, percent))) continue;
        decided(context);
        yield faultOf(passage, figure, total, percent);
      }
    }
  }
}

/** The witness of a share that stands alone: it is of a part of the parts, or a slip of the right one. */
const isOfSome = (parts: readonly Part[], part: Figure, total: Figure, percent: Figure): boolean =>
  isMisprintedShare(percent, part, total) ||
  parts.some(({ figure }) => {
    if (figure === part) return false;
    const value = subtract(exactOf(total), exactOf(figure));
    return value.n > 0n && fits(part, { ...total, readings: [{ value, decimals: 0, is_foreign: false }] }, percent);
  });

const isCount = (f: Figure): boolean => f.kind === 'count' && f.bound === 'exact' && f.scale === 1n && f.decimals === 0;

/** The counts right behind a total whose sum it is, each with the share in its bracket; null when they do not make it. */
function partsAfter({ figures, text }: Passage, at: number, total: Rational): Part[] | null {
  const parts: Part[] = [];
  const unit = figures[at]?.unit;
  let sum = ZERO;
  let from: number | null = null;
  for (let k = at + 1; k < figures.length && parts.length < MOST_PARTS; k += 1) {
    const figure = figures[k] as Figure;
    if (!isCount(figure) || (figure.unit !== unit && figure.unit !== '')) return null;
    if (from !== null && !BETWEEN.test(text.slice(from, figure.start))) return null;
    const next = figures[k + 1];
    const is_share =
      next?.kind === 'percent' &&
      next.bound === 'exact' &&
      compare(exactOf(next), HUNDRED) < 0 &&
      IN_BRACKET.test(text.slice(figure.tail, next.start)) &&
      /^\s?\)/u.test(text.slice(next.tail));
    parts.push({ figure, percent: is_share ? next : null });
    sum = add(sum, exactOf(figure));
    if (compare(sum, total) > 0) return null;
    from = is_share ? next.tail + (/^\s?\)/u.exec(text.slice(next.tail))?.[0].length ?? 0) : figure.tail;
    if (is_share) k += 1;
    if (parts.length > 1 && equal(sum, total)) return parts;
  }
  return null;
}

function faultOf(passage: Passage, part: Figure, total: Figure, percent: Figure): Fault {
  return {
    message: 'of_whole',
    at: spotIn(passage, part.start, percent.tail),
    figures: [part, total, percent],
    data: { percent: percent.raw, a: part.raw, b: total.raw, exact: recomputed(part, total, percent.decimals + 2) ?? '' },
    expected: `${recomputed(part, total, percent.decimals)}%`,
    related: [spotOf(passage, total)],
    shares: [passage.offset + percent.start, passage.offset + part.start],
  };
}
