-- name: has_table
select to_regclass(:table::text) is not null as is_there;

-- name: migrations
select m.name from lib.migration m order by m.name;

-- name: packs
select p.name from lib.pack p order by p.name;

-- name: other_clients
select count(*)::int as n
  from pg_stat_activity a
 where a.backend_type = 'client backend' and a.application_name like 'motcua%' and a.pid <> pg_backend_pid();
