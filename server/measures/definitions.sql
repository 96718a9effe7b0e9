-- Definitions of measures, each valid for its days.

-- name: definitions_stamp
-- Changes with every row that comes, goes or is written anew, also within one transaction: a row is known by who wrote it and where it lies.
select concat_ws('/', pg_postmaster_start_time()::text, current_database(), count(*)::text,
       sum(hashtextextended(concat_ws('/', d.xmin::text, d.ctid::text), 17))::text) as stamp
from measures.definition d;

-- name: definitions_ever
-- The shipped ones and those of every province, with the first day of each and the day after its last (null: none).
select d.name, d.version, d.definition::text as text, d.def_hash, d.tenant, lower(d.valid)::text as valid_from, upper(d.valid)::text as valid_to
from measures.definition d
order by (d.definition ->> 'position')::int, d.tenant nulls first, d.name, d.version;

-- name: keep_definition
insert into measures.definition (name, version, valid, definition, def_hash, source, status)
values (:name, :version, daterange(:valid_from::date, :valid_to::date), :definition::jsonb, :def_hash, :source, :status)
on conflict on constraint definition_version_once do update
set valid = excluded.valid, definition = excluded.definition, def_hash = excluded.def_hash, source = excluded.source, status = excluded.status;
