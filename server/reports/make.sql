-- name: insert_report
insert into reports.report (tenant, unit_id, regime, kind, s, e, data_from, data_to, year_from, due_on, title, created_at, created_by)
values (:tenant, :unit_id, :regime, :kind, :s::date, :e::date, :data_from::date, :data_to::date, :year_from::date, :due_on::date, :title, :now, :by)
on conflict on constraint report_once do nothing
returning id;

-- name: existing
select r.id
from reports.report r
where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.s = :s::date and r.e = :e::date;

-- name: earlier
-- The report of the same regime and kind that came before: its narrative is carried over.
select r.tenant, r.id, r.unit_id, r.regime, r.kind, r.s, r.e, r.due_on, r.title, v.content
from reports.report r
join lateral (
  select x.content from reports.version x where x.tenant = r.tenant and x.report_id = r.id order by x.version desc limit 1
) v on true
where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.kind = :kind and r.e <= :s::date
order by r.e desc, r.id desc
limit 1;
