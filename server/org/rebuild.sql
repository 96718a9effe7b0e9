-- Reads the facts of the organisation and stores the trees that follow from them.

-- name: all_units
select u.id, u.born, u.died
from org.unit u
order by u.id;

-- name: all_edges
select e.child, e.parent, lower(e.valid) as from, upper(e.valid) as to
from org.edge e
where e.rel = 'administrative'
order by e.child, lower(e.valid);

-- name: all_successions
select s.effective, s.pred, s.succ, s.is_exact
from org.succession s
order by s.effective, s.pred, s.succ;

-- name: lock
-- Two rebuilds at a time would each store the trees they saw.
lock table org.tree_version in share row exclusive mode;

-- name: forget_maps
delete from org.unit_map;

-- name: forget_closures
delete from org.closure;

-- name: forget_trees
delete from org.tree_version;

-- name: keep_trees
insert into org.tree_version (id, valid)
select t.id, daterange(t.valid_from, t.valid_to)
from unnest(:ids::int[], :from::date[], :to::date[]) as t (id, valid_from, valid_to);

-- name: keep_closure
insert into org.closure (tree_id, ancestor, descendant, depth)
select :tree_id::int, c.ancestor, c.descendant, c.depth
from unnest(:ancestor::int[], :descendant::int[], :depth::smallint[]) as c (ancestor, descendant, depth);

-- name: keep_map
insert into org.unit_map (from_unit, tree_id, to_unit, is_exact)
select m.from_unit, :tree_id::int, m.to_unit, m.is_exact
from unnest(:from_unit::int[], :to_unit::int[], :is_exact::boolean[]) as m (from_unit, to_unit, is_exact);
