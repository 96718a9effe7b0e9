import { type Document, passageAt } from './document.ts';
import { exactOf, type Figure } from './figure.ts';
import { addsUp, sumOf } from './parts.ts';
import { compare } from './rational.ts';
import type { Fault } from './rule.ts';

/** Whether the parts make the total together with figures that stand among them: one was only left out of the reading. */
export function isMadeWithMore(document: Document, { message, figures = [], shares = [] }: Fault): boolean {
  const [total, ...parts] = figures;
  const [at, ...others] = shares;
  if (message !== 'differs' || !total || at === undefined || parts.length < 2 || compare(sumOf(parts), exactOf(total)) >= 0)
    return false;
  const passage = passageAt(document, at);
  if (!passage || others.some((other) => passageAt(document, other) !== passage)) return false;
  const to = Math.max(...others) - passage.offset;
  const left = passage.figures.filter(
    (f) =>
      f.kind === 'count' &&
      f.start > total.end &&
      f.start <= to &&
      !parts.includes(f) &&
      f.scale === total.scale &&
      (f.unit === total.unit || f.unit === '' || f.unit.startsWith('~')),
  );
  return left.length > 0 && left.length <= 4 && subsetsOf(left).some((more) => addsUp(total, [...parts, ...more]));
}

function subsetsOf(figures: readonly Figure[]): Figure[][] {
  const sets: Figure[][] = [[]];
  for (const figure of figures) for (const set of sets.slice()) sets.push([...set, figure]);
  return sets;
}
