-- Declared values over several periods.

-- name: declared_over
-- The newest word of each measure and unit in each period: of the very period, or of a year or a day the last one that lies in it.
select distinct on (d.measure, d.unit_id, p.at) d.measure, d.unit_id, p.at::int as at, d.id, d.s, d.e, d.version, d.value::text as value, d.decimals,
       d.note, d.reason, d.declared_by, d.declared_by_name, d.declared_at
from unnest(:names::text[], :times::text[]) as m (measure, time)
cross join unnest(:starts::date[], :ends::date[]) with ordinality as p (s, e, at)
join measures.declaration d on d.measure = m.measure
  and case m.time when 'in_period' then d.s = p.s and d.e = p.e else d.e > p.s and d.e <= p.e end
where d.unit_id = any(:unit_ids::int[])
  and access.in_scope(d.unit_id, :scope::int[])
order by d.measure, d.unit_id, p.at, d.e desc, d.s desc, d.version desc;
