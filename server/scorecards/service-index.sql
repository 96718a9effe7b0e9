-- Rows of the service index as the portal shows them.

-- name: portal_rows
select distinct on (p.criterion) p.criterion, p.points::text as points, p.explanation, p.noted_at, p.noted_by
from scorecards.portal_figure p
where p.unit_id = :unit_id and p.set_code = :set_code and p.period = daterange(:from::date, :to::date, '[]')
order by p.criterion, p.id desc;

-- name: note_row
insert into scorecards.portal_figure (tenant, unit_id, set_code, criterion, period, points, explanation, noted_at, noted_by)
values (:tenant, :unit_id, :set_code, :criterion, daterange(:from::date, :to::date, '[]'), :points::numeric, :explanation, :at::timestamptz, :noted_by)
returning id;
