-- Definitions an officer of a province makes.

-- name: own_versions
select d.version, lower(d.valid) as valid_from, upper(d.valid) as valid_to, d.definition::text as text, d.changed_by, d.changed_at, d.reason
from measures.definition d
where d.tenant = :tenant
  and d.name = :name
order by d.version desc;

-- name: end_version
update measures.definition d
set valid = daterange(lower(d.valid), :valid_from::date)
where d.tenant = :tenant
  and d.name = :name
  and d.version = :version;

-- name: insert_version
insert into measures.definition (tenant, name, version, valid, definition, def_hash, source, status, changed_by, changed_at, reason)
values (:tenant, :name, :version, daterange(:valid_from::date, null), :definition::jsonb, :def_hash, :source, :status, :changed_by, :now, :reason);
