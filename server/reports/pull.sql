-- name: insert_pull
insert into reports.pull (tenant, report_id, block, of_tenant, of_report_id, of_version, of_block, words_sha256, at, by)
values (:tenant, :report_id, :block, :of_tenant, :of_report_id, :of_version, :of_block, :words_sha256, :now, :by);

-- name: pulls
select p.block, p.of_tenant, p.of_report_id, p.of_version, p.of_block, p.words_sha256, p.at, a.display_name as by_name, r.unit_id
from reports.pull p
join reports.report r on r.tenant = p.of_tenant and r.id = p.of_report_id
left join access.account a on a.id = p.by
where p.tenant = :tenant and p.report_id = :report_id
order by p.at, p.block;

-- name: sections_of
-- Sections of issued reports: one heading of all of them, or one report with all its headings.
select x.report_id, x.version, section.value as section, i.content ->> 'unit_name' as unit_name
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[]) as x (tenant, report_id, version)
join reports.issue i on i.tenant = x.tenant and i.report_id = x.report_id and i.version = x.version
cross join lateral jsonb_array_elements(i.content -> 'sections') with ordinality as section (value, place)
where :heading::text is null or section.value ->> 'heading' = :heading
order by x.report_id, section.place;

-- name: headings_of
select section.value ->> 'heading' as heading, count(*)::int as reports,
  count(*) filter (where jsonb_path_exists(section.value, '$.blocks[*] ? (@.kind == "narrative" && @.origin != "drafted" && @.paragraphs.size() > 0)'))::int as written
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[]) as x (tenant, report_id, version)
join reports.issue i on i.tenant = x.tenant and i.report_id = x.report_id and i.version = x.version
cross join lateral jsonb_array_elements(i.content -> 'sections') with ordinality as section (value, place)
where section.value -> 'blocks' @> '[{"kind": "narrative"}]'
group by section.value ->> 'heading'
order by min(section.place), 1;

-- name: figures_of
select x.report_id, f.key as anchor, f.value as figure
from unnest(:tenants::smallint[], :reports::bigint[], :versions::int[]) as x (tenant, report_id, version)
join reports.issue i on i.tenant = x.tenant and i.report_id = x.report_id and i.version = x.version
cross join lateral jsonb_each(i.content -> 'figures') f
where f.key = any (:anchors::text[])
order by x.report_id, f.key;
