-- name: find
select p.sha256 as sha256
from lib.pack p
where p.name = :name;

-- name: remember
insert into lib.pack (name, sha256)
values (:name, :sha256)
on conflict (name) do update set sha256 = excluded.sha256, loaded_at = now();

-- name: lock
select pg_advisory_lock(7240119);

-- name: analyze
analyze;

-- name: alive
select 1 as answer;
