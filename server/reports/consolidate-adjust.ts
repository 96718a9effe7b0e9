// Adjustments by the level above: lines of their own beside the sums, with a reason and a name. The figures below stay as they are.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, loadSql, many, maybeOne, one } from '#lib/sql';
import { auditReport, type By, type Held } from './stored.ts';

const sql = loadSql(import.meta.url, ['adjustments', 'insert_adjustment', 'withdraw_adjustment']);

export const Adjustment = z.object({
  id: z.number(),
  measure: z.string(),
  s: z.string(),
  delta: z.string(),
  unit_id: z.number().nullable(),
  reason: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
  withdrawn_at: z.date().nullable(),
  withdrawn_by_name: z.string().nullable(),
  withdrawn_reason: z.string().nullable(),
});
export type Adjustment = z.infer<typeof Adjustment>;

/** All there were, withdrawn ones too, in the order they were made. */
export function adjustmentsOf(db: Db, report: Held): Promise<Adjustment[]> {
  return many(db, sql.adjustments, { tenant: report.tenant, report_id: report.id }, Adjustment);
}

export type NewAdjustment = { measure: string; s: Day; delta: string; unit_id: number | null; reason: string };

const Id = z.object({ id: z.number() });

export async function addAdjustment(db: Db, report: Held, made: NewAdjustment, by: By): Promise<number> {
  const ask = { tenant: report.tenant, report_id: report.id, ...made, now: by.now, by: by.actor.user_id };
  const { id } = await one(db, sql.insert_adjustment, ask, Id);
  const { reason, ...after } = made;
  await auditReport(db, report, by, 'reports.adjust', { adjustment: id, ...after }, reason);
  return id;
}

/** @throws reports.no_such_adjustment */
export async function withdrawAdjustment(db: Db, report: Held, id: number, reason: string, by: By): Promise<void> {
  const ask = { tenant: report.tenant, report_id: report.id, id, reason, now: by.now, by: by.actor.user_id };
  if (!(await maybeOne(db, sql.withdraw_adjustment, ask, Id))) throw new DomainError('reports.no_such_adjustment', 404, { id });
  await auditReport(db, report, by, 'reports.withdraw_adjustment', { adjustment: id }, reason);
}

/** Sums of what holds, by column. */
export function deltasOf(adjustments: readonly Adjustment[], keyOf: (measure: string, s: Day) => string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { measure, s, delta, withdrawn_at } of adjustments) {
    if (withdrawn_at !== null) continue;
    const key = keyOf(measure, s);
    found.set(key, [...(found.get(key) ?? []), delta]);
  }
  return found;
}
