-- One entry with everything around it.

-- name: versions_of
select v.version, v.known_from, nullif(v.known_to, 'infinity') as known_to, v.definition_id, v.unit_id, v.on_day, v.values, v.is_cancelled, v.reason,
       v.changed_by, v.changed_by_name
from registers.entry_version v
where v.tenant = :tenant::smallint and v.entry_id = :id::bigint
order by v.version desc;

-- name: entry
select e.tenant, e.id, e.register, v.unit_id, e.created_at, e.created_by_name, e.import_id, v.version, v.definition_id, v.on_day, v.values, v.is_cancelled
from registers.entry e
join registers.entry_version v on v.tenant = e.tenant and v.entry_id = e.id and v.known_to = 'infinity'
where e.id = :id::bigint
  and access.in_scope(v.unit_id, :scope::int[]);

-- name: names_of_codes
select u.id, u.code, n.name
from org.unit u
cross join lateral (select least(greatest(:day::date, u.born), coalesce(u.died - 1, 'infinity'::date)) as day) d
join org.unit_name n on n.unit_id = u.id and n.valid @> d.day
where u.code = any (:codes::text[])
order by u.code, u.id;

-- name: files_named
select f.id, f.name
from files.file f
where f.id = any (:ids::bigint[])
  and access.in_scope(f.unit_id, :scope::int[])
order by f.id;
