-- name: in_force
-- Of each unit the newest choice that has begun.
select distinct on (u.unit_id) u.unit_id, u.template_id, t.file_id, t.version_no
from reports.template_use u
left join reports.template t on t.tenant = u.tenant and t.id = u.template_id
where u.tenant = :tenant
  and u.unit_id = any (:unit_ids::int[])
  and u.regime = :regime
  and u.from_on <= :day::date
order by u.unit_id, u.from_on desc, u.id desc;
