import type { Db } from '#lib/sql';
import type { Records } from '../records.ts';

/** An assignment and a report asked ad hoc by a unit, of a regime nobody has; the subject is found nowhere else. */
export async function makeDue(db: Db, of: { tenant: number; id: number; mark: string }, now: Date): Promise<Records['due']> {
  const assigned = await db.query<{ id: number }>(
    `insert into reports.assignment (tenant, regime, by_unit_id, unit_id, valid, document_number, made_at, made_by_name)
     values ($1, 'moc', $2, $2, '[2026-11-01,)', $3, $4, 'x') returning id`,
    [of.tenant, of.id, of.mark, now],
  );
  const asked = await db.query<{ id: number }>(
    `insert into reports.request (tenant, unit_id, subject, s, e, due_on, outline, sections, asked_at, asked_by_name)
     values ($1, $2, $3, '2026-11-01', '2026-11-19', '2026-11-30', 'free', '{Một}', $4, 'x') returning id`,
    [of.tenant, of.id, of.mark, now],
  );
  await db.query(
    `insert into reports.lock_change (tenant, regime, s, e, unit_id, is_locked, reason, at, by_name)
     values ($1, 'moc', '2026-11-01', '2026-11-19', $2, true, $3, $4, 'x')`,
    [of.tenant, of.id, of.mark, now],
  );
  return { assignment_id: assigned.rows[0]?.id as number, request_id: asked.rows[0]?.id as number, mark: of.mark };
}
