-- Figures of issued reports as they were frozen.

-- name: cells_of
-- Of each report the figures of the whole unit over the days its figures are of, and since the year began: what it printed as its total where it consolidates others, else its own.
select x.report_id, coalesce(r.data_from, r.s) as data_from, coalesce(r.data_to, r.e - 1) as data_to, r.year_from, c.anchor, c.measure, c.s, c.e, c.filter, c.printed, c.value::text as value, c.numerator::text as numerator,
       c.denominator::text as denominator, c.n, c.digest, md5(c.definition::text) as definition
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[], :codes::text[]) as x (tenant, report_id, version, code)
join reports.report r on r.tenant = x.tenant and r.id = x.report_id
join reports.cell c on c.tenant = x.tenant and c.report_id = x.report_id and c.version = x.version
where c.unit = x.code
  and c.e = coalesce(r.data_to + 1, :e::date)
  and c.filter ->> 'scope' = 'all'
  and not c.filter ? 'sector'
  and (c.filter - 'scope' = '{}'::jsonb or c.filter ->> 'row' = 'total')
order by x.report_id, c.measure, c.s, c.anchor;

-- name: sector_cells_of
-- The same by sector, over the days of the report.
select x.report_id, c.measure, c.filter ->> 'sector' as sector, c.filter ->> 'row' = 'total' as is_total, c.value::text as value,
       c.numerator::text as numerator, c.denominator::text as denominator
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[], :codes::text[]) as x (tenant, report_id, version, code)
join reports.report r on r.tenant = x.tenant and r.id = x.report_id
join reports.cell c on c.tenant = x.tenant and c.report_id = x.report_id and c.version = x.version
where c.unit = x.code
  and c.s = coalesce(r.data_from, r.s)
  and c.e = coalesce(r.data_to + 1, :e::date)
  and c.filter ->> 'scope' = 'all'
  and c.filter ? 'sector'
  and (c.filter - 'scope' - 'sector' = '{}'::jsonb or c.filter ->> 'row' = 'total')
order by x.report_id, c.measure, c.anchor;

-- name: definitions_of
select distinct md5(c.definition::text) as key, c.definition
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[]) as x (tenant, report_id, version)
join reports.report r on r.tenant = x.tenant and r.id = x.report_id
join reports.cell c on c.tenant = x.tenant and c.report_id = x.report_id and c.version = x.version
where c.e = coalesce(r.data_to + 1, :e::date) and c.filter ->> 'scope' = 'all'
order by 1;
