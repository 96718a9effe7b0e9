-- name: insert_account
insert into access.account (username, display_name, title, unit_id, password_hash, password_changed_at, must_change_password, created_at)
values (:username::text, :display_name::text, :title::text, :unit_id::int, :password_hash::text, :now::timestamptz, :must_change_password::boolean, :now::timestamptz)
returning id;

-- name: unit_tenant
-- The province of a unit that lies in :scope.
select u.tenant
from org.unit u
where u.id = :unit_id::int
  and access.in_scope(u.id, :scope::int[]);

-- name: account
select a.id, a.username, a.display_name, a.title, a.unit_id, a.is_locked, a.must_change_password, coalesce(u.tenant, 0) as tenant
from access.account a
left join org.unit u on u.id = a.unit_id
where a.id = :id::bigint
  and access.in_scope(a.unit_id, :scope::int[]);

-- name: own_account
select a.id, a.username, a.display_name, a.title, a.unit_id, u.code as unit_code, n.name as unit_name, a.must_change_password
from access.account a
left join org.unit u on u.id = a.unit_id
left join lateral (
  select x.name
  from org.unit_name x
  where x.unit_id = a.unit_id
    and coalesce(lower(x.valid), '-infinity'::date) <= :day::date
  order by lower(x.valid) desc nulls last
  limit 1
) n on true
where a.id = :id::bigint;

-- name: session_csrf
select s.csrf
from access.session s
where s.id = :session_id::text
  and s.account_id = :account_id::bigint;

-- name: update_account
update access.account a
set display_name = :display_name::text,
    title = :title::text,
    unit_id = :unit_id::int,
    is_locked = :is_locked::boolean
where a.id = :id::bigint;

-- name: lock_account_row
-- Changes of one account, its roles included, wait for each other.
select a.id
from access.account a
where a.id = :id::bigint
for update;

-- name: assignments_of
-- Roles of an account that are in force on :day or will be. valid_to is the last day, null: without end.
select a.id,
       a.role_code,
       r.name_vi as role_vi,
       r.name_en as role_en,
       a.unit_id,
       u.code as unit_code,
       n.name as unit_name,
       lower(a.valid)::text as valid_from,
       (upper(a.valid) - 1)::text as valid_to
from access.assignment a
join access.role r on r.code = a.role_code
join org.unit u on u.id = a.unit_id
left join lateral (
  select x.name
  from org.unit_name x
  where x.unit_id = a.unit_id
    and coalesce(lower(x.valid), '-infinity'::date) <= :day::date
  order by lower(x.valid) desc nulls last
  limit 1
) n on true
where a.account_id = :account_id::bigint
  and (upper(a.valid) is null or upper(a.valid) > :day::date)
order by lower(a.valid), a.role_code, a.id;

-- name: insert_assignment
insert into access.assignment (account_id, role_code, unit_id, valid, granted_by, granted_at)
values (:account_id::bigint, :role_code::text, :unit_id::int, daterange(:from_day::date, :until::date), :granted_by::bigint, :now::timestamptz)
returning id;

-- name: assignment
select a.id, a.account_id, a.role_code, a.unit_id, lower(a.valid)::text as from_day, upper(a.valid)::text as until
from access.assignment a
where a.id = :id::bigint
  and access.in_scope(a.unit_id, :scope::int[])
for update;

-- name: end_assignment
update access.assignment a
set valid = daterange(lower(a.valid), :day::date)
where a.id = :id::bigint;

-- name: delete_assignment
delete from access.assignment a
where a.id = :id::bigint;

-- name: list
-- Accounts of units in scope, with their roles of today and to come.
select a.id,
       a.username,
       a.display_name,
       a.title,
       a.unit_id,
       n.name as unit_name,
       a.is_locked,
       a.must_change_password,
       a.created_at,
       (select max(s.seen_at) from access.session s where s.account_id = a.id) as seen_at,
       coalesce((
         select jsonb_agg(jsonb_build_object('id', x.id, 'role_code', x.role_code, 'unit_id', x.unit_id, 'valid_from', lower(x.valid)::text,
                                             'valid_to', (upper(x.valid) - 1)::text) order by x.id)
         from access.assignment x
         where x.account_id = a.id
           and (upper(x.valid) is null or upper(x.valid) > :day::date)
       ), '[]') as assignments
from access.account a
left join lateral (
  select x.name
  from org.unit_name x
  where x.unit_id = a.unit_id
    and coalesce(lower(x.valid), '-infinity'::date) <= :day::date
  order by lower(x.valid) desc nulls last
  limit 1
) n on true
where (:words::text is null or lib.plain(a.display_name) like '%' || :words || '%' or a.username like '%' || :words || '%')
  and (:unit_id::int is null or a.unit_id = :unit_id)
  and (:is_locked::boolean is null or a.is_locked = :is_locked)
  and (:role_code::text is null or exists (
    select
    from access.assignment x
    where x.account_id = a.id
      and x.role_code = :role_code
      and x.valid @> :day::date
  ))
  and access.in_scope(a.unit_id, :scope::int[])
order by case :sort::text when 'username' then a.username when 'display_name' then lib.plain(a.display_name) end,
         case :sort::text when '-username' then a.username when '-display_name' then lib.plain(a.display_name) end desc,
         case :sort::text when 'created_at' then a.created_at end,
         case :sort::text when '-created_at' then a.created_at end desc,
         a.id
limit :size::int offset :skip::int;

-- name: count_list
select count(*)::int as total
from access.account a
where (:words::text is null or lib.plain(a.display_name) like '%' || :words || '%' or a.username like '%' || :words || '%')
  and (:unit_id::int is null or a.unit_id = :unit_id)
  and (:is_locked::boolean is null or a.is_locked = :is_locked)
  and (:role_code::text is null or exists (
    select
    from access.assignment x
    where x.account_id = a.id
      and x.role_code = :role_code
      and x.valid @> :day::date
  ))
  and access.in_scope(a.unit_id, :scope::int[]);

-- name: has_accounts
select exists (select from access.account) as has_accounts;

-- name: roots
-- Units with nothing above them on :day.
select u.id
from org.unit u
where u.born <= :day::date
  and (u.died is null or u.died > :day::date)
  and not exists (select from org.edge e where e.child = u.id and e.rel = 'administrative' and e.valid @> :day::date)
order by u.id;
