import type { Document, Passage } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { ratioVerdict } from './ratio.ts';
import { absolute, compare, divide, HUNDRED, multiply, subtract } from './rational.ts';
import { shownOf } from './shown-tables.ts';
import { isMisprintedShare } from './story.ts';
import { comparable, isKindOf } from './unit.ts';

// What a share may be of.

export type Base = { passage: Passage; figure: Figure };

export const fits = (a: Figure, b: Figure, percent: Figure): boolean =>
  !['mismatch', 'undecided'].includes(ratioVerdict(a, b, percent));

/** “tham gia 10.874 …; đồng ý 10.392 (đạt 95,57 % số tham gia)”: the one figure before that is called so. */
export function baseNamed({ text, figures }: Passage, percent: Figure, part: Figure): Figure | null {
  const m = /^\s(?:tổng\s)?số\s(\p{L}+(?:\s\p{L}+){0,3})\s?(?=[.;,)])/iu.exec(text.slice(percent.tail));
  const name = (m?.[1] ?? '').toLowerCase();
  if (name.length < 4) return null;
  const called = figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.bound === 'exact' &&
      f.end < part.start &&
      f.scale === part.scale &&
      compare(exactOf(f), exactOf(part)) >= 0 &&
      (text
        .slice(Math.max(0, f.start - name.length - 6), f.start)
        .toLowerCase()
        .trimEnd()
        .endsWith(name) ||
        text.slice(f.end).trimStart().toLowerCase().startsWith(name)),
  );
  return called.length === 1 ? (called[0] as Figure) : null;
}

