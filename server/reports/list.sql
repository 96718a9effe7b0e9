-- name: listed
select r.id, r.title, r.regime, r.kind, r.s, r.e, r.due_on, u.code as unit_code, r.unit_id, last.kind as last_event, last.at as last_at,
       last.version - 1 as changes, back.times as returned,
       first_issue.at as issued_at, i.number, i.year
from reports.report r
join org.unit u on u.id = r.unit_id
join lateral (
  select v.kind, v.at, v.version from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
join lateral (
  select count(*)::int as times from reports.event v where v.tenant = r.tenant and v.report_id = r.id and v.kind in ('returned', 'sent_back')
) back on true
left join lateral (
  select min(v.at) as at from reports.event v where v.tenant = r.tenant and v.report_id = r.id and v.kind = 'issued'
) first_issue on true
left join lateral (
  select x.number, x.year from reports.issue x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) i on true
where access.in_scope(r.unit_id, :scope::int[])
  and reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) is not null
  and (:unit_ids::int[] is null or r.unit_id = any (:unit_ids::int[]))
  and (:regime::text is null or r.regime = :regime)
  and (:last_events::text[] is null or last.kind = any (:last_events::text[]))
  and (:from::date is null or r.e > :from::date)
  and (:before::date is null or r.e <= :before::date)
  and (:like::text is null or r.title_plain like :like)
order by r.e desc, r.id desc
limit :limit offset :offset;

-- name: count_listed
select count(*)::int as total
from reports.report r
join lateral (
  select v.kind from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
where access.in_scope(r.unit_id, :scope::int[])
  and reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) is not null
  and (:unit_ids::int[] is null or r.unit_id = any (:unit_ids::int[]))
  and (:regime::text is null or r.regime = :regime)
  and (:last_events::text[] is null or last.kind = any (:last_events::text[]))
  and (:from::date is null or r.e > :from::date)
  and (:before::date is null or r.e <= :before::date)
  and (:like::text is null or r.title_plain like :like);
