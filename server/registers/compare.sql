-- What a book says beside what is there.

-- name: keyed
select v.entry_id, v.version, v.unit_id, v.natural_key, v.values
from unnest(:unit_ids::int[], :keys::text[]) as w (unit_id, natural_key)
join registers.entry_now v on v.tenant = :tenant::smallint and v.register = :register and v.unit_id = w.unit_id and v.natural_key = w.natural_key
order by v.entry_id;

-- name: in_days
select v.unit_id, v.values
from registers.entry_now v
where v.register = :register
  and v.tenant = :tenant::smallint
  and v.unit_id = any (:unit_ids::int[])
  and v.on_day >= :from::date
  and v.on_day <= :to::date
order by v.entry_id;
