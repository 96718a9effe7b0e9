-- name: newest_consolidation
select c.seq, c.mode, c.bases, c.at, a.display_name as by_name
from reports.consolidation c
left join access.account a on a.id = c.by
where c.tenant = :tenant and c.report_id = :report_id
order by c.seq desc
limit 1;

-- name: insert_consolidation
insert into reports.consolidation (tenant, report_id, seq, mode, bases, at, by)
values (:tenant, :report_id, :seq, :mode, :bases::jsonb, :now, :by);

-- name: insert_inclusions
insert into reports.inclusion (tenant, report_id, version, of_tenant, of_report_id, of_version, unit_id, is_summed)
select :tenant, :report_id, :version, x.of_tenant, x.of_report_id, x.of_version, x.unit_id, x.is_summed
from unnest(:of_tenants::smallint[], :of_reports::bigint[], :of_versions::int[], :units::int[], :summed::boolean[])
  as x (of_tenant, of_report_id, of_version, unit_id, is_summed);

-- name: inclusions
-- What the newest consolidation up to this version took: words saved since then change nothing of it.
select n.of_tenant, n.of_report_id, n.of_version, n.unit_id, n.is_summed
from reports.inclusion n
where n.tenant = :tenant and n.report_id = :report_id
  and n.version = (select max(x.version) from reports.inclusion x where x.tenant = :tenant and x.report_id = :report_id and x.version <= :version)
order by n.of_report_id;

-- name: hold_included
-- The reports in their order, so that two superiors never wait for each other.
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title
from unnest(:tenants::smallint[], :reports::bigint[]) as x (tenant, id)
join reports.report r on r.tenant = x.tenant and r.id = x.id
order by r.tenant, r.id
for update of r;

-- name: last_events
select distinct on (v.tenant, v.report_id) v.tenant, v.report_id, v.seq, v.kind, v.version
from unnest(:tenants::smallint[], :reports::bigint[]) as x (tenant, id)
join reports.event v on v.tenant = x.tenant and v.report_id = x.id
order by v.tenant, v.report_id, v.seq desc;
