import { ratioClaims } from './bind.ts';
import type { Document, Passage } from './document.ts';
import { exactOf, type Figure, halfOf } from './figure.ts';
import { gridsOf } from './grid.ts';
import { addedUp } from './part-runs.ts';
import { ratioVerdict } from './ratio.ts';
import { add, equal, nearly, ZERO } from './rational.ts';
import { withFigures } from './told-in.ts';

const made = new WeakMap<Document, Set<number>>();

/**
 * Figures that hold in their own sentence: over or under the base of a share that fits, a total whose parts make it, a part of such a total. What another place
 * prints otherwise is then of something else, or wrong there. Offsets in the report.
 */
export function confirmedIn(document: Document): Set<number> {
  const known = made.get(document);
  if (known) return known;
  // Reading a run takes ten times longer than to add its figures up: only passages are read in which some run may fit.
  const found = new Set<number>(addedUp({ ...document, passages: document.passages.filter(mayAddUp) }));
  for (const passage of withFigures(document)) {
    if (passage.figures.length < 2) continue;
    totalsFirst(passage, found);
    if (!passage.figures.some((f) => f.kind === 'percent')) continue;
    for (const { percent, fraction } of ratioClaims(passage)) {
      if (!fraction || percent.bound !== 'exact' || percent.decimals === 0) continue;
      if (!['match', 'truncated'].includes(ratioVerdict(fraction.a, fraction.b, percent))) continue;
      found.add(passage.offset + fraction.a.start);
      found.add(passage.offset + fraction.b.start);
    }
    for (const part of passage.figures) {
      if (part.kind !== 'count' || part.unit === '') continue;
      const share = passage.figures.find((f) => f.kind === 'percent' && f.start > part.end && f.start - part.tail < 12);
      if (!share || share.decimals === 0) continue;
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

const MOST_PARTS = 14;
/** A run begins with one of the next figures. */
const MOST_SKIPPED = 6;

/** Whether some count is, within what is rounded, the sum of two to fourteen that follow it: a run of parts is nothing else. Never less than what `addedUp` finds. */
function mayAddUp({ figures }: Passage): boolean {
  if (figures.length < 3) return false;
  for (let i = 0; i + 2 < figures.length; i += 1) {
    const total = figures[i] as Figure;
    if (total.kind !== 'count') continue;
    const last = Math.min(figures.length, i + MOST_SKIPPED);
    for (let first = i + 1; first < last; first += 1) if (fitsFrom(figures, total, first)) return true;
  }
  return false;
}

function fitsFrom(figures: readonly Figure[], total: Figure, first: number): boolean {
  const goal = worthOf(total);
  let sum = 0;
  let slack = slackOf(total) + goal * 1e-9;
  let parts = 0;
  for (let k = first; k < figures.length && parts < MOST_PARTS; k += 1) {
    const part = figures[k] as Figure;
    if (part.kind === 'percent') continue;
    if (part.kind !== 'count') return false;
    parts += 1;
    sum += worthOf(part);
    slack += slackOf(part);
    if (parts > 1 && Math.abs(sum - goal) <= slack) return true;
    if (sum > goal + slack) return false;
  }
  return false;
}

const worthOf = (figure: Figure): number => nearly(exactOf(figure));

function slackOf(figure: Figure): number {
  const [reading] = figure.readings;
  return reading ? nearly(halfOf(figure, reading)) : 0;
}

/** “tiếp nhận 1.090 hồ sơ, trong đó nhóm … 874 hồ sơ; nhóm … 216 hồ sơ”: a large count and, right behind it, two to five of its unit that make it. */
function totalsFirst({ figures, offset }: Passage, found: Set<number>): void {
  const counts = figures.filter((f) => f.kind === 'count' && f.unit !== '' && f.bound === 'exact');
  for (let i = 0; i + 2 < counts.length; i += 1) {
    const total = counts[i] as Figure;
    const value = exactOf(total);
    if (value.n < 100n * value.d) continue;
    let sum = ZERO;
    for (let k = i + 1; k < Math.min(counts.length, i + 6); k += 1) {
      const part = counts[k] as Figure;
      if (part.unit !== total.unit || part.scale !== total.scale) break;
      sum = add(sum, exactOf(part));
      if (k === i + 1 || !equal(sum, value)) continue;
      for (let at = i; at <= k; at += 1) found.add(offset + (counts[at] as Figure).start);
      break;
    }
  }
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
  // A header may say the unit for all cells: “6.200 triệu đồng” is `6.200` there.
  return known.has(keyOf(figure)) || (figure.scale > 1n && known.has(keyOf(figure, figure.scale)));
}

const keyOf = (figure: Figure, scale = 1n): string => {
  const { n, d } = exactOf(figure);
  return `${n / scale}/${d}`;
};
