-- name: cells
-- All figures of an issue, or the one under an anchor.
select c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value::text as value, c.numerator::text as numerator,
       c.denominator::text as denominator, c.n, c.digest, c.definition, c.parts, to_jsonb(c.declared) as declared, c.made_of, u.unit_ids, u.as_of
from reports.cell c
left join reports.counted u on u.tenant = c.tenant and u.report_id = c.report_id and u.version = c.version and u.n = c.counted
where c.tenant = :tenant and c.report_id = :id and c.version = :version and (:anchor::text is null or c.anchor = :anchor)
order by c.anchor;

-- name: operands
-- What figures of an issue are made of.
select o.no, o.measure, o.unit, o.s, o.e, o.filter, o.definition, o.value, o.parts, to_jsonb(o.declared) as declared, o.made_of, u.unit_ids, u.as_of
from reports.operand o
left join reports.counted u on u.tenant = o.tenant and u.report_id = o.report_id and u.version = o.version and u.n = o.counted
where o.tenant = :tenant and o.report_id = :id and o.version = :version
order by o.no;
