-- name: earlier_cells
-- Figures of the reports of the same unit, regime and kind issued for earlier periods, oldest first: of the newest issue of each, and of the last periods only.
with earlier as (
  select r.tenant, r.id, coalesce(r.data_from, r.s) as s, coalesce(r.data_to + 1, r.e) as e, i.version, i.number, i.year
  from reports.report r
  join lateral (
    select x.version, x.number, x.year
    from reports.issue x
    where x.tenant = r.tenant and x.report_id = r.id
    order by x.version desc
    limit 1
  ) i on true
  where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.kind = :kind and r.s < :s::date
  order by r.s desc
  limit :most
)
select p.s, p.e, p.number, p.year, c.measure, c.unit, c.filter, c.value::text as value
from earlier p
join reports.cell c on c.tenant = p.tenant and c.report_id = p.id and c.version = p.version
where c.value is not null and c.s = p.s and c.e = p.e
order by p.s, c.anchor;

-- name: is_consolidated
select exists (
  select from reports.consolidation c where c.tenant = :tenant and c.report_id = :id
) as yes;

-- name: cells_below
-- What the reports of the units below said of themselves as a whole: the sum where one consolidates others, else its own.
select distinct on (r.unit_id, c.measure, coalesce(c.filter ->> 'sector', '')) r.unit_id, c.measure, coalesce(c.filter ->> 'sector', '') as sector, c.value::text as value
from unnest(:ids::bigint[], :versions::int[]) as k (id, version)
join reports.report r on r.tenant = :tenant and r.id = k.id
join org.unit u on u.id = r.unit_id
join reports.cell c on c.tenant = r.tenant and c.report_id = r.id and c.version = k.version and c.unit = u.code
where c.value is not null and c.s = coalesce(r.data_from, r.s) and c.e = coalesce(r.data_to + 1, r.e) and coalesce(c.filter ->> 'scope', 'all') = 'all'
  and (not c.filter ? 'basis' or c.filter ->> 'row' = 'total')
order by r.unit_id, c.measure, coalesce(c.filter ->> 'sector', ''), (c.filter ? 'basis') desc, c.anchor;

-- name: papers_elsewhere
-- Of each piece of evidence: units whose declarations stand on the same file. A paper of a unit above both is shared by right.
select e.id as evidence_id,
       coalesce(array_agg(distinct n.name order by n.name) filter (where n.name is not null), '{}') as units,
       bool_or(u.kind in ('nation', 'province')) as is_shared
from registers.evidence e
join org.unit u on u.id = e.unit_id
left join registers.evidence same on same.tenant = e.tenant and same.sha256 = e.sha256
left join registers.evidence_link l on l.tenant = same.tenant and l.evidence_id = same.id and l.subject_kind = 'declaration' and l.unlinked_at is null
left join measures.declaration d on d.tenant = l.tenant and d.id::text = l.subject_id and d.unit_id <> e.unit_id
left join org.unit_name n on n.unit_id = d.unit_id and n.valid @> d.s
where e.tenant = :tenant and e.id = any (:ids::bigint[])
group by e.id
order by e.id;
