-- name: share_lock
-- Shared by everybody who writes a report of the period; whoever closes it by hand waits for them.
select pg_advisory_xact_lock_shared(hashtextextended(:key, 0)) is null as is_held;

-- name: take_lock
select pg_advisory_xact_lock(hashtextextended(:key, 0)) is null as is_held;

-- name: lock_changes
select c.id, c.regime, c.s, c.e, c.unit_id, c.is_locked, c.open_until, c.reason, c.at, c.by_name
from reports.lock_change c
where c.tenant = :tenant
  and (:regime::text is null or c.regime = :regime)
  and c.s >= :from::date and c.e <= :to::date
order by c.id desc;

-- name: insert_lock_change
insert into reports.lock_change (tenant, regime, s, e, unit_id, is_locked, open_until, reason, at, by, by_name)
values (:tenant, :regime, :s::date, :e::date, :unit_id, :is_locked, :open_until::date, :reason, :now, :by, :by_name)
returning id;

-- name: lock_history
select c.id, c.regime, c.s, c.e, c.unit_id, c.is_locked, c.open_until, c.reason, c.at, c.by_name
from reports.lock_change c
where c.unit_id = any (:unit_ids::int[])
  and (:regime::text is null or c.regime = :regime)
order by c.id desc
limit 300;
