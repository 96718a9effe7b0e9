-- name: hold_client_ids
-- The second of two sendings at the same moment waits here for the first. In one order, so that two batches do not wait for each other.
select pg_advisory_xact_lock(k.key)
from (
  select distinct hashtextextended('dossiers.client_id/' || c.tenant::text || '/' || c.client_id, 0) as key
  from unnest(:tenants::smallint[], :client_ids::text[]) as c (tenant, client_id)
  order by key
) k;

-- name: by_client_ids
select d.tenant, d.client_id, d.id, d.code, d.status, d.received_at, d.receiving_unit_id, d.procedure_id, d.applicant_name, e.data -> 'due' as due,
       e.data ->> 'content_hash' as content_hash
from unnest(:tenants::smallint[], :client_ids::text[]) as c (tenant, client_id)
join dossiers.dossier d on d.tenant = c.tenant and d.client_id = c.client_id
join dossiers.event e on e.tenant = d.tenant and e.dossier_id = d.id and e.seq = 1
order by d.id;
