-- name: reserve_ids
select r.id
from (select nextval('dossiers.dossier_id') as id from generate_series(1, :count::int)) r
order by r.id;

-- name: raise_counters
insert into dossiers.code_counter (tenant, unit_id, on_date, last)
select c.tenant, c.unit_id, c.on_date, c.last
from jsonb_to_recordset(:counters::jsonb) as c (tenant smallint, unit_id int, on_date date, last int)
on conflict (tenant, unit_id, on_date) do update set last = greatest(code_counter.last, excluded.last);

-- name: procedure_facts
select v.id as version_id, v.procedure_id, v.sector_id, v.level, v.online_level, v.is_no_writing, v.is_interlinked, v.fee_vnd
from procedures.version v
where :version_ids::int[] is null or v.id = any (:version_ids::int[])
order by v.id;
