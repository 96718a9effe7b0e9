-- Values declared where no record gives them; the highest version known holds.

-- name: declared_for
-- For each measure: of the very period; of the year, the last one by the period's last day; at a day, the last one by then.
select distinct on (d.measure, d.unit_id) d.measure, d.unit_id, d.id, d.s, d.e, d.value::text as value, d.note,
       hashint8extended(d.id, 17)::text as x, hashint8extended(d.id, 23)::text as y
from unnest(:names::text[], :times::text[]) as m (measure, time)
join measures.declaration d on d.measure = m.measure and d.e <= :e::date
  and case m.time when 'in_period' then d.s = :s::date and d.e = :e::date
      when 'since_year_start' then d.s = date_trunc('year', :e::date - 1)::date
      else true end
where access.in_scope(d.unit_id, :unit_ids::int[])
  and (:known_at::timestamptz is null or d.declared_at <= :known_at)
order by d.measure, d.unit_id, d.e desc, d.s desc, d.version desc;
