-- name: insert_seal
insert into signatures.seal (tenant, unit_id, kind, account_id, label, signer_title, subject, organisation, issuer, serial, valid_from, valid_to,
  fingerprint, certificates, locked_key, needs_password, remote, locked_token, added_by, added_at)
values (:tenant, :unit_id, :kind, :account_id, :label, :signer_title, :subject, :organisation, :issuer, :serial, :valid_from, :valid_to,
  :fingerprint, :certificates::bytea[], :locked_key, :needs_password, :remote::jsonb, :locked_token, :added_by, :now)
returning id;

-- name: account_in_scope
select a.id, a.unit_id
from access.account a
where a.id = :account_id and not a.is_locked
  and access.in_scope(a.unit_id, :scope::int[]);

-- name: seals_of
-- Seals one may manage, and one's own.
select s.id, s.tenant, s.unit_id, u.code as unit_code, n.name as unit_name, s.kind, s.account_id, a.display_name as account_name, s.label, s.signer_title, s.subject,
       s.organisation, s.issuer, s.serial, s.valid_from, s.valid_to, s.fingerprint, s.needs_password, s.remote is not null as is_remote,
       s.picture is not null as has_picture, s.added_at, s.retired_at
from signatures.seal s
join org.unit u on u.id = s.unit_id
cross join lateral (select m.name from org.unit_name m where m.unit_id = s.unit_id order by lower(m.valid) desc limit 1) n
left join access.account a on a.id = s.account_id
where access.in_scope(s.unit_id, :scope::int[])
order by s.retired_at is not null, u.code, s.kind, s.label, s.id;

-- name: usable_seals
-- What an account may sign with: the seals of bodies in its scope, and its own signature.
select s.id, s.tenant, s.unit_id, u.code as unit_code, n.name as unit_name, s.kind, s.account_id, a.display_name as account_name, s.label, s.signer_title, s.subject,
       s.organisation, s.issuer, s.serial, s.valid_from, s.valid_to, s.fingerprint, s.needs_password, s.remote is not null as is_remote,
       s.picture is not null as has_picture, s.added_at, s.retired_at
from signatures.seal s
join org.unit u on u.id = s.unit_id
cross join lateral (select m.name from org.unit_name m where m.unit_id = s.unit_id order by lower(m.valid) desc limit 1) n
left join access.account a on a.id = s.account_id
where s.retired_at is null and s.valid_to > :now
  and (s.account_id = :account_id or (s.kind = 'agency' and access.in_scope(s.unit_id, :scope::int[])))
order by s.kind desc, u.code, s.label, s.id;

-- name: seal_keys
-- What is needed for signing, only for whoever may use it.
select s.id, s.tenant, s.unit_id, s.kind, s.account_id, s.label, s.signer_title, s.subject, s.organisation, s.valid_from, s.valid_to, s.certificates,
       s.picture, s.picture_type, s.locked_key, s.needs_password, s.remote, s.locked_token, s.retired_at
from signatures.seal s
where s.id = :id
  and (:anyone::boolean or s.account_id = :account_id or (s.kind = 'agency' and access.in_scope(s.unit_id, :scope::int[])));

-- name: retire_seal
update signatures.seal s
set retired_at = :now
where s.id = :id and s.retired_at is null
  and (access.in_scope(s.unit_id, :scope::int[]) or s.account_id = :account_id)
returning s.tenant, s.unit_id, s.label;

-- name: set_picture
update signatures.seal s
set picture = :picture, picture_type = :picture_type
where s.id = :id and s.retired_at is null
  and access.in_scope(s.unit_id, :scope::int[])
returning s.tenant, s.unit_id, s.label;

-- name: roots
select r.id, r.fingerprint, r.subject, r.issuer, r.valid_from, r.valid_to, r.source, r.added_at, a.display_name as added_by_name
from signatures.root r
left join access.account a on a.id = r.added_by
where r.removed_at is null
order by r.subject, r.id;

-- name: root_certificates
select r.certificate
from signatures.root r
where r.removed_at is null
order by r.id;

-- name: insert_root
insert into signatures.root (fingerprint, subject, issuer, valid_from, valid_to, certificate, source, added_by, added_at)
values (:fingerprint, :subject, :issuer, :valid_from, :valid_to, :certificate, :source, :added_by, :now)
on conflict (fingerprint) where removed_at is null do nothing
returning id;

-- name: remove_root
update signatures.root r
set removed_at = :now
where r.id = :id and r.removed_at is null
returning r.subject, r.fingerprint;
