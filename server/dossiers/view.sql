-- name: key_of
select d.tenant
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = :id
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[]))
       or exists (select from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                    and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])));

-- name: is_held_within
select access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[])) as is_held
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = :id
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[])
       or exists (select from dossiers.step s where s.tenant = d.tenant and s.dossier_id = d.id and s.left_at is null
                    and access.in_scope(s.unit_id, :scope::int[]))
       or exists (select from dossiers.consultation c where c.tenant = d.tenant and c.dossier_id = d.id and c.answered_at is null
                    and c.cancelled_at is null and access.in_scope(c.unit_id, :scope::int[])));

-- name: more_of
select d.procedure_version_id, u.code as competent_unit_code, d.matter, d.submitter_name, d.no_identity_reason, d.return_channel, d.first_due_on,
       d.times_extended, d.reappointed_on, d.apologised_at, d.explained_at, d.explanation_accepted_at, d.reopened_times, d.officer_id,
       d.process_version_id, d.step_code, d.step_due_at, d.waiting_for, d.fee_due_vnd, d.fee_paid_vnd
from dossiers.dossier d
join org.unit u on u.id = d.competent_unit_id
where d.tenant = :tenant and d.id = :id;

-- name: papers_of_dossier
select w.id, w.kind, w.ordinal, w.name, w.form, w.sheets, w.must_digitise, (w.form = 2 or w.digitised_at is not null) as is_digitised,
       w.digitised_at, w.file_id, f.name as file_name, f.size_bytes
from dossiers.paper w
left join files.file f on f.tenant = w.tenant and f.id = w.file_id
where w.tenant = :tenant and w.dossier_id = :id
order by w.kind, w.ordinal;

-- name: account_names
select a.id, a.display_name
from access.account a
where a.id = any (:ids::bigint[])
order by a.id;
