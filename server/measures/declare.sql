-- Declaring values, and what was declared when.

-- name: last_version
select d.version, d.value::text as value, d.note
from measures.declaration d
where d.measure = :measure
  and d.unit_id = :unit_id
  and d.s = :s::date
  and d.e = :e::date
  and access.in_scope(d.unit_id, :scope::int[])
order by d.version desc
limit 1;

-- name: insert_declaration
insert into measures.declaration (tenant, measure, unit_id, s, e, version, value, decimals, note, reason, declared_by, declared_by_name, declared_at)
values (:tenant, :measure, :unit_id, :s, :e, :version, :value, :decimals, :note, :reason, :declared_by, :declared_by_name, :now)
returning id;

-- name: declared_cells
-- What holds now of these units and measures: of the very period, or of the year so far and at a day the last one by then.
select distinct on (d.measure, d.unit_id) d.measure, d.unit_id, u.code as unit_code, d.id, d.s, d.e, d.version, d.value::text as value, d.decimals,
       d.note, d.reason, d.declared_by_name, d.declared_at
from unnest(:names::text[], :times::text[]) as m (measure, time)
join measures.declaration d on d.measure = m.measure and d.e <= :e::date
  and case m.time when 'in_period' then d.s = :s::date and d.e = :e::date
      when 'since_year_start' then d.s = date_trunc('year', :e::date - 1)::date
      else true end
join org.unit u on u.id = d.unit_id
where d.unit_id = any(:unit_ids::int[])
  and access.in_scope(d.unit_id, :scope::int[])
order by d.measure, d.unit_id, d.e desc, d.s desc, d.version desc;

-- name: declarations
-- Everything that was ever declared at a unit, newest first.
select d.id, d.measure, d.unit_id, u.code as unit_code, n.name as unit_name, d.s, d.e, d.version, d.value::text as value, d.decimals, d.note, d.reason,
       d.declared_by_name, d.declared_at,
       not exists (select from measures.declaration l where l.tenant = d.tenant and l.measure = d.measure and l.unit_id = d.unit_id and l.s = d.s
                   and l.e = d.e and l.version > d.version) as is_current
from measures.declaration d
join org.unit u on u.id = d.unit_id
join org.unit_name n on n.unit_id = u.id and n.valid @> least(greatest(d.e - 1, u.born), coalesce(u.died - 1, 'infinity'::date))
where access.in_scope(d.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or d.unit_id = any(:unit_ids::int[]))
  and (:measure::text is null or d.measure = :measure)
  and (:e::date is null or d.e = :e)
  and (:ids::bigint[] is null or d.id = any(:ids))
order by d.declared_at desc, d.id desc
limit :most::int offset :skipped::int;

-- name: count_declarations
select count(*)::int as total
from measures.declaration d
where access.in_scope(d.unit_id, :scope::int[])
  and d.unit_id = any(:unit_ids::int[])
  and (:measure::text is null or d.measure = :measure)
  and (:e::date is null or d.e = :e)
  and (:ids::bigint[] is null or d.id = any(:ids));
