-- Definitions of measures, each valid for its days.

-- name: definitions_on
select d.name, d.version, d.definition::text as text, d.def_hash
from measures.definition d
where d.valid @> :day::date
order by (d.definition ->> 'position')::int, d.name;

-- name: keep_definition
insert into measures.definition (name, version, valid, definition, def_hash, source, status)
values (:name, :version, daterange(:valid_from::date, :valid_to::date), :definition::jsonb, :def_hash, :source, :status)
on conflict (name, version) do update
set valid = excluded.valid, definition = excluded.definition, def_hash = excluded.def_hash, source = excluded.source, status = excluded.status;
