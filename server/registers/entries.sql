-- Entries: written, corrected, cancelled; each state is a version of its own.

-- name: insert_entry
insert into registers.entry (tenant, register, unit_id, client_id, created_at, created_by, created_by_name)
values (:tenant, :register, :unit_id, :client_id, :now, :created_by, :created_by_name)
returning id;

-- name: entry_of_client
select e.id, e.register, e.unit_id, v.version
from registers.entry e
join registers.entry_version v on v.tenant = e.tenant and v.entry_id = e.id and v.known_to = 'infinity'
where e.tenant = :tenant::smallint and e.client_id = :client_id;

-- name: same_key
select v.entry_id
from registers.entry_now v
where v.tenant = :tenant::smallint and v.register = :register and v.unit_id = :unit_id::int and v.natural_key = :natural_key
  and v.entry_id is distinct from :but::bigint;

-- name: insert_version
insert into registers.entry_version (tenant, entry_id, version, known_from, register, definition_id, unit_id, on_day, values, natural_key, line, is_cancelled,
  reason, changed_by, changed_by_name)
values (:tenant, :entry_id, :version, :known_from, :register, :definition_id, :unit_id, :on_day, :values::jsonb, :natural_key, :line, :is_cancelled,
  :reason, :changed_by, :changed_by_name);

-- name: lock_version
-- The present version of an entry in scope, held until the transaction ends.
select v.tenant, v.entry_id, v.version, v.known_from, v.register, v.definition_id, v.unit_id, v.on_day, v.values, v.natural_key, v.line, v.is_cancelled
from registers.entry_version v
where v.entry_id = :id::bigint
  and v.known_to = 'infinity'
  and access.in_scope(v.unit_id, :scope::int[])
for update;

-- name: end_version
-- Two changes in the same microsecond still follow each other.
update registers.entry_version v
set known_to = greatest(:now::timestamptz, v.known_from + interval '1 microsecond')
where v.tenant = :tenant and v.entry_id = :entry_id and v.version = :version and v.known_to = 'infinity'
returning v.known_to;

-- name: files_known
select f.id, f.name
from files.file f
where f.id = any (:ids::bigint[])
  and access.in_scope(f.unit_id, :scope::int[])
order by f.id;

-- name: units_known
select u.code
from org.unit u
where u.code = any (:codes::text[])
order by u.code;
