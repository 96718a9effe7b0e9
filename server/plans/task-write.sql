-- name: lock_task
-- `is_own`: of one's own unit, or led by it; otherwise one only helps.
select t.id, t.tenant, t.unit_id, t.plan_id, t.year, t.kind, t.area, t.code, t.title, t.product, t.lead_unit_id, t.starts_on, t.due_on, t.recurrence, t.assigner,
  t.source_number, t.source_on, t.source_issuer, t.parent_id, t.note, t.edition, p.state as plan_state, p.version as plan_version,
  (access.in_scope(t.unit_id, :scope::int[]) or access.in_scope(t.lead_unit_id, :scope)) as is_own, access.in_scope(t.unit_id, :scope) as is_owner
from plans.task t
left join plans.plan p on p.tenant = t.tenant and p.id = t.plan_id
where t.id = :id and t.removed_at is null
  and (access.in_scope(t.unit_id, :scope) or access.in_scope(t.lead_unit_id, :scope)
    or exists (select from plans.cooperation c where c.tenant = t.tenant and c.task_id = t.id and access.in_scope(c.unit_id, :scope)))
for update of t

-- name: insert_task
insert into plans.task (tenant, unit_id, plan_id, year, kind, area, code, title, product, lead_unit_id, starts_on, due_on, recurrence, assigner,
  source_number, source_on, source_issuer, parent_id, carried_from_id, carried_reason, origin_kind, origin_id, origin_points, note, client_id, created_at,
  created_by, created_by_name)
values (:tenant, :unit_id, :plan_id, :year, :kind, :area, :code, :title, :product, :lead_unit_id, :starts_on, :due_on, :recurrence, :assigner,
  :source_number, :source_on, :source_issuer, :parent_id, :carried_from_id, :carried_reason, :origin_kind, :origin_id, :origin_points, :note, :client_id, :at, :by_id,
  :by_name)
on conflict (tenant, client_id) where client_id is not null do nothing
returning id

-- name: task_of_client
select t.id, t.unit_id, t.title from plans.task t where t.tenant = :tenant and t.client_id = :client_id

-- name: update_task
update plans.task t set area = :area, code = :code, title = :title, product = :product, lead_unit_id = :lead_unit_id, starts_on = :starts_on, due_on = :due_on,
  recurrence = :recurrence, assigner = :assigner, source_number = :source_number, source_on = :source_on, source_issuer = :source_issuer, note = :note, edition = t.edition + 1
where t.tenant = :tenant and t.id = :id

-- name: remove_task
update plans.task t set removed_at = :at, removed_reason = :reason where t.tenant = :tenant and t.id = :id

-- name: clear_cooperation
delete from plans.cooperation c where c.tenant = :tenant and c.task_id = :task_id

-- name: add_cooperation
insert into plans.cooperation (tenant, task_id, unit_id)
select :tenant, :task_id, u.unit_id from unnest(:unit_ids::int[]) as u (unit_id)
on conflict do nothing

-- name: insert_change
insert into plans.change (tenant, task_id, plan_id, version, what, before, after, reason, at, by_id, by_name)
values (:tenant, :task_id, :plan_id, :version, :what, :before, :after, :reason, :at, :by_id, :by_name)

