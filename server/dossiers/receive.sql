-- name: hold_client_id
-- The second of two sendings at the same moment waits here for the first.
select pg_advisory_xact_lock(hashtextextended('dossiers.client_id/' || :tenant::text || '/' || :client_id::text, 0));

-- name: by_client_id
select d.id, d.code, d.status, d.received_at, d.receiving_unit_id, d.procedure_id, d.applicant_name, e.data -> 'due' as due
from dossiers.dossier d
join dossiers.event e on e.tenant = d.tenant and e.dossier_id = d.id and e.seq = 1
where d.tenant = :tenant and d.client_id = :client_id;

-- name: next_id
select nextval('dossiers.dossier_id') as id;

-- name: next_in_day
-- Holds the unit's day until the transaction ends: a number given back by a rollback is given again, none is given twice.
insert into dossiers.code_counter (tenant, unit_id, on_date, last)
values (:tenant, :unit_id, :on_date, 1)
on conflict (tenant, unit_id, on_date) do update set last = code_counter.last + 1
returning last;
