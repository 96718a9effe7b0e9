-- What a question about figures stands on: sectors and procedures by their codes, and the rows of a table by unit.

-- name: units_ever
select count(*)::int as n
from org.unit u;

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
