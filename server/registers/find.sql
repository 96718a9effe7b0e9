-- Entries of a register: a page, its totals, all of them for Excel.

-- name: page
select f.entry_id as id, f.version, f.known_from, f.definition_id, f.unit_id, f.on_day, f.values, f.changed_by_name
from registers.found(:register, :scope::int[], :unit_ids::int[], :from::date, :to::date, :filters::jsonb, :q, :is_latest::boolean) f
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
-- Of each field of numbers: how many entries have one, and their sum. Under no field: all entries.
select t.field, count(*)::int as entries, count(f.values ->> t.field)::int as filled,
       sum(case when t.field <> '' then (f.values ->> t.field)::numeric end)::text as sum, count(distinct f.unit_id)::int as units
from registers.found(:register, :scope::int[], :unit_ids::int[], :from::date, :to::date, :filters::jsonb, :q, :is_latest::boolean) f
cross join unnest(:fields::text[]) as t (field)
group by t.field
order by t.field;

-- name: counts
-- Entries of each register in scope, of a year and in all.
select v.register, count(*)::int as entries, count(*) filter (where v.on_day >= :from::date and v.on_day <= :to::date)::int as entries_in, max(v.on_day) as last_on
from registers.entry_now v
where access.in_scope(v.unit_id, :scope::int[])
  and (:unit_ids::int[] is null or v.unit_id = any (:unit_ids))
group by v.register
order by v.register;
