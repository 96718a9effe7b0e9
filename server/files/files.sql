-- name: hold_blob
-- While a transaction that may refer to these bytes is open, they are not swept away (sweep takes the same lock alone).
select pg_advisory_xact_lock_shared(hashtextextended('files.blob ' || :sha256::text, 0)) as held;

-- name: hold_blob_alone
select pg_try_advisory_xact_lock(hashtextextended('files.blob ' || :sha256::text, 0)) as is_held;

-- name: is_referred
select exists (select from files.file f where f.sha256 = :sha256::text) as is_referred;

-- name: not_referred
-- Those of the hashes that no file refers to.
select b.sha256
from unnest(:hashes::text[]) as b (sha256)
where not exists (select from files.file f where f.sha256 = b.sha256)
order by b.sha256;

-- name: insert_file
insert into files.file (tenant, sha256, name, content_type, size_bytes, unit_id, kept_at, kept_by, is_withheld)
values (:tenant::smallint, :sha256::text, :name::text, :content_type::text, :size_bytes::bigint, :unit_id::int, :now::timestamptz, :kept_by::bigint,
  :is_withheld::boolean)
returning id;

-- name: file
select f.id, f.tenant, f.sha256, f.name, f.content_type, f.size_bytes, f.unit_id, f.is_withheld
from files.file f
where f.id = :id::bigint
  and access.in_scope(f.unit_id, :scope::int[]);

-- name: unit_tenant
-- The province of a unit that lies in :scope.
select u.tenant
from org.unit u
where u.id = :unit_id::int
  and access.in_scope(u.id, :scope::int[]);
