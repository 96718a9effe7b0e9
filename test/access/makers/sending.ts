import type { Db } from '#lib/sql';
import { create } from '#reports';

type Unit = { id: number; code: string; tenant: number };

/** An issued report of a unit, sent over the exchange, and a report that came to it; their titles are found nowhere else. */
export async function makeSending(
  db: Db,
  unit: Unit,
  file_id: number,
  name: string,
  now: Date,
): Promise<{ report_id: number; dispatch_id: number; incoming_id: number; title: string; subject: string }> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const { id } = await create(db, { unit: unit.code, regime: 'tthc', kind: 'month', year: 2026, n: 9 }, by);
  const title = `Báo cáo gửi ${name}`;
  const subject = `Báo cáo đến ${name}`;
  await db.query('update reports.report set title = $2 where id = $1', [id, title]);
  await db.query(
    `insert into reports.issue (tenant, report_id, version, unit_id, year, number, symbol, issued_on, signer, known_at, tree_day, content, content_sha256,
                                docx_file_id, docx_sha256, token, issued_at)
     select v.tenant, v.report_id, v.version, $2, 2026, 901, 'BC-UBND', '2026-10-20', 'Người Ký Mốc', v.known_at, '2026-10-14', v.content, 'x', $3, 'x', $4, $5
     from reports.version v where v.report_id = $1`,
    [id, unit.id, file_id, `ma-cua-bao-cao-moc-${unit.id}`, now],
  );
  await db.query(
    `insert into reports.event (tenant, report_id, seq, kind, version, at) select tenant, report_id, 2, 'issued', 1, $2 from reports.version where report_id = $1`,
    [id, now],
  );
  const sent = await db.query<{ id: number }>(
    `insert into reports.dispatch (tenant, report_id, version, unit_id, channel, is_superior, to_name, to_address, document_id, at)
     values ($1, $2, 1, $3, 'edxml', false, 'Bộ Mốc', 'G77', $4, $5) returning id`,
    [unit.tenant, id, unit.id, `moc,${unit.code}`, now],
  );
  const dispatch_id = sent.rows[0]?.id as number;
  await db.query(`insert into reports.dispatch_event (tenant, dispatch_id, seq, kind, at) values ($1, $2, 1, 'queued', $3)`, [
    unit.tenant,
    dispatch_id,
    now,
  ]);
  const came = await db.query<{ id: number }>(
    `insert into reports.incoming (tenant, unit_id, source, document_id, from_code, from_name, code_number, code_notation, subject, arrived_at)
     values ($1, $2, 'edxml', $3, 'G78', 'Sở Mốc', '7', 'BC-SM', $4, $5) returning id`,
    [unit.tenant, unit.id, `den,${unit.code}`, subject, now],
  );
  const incoming_id = came.rows[0]?.id as number;
  await db.query(`insert into reports.incoming_event (tenant, incoming_id, seq, kind, at) values ($1, $2, 1, 'arrived', $3)`, [
    unit.tenant,
    incoming_id,
    now,
  ]);
  return { report_id: id, dispatch_id, incoming_id, title, subject };
}
