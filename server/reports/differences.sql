-- name: cells
select c.anchor, c.measure, c.unit, c.s, c.e, c.filter, c.printed, c.value::text as value, c.numerator::text as numerator,
       c.denominator::text as denominator, c.n, c.digest, c.definition
from reports.cell c
where c.tenant = :tenant and c.report_id = :id and c.version = :version
order by c.anchor;

-- name: versions_of_dossiers
-- Of each dossier of a difference: what was known then, what is known now, and when the present version came.
select v.tenant, v.dossier_id, v.known_from, v.received_on, v.due_on, v.closed_on, v.outcome, v.competent_unit_id, (v.known_to = 'infinity') as is_now
from dossiers.version v
where v.tenant = :tenant
  and v.dossier_id = any (:ids::bigint[])
  and (v.known_to = 'infinity' or (v.known_from <= :known_at and v.known_to > :known_at))
order by v.dossier_id, v.known_from;
