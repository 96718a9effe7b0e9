-- name: lock_dossier
-- An id is given once in the whole database; naming the tenants lets the primary key find it.
select d.tenant, d.last_seq
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = :id
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
for update of d;

-- name: events_of
select e.seq, e.kind, e.at, e.recorded_at, e.actor_id, e.unit_id, e.data
from dossiers.event e
where e.tenant = :tenant and e.dossier_id = :id
order by e.seq;

-- name: insert_event
insert into dossiers.event (tenant, dossier_id, seq, kind, at, recorded_at, actor_id, unit_id, data)
values (:tenant, :dossier_id, :seq, :kind, :at, :recorded_at, :actor_id, :unit_id, :data::jsonb);

-- name: insert_dossier
insert into dossiers.dossier
  (tenant, id, code, client_id, procedure_id, procedure_version_id, receiving_unit_id, competent_unit_id, holder_unit_id, holder_id, channel,
   applicant_kind, applicant_name, applicant_identity, no_identity_reason, applicant_phone, applicant_email, applicant_address, submitter_name,
   matter, return_channel, filed_at, received_at, due_at, due_on, due_precision, status, paused_at, decided_at, closed_at, delivered_at, outcome,
   last_seq, changed_at)
values
  (:tenant, :id, :code, :client_id, :procedure_id, :procedure_version_id, :receiving_unit_id, :competent_unit_id, :holder_unit_id, :holder_id, :channel,
   :applicant_kind, :applicant_name, :applicant_identity, :no_identity_reason, :applicant_phone, :applicant_email, :applicant_address, :submitter_name,
   :matter, :return_channel, :filed_at, :received_at, :due_at, :due_on, :due_precision, :status, :paused_at, :decided_at, :closed_at, :delivered_at,
   :outcome, :last_seq, :changed_at);

-- name: update_dossier
update dossiers.dossier d
set procedure_id = :procedure_id, procedure_version_id = :procedure_version_id, holder_unit_id = :holder_unit_id, holder_id = :holder_id,
    received_at = :received_at, due_at = :due_at, due_on = :due_on, due_precision = :due_precision, status = :status, paused_at = :paused_at,
    decided_at = :decided_at, closed_at = :closed_at, delivered_at = :delivered_at, outcome = :outcome, last_seq = :last_seq, changed_at = :changed_at
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
   receiving_unit_id, procedure_id, sector_id, level, online_level, papers_state, result_state, suspended_days, is_no_writing, is_interlinked)
values
  (:tenant, :dossier_id, :known_from, coalesce(:known_to::timestamptz, 'infinity'), :received_on, :due_on, :closed_on, :paused_on, :outcome, :timeliness,
   :channel, :competent_unit_id, :receiving_unit_id, :procedure_id, :sector_id, :level, :online_level, :papers_state, :result_state, :suspended_days,
   :is_no_writing, :is_interlinked);

-- name: close_version
update dossiers.version v
set known_to = :known_to
where v.tenant = :tenant and v.dossier_id = :dossier_id and v.known_to = 'infinity';

-- name: forget_versions
delete from dossiers.version v
where v.tenant = :tenant and v.dossier_id = :dossier_id;
