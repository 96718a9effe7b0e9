-- name: statement_to_create
-- A database's name cannot be a parameter of its creation; no row when it is there.
select format('create database %I', :name::text) as statement
where not exists (select from pg_database d where d.datname = :name::text);
