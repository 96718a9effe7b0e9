-- name: proposals
select p.id, p.tenant, p.unit_id, u.code as unit_code, un.short_name as unit_name, p.task_id, t.title as task_title, a.code as about_code, an.short_name as about_name,
  p.on_day, p.what, p.words, p.team, p.team_document, p.state, p.decided_at, p.decided_by_name, p.decided_reason, p.made_at, p.made_by_name
from plans.proposal p
join org.unit u on u.id = p.unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = p.unit_id order by (m.valid @> p.on_day) desc, lower(m.valid) desc limit 1) un on true
join org.unit a on a.id = p.about_unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = p.about_unit_id order by (m.valid @> p.on_day) desc, lower(m.valid) desc limit 1) an on true
left join plans.task t on t.tenant = p.tenant and t.id = p.task_id
where access.in_scope(p.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or p.unit_id = any (:unit_ids))
  and (:state::text is null or p.state = :state)
  and (:from_on::date is null or p.on_day >= :from_on)
  and (:to_on::date is null or p.on_day <= :to_on)
order by p.on_day desc, p.id desc

-- name: lock_proposal
select p.id, p.tenant, p.unit_id, p.state from plans.proposal p where p.id = :id and access.in_scope(p.unit_id, :scope::int[]) for update

-- name: insert_proposal
insert into plans.proposal (tenant, unit_id, task_id, about_unit_id, on_day, what, words, team, team_document, client_id, made_at, made_by, made_by_name)
values (:tenant, :unit_id, :task_id, :about_unit_id, :on_day, :what, :words, :team, :team_document, :client_id, :at, :by_id, :by_name)
on conflict (tenant, client_id) where client_id is not null do nothing
returning id

-- name: proposal_of_client
select p.id, p.unit_id = :unit_id and p.task_id is not distinct from :task_id::bigint and p.about_unit_id = :about_unit_id and p.on_day = :on_day
  and p.what = :what and p.words = :words and p.team = :team as is_same
from plans.proposal p
where p.tenant = :tenant and p.client_id = :client_id

-- name: decide_proposal
update plans.proposal p set state = :state, decided_at = :at, decided_by_name = :by_name, decided_reason = :reason where p.tenant = :tenant and p.id = :id
