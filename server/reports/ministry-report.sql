-- name: issued_with_annex
-- Of each report of the unit the newest issue, where it has an annex of this title.
select r.id, r.title, i.number, i.year, i.issued_on, r.s, r.e
from reports.report r
cross join lateral (
  select n.number, n.year, n.issued_on, n.content, n.version
  from reports.issue n
  where n.tenant = r.tenant and n.report_id = r.id
  order by n.version desc
  limit 1
) i
where r.unit_id = :unit_id::int
  and access.in_scope(r.unit_id, :scope::int[])
  and exists (select from jsonb_array_elements(i.content -> 'annexes') a where upper(a ->> 'title') = :title)
order by r.e desc, r.id desc
limit 200;
