-- name: hold_key
-- The second of two sendings of the same key waits here for the first.
select pg_advisory_xact_lock(hashtextextended('dossiers.act_many/' || :account_id::text || '/' || :client_key::text, 0));

-- name: sent_before
select b.asked_hash, b.results
from dossiers.batch b
where b.tenant = any (array(select t.id from org.tenant t)) and b.account_id = :account_id and b.client_key = :client_key;

-- name: lock_many
-- In the order of ids, so that two officers with overlapping choices wait for each other and never block each other.
select d.tenant, d.id
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = any (:ids::bigint[])
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
order by d.id
for update of d;

-- name: readable
select d.id
from dossiers.dossier d
where d.tenant = any (array(select t.id from org.tenant t))
  and d.id = any (:ids::bigint[])
  and (access.in_scope(d.receiving_unit_id, :scope::int[])
       or access.in_scope(d.competent_unit_id, :scope::int[])
       or access.in_scope(d.holder_unit_id, :scope::int[]))
order by d.id;

-- name: keep_batch
insert into dossiers.batch (tenant, account_id, client_key, asked_hash, at, results)
values (:tenant, :account_id, :client_key, :asked_hash, :at, :results::jsonb);
