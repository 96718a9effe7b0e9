-- name: adjustments
select a.id, a.measure, a.s, a.delta::text as delta, a.unit_id, a.reason, a.at, x.display_name as by_name, a.withdrawn_at, y.display_name as withdrawn_by_name,
       a.withdrawn_reason
from reports.adjustment a
left join access.account x on x.id = a.by
left join access.account y on y.id = a.withdrawn_by
where a.tenant = :tenant and a.report_id = :report_id
order by a.id;

-- name: insert_adjustment
insert into reports.adjustment (tenant, report_id, measure, s, delta, unit_id, reason, at, by)
values (:tenant, :report_id, :measure, :s::date, :delta::numeric, :unit_id, :reason, :now, :by)
returning id;

-- name: withdraw_adjustment
update reports.adjustment a
set withdrawn_at = :now, withdrawn_by = :by, withdrawn_reason = :reason
where a.tenant = :tenant and a.report_id = :report_id and a.id = :id and a.withdrawn_at is null
returning a.id;
