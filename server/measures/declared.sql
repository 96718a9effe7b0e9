-- Values declared where no record gives them; the highest version known holds.

-- name: declared_for
-- For each measure: of the very period (first_day given), or the last one at or before the period's last day (first_day null).
select distinct on (d.measure, d.unit_id) d.measure, d.unit_id, d.id, d.s, d.e, d.value::text as value, d.note,
       hashint8extended(d.id, 17)::text as x, hashint8extended(d.id, 23)::text as y
from unnest(:names::text[], :first_days::date[]) as m (measure, first_day)
join measures.declaration d on d.measure = m.measure and d.e <= :e::date
  and (m.first_day is null or (d.s = m.first_day and d.e = :e::date))
where access.in_scope(d.unit_id, :unit_ids::int[])
  and (:known_at::timestamptz is null or d.declared_at <= :known_at)
order by d.measure, d.unit_id, d.e desc, d.s desc, d.version desc;
