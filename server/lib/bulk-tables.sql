-- Statements that take indexes and references off tables for a bulk load and put them back as they were.

-- name: secondary_indexes
-- Without those of primary keys and unique constraints, and those that an index of a partitioned table made.
select format('drop index %I.%I', n.nspname, c.relname) as take_off, pg_get_indexdef(c.oid) as put_back
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where i.indrelid = any (:tables::text[]::regclass[])
  and c.relkind = 'i'
  and not c.relispartition
  and not exists (select from pg_constraint k where k.conindid = c.oid)
order by n.nspname, c.relname;

-- name: references
select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as take_off,
       format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as put_back
from pg_constraint k
where k.contype = 'f'
  and k.conparentid = 0
  and k.conrelid = any (:tables::text[]::regclass[])
order by k.conrelid::regclass::text, k.conname;

-- name: rows_known
-- As of the last statistics; a table that has none yet counts its pages as 50 rows each.
select coalesce(sum(case when c.reltuples < 0 then pg_relation_size(c.oid) / 8192 * 50 else c.reltuples end), 0)::bigint as rows
from pg_class c
where c.oid = any (:tables::text[]::regclass[]);
