-- Definitions of measures, each valid for its days.

-- name: definitions_on
-- The shipped ones of the day, and those of a province when one is named; only of some kinds when they are.
select d.name, d.version, d.definition::text as text, d.def_hash, d.tenant
from measures.definition d
where d.valid @> :day::date
  and (d.tenant is null or d.tenant = :tenant::smallint)
  and (:kinds::text[] is null or d.definition ->> 'kind' = any(:kinds))
order by (d.definition ->> 'position')::int, d.tenant nulls first, d.name;

-- name: keep_definition
insert into measures.definition (name, version, valid, definition, def_hash, source, status)
values (:name, :version, daterange(:valid_from::date, :valid_to::date), :definition::jsonb, :def_hash, :source, :status)
on conflict on constraint definition_version_once do update
set valid = excluded.valid, definition = excluded.definition, def_hash = excluded.def_hash, source = excluded.source, status = excluded.status;
