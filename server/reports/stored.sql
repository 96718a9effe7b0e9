-- name: insert_version
insert into reports.version (tenant, report_id, version, content, known_at, made_at, made_by, made_how, file_id, findings)
values (:tenant, :report_id, :version, :content::jsonb, :known_at, :now, :by, :made_how, :file_id, :findings::jsonb);

-- name: version_anew
-- Nothing where the version was never issued. Whoever made it, and when, stays: nothing of it was written anew.
insert into reports.version (tenant, report_id, version, content, known_at, made_at, made_by, made_how, file_id, findings)
select v.tenant, v.report_id, v.version + 1, v.content, v.known_at, v.made_at, v.made_by, v.made_how, v.file_id, v.findings
from reports.version v
where v.tenant = :tenant and v.report_id = :id and v.version = :version
  and exists (select 1 from reports.issue i where i.tenant = v.tenant and i.report_id = v.report_id and i.version = v.version)
returning version;

-- name: insert_event
insert into reports.event (tenant, report_id, seq, kind, version, at, by, reason)
values (:tenant, :report_id, :seq, :kind, :version, :now, :by, :reason);

-- name: hold_report
-- Locked: whatever two people do to a report at once happens one after the other.
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title, seen.newest
from reports.report r
cross join lateral reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) as seen (newest)
where r.tenant = any (array(select t.id from org.tenant t))
  and r.id = :id
  and access.in_scope(r.unit_id, :scope::int[])
  and seen.newest is not null
for update of r;

-- name: report
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title, seen.newest
from reports.report r
cross join lateral reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) as seen (newest)
where r.tenant = any (array(select t.id from org.tenant t))
  and r.id = :id
  and access.in_scope(r.unit_id, :scope::int[])
  and seen.newest is not null;

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
where v.tenant = :tenant and v.report_id = :id and v.version <= :newest
order by v.version desc
limit 1;

-- name: version
select v.version, v.content, v.known_at, v.made_at, v.made_how, v.file_id, v.findings, a.display_name as made_by_name
from reports.version v
left join access.account a on a.id = v.made_by
where v.tenant = :tenant and v.report_id = :id and v.version = :version and v.version <= :newest;

-- name: versions
select v.version, v.made_at, v.made_how, a.display_name as made_by_name
from reports.version v
left join access.account a on a.id = v.made_by
where v.tenant = :tenant and v.report_id = :id and v.version <= :newest
order by v.version desc;
