-- What a question about figures stands on: sectors and procedures by their codes, and the rows of a table by unit.

-- name: units_ever
select count(*)::int as n
from org.unit u;

-- name: counted_units
-- Units of any time whose records count at the unit or below it in the tree of `day` (own: depth 0, below: 1 and more, all: any): what
-- org.unitsFor answers, in one question instead of three, because every figure asks it. Units that came after `day` are among them, but had nothing yet to be seen.
select m.from_unit as unit_id, (f.born <= :day::date) as was_there
from org.tree_version t
join org.closure c on c.tree_id = t.id and c.ancestor = :unit_id::int
join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
join org.unit f on f.id = m.from_unit
where t.valid @> :day::date
  and case :part::text when 'own' then c.depth = 0 when 'below' then c.depth > 0 else true end
order by m.from_unit;

-- name: sector_of_code
select s.id
from procedures.sector s
where s.code = :code;

-- name: procedure_of_code
select p.id
from procedures.procedure p
where p.code = :code;

-- name: sectors_of_ids
select s.id, s.code, s.name
from procedures.sector s
where s.id = any(:ids::int[])
order by s.code, s.id;

-- name: procedures_of_ids
-- Each procedure with its name on `day`, or the nearest one it had.
select p.id, p.code, n.name
from procedures.procedure p
cross join lateral (
  select v.name
  from procedures.version v
  where v.procedure_id = p.id
  order by (v.valid @> :day::date) desc, (lower(v.valid) <= :day::date) desc, lower(v.valid) desc, v.id
  limit 1
) n
where p.id = any(:ids::int[])
order by p.code, p.id;

-- name: unit_rows
-- For each unit of any time that counts under `root` in the tree: the rows of the table it counts in.
-- children: the unit below the root that holds it, or the root itself; each: where it stands; tree: every unit above it up to the root.
select m.from_unit, a.ancestor as row_unit, r.depth::int as depth
from org.closure c
join org.unit_map m on m.tree_id = c.tree_id and m.to_unit = c.descendant
join org.closure a on a.tree_id = c.tree_id and a.descendant = c.descendant
join org.closure r on r.tree_id = c.tree_id and r.ancestor = c.ancestor and r.descendant = a.ancestor
where c.tree_id = :tree_id::int
  and c.ancestor = :root::int
  and case :rows::text
        when 'tree' then true
        when 'each' then a.depth = 0
        else r.depth = 1 or c.depth = 0
      end
order by m.from_unit, a.ancestor;
