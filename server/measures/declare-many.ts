// Declared values of many periods or units at once, for grids, histories and the range a value usually lies in.
import { z } from 'zod';
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import type { Declared } from './kinds.ts';

const sql = loadSql(import.meta.url, ['declared_over']);

const Row = z.object({
  measure: z.string(),
  unit_id: z.int(),
  /** Which of the periods asked for, from 1. */
  at: z.int(),
  id: z.number(),
  s: z.string(),
  e: z.string(),
  version: z.int(),
  value: z.string().nullable(),
  /** Digits after the point as they were declared. */
  decimals: z.int(),
  note: z.string().nullable(),
  reason: z.string(),
  declared_by: z.number().nullable(),
  declared_by_name: z.string(),
  declared_at: z.date(),
});
export type DeclaredOver = z.infer<typeof Row>;

/** The newest word of each of these measures at these units in each of these periods, in one statement. */
export async function declaredOver(
  db: Db,
  ask: { unit_ids: readonly number[]; measures: readonly Declared[]; periods: readonly { s: Day; e: Day }[] },
  scope: Scope,
): Promise<DeclaredOver[]> {
  if (ask.measures.length === 0 || ask.periods.length === 0) return [];
  const params = {
    names: ask.measures.map((one) => one.name),
    times: ask.measures.map((one) => one.time),
    starts: ask.periods.map((one) => one.s),
    ends: ask.periods.map((one) => one.e),
    unit_ids: ask.unit_ids,
    scope: scope.unit_ids,
  };
  return many(db, sql.declared_over, params, Row);
}
