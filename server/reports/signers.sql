-- name: signers_at
-- Holders of the right on the unit itself: who covers it from above signs for his own office.
select distinct a.id, a.display_name as name, a.title
from access.assignment s
join access.role_permission p on p.role_code = s.role_code and p.permission = :permission
join access.account a on a.id = s.account_id and not a.is_locked
where s.unit_id = :unit_id and s.valid @> :day::date
order by a.display_name, a.id;
