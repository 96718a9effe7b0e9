-- name: unit_names
-- Units with every name they had, the newest first.
select u.id, u.code, json_agg(json_build_array(n.name, lower(n.valid), upper(n.valid)) order by lower(n.valid) desc) as names
from org.unit u
join org.unit_name n on n.unit_id = u.id
where u.id = any (:ids::int[])
group by u.id, u.code
order by u.id;

-- name: account_names
select a.id, a.display_name
from access.account a
where a.id = any (:ids::bigint[])
order by a.id;
