-- name: plans
-- `day`: as of which units are named.
select p.id, p.tenant, p.unit_id, u.code as unit_code, n.short_name as unit_name, p.year, p.kind, p.title, p.document_number, p.document_on, p.document_issuer,
  p.note, p.state, p.version, p.amend_reason, p.amend_document, p.amend_on, p.approved_at, p.created_at, p.created_by_name,
  (select count(*)::int from plans.task t where t.tenant = p.tenant and t.plan_id = p.id and t.removed_at is null) as tasks
from plans.plan p
join org.unit u on u.id = p.unit_id
join lateral (select m.short_name from org.unit_name m where m.unit_id = p.unit_id
  order by (m.valid @> make_date(p.year, 12, 31)) desc, lower(m.valid) desc limit 1) n on true
where access.in_scope(p.unit_id, :scope::int[])
  and (:id::bigint is null or p.id = :id)
  and (:unit_ids::int[] is null or p.unit_id = any (:unit_ids))
  and (:year::int is null or p.year = :year)
  and (:kind::text is null or p.kind = :kind)
order by p.year desc, array_position('{reform,remediation,procedure_control,communication,inspection,other}'::text[], p.kind), u.code, p.id

-- name: lock_plan
select p.id, p.tenant, p.unit_id, p.year, p.kind, p.title, p.document_number, p.document_on, p.document_issuer, p.note, p.state, p.version
from plans.plan p
where p.id = :id and access.in_scope(p.unit_id, :scope::int[])
for update

-- name: insert_plan
insert into plans.plan (tenant, unit_id, year, kind, title, document_number, document_on, document_issuer, note, created_at, created_by, created_by_name)
values (:tenant, :unit_id, :year, :kind, :title, :document_number, :document_on, :document_issuer, :note, :at, :by_id, :by_name)
returning id

-- name: update_plan
update plans.plan p set title = :title, document_number = :document_number, document_on = :document_on, document_issuer = :document_issuer, note = :note
where p.tenant = :tenant and p.id = :id

-- name: approve_plan
update plans.plan p set state = 'approved', version = p.version + 1, amend_reason = null, amend_document = null, amend_on = null, approved_at = :at
where p.tenant = :tenant and p.id = :id
returning p.version

-- name: open_amendment
update plans.plan p set state = 'amending', amend_reason = :reason, amend_document = :document, amend_on = :on_day where p.tenant = :tenant and p.id = :id

-- name: last_told
-- The last day of which something was told of tasks of a unit's year, or of one plan.
select max(n.on_day) as day
from plans.task t
join plans.note n on n.tenant = t.tenant and n.task_id = t.id
where t.removed_at is null and (:plan_id::bigint is null or t.plan_id = :plan_id) and (:year::int is null or t.year = :year)
  and (:unit_ids::int[] is null or t.unit_id = any (:unit_ids)) and access.in_scope(t.unit_id, :scope::int[])

-- name: versions
-- What each version of a plan changed.
select c.version, count(*) filter (where c.what = 'added')::int as added, count(*) filter (where c.what = 'changed')::int as changed,
  count(*) filter (where c.what = 'removed')::int as removed, min(c.at) as first_at, max(c.at) as last_at
from plans.change c
where c.tenant = :tenant and c.plan_id = :plan_id
group by c.version
order by c.version desc

-- name: carried
-- Of these tasks, those that were carried into another year already.
select t.carried_from_id as id from plans.task t where t.carried_from_id = any (:ids::bigint[]) and t.removed_at is null order by t.carried_from_id
