// Rows of a list form that the plans of the unit say: what the product knows is not declared beside it.
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Value } from '#measures';
import { type TaskCounts, taskCounts } from '#plans';
import type { ListLayout } from './list-layout.ts';

type Ask = { unit: string; from: Day; to: Day; today?: Day | undefined };

/** Values of the rows by key, as of the last day or today; rows of a unit without a plan, or without tasks assigned to it, are not there. */
export async function toldRows(db: Db, layout: ListLayout, ask: Ask, access: Scope): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  const rows = layout.rows.flatMap(({ key, tasks }) => (tasks ? [{ key, ...tasks }] : []));
  const { to, today = to } = ask;
  const day = today < to ? today : to;
  for (const [kind, own] of Map.groupBy(rows, (row) => row.kind)) {
    const { total } = await taskCounts(db, { unit: ask.unit, year: Number(to.slice(0, 4)), day, kinds: [kind] }, access, today);
    if (total.total === 0) continue;
    for (const { key, count } of own) {
      const n = countOf(total, count);
      const exact = { num: String(n), den: '1' };
      found.set(key, { value: String(n), exact, unit: 'task', decimals: 0, n: null, digest: null, source: 'expression' });
    }
  }
  return found;
}

function countOf(
  { total, completed_all, outcomes }: TaskCounts,
  count: 'total' | 'completed_all' | 'on_time' | 'late' | 'overdue',
): number {
  if (count === 'total') return total;
  return count === 'completed_all' ? completed_all : outcomes[count];
}
