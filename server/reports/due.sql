-- name: due_reports
select r.id, r.unit_id, r.regime, r.s, r.e, r.data_from, r.data_to, r.due_on, seen.newest is not null as is_shown, last.kind as last_event, i.number, i.year, first_issue.at as first_issued_at
from reports.report r
cross join lateral reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) as seen (newest)
join lateral (
  select v.kind from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
left join lateral (
  select min(v.at) as at from reports.event v where v.tenant = r.tenant and v.report_id = r.id and v.kind = 'issued'
) first_issue on true
left join lateral (
  select x.number, x.year from reports.issue x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) i on true
where r.tenant = :tenant
  and r.unit_id = any (:unit_ids::int[])
  and r.s >= :from::date and r.e <= :to::date
  and access.in_scope(r.unit_id, :scope::int[])
order by r.unit_id, r.id;
