-- name: dossier
select d.id, d.code, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.procedure_version_id, d.status,
       d.filed_at, d.received_at, d.due_on::text as due_on, d.due_at, d.due_precision, d.decided_at, d.closed_at, d.fee_paid_vnd,
       (access.in_scope(d.receiving_unit_id, :personal::int[])
        or access.in_scope(d.competent_unit_id, :personal::int[])
        or access.in_scope(d.holder_unit_id, :personal::int[])) as may_read_personal
from dossiers.dossier d
where d.tenant = :tenant and d.id = :id;

-- name: events
select e.seq, e.kind, e.at, e.recorded_at, e.unit_id, a.display_name as actor_name, e.data
from dossiers.event e
left join access.account a on a.id = e.actor_id
where e.tenant = :tenant and e.dossier_id = :id
order by e.seq;

-- name: steps
select s.seq, s.step_code, s.timeliness
from dossiers.step s
where s.tenant = :tenant and s.dossier_id = :id
order by s.place;

-- name: consulted
select c.unit_id
from dossiers.consultation c
where c.tenant = :tenant and c.dossier_id = :id and c.cancelled_at is null
order by c.id;

-- name: accounts
select a.id, a.display_name
from access.account a
where a.id = any (:ids::bigint[])
order by a.id;

-- name: visit
select v.tenant, v.id, v.unit_id, v.at, v.procedure_version_id, v.kind, v.applicant, v.matter, v.missing, v.reason, v.legal_ground,
       v.officer_name, access.in_scope(v.unit_id, :personal::int[]) as may_read_personal
from dossiers.visit v
where v.tenant = any (array(select t.id from org.tenant t))
  and v.id = :id
  and access.in_scope(v.unit_id, :scope::int[]);
