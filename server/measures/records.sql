-- The dossiers behind a figure.

-- name: dossiers_of_ids
-- Codes and names of a list that is already within the asker's scope; asked again here, like every read of records. Unit and sector are those
-- the figure counted, a unit's name is that of `day` or of the nearest day of its life.
select d.tenant, d.id, d.code, p.code as procedure_code, v.name as procedure_name,
       s.code as sector_code, s.name as sector_name, u.code as unit_code, n.name as unit_name
from unnest(:tenants::smallint[], :ids::bigint[], :unit_ids::int[], :sector_ids::smallint[]) as k (tenant, id, unit_id, sector_id)
join dossiers.dossier d on d.tenant = k.tenant and d.id = k.id
join procedures.procedure p on p.id = d.procedure_id
join procedures.version v on v.id = d.procedure_version_id
join procedures.sector s on s.id = k.sector_id
join org.unit u on u.id = k.unit_id
join org.unit_name n on n.unit_id = u.id and n.valid @> least(greatest(:day::date, u.born), coalesce(u.died - 1, 'infinity'::date))
where access.in_scope(k.unit_id, :scope::int[]);
