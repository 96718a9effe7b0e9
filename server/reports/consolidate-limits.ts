// What an adjustment may not make of the sums: a count below zero, a part larger than its whole. Pure.
import { DomainError } from '#lib/errors';
import type { Asked } from './consolidate-cells.ts';
import { keyOf } from './consolidate-cells.ts';
import type { Gathered } from './consolidate-figures.ts';
import { lessOf, summedText } from './consolidate-sums.ts';

/** Pairs of columns of which the first is a part of the second, as the definitions say. */
function wholesOf({ columns }: Gathered): [Asked, Asked][] {
  const at = new Map(columns.map((column) => [column.key, column]));
  const pair = (part: unknown, whole: unknown, s: string): [Asked, Asked][] => {
    const [a, b] = [at.get(keyOf(String(part), s)), at.get(keyOf(String(whole), s))];
    return a && b ? [[a, b]] : [];
  };
  return columns.flatMap(({ definition, measure, s }) => {
    if (definition.kind === 'ratio') return pair(definition.numerator, definition.denominator, s);
    return definition.kind === 'count' && definition.part_of ? pair(measure, definition.part_of, s) : [];
  });
}

const isNegative = (text: string | null): boolean => /^-.*[1-9]/.test(text ?? '');

/**
 * @param change what is added to the sum of the column; of a withdrawal its opposite
 * @throws reports.adjustment_impossible
 */
export function refuseImpossible(all: Gathered, column: Asked, change: { delta: string; unit_id: number | null }): void {
  const { delta, unit_id } = change;
  const sumOf = (key: string) => all.total.get(key)?.value ?? '0';
  const total = summedText([sumOf(column.key), delta]);
  const refuse = (why: 'below_zero' | 'part_above_whole', other: Record<string, string>) => {
    throw new DomainError('reports.adjustment_impossible', 422, {
      measure: column.measure,
      label: column.label,
      why,
      total,
      ...other,
    });
  };
  if (isNegative(total)) refuse('below_zero', {});
  const of_unit = unit_id === null ? null : all.submitted.get(column.key)?.get(unit_id)?.value;
  if (of_unit != null) {
    const made = all.adjustments.filter(
      (one) => one.withdrawn_at === null && one.unit_id === unit_id && one.measure === column.measure && one.s === column.s,
    );
    const left = summedText([of_unit, ...made.map((one) => one.delta), delta]);
    if (isNegative(left)) refuse('below_zero', { total: left });
  }
  for (const [part, whole] of wholesOf(all)) {
    if (part.key !== column.key && whole.key !== column.key) continue;
    const [a, b] = [part, whole].map(({ key }) => (key === column.key ? total : sumOf(key))) as [string, string];
    if (isNegative(lessOf(b, a))) refuse('part_above_whole', { part: part.label, whole: whole.label });
  }
}

/** `-3` of `3`, and the other way round. */
export const oppositeOf = (delta: string): string => (delta.startsWith('-') ? delta.slice(1) : `-${delta}`);
