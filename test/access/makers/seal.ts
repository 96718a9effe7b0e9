import type { Db } from '#lib/sql';
import { addSeal, issue, makeAuthority, makePkcs12 } from '#signatures';
import type { Place, Records } from '../records.ts';

const LIFE = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2031-01-01T00:00:00Z') };
const authority = makeAuthority({ common_name: 'Gốc kiểm thử' }, LIFE);
const holder = issue(authority, { common_name: 'Con dấu kiểm thử' }, LIFE);

export async function makeSeal(
  db: Db,
  unit: { id: number; tenant: number },
  place: Place,
  file_id: number,
  by: Parameters<typeof addSeal>[2],
): Promise<Records['seal']> {
  const label = `Con dấu mốc ${place}`;
  const request_name = `ky-so-moc-${place}.pdf`;
  const key = { pkcs12: makePkcs12(holder, [authority.certificate], 'mật khẩu'), password: 'mật khẩu', needs_password: false };
  const { id } = await addSeal(db, { unit, kind: 'agency', account_id: null, label, signer_title: null, ...key }, by);
  const { rows } = await db.query<{ id: number }>(
    `insert into signatures.request (tenant, unit_id, seal_id, state, purpose, subject_kind, subject_id, name, source_file_id, signed_file_id,
       asked_by_name, asked_at, finished_at)
     values ($1, $2, $3, 'signed', 'test', 'mark', 1, $4, $5, $5, 'x', $6, $6) returning id`,
    [unit.tenant, unit.id, id, request_name, file_id, by.now],
  );
  return { id, label, request_id: rows[0]?.id as number, request_name };
}
