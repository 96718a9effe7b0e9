-- The rows a table of values is about, and which units of any time count in each of them.

-- name: rows_below
-- Units just below the root (children), or the root and all below it (tree), in the tree.
select c.descendant as id, u.code
from org.closure c
join org.unit u on u.id = c.descendant
where c.tree_id = :tree_id::int
  and c.ancestor = :root::int
  and (not :only_children::boolean or c.depth = 1)
order by c.depth, u.code, u.id;

-- name: rows_named
-- Units of the tree by identifier or short name.
select u.id, u.code, n.asked
from unnest(:codes::text[]) as n (asked)
join org.unit u on u.code = n.asked or u.slug = n.asked
join org.closure c on c.tree_id = :tree_id::int and c.ancestor = u.id and c.descendant = u.id
order by u.code, u.id, n.asked;

-- name: leaves
-- For each of the rows: every unit of any time that counts there, where it stands in the tree, and how far below the row.
select c.ancestor as row_unit, m.from_unit, m.to_unit, c.depth::int as depth
from org.closure c
join org.unit_map m on m.tree_id = c.tree_id and m.to_unit = c.descendant
where c.tree_id = :tree_id::int
  and c.ancestor = any(:rows::int[])
  and case :part::text when 'own' then c.depth = 0 when 'below' then c.depth > 0 else true end
order by c.ancestor, c.depth, m.from_unit;

-- name: parents
select c.descendant as unit_id, c.ancestor as parent_id
from org.closure c
where c.tree_id = :tree_id::int
  and c.depth = 1
  and c.descendant = any(:units::int[])
order by c.descendant;
