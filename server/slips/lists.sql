-- name: received_in
select d.id, d.code, v.name as procedure_name, d.applicant_name, d.applicant_address, d.applicant_phone, d.competent_unit_id, d.received_at,
       d.due_on::text as due_on, d.closed_at, d.delivered_at, d.decided_at, d.return_channel, d.status
from dossiers.dossier d
join procedures.version v on v.id = d.procedure_version_id
where d.tenant = :tenant
  and d.receiving_unit_id = :unit_id
  and d.received_at >= :from_at
  and d.received_at < :to_at
order by d.received_at, d.id
limit :limit;

-- name: count_received
select count(*)::int as total
from dossiers.dossier d
where d.tenant = :tenant and d.receiving_unit_id = :unit_id and d.received_at >= :from_at and d.received_at < :to_at;

-- name: given_on
select e.dossier_id, e.seq, e.at, e.kind, e.data, a.display_name as giver_name
from dossiers.event e
left join access.account a on a.id = e.actor_id
where e.tenant = :tenant
  and e.unit_id = :unit_id
  and e.kind in ('handed_over', 'step_done', 'step_returned')
  and e.at >= :from_at
  and e.at < :to_at
order by e.at, e.dossier_id, e.seq;

-- name: dossiers_of
select d.id, d.code, v.name as procedure_name, d.applicant_name, d.due_on::text as due_on, d.status,
       (select count(*)::int from dossiers.paper w where w.tenant = d.tenant and w.dossier_id = d.id and w.kind = 'component') as papers
from dossiers.dossier d
join procedures.version v on v.id = d.procedure_version_id
where d.tenant = :tenant and d.id = any (:ids::bigint[])
order by d.code;

-- name: receivers
select a.id, a.display_name
from access.account a
where a.id = any (:ids::bigint[])
order by a.id;
