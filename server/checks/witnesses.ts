// A share that is not what its figures give is an error when what they do give is printed in the report as well: in the form behind it, in another paragraph.
import type { Document } from './document.ts';
import { gridsOf } from './grid.ts';
import type { Fault } from './rule.ts';

/** One decimal is met by chance. */
const TELLING = /^\d{1,3},\d{2,}%$/u;

/** Whether the right share of a fault stands somewhere else, as a share or in a cell. */
export function isRightTold(document: Document, { expected = '', figures = [] }: Fault): boolean {
  if (!TELLING.test(expected)) return false;
  const right = expected.slice(0, -1);
  return (
    document.passages.some((passage) =>
      passage.figures.some((f) => f.kind === 'percent' && f.raw === right && !figures.includes(f)),
    ) || gridsOf(document).some(({ rows }) => rows.some((row) => row.figures.some((entry) => entry?.figure.raw === right)))
  );
}
