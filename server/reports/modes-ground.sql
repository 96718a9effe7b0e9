-- The organisation of a period as a consolidated report needs it.

-- name: origins
-- Units of any time whose records count at the superior in the tree of the last day; those born after it had nothing yet.
select m.from_unit as unit_id, m.to_unit, m.is_exact, f.kind, f.code, f.born, f.died, e.parent as parent_then, (f.died <= :s::date) is true as is_of_before
from org.tree_version t
join org.closure c on c.tree_id = t.id and c.ancestor = :superior::int
join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
join org.unit f on f.id = m.from_unit and f.born <= :day::date
left join org.edge e on e.child = f.id and e.rel = 'administrative' and e.valid @> least(:day::date, coalesce(f.died - 1, 'infinity'::date))
where t.valid @> :day::date
order by m.from_unit;

-- name: tree_below
select c.descendant as unit_id, u.code, u.kind, c.depth::int as depth, e.parent as parent_id
from org.tree_version t
join org.closure c on c.tree_id = t.id and c.ancestor = :superior::int
join org.unit u on u.id = c.descendant
left join org.edge e on e.child = u.id and e.rel = 'administrative' and e.valid @> :day::date
where t.valid @> :day::date
order by c.depth, u.code, u.id;

-- name: covered
-- Whose records the figures of each unit's report hold, by the tree of the day the report was made for.
select x.unit_id, m.from_unit
from unnest(:units::int[], :days::date[]) as x (unit_id, day)
join org.tree_version t on t.valid @> x.day
join org.closure c on c.tree_id = t.id and c.ancestor = x.unit_id
join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
order by x.unit_id, m.from_unit;

-- name: changes
-- What happened in the period to the units below the superior: those that went and what they went into, new names, new superiors.
select s.effective, s.kind, s.is_exact, s.document_no, s.source, s.status, s.pred, s.succ, pn.name as pred_name, qn.name as succ_name,
       p.kind as pred_kind, q.kind as succ_kind
from org.succession s
join org.unit p on p.id = s.pred
join org.unit q on q.id = s.succ
join org.unit_name pn on pn.unit_id = s.pred and pn.valid @> (s.effective - 1)
join org.unit_name qn on qn.unit_id = s.succ and qn.valid @> s.effective
where s.effective > :s::date and s.effective < :e::date
  and (s.pred = any (:units::int[]) or s.succ = any (:units::int[]))
order by s.effective, qn.name, s.succ, pn.name, s.pred;

-- name: renamed
-- New names without a succession of their own, in the period.
select lower(n.valid) as effective, n.unit_id, b.name as was, n.name as now
from org.unit_name n
join org.unit_name b on b.unit_id = n.unit_id and upper(b.valid) = lower(n.valid)
where n.unit_id = any (:units::int[])
  and lower(n.valid) > :s::date and lower(n.valid) < :e::date
  and b.name <> n.name
order by 1, 2;

-- name: addresses
-- Dossiers of units that were split or dissolved, alive in the period, with where the applicant lives.
select d.id, d.competent_unit_id as unit_id, lib.plain(d.applicant_address) as address
from dossiers.version_now v
join dossiers.dossier d on d.tenant = v.tenant and d.id = v.dossier_id
where v.competent_unit_id = any (:units::int[])
  and v.received_on < :e::date
  and v.open_until >= :s::date
  and d.applicant_address is not null
order by d.id;
