-- Entries of a register: a page, its totals, all of them for Excel.

-- name: page
select f.entry_id as id, f.version, f.known_from, f.definition_id, f.unit_id, f.on_day, f.values, f.changed_by_name
from registers.found(:register, :scope::int[], :unit_ids::int[], :from::date, :to::date, :filter_fields::text[], :filter_ops::text[], :filter_wanted::text[], :q, :is_latest::boolean) f
order by
  case when :sort_kind = 'number' and not :is_down::boolean then (f.values ->> :sort_field)::numeric end nulls last,
  case when :sort_kind = 'number' and :is_down then (f.values ->> :sort_field)::numeric end desc nulls last,
  case when :sort_kind = 'text' and not :is_down then lib.plain(coalesce(f.values #>> array[:sort_field, 'name'], f.values #>> array[:sort_field, 'number'], f.values ->> :sort_field)) end nulls last,
  case when :sort_kind = 'text' and :is_down then lib.plain(coalesce(f.values #>> array[:sort_field, 'name'], f.values #>> array[:sort_field, 'number'], f.values ->> :sort_field)) end desc nulls last,
  case when :sort_kind = 'on_day' and not :is_down then f.on_day end,
  case when :sort_kind = 'on_day' and :is_down then f.on_day end desc,
  f.entry_id desc
limit :page_size::int offset :skipped::int;

-- name: totals
-- Of each field of numbers: how many entries have one, and their sum. Under no field: all entries. Eight fields at a time, each with a place in the
-- pass, so that an entry is one row of it; places without a field are left out when the statement is planned.
with own as materialized (
  select f.unit_id, count(*) as entries,
         count(f.values ->> (:fields::text[])[1]) as n1, sum((f.values ->> (:fields::text[])[1])::numeric) as s1,
         count(f.values ->> (:fields::text[])[2]) as n2, sum((f.values ->> (:fields::text[])[2])::numeric) as s2,
         count(f.values ->> (:fields::text[])[3]) as n3, sum((f.values ->> (:fields::text[])[3])::numeric) as s3,
         count(f.values ->> (:fields::text[])[4]) as n4, sum((f.values ->> (:fields::text[])[4])::numeric) as s4,
         count(f.values ->> (:fields::text[])[5]) as n5, sum((f.values ->> (:fields::text[])[5])::numeric) as s5,
         count(f.values ->> (:fields::text[])[6]) as n6, sum((f.values ->> (:fields::text[])[6])::numeric) as s6,
         count(f.values ->> (:fields::text[])[7]) as n7, sum((f.values ->> (:fields::text[])[7])::numeric) as s7,
         count(f.values ->> (:fields::text[])[8]) as n8, sum((f.values ->> (:fields::text[])[8])::numeric) as s8
  from registers.found(:register, :scope::int[], :unit_ids::int[], :from::date, :to::date, :filter_fields::text[], :filter_ops::text[], :filter_wanted::text[], :q, :is_latest::boolean) f
  group by f.unit_id
)
select '' as field, coalesce(sum(o.entries), 0)::int as entries, 0 as filled, null::text as sum, count(*)::int as units
from own o
union all
select t.field, 0, coalesce(sum(t.n), 0)::int, sum(t.s)::text, 0
from own o
cross join lateral (values ((:fields::text[])[1], o.n1, o.s1), ((:fields::text[])[2], o.n2, o.s2), ((:fields::text[])[3], o.n3, o.s3), ((:fields::text[])[4], o.n4, o.s4), ((:fields::text[])[5], o.n5, o.s5), ((:fields::text[])[6], o.n6, o.s6), ((:fields::text[])[7], o.n7, o.s7), ((:fields::text[])[8], o.n8, o.s8)) as t (field, n, s)
where t.field is not null
group by t.field
order by 1;

-- name: counts
-- Entries of each register in scope, of a year and in all.
select v.register, count(*)::int as entries, count(*) filter (where v.on_day >= :from::date and v.on_day <= :to::date)::int as entries_in, max(v.on_day) as last_on
from registers.entry_now v
where access.in_scope(v.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or v.unit_id = any (:unit_ids))
group by v.register
order by v.register;
