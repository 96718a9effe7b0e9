-- name: cells
-- All figures of an issue, or the one under an anchor.
select c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value::text as value, c.numerator::text as numerator,
       c.denominator::text as denominator, c.n, c.digest, c.definition, c.parts, u.unit_ids, u.as_of
from reports.cell c
left join reports.counted u on u.tenant = c.tenant and u.report_id = c.report_id and u.version = c.version and u.n = c.counted
where c.tenant = :tenant and c.report_id = :id and c.version = :version and (:anchor::text is null or c.anchor = :anchor)
order by c.anchor;
