import { ratioClaims } from './bind.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { gridsOf } from './grid.ts';
import { addedUp } from './part-runs.ts';
import { ratioVerdict } from './ratio.ts';
import { add, equal, ZERO } from './rational.ts';

const made = new WeakMap<Document, Set<number>>();

/**
 * Figures that hold in their own sentence: over or under the base of a share that fits, a total whose parts make it, a part of such a total. What another place
 * prints otherwise is then of something else, or wrong there. Offsets in the report.
 */
export function confirmedIn(document: Document): Set<number> {
  const known = made.get(document);
  if (known) return known;
  const found = new Set<number>(addedUp(document));
  for (const passage of document.passages) {
    for (const at of totalsFirst(passage)) found.add(at);
    if (!passage.figures.some((f) => f.kind === 'percent')) continue;
    for (const { percent, fraction } of ratioClaims(passage)) {
      if (!fraction || percent.bound !== 'exact' || percent.decimals === 0) continue;
      if (!['match', 'truncated'].includes(ratioVerdict(fraction.a, fraction.b, percent))) continue;
      found.add(passage.offset + fraction.a.start);
      found.add(passage.offset + fraction.b.start);
    }
    for (const part of passage.figures) {
      const share = passage.figures.find((f) => f.kind === 'percent' && f.start > part.end && f.start - part.tail < 12);
      if (part.kind !== 'count' || !share || share.decimals === 0 || part.unit === '') continue;
      const base = passage.figures.find(
        (f) =>
          f.kind === 'count' &&
          f.unit === part.unit &&
          f.start < part.start &&
          part.start - f.start < 160 &&
          ratioVerdict(part, f, share) === 'match',
      );
      if (base) for (const f of [part, base]) found.add(passage.offset + f.start);
    }
  }
  made.set(document, found);
  return found;
}

/** “tiếp nhận 1.090 hồ sơ, trong đó nhóm … 874 hồ sơ; nhóm … 216 hồ sơ”: a large count and, right behind it, two to five of its unit that make it. */
function totalsFirst(passage: Passage): number[] {
  const counts = passage.figures.filter((f) => f.kind === 'count' && f.unit !== '' && f.bound === 'exact');
  return counts.flatMap((total, i): number[] => {
    if (exactOf(total).n < 100n * exactOf(total).d) return [];
    let sum = ZERO;
    for (const [k, part] of counts.slice(i + 1, i + 6).entries()) {
      if (part.unit !== total.unit || part.scale !== total.scale) break;
      sum = add(sum, exactOf(part));
      if (k > 0 && equal(sum, exactOf(total))) return counts.slice(i, i + k + 2).map((f) => passage.offset + f.start);
    }
    return [];
  });
}

const in_tables = new WeakMap<Document, Set<string>>();

/** Whether a figure of this value stands in a table: of several digits, it is told of that cell. */
export function standsInTable(document: Document, figure: Figure): boolean {
  if (figure.raw.replace(/\D/g, '').length < 3) return false;
  let known = in_tables.get(document);
  if (!known) {
    known = new Set(
      gridsOf(document)
        .slice(0, 60)
        .flatMap((grid) =>
          grid.rows.slice(0, 200).flatMap((row) => row.figures.flatMap((entry) => (entry ? [keyOf(entry.figure)] : []))),
        ),
    );
    in_tables.set(document, known);
  }
  return known.has(keyOf(figure));
}

const keyOf = (figure: Figure): string => {
  const { n, d } = exactOf(figure);
  return `${n}/${d}`;
};
