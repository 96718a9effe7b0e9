-- name: ids
select array_agg(nextval('dossiers.dossier_id')) as ids
from generate_series(1, :count::int);

-- name: number
-- Moves each desk's counter on from where it was foreseen. It is held until the transaction ends; who foresaw what comes behind waits here for it.
-- Desks come in one order, so that two batches wait but do not block each other.
with asked as materialized (
  select a.tenant, a.unit_id, a.on_date, a.before, a.last
  from unnest(:desk_tenant::smallint[], :desk_unit_id::int[], :desk_on_date::date[], :desk_before::int[], :desk_last::int[])
    as a (tenant, unit_id, on_date, before, last)
),
counted as (
  insert into dossiers.code_counter (tenant, unit_id, on_date, last)
  select a.tenant, a.unit_id, a.on_date, a.last
  from asked a
  on conflict (tenant, unit_id, on_date) do update set last = excluded.last
  where (code_counter.tenant, code_counter.unit_id, code_counter.on_date, code_counter.last)
     in (select b.tenant, b.unit_id, b.on_date, b.before from asked b)
  returning tenant
)
select dossiers.as_foreseen((select count(*) from counted), (select count(*) from asked));
