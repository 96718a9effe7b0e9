// One action on several reports: each has its own savepoint, so a refusal undoes nothing of the others.
import { z } from 'zod';
import { addDays } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { unitById } from '#org';
import { sendReport } from './dispatch.ts';
import { takeStep } from './dispatch-step.ts';
import { type By, held, unitOf } from './stored.ts';

export const BULK_ACTIONS = ['submit', 'approve', 'accept', 'send_back', 'send'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export const BulkRow = z.object({
  id: z.number(),
  is_done: z.boolean(),
  error: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});

/** In the order of `ids`. `send` goes to the unit above. */
export async function actOnMany(
  db: Db,
  action: BulkAction,
  ids: readonly number[],
  reason: string | null,
  by: By,
): Promise<z.infer<typeof BulkRow>[]> {
  const rows: z.infer<typeof BulkRow>[] = [];
  for (const id of new Set(ids)) rows.push(await actOnOne(db, action, id, reason, by));
  return rows;
}

async function actOnOne(db: Db, action: BulkAction, id: number, reason: string | null, by: By): Promise<z.infer<typeof BulkRow>> {
  await db.query('savepoint report');
  try {
    if (action === 'send') await sendAbove(db, id, reason, by);
    else await takeStep(db, id, action, reason, by);
    await db.query('release savepoint report');
    return { id, is_done: true, error: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await db.query('rollback to savepoint report');
    return { id, is_done: false, error: { code: error.code, data: { ...(error.data as object) } } };
  }
}

async function sendAbove(db: Db, id: number, note: string | null, by: By): Promise<void> {
  const report = await held(db, id, by.scope);
  const unit = await unitOf(db, report);
  if (unit.parent_id === null) throw new DomainError('reports.no_unit_above', 422, { unit: unit.code });
  const parent = await unitById(db, unit.parent_id, addDays(report.e, -1));
  await sendReport(db, id, { recipients: [{ channel: 'product', unit: parent.code }], note }, by);
}
