// What is counted by unit and day so that a count over any period is a sum. Pure: no database, no clock.
import { createHash } from 'node:crypto';
import type { Bounds } from './condition.ts';
import type { Condition, Count, Operand } from './definition.ts';
import { BOUNDS, type DayField } from './facts.ts';

/**
 * One place of a tally. `received`, `closed`: dossiers received or closed on the day. `open`: by how much what is open changes at the end of the
 * day, so that the sum of all days before `e` is what is open at the start of `e`; in its `where` every bound means `e`.
 */
export type Column = { kind: 'received' | 'closed' | 'open'; where: Condition | null };

/** A count is the sum of its parts: days of the period (`in`), or all days before its start (`s`) or end (`e`). */
export type Part = { column: Column; over: 'in' | 's' | 'e' };

export type Parts = { parts: Part[] /** Right only where overdue is judged at the period's end. */; is_as_of_end: boolean };

/** A day on which what is open changes: a day field, or the day before it. */
export type Turn = { field: DayField; before: 0 | 1 };

const RECEIVED: Turn = { field: 'received_on', before: 0 };
const CLOSED: Turn = { field: 'closed_on', before: 0 };

export const keyOf = (column: Column): string => JSON.stringify([column.kind, column.where]);
export const turnKey = ({ field, before }: Turn): string => `${field} ${before}`;

type Compare = Extract<Condition, { op: 'compare' }>;

function comparisons(where: Condition | null | undefined): Compare[] {
  if (!where) return [];
  if (where.op === 'compare') return [where];
  if (where.op === 'all' || where.op === 'any') return where.of.flatMap(comparisons);
  return where.op === 'not' ? comparisons(where.of) : [];
}

const isBound = (operand: Operand): boolean => (BOUNDS as readonly string[]).includes(operand);

/** The condition with every bound called by one name: at the end of a day all of them are the next day. */
function atEdge(where: Condition | undefined): Condition | null {
  if (!where) return null;
  switch (where.op) {
    case 'all':
    case 'any':
      return { op: where.op, of: where.of.map((one) => atEdge(one) as Condition) };
    case 'not':
      return { op: 'not', of: atEdge(where.of) as Condition };
    case 'compare':
      return isBound(where.right) ? { ...where, right: 'period_end' } : where;
    default:
      return where;
  }
}

/** How a count is a sum over days; null: its condition looks at both ends of the period, or at one where it is not judged. */
export function partsOf(count: Pick<Count, 'time' | 'where'>): Parts | null {
  const where = count.where ?? null;
  const bounds = new Set(comparisons(where).flatMap((one) => (isBound(one.right) ? [one.right] : [])));
  const sum = (...parts: Part[]): Parts => ({ parts, is_as_of_end: bounds.has('as_of') });
  const open = { kind: 'open', where: atEdge(count.where) } as const;
  switch (count.time) {
    case 'received_in':
      return bounds.size === 0 ? sum({ column: { kind: 'received', where }, over: 'in' }) : null;
    case 'closed_in':
      return bounds.size === 0 ? sum({ column: { kind: 'closed', where }, over: 'in' }) : null;
    case 'open_at_start':
      return bounds.has('period_end') || bounds.has('as_of') ? null : sum({ column: open, over: 's' });
    case 'open_at_end':
      return bounds.has('period_start') ? null : sum({ column: open, over: 'e' });
    case 'on_hand':
      return bounds.size === 0 ? sum({ column: open, over: 's' }, { column: { kind: 'received', where }, over: 'in' }) : null;
  }
}

/** Whether the parts give the count of this very period. */
export const holdsFor = ({ is_as_of_end }: Parts, { e, as_of }: Bounds): boolean => !is_as_of_end || as_of === e;

/** Everything these counts are sums of, each once, in a fixed order. */
export function columnsFor(counts: readonly Count[]): Column[] {
  const columns = new Map<string, Column>();
  for (const count of counts) for (const { column } of partsOf(count)?.parts ?? []) columns.set(keyOf(column), column);
  return [...columns.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
}

/** The same columns at the same places have the same name. */
export function layoutOf(columns: readonly Column[]): string {
  return createHash('sha256').update(columns.map(keyOf).join('\n')).digest('hex');
}

/**
 * The days on which a dossier can begin or stop to count as open: received, closed, and those on which a comparison with the edge turns.
 * `x < e` turns for the e after x, `x <= e` for the e that is x: one day earlier.
 */
export function turnsOf(columns: readonly Column[]): Turn[] {
  const turns = new Map([RECEIVED, CLOSED].map((turn) => [turnKey(turn), turn]));
  for (const { kind, where } of columns) {
    if (kind !== 'open') continue;
    for (const { left, than, right } of comparisons(where)) {
      if (!isBound(right)) continue;
      const turn: Turn = { field: left, before: than === '<' || than === '>=' ? 0 : 1 };
      turns.set(turnKey(turn), turn);
    }
  }
  return [...turns.values()];
}
