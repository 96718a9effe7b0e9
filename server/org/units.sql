-- The organisation in time. A unit's name and parent are those of a day; every query takes one.

-- name: unit_of_code
-- The unit with this identifier or short name, as on `day`, or as on the nearest day of its life.
select u.id, u.code, u.slug, u.kind, u.tenant, n.name, n.short_name, u.born, u.died, e.parent as parent_id, (d.day = :day::date) as is_alive
from org.unit u
cross join lateral (select least(greatest(:day::date, u.born), coalesce(u.died - 1, 'infinity'::date)) as day) d
join org.unit_name n on n.unit_id = u.id and n.valid @> d.day
left join org.edge e on e.child = u.id and e.rel = 'administrative' and e.valid @> d.day
where u.code = :code or u.slug = :code
order by u.id;

-- name: units_of_ids
select u.id, u.code, u.slug, u.kind, u.tenant, n.name, n.short_name, u.born, u.died, e.parent as parent_id
from org.unit u
cross join lateral (select least(greatest(:day::date, u.born), coalesce(u.died - 1, 'infinity'::date)) as day) d
join org.unit_name n on n.unit_id = u.id and n.valid @> d.day
left join org.edge e on e.child = u.id and e.rel = 'administrative' and e.valid @> d.day
where u.id = any(:ids::int[])
order by u.code, u.id;

-- name: units_found
-- Units of `day` whose name, identifier or short name has every word of the search (words without diacritics).
select u.id, u.code, u.slug, u.kind, u.tenant, n.name, n.short_name, u.born, u.died, e.parent as parent_id
from org.unit u
join org.unit_name n on n.unit_id = u.id and n.valid @> :day::date
left join org.edge e on e.child = u.id and e.rel = 'administrative' and e.valid @> :day::date
where u.born <= :day::date
  and (u.died is null or u.died > :day::date)
  and (:kind::text is null or u.kind = :kind)
  and (:within::int is null or exists (
        select from org.tree_version t
        join org.closure c on c.tree_id = t.id and c.ancestor = :within and c.descendant = u.id
        where t.valid @> :day::date))
  and not exists (
        select from unnest(:words::text[]) as w (word)
        where strpos(lib.plain(n.name) || ' ' || lower(u.code) || ' ' || coalesce(u.slug, ''), w.word) = 0)
order by array_position('{nation,province,department,district,commune,vertical,division}'::text[], u.kind), lib.plain(n.short_name), u.code, u.id
limit :most::int;

-- name: units_below
-- Everything at and below `root` (null: every root) in the tree.
select u.id, u.code, u.slug, u.kind, u.tenant, n.name, n.short_name, u.born, u.died, e.parent as parent_id
from org.unit u
join org.unit_name n on n.unit_id = u.id and n.valid @> :day::date
left join org.edge e on e.child = u.id and e.rel = 'administrative' and e.valid @> :day::date
where u.born <= :day::date
  and (u.died is null or u.died > :day::date)
  and (:root::int is null or exists (select from org.closure c where c.tree_id = :tree_id::int and c.ancestor = :root and c.descendant = u.id))
order by array_position('{nation,province,department,division,vertical,district,commune}'::text[], u.kind), u.code, u.id;

-- name: tree_on
select t.id as tree_id, lower(t.valid) as valid_from, upper(t.valid) as valid_to
from org.tree_version t
where t.valid @> :day::date;

-- name: first_tree
select t.id as tree_id, lower(t.valid) as valid_from, upper(t.valid) as valid_to
from org.tree_version t
order by t.id
limit 1;

-- name: trees
select t.id as tree_id, lower(t.valid) as valid_from, upper(t.valid) as valid_to,
       count(*) filter (where u.kind = 'province')::int as provinces,
       count(*) filter (where u.kind = 'district')::int as districts,
       count(*) filter (where u.kind = 'commune')::int as communes
from org.tree_version t
join org.unit u on daterange(u.born, u.died) @> lower(t.valid)
group by t.id
order by t.id;

-- name: descendants
select c.descendant as unit_id
from org.closure c
where c.tree_id = :tree_id::int and c.ancestor = :unit_id::int
order by c.descendant;

-- name: units_for
-- Units of any time whose records count at `unit_id` (depth 0) or below it, in the tree.
select m.from_unit as unit_id
from org.closure c
join org.unit_map m on m.tree_id = c.tree_id and m.to_unit = c.descendant
where c.tree_id = :tree_id::int
  and c.ancestor = :unit_id::int
  and c.depth >= :min_depth::int
  and (:max_depth::int is null or c.depth <= :max_depth)
order by m.from_unit;

-- name: coverage
-- What lies at and below each unit on `day` (a unit that is gone: on its last day), and what went into it before that day.
select distinct m.from_unit as unit_id
from org.unit a
cross join lateral (select least(greatest(:day::date, a.born), coalesce(a.died - 1, 'infinity'::date)) as day) d
join org.tree_version t on t.valid @> d.day
join org.closure c on c.tree_id = t.id and c.ancestor = a.id
join org.unit_map m on m.tree_id = t.id and m.to_unit = c.descendant
join org.unit f on f.id = m.from_unit and f.born <= d.day
where a.id = any(:unit_ids::int[])
order by 1;

-- name: inexact_for
-- Of the units until `day` that count under `unit_id` in the tree, those that do not belong there alone.
select m.from_unit as unit_id
from org.closure c
join org.unit_map m on m.tree_id = c.tree_id and m.to_unit = c.descendant and not m.is_exact
join org.unit f on f.id = m.from_unit and f.born <= :day::date
where c.tree_id = :tree_id::int and c.ancestor = :unit_id::int
order by m.from_unit;

-- name: names_of
select n.name, n.short_name, lower(n.valid) as valid_from, upper(n.valid) as valid_to
from org.unit_name n
where n.unit_id = :unit_id::int
order by lower(n.valid);

-- name: parents_of
select e.rel, u.id as parent_id, u.code as parent_code, n.name as parent_name, lower(e.valid) as valid_from, upper(e.valid) as valid_to
from org.edge e
join org.unit u on u.id = e.parent
join org.unit_name n on n.unit_id = u.id and n.valid @> lower(e.valid)
where e.child = :unit_id::int
order by lower(e.valid), e.rel;

-- name: successions_of
-- What became of the unit (as pred) and what it came from (as succ).
select s.effective, s.kind, s.is_exact, s.document_no, s.source, s.status,
       p.id as pred_id, p.code as pred_code, pn.name as pred_name,
       q.id as succ_id, q.code as succ_code, qn.name as succ_name
from org.succession s
join org.unit p on p.id = s.pred
join org.unit_name pn on pn.unit_id = p.id and pn.valid @> (s.effective - 1)
join org.unit q on q.id = s.succ
join org.unit_name qn on qn.unit_id = q.id and qn.valid @> s.effective
where s.pred = :unit_id::int or s.succ = :unit_id::int
order by s.effective, p.code, q.code;

-- name: origin_of
select u.area_code, u.source, u.status
from org.unit u
where u.id = :unit_id::int;

-- name: successors
select s.succ as unit_id
from org.succession s
where s.pred = :unit_id::int
order by s.effective, s.succ;

-- name: predecessors
select s.pred as unit_id
from org.succession s
where s.succ = :unit_id::int
order by s.effective, s.pred;
