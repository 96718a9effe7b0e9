-- name: units_led
select distinct t.lead_unit_id as unit_id
from plans.task t
left join plans.plan p on p.tenant = t.tenant and p.id = t.plan_id
where t.removed_at is null and t.year = :year and coalesce(p.state, 'approved') <> 'draft'
order by t.lead_unit_id

-- name: draft_tasks
-- Tasks of plans that are not approved: nobody is reminded of them.
select t.id from plans.task t join plans.plan p on p.tenant = t.tenant and p.id = t.plan_id where t.year = :year and p.state = 'draft' and t.removed_at is null order by t.id

-- name: titles
select t.id, t.title from plans.task t where t.id = any (:ids::bigint[]) order by t.id

-- name: people
-- Who may report on a unit's tasks and who may approve its plans, by a role on the very unit today.
select distinct s.unit_id, s.account_id, p.permission
from access.assignment s
join access.role_permission p on p.role_code = s.role_code and p.permission in ('plans.report', 'plans.approve')
join access.account a on a.id = s.account_id and not a.is_locked
where s.valid @> :today::date and s.unit_id = any (:unit_ids::int[])
order by s.unit_id, s.account_id, p.permission

-- name: above
select c.descendant as unit_id, c.ancestor from org.closure c where c.tree_id = :tree_id and c.depth = 1 and c.descendant = any (:unit_ids::int[]) order by c.descendant
