-- name: replace_item
-- What is kept again from the same source takes the place of the former.
update holdings.item i
set withdrawn_at = :now, withdrawn_reason = 'Thay bằng bản mới'
where i.tenant = :tenant and i.source_key = :source_key and i.withdrawn_at is null;

-- name: insert_item
insert into holdings.item (tenant, identity, owner_name, kind, name, number, issuer, issued_on, valid_until, file_id, sha256, signature_state, signer,
  source_unit_id, source_dossier_id, source_dossier_code, source_key, procedure_code, kept_at, kept_by)
values (:tenant, :identity, :owner_name, :kind, :name, :number, :issuer, :issued_on, :valid_until, :file_id, :sha256, :signature_state, :signer,
  :source_unit_id, :source_dossier_id, :source_dossier_code, :source_key, :procedure_code, :now, :kept_by)
returning id;

-- name: items_of
-- The store of a person: what is there and may still be used on :day first, newest first.
select i.id, i.kind, i.name, i.number, i.issuer, i.issued_on, i.valid_until, i.file_id, f.name as file_name, f.content_type, f.size_bytes, i.sha256,
       i.signature_state, i.signer, i.owner_name, i.source_unit_id, u.code as source_unit_code, i.source_dossier_id, i.source_dossier_code,
       i.procedure_code, i.kept_at, (i.valid_until is not null and i.valid_until < :day::date) as is_expired,
       (select count(*)::int from holdings.use s where s.tenant = i.tenant and s.item_id = i.id) as times_used
from holdings.item i
join files.file f on f.tenant = i.tenant and f.id = i.file_id
join org.unit u on u.id = i.source_unit_id
where i.tenant = :tenant and i.identity = :identity and i.withdrawn_at is null
order by (i.valid_until is not null and i.valid_until < :day::date), i.issued_on desc nulls last, i.id desc;

-- name: usable_item
select i.id, i.file_id, i.name, i.identity, i.valid_until, i.sha256
from holdings.item i
where i.tenant = :tenant and i.id = :id and i.withdrawn_at is null;

-- name: item_in_store
select i.id, i.file_id, i.name, i.source_unit_id
from holdings.item i
where i.tenant = :tenant and i.id = :id and i.identity = :identity and i.withdrawn_at is null;

-- name: insert_use
insert into holdings.use (tenant, item_id, dossier_id, dossier_code, unit_id, ordinal, used_at, used_by)
values (:tenant, :item_id, :dossier_id, :dossier_code, :unit_id, :ordinal, :now, :used_by);

-- name: uses_of
select s.item_id, s.dossier_id, s.dossier_code, u.code as unit_code, s.used_at
from holdings.use s
join org.unit u on u.id = s.unit_id
where s.tenant = :tenant and s.item_id = any (:item_ids::bigint[])
order by s.used_at desc, s.id desc;

-- name: insert_reading
insert into holdings.reading (tenant, identity, unit_id, account_id, ground, note, at, until)
values (:tenant, :identity, :unit_id, :account_id, :ground, :note, :now, :until)
returning id;

-- name: reading
-- One's own, while it lasts and while one still may.
select r.id, r.tenant, r.identity, r.unit_id, r.ground, r.until
from holdings.reading r
where r.id = :id and r.account_id = :account_id and r.until > :now
  and access.in_scope(r.unit_id, :scope::int[]);

-- name: withdraw_item
update holdings.item i
set withdrawn_at = :now, withdrawn_reason = :reason
where i.id = :id and i.withdrawn_at is null
  and access.in_scope(i.source_unit_id, :scope::int[])
returning i.tenant, i.source_unit_id, i.name, i.sha256;

-- name: counts_by_unit
-- What was kept and what was used again in [from_day, to_day), by unit.
with kept as (
  select i.source_unit_id as unit_id, count(*) filter (where i.kind = 'paper')::int as papers, count(*) filter (where i.kind = 'result')::int as results,
         count(*) filter (where i.kind = 'certified_copy')::int as copies
  from holdings.item i
  where i.kept_at >= :from_at and i.kept_at < :to_at and access.in_scope(i.source_unit_id, :scope::int[])
  group by i.source_unit_id
), used as (
  select s.unit_id, count(*)::int as uses, count(distinct s.dossier_id)::int as dossiers
  from holdings.use s
  where s.used_at >= :from_at and s.used_at < :to_at and access.in_scope(s.unit_id, :scope::int[])
  group by s.unit_id
)
select u.code as unit_code, coalesce(k.papers, 0) as papers, coalesce(k.results, 0) as results, coalesce(k.copies, 0) as copies,
       coalesce(s.uses, 0) as uses, coalesce(s.dossiers, 0) as dossiers
from kept k
full join used s on s.unit_id = k.unit_id
join org.unit u on u.id = coalesce(k.unit_id, s.unit_id)
order by u.code, u.id;
