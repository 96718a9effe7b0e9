// Records of the one-stop shop.
import { act, type By, compileLateList, type ReceiveInput, receive } from '#dossiers';
import type { Db } from '#lib/sql';
import * as processes from '#processes';
import * as slips from '#slips';
import type { Records } from '../records.ts';
import { chunks } from './files.ts';

/** A receipt that was issued and a template that passed its check. */
export async function makeSlip(db: Db, dossier_id: number, unit: string, name: string, by: By): Promise<Records['slip']> {
  const { id } = await slips.issue(db, 'receipt', { dossier_id }, { ...by, personal: { unit_ids: null } });
  const bytes = chunks(await slips.ownTemplate('receipt', '03/2025', 'a5'));
  const asked = { unit, kind: 'receipt' as const, form_set: '03/2025', note: null };
  const { id: template_id } = await slips.uploadTemplate(db, asked, { name, type: '', bytes, fields: {} }, by);
  return { id, template_id: template_id as number, template_name: name };
}

export async function makeLate(db: Db, like: ReceiveInput, n: number, now: Date): Promise<Records['late']> {
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, scope: { unit_ids: null } };
  const applicant = {
    ...like.applicant,
    name: `Trễ Hẹn Bậc ${n}`,
    identity: null,
    no_identity_reason: 'thử',
    phone: null,
    email: null,
  };
  const received_at = '2026-09-01T08:00:00+07:00';
  const { id, code } = await receive(db, { ...like, applicant, received_at, late_entry_reason: 'thử' }, by);
  const receipt_no = `BL-MOC-${n}`;
  await act(db, id, 'collect_fee', { last_seq: 1, data: { amount_vnd: 1000 * n, receipt_no } }, by);
  const list_id = await compileLateList(db, { unit: like.receiving_unit, month: '2026-10' }, by);
  return { id, code, receipt_no, list_id };
}

/** Something posted, and a review with a proposal: of a procedure of which the demonstration posts and reviews nothing. */
export async function makePublication(
  db: Db,
  of: { tenant: number; unit_id: number; place: string; n: number },
  now: Date,
): Promise<Records['publication']> {
  const [address, plan_no] = [`https://niem-yet-${of.place}-${of.n}.vidu.vn`, `moc-${of.place}-${of.n}/KH`];
  const made = await db.query<{ id: number; review_id: number; proposal_id: number }>(
    `with p as (select p.id from procedures.procedure p where p.code = '1.001612'),
       b as (insert into procedures.publication (tenant, procedure_id, unit_id, place, address, valid, entered_at)
         select $1, p.id, $2, 'kiosk', $3, '[2026-01-01,)', $5 from p returning id),
       r as (insert into procedures.review (tenant, year, procedure_id, unit_id, due_on, plan_no, entered_at)
         select $1, 2026, p.id, $2, '2026-12-31', $4, $5 from p returning id),
       q as (insert into procedures.proposal (tenant, review_id, what, state_on, entered_at) select $1, r.id, 'x', '2026-11-20', $5 from r returning id)
     select b.id, r.id as review_id, q.id as proposal_id from b, r, q`,
    [of.tenant, of.unit_id, address, plan_no, now],
  );
  const { id, review_id, proposal_id } = made.rows[0] as { id: number; review_id: number; proposal_id: number };
  return { id, address, review_id, plan_no, proposal_id };
}

/** A message that went already, and a warning rule of the unit's own. */
export async function makeMessage(
  db: Db,
  of: { tenant: number; unit_id: number; subject: string },
  now: Date,
): Promise<Records['message']> {
  await db.query(`insert into notices.rule (unit_id, kind, lead, changed_at) values ($1, 'escalation', 1, $2)`, [
    of.unit_id,
    now,
  ]);
  const made = await db.query<{ id: number }>(
    `insert into notices.message (tenant, key, channel, to_address, unit_id, subject, text, state, next_try_at, created_at, ended_at)
     values ($1, $3, 'email', 'ai@vidu.vn', $2, $3, 'x', 'sent', $4, $4, $4) returning id`,
    [of.tenant, of.unit_id, of.subject, now],
  );
  return { id: made.rows[0]?.id as number, subject: of.subject };
}

export async function makeDesk(
  db: Db,
  of: { tenant: number; unit_id: number; name: string },
  now: Date,
): Promise<Records['desk']> {
  const desk = await db.query<{ id: number }>(
    `insert into desk.desk (tenant, unit_id, name, valid, token) values ($1, $2, $3, '[2025-07-01,)', md5($3) || md5($3 || 'x')) returning id`,
    [of.tenant, of.unit_id, of.name],
  );
  const id = desk.rows[0]?.id as number;
  const ticket = await db.query<{ id: number }>(
    `with made as (insert into desk.service (desk_id, letter, name) values ($1, 'A', 'Chứng thực') returning id)
     insert into desk.ticket (tenant, desk_id, service_id, on_date, label, taken_at) select $2, $1, made.id, '2026-11-20', 'A001', $3 from made returning id`,
    [id, of.tenant, now],
  );
  return { id, name: of.name, ticket_id: ticket.rows[0]?.id as number };
}

export async function makeProcess(
  db: Db,
  unit: string,
  procedure_code: string,
  name: string,
  now: Date,
): Promise<Records['process']> {
  const input = processes.NewProcess.parse({ unit, procedure_code, name_vi: name, name_en: name });
  const by = { actor: { user_id: null, name: 'Dữ liệu kiểm thử' }, now, today: '2026-11-20', scope: { unit_ids: null } };
  return { id: (await processes.create(db, input, by)).id, name };
}

export async function makeJob(
  db: Db,
  of: { tenant: number; unit_id: number; title: string },
  now: Date,
): Promise<Records['job']> {
  const made = await db.query<{ id: number }>(
    `insert into jobs.job (tenant, kind, title, unit_id, input, created_by_name, created_at) values ($1, 'test.mark', $2, $3, '{}', 'Dữ liệu kiểm thử', $4)
     returning id`,
    [of.tenant, of.title, of.unit_id, now],
  );
  return { id: made.rows[0]?.id as number, title: of.title };
}
