-- name: remind_people
-- Who has to do with the reports of a unit, by a role on the very unit today.
select distinct s.unit_id, s.account_id, p.permission
from access.assignment s
join access.role_permission p on p.role_code = s.role_code and p.permission in ('reports.write', 'reports.approve', 'reports.accept')
join access.account a on a.id = s.account_id and not a.is_locked
where s.valid @> :today::date
order by s.unit_id, s.account_id, p.permission;

-- name: remind_lines
select c.descendant as unit_id, array_agg(c.ancestor order by c.depth) as line
from org.closure c
where c.tree_id = :tree_id and c.descendant = any (:unit_ids::int[])
group by c.descendant
order by c.descendant;