/** “đã giải quyết 1.503 hồ sơ, tỷ lệ đúng hạn 99,2 %”: the share of those on time, whose number is not the one before. */
export function isNamedOtherwise({ text }: Passage, percent: Figure, part: Figure): boolean {
  if (part.start > percent.start) return false;
  const glue = text.slice(part.tail, percent.start);
  // “quá hạn 41 hồ sơ, tỷ lệ trước và đúng hạn đạt 99,39 %”: the rate is of the others.
  const label =
    text
      .slice(Math.max(0, part.start - 30), part.start)
      .split(/[,;(\d]/u)
      .at(-1) ?? '';
  const own = `${label} ${text.slice(part.end, part.tail)} ${glue.split(/[,;)]/u)[0] ?? ''}`;
  const rate = /(?:tỷ|tỉ) lệ[^,;(]*$/iu.exec(glue)?.[0] ?? '';
  const late = /(?:quá|trễ|chậm|muộn)(?: thời)? hạn|chưa|không/iu;
  const in_time = /(?:đúng|trước|sớm)(?: thời)? hạn/iu;
  if (rate !== '' && ((late.test(own) && in_time.test(rate)) || (in_time.test(own) && late.test(rate)))) return true;
  const name = /(?:tỷ|tỉ) lệ[^,;.(]{0,20}?((?:đúng|trước|trễ|quá) hạn|hài lòng|trực tuyến|số h[oó][áa])/iu.exec(
    text.slice(part.tail, percent.start),
  );
  if (!name) return false;
  const around = text.slice(Math.max(0, part.start - 40), part.tail + name.index).toLowerCase();
  return !around.includes((name[1] ?? '').toLowerCase());
}

export const CALLED_TOTAL =
  /tổng|tiếp nhận|phải|giao|kế hoạch|dự toán|đã giải quyết|đã xử lý|khảo sát|phát ra|phát sinh|thành lập/iu;

/** A total stands before its part and is called one; in the same sentence, or in the list that the part is an item of. */
export function isTotalOf({ passage: where, figure }: Base, passage: Passage, part: Figure): boolean {
  const told = where === passage && known(part.unit) === '' && /trong đó/iu.test(where.text.slice(figure.tail, part.start));
  if ((figure.unit !== part.unit && !told) || figure.unit === '' || figure.scale !== part.scale) return false;
  const words = where.text.slice(Math.max(0, figure.start - 60), figure.start);
  const is_called = CALLED_TOTAL.test(words.slice(Math.max(words.lastIndexOf(';'), words.lastIndexOf('. ')) + 1));
  const is_larger = compare(exactOf(figure), exactOf(part)) > 0;
  if (where !== passage)
    return (
      is_larger && is_called && passage.label?.style === 'bullet' && (where.label?.style === 'bullet' || /:\s*$/.test(where.text))
    );
  if (!is_larger)
    return is_called && figure.start < part.start && /giao|tổng|kế hoạch|phát ra|phát sinh|tiếp nhận|phải/iu.test(words);
  const between = passage.text.slice(Math.min(figure.tail, part.tail), Math.max(figure.start, part.start));
  if (/[.]\s/.test(between)) return is_called;
  return figure.start < part.start || is_called;
}

const by_unit = new WeakMap<Document, Map<string, Figure[]>>();

/** Counts of a unit in the whole report, the first three hundred: a report has no more. */
export function figuresOfUnit(document: Document, unit: string): Figure[] {
  let units = by_unit.get(document);
  if (!units) {
    units = new Map();
    for (const figure of document.passages.flatMap((p) => p.figures)) {
      if (figure.kind !== 'count') continue;
      const list = units.get(figure.unit);
      if (!list) units.set(figure.unit, [figure]);
      else if (list.length < 300) list.push(figure);
    }
    by_unit.set(document, units);
  }
  return units.get(unit) ?? [];
}

const of_tables = new WeakMap<Document, Figure[]>();

/** Figures of the tables that a reader takes in. */
export function figuresInTables(document: Document): Figure[] {
  let found = of_tables.get(document);
  if (!found) {
    found = shownOf(document).flatMap(({ grid }) =>
      grid.rows.flatMap((row) => row.figures.flatMap((entry) => entry?.figure ?? [])),
    );
    of_tables.set(document, found);
  }
  return found;
}

/** A base that stands elsewhere in the report. With two decimals, or for things other than dossiers, one that fits is no accident. */
export function baseElsewhere(document: Document, part: Figure, percent: Figure): boolean {
  if (percent.decimals === 0 || (percent.decimals < 2 && part.unit === 'hồ_sơ')) return false;
  return figuresOfUnit(document, part.unit).some((f) => f !== part && fits(part, f, percent));
}

/** A slip of the pen away, or within a quarter: shares of another base lie anywhere. */
export function isLikely(part: Figure, base: Figure, percent: Figure): boolean {
  if (exactOf(base).n <= 0n) return false;
  const q = multiply(divide(exactOf(part), exactOf(base)), HUNDRED);
  const gap = absolute(subtract(q, exactOf(percent)));
  return compare({ n: gap.n * 4n, d: gap.d }, exactOf(percent)) <= 0 || isMisprintedShare(percent, part, base);
}

export function isNamedBy(passage: Passage, base: Figure, after: string): boolean {
  const words = passage.text.slice(Math.max(0, base.start - 70), base.start);
  if (/kế hoạch|\bKH\b|dự toán|chỉ tiêu/iu.test(after))
    return /kế hoạch|giao|dự toán|chỉ tiêu|\bKH\b|tổng (?:số )?vốn|nguồn vốn/iu.test(words);
  return /tổng|toàn/iu.test(words);
}

/** Sums of two or three neighbouring figures: a base that is printed only in its parts. */
export function sums(figures: readonly Figure[], part: Figure): Figure[] {
  const same = figures.filter((f) => f.unit === part.unit && f.scale === part.scale).slice(0, 8);
  const found: Figure[] = [];
  const combine = (parts: Figure[]): void => {
    const n = parts.reduce((total, f) => total + exactOf(f).n, 0n);
    if (parts.every((f) => exactOf(f).d === 1n))
      found.push({ ...part, readings: [{ value: { n, d: 1n }, decimals: 0, is_foreign: false }] });
  };
  for (const f of same) {
    combine([part, f]);
    for (const g of same) if (g.start > f.start) combine([part, f, g]);
    for (const g of same) if (g.start > f.start) combine([f, g]);
  }
  return found;
}

/** At one decimal or more, a pair of other figures that gives exactly this percentage is no accident. */
export function otherPairFits(passage: Passage, percent: Figure): boolean {
  if (percent.decimals === 0) return false;
  // Not of a list that follows, whose items have shares of their own.
  const counts = passage.figures
    .filter((f) => f.kind === 'count' && f.readings.length > 0 && f.start < percent.tail + 40)
    .slice(-20);
  return counts.some((a) =>
    counts.some(
      (b) =>
        a !== b &&
        known(a.unit) === known(b.unit) &&
        compare(exactOf(a), exactOf(b)) < 0 &&
        ratioVerdict(a, b, percent) === 'match',
    ),
  );
}

const known = (unit: string): string => (unit.startsWith('~') ? '' : unit);

const MOST_BASES = 48;

/** Figures that the part may be a share of: in the passage, the lead of its list, and the items before it. */
export function basesNear(document: Document, passage: Passage, part: Figure): Base[] {
  const passages = [passage];
  for (let i = passage.index - 1; i >= Math.max(0, passage.index - 8); i -= 1) {
    const other = document.passages[i];
    if (!other || other.section !== passage.section) break;
    if (!other.is_footnote) passages.push(other);
  }
  const all = passages.flatMap((p) =>
    p.figures
      .filter(
        (f) =>
          f.kind === 'count' &&
          f !== part &&
          f.bound === 'exact' &&
          (comparable(known(f.unit), known(part.unit)) || isKindOf(f.unit, part.unit) || isKindOf(part.unit, f.unit)),
      )
      .map((figure) => ({ passage: p, figure })),
  );
  // The nearest, when there are more than prose has.
  const far = (base: Base): number => (passage.index - base.passage.index) * 10_000 + Math.abs(base.figure.start - part.start);
  return all.length <= MOST_BASES ? all : all.toSorted((a, b) => far(a) - far(b)).slice(0, MOST_BASES);
}
