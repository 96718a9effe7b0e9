-- Definitions of registers, versioned from a day; a province's own stand before the shipped ones.

-- name: definitions
select d.id, d.tenant, d.code, d.version, lower(d.valid) as valid_from, upper(d.valid) as valid_to, d.name_vi, d.name_en, d.area, d.layout::text as layout,
       d.source, d.status, d.reason, d.defined_at, d.defined_by_name
from registers.definition d
where (d.tenant is null or d.tenant = :tenant::smallint)
  and (:code::text is null or d.code = :code)
order by d.code, d.tenant nulls last, d.version;

-- name: definitions_of_ids
select d.id, d.tenant, d.code, d.version, lower(d.valid) as valid_from, upper(d.valid) as valid_to, d.name_vi, d.name_en, d.area, d.layout::text as layout,
       d.source, d.status, d.reason, d.defined_at, d.defined_by_name
from registers.definition d
where d.id = any (:ids::bigint[])
order by d.id;

-- name: keep_shipped
insert into registers.definition (tenant, code, version, valid, name_vi, name_en, area, layout, source, status)
values (null, :code, :version, daterange(:valid_from::date, :valid_to::date), :name_vi, :name_en, :area, :layout::jsonb, :source, :status)
on conflict (tenant, code, version) do update
set valid = excluded.valid, name_vi = excluded.name_vi, name_en = excluded.name_en, area = excluded.area, layout = excluded.layout,
    source = excluded.source, status = excluded.status;
