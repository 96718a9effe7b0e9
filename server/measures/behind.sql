-- Names for the records behind a figure of a register.

-- name: units_named
-- Codes and names of units within the asker's scope, as on a day or the nearest day of each one's life.
select u.id, u.code, n.name
from org.unit u
join org.unit_name n on n.unit_id = u.id and n.valid @> least(greatest(:day::date, u.born), coalesce(u.died - 1, 'infinity'::date))
where u.id = any(:ids::int[])
  and access.in_scope(u.id, :scope::int[])
order by u.code, u.id;
