// Values of declared measures. A unit's own declaration stands for all it holds; without one the declarations below it are summed.
import { z } from 'zod';
import { addDays, type Day } from '#lib/day';
import { add, type Rational, rationalOf } from '#lib/rational';
import { type Db, loadSql, many } from '#lib/sql';
import { digestOf, joined, NOTHING } from './digest.ts';
import { type Frame, parentsOf, speaking } from './frame.ts';
import type { Declared } from './kinds.ts';
import type { Cell } from './value.ts';
import type { Cells } from './values.ts';

const sql = loadSql(import.meta.url, ['declared_for']);

const Said = z.object({
  measure: z.string(),
  unit_id: z.int(),
  id: z.number(),
  s: z.string(),
  e: z.string(),
  value: z.string().nullable(),
  note: z.string().nullable(),
  x: z.string(),
  y: z.string(),
});
type Said = z.infer<typeof Said>;

/** First day of what a declared measure is declared for; null: it holds at a day and is carried forward. */
export function firstDay(measure: Declared, { s, e }: { s: Day; e: Day }): Day | null {
  if (measure.time === 'at_end') return null;
  return measure.time === 'in_period' ? s : `${addDays(e, -1).slice(0, 4)}-01-01`;
}

/** Cells of declared measures, by name and row, in two statements. */
export async function declaredCells(db: Db, frame: Frame, measures: readonly Declared[]): Promise<Map<string, Cells>> {
  const used = await declarationsUsed(db, frame, measures);
  return new Map(
    measures.map((measure) => [
      measure.name,
      new Map(frame.rows.map((row) => [row.id, cellOf(measure, used(measure, row.id), frame)])),
    ]),
  );
}

/** Which declarations make the figure of a row. */
export async function declarationsUsed(
  db: Db,
  frame: Frame,
  measures: readonly Declared[],
): Promise<(measure: Declared, row: number) => Said[]> {
  if (measures.length === 0) return () => [];
  const params = {
    names: measures.map((one) => one.name),
    times: measures.map((one) => one.time),
    s: frame.bounds.s,
    e: frame.bounds.e,
    unit_ids: frame.unit_ids,
    known_at: frame.known_at ?? null,
  };
  const said = Map.groupBy(await many(db, sql.declared_for, params, Said), (one) => one.measure);
  const parents = await parentsOf(db, frame);
  return (measure, row) => {
    const by_unit = new Map((said.get(measure.name) ?? []).map((one) => [one.unit_id, one]));
    return speaking(frame, parents, row, by_unit)
      .filter((id) => measure.roll_up === 'sum' || stands(frame, id, row))
      .map((id) => by_unit.get(id) as Said);
  };
}

/** Whether a unit of any time is the row itself, not something below it. */
function stands(frame: Frame, unit_id: number, row: number): boolean {
  return frame.leaves.get(unit_id)?.some((leaf) => leaf.row_unit === row && leaf.depth === 0) ?? false;
}

function cellOf(measure: Declared, used: readonly Said[], frame: Frame): Cell {
  const digest = used.reduce((so_far, one) => joined(so_far, digestOf(1, one.x, one.y)), NOTHING);
  const [first] = used;
  if (!first) return { exact: null, n: 0, digest, reason_null: 'not_declared' };
  const values: Rational[] = used.flatMap((one) => (one.value === null ? [] : [rationalOf(one.value)]));
  const latest = used.map((one) => addDays(one.e, -1)).reduce((a, b) => (a > b ? a : b));
  return {
    exact: values.length === 0 ? null : values.reduce(add),
    n: used.length,
    digest,
    ...(values.length === 0 && { reason_null: 'declared_blank' as const }),
    ...(used.length === 1 && first.note !== null && { note: first.note }),
    ...(measure.time !== 'in_period' && addDays(latest, 1) < frame.bounds.e && { as_of: latest }),
  };
}
