-- name: lock_attempts
-- One attempt at a time per account, so that many at once cannot outrun the count of failures. False: another is being checked.
select pg_try_advisory_xact_lock(hashtextextended('access.sign_in ' || :username::text, 0)) as is_locked;

-- name: failures
-- Attempts that failed within the window: of the account since it last signed in, and from the address.
select 'account' as of, count(*)::int as count, max(a.at) as last_at
from access.sign_in_attempt a
where a.username = :username::text
  and a.at > :since::timestamptz
  and a.id > coalesce((select max(s.id) from access.sign_in_attempt s where s.username = :username::text and s.succeeded), 0)
  and not a.succeeded
union all
select 'address' as of, count(*)::int as count, max(a.at) as last_at
from access.sign_in_attempt a
where a.ip = :ip::text
  and a.at > :since::timestamptz
  and not a.succeeded
order by of;

-- name: insert_attempt
insert into access.sign_in_attempt (username, ip, at, succeeded)
values (:username::text, :ip::text, :at::timestamptz, :succeeded::boolean);

-- name: account_by_username
select a.id, a.username, a.display_name, a.password_hash, a.is_locked, a.must_change_password, a.unit_id, coalesce(u.tenant, 0) as tenant
from access.account a
left join org.unit u on u.id = a.unit_id
where a.username = :username::text;

-- name: account_by_id
select a.id, a.username, a.display_name, a.password_hash, a.is_locked, a.must_change_password, a.unit_id, coalesce(u.tenant, 0) as tenant
from access.account a
left join org.unit u on u.id = a.unit_id
where a.id = :account_id::bigint;

-- name: insert_session
insert into access.session (id, account_id, csrf, created_at, seen_at, expires_at, ip, user_agent)
values (:id::text, :account_id::bigint, :csrf::text, :now::timestamptz, :now::timestamptz, :expires_at::timestamptz, :ip::text, :user_agent::text);

-- name: session
-- The session and its owner, while neither idle too long, too old, ended nor locked.
select s.id as session_id, s.account_id, a.display_name as name, a.unit_id, coalesce(u.tenant, 0) as tenant, s.csrf, a.must_change_password, s.seen_at,
       s.expires_at
from access.session s
join access.account a on a.id = s.account_id
left join org.unit u on u.id = a.unit_id
where s.id = :id::text
  and s.ended_at is null
  and s.expires_at > :now::timestamptz
  and s.seen_at > :idle_since::timestamptz
  and not a.is_locked;

-- name: touch_session
update access.session s
set seen_at = :now::timestamptz
where s.id = :id::text
  and s.seen_at < :now::timestamptz
  and s.ended_at is null;

-- name: sessions_of
select s.id, s.created_at, s.seen_at, s.expires_at, s.ip, s.user_agent
from access.session s
where s.account_id = :account_id::bigint
  and s.ended_at is null
  and s.expires_at > :now::timestamptz
  and s.seen_at > :idle_since::timestamptz
order by s.seen_at desc, s.id;

-- name: end_session
update access.session s
set ended_at = :now::timestamptz
where s.id = :id::text
  and s.account_id = :account_id::bigint
  and s.ended_at is null;

-- name: end_sessions
-- All sessions of an account but :except (null: all).
update access.session s
set ended_at = :now::timestamptz
where s.account_id = :account_id::bigint
  and s.ended_at is null
  and (:except::text is null or s.id <> :except::text);

-- name: set_password
update access.account a
set password_hash = :password_hash::text,
    password_changed_at = :now::timestamptz,
    must_change_password = :must_change_password::boolean
where a.id = :account_id::bigint;

-- name: renew_hash
-- The same password under today's parameters.
update access.account a
set password_hash = :password_hash::text
where a.id = :account_id::bigint
  and a.password_hash = :before::text;
