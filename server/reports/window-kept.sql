-- name: kept_windows
-- Days of the reports of a unit under a regime that end from one day on: those before a report, and those it follows or that follow it.
select r.id, r.title, r.kind, r.s, r.e, r.data_from, r.data_to
from reports.report r
where r.tenant = :tenant and r.unit_id = :unit_id and r.regime = :regime and r.e >= :since::date
order by r.e, r.s, r.id;

-- name: windows_of_units
-- The same of several units: of the periods asked for, and of those just before them.
select r.unit_id, r.regime, r.id, r.title, r.kind, r.s, r.e, r.data_from, r.data_to
from reports.report r
where r.tenant = :tenant and r.unit_id = any (:unit_ids::int[]) and r.e >= :from::date and r.s < :to::date
order by r.unit_id, r.regime, r.e, r.s, r.id;

-- name: window
select r.data_from, r.data_to, r.year_from
from reports.report r
where r.tenant = :tenant and r.id = :id;
