-- name: next_ids
select d.id
from dossiers.dossier d
where d.tenant = :tenant and d.id > :after::bigint
  and (:ids::bigint[] is null or d.id = any (:ids::bigint[]))
order by d.id
limit :limit;

-- name: all_events
select e.dossier_id, e.seq, e.kind, e.at, e.recorded_at, e.actor_id, e.unit_id, e.data
from dossiers.event e
where e.tenant = :tenant and e.dossier_id = any (:ids::bigint[])
order by e.dossier_id, e.seq;

-- name: stored_dossiers
select d.id as dossier_id, d.code, d.client_id, d.procedure_id, d.procedure_version_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id,
       d.holder_id, d.channel, d.applicant_kind, d.applicant_name, d.applicant_identity, d.no_identity_reason, d.applicant_phone, d.applicant_email,
       d.applicant_address, d.submitter_name, d.matter, d.return_channel, d.filed_at, d.received_at, d.due_at, d.due_on, d.due_precision, d.status,
       d.paused_at, d.decided_at, d.closed_at, d.delivered_at, d.outcome, d.last_seq, d.changed_at,
       d.helping_unit_id, d.first_due_on, d.times_extended, d.reappointed_on, d.apologised_at, d.explained_at,
       d.explanation_accepted_at, d.reopened_times, d.officer_id, d.process_version_id, d.step_code, d.fee_due_vnd, d.fee_paid_vnd,
       d.step_due_at, d.waiting_for
from dossiers.dossier d
where d.tenant = :tenant and d.id = any (:ids::bigint[])
order by d.id;

-- name: stored_papers
-- Papers have no order but that in which they came: their generated id.
select w.dossier_id, w.kind, w.ordinal, w.name, w.form, w.sheets, w.must_digitise, w.file_id, w.digitised_at
from dossiers.paper w
where w.tenant = :tenant and w.dossier_id = any (:ids::bigint[])
order by w.dossier_id, w.id;

-- name: stored_versions
select v.dossier_id, v.known_from, nullif(v.known_to, 'infinity') as known_to, v.received_on, v.due_on, v.closed_on, v.paused_on, v.outcome, v.timeliness,
       v.channel, v.competent_unit_id, v.receiving_unit_id, v.procedure_id, v.sector_id, v.level, v.online_level, v.papers_state, v.result_state,
       v.suspended_days, v.is_no_writing, v.is_interlinked, v.marks
from dossiers.version v
where v.tenant = :tenant and v.dossier_id = any (:ids::bigint[])
order by v.dossier_id, v.known_from, v.known_to;

-- name: stored_payments
select p.dossier_id, p.seq, p.kind, p.stage, p.at, p.unit_id, p.account_id, p.amount_vnd, p.method, p.is_online, p.gateway, p.is_paid_on_behalf, p.payer_name,
       p.receipt_no
from dossiers.payment p
where p.tenant = :tenant and p.dossier_id = any (:ids::bigint[])
order by p.dossier_id, p.seq;

-- name: stored_steps
select s.dossier_id, s.place, s.seq, s.step_code, s.leg, s.unit_id, s.account_id, s.assigned_by, s.entered_at, s.due_on, s.due_at, s.due_precision,
       s.leg_due_at, s.left_seq, s.left_at, s.left_as, s.timeliness, s.process_version_id
from dossiers.step s
where s.tenant = :tenant and s.dossier_id = any (:ids::bigint[])
order by s.dossier_id, s.place;

-- name: stored_consultations
select c.dossier_id, c.id, c.step_code, c.asked_by_unit_id, c.asked_by, c.unit_id, c.account_id, c.question, c.asked_at, c.due_on, c.due_at, c.reminded_at,
       c.times_reminded, c.answered_at, c.answered_by, c.answer, c.opinion, c.cancelled_at
from dossiers.consultation c
where c.tenant = :tenant and c.dossier_id = any (:ids::bigint[])
order by c.dossier_id, c.id;

-- name: orphans
-- Events or versions of a dossier that is not there.
select distinct x.dossier_id
from (select e.dossier_id from dossiers.event e where e.tenant = :tenant
      union all
      select v.dossier_id from dossiers.version v where v.tenant = :tenant) x
where not exists (select from dossiers.dossier d where d.tenant = :tenant and d.id = x.dossier_id)
order by x.dossier_id
limit 1000;
