// Several shares of one thing whose bases are not one.
import { standsInTable } from './confirmed.ts';
import type { Passage } from './document.ts';
import { exactOf } from './figure.ts';
import { type Context, decided, type Fault, spotIn } from './rule.ts';

/** Bases of one population that differ by a little, and are explained nowhere. */
export function* differingBases(context: Context): Generator<Fault> {
  const { passages } = context.document;
  const all = passages.flatMap((passage) =>
    passage.section.is_plan || passage.is_footnote ? [] : passage.fractions.map((fraction) => ({ passage, fraction })),
  );
  const told = all.filter(
    ({ fraction }) =>
      fraction.unit === 'hồ_sơ' && exactOf(fraction.b).n >= 100n && fraction.b.scale === 1n && fraction.b.decimals === 0,
  );
  const distinct = [...new Map(told.map((entry) => [String(exactOf(entry.fraction.b).n), entry])).values()];
  if (distinct.length < 2) return;
  const printed = new Set<bigint>();
  for (const p of passages)
    for (const f of p.figures)
      if (
        f.kind === 'count' &&
        exactOf(f).d === 1n &&
        (p.fractions.length === 0 || !p.fractions.some((x) => x.b.start === f.start))
      )
        printed.add(exactOf(f).n);
  const explained = (n: bigint): boolean => printed.has(n);
  for (const base of distinct) {
    const n = exactOf(base.fraction.b).n;
    const near = distinct.filter((other) => {
      const m = exactOf(other.fraction.b).n;
      return m !== n && (m > n ? m - n : n - m) * 50n <= m && sectionOf(other.passage) === sectionOf(base.passage);
    });
    const group = [base, ...near];
    // A base that a table of the report counts is a population of its own.
    const odd = group.find(({ fraction }) => !explained(exactOf(fraction.b).n) && !standsInTable(context.document, fraction.b));
    if (near.length === 0 || !odd) continue;
    decided(context);
    yield {
      message: 'bases',
      severity: 'warning',
      at: spotIn(odd.passage, odd.fraction.b.start, odd.fraction.b.tail),
      figures: group.map(({ fraction }) => fraction.b),
      data: { list: group.map(({ fraction }) => fraction.b.raw).join(', ') },
      related: group
        .filter((other) => other !== odd)
        .map(({ passage, fraction }) => spotIn(passage, fraction.start, fraction.tail)),
      root: 'bases',
    };
    return;
  }
}

const sectionOf = (passage: Passage): unknown => {
  let { section } = passage;
  while (section.parent && section.parent.rank >= 0 && section.rank > 5) section = section.parent;
  return section;
};
