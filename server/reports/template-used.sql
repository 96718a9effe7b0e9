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

-- name: of_province
select t.id, t.regime, t.version_no, t.file_name
from reports.template t
where t.tenant = :tenant and t.unit_id = :unit_id
order by t.regime, t.version_no desc;

-- name: of_regime
select t.id, t.id as template_id, t.regime, t.version_no, t.file_name, t.file_id, n.name as unit_name
from reports.template t
join lateral (
  select x.name from org.unit_name x where x.unit_id = t.unit_id order by lower(x.valid) desc nulls last limit 1
) n on true
where t.tenant = :tenant and t.id = :id;
