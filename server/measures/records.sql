-- The dossiers behind a figure.

-- name: dossiers_of_ids
-- Code and procedure of the dossiers of a list that is already within the asker's scope; asked again here, like every read of records.
select d.tenant, d.id, d.code, d.status, p.code as procedure_code, v.name as procedure_name
from unnest(:tenants::smallint[], :ids::bigint[]) as k (tenant, id)
join dossiers.dossier d on d.tenant = k.tenant and d.id = k.id
join procedures.procedure p on p.id = d.procedure_id
join procedures.version v on v.id = d.procedure_version_id
where access.in_scope(d.competent_unit_id, :scope::int[]);
