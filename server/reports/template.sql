-- name: next_version
select coalesce(max(t.version_no), 0)::int + 1 as version_no
from reports.template t
where t.tenant = :tenant and t.unit_id = :unit_id and t.regime = :regime;

-- name: insert_template
insert into reports.template (tenant, unit_id, regime, version_no, file_id, sha256, file_name, note, faults, uploaded_at, uploaded_by)
values (:tenant, :unit_id, :regime, :version_no, :file_id, :sha256, :file_name, :note, :faults::jsonb, :uploaded_at, :uploaded_by)
returning id;

-- name: template
select t.tenant, t.id, t.unit_id, t.regime, t.version_no, t.file_id, t.file_name
from reports.template t
where t.tenant = any (array(select n.id from org.tenant n))
  and t.id = :id
  and access.in_scope(t.unit_id, :scope::int[]);

-- name: templates_of
select t.id, t.regime, t.version_no, t.file_name, t.note, t.faults, t.uploaded_at, a.display_name as uploaded_by_name
from reports.template t
left join access.account a on a.id = t.uploaded_by
where t.tenant = :tenant and t.unit_id = :unit_id
order by t.regime, t.version_no desc;

-- name: uses_of
select u.id, u.regime, u.from_on::text as from_on, u.template_id, t.version_no, u.reason, u.at, a.display_name as by_name
from reports.template_use u
left join reports.template t on t.tenant = u.tenant and t.id = u.template_id
left join access.account a on a.id = u.by
where u.tenant = :tenant and u.unit_id = :unit_id
order by u.from_on desc, u.id desc;

-- name: insert_use
insert into reports.template_use (tenant, unit_id, regime, from_on, template_id, reason, at, by)
values (:tenant, :unit_id, :regime, :from_on::date, :template_id, :reason, :at, :by)
returning id;

-- name: newest_reports
-- Of each regime the newest report: of the unit itself before those of units below it.
select distinct on (r.regime) r.id, r.regime, r.title
from reports.report r
where r.tenant = :tenant
  and r.unit_id = any (:unit_ids::int[])
  and reports.newest_shown(r.tenant, r.id, r.unit_id, :own::int[]) is not null
order by r.regime, (r.unit_id = :unit_id) desc, r.s desc, r.id desc;
