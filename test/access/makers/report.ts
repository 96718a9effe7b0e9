import type { Db } from '#lib/sql';
import { create, explain, held, leaveOut, versionOf } from '#reports';
import type { Records } from '../records.ts';

/** A kept report of a unit, returned to who writes it: it was handed in once, so the level above sees it. Its title is found nowhere else. */
export async function makeReport(db: Db, unit: string, title: string, now: Date): Promise<Records['report']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const { id } = await create(db, { unit, regime: 'tthc', kind: 'quarter', year: 2026, n: 4 }, by);
  await db.query('update reports.report set title = $2 where id = $1', [id, title]);
  await handIn(db, id, now);
  const { rows } = await db.query<{ anchor: string }>(
    'select min(k) as anchor from reports.version v, jsonb_object_keys(v.content -> $2) k where v.report_id = $1',
    [id, 'figures'],
  );
  return { id, title: (await held(db, id, by.scope)).title, anchor: rows[0]?.anchor as string };
}

/** Submitted and returned: from then on the level above sees the report. */
async function handIn(db: Db, id: number, now: Date): Promise<void> {
  for (const kind of ['submitted', 'returned'])
    await db.query(
      `insert into reports.event (tenant, report_id, seq, kind, version, at, reason)
       select e.tenant, e.report_id, e.seq + 1, $2, e.version, $3, 'thử' from reports.event e
       where e.report_id = $1 order by e.seq desc limit 1`,
      [id, kind, now],
    );
}

/** A returned report that nothing hinders from being submitted again: its days are over, no place waits for words, every error is explained. */
export async function makeReadyReport(db: Db, unit: string, now: Date): Promise<Records['ready_report']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const { id } = await create(db, { unit, regime: 'tthc', kind: 'quarter', year: 2026, n: 3 }, by);
  await leaveOut(db, id, by);
  const { version, content, findings } = await versionOf(db, await held(db, id, by.scope));
  for (const { id: finding, severity } of findings ?? [])
    if (severity === 'error') await explain(db, id, { finding, words: 'Đã rà soát.' }, by);
  await handIn(db, id, now);
  const drafted = content.sections.flatMap(({ blocks }) => blocks).find((one) => one.kind === 'narrative' && one.draft);
  if (!drafted) throw new Error(`the report of ${unit} has no draft to decide on`);
  return { id, version, drafted_block: drafted.key };
}
