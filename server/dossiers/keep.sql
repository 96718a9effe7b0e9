-- name: lock_dossier
-- An id is given once in the whole database; naming the tenants lets the primary key find it.
select d.tenant, d.last_seq
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = :id
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[]))
       or exists (select from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                    and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])))
for update of d;

-- name: events_of
select e.seq, e.kind, e.at, e.recorded_at, e.actor_id, e.unit_id, e.data
from dossiers.event e
where e.tenant = :tenant and e.dossier_id = :id
order by e.seq;

-- name: insert_event
insert into dossiers.event (tenant, dossier_id, seq, kind, at, recorded_at, actor_id, unit_id, data)
values (:tenant, :dossier_id, :seq, :kind, :at, :recorded_at, :actor_id, :unit_id, :data::jsonb);

-- name: update_dossier
update dossiers.dossier d
set procedure_id = :procedure_id, procedure_version_id = :procedure_version_id, holder_unit_id = :holder_unit_id, holder_id = :holder_id,
    received_at = :received_at, due_at = :due_at, due_on = :due_on, due_precision = :due_precision, status = :status, paused_at = :paused_at,
    decided_at = :decided_at, closed_at = :closed_at, delivered_at = :delivered_at, outcome = :outcome, last_seq = :last_seq, changed_at = :changed_at,
    first_due_on = :first_due_on, times_extended = :times_extended, reappointed_on = :reappointed_on, apologised_at = :apologised_at,
    explained_at = :explained_at, explanation_accepted_at = :explanation_accepted_at, reopened_times = :reopened_times, officer_id = :officer_id,
    process_version_id = :process_version_id, step_code = :step_code, fee_due_vnd = :fee_due_vnd, fee_paid_vnd = :fee_paid_vnd,
    step_due_at = :step_due_at, waiting_for = :waiting_for
where d.tenant = :tenant and d.id = :id;

-- name: insert_paper
insert into dossiers.paper (tenant, dossier_id, kind, ordinal, name, form, sheets, must_digitise, file_id, digitised_at)
values (:tenant, :dossier_id, :kind, :ordinal, :name, :form, :sheets, :must_digitise, :file_id, :digitised_at);

-- name: digitise_paper
update dossiers.paper w
set file_id = :file_id, digitised_at = :digitised_at
where w.tenant = :tenant and w.dossier_id = :dossier_id and w.kind = :kind and w.ordinal = :ordinal;

-- name: insert_version
insert into dossiers.version
  (tenant, dossier_id, known_from, known_to, received_on, due_on, closed_on, paused_on, outcome, timeliness, channel, competent_unit_id,
   receiving_unit_id, procedure_id, sector_id, level, online_level, papers_state, result_state, suspended_days, is_no_writing, is_interlinked,
   marks)
values
  (:tenant, :dossier_id, :known_from, coalesce(:known_to::timestamptz, 'infinity'), :received_on, :due_on, :closed_on, :paused_on, :outcome, :timeliness,
   :channel, :competent_unit_id, :receiving_unit_id, :procedure_id, :sector_id, :level, :online_level, :papers_state, :result_state, :suspended_days,
   :is_no_writing, :is_interlinked, :marks);

-- name: close_version
update dossiers.version v
set known_to = :known_to
where v.tenant = :tenant and v.dossier_id = :dossier_id and v.known_to = 'infinity';

-- name: forget_versions
delete from dossiers.version v
where v.tenant = :tenant and v.dossier_id = :dossier_id;

-- name: forget_payments
delete from dossiers.payment p
where p.tenant = :tenant and p.dossier_id = :dossier_id;

-- name: put_payments
insert into dossiers.payment
  (tenant, dossier_id, seq, kind, stage, at, unit_id, account_id, amount_vnd, method, is_online, gateway, is_paid_on_behalf, payer_name, receipt_no)
select :tenant, :dossier_id, p.seq, p.kind, p.stage, p.at, p.unit_id, p.account_id, p.amount_vnd, p.method, p.is_online, p.gateway, p.is_paid_on_behalf,
       p.payer_name, p.receipt_no
from jsonb_populate_recordset(null::dossiers.payment, :rows::jsonb) as p
order by p.seq;

-- name: forget_steps
delete from dossiers.step s
where s.tenant = :tenant and s.dossier_id = :dossier_id;

-- name: put_steps
insert into dossiers.step
  (tenant, dossier_id, place, seq, step_code, leg, unit_id, account_id, assigned_by, entered_at, due_on, due_at, due_precision, leg_due_at,
   left_seq, left_at, left_as, timeliness, process_version_id)
select :tenant, :dossier_id, s.place, s.seq, s.step_code, s.leg, s.unit_id, s.account_id, s.assigned_by, s.entered_at, s.due_on, s.due_at,
       s.due_precision, s.leg_due_at, s.left_seq, s.left_at, s.left_as, s.timeliness, s.process_version_id
from jsonb_populate_recordset(null::dossiers.step, :rows::jsonb) as s
order by s.place;

-- name: forget_consultations
delete from dossiers.consultation c
where c.tenant = :tenant and c.dossier_id = :dossier_id;

-- name: put_consultations
insert into dossiers.consultation
  (tenant, dossier_id, id, step_code, asked_by_unit_id, asked_by, unit_id, account_id, question, asked_at, due_on, due_at, reminded_at,
   times_reminded, answered_at, answered_by, answer, opinion, cancelled_at)
select :tenant, :dossier_id, c.id, c.step_code, c.asked_by_unit_id, c.asked_by, c.unit_id, c.account_id, c.question, c.asked_at, c.due_on,
       c.due_at, c.reminded_at, c.times_reminded, c.answered_at, c.answered_by, c.answer, c.opinion, c.cancelled_at
from jsonb_populate_recordset(null::dossiers.consultation, :rows::jsonb) as c
order by c.id;
