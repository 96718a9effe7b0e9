-- name: insert_report
insert into reports.report (tenant, unit_id, regime, kind, s, e, due_on, title, created_at, created_by)
values (:tenant, :unit_id, :regime, :kind, :s::date, :e::date, :due_on::date, :title, :now, :by)
on conflict on constraint report_once do nothing
returning id;

-- name: insert_version
insert into reports.version (tenant, report_id, version, content, known_at, made_at, made_by, made_how, file_id, findings)
values (:tenant, :report_id, :version, :content::jsonb, :known_at, :now, :by, :made_how, :file_id, :findings::jsonb);

-- name: insert_event
insert into reports.event (tenant, report_id, seq, kind, version, at, by, reason)
values (:tenant, :report_id, :seq, :kind, :version, :now, :by, :reason);

-- name: hold_report
-- Locked: whatever two people do to a report at once happens one after the other.
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title
from reports.report r
where r.tenant = any (array(select t.id from org.tenant t))
  and r.id = :id
  and access.in_scope(r.unit_id, :scope::int[])
for update of r;

-- name: report
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title
from reports.report r
where r.tenant = any (array(select t.id from org.tenant t))
  and r.id = :id
  and access.in_scope(r.unit_id, :scope::int[]);

-- name: events
select v.seq, v.kind, v.version, v.at, v.by, v.reason, a.display_name as by_name
from reports.event v
left join access.account a on a.id = v.by
where v.tenant = :tenant and v.report_id = :id
order by v.seq;

-- name: newest_version
select v.version, v.content, v.known_at, v.made_at, v.made_how, v.file_id, v.findings, a.display_name as made_by_name
from reports.version v
left join access.account a on a.id = v.made_by
where v.tenant = :tenant and v.report_id = :id
order by v.version desc
limit 1;

-- name: version
select v.version, v.content, v.known_at, v.made_at, v.made_how, v.file_id, v.findings, a.display_name as made_by_name
from reports.version v
left join access.account a on a.id = v.made_by
where v.tenant = :tenant and v.report_id = :id and v.version = :version;

-- name: versions
select v.version, v.made_at, v.made_how, a.display_name as made_by_name
from reports.version v
left join access.account a on a.id = v.made_by
where v.tenant = :tenant and v.report_id = :id
order by v.version desc;

-- name: listed
select r.id, r.title, r.regime, r.kind, r.s, r.e, r.due_on, u.code as unit_code, r.unit_id, last.kind as last_event, last.at as last_at,
       first_issue.at as issued_at, i.number, i.year
from reports.report r
join org.unit u on u.id = r.unit_id
join lateral (
  select v.kind, v.at from reports.event v where v.tenant = r.tenant and v.report_id = r.id order by v.seq desc limit 1
) last on true
left join lateral (
  select min(v.at) as at from reports.event v where v.tenant = r.tenant and v.report_id = r.id and v.kind = 'issued'
) first_issue on true
left join lateral (
  select x.number, x.year from reports.issue x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) i on true
where access.in_scope(r.unit_id, :scope::int[])
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
  and (:unit_ids::int[] is null or r.unit_id = any (:unit_ids::int[]))
  and (:regime::text is null or r.regime = :regime)
  and (:last_events::text[] is null or last.kind = any (:last_events::text[]))
  and (:from::date is null or r.e > :from::date)
  and (:before::date is null or r.e <= :before::date)
  and (:like::text is null or r.title_plain like :like);

-- name: existing
select r.id
from reports.report r
where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.s = :s::date and r.e = :e::date;

-- name: earlier
-- The report of the same regime and kind that came before: its narrative is carried over.
select v.content, r.title
from reports.report r
join lateral (
  select x.content from reports.version x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) v on true
where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.kind = :kind and r.e <= :s::date
order by r.e desc, r.id desc
limit 1;

-- name: insert_remark
insert into reports.remark (tenant, report_id, version, place, words, at, by, answers)
values (:tenant, :report_id, :version, :place, :words, :now, :by, :answers)
returning id;

-- name: remarks
select m.id, m.version, m.place, m.words, m.at, m.answers, m.closed_at, a.display_name as by_name
from reports.remark m
left join access.account a on a.id = m.by
where m.tenant = :tenant and m.report_id = :report_id
order by m.id;

-- name: close_remark
update reports.remark
set closed_at = :now
where tenant = :tenant and report_id = :report_id and id = :id and closed_at is null;

-- name: put_explanation
insert into reports.explanation (tenant, report_id, finding, words, at, by)
values (:tenant, :report_id, :finding, :words, :now, :by)
on conflict on constraint explanation_pk do nothing
returning finding;

-- name: explanations
select x.finding, x.words, x.at, a.display_name as by_name
from reports.explanation x
left join access.account a on a.id = x.by
where x.tenant = :tenant and x.report_id = :report_id
order by x.at, x.finding;
