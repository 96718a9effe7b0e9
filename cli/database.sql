-- name: has_table
select to_regclass(:table::text) is not null as is_there;

-- name: migrations
select m.name from lib.migration m order by m.name;

-- name: packs
select p.name from lib.pack p order by p.name;
