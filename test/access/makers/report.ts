import type { Db } from '#lib/sql';
import { create, held } from '#reports';
import type { Records } from '../records.ts';

/** A kept report of a unit, returned to who writes it: it was handed in once, so the level above sees it. Its title is found nowhere else. */
export async function makeReport(db: Db, unit: string, title: string, now: Date): Promise<Records['report']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const { id } = await create(db, { unit, regime: 'tthc', kind: 'quarter', year: 2026, n: 4 }, by);
  await db.query('update reports.report set title = $2 where id = $1', [id, title]);
  for (const [at, kind] of ['submitted', 'returned'].entries())
    await db.query(
      `insert into reports.event (tenant, report_id, seq, kind, version, at, reason)
       select v.tenant, v.report_id, $2, $3, 1, $4, 'thử' from reports.version v where v.report_id = $1`,
      [id, at + 2, kind, now],
    );
  const { rows } = await db.query<{ anchor: string }>(
    'select min(k) as anchor from reports.version v, jsonb_object_keys(v.content -> $2) k where v.report_id = $1',
    [id, 'figures'],
  );
  return { id, title: (await held(db, id, by.scope)).title, anchor: rows[0]?.anchor as string };
}
