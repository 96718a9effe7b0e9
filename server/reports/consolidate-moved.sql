-- name: hold_below
-- The reports in their order, so that two superiors never wait for each other.
select r.id
from unnest(:tenants::smallint[], :reports::bigint[]) as x (tenant, id)
join reports.report r on r.tenant = x.tenant and r.id = x.id
order by r.tenant, r.id
for update of r;
