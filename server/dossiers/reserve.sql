-- name: hold_client_ids
-- The second of two sendings at the same moment waits here for the first. In one order, so that two batches do not wait for each other.
select pg_advisory_xact_lock(k.key)
from (
  select distinct hashtextextended('dossiers.client_id/' || c.tenant::text || '/' || c.client_id, 0) as key
  from unnest(:tenants::smallint[], :client_ids::text[]) as c (tenant, client_id)
  where c.client_id is not null
  order by key
) k;

-- name: reserve
-- What was sent before, and for the rest an id each and per desk and day as many of its codes as are wanted (`desk`: its place among :desk_tenants,
-- :unit_ids, :days). It holds each desk's day until the transaction ends: a number given back by a rollback is given again, none is given twice.
-- Desks are taken in one order, so that two batches wait but do not block each other.
with asked as materialized (
  select a.tenant, a.client_id, a.desk, a.place::int as place
  from unnest(:tenants::smallint[], :client_ids::text[], :desks::int[]) with ordinality as a (tenant, client_id, desk, place)
),
known as materialized (
  select a.place, d.tenant, d.id, d.code, d.status, d.received_at, d.receiving_unit_id, d.procedure_id, d.applicant_name, e.data -> 'due' as due,
         e.data ->> 'content_hash' as content_hash
  from asked a
  join dossiers.dossier d on d.tenant = a.tenant and d.client_id = a.client_id
  join dossiers.event e on e.tenant = d.tenant and e.dossier_id = d.id and e.seq = 1
),
counted as (
  insert into dossiers.code_counter (tenant, unit_id, on_date, last)
  select w.tenant, w.unit_id, w.on_date, n.wanted
  from unnest(:desk_tenants::smallint[], :unit_ids::int[], :days::date[]) with ordinality as w (tenant, unit_id, on_date, desk)
  join (
    select a.desk, count(*)::int as wanted
    from asked a
    where a.place not in (select k.place from known k)
    group by a.desk
  ) n on n.desk = w.desk
  order by w.tenant, w.unit_id, w.on_date
  on conflict (tenant, unit_id, on_date) do update set last = code_counter.last + excluded.last
  returning tenant, unit_id, on_date, last
)
select (select array_agg(nextval('dossiers.dossier_id')) from generate_series(1, cardinality(:desks::int[]))) as ids,
       (select json_agg(json_build_object('tenant', c.tenant, 'unit_id', c.unit_id, 'on_date', c.on_date, 'last', c.last)) from counted c) as counters,
       (select json_agg(k) from known k) as known;

-- name: take
-- The numbers alone, for what is most likely sent for the first time: what was not breaks on dossier_client_once, and is asked again by `reserve`.
-- Desks come in one order, so that two batches wait but do not block each other.
with counted as (
  insert into dossiers.code_counter (tenant, unit_id, on_date, last)
  select w.tenant, w.unit_id, w.on_date, w.wanted
  from unnest(:desk_tenant::smallint[], :desk_unit_id::int[], :desk_on_date::date[], :desk_wanted::int[]) as w (tenant, unit_id, on_date, wanted)
  on conflict (tenant, unit_id, on_date) do update set last = code_counter.last + excluded.last
  returning tenant, unit_id, on_date, last
)
select (select array_agg(nextval('dossiers.dossier_id')) from generate_series(1, :count::int)) as ids,
       (select json_agg(json_build_object('tenant', c.tenant, 'unit_id', c.unit_id, 'on_date', c.on_date, 'last', c.last)) from counted c) as counters,
       null::json as known;
